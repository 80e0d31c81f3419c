"""The learner's day, which begins at four in the morning where they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

MORNING = 4
"""Hour at which a learning day begins; fixed, as Anki's default."""
DAY_MS = 86_400_000


def milliseconds(moment: datetime) -> int:
    """UTC milliseconds of an aware time, whole."""
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def offset_minutes(moment: datetime) -> int:
    """Minutes east of UTC of an aware time."""
    shift = moment.utcoffset()
    return 0 if shift is None else int(shift.total_seconds() // 60)


def learning_day(at: int, offset: int) -> int:
    """Days since 1970-01-01 of the learning day of a moment (UTC ms) at a place `offset` minutes east of UTC."""
    return (at + offset * 60_000 - MORNING * 3_600_000) // DAY_MS


def day_ends(at: int, offset: int) -> int:
    """The end of the learning day of a moment, UTC ms."""
    return (learning_day(at, offset) + 1) * DAY_MS + MORNING * 3_600_000 - offset * 60_000


def moment(at: int, offset: int = 0) -> datetime:
    """The aware time of UTC milliseconds, at a place `offset` minutes east."""
    return datetime(1970, 1, 1, tzinfo=UTC).astimezone(timezone(timedelta(minutes=offset))) + timedelta(milliseconds=at)


def days_between(earlier: int, later: int) -> float:
    """Days from one moment to another (UTC ms); never negative, since a clock may have been set back."""
    return max(0, later - earlier) / DAY_MS
