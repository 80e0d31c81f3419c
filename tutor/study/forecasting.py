"""The forecast of a goal from the learner's own log, the ways out when it slips, and what an exam's day will hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from tutor.core.comeback import Comeback, comeback
from tutor.core.day import day_ends, learning_day, offset_minutes
from tutor.core.gate import USUAL_SECONDS, minutes_left
from tutor.core.goal import Plan, day_of, highest, in_order, planned_days
from tutor.core.goal_forecast import Forecast, WaysOut, forecast, minutes_needed, ways_out
from tutor.core.horizon import ExamFigures, Held, exam_figures
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import DayRow, GoalRow, SkillRow
from tutor.core.pace import Pace, Spent, measured, minutes_of
from tutor.core.rating import usual_seconds
from tutor.language import _
from tutor.present import goal as sentences
from tutor.study import goals
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError

LOOKED_BACK = 90
"""Days of the log that say how somebody studies; tunable 30-180."""
LATELY = 60
"""Skills learned last that say what a skill costs; tunable 20-200."""
MOST_SKILLS = 20_000
MOST_DUE = 1_000
"""Reviews that are counted after a break: no day's load is as large, whatever the library."""
MOST_HELD = 120
"""Memories that the figures of an exam are computed from, spread evenly over all."""
WAYS = ("more_time", "less", "later")

Way = Literal["more_time", "less", "later"]


class Outlook(Struct, kw_only=True):
    """A goal, its skills in the order of learning (`left` those not learned), its plan, and when it is likely reached.

    `first` is the next learning day that counts: today, until half of its minutes are done.
    """

    goal: GoalRow
    rows: dict[str, SkillRow]
    left: list[str]
    plan: Plan
    pace: Pace
    first: int
    found: Forecast
    ways: WaysOut | None


def outlook(desk: Desk, goal: GoalRow) -> Outlook:
    """How a goal stands."""
    rows = _rows(desk, goal)
    left = [name for name in in_order(rows, list(rows)) if rows[name].phase != "learned"]
    plan = goals.plan(desk, goal)
    today = learning_day(desk.at(), offset_minutes(desk.now()))
    pace = pace_of(desk, plan, today)
    studied = desk.book.rows.get(DayRow, str(today))
    first = today + bool(studied is not None and minutes_of(studied) >= plan.minutes / 2)
    costs = [float(minutes_left(rows[name])) for name in left]
    found = forecast(costs, pace, plan, first)
    ways = ways_out(costs, pace, plan, first)
    return Outlook(goal=goal, rows=rows, left=left, plan=plan, pace=pace, first=first, found=found, ways=ways)


def _rows(desk: Desk, goal: GoalRow) -> dict[str, SkillRow]:
    if not goal.skills:
        return {row.id: row for row in desk.book.all_skills(goals.everything(desk)) if row.phase != "gone"}
    return goals.skills_of(desk, goal.skills, MOST_SKILLS)


def pace_of(desk: Desk, plan: Plan, today: int) -> Pace:
    """The learner's own pace, by their last days and the skills learned last."""
    rows = desk.book.learned_skills(LATELY)
    return measured([_spent(row) for row in rows], desk.book.days(today - LOOKED_BACK), plan, today)


def _spent(row: SkillRow) -> Spent:
    """What a learned skill took, and what is usual for one like it."""
    fresh = replace(row, phase="open", opportunities=0, facts_firm=0, blocks_seen=[])
    minutes = (row.learn_seconds or row.learn_answers * USUAL_SECONDS) / 60
    return Spent(minutes, float(minutes_left(fresh)), row.learn_answers)


def told(desk: Desk, goal: GoalRow) -> dict[str, Any]:
    """The forecast as data: the protocol's reply, and what every face says of it."""
    at = outlook(desk, goal)
    found: dict[str, Any] = {
        "skills": len(at.rows),
        "learned": len(at.rows) - len(at.left),
        "minutes": at.found.minutes,
        "earliest": day_of(at.found.earliest).isoformat(),
        "likely": day_of(at.found.likely).isoformat(),
        "latest": day_of(at.found.latest).isoformat(),
        "evidence": _evidence(at.pace),
    }
    if goal.date:
        costs = [float(minutes_left(at.rows[name])) for name in at.left]
        room = planned_days(at.plan, at.first, at.plan.until or 0)
        found["fits"] = at.found.fits
        found["minutes_a_day_needed"] = minutes_needed(costs, at.pace, room) if costs else 0
    if at.ways is not None:
        found["ways_out"] = _ways(at, at.ways, desk)
    found["sentence"] = sentences.forecast(found, desk.now().date())
    return found


