"""What a simulated learner types or picks: an answer that is right, or one that is wrong for certain.

Nothing is run: at a program the learner writes the solution, or leaves what it starts with, and rates itself by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.core.item import Item, Setting
from tutor.core.judgement import BadResponse
from tutor.core.mistakes import alternatives
from tutor.core.running import NotRun

NONSENSE = ("zzqx", "-987654.321", "")
"""What is wrong almost everywhere."""


def wrong_answer(item: Item, setting: Setting) -> Any:
    """A response that is judged wrong: a listed one, a known mistake, else nonsense. None where nothing is."""
    return next(wrong_answers(item, setting), None)


def wrong_answers(item: Item, setting: Setting) -> Iterator[Any]:
    """Responses that are judged wrong, in the order of `wrong_answer`."""
    for response in _candidates(item, setting):
        try:
            judged = item.judge(response, setting)
        except (BadResponse, NotRun):
            continue
        if not judged.correct and not judged.almost:
            yield response


def _candidates(item: Item, setting: Setting) -> Iterator[Any]:
    yield from item.listed_wrong()
    right = item.right_answer(setting)
    written = [*(item.samples.wrong if item.samples else [])]
    for mistake in item.mistakes:
        if mistake.when is not None:
            written += alternatives(mistake.when, lists=isinstance(right, list))
    yield from map(item.response_from, written)
    yield from _like(right)


def _like(right: Any) -> Iterator[Any]:
    """Responses of the same form as the right one, with something else in them."""
    if isinstance(right, list):
        yield right[::-1]
        yield from ([text] * len(right) for text in NONSENSE)
    elif isinstance(right, dict):
        keys, values = list(right), list(right.values())
        yield dict(zip(keys, [*values[1:], *values[:1]], strict=True))
    else:
        yield from NONSENSE
