"""What of a response may travel without being ticked: what was picked or put together, and numbers. Never words.

What a learner types may hold anything, a name too; a number, a formula or a unit can't.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tutor.core import units
from tutor.core.classroom.lines import LONGEST_RESPONSE, size_of
from tutor.core.item import Response
from tutor.core.text import clean

LONGEST_KEY = 64
"""Characters of a part's name."""
MOST_LETTERS = 2
MOST_FIGURES = 15
LOCAL_TELEPHONE = 7
MOST_THAT_COUNT = 9
_PARTS = r"[^\W\d_]|[%°^/×*·=]"
_AMOUNT = r"[-−]?(?P<whole>\d{1,3}(?:(?P<group>[ ,.'\u00a0])\d{3})+|\d+)(?:(?P<sign>[.,])\d+)?"
SPELT = r"(?:\b[^\W\d_]\b[ .,-]+){2,}\b[^\W\d_]\b"
"""Three letters one by one, with nothing but blanks between them: a name that is spelt."""
_FUNCTIONS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "log",
        "ln",
        "lg",
        "exp",
        "sqrt",
        "abs",
        "pi",
    ]
)


def without_words(response: Response, kind: str) -> Response:
    """The response to an item of this kind as it may travel; None where nothing of it may."""
    fits = _FITS.get(kind)
    kept = _kept(response, fits) if fits is not None else None
    return kept if size_of(kept) <= LONGEST_RESPONSE else None


def _kept(value: Response, fits: Callable[[str], bool]) -> Response:
    if isinstance(value, dict):
        return {key: _kept(one, fits) for key, one in value.items() if len(key) <= LONGEST_KEY}
    if isinstance(value, list):
        return [_kept(one, fits) for one in value]
    if isinstance(value, str):
        return clean(value) if len(value) <= LONGEST_RESPONSE and fits(value) else None
    return value


def _anything(text: str) -> bool:
    return True


def _is_quantity(text: str) -> bool:
    """A number, its unit with it."""
    if sum(sign.isdecimal() for sign in text) > MOST_FIGURES or any(map(_is_telephone, re.split(_PARTS, text))):
        return False
    named = all(bool(units.readings(letters)) for letters in _letters(text) if len(letters) > 1)
    return named and any(sign.isdecimal() for sign in text)


def _is_telephone(text: str) -> bool:
    """Whether this is a row of seven figures or more that nobody writes as an amount.

    Groups of other than three, a 0 or + before it, or more than nine figures that count (`8,100,000,000` has two).
    """
    row = text.strip()
    if sum(sign.isdecimal() for sign in row) < LOCAL_TELEPHONE:
        return False
    found = re.fullmatch(_AMOUNT, row)
    if found is None or found["group"] == found["sign"] is not None:
        return True
    whole = re.sub(r"\D", "", found["whole"])
    return (len(whole) > 1 and whole[0] == "0") or len(whole.rstrip("0")) > MOST_THAT_COUNT


def _is_formula(text: str) -> bool:
    if re.search(SPELT, text):
        return False
    return all(len(letters) == 1 or letters.lower() in _FUNCTIONS for letters in _letters(text))


def _is_figures(text: str) -> bool:
    """Figures and signs, with two letters at most: `3/4`, `x = 2`, `H2O`."""
    found = _letters(text)
    short = len(found) <= MOST_LETTERS and all(len(letters) == 1 for letters in found)
    return short and not any(map(_is_telephone, re.split(_PARTS, text)))


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


_FITS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("choices", "true_false", "match", "order", "sort"), _anything),  # the pack's own texts
    **dict.fromkeys(("answer", "cloze", "parts"), _is_figures),
    "number": _is_quantity,
    "formula": _is_formula,
}
