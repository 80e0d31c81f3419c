"""The few words that only screens say."""

from __future__ import annotations

from datetime import date, datetime

KINDS = {
    "lesson": "lesson",
    "learn": "practice",
    "review": "review",
    "remedy": "a step back",
    "place": "placement · no marks",
    "challenge": "challenge",
}


def when(due: datetime, now: datetime) -> str:
    """How far away a day is: later today, tomorrow, in 5 days, in 3 weeks."""
    days = (due.astimezone(now.tzinfo).date() - now.date()).days
    if days < 1:
        return "later today"
    if days == 1:
        return "tomorrow"
    if days < 14:
        return f"in {days} days"
    return f"in {round(days / 7)} weeks" if days < 60 else f"in {round(days / 30.4)} months"


def comes_back(due: str | None, now: datetime, *, correct: bool) -> str:
    """When what was answered comes back."""
    if not correct:
        return "It comes back after a few others."
    return f"It comes back {when(datetime.fromisoformat(due), now)}." if due else ""


def count(number: int, word: str, many: str = "") -> str:
    """`1 review`, `3 reviews`."""
    return f"{number} {word if number == 1 else many or word + 's'}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def day_words(day: date, today: date) -> str:
    """`20 Feb`; with the year when it isn't near."""
    year = f" {day.year}" if abs((day - today).days) > 300 else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def ago(moment: datetime, now: datetime) -> str:
    """today, yesterday, or the day."""
    day = moment.astimezone(now.tzinfo).date()
    days = (now.date() - day).days
    return {0: "today", 1: "yesterday"}.get(days) or day_words(day, now.date())
