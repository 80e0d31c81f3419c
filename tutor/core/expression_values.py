"""The values of the expression language: kept exact, kept small, and how they are shown.

Whole numbers are `int`, other exact numbers `Fraction` (never with denominator 1); only functions such as `sin` and
roots that are not exact give a `float`. Truth values are not numbers. Everything is bounded in size,
because it was written by strangers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import TypeGuard

Number = int | Fraction | float
Scalar = Number | str | bool
Value = Scalar | tuple[Scalar, ...]
"""A list is a tuple of scalars: a list in a list would let a few lines grow without end."""

MOST_DIGITS = 400
"""Digits of a whole number, or of either side of a fraction. Fixed: no exercise needs more, and it bounds all time."""
MOST_CHARACTERS = 2000
FINEST_PARTS = 1000
"""A fraction in finer parts than thousandths is shown as a decimal. Tunable, 100 to 10,000."""
FINEST_PART = 10**7
"""The same for one part alone: a chance of 1/649740 says more than 0.000001539077495. Tunable, 1,000 to 10^9."""
MOST_ELEMENTS = 500

TOO_LARGE: int = 10**MOST_DIGITS
MOST_BITS = TOO_LARGE.bit_length()
_NUMBERS = (int, Fraction, float)
_PLAIN = r"-?(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,99})?"


class Typed(str):
    """A text that a learner typed: equal to another, and in one, by the form in which its item compares texts."""

    form: Callable[[str], str]

    def __new__(cls, text: str, form: Callable[[str], str]) -> Typed:
        made = super().__new__(cls, text)
        made.form = form
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.form(str(self)) == self.form(str(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.form(str(self)))

    def is_in(self, whole: str) -> bool:
        """Whether another text has this one inside."""
        return self._inside(self, whole)

    def has(self, part: str) -> bool:
        """Whether this text has another inside."""
        return self._inside(part, self)

    def _inside(self, part: str, whole: str) -> bool:
        form = self.form(str(part))
        return str(part) in str(whole) or (form != "" and form in self.form(str(whole)))


class ExpressionError(Exception):
    """An expression can't be read or computed.

    `message` is a sentence for people; `offset` is where in the text the trouble begins, `end` where it ends, or None.
    """

    def __init__(self, message: str, offset: int | None = None, end: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.end = end


def is_number(value: object) -> TypeGuard[Number]:
    """Whether this is a number; truth values aren't."""
    return type(value) in _NUMBERS


def describe(value: object) -> str:
    """What a value is, in words for a message."""
    if isinstance(value, bool):
        return "true or false"
    if is_number(value):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list | tuple) else "something that has no value"


def load(value: object) -> Value:
    """Take a value from outside, such as a learner's response: numbers bounded and finite, lists flat and short.

    Raises `ExpressionError` for anything else (null, a mapping, a list in a list).
    """
    if isinstance(value, list | tuple):
        return listed(list(value[: MOST_ELEMENTS + 1]))
    return _scalar(value)


def listed(values: list[object]) -> tuple[Scalar, ...]:
    """A list of scalars. Raises `ExpressionError` for a list in a list, or too many elements."""
    if len(values) > MOST_ELEMENTS:
        raise ExpressionError(f"the list is too long (at most {MOST_ELEMENTS:,} elements)")
    return tuple(map(_scalar, values))


def _scalar(value: object) -> Scalar:
    if is_number(value):
        return checked(value)
    if isinstance(value, bool | str):
        return value
    raise ExpressionError(f"{describe(value)} can't stand here")


def read_number(text: str) -> int | Fraction | None:
    """The number that a text is, written plainly (`12`, `-0.5`; not `007`, `1e3` or `1/2`), else None."""
    text = text.strip()
    return simplest(Fraction(text)) if re.fullmatch(_PLAIN, text) else None


def simplest(value: Fraction) -> int | Fraction:
    """An `int` where the denominator is 1."""
    return value.numerator if value.denominator == 1 else value


def checked(value: Number) -> Number:
    """The number in its plainest form. Raises `ExpressionError` when it isn't finite or has too many digits."""
    if isinstance(value, int) and -TOO_LARGE < value < TOO_LARGE:
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise too_large()
        return value
    if abs(value.numerator) >= TOO_LARGE or value.denominator >= TOO_LARGE:
        raise too_large()
    return value.numerator if value.denominator == 1 else value


def too_large() -> ExpressionError:
    """What is said of a number beyond the bounds."""
    return ExpressionError(f"the number gets too large (at most {MOST_DIGITS} digits)")


def checked_text(text: str) -> str:
    """The text, when it isn't too long."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"the text gets too long (at most {MOST_CHARACTERS:,} characters)")
    return text


def shown_text(value: Value) -> str:
    """How a value is written where a person reads it: as `as_text` does, but a fraction in parts so fine that nobody
    would read it, as 9000/1703, is rounded like a float: `5.284791544`. One part alone (1/2652) may be finer.
    """
    if isinstance(value, tuple):
        return ", ".join(map(shown_text, value))
    if isinstance(value, Fraction) and value.denominator > (FINEST_PART if abs(value.numerator) == 1 else FINEST_PARTS):
        exact = as_text(value)
        return _rounded_text(value) if "/" in exact else exact
    return as_text(value)


def as_text(value: Value) -> str:
    """How a value is written so that it is the same value when it is read again; `shown_text` is for people.

    Whole numbers plainly; a fraction as a decimal when that ends within six places (money: 5/2 is `2.5`), else as
    `1/3` (`frac` always gives a fraction); a float with ten significant digits, without trailing zeros, and without an
    exponent from 1e-6 up to 1e15; truth as `true` or `false`; a list with commas. Minus is the ASCII `-`, so that what
    is shown can be typed and read again.
    """
    if isinstance(value, tuple):
        return ", ".join(as_text(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return _fraction_text(value)
    return _float_text(value) if isinstance(value, float) else str(value)


def _fraction_text(value: Fraction) -> str:
    millionths = value * 10**6
    if millionths.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(millionths.numerator), 10**6)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:06d}".rstrip("0").rstrip(".")


def _rounded_text(value: Fraction) -> str:
    """A fraction like a float, but from its whole numbers, which a float may not hold."""
    with localcontext(Context(prec=MOST_DIGITS)):
        return _digits_text(f"{Decimal(value.numerator) / Decimal(value.denominator):.9e}")


def _float_text(value: float) -> str:
    return _digits_text(f"{value:.9e}")


def _digits_text(rounded: str) -> str:
    digits, exponent = rounded.split("e")
    if -6 <= int(exponent) < 15:  # of zero it is 0
        plain = format(Decimal(rounded), "f")
        short = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return "0" if short == "-0" else short
    return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"


def number(value: Value, who: str) -> Number:
    """The value as a number; `who` (a sign or a function) is named when it isn't one."""
    if is_number(value):
        return value
    raise ExpressionError(f"`{who}` needs numbers, not {describe(value)}")


def truth(value: Value, who: str) -> bool:
    """The value as true or false; `who` is named when it is neither."""
    if isinstance(value, bool):
        return value
    raise ExpressionError(f"`{who}` needs true or false, not {describe(value)}")


def bounded(compute: Callable[..., Number], *values: Number) -> Number:
    """Compute with numbers. The failures of arithmetic become an `ExpressionError`."""
    try:
        return checked(compute(*values))
    except ZeroDivisionError:
        raise ExpressionError("division by zero") from None
    except OverflowError:
        raise too_large() from None
