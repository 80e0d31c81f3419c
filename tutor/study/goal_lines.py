"""Goals as the faces list them: the line of the protocol's status, and the goal screen."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from tutor.core.day import moment, offset_minutes
from tutor.core.learner.rows import GoalRow
from tutor.present.goal import review
from tutor.study import forecasting, goals
from tutor.study.desk import Desk


class GoalLine(Struct, kw_only=True):
    """A goal on the goal screen; `about` are titles, none for all of the courses. See `forecasting.told`."""

    id: str
    words: str
    about: list[str]
    date: str
    minutes_a_day: int
    days: list[str]
    exam: bool
    forecast: dict[str, Any]
    exam_sentence: str = ""
    review: str = ""
    """That it is time to look at it again, or ""."""


def as_dict(desk: Desk, goal: GoalRow) -> dict[str, Any]:
    """A goal as the protocol's status has it."""
    gone, exam = goals.retired(desk, goal), forecasting.exam(desk, goal)
    return {
        "goal": goal.id,
        "skills": goal.skills,
        "date": goal.date or None,
        "minutes_a_day": goal.minutes_a_day or None,
        "days": goal.days,
        "words": goal.text,
        "forecast": forecasting.told(desk, goal),
        **({"exam": exam} if exam else {}),
        **({"retired": gone} if gone else {}),
    }


def lines(desk: Desk) -> list[GoalLine]:
    """The goals that are pursued, the nearest first."""
    return [_line(desk, goal) for goal in goals.pursued(desk)]


def _line(desk: Desk, goal: GoalRow) -> GoalLine:
    exam = forecasting.exam(desk, goal)
    return GoalLine(
        id=goal.id,
        words=goal.text,
        about=[goals.title(desk, name) for name in goal.skills],
        date=goal.date,
        minutes_a_day=goals.plan(desk, goal).minutes,
        days=goal.days,
        exam=goal.exam,
        forecast=forecasting.told(desk, goal),
        exam_sentence=exam["sentence"] if exam else "",
        review=review_of(desk, goal),
    )


def review_of(desk: Desk, goal: GoalRow) -> str:
    """That it is time to look at a goal again, in words; "" while it is not."""
    now = desk.now()
    return review(moment(goal.set_at, offset_minutes(now)).date(), now.date())
