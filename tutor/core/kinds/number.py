"""`number`: the learner types a number, with its unit where one is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import isfinite
from typing import Any

from msgspec.structs import replace

from tutor.core.expression_values import is_number, shown_text
from tutor.core.expressions import ExpressionError, as_text, evaluate, parse
from tutor.core.item import Flaw, Item, Response, Setting
from tutor.core.judgement import BadResponse, Judgement, Note, nearly, right, wrong
from tutor.core.mistakes import find, judged_as
from tutor.core.named_units import is_named
from tutor.core.number_words import in_words
from tutor.core.numbers import LONGEST, Read, in_language, is_power_of_ten, number_text, read_number, repeats_power
from tutor.core.quantities import (
    Expected,
    Quantity,
    Standing,
    can_convert,
    is_same_unit,
    margin,
    measured,
    with_degree,
)
from tutor.core.text import clean, normalise
from tutor.core.units import without_power

_SHOWN_ROUNDED = Fraction(1, 10**9)
"""How far `shown_text` may round, as a part of the number."""
LARGEST = 10**400
"""Numbers beyond are not read. Fixed: bounds the time."""
LONGEST_HEARD = 40
SYMBOLS_BEFORE = ("$", "£")

NOTES: dict[Standing, str] = {
    "missing": "no_unit",
    "convertible": "asked_unit",
    "unknown": "unknown_unit",
    "unasked": "extra_unit",
    "other": "other_unit",
}
"""What to say of a unit that isn't the one asked."""


