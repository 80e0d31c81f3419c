"""What is said of a placement: what it is, how much of it is to come, what it found; never a score."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.present.when import count

OFFER = (
    "A placement finds where you should start: about ten minutes, no marks. “Not learned yet” is a good answer there."
)
NAMED = 6
"""Skills that are named; the others are counted."""
NEARLY = 2
"""Questions up to which it is nearly done: an estimate that small would be said again and again."""


def more(questions: int) -> str:
    """How much is still to come: `about 12 more`."""
    return f"about {questions} more" if questions > NEARLY else "nearly done"


def waits(questions: int) -> str:
    """A placement that was begun before."""
    return f"Your placement goes on where you left it: {more(questions)}."


def over(titles: Sequence[str]) -> str:
    """What it found, by the titles of what is presumed."""
    if not titles:
        return "The placement is over. You begin at the beginning, and that is a good place."
    rest = len(titles) - NAMED
    names = ", ".join(titles if rest <= 1 else [*titles[:NAMED], f"and {rest} others"])
    counted = count(len(titles), "skill counts", "skills count")
    return f"The placement is over: {counted} as known until you show it, each is checked soon. {names}."
