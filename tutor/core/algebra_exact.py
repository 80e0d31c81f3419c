"""Formulas as quotients of polynomials in several variables, with exact coefficients.

What isn't rational (`sin x`, `√2`, `e^x`, `π`) is a variable of its own, named by how it is written, so two formulas
whose quotients agree are equal whatever these mean; that they differ is proved only where there are none of them.
All work is counted and bounded.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from math import factorial, isqrt

from tutor.core.algebra_tree import (
    Call,
    Constant,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
    Variable,
    number,
)

MOST_WORK = 3_000
"""Products of two terms that may be computed for one comparison. Fixed: bounds the time to some 30 ms."""
MOST_TERMS = 400
MOST_BITS = 4_000
"""Bits of a coefficient, above or below its line."""
MOST_POWER = 400
MOST_FACTORIAL = 300
LONGEST_NAME = 200
"""Characters of the name of a part that isn't rational; a longer one goes by its hash."""

Monomial = tuple[tuple[str, int], ...]
"""Names with their powers, by name."""
Polynomial = dict[Monomial, Fraction]
"""Its terms that aren't 0."""
Ratio = tuple[Polynomial, Polynomial]

ONE: Polynomial = {(): Fraction(1)}


class TooMuch(Exception):
    """The polynomials get too large to be exact."""


class Undefined(Exception):
    """It has no value anywhere: a division by zero."""


