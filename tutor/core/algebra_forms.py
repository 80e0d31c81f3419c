"""In which form a formula is written: factored, expanded, in simplest form.

What can't be decided with a bounded amount of work counts as being in the form: a learner is never sent back for
something that is only suspected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from math import gcd, isqrt
from typing import Literal

from tutor.core.algebra_exact import Exact, Monomial, Polynomial, TooMuch, Undefined
from tutor.core.algebra_factors import common, content, share_a_factor, splits
from tutor.core.algebra_tree import (
    Call,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
    children,
    size,
    variables,
    without_sign,
)

Form = Literal["factored", "expanded", "simplest"]

LARGEST_POWER = 10**6
"""A power of two numbers may stay one from here: 2^100 is simpler than its digits."""
LARGEST_RADICAND = 10**6
"""Roots of larger numbers are taken for simplified."""

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))


@lru_cache(maxsize=512)
def has_form(tree: Tree, form: Form, key: Tree) -> bool:
    """Whether a formula is written in a form. For `simplest` the author's `key` shows how long that is at most."""
    if form == "simplest" and (size(tree) > 2 * size(key) + 2 or not variables(tree) <= variables(key)):
        return False
    try:
        return {"factored": _is_factored, "expanded": _is_expanded, "simplest": _is_simple}[form](tree, Exact())
    except TooMuch:
        return True
    except Undefined:
        return False


def _is_factored(tree: Tree, exact: Exact) -> bool:
    match tree:
        case Negative(inner):
            return _is_factored(inner, exact)
        case Product(factors):
            return all(_is_factored(factor, exact) for factor in factors)
        case Quotient(top, bottom):
            return _is_factored(top, exact) and _is_factored(bottom, exact)
        case Power(base, exponent) if not variables(exponent):
            return _is_factored(base, exact)
        case Sum(terms):
            return _is_prime(*exact.ratio(tree), exact) and _is_collected(terms, exact)
    return True


def _is_prime(top: Polynomial, bottom: Polynomial, exact: Exact) -> bool:
    """Whether nothing can be pulled out of a polynomial, and it can't be taken apart."""
    if not _is_number(bottom):
        return False
    top = {monomial: factor / bottom[()] for monomial, factor in top.items()}
    return content(top).numerator == 1 and not common(top) and not splits(top, exact)


def _is_number(polynomial: Polynomial) -> bool:
    return set(polynomial) == {()}


def _is_expanded(tree: Tree, exact: Exact) -> bool:
    terms = list(_terms(tree))
    if len(terms) > 1 and any(term == _ZERO for term in terms):
        return False
    return all(_is_monomial(term) for term in terms) and _is_collected(terms, exact)


def _terms(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Sum):
        for term in tree.terms:
            yield from _terms(term)
    else:
        yield tree


def _is_monomial(term: Tree) -> bool:
    """A number times powers of different things, perhaps over another one."""
    tops, bottoms = ([without_sign(factor) for factor in side] for side in _sides(term))
    for side in (tops, bottoms):
        bases = [_base(factor) for factor in side]
        if any(isinstance(base, Sum | Negative | Product | Quotient | Power) for base in bases):
            return False
        if len(set(bases)) < len(bases) or sum(isinstance(factor, Number) for factor in side) > 1:
            return False
        if any(
            isinstance(_base(factor), Number) and not variables(factor) for factor in side if factor != _base(factor)
        ):
            return False
    return not any(isinstance(factor, Number) and factor.value == 0 for factor in tops) or len(tops) == 1


def _base(factor: Tree) -> Tree:
    return factor.base if isinstance(factor, Power) else factor


def _sides(term: Tree) -> tuple[list[Tree], list[Tree]]:
    """The factors above and below the line, signs taken off."""
    term = without_sign(term)
    if isinstance(term, Product):
        sides: list[tuple[list[Tree], list[Tree]]] = [
            _sides(factor) if isinstance(factor, Quotient) else ([factor], []) for factor in term.factors
        ]
        return [one for above, _ in sides for one in above], [one for _, below in sides for one in below]
    if isinstance(term, Quotient):
        tops, bottoms = _sides(term.top)
        more_below, more_above = _sides(term.bottom)
        return [*tops, *more_above], [*bottoms, *more_below]
    return [term], []


def _is_collected(terms: Sequence[Tree], exact: Exact) -> bool:
    """Whether no two terms are alike: multiplied out, none has a monomial of another."""
    seen: set[tuple[Monomial, str]] = set()
    for term in terms:
        top, bottom = exact.ratio(term)
        here = _monomials(top, bottom)
        if (not top and len(terms) > 1) or not seen.isdisjoint(here):
            return False
        seen |= here
    return True


