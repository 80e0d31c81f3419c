"""Reads a formula as people write it: `2x`, `x²`, `1/2 x`, `2(x+1)`, `(a+b)(a-b)`, `sin x`, `√2`, `|x|`, `5!`.

Nothing is computed. A product without a sign binds like one with a sign, from left to right, so `1/2x` is half of x;
since many mean 1/(2x) by it, `read(…, tight=True)` reads it so, and `Reading.ambiguous` says where that may matter.
`ln` and `log` are the natural logarithm, as in the expressions of packs; `lg` is to base 10, and `log_2 x` or
`log(x, 2)` to another.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from tutor.core.algebra_tokens import Token, Unreadable, Words, tokens
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
    depth,
    size,
)

LONGEST = 500
"""Characters of a formula. Fixed: bounds the time."""
MOST_NODES = 250
MOST_DEPTH = 40

_INVERSE = {"sin": "asin", "cos": "acos", "tan": "atan"}
_ONE = Number(Fraction(1))


class Reading(Struct, frozen=True):
    """A formula, or an equation when there is a `right` side.

    `ambiguous`: it holds something like `1/2x`; `doubled`: something like `x + -2`, which the tree doesn't show.
    """

    left: Tree
    right: Tree | None = None
    ambiguous: bool = False
    doubled: bool = False

    @property
    def sides(self) -> tuple[Tree, ...]:
        return (self.left,) if self.right is None else (self.left, self.right)


@lru_cache(maxsize=512)
def read(text: str, words: Words, tight: bool = False) -> Reading:
    """Read a formula or an equation. Raises `Unreadable`."""
    if len(text) > LONGEST:
        raise Unreadable(f"it is too long (at most {LONGEST} characters)", LONGEST, "long")
    text = text.rstrip(" \t\n.,;").removesuffix("$").removeprefix("$")
    reader = _Reader(text, words, tight)
    left = reader.sum()
    right = reader.sum() if reader.took("=") else None
    if reader.token.kind != "end":
        raise reader.unexpected()
    for side in (left, right):
        if side is not None and (size(side) > MOST_NODES or depth(side) > MOST_DEPTH):
            raise Unreadable("it has too many parts", 0, "long")
    return Reading(left, right, reader.ambiguous, reader.doubled)


class _Reader:
    """Reads tokens from left to right; `self.token` is the next one."""

    def __init__(self, text: str, words: Words, tight: bool) -> None:
        self.text, self.words, self.tight = text, words, tight
        self.tokens = tokens(text, words)
        self.position = 0
        self.depth = 0
        self.bars = 0
        self.ambiguous = False
        self.doubled = False

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def sees(self, *symbols: str) -> bool:
        return self.token.kind == "symbol" and self.token.text in symbols

    def took(self, *symbols: str) -> bool:
        found = self.sees(*symbols)
        self.position += found
        return found

    def sum(self) -> Tree:
        self.deeper()
        terms = [self.signed(self.product)]
        while self.sees("+", "-"):
            minus = self.take().text == "-"
            self.doubled = self.doubled or self.sees("+", "-")
            term = self.signed(self.product)
            terms.append(Negative(term) if minus else term)
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise Unreadable("it is nested too deeply", self.token.at, "long")

    def signed(self, read: Callable[[], Tree]) -> Tree:
        """What `read` reads, after any signs."""
        signs = 0
        while self.sees("+", "-"):
            signs += self.take().text == "-"
        tree = read()
        for _ in range(signs):
            tree = Negative(tree)
        return tree

    def product(self) -> Tree:
        made = self.power()
        while True:
            if self.took("*"):
                made = _times(made, self.signed(self.power))
            elif self.took("/"):
                made = Quotient(made, self.denominator())
            elif self.starts_factor():
                self.check_digits()
                made = _times(made, self.power())
            else:
                return made

    def denominator(self) -> Tree:
        bottom = self.signed(self.power)
        while self.starts_factor() and self.token.close:
            self.ambiguous = True
            if not self.tight:
                break
            self.check_digits()
            bottom = _times(bottom, self.power())
        return bottom

    def check_digits(self) -> None:
        """`x2` and `(x+1)2` may be meant in two ways."""
        if self.token.kind in ("number", "vulgar"):
            raise Unreadable(f"put `*` or `^` before `{self.text[self.token.at]}`", self.token.at, "digits")

    def starts_factor(self) -> bool:
        if self.token.kind in ("number", "vulgar", "name", "function"):
            return True
        return self.sees("(", "√", "∛") or (self.sees("|") and self.bars == 0)

    def power(self) -> Tree:
        """An operand with what stands behind it: `!`, `°`, a power."""
        made = self.operand()
        while True:
            if self.took("!"):
                made = Call("factorial", (made,))
            elif self.took("°"):
                made = _times(made, Quotient(Constant("π"), Number(Fraction(180))))
            elif self.sees("^") or self.token.kind == "raised":
                made = Power(made, self.exponent())
            else:
                return made

    def exponent(self) -> Tree:
        if self.token.kind == "raised":
            return self.raised()
        self.took("^")
        self.deeper()
        tree = self.signed(self.power)
        self.depth -= 1
        return tree

    def raised(self) -> Tree:
        token = self.take()
        try:
            return read(token.text, self.words).left
        except Unreadable:
            raise Unreadable("this power can't be read", token.at) from None

    def operand(self) -> Tree:
        if not self.starts_factor() and not self.sees("|"):
            raise self.unexpected()
        token = self.take()
        match token.kind, token.text:
            case "number", _:
                return self.mixed(token)
            case "vulgar", _:
                return Number(token.value)
            case "name", name:
                return self.named(name)
            case "function", name:
                return self.function(name, token)
            case _, "(":
                return self.bracketed(token)
            case _, "|":
                return self.absolute(token)
        self.deeper()
        tree = _root(self.operand(), 2 if token.text == "√" else 3)
        self.depth -= 1
        return tree

    def take(self) -> Token:
        token = self.token
        self.position += token.kind != "end"
        return token

    def named(self, name: str) -> Tree:
        constant = name in ("e", "π") and name not in self.words.names
        return Constant(name) if constant else Variable(name)

    def mixed(self, whole: Token) -> Tree:
        """A number; with a fraction behind it a mixed one: `1½`, `1 1/2`."""
        if self.token.kind == "vulgar":
            return Number(whole.value + self.take().value)
        after = self.tokens[self.position : self.position + 3]
        if [token.kind for token in after] == ["number", "symbol", "number"] and after[1].text == "/":
            top, bottom = after[0].value, after[2].value
            if whole.value.denominator == top.denominator == bottom.denominator == 1 and 0 < top < bottom:
                self.position += 3
                return Number(whole.value + top / bottom)
        return Number(whole.value)

    def bracketed(self, opening: Token) -> Tree:
        bars, self.bars = self.bars, 0
        inner = self.sum()
        self.bars = bars
        self.close(opening)
        return inner

    def close(self, opening: Token) -> None:
        if self.token.kind == "end":
            raise Unreadable(f"the bracket `{self.text[opening.at]}` is never closed", opening.at, "bracket")
        if not self.took(")"):
            raise self.unexpected()

    def absolute(self, opening: Token) -> Tree:
        self.bars += 1
        inner = self.sum()
        self.bars -= 1
        if self.token.kind == "end":
            raise Unreadable("the bar `|` is never closed", opening.at, "bracket")
        if not self.took("|"):
            raise self.unexpected()
        return Call("abs", (inner,))

    def function(self, name: str, token: Token) -> Tree:
        base = self.base(name)
        raised = self.exponent() if self.sees("^") or self.token.kind == "raised" else None
        if name in _INVERSE and raised == Negative(_ONE):
            name, raised = _INVERSE[name], None
        made = self.call(name, self.arguments(name, token), base, token)
        return made if raised is None else Power(made, raised)

    def base(self, name: str) -> Tree | None:
        """The base of `log_2 x`, `log₂ x`, `log10(x)`."""
        if self.token.kind == "below":
            below = self.take()
            if name != "log":
                raise Unreadable(f"`{name}` takes no subscript", below.at)
            return read(below.text, self.words).left
        follows = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        if name == "log" and self.token.kind == "number" and self.token.close and follows.text == "(":
            return Number(self.take().value)
        return None

    def arguments(self, name: str, token: Token) -> list[Tree]:
        opening = self.token
        if not self.took("("):
            return [self.bare()]
        bars, self.bars = self.bars, 0
        given = [self.sum()]
        while self.took(",", ";"):
            given.append(self.sum())
        self.bars = bars
        self.close(opening)
        if name == "frac" and len(given) == 1 and self.sees("("):
            given.append(self.bracketed(self.take()))
        return given

    def bare(self) -> Tree:
        """The argument of a function without brackets: `sin 2x`, `ln |x|`, `sqrt 2`; a bracket belongs to a number."""
        self.deeper()
        signs = 0
        while self.took("-"):
            signs += 1
        made = self.power()
        while self.token.kind == "name" or self.sees("√") or (isinstance(made, Number) and self.sees("(")):
            made = _times(made, self.power())
        self.depth -= 1
        for _ in range(signs):
            made = Negative(made)
        return made

    def call(self, name: str, given: list[Tree], base: Tree | None, token: Token) -> Tree:
        most = 2 if name == "frac" or (name == "log" and base is None) else 1
        if len(given) > most or (name == "frac" and len(given) < 2):
            raise Unreadable(f"`{name}` takes {'one value' if most == 1 else 'two values'}", token.at)
        if base is not None:
            given.append(base)
        return _called(name, given)

    def unexpected(self) -> Unreadable:
        token = self.token
        if token.kind == "end":
            return Unreadable("something is missing at the end", token.at, "end")
        return Unreadable(f"`{self.text[token.at]}` can't be read here", token.at)


def _times(left: Tree, right: Tree) -> Tree:
    """A product; one that is written on grows, one in brackets is flattened too, for brackets don't matter there."""
    factors = left.factors if isinstance(left, Product) else (left,)
    return Product((*factors, *right.factors) if isinstance(right, Product) else (*factors, right))


def _root(inner: Tree, degree: int) -> Tree:
    if degree == 2:
        return Call("sqrt", (inner,))
    return Power(inner, Quotient(_ONE, Number(Fraction(degree))))


def _called(name: str, given: list[Tree]) -> Tree:
    match name:
        case "frac":
            return Quotient(given[0], given[1])
        case "exp":
            return Power(Constant("e"), given[0])
        case "cbrt":
            return _root(given[0], 3)
        case "lg":
            return Call("log", (given[0], Number(Fraction(10))))
        case "log":
            return Call("log", tuple(given)) if len(given) == 2 else Call("ln", tuple(given))
        case "sec" | "csc" | "cot":
            below = {"sec": "cos", "csc": "sin", "cot": "tan"}[name]
            return Quotient(_ONE, Call(below, tuple(given)))
    return Call(name, tuple(given))