def _evidence(pace: Pace) -> dict[str, Any]:
    return {
        "skills": pace.skills,
        "days": pace.days,
        "minutes_a_skill": None if pace.answers is None else round(pace.answers * (pace.seconds or 0) / 60, 1),
        "answers_a_skill": None if pace.answers is None else round(pace.answers, 1),
        "seconds_an_answer": None if pace.seconds is None else round(pace.seconds, 1),
        "reviews": round(pace.reviews, 3),
        "attendance": round(pace.attendance, 3),
    }


def _ways(at: Outlook, ways: WaysOut, desk: Desk) -> list[dict[str, Any]]:
    """The ways out that there are, in the order in which they are offered, each with its figures and a sentence."""
    today = desk.now().date()
    found: list[dict[str, Any]] = []
    if ways.minutes is not None:
        found.append({"way": "more_time", "minutes_a_day": ways.minutes})
    if ways.fit:
        fits, over = at.left[: ways.fit], at.left[ways.fit :]
        found.append({"way": "less", "skills": fits, "left_out": over, "last": goals.title(desk, fits[-1])})
    found.append({"way": "later", "date": day_of(ways.later).isoformat()})
    return [{**way, "sentence": sentences.way_out(way, at.plan.minutes, today)} for way in found]


def take_way_out(desk: Desk, goal_id: str, way: str) -> GoalRow:
    """Take one of the ways out: the goal is changed by it."""
    at = outlook(desk, goals.the_goal(desk, goal_id))
    ways = at.ways
    if way not in WAYS:
        raise StudyError("bad_request", _("Ways out are {names}.", names=", ".join(WAYS)))
    if ways is None or (way == "more_time" and ways.minutes is None) or (way == "less" and not ways.fit):
        raise StudyError("not_now", _("That way is not open: the forecast says which are."))
    if way == "more_time":
        return goals.set_goal(desk, goals.Wish(minutes_a_day=ways.minutes), goal_id)
    if way == "later":
        return goals.set_goal(desk, goals.Wish(date=day_of(ways.later).isoformat()), goal_id)
    over = set(at.left[ways.fit :])
    for name in in_order(at.rows, list(at.rows)):  # what was learned before what it stands on would bring that back
        if over.intersection(at.rows[name].requires):
            over.add(name)
    stay = [name for name in at.rows if name not in over]
    return goals.set_goal(desk, goals.Wish(about=highest(at.rows, stay)), goal_id)


def exam(desk: Desk, goal: GoalRow) -> dict[str, Any] | None:
    """What is expected to be recalled of what is learned, on the day of the exam; None when the goal is none."""
    if not goal.exam or not goal.date or goals.ends(desk, goal) <= desk.at():
        return None
    held = _held(desk, _rows(desk, goal))
    figures: ExamFigures = exam_figures(held, desk.at(), goals.ends(desk, goal), goal.set_at)
    seconds = usual_seconds(desk.learner().pace) or USUAL_SECONDS
    found: dict[str, Any] = {
        "recall": round(figures.recall, 4),
        "without": round(figures.without, 4),
        "reviews": figures.reviews,
        "minutes": math.ceil(figures.reviews * seconds / 60),
    }
    return {**found, "sentence": sentences.exam(found)}


def _held(desk: Desk, rows: dict[str, SkillRow]) -> Sequence[Held]:
    """Memories of what is learned: the skills', and a few facts' of each fact skill."""
    learned = [row for row in rows.values() if row.phase == "learned"]
    learned = learned[:: max(1, math.ceil(len(learned) / MOST_HELD))]
    learner, found = desk.learner(), list[Held]()
    for row in learned:
        own = forgetting(learner, row.remember)
        if row.remember == "skill":
            if row.stability > 0:
                found.append(Held(row.stability, row.difficulty, row.reviewed_at, row.due, 1.0, own))
            continue
        facts = desk.book.weakest_items_of(row.id, max(1, MOST_HELD // len(learned)))
        facts = [fact for fact in facts if fact.stability > 0]
        share = 1 / max(1, len(facts))
        found += [Held(one.stability, one.difficulty, one.reviewed_at, one.due, share, own) for one in facts]
    return found


def returning(desk: Desk) -> Comeback | None:
    """The load that is spread after a break, or None. What is due is counted only after a break."""
    now, at = desk.now(), desk.at()
    today = learning_day(at, offset_minutes(now))
    plan = goals.plan(desk, goals.nearest(desk))
    seconds = usual_seconds(desk.learner().pace) or USUAL_SECONDS
    tonight = day_ends(at, offset_minutes(now))
    return comeback(
        desk.book.days(today - LOOKED_BACK),
        plan,
        today,
        lambda: desk.book.due_count(desk.courses, tonight, MOST_DUE),
        plan.minutes * 60 / seconds,
    )
