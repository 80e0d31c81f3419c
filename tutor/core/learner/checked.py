"""Whether recall is as it was foretold: each review of something held is counted in a band of chances.

Counted is what says something about forgetting: a review half a day or more after the one before. The sums stay small
however many answers there are, and statistics need no look at the log.
"""

from __future__ import annotations

from tutor.core import memory
from tutor.core.day import days_between
from tutor.core.learner.events import Answered
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import ItemRow, LearnerRow, RecallRow, Rows, SkillRow

BANDS = 20
"""Bands of equal width over the chances 0..1. Fixed: they are in the rows."""


def count(rows: Rows, learner: LearnerRow, skill: SkillRow, item: ItemRow, data: Answered, at: int) -> None:
    """Count an answer, given what was held before it: by the fact, or by the problem's skill."""
    held = item if skill.remember == "items" else skill
    days = days_between(held.reviewed_at, at)
    if held.stability <= 0 or days < memory.SAME_DAY:
        return
    expected = memory.retrievability(held.stability, days, forgetting(learner, skill.remember))
    band = band_of(expected)
    name = f"{skill.id}#{band:02}"
    row = rows.get(RecallRow, name) or RecallRow(id=name, skill=skill.id, band=band)
    rows.put(_with(row, 1, expected, int(data.rating != "again")))


def together(row: RecallRow, other: RecallRow) -> RecallRow:
    """The first with what the second counted."""
    return _with(row, other.reviews, other.foretold, other.recalled)


def band_of(chance: float) -> int:
    """The band of a chance 0..1."""
    return min(BANDS - 1, max(0, int(chance * BANDS)))


def _with(row: RecallRow, reviews: int, foretold: float, recalled: int) -> RecallRow:
    return RecallRow(
        id=row.id,
        skill=row.skill,
        band=row.band,
        reviews=row.reviews + reviews,
        foretold=row.foretold + foretold,
        recalled=row.recalled + recalled,
    )
