"""What is said of a placement: what it is, how much of it is to come, what it found; never a score."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.language import _, _n, later

OFFER = later(
    "A placement finds where you should start: about ten minutes, no marks. “Not learned yet” is a good answer there."
)
NAMED = 6
"""Skills that are named; the others are counted."""
NEARLY = 2
"""Questions up to which it is nearly done: an estimate that small would be said again and again."""


def more(questions: int) -> str:
    """How much is still to come: `about 12 more`."""
    return _("about {count} more", count=questions) if questions > NEARLY else _("nearly done")


def waits(questions: int) -> str:
    """A placement that was begun before."""
    return _("Your placement goes on where you left it: {more}.", more=more(questions))


def over(titles: Sequence[str]) -> str:
    """What it found, by the titles of what is presumed."""
    if not titles:
        return _("The placement is over. You begin at the beginning, and that is a good place.")
    rest = len(titles) - NAMED
    others = _n("and {count} other", "and {count} others", rest)
    return _n(
        "The placement is over: {count} skill counts as known until you show it, each is checked soon. {names}.",
        "The placement is over: {count} skills count as known until you show it, each is checked soon. {names}.",
        len(titles),
        names=", ".join(titles if rest <= 1 else [*titles[:NAMED], others]),
    )