class Exact:
    """Turns trees into quotients of polynomials; counts its work over all of them.

    `opaque` holds the names of parts that aren't rational.
    """

    def __init__(self, work: int = MOST_WORK) -> None:
        self.left = work
        self.opaque: set[str] = set()
        self._known: dict[Tree, Ratio] = {}

    def ratio(self, tree: Tree) -> Ratio:
        """The quotient of polynomials that a tree is. Raises `TooMuch` or `Undefined`."""
        found = self._known.get(tree)  # parts are asked for more than once, and theirs again
        if found is None:
            found = self._known[tree] = self._ratio(tree)
        return found

    def _ratio(self, tree: Tree) -> Ratio:
        self.spend(1)
        match tree:
            case Number(value):
                return ({(): value} if value else {}), ONE
            case Variable(name):
                return {((name, 1),): Fraction(1)}, ONE
            case Negative(inner):
                top, bottom = self.ratio(inner)
                return {monomial: -factor for monomial, factor in top.items()}, bottom
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                return self._product(factors)
            case Quotient(above, below):
                return self.divided(self.ratio(above), self.ratio(below))
            case Power(base, exponent):
                return self._power(base, exponent, tree)
            case Call(name, arguments):
                return self._call(name, arguments, tree)
        return self._atom(tree)

    def equal(self, one: Ratio, other: Ratio) -> bool:
        """Whether two quotients are the same one."""
        return self.times(one[0], other[1]) == self.times(other[0], one[1])

    def times(self, one: Polynomial, other: Polynomial) -> Polynomial:
        """The product of two polynomials."""
        self.spend(len(one) * len(other))
        made: Polynomial = {}
        for left, factor in one.items():
            for right, second in other.items():
                monomial = _joined(left, right)
                made[monomial] = made.get(monomial, Fraction(0)) + factor * second
        return _checked(made)

    def plus(self, one: Polynomial, other: Polynomial) -> Polynomial:
        """The sum of two polynomials."""
        self.spend(len(other))
        made = dict(one)
        for monomial, factor in other.items():
            made[monomial] = made.get(monomial, Fraction(0)) + factor
        return _checked(made)

    def divided(self, one: Ratio, other: Ratio) -> Ratio:
        """One quotient divided by another."""
        if not other[0]:
            raise Undefined
        return self.times(one[0], other[1]), self.times(one[1], other[0])

    def spend(self, work: int) -> None:
        """Count work. Raises `TooMuch` when there is no more to spend."""
        self.left -= work
        if self.left < 0:
            raise TooMuch

    def _sum(self, terms: tuple[Tree, ...]) -> Ratio:
        top, bottom = self.ratio(terms[0])
        for term in terms[1:]:
            above, below = self.ratio(term)
            if below == bottom:
                top = self.plus(top, above)
            else:
                top = self.plus(self.times(top, below), self.times(above, bottom))
                bottom = self.times(bottom, below)
        return top, bottom

    def _product(self, factors: tuple[Tree, ...]) -> Ratio:
        top, bottom = self.ratio(factors[0])
        for factor in factors[1:]:
            above, below = self.ratio(factor)
            top, bottom = self.times(top, above), self.times(bottom, below)
        return top, bottom

    def _power(self, base: Tree, exponent: Tree, whole: Tree) -> Ratio:
        value = self.constant(exponent)
        if value is None or value.denominator != 1:
            return self._root(base, value, whole)
        top, bottom = self.ratio(base)
        if value < 0:
            if not top:
                raise Undefined
            top, bottom = bottom, top
        return self._raised(top, abs(int(value))), self._raised(bottom, abs(int(value)))

    def _raised(self, base: Polynomial, power: int) -> Polynomial:
        if not base or base == ONE:
            return base if power else ONE
        bits = max(max(factor.numerator.bit_length(), factor.denominator.bit_length()) for factor in base.values())
        is_number = set(base) == {()}
        if power * (bits - 1) > MOST_BITS or (power > MOST_POWER and not is_number):
            raise TooMuch
        if is_number:
            return _checked({(): base[()] ** power})
        made = ONE
        for digit in bin(power)[2:]:
            made = self.times(made, made)
            made = self.times(made, base) if digit == "1" else made
        return made

    def _root(self, base: Tree, exponent: Fraction | None, whole: Tree) -> Ratio:
        value = self.constant(base) if exponent is not None and exponent.denominator == 2 else None
        root = None if value is None else square_root(value)
        if root is None or exponent is None:
            return self._atom(whole)
        return self._power(Number(root), number(exponent * 2), whole)

    def _call(self, name: str, arguments: tuple[Tree, ...], whole: Tree) -> Ratio:
        value = self.constant(arguments[0]) if name in ("sqrt", "abs", "factorial") else None
        exact: Fraction | None = None
        if value is not None and name == "abs":
            exact = abs(value)
        elif value is not None and name == "sqrt":
            exact = square_root(value)
        elif value is not None and value.denominator == 1 and 0 <= value <= MOST_FACTORIAL:
            exact = Fraction(factorial(int(value)))
        if exact is None:
            return self._atom(whole)
        return ({(): exact} if exact else {}), ONE

    def constant(self, tree: Tree) -> Fraction | None:
        """The rational number that a tree is, if it is one."""
        top, bottom = self.ratio(tree)
        if not top:
            return Fraction(0)
        if set(top) != {()} or set(bottom) != {()}:
            return None
        return top[()] / bottom[()]

    def _atom(self, tree: Tree) -> Ratio:
        name = self._name(tree)
        if len(name) > LONGEST_NAME:
            name = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        self.opaque.add(name)
        return {((name, 1),): Fraction(1)}, ONE

    def _name(self, tree: Tree) -> str:
        """A name that equal parts share where that is easily seen: with each argument as its quotient."""
        match tree:
            case Constant(name):
                return f"{name} "
            case Power(base, exponent):
                return f"pow({self._written(base)};{self._written(exponent)})"
            case Call(name, arguments):
                return f"{name}({';'.join(map(self._written, arguments))})"
        raise TooMuch

    def _written(self, tree: Tree) -> str:
        top, bottom = self.ratio(tree)
        lead = bottom[max(bottom)]
        pieces = (sorted((monomial, factor / lead) for monomial, factor in side.items()) for side in (top, bottom))
        return "/".join("+".join(_term(monomial, factor) for monomial, factor in side) for side in pieces)


def square_root(value: Fraction) -> Fraction | None:
    """The square root where it is rational."""
    if value < 0:
        return None
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(top, bottom) if top * top == value.numerator and bottom * bottom == value.denominator else None


def _term(monomial: Monomial, factor: Fraction) -> str:
    return f"{factor}*{'*'.join(f'{name}^{power}' for name, power in monomial)}"


def _joined(one: Monomial, other: Monomial) -> Monomial:
    if not one or not other:
        return one or other
    powers = dict(one)
    for name, power in other:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _checked(made: Polynomial) -> Polynomial:
    kept = {monomial: factor for monomial, factor in made.items() if factor}
    if len(kept) > MOST_TERMS:
        raise TooMuch
    for factor in kept.values():
        if factor.numerator.bit_length() > MOST_BITS or factor.denominator.bit_length() > MOST_BITS:
            raise TooMuch
    return kept
