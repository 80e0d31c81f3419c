"""Whether a unit that was typed without being asked for is one that the question itself names."""

from __future__ import annotations

import re

from tutor.core.quantities import is_same_unit
from tutor.core.units import LONGEST, readings

MOST_WORDS = 300
"""Words of a question that are looked at. Fixed: bounds the time."""
# `$` is money, and the mark around a formula.
_AROUND = ".,;:!?()¿¡\"'“”„‘’«»*_$…"
_NUMBER = "0123456789.,"


def is_named(unit: str, text: str) -> bool:
    """Whether a text names this unit by its symbol or name: `€` in “How many euros?”.

    Not where it only says what is given, and another unit is asked for: `km` in “How many metres are 3 km?”.
    """
    words = text.split()[:MOST_WORDS]
    units = [_unit_of(word) for word in words]
    named = [number for number, word in enumerate(units) if word and is_same_unit(word, unit)]
    if not named:
        return _stands_in(unit, " ".join(words))
    given = all(_is_after_number(words, number) for number in named)
    return not given or not any(_is_another(word, unit) for word in units)


def _unit_of(word: str) -> str:
    """A word as a unit may be written: without punctuation around it and a number before it."""
    bare = word.strip(_AROUND).lstrip(_NUMBER) or word.strip(_AROUND.replace("$", "")).lstrip(_NUMBER)
    return bare if len(bare) <= LONGEST else ""


def _is_after_number(words: list[str], number: int) -> bool:
    own = words[number].strip(_AROUND)
    return own[:1].isdecimal() or (number > 0 and words[number - 1][-1:].isdecimal())


def _is_another(word: str, unit: str) -> bool:
    """Whether a word is another unit of the same sort. Two letters may well be no unit: `in`, `at`, `a`."""
    if len(word) < 3 and word.islower() and word.isascii() and word != "m":
        return False
    dimensions = {one.dimension for one in readings(unit)}
    return not is_same_unit(word, unit) and any(one.dimension in dimensions for one in readings(word))


def _stands_in(unit: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", text, re.IGNORECASE) is not None
