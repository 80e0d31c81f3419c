"""Rules about translations: what was made from an older wording, and what lost a mark of the original on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tutor.authoring.lint_pack import Found, Pack
from tutor.authoring.translating.texts import Text
from tutor.core.dollars import maths_at
from tutor.core.gaps import gaps

_FENCE = re.compile(r"(?m)^ {0,3}```")
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\]\([^)\s]+\)|https?://\S+")


def stale(pack: Pack) -> Iterator[Found]:
    """Texts whose original has another wording now; learners are shown what was written for the older one."""
    for state in pack.translated:
        for text in state.texts():
            if state.is_stale(text):
                what = f"`{text.key}` was translated from another wording of the original"
                hint = f"look at it again; `tutor pack translate {state.language}` shows both"
                yield Found(state.page, state.given[text].at, what, hint)


def marks(pack: Pack) -> Iterator[Found]:
    """Translations with more or fewer pieces of code, formulas, gaps or links than the original."""
    for state in pack.translated:
        for text, given in state.given.items():
            lost = _lost(text, given.value)
            if lost:
                yield Found(state.page, given.at, f"`{text.key}` has {lost} in the original", "write as many as there")


def _lost(text: Text, value: Any) -> str:
    """The first sort of mark of which there are more or fewer: `1 formula here and 2`."""
    if not (isinstance(text.source, str) and isinstance(value, str) and text.needed and value):
        return ""  # what is nothing but a formula may become words
    for one, more, count in _MARKS:
        here, there = count(value), count(text.source)
        if here != there and (one != "gap" or text.path[-1] == "cloze"):
            return f"{here} {one if here == 1 else more} here and {there}"
    return ""


def _formulas(text: str) -> int:
    """How many formulas stand between dollars; a dollar that is money is none."""
    count, at = 0, text.find("$")
    while at >= 0:
        found = maths_at(text, at) if not (at and text[at - 1] == "\\") else None
        count += found is not None
        at = text.find("$", found[0] if found else at + 1)
    return count


def _spans(text: str) -> int:
    inside = False
    count = 0
    for line in text.splitlines():
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            count += len(_CODE.findall(line))
    return count


_MARKS: tuple[tuple[str, str, Callable[[str], int]], ...] = (
    ("line of fences", "lines of fences", lambda text: len(_FENCE.findall(text))),
    ("piece of code", "pieces of code", _spans),
    ("formula", "formulas", _formulas),
    ("link", "links", lambda text: len(_LINK.findall(text))),
    ("gap", "gaps", lambda text: len(gaps(text).accepted)),
)
