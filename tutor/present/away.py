"""What is put away, in words."""

from __future__ import annotations

from datetime import date

from tutor.language import _, later
from tutor.present.when import day_words

NOTHING = later("Nothing is put away.")


def until_words(day: date | None, today: date) -> str:
    """Until when something is put away."""
    return _("for good") if day is None else _("until {day}", day=day_words(day, today))
