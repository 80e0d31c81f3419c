"""The operators of the expression language: arithmetic that keeps exact numbers exact, and comparisons.

Whether a power can be computed is known before any work from the lengths of its numbers.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from fractions import Fraction

from tutor.core.expression_values import (
    MOST_BITS,
    ExpressionError,
    Number,
    Scalar,
    Typed,
    Value,
    bounded,
    checked_text,
    describe,
    is_number,
    listed,
    number,
    simplest,
    too_large,
    truth,
)


def negative(value: Value) -> Value:
    """The number with the other sign."""
    return -number(value, "-")


def positive(value: Value) -> Value:
    """The number itself: `+ 3`."""
    return number(value, "+")


def negation(value: Value) -> Value:
    """`not`."""
    return not truth(value, "not")


def make_list(*parts: Value) -> tuple[Scalar, ...]:
    """`[a, b]`."""
    return listed(list(parts))


def square_root(value: Number) -> Number:
    """The root, exact for squares of fractions. Raises `ExpressionError` for negative numbers."""
    if value < 0:
        raise ExpressionError("a negative number has no square root")
    if not isinstance(value, float):
        root = Fraction(math.isqrt(value.numerator), math.isqrt(value.denominator))
        if root * root == value:
            return simplest(root)
    return math.sqrt(value)


def power_fits(base: int | Fraction, exponent: int) -> bool:
    """Whether the power may be computed: known from the lengths alone, before any work."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length()) - 1
    return bits * abs(exponent) <= MOST_BITS


def same(left: Value, right: Value) -> bool:
    """Equality. Values of different sorts are never equal, and nothing is rounded: `sqrt(2) ^ 2` is not 2."""
    if type(left) is int and type(right) is int:  # nearly always
        return left == right
    if is_number(left) and is_number(right):
        return left == right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return type(left) is type(right) and bool(left == right)


def less(left: Value, right: Value) -> bool:
    """Order of two numbers, or of two texts by their characters' code points. Raises `ExpressionError` else."""
    if is_number(left) and is_number(right):
        return left < right
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    raise ExpressionError(f"{describe(left)} and {describe(right)} have no order")


def contained(part: Value, whole: Value) -> bool:
    """Whether a list has this element, or a text this part."""
    if isinstance(whole, tuple):
        return any(same(part, element) for element in whole)
    if isinstance(whole, Typed) and isinstance(part, str):
        return whole.has(part)
    if isinstance(whole, str) and isinstance(part, str):
        return part.is_in(whole) if isinstance(part, Typed) else part in whole
    raise ExpressionError(f"`in` looks into a list, or for text in text, not for {describe(part)} in {describe(whole)}")


def _add(left: Value, right: Value) -> Value:
    if is_number(left) and is_number(right):
        return bounded(operator.add, left, right)
    if isinstance(left, str) and isinstance(right, str):
        return checked_text(left + right)
    if isinstance(left, str) or isinstance(right, str):
        raise ExpressionError(f"`+` adds two numbers or two texts, not {describe(left)} and {describe(right)}")
    return bounded(operator.add, number(left, "+"), number(right, "+"))


def _on_numbers(sign: str, compute: Callable[[Number, Number], Number]) -> Callable[[Value, Value], Value]:
    def computed(left: Value, right: Value) -> Value:
        if is_number(left) and is_number(right):
            return bounded(compute, left, right)
        return bounded(compute, number(left, sign), number(right, sign))  # says which of them is none

    return computed


def _quotient(left: Number, right: Number) -> Number:
    if isinstance(left, float) or isinstance(right, float):
        return left / right
    return Fraction(left, right)


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, float) or isinstance(exponent, float):
        return _float_power(base, exponent)
    if isinstance(exponent, Fraction):
        return square_root(base) if exponent == Fraction(1, 2) else _float_power(base, exponent)
    if base in (0, 1, -1):  # these never grow, whatever the exponent
        exponent = exponent % 2 if base == -1 else min(max(exponent, -1), 1)
    if not power_fits(base, exponent):
        raise too_large()
    return Fraction(base) ** exponent


def _float_power(base: Number, exponent: Number) -> Number:
    if float(base) == 0 and exponent < 0:
        raise ZeroDivisionError if base == 0 else OverflowError  # too small for a float
    if base < 0 and exponent != math.floor(exponent):
        raise ExpressionError("a negative number has no power that isn't whole")
    return math.pow(base, exponent)


ARITHMETIC: dict[str, Callable[[Value, Value], Value]] = {
    "+": _add,
    "-": _on_numbers("-", operator.sub),
    "*": _on_numbers("*", operator.mul),
    "/": _on_numbers("/", _quotient),
    "//": _on_numbers("//", operator.floordiv),
    "%": _on_numbers("%", operator.mod),
    "^": _on_numbers("^", _power),
    "**": _on_numbers("**", _power),
}

COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "==": same,
    "!=": lambda left, right: not same(left, right),
    "<": less,
    "<=": lambda left, right: not less(right, left),
    ">": lambda left, right: less(right, left),
    ">=": lambda left, right: not less(left, right),
    "in": contained,
    "not in": lambda part, whole: not contained(part, whole),
}
