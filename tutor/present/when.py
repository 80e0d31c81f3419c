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


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def on_day(day: date, today: date) -> str:
    """A day as one says it: today, tomorrow, yesterday, on Friday (within a week), on 20 Feb."""
    away = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if away in near:
        return near[away]
    return f"on {WEEKDAYS[day.weekday()]}" if 0 < away < 7 else f"on {day_words(day, today)}"


def comes_back(due: str | None, now: datetime, *, correct: bool) -> str:
    """When what was answered comes back: `due` is an RFC 3339 time, or None when nothing is scheduled.

    "" for what is due already: it is still being practised, and to say so after every answer helps nobody.
    """
    if not correct:
        return "It comes back soon."
    moment = datetime.fromisoformat(due) if due else now
    return f"It comes back {when(moment, now)}." if moment > now else ""


def span(days: float) -> str:
    """How long until something comes back, in short: `12 hours`, `3 days`, `5 weeks`, `4 months`, `2 years`."""
    if days < 1:
        return count(max(1, round(24 * days)), "hour")
    if days < 14:
        return count(round(days), "day")
    if days < 60:
        return count(round(days / 7), "week")
    return count(round(days / 30.4), "month") if days < 700 else count(round(days / 365), "year")


def until_next(rating: str, days: float) -> str:
    """What a rating leads to: `again` comes back soon, the others after some days."""
    return "soon" if rating == "again" else span(days)


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
