"""The functions that an expression can reach: these and nothing else.

Each takes values and gives a value or raises `ExpressionError`; each bounds its work before it does it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct

from tutor.core.expression_operators import ARITHMETIC, less, power_fits, square_root
from tutor.core.expression_values import (
    MOST_BITS,
    MOST_CHARACTERS,
    ExpressionError,
    Number,
    Value,
    as_text,
    bounded,
    checked,
    checked_text,
    describe,
    number,
    too_large,
)

MOST_FACTORIAL = 500
MOST_PLACES = 100
"""Decimal places that `round` takes, either way."""


class Function(Struct, frozen=True):
    """A function and how many values it takes."""

    name: str
    compute: Callable[..., Value]
    fewest: int = 1
    most: int = 1


def _whole(value: Value, who: str) -> int:
    """The value as a whole number; `who` is named when it isn't one."""
    exact = number(value, who)
    if isinstance(exact, int):
        return exact
    if isinstance(exact, float) and exact.is_integer():
        return int(exact)
    raise ExpressionError(f"`{who}` needs whole numbers, not {as_text(exact)}")


def _text(value: Value, who: str) -> str:
    """The value as a text; `who` is named when it isn't one."""
    if isinstance(value, str):
        return value
    raise ExpressionError(f"`{who}` needs text, not {describe(value)}")


def _exact(value: Value, who: str) -> int | Fraction:
    """The value as an exact number; `who` is named when it is a rounded one."""
    given = number(value, who)
    if isinstance(given, float):
        raise ExpressionError(f"`{who}` needs exact numbers; {as_text(given)} is rounded")
    return given


def _abs(value: Value) -> Value:
    given = number(value, "abs")
    return -given if given < 0 else given


def _least(*values: Value) -> Value:
    least, *others = _several(values, "min")
    for value in others:
        least = value if less(value, least) else least
    return least


def _greatest(*values: Value) -> Value:
    greatest, *others = _several(values, "max")
    for value in others:
        greatest = value if less(greatest, value) else greatest
    return greatest


def _several(values: tuple[Value, ...], who: str) -> tuple[Value, ...]:
    several = values[0] if len(values) == 1 and isinstance(values[0], tuple) else values
    if not several:
        raise ExpressionError(f"`{who}` of an empty list")
    for value in several:
        less(value, value)  # a list of one value without an order is an error too
    return several


def _round(value: Value, places: Value = 0) -> Value:
    """Rounded half away from zero, as schools teach; always exact. A float counts as the decimal it is written as."""
    given = number(value, "round")
    digits = _whole(places, "round")
    if abs(digits) > MOST_PLACES:
        raise ExpressionError(f"`round` takes at most {MOST_PLACES} places")
    scale = Fraction(10**digits) if digits >= 0 else Fraction(1, 10**-digits)
    written = Fraction(repr(given)) if isinstance(given, float) else Fraction(given)
    nearest = math.floor(abs(written) * scale + Fraction(1, 2)) / scale
    return checked(-nearest if given < 0 else nearest)


def _floor(value: Value) -> Value:
    return math.floor(number(value, "floor"))


def _ceil(value: Value) -> Value:
    return math.ceil(number(value, "ceil"))


def _sqrt(value: Value) -> Value:
    return bounded(square_root, number(value, "sqrt"))


def _gcd(*values: Value) -> Value:
    return math.gcd(*(_whole(value, "gcd") for value in values))


def _lcm(*values: Value) -> Value:
    multiple: Number = 1
    for value in values:
        multiple = bounded(math.lcm, multiple, _whole(value, "lcm"))
    return multiple


def _sin(value: Value) -> Value:
    return bounded(math.sin, number(value, "sin"))


def _cos(value: Value) -> Value:
    return bounded(math.cos, number(value, "cos"))


def _tan(value: Value) -> Value:
    return bounded(math.tan, number(value, "tan"))


def _exp(value: Value) -> Value:
    return bounded(math.exp, number(value, "exp"))


