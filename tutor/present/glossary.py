"""Which terms of a course's glossary occur in a text, so that a face can explain them where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

LONGEST_TEXT = 100_000
"""Characters of a text that are looked through. Tunable; more is no question."""


def terms_in(text: str, glossary: Mapping[str, str]) -> dict[str, str]:
    """The terms that occur in a text, in the order they occur, with what they mean.

    Whole words, in any case; where terms overlap the longest counts (`common denominator`, not `denominator`).
    """
    if not glossary:
        return {}
    found: dict[str, str] = {}
    by_fold = {_folded(term): term for term in glossary}
    for match in _pattern(tuple(by_fold)).finditer(_folded(text[:LONGEST_TEXT])):
        term = by_fold[match.group()]
        found.setdefault(term, glossary[term])
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=32)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((term for term in terms if term), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")
