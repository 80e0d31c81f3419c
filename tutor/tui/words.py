"""The few words that only screens say."""

from __future__ import annotations

from datetime import datetime

from tutor.present.when import day_words

KINDS = {
    "lesson": "lesson",
    "learn": "practice",
    "review": "review",
    "remedy": "a step back",
    "place": "placement · no marks",
    "challenge": "challenge",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def ago(moment: datetime, now: datetime) -> str:
    """today, yesterday, or the day."""
    day = moment.astimezone(now.tzinfo).date()
    days = (now.date() - day).days
    return {0: "today", 1: "yesterday"}.get(days) or day_words(day, now.date())
