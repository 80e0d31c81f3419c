"""Formulas compared at many points, where they can't be compared exactly.

A value is a float with a bound on its error, carried along to first order, so that two values differ only when that
can't be rounding. Points where a formula has no real value, or one that is mostly rounding, are passed over.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from hashlib import sha256

from msgspec import Struct

from tutor.core.algebra_tree import Call, Constant, Negative, Number, Power, Product, Quotient, Sum, Tree, Variable

POINTS = 48
"""Points that are tried. Tunable (20..100): with 250 nodes in a formula each costs some tenths of a millisecond."""
ENOUGH = 6
"""Points at which both must have a value. Tunable (3..20)."""
CLOSE = 1e-12
"""A difference below this share is none, whatever the error. Tunable (1e-14..1e-10)."""
UNSURE = 1e-6
"""A value with a larger error, by the largest value on the way to it, decides nothing. Tunable (1e-9..1e-4)."""

_SPREAD = ((0.05, 0.95), (1.1, 3.5), (-3.5, 3.5), (-0.95, 0.95), (4.0, 20.0), (-12.0, -3.0))
"""Where variables without a domain are drawn from in turn, so that `asin x`, `ln(x - 1)` and `√(x - 3)` have values."""
_EPSILON = 2.0**-52
_AMOUNT = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_RANGE = rf"(?a)\s*(-?{_AMOUNT})\s*\.\.\s*(-?{_AMOUNT})(?:\s+step\s+({_AMOUNT}))?\s*"


class Range(Struct, frozen=True):
    """From `low` to `high`; only every `step` where there is one."""

    low: float
    high: float
    step: float = 0.0

    def at(self, share: float) -> float:
        """The value at a share (0..1) of the way."""
        if not self.step:
            return self.low + (self.high - self.low) * share
        count = int((self.high - self.low) / self.step + 1e-9) + 1
        return self.low + self.step * min(int(share * count), count - 1)


Domain = Mapping[str, Range]


def read_range(text: str) -> Range | None:
    """`0.1..10`, or `1..20 step 1` for whole numbers; None when it is no range."""
    found = re.fullmatch(_RANGE, text)
    if found is None:
        return None
    low, high, step = (float(part or 0) for part in found.groups())
    return Range(low, high, step) if low < high and (found[3] is None or step > 0) else None


class NoValue(Exception):
    """There is no real value here."""


def points(names: set[str], domain: Domain, seed: str) -> Iterator[dict[str, float]]:
    """Points by chance, the same ones for the same seed; a single one where there are no names."""
    ordered = sorted(names)
    for number in range(POINTS if ordered else 1):
        low, high = _SPREAD[number % len(_SPREAD)]
        spread = Range(low, high)
        yield {name: domain.get(name, spread).at(_share(seed, number, name)) for name in ordered}


def _share(seed: str, number: int, name: str) -> float:
    digest = sha256(f"{seed}:{number}:{name}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


class Sampler:
    """The values of trees at one point; `steps` counts the nodes computed."""

    def __init__(self, at: Mapping[str, float]) -> None:
        self.names = at
        self.steps = 0

    def value(self, tree: Tree) -> tuple[float, float]:
        """The value and a bound on its error. Raises `NoValue`."""
        self.steps += 1
        try:
            value, error = self._value(tree)
        except (OverflowError, ValueError, ZeroDivisionError):
            raise NoValue from None
        if not (math.isfinite(value) and math.isfinite(error)):
            raise NoValue
        return value, error + abs(value) * _EPSILON

    def _value(self, tree: Tree) -> tuple[float, float]:
        match tree:
            case Number(exact):
                return float(exact), 0.0
            case Variable(name):
                return self.names[name], 0.0
            case Constant(name):
                return (math.e if name == "e" else math.pi), 0.0
            case Negative(inner):
                value, error = self.value(inner)
                return -value, error
            case Sum(terms):
                found = [self.value(term) for term in terms]
                largest = max(abs(value) for value, _ in found)
                return math.fsum(value for value, _ in found), sum(e for _, e in found) + largest * _EPSILON
            case Product(factors):
                return self._product(factors)
            case Quotient(top, bottom):
                return _divided(self.value(top), self.value(bottom))
            case Power(base, exponent):
                return self._power(base, exponent)
        return self._call(tree)

    def _product(self, factors: tuple[Tree, ...]) -> tuple[float, float]:
        value, error = self.value(factors[0])
        for factor in factors[1:]:
            second, wrong = self.value(factor)
            value, error = value * second, abs(value) * wrong + abs(second) * error + abs(value * second) * _EPSILON
        return value, error

    def _power(self, base: Tree, exponent: Tree) -> tuple[float, float]:
        (value, error), (power, wrong) = self.value(base), self.value(exponent)
        parts = _parts(exponent)
        if value < 0 and parts and parts.denominator % 2:  # an odd root of a negative number
            raised = abs(value) ** power * (-1 if parts.numerator % 2 else 1)
        elif value < 0 and not power.is_integer():
            raise NoValue
        else:
            raised = math.pow(value, power)
        if value == 0:
            return raised, error
        return raised, abs(raised) * (abs(power) * error / abs(value) + abs(math.log(abs(value))) * wrong + _EPSILON)

    def _call(self, tree: Tree) -> tuple[float, float]:
        if not isinstance(tree, Call):
            raise NoValue
        if tree.name == "log":
            bare = Quotient(Call("ln", tree.arguments[:1]), Call("ln", tree.arguments[1:]))
            return self.value(bare)
        value, error = self.value(tree.arguments[0])
        compute, slope = _FUNCTIONS[tree.name]
        found = compute(value)
        return found, error * slope(value, found) if error else 0.0


def _divided(top: tuple[float, float], bottom: tuple[float, float]) -> tuple[float, float]:
    (value, error), (divisor, wrong) = top, bottom
    if abs(divisor) <= 4 * wrong:
        raise NoValue
    quotient = value / divisor
    return quotient, (error + abs(quotient) * wrong) / abs(divisor) + abs(quotient) * _EPSILON


def _parts(exponent: Tree) -> Fraction | None:
    """A written exponent such as `1/3` or `-2/3`, in lowest terms."""
    match exponent:
        case Number(value):
            return value
        case Negative(inner):
            inside = _parts(inner)
            return None if inside is None else -inside
        case Quotient(Number(top), Number(bottom)) if bottom:
            return top / bottom
    return None


def _factorial(value: float) -> float:
    if value < 0 and value.is_integer():
        raise NoValue
    return math.gamma(value + 1)


def _arc_slope(value: float, _: float) -> float:
    return 1 / math.sqrt(1 - value * value)


_FUNCTIONS: dict[str, tuple[Callable[[float], float], Callable[[float, float], float]]] = {
    "sin": (math.sin, lambda x, y: 1.0),
    "cos": (math.cos, lambda x, y: 1.0),
    "tan": (math.tan, lambda x, y: 1.0 + y * y),
    "asin": (math.asin, _arc_slope),
    "acos": (math.acos, _arc_slope),
    "atan": (math.atan, lambda x, y: 1.0),
    "ln": (math.log, lambda x, y: 1 / x),
    "sqrt": (math.sqrt, lambda x, y: 1 / y),
    "abs": (abs, lambda x, y: 1.0),
    "factorial": (_factorial, lambda x, y: y * (math.log(abs(x) + 2) + 2)),
}
"""Each function with its slope (of argument and value), which carries the error on."""


class Compared(Struct, frozen=True):
    """How two formulas compare: at how many points the key has a value, both have, and whether they ever differ."""

    key_has: int
    both_have: int
    differ: bool
    enough: int


def compare(key: Tree, other: Tree, names: set[str], domain: Domain, seed: str) -> Compared:
    """Compare two formulas at the points of a seed, up to the first at which they differ."""
    key_has = both_have = 0
    enough = ENOUGH if names else 1
    for at in points(names, domain, seed):
        sampler = Sampler(at)
        try:
            value, error = sampler.value(key)
        except NoValue:
            continue
        key_has += 1
        try:
            second, wrong = sampler.value(other)
        except NoValue:
            continue
        scale = max(abs(value), abs(second))
        if error + wrong > UNSURE * max(scale, 1e-3):
            continue
        both_have += 1
        if abs(value - second) > max(8 * (error + wrong), CLOSE * scale):
            return Compared(key_has, both_have, True, enough)
    return Compared(key_has, both_have, False, enough)
