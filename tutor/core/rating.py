"""From an answer to a rating of the memory: the first try decides, and time is never a penalty alone.

After learning-model section 2 and rule 8 of the peers' study. Writing slowly costs nothing, and no time makes a right
answer wrong; only a pick that took long for this learner counts as found with effort.
"""

from __future__ import annotations

from tutor.core.learner.events import Rating

SLOW = 1.6
FAST = 0.6
"""Shares of one's own median time; fixed by the learning model, section 2."""
ENOUGH = 8
"""Answers timed before a median means anything."""
ORDER: tuple[Rating, ...] = ("again", "hard", "good", "easy")
PARTLY = 0.5
"""Score from which an answer is partly right: not known for nothing, and not known; fixed, as above."""
MANY_HINTS = 2
"""Hints from which the answer was as good as shown; fixed, as above."""


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
    """The rating an answer earns.

    `score` 0..1, `days` since the last review, `pace` the seconds of earlier right answers of this sort (picked, or
    all), `confidence` 1 guessed, 2 fairly sure, 3 sure. What is not wholly right is never more than hard.
    """
    if skipped or score < PARTLY or hints >= MANY_HINTS:
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


def with_hints(own: Rating, hints: int) -> Rating:
    """What a learner says of themselves after they saw hints: no more than an answer could earn with them."""
    most: Rating = "again" if hints >= MANY_HINTS else "hard" if hints else "easy"
    return min(own, most, key=ORDER.index)
