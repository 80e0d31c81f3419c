"""Whether a polynomial can be taken apart further over the rational numbers.

In one variable: its zeros are found as complex floats; every few of them make a candidate, which counts only when it
divides exactly. In several variables the polynomial is looked at along straight lines: what is a product stays one on
each of them, and what isn't hardly ever becomes one (Hilbert's irreducibility theorem), so three lines decide.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, islice
from math import gcd, lcm

from tutor.core.algebra_exact import Exact, Monomial, Polynomial

HIGHEST = 8
"""Degree up to which factors are looked for; beyond, a polynomial counts as one that can't be taken apart."""
MOST_CANDIDATES = 300
_LINES = (
    ((7, -3), (11, 5), (-13, 8), (17, -9)),
    ((-5, 9), (8, -11), (19, 4), (-3, 13)),
    ((12, 7), (-7, 10), (5, 17), (9, -4)),
)
"""Three lines; for each variable in turn its slope and where it starts."""

Dense = list[Fraction]
"""Coefficients of a polynomial in one variable, the constant first; the last one isn't 0."""


def content(polynomial: Polynomial) -> Fraction:
    """The number that can be pulled out: what is left has whole coefficients without a common factor. 0 of none."""
    tops = gcd(*(factor.numerator for factor in polynomial.values()))
    bottoms = lcm(*(factor.denominator for factor in polynomial.values()))
    return Fraction(tops, bottoms)


def common(polynomial: Polynomial) -> Monomial:
    """The powers of variables that stand in every term."""
    kept: dict[str, int] | None = None
    for monomial in polynomial:
        here = dict(monomial)
        kept = here if kept is None else {name: min(power, here[name]) for name, power in kept.items() if name in here}
    return tuple(sorted((kept or {}).items()))


def splits(polynomial: Polynomial, exact: Exact) -> bool:
    """Whether a polynomial is a product of two that aren't numbers."""
    degree = _degree(polynomial)
    if degree < 2:
        return False
    if common(polynomial):
        return True
    if degree > HIGHEST:
        return False
    return all(_splits(line) for line in _along_lines(exact, polynomial) if len(line) == degree + 1)


def share_a_factor(one: Polynomial, other: Polynomial, exact: Exact) -> bool:
    """Whether two polynomials have a common factor that isn't a number."""
    if min(_degree(one), _degree(other)) < 1:
        return False
    if dict(common(one)).keys() & dict(common(other)).keys():
        return True
    names = _names(one) | _names(other)
    lines = zip(_along_lines(exact, one, names), _along_lines(exact, other, names), strict=True)
    return all(len(_gcd(left, right)) > 1 for left, right in lines)


def _degree(polynomial: Polynomial) -> int:
    return max((sum(power for _, power in monomial) for monomial in polynomial), default=0)


def _names(polynomial: Polynomial) -> set[str]:
    return {name for monomial in polynomial for name, _ in monomial}


def _along_lines(exact: Exact, polynomial: Polynomial, names: set[str] | None = None) -> list[Dense]:
    """The polynomial in the one variable of each line; as it is where it has only one variable."""
    ordered = sorted(names or _names(polynomial))
    if len(ordered) == 1:
        return [_dense(polynomial)]
    return [_along(exact, polynomial, dict(zip(ordered, _slopes(line, len(ordered)), strict=True))) for line in _LINES]


def _slopes(line: tuple[tuple[int, int], ...], count: int) -> list[tuple[int, int]]:
    return [(line[at % 4][0] + at // 4, line[at % 4][1] - at // 4 * 3) for at in range(count)]


def _dense(polynomial: Polynomial) -> Dense:
    dense = [Fraction(0)] * (_degree(polynomial) + 1)
    for monomial, factor in polynomial.items():
        dense[sum(power for _, power in monomial)] += factor
    return dense


def _along(exact: Exact, polynomial: Polynomial, slopes: dict[str, tuple[int, int]]) -> Dense:
    made: Polynomial = {}
    for monomial, factor in polynomial.items():
        term: Polynomial = {(): factor}
        for name, power in monomial:
            slope, start = slopes[name]
            for _ in range(power):
                term = exact.times(term, {(("t", 1),): Fraction(slope), (): Fraction(start)})
        made = exact.plus(made, term)
    return _dense(made) if made else []


def _splits(dense: Dense) -> bool:
    """Whether a polynomial in one variable, of degree 2 or more, is a product."""
    slope = [factor * power for power, factor in enumerate(dense)][1:]
    if len(_gcd(dense, slope)) > 1:
        return True  # a repeated factor
    whole = lcm(*(factor.denominator for factor in dense))
    dense = [factor * whole for factor in dense]
    zeros = _zeros(dense)
    degree = len(dense) - 1
    candidates = (picked for count in range(1, degree // 2 + 1) for picked in combinations(zeros, count))
    return any(_divides(_candidate(picked, dense[-1]), dense) for picked in islice(candidates, MOST_CANDIDATES))


def _zeros(dense: Dense) -> list[complex]:
    """The zeros, by the method of Weierstrass, Durand and Kerner; none where numbers are too large for floats."""
    try:
        factors = [complex(float(factor / dense[-1])) for factor in dense]
    except OverflowError:
        return []
    degree = len(dense) - 1
    radius = 1 + max(abs(factor) ** (1 / (degree - power)) for power, factor in enumerate(factors[:-1]))
    zeros = [radius * (0.4 + 0.9j) ** power for power in range(degree)]
    for _ in range(120):
        moved = 0.0
        for at, zero in enumerate(zeros):
            value, around = complex(0), complex(1)
            for factor in reversed(factors):
                value = value * zero + factor
            for other in zeros[:at] + zeros[at + 1 :]:
                around *= zero - other
            if around == 0 or value != value:
                return []
            zeros[at] = zero - value / around
            moved = max(moved, abs(value / around))
        if moved < 1e-14 * radius:
            break
    return zeros


def _candidate(zeros: tuple[complex, ...], lead: Fraction) -> Dense | None:
    """The polynomial with these zeros and whole coefficients, if that is what it nearly is."""
    factors = [complex(float(lead))]
    for zero in zeros:
        above = [complex(0), *factors]
        factors = [high - zero * low for high, low in zip(above, [*factors, complex(0)], strict=True)]
    if any(abs(factor.imag) > 0.01 or abs(factor.real) > 1e15 for factor in factors):
        return None
    return [Fraction(round(factor.real)) for factor in factors]


def _divides(candidate: Dense | None, dense: Dense) -> bool:
    return candidate is not None and not _rest(dense, candidate)


def _rest(dense: Dense, divisor: Dense) -> Dense:
    """What is left when one polynomial is divided by another."""
    left = list(dense)
    while len(left) >= len(divisor):
        share = left[-1] / divisor[-1]
        start = len(left) - len(divisor)
        for at, factor in enumerate(divisor):
            left[start + at] -= share * factor
        while left and not left[-1]:
            left.pop()
    return left


def _gcd(one: Dense, other: Dense) -> Dense:
    while other:
        rest = _rest(one, other)
        one, other = other, [factor / rest[-1] for factor in rest]
    return one
