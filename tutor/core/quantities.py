"""A typed number beside the one that is expected: does it have the unit asked for, and is it near enough?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from tutor.core.numbers import read_number
from tutor.core.unit_table import OFFSETS
from tutor.core.units import convert, readings, spelling, without_power

ROUNDING = Fraction(1, 10**9)
"""Relative difference that is forgiven where a root, a sine or a conversion isn't exact. Fixed."""

Standing = Literal["asked", "missing", "convertible", "other", "unknown", "unasked"]
"""How a typed unit stands to the one that is asked for. `asked`: it, another spelling of it, one that the author also
accepts, or none where none is asked. `convertible`: it measures the same, but isn't accepted. `other`: it measures
something else. `unknown`: nobody knows it. `unasked`: a unit where none is asked."""


class Quantity(Struct, frozen=True):
    """A number in the unit asked (as typed where it can't be converted). `converted`: it was typed in another unit."""

    value: Fraction
    standing: Standing
    converted: bool = False


class Expected(Struct, frozen=True):
    """A number to be met: exactly, or within a tolerance (`0.01`, or `2%` of it). `exact`: it isn't rounded itself."""

    value: Fraction
    exact: bool = True
    tolerance: str | None = None

    def is_met(self, quantity: Quantity) -> bool:
        """Whether a number is this one. Both must be in the same unit."""
        allowed = margin(self.tolerance, self.value) if self.tolerance else None
        rounding = Fraction(0) if self.exact and not quantity.converted else abs(self.value) * ROUNDING
        return abs(quantity.value - self.value) <= (allowed or 0) + rounding


def margin(tolerance: str, wanted: Fraction) -> Fraction | None:
    """How far from the wanted number an answer may be; None when the tolerance can't be read."""
    read = read_number(tolerance)
    if read is None or read.value < 0 or read.unit not in ("", "%"):
        return None
    return abs(wanted) * read.value / 100 if read.unit else read.value


def measured(value: Fraction, typed: str, asked: str, accepted: Mapping[str, Fraction | None]) -> Quantity:
    """A number with its typed unit, in the unit asked.

    `accepted` are further units, with how many of one make one `asked`, or None where the table of units knows.
    """
    if not asked:
        return _without_unit(value, typed)
    if not typed:
        return Quantity(value, "missing")
    amount = _amount_in(asked, value, typed)
    if amount is not None:
        return Quantity(amount, "asked")
    for unit, count in accepted.items():
        counted = _amount_in(unit, value, typed)
        if counted is not None:
            amount = counted / count if count else _converted(counted, unit, asked)
            return Quantity(counted if amount is None else amount, "asked", converted=True)
    amount = _converted(value, typed, asked)
    if amount is not None:
        return Quantity(amount, "convertible", converted=True)
    return Quantity(value, "other" if readings(typed) else "unknown")


def _amount_in(unit: str, value: Fraction, typed: str) -> Fraction | None:
    """How many of a unit that is, if it was typed in it; its power of ten may stand in the number, `2.5e11 /L`."""
    if is_same_unit(typed, unit):
        return value
    power, rest = without_power(unit)
    return value / power if power != 1 and is_same_unit(typed, rest) else None


def with_degree(typed: str, asked: str) -> str:
    """A typed unit; `C` and `F`, where a temperature is asked for, are its scales and not coulomb and farad."""
    scale = f"°{typed.upper()}"
    if scale not in OFFSETS:
        return typed
    return scale if any(unit.dimension == (("K", 1),) for unit in readings(asked)) else typed


def _without_unit(value: Fraction, typed: str) -> Quantity:
    """A share (`50%`) is a number; anything else has a unit too many."""
    if not typed:
        return Quantity(value, "asked")
    if not readings(typed):  # "14 players": a word that measures nothing else is no part of the answer
        return Quantity(value, "asked")
    share = next((unit.factor for unit in readings(typed) if not unit.dimension), None)
    return Quantity(value, "unasked") if share is None else Quantity(value * share, "asked")


def is_same_unit(one: str, other: str) -> bool:
    """Whether two texts mean the same unit. Case is forgiven where it can't be another unit of the same sort (`mW`)."""
    one, other = spelling(one), spelling(other)
    if one == other:
        return True
    ours, theirs = readings(one), readings(other)
    if any(unit in theirs for unit in ours):
        return True
    if one.casefold() == other.casefold():
        return not any(unit.dimension == another.dimension for unit in ours for another in theirs)
    known = ours and theirs
    return not known and one.casefold().removesuffix("s") == other.casefold().removesuffix("s")


def can_convert(unit: str, asked: str) -> bool:
    """Whether the table of units knows how one becomes the other."""
    return _converted(Fraction(1), unit, asked) is not None


def _converted(value: Fraction, typed: str, asked: str) -> Fraction | None:
    for unit in readings(typed):
        for wanted in readings(asked):
            if unit.dimension == wanted.dimension:
                return convert(value, unit, wanted)
    return None