class Number(Item, frozen=True, kw_only=True, tag="number"):
    """A number or an expression. `tolerance` is `0.01`, or `2%` of it; `units` are accepted besides `unit`.

    Each of `units` is converted by the table of units, or by how many of it make one `unit`.
    """

    number: str
    tolerance: str | None = None
    unit: str = ""
    units: list[str] | dict[str, str] = []

    def flaws(self) -> Iterator[Flaw]:
        trouble = self._trouble_of_key()
        if trouble:
            hint = "write a number like 3.5 or 1/2, or an expression; a unit goes into `unit:`"
            yield Flaw(("number",), "not-a-number", f"`{self.number[:60]}` is not a number: {trouble}", hint)
        if self.tolerance is not None and "<<" not in self.tolerance and margin(self.tolerance, Fraction(1)) is None:
            message = f"`{self.tolerance[:60]}` is not a tolerance"
            yield Flaw(("tolerance",), "tolerance", message, "write a number such as 0.01, or a share such as 2%")
        if self.units and not self.unit:
            yield Flaw(("units",), "no-unit", "`units` does nothing without `unit`", "say which `unit` is asked for")
        elif "<<" not in self.unit:
            yield from self._flaws_of_units()

    def _trouble_of_key(self) -> str:
        """What is wrong with `number`; a template's is computed only once it has values."""
        if "<<" in self.number or self._key(Setting()) is not None:
            return ""
        try:
            expression = parse(self.number)
            unknown = sorted(expression.names.difference(self.vars, self.let))
            if self.vars and not unknown:
                return ""
            return f"nobody knows `{unknown[0]}`" if unknown else f"it is {as_text(evaluate(expression, {}))[:60]}"
        except ExpressionError as error:
            return error.message

    def trouble_of_key(self, setting: Setting) -> str:
        if not self.vars or self._key(setting) is not None:
            return ""
        try:
            return f"it is {as_text(evaluate(self.number, setting.values))[:60]}"
        except ExpressionError as error:
            return error.message

    def _flaws_of_units(self) -> Iterator[Flaw]:
        rest = without_power(self.unit)[1]
        read = read_number(f"1 {rest}") if rest else None
        if rest and (read is None or read.unit != rest):
            message = f"`{self.unit[:60]}` can't be read after a number"
            yield Flaw(("unit",), "unit", message, "write a unit such as m/s, km^2, °C or apples")
        counts = self._accepted()
        for number, unit in enumerate(self.units):
            if isinstance(self.units, dict):
                if counts[unit] is None and "<<" not in self.units[unit]:
                    message = f"`{self.units[unit][:60]}` is not a number above 0"
                    yield Flaw(("units", unit), "unit-count", message, f"say how many {unit} make one {self.unit}")
            elif not can_convert(unit, self.unit):
                message = f"nobody knows how {unit} becomes {self.unit}"
                hint = f"say how many {unit} make one {self.unit}: `units: {{{unit}: …}}`"
                yield Flaw(("units", number), "unknown-unit", message, hint)

    def show(self, setting: Setting) -> dict[str, Any]:
        """`unit`, the unit that is asked for, where there is one."""
        return {"unit": self.unit} if self.unit else {}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        read = self._read(response, setting)
        if read is None:
            return self._unreadable(response, setting)
        quantity = self._understood(read, setting)
        told: dict[str, Any] = {"heard": _heard(response, read, setting), "notes": _read_as(read, setting)}
        good = self._is_right(quantity, setting)
        if good and quantity.standing == "asked":
            return right(**told)
        mistake = find(
            self.mistakes,
            quantity.value,
            setting,
            lambda when: self._is_mistake(read, quantity, when, setting),
            conditions=not good,
        )
        if mistake:
            return judged_as(mistake, **told)
        if quantity.standing in NOTES and (good or quantity.standing == "other"):
            told["notes"].append(Note(NOTES[quantity.standing], {"unit": self.unit} if self.unit else {}))
        if good and quantity.standing != "other":
            return nearly(**told)
        return self._meant_otherwise(read, setting) or wrong(**told)

    def _meant_otherwise(self, read: Read, setting: Setting) -> Judgement | None:
        """Almost right: with the other meaning of its `.` or `,`, or without `tenths`, the number would be right."""
        quantity = self._measured(Read(read.other, read.unit)) if read.other is not None else None
        if quantity is None or quantity.standing != "asked" or not self._is_right(quantity, setting):
            return None
        understood = number_text(read.value, setting.language)
        return nearly(heard=understood, notes=[Note("read_as", {"value": understood})])

    def _unreadable(self, response: Response, setting: Setting) -> Judgement:
        """Text that is no number: asked again, unless the author knows it as a mistake (`when: undefined`)."""
        typed = response if isinstance(response, str) else ""
        heard = " ".join(clean(typed[:LONGEST_HEARD]).split())
        form = normalise(typed[:LONGEST])
        mistake = find(self.mistakes, None, setting, lambda when: isinstance(when, str) and normalise(when) == form)
        return judged_as(mistake, heard=heard) if mistake else nearly(heard=heard, notes=[Note("not_a_number")])

    def _read(self, response: Response, setting: Setting) -> Read | None:
        """A response as a number, the words behind it taken in, unless the author or the question counts in them."""
        read = _read(response, setting, self.ask)
        own = [unit for unit in (self.unit, *self.units) if unit]
        if read is not None:
            read = replace(read, unit=with_degree(read.unit, self.unit))
        if read is None or not read.unit or any(is_same_unit(read.unit, unit) for unit in own):
            return read
        if not self.unit and self._is_right(Quantity(read.value, "asked"), setting) and is_named(read.unit, self.ask):
            return read
        return in_words(read, setting.language)

    def _understood(self, read: Read, setting: Setting) -> Quantity:
        """A typed number. Where no unit is asked for, one that the question names may stand behind the right number."""
        quantity, plain = self._measured(read), Quantity(read.value, "asked")
        if self.unit and not read.unit and not self._is_right(quantity, setting):
            power, rest = without_power(self.unit)
            scaled = Quantity(read.value / power, "missing" if rest else "asked")
            return scaled if self._is_right(scaled, setting) else quantity
        if self.unit or not read.unit or (self._is_right(quantity, setting) and quantity.standing == "asked"):
            return quantity
        return plain if self._is_right(plain, setting) and is_named(read.unit, self.ask) else quantity

    def _measured(self, read: Read) -> Quantity:
        return measured(read.value, read.unit, self.unit, self._accepted())

    def _accepted(self) -> dict[str, Fraction | None]:
        """The further units; how many of each make one `unit`, where the author says so."""
        if isinstance(self.units, list):
            return dict.fromkeys(self.units)
        counts = {unit: read_number(text) for unit, text in self.units.items()}
        return {
            unit: read.value if read and read.value > 0 and not read.unit else None for unit, read in counts.items()
        }

    def _key(self, setting: Setting) -> Expected | None:
        """The right number; None where it can't be computed."""
        computed = _computed(self.number, setting)
        if computed is None and (plain := read_number(self.number)) and (read := in_words(plain)):
            quantity = self._measured(read)
            computed = Expected(quantity.value) if quantity.standing in ("asked", "missing") else None
        return replace(computed, tolerance=self.tolerance) if computed else None

    def _is_right(self, quantity: Quantity, setting: Setting) -> bool:
        key = self._key(setting)
        return key is not None and key.is_met(quantity)

    def _is_mistake(self, read: Read, quantity: Quantity, when: Any, setting: Setting) -> bool:
        """Whether a typed number is the one that an author wrote: equal in value; in its unit too, if it has one.

        It is computed like `number`, with a decimal point, or else read like an answer.
        """
        computed = _computed(when, setting) if isinstance(when, str) else None
        if computed is not None:
            return replace(computed, tolerance=self.tolerance).is_met(quantity)
        try:
            known = self._read(when, setting)
        except BadResponse:
            return False
        if known is None or (known.unit and not read.unit):
            return False
        wanted = self._measured(known)
        if known.unit and wanted.standing in ("other", "unknown", "unasked"):
            return known.value == read.value and is_same_unit(known.unit, read.unit)
        return Expected(wanted.value, not wanted.converted, self.tolerance).is_met(quantity)

    def right_answer(self, setting: Setting) -> str:
        """The number as the author wrote it, else as computed; in the language's writing, with the unit."""
        number = in_language(self._plain(setting), setting.language)
        if without_power(self.unit)[0] != 1 and self.unit[0] == "1":
            return f"{number} × {self.unit}"
        return f"{self.unit}{number}" if self.unit in SYMBOLS_BEFORE else f"{number} {self.unit}".strip()

    def _plain(self, setting: Setting) -> str:
        key, read, written = self._key(setting), read_number(self.number), self.number.strip()
        as_written = read is not None and not ("," in written or read.unit or is_power_of_ten(written))
        if key is None or (as_written and read is not None and read.value == key.value):
            return written
        allowed = margin(self.tolerance, key.value) if self.tolerance else None
        write = shown_text if allowed and allowed > abs(key.value) * _SHOWN_ROUNDED else as_text
        return write(key.value if key.exact else float(key.value))

    def response_from(self, written: Any) -> Response:
        """A plain decimal is written with a point in every language, as in `number`."""
        plain = isinstance(written, str) and re.fullmatch(r"-?[0-9]{1,7}\.[0-9]{1,7}", written.strip())
        return float(written) if plain else written

    def value_of(self, response: Response, setting: Setting) -> Any:
        """The number in the item's unit; None when it isn't one."""
        try:
            read = self._read(response, setting)
        except BadResponse:
            return None
        return self._measured(read).value if read else None


