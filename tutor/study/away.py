"""What the learner put away: an item until tomorrow or for good, all of it as a list, and back again."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from tutor.study.desk import Desk, iso_day
from tutor.study.notebook import item_words
from tutor.study.wishes import suspend

MOST = 500
"""Items that are listed."""


class Away(Struct, frozen=True):
    """An item that is put away: what it asks (Markdown), its skill, and until which day (ISO date; "" is for good)."""

    item: str
    ask: str
    skill: str
    until: str = ""


def put_away(desk: Desk, item: str, *, for_good: bool = False) -> None:
    """Put an item away until tomorrow, or for good."""
    tomorrow = date.fromisoformat(iso_day(desk)) + timedelta(days=1)
    suspend(desk, item, None if for_good else tomorrow.isoformat())


def away(desk: Desk) -> list[Away]:
    """What is put away now, in the courses at hand; those whose day has come are back already."""
    rows = desk.book.away_items(iso_day(desk), MOST)
    return [_line(desk, row.id, row.skill, row.suspended_until) for row in rows if desk.shelf.ref(row.id) is not None]


def _line(desk: Desk, id: str, skill: str, until: str) -> Away:
    return Away(id, item_words(desk, id) or id, desk.title(skill), until)
