"""What learning a skill takes: its answers and seconds until it is learned, and the day's share of them.

The forecast of a goal goes by it. An answer or a page that is to mend a skill in trouble, at one of its prerequisites
too, is time spent on the skill in trouble.
"""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core.day import learning_day
from tutor.core.learner.events import Answered, Event, LessonSeen
from tutor.core.learner.rows import DayRow, Rows, SkillRow

LEARNING = ("learn", "quiz", "remedy")
"""Kinds of answers that learn; the others keep what is known, or look."""
LONGEST_TASK = 600.0
"""Seconds of one task that count as study: who walks away for an hour has not studied for an hour."""


def studied(seconds: float | None) -> float:
    """The seconds of a task that count as study."""
    return min(seconds or 0.0, LONGEST_TASK)


def on_answer(rows: Rows, event: Event, data: Answered) -> None:
    """Count an answer, if it was on the way to learning something; after it is counted in its day."""
    if data.kind in LEARNING:
        _count(rows, event, data.remedy_for or data.skill, 1, studied(data.seconds))


def on_page(rows: Rows, event: Event, data: LessonSeen) -> None:
    """Count a page of a lesson, likewise."""
    _count(rows, event, data.remedy_for or data.skill, 0, studied(data.seconds))


def _count(rows: Rows, event: Event, skill: str, answers: int, seconds: float) -> None:
    row = rows.get(SkillRow, skill)
    if row is not None and row.learned_at in (0, event.at):
        spent = row.learn_seconds + seconds
        rows.put(replace(row, learn_answers=row.learn_answers + answers, learn_seconds=spent))
    day = rows.get(DayRow, str(learning_day(event.at, event.offset)))
    if day is not None:
        rows.put(replace(day, learn_seconds=day.learn_seconds + seconds))
