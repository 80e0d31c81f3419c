"""What the learner says about themselves and their things: preferences, what to put away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tutor.core.learner.events import Named, Preferred, Resumed, Suspended
from tutor.core.text import clean
from tutor.language import _
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError

LONGEST_WORDS = 20_000
MOST_LIKED = 20
"""Ways, and interests, that are kept and offered."""


def words(text: str) -> str:
    """A learner's own words, cleaned of control codes and bounded."""
    return clean(text[:LONGEST_WORDS])


def name(desk: Desk, called: str) -> None:
    """What the learner wants to be called."""
    desk.write(Named(text=words(called)[:100]))


def prefer(desk: Desk, ways: Sequence[str] | None, interests: Sequence[str] | None) -> None:
    """Ways of explaining and interests, best first."""
    desk.write(
        Preferred(
            ways=None if ways is None else [words(way)[:50] for way in ways[:MOST_LIKED]],
            interests=None if interests is None else [words(one)[:50] for one in interests[:MOST_LIKED]],
        )
    )


def suspend(desk: Desk, item_id: str, until: str | None) -> None:
    """Put an item away, until a day or for good."""
    _known(desk, item_id)
    if until is not None:
        try:
            until = date.fromisoformat(until).isoformat()
        except ValueError:
            raise StudyError(
                "bad_request", _("“{until}” is not a date; write it like 2027-01-31.", until=until[:20])
            ) from None
    desk.write(Suspended(item=item_id, until=until))
    desk.in_hand = [one for one in desk.in_hand if one.task.item != item_id]


def resume(desk: Desk, item_id: str) -> None:
    """Take an item up again."""
    _known(desk, item_id)
    desk.write(Resumed(item=item_id))


def _known(desk: Desk, item_id: str) -> None:
    if desk.shelf.ref(item_id) is None:
        raise StudyError("bad_request", _("There is no item “{item}” in your courses.", item=item_id[:200]))
