"""What a learner writes at length: an essay, a program. It is taken as it is, bounded and counted, not judged."""

from __future__ import annotations

import re
from functools import cache

from tutor.core.item import Response
from tutor.core.judgement import BadResponse, Judgement, Note, right
from tutor.core.text import visible

LONGEST_WORK = 20_000
"""Characters of a text of the learner's own. Tunable (5,000..100,000); it is kept for ever."""

_ONE_BY_ONE = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Kana and Chinese characters, written without spaces: each counts as a word, as in word processors."""


def own_text(response: Response, what: str) -> str:
    """The learner's text. Raises `BadResponse` for anything but a text that says something; `what` names it."""
    if not isinstance(response, str):
        raise BadResponse(f"the answer is {what}, as a text")
    if len(response) > LONGEST_WORK:
        raise BadResponse(f"that is too long: {len(response):,} characters of at most {LONGEST_WORK:,}")
    if not visible(response):
        raise BadResponse(f"there is nothing yet: write {what}, or skip it")
    return response


def revealed(*notes: Note) -> Judgement:
    """What is right is shown next, and the learner rates itself: the note `rate`."""
    return right(notes=[Note("rate"), *notes])


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"[{_ONE_BY_ONE}]|[^\\s{_ONE_BY_ONE}]+")


def word_count(text: str) -> int:
    """How many words a text has: what stands between white space and has a letter or digit."""
    return sum(any(character.isalnum() for character in word) for word in _word().findall(text))
