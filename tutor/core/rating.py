"""From an answer to a rating of the memory: the first try decides, and time is never a penalty alone."""

from __future__ import annotations

from tutor.core.learner.events import Rating

SLOW = 1.6
FAST = 0.6
"""Shares of one's own median time; fixed by the learning model, section 2."""
ENOUGH = 8
"""Picks timed before a median means anything."""


def usual_seconds(pace: list[float]) -> float | None:
    """The median of one's own times, or None before there are enough."""
    return sorted(pace)[len(pace) // 2] if len(pace) >= ENOUGH else None


def rate(
    *,
    score: float,
    hints: int,
    skipped: bool,
    attempt: int,
    pick: bool,
    seconds: float | None,
    confidence: int | None,
    pace: list[float],
    days: float,
) -> Rating:
    """The rating an answer earns. `days` since the last review; `pace` the seconds of earlier right answers."""
    if skipped or score < 0.5 or hints >= 2:
        return "again"
    if score < 1 or hints == 1 or attempt > 1 or confidence == 1:
        return "hard"
    usual = usual_seconds(pace)
    if usual and seconds is not None:
        if pick and seconds > SLOW * usual:
            return "hard"
        if confidence == 3 and seconds < FAST * usual and days >= 1:
            return "easy"
    return "good"