def _log(value: Value, base: Value | None = None) -> Value:
    """The natural logarithm, or to a base; exact where it is a whole number, so `log(1000, 10)` is 3."""
    given = _positive(value)
    if base is None:
        return bounded(_natural, given)
    foot = _positive(base)
    if foot == 1:
        raise ExpressionError("the base of a logarithm can't be 1")
    found = bounded(lambda: _natural(given) / _natural(foot))
    if isinstance(given, float) or isinstance(foot, float):
        return found
    nearest = round(found)
    exact = -1e-9 < found - nearest < 1e-9 and power_fits(foot, nearest) and Fraction(foot) ** nearest == given
    return nearest if exact else found


def _positive(value: Value) -> Number:
    given = number(value, "log")
    if given <= 0:
        raise ExpressionError("only positive numbers have a logarithm")
    return given


def _natural(value: Number) -> float:
    if isinstance(value, Fraction) and (value.denominator.bit_length() > 900 or value.numerator.bit_length() > 900):
        return math.log(value.numerator) - math.log(value.denominator)  # beyond what a float holds
    return math.log(value)


def _factorial(value: Value) -> Value:
    count = _whole(value, "factorial")
    if not 0 <= count <= MOST_FACTORIAL:
        raise ExpressionError(f"`factorial` needs a whole number from 0 to {MOST_FACTORIAL}")
    return bounded(math.factorial, count)


def _comb(total: Value, chosen: Value) -> Value:
    """How many ways there are to choose; 0 when there are not so many."""
    n, k = _whole(total, "comb"), _whole(chosen, "comb")
    if n < 0 or k < 0:
        raise ExpressionError("`comb` needs whole numbers from 0")
    fewer = min(k, n - k)
    # A lower bound: comb(n, k) ≥ (n/k)^k, and n/k ≥ 2. What passes has at most a few thousand bits.
    if fewer > 0 and fewer * max(1, n.bit_length() - fewer.bit_length() - 1) > MOST_BITS:
        raise too_large()
    return bounded(math.comb, n, k)


def _len(value: Value) -> Value:
    if isinstance(value, str | tuple):
        return len(value)
    raise ExpressionError(f"`len` needs text or a list, not {describe(value)}")


def _upper(value: Value) -> Value:
    return checked_text(checked_text(_text(value, "upper")).upper())


def _lower(value: Value) -> Value:
    return checked_text(checked_text(_text(value, "lower")).lower())


def _join(values: Value, between: Value = "") -> Value:
    if not isinstance(values, tuple):
        raise ExpressionError(f"`join` needs a list, not {describe(values)}")
    glue = _text(between, "join")
    parts = [as_text(value) for value in values]
    if sum(map(len, parts)) + len(glue) * (len(parts) - 1) > MOST_CHARACTERS:
        raise ExpressionError(f"the text gets too long (at most {MOST_CHARACTERS:,} characters)")
    return glue.join(parts)


def _signed(value: Value) -> Value:
    """The number as the next term of a sum: "+ 3", "− 2" (with a true minus, U+2212), "+ 0"."""
    given = number(value, "signed")
    return f"− {as_text(-given)}" if given < 0 else f"+ {as_text(given)}"


def _frac(top: Value, bottom: Value = 1) -> Value:
    """A reduced fraction as text, "1/2", whole where it is ("2"); the minus is the ASCII one and stands in front."""
    ratio = Fraction(_exact(ARITHMETIC["/"](_exact(top, "frac"), _exact(bottom, "frac")), "frac"))
    return str(ratio)


FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("abs", _abs),
        Function("min", _least, 1, 300),
        Function("max", _greatest, 1, 300),
        Function("round", _round, 1, 2),
        Function("floor", _floor),
        Function("ceil", _ceil),
        Function("sqrt", _sqrt),
        Function("gcd", _gcd, 1, 300),
        Function("lcm", _lcm, 1, 300),
        Function("sin", _sin),
        Function("cos", _cos),
        Function("tan", _tan),
        Function("log", _log, 1, 2),
        Function("exp", _exp),
        Function("factorial", _factorial),
        Function("comb", _comb, 2, 2),
        Function("len", _len),
        Function("upper", _upper),
        Function("lower", _lower),
        Function("join", _join, 1, 2),
        Function("signed", _signed),
        Function("frac", _frac, 1, 2),
    )
}
