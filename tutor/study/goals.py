"""Goals: what the learner wants, in their own words, and an honest forecast of when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tutor.core.choose import days_until
from tutor.core.day import DAY_MS, milliseconds
from tutor.core.gate import minutes_left
from tutor.core.learner.events import GoalSet
from tutor.core.learner.rows import GoalRow, SkillRow
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ATTENDANCE = (0.55, 0.9)
"""Shares of planned days that people come, for the late and the early end of a forecast; tunable."""
REVIEW_SHARE = 0.35
"""Share of study time that reviews take beside what is new; tunable .2-.5."""
MOST_ANCESTORS = 400


def set_goal(
    desk: Desk,
    skills: Sequence[str],
    until: str | None,
    minutes_a_day: int | None,
    days: Sequence[str],
    words: str,
) -> tuple[str, dict[str, Any]]:
    """Keep a goal and forecast it. Without skills the goal is all of this session's courses."""
    for name in skills:
        desk.row(name)
    if until is not None:
        until = _read_date(until).isoformat()
    if any(day not in WEEK for day in days):
        raise StudyError("bad_request", "Days are written mon, tue, wed, thu, fri, sat, sun.")
    if minutes_a_day is not None and not 1 <= minutes_a_day <= 1440:
        raise StudyError("bad_request", "Minutes a day are between 1 and 1440.")
    goal = desk.new_id()
    desk.write(
        GoalSet(
            goal=goal,
            skills=list(skills),
            date=until,
            minutes_a_day=minutes_a_day,
            days=list(days),
            text=words,
        )
    )
    row = desk.book.rows.get(GoalRow, goal)
    assert row is not None
    return goal, forecast(desk, row)


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StudyError("bad_request", f"“{text[:20]}” is not a date; write it like 2027-01-31.") from None


def ends(goal: GoalRow) -> int:
    """The end of the goal's day, UTC ms."""
    day = date.fromisoformat(goal.date)
    return milliseconds(datetime(day.year, day.month, day.day, tzinfo=UTC)) + DAY_MS


def nearest(desk: Desk) -> GoalRow | None:
    """The goal that counts now: the nearest date still ahead, else the newest without a date."""
    rows = desk.book.goals()
    ahead = [row for row in rows if row.date and ends(row) > desk.at()]
    if ahead:
        return min(ahead, key=lambda row: (row.date, row.id))
    open_ended = [row for row in rows if not row.date]
    return max(open_ended, key=lambda row: (row.set_at, row.id), default=None)


def retired(desk: Desk, goal: GoalRow) -> list[str]:
    """The goal's skills that their course no longer has: nothing of them is asked, and they stand in no one's way."""
    rows = ((name, desk.book.rows.get(SkillRow, name)) for name in goal.skills)
    return [name for name, row in rows if row is None or row.phase == "gone"]


def wanted(desk: Desk, goal: GoalRow | None) -> frozenset[str]:
    """The goal's skills and all they stand on."""
    if goal is None or not goal.skills:
        return frozenset()
    found: set[str] = set()
    waiting = list(goal.skills)
    while waiting and len(found) < MOST_ANCESTORS:
        name = waiting.pop()
        row = desk.book.rows.get(SkillRow, name)
        if name not in found and row is not None:
            found.add(name)
            waiting += row.requires
    return frozenset(found)


def forecast(desk: Desk, goal: GoalRow) -> dict[str, Any]:
    """How much is left and between which days it is likely done: minutes of new work, with reviews beside them."""
    names = wanted(desk, goal)
    rows = desk.book.all_skills(desk.courses)
    rows = [row for row in rows if row.phase != "gone" and (not names or row.id in names)]
    minutes = sum(minutes_left(row) for row in rows)
    a_day = goal.minutes_a_day or 20
    share = (len(set(goal.days)) or 7) / 7
    sessions = minutes / (1 - REVIEW_SHARE) / a_day
    late, early = (math.ceil(sessions / share / attendance) for attendance in ATTENDANCE)
    today = desk.now().date()
    found: dict[str, Any] = {
        "skills": len(rows),
        "learned": sum(row.phase == "learned" for row in rows),
        "minutes": minutes,
        "earliest": (today + timedelta(days=min(early, 36500))).isoformat(),
        "latest": (today + timedelta(days=min(late, 36500))).isoformat(),
    }
    if goal.date:
        left = math.ceil(days_until(ends(goal), desk.at()))
        found["fits"] = late <= left
        found["minutes_a_day_needed"] = math.ceil(minutes / (1 - REVIEW_SHARE) / max(1, left * share * ATTENDANCE[0]))
    return found