def _read(response: Response, setting: Setting, question: str) -> Read | None:
    """A response as a number; None for a text (or a number beyond all bounds) that can't be read as one."""
    if isinstance(response, str):
        typed = _without_name(response[: LONGEST + 1], question)
        return None if repeats_power(typed, question) else read_number(typed, setting.language)
    infinite = isinstance(response, float) and not isfinite(response)
    if isinstance(response, bool) or not isinstance(response, int | float) or infinite:
        raise BadResponse("the answer is a number, or a text such as “3.2 m/s”")
    return Read(Fraction(str(response))) if abs(response) < LARGEST else None


def _without_name(typed: str, question: str) -> str:
    """`x = 12` is 12 where the question asks for x."""
    found = re.fullmatch(r"\s*([^\W\d_]{1,20})\s*=([^=]*)", typed)
    asked = found is not None and re.search(rf"(?<![^\W\d_]){found[1]}(?![^\W\d_])", question)
    return found[2] if found is not None and asked else typed


def _computed(text: str, setting: Setting) -> Expected | None:
    """The number that an expression is; None when it is none."""
    try:
        value = evaluate(text, setting.values)
    except ExpressionError:
        return None
    return Expected(Fraction(value), not isinstance(value, float)) if is_number(value) else None


def _heard(response: Response, read: Read, setting: Setting) -> str:
    """As typed, unless that could be read in two ways."""
    if isinstance(response, str) and not read.guessed and read.other is None:
        number, unit = " ".join(clean(response).split()), ""
    else:
        number, unit = number_text(read.value, setting.language), read.unit
    return f"{number} {unit}".strip() if len(number) <= LONGEST_HEARD else number[:LONGEST_HEARD] + "…"


def _read_as(read: Read, setting: Setting) -> list[Note]:
    return [Note("read_as", {"value": number_text(read.value, setting.language)})] if read.guessed else []
