"""What is put away, in words."""

from __future__ import annotations

from datetime import date

from tutor.present.when import day_words

NOTHING = "Nothing is put away."


def until_words(day: date | None, today: date) -> str:
    """Until when something is put away."""
    return "for good" if day is None else f"until {day_words(day, today)}"