def _monomials(top: Polynomial, bottom: Polynomial) -> set[tuple[Monomial, str]]:
    """The monomials of a quotient without their numbers; with what is below, where that is more than one term."""
    if len(bottom) == 1:
        below = next(iter(bottom))
        return {(_over(monomial, below), "") for monomial in top}
    lead = bottom[max(bottom)]
    name = str(sorted((monomial, factor / lead) for monomial, factor in bottom.items()))
    return {(monomial, name) for monomial in top}


def _over(monomial: Monomial, below: Monomial) -> Monomial:
    powers = dict(monomial)
    for name, power in below:
        powers[name] = powers.get(name, 0) - power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _is_simple(tree: Tree, exact: Exact) -> bool:
    if isinstance(tree, Sum):
        if any(_signs(term) > 1 or _is_zero(term) for term in tree.terms) or isinstance(tree.terms[0], Sum):
            return False
        if not _is_collected(tree.terms, exact) or sum(_has_divisor(term) for term in tree.terms) > 1:
            return False
    elif _signs(tree) > 1 or not _is_simple_product(tree, exact):
        return False
    return all(_is_simple(child, exact) for child in children(tree))


def _signs(term: Tree) -> int:
    """How many minus signs stand before a term."""
    count = 0
    while isinstance(term, Negative):
        count, term = count + 1, term.inner
    first = term.factors[0] if isinstance(term, Product) else term.top if isinstance(term, Quotient) else None
    return count + (isinstance(first, Negative) and count > 0)


def _is_zero(term: Tree) -> bool:
    return without_sign(term) == _ZERO


def _has_divisor(term: Tree) -> bool:
    """Whether a term has a sum with variables below its line: two such terms can be put over one."""
    return any(isinstance(_base(factor), Sum) and variables(factor) for factor in _sides(term)[1])


def _is_simple_product(tree: Tree, exact: Exact) -> bool:
    match tree:
        case Product() | Quotient():
            return _is_reduced(tree, exact)
        case Power(base, exponent):
            return _is_simple_power(base, exponent, exact)
        case Call("sqrt", (argument,)):
            return _is_simple_root(argument, exact)
    return True


def _is_reduced(tree: Tree, exact: Exact) -> bool:
    tops, bottoms = _sides(tree)
    if any(isinstance(factor, Negative) for factor in (*tops[1:], *bottoms)) or _one_too_many(tree):
        return False
    for side in (tops, bottoms):
        bases = [_base(factor) for factor in side if not isinstance(factor, Number)]
        roots = sum(isinstance(base, Call) and base.name == "sqrt" and not variables(base) for base in bases)
        if len(set(bases)) < len(bases) or roots > 1 or sum(isinstance(factor, Number) for factor in side) > 1:
            return False
    top, bottom = _multiplied(exact, tops), _multiplied(exact, bottoms)
    if any(factor.denominator > 1 for factor in bottom.values()) or not top or not bottom:
        return False
    if bottoms and gcd(content(top).numerator, content(bottom).numerator) > 1:
        return False
    return not share_a_factor(top, bottom, exact)


def _one_too_many(tree: Tree) -> bool:
    """`1·x`, `(-1)x`, `0·x`, `x/1`, `x/(-2)` and `x/(1/2)`."""
    if isinstance(tree, Product):
        return any(without_sign(factor) in (_ZERO, _ONE) for factor in tree.factors)
    return isinstance(tree, Quotient) and (tree.bottom == _ONE or isinstance(tree.bottom, Negative | Quotient))


def _multiplied(exact: Exact, factors: list[Tree]) -> Polynomial:
    top, bottom = exact.ratio(Product((_ONE, *factors)))
    if not _is_number(bottom):
        raise TooMuch
    return {monomial: factor / bottom[()] for monomial, factor in top.items()}


def _is_simple_power(base: Tree, exponent: Tree, exact: Exact) -> bool:
    if exponent in (_ZERO, _ONE) or isinstance(base, Power) or (isinstance(base, Negative) and not variables(exponent)):
        return False
    value = exact.constant(Power(base, exponent))
    return value is None or abs(value.numerator) > LARGEST_POWER or value.denominator > LARGEST_POWER


def _is_simple_root(argument: Tree, exact: Exact) -> bool:
    if isinstance(argument, Quotient) and not variables(argument):
        return False
    value = exact.constant(argument)
    if value is None or value > LARGEST_RADICAND:
        return True
    return isinstance(argument, Number) and value.denominator == 1 and value > 1 and _is_square_free(int(value))


def _is_square_free(value: int) -> bool:
    return all(value % (root * root) for root in range(2, isqrt(value) + 1))
