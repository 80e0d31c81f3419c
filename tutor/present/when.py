"""Days and spans of time in words: how far away something is, and when a goal is likely reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(due: datetime, now: datetime) -> str:
    """How far away a moment is: later today, tomorrow, in 5 days, in 3 weeks, in 4 months."""
    days = (due.astimezone(now.tzinfo).date() - now.date()).days
    if days < 1:
        return "later today"
    if days == 1:
        return "tomorrow"
    if days < 14:
        return f"in {days} days"
    return f"in {round(days / 7)} weeks" if days < 60 else f"in {round(days / 30.4)} months"


def comes_back(due: str | None, now: datetime, *, correct: bool) -> str:
    """When what was answered comes back: `due` is an RFC 3339 time, or None when nothing is scheduled."""
    if not correct:
        return "It comes back after a few others."
    return f"It comes back {when(datetime.fromisoformat(due), now)}." if due else ""


def count(number: int, word: str, many: str = "") -> str:
    """`1 review`, `3 reviews`."""
    return f"{number} {word if number == 1 else many or word + 's'}"


def day_words(day: date, today: date) -> str:
    """`20 Feb`; with the year when it is far away."""
    year = f" {day.year}" if abs((day - today).days) > 300 else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def forecast(found: Mapping[str, Any], today: date) -> str:
    """When a goal is likely reached, as a range; and what would be needed where its date does not fit."""
    early, late = (day_words(date.fromisoformat(found[key]), today) for key in ("earliest", "latest"))
    span = f"around {early}" if early == late else f"between {early} and {late}"
    words = f"{found['learned']} of {found['skills']} skills learned; likely done {span}."
    if found.get("fits", True):
        return words
    needed = count(found["minutes_a_day_needed"], "minute")
    return f"{words} For the day you chose it would take {needed} a day, a later day, or less to learn."
