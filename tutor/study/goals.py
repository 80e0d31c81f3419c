"""Goals: what the learner wants, in their own words: set, changed, dropped, reached; and what they make of choosing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from tutor.core.day import DAY_MS, MORNING, learning_day, offset_minutes
from tutor.core.goal import WEEK, Plan, day_number, plan_of
from tutor.core.horizon import AFTER_GOAL, Horizon, toward
from tutor.core.learner.events import GoalDropped, GoalSet
from tutor.core.learner.rows import GoalRow, SkillRow
from tutor.language import _
from tutor.present.goal import reached as reached_words
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError

MOST_ANCESTORS = 400
"""Skills of goals that weigh in choosing; more than that are as good as all."""
MOST_NAMES = 2000
"""Skills that one goal may name."""


class Wish(Struct, kw_only=True):
    """What a goal is to be; what is unset stays as it is. `about` are ids of skills and courses."""

    words: str | UnsetType = UNSET
    about: Sequence[str] | UnsetType = UNSET
    date: str | UnsetType | None = UNSET
    minutes_a_day: int | UnsetType | None = UNSET
    days: Sequence[str] | UnsetType = UNSET
    exam: bool | UnsetType = UNSET


def set_goal(desk: Desk, wish: Wish, goal_id: str = "") -> GoalRow:
    """Keep a goal, or change one, which is pursued again. Without skills, by words alone, it is all of the session."""
    old = the_goal(desk, goal_id) if goal_id else GoalRow(id="")
    named = old.skills if isinstance(wish.about, UnsetType) else _names(desk, wish.about)
    days = old.days if isinstance(wish.days, UnsetType) else list(dict.fromkeys(wish.days))
    minutes = (old.minutes_a_day or None) if isinstance(wish.minutes_a_day, UnsetType) else wish.minutes_a_day
    until = (old.date or None) if isinstance(wish.date, UnsetType) else wish.date
    exam = old.exam if isinstance(wish.exam, UnsetType) else wish.exam
    if until is not None:
        until = _read_date(until).isoformat()
    elif wish.exam is True:
        raise StudyError("bad_request", _("An exam needs its day: write it like 2027-01-31."))
    if any(day not in WEEK for day in days):
        raise StudyError("bad_request", _("Days are written mon, tue, wed, thu, fri, sat, sun."))
    if minutes is not None and not 1 <= minutes <= 1440:
        raise StudyError("bad_request", _("Minutes a day are between 1 and 1440."))
    goal = GoalSet(
        goal=old.id or desk.new_id(),
        skills=named,
        date=until,
        minutes_a_day=minutes,
        days=days,
        exam=exam and until is not None,
        text=old.text if isinstance(wish.words, UnsetType) else wish.words,
    )
    desk.write(goal)
    row = desk.book.rows.get(GoalRow, goal.goal)
    assert row is not None
    return row


def drop(desk: Desk, goal_id: str) -> None:
    """A goal is no longer wanted."""
    the_goal(desk, goal_id)
    desk.write(GoalDropped(goal=goal_id))


def the_goal(desk: Desk, goal_id: str) -> GoalRow:
    """The goal with this id, if it is pursued."""
    row = desk.book.rows.get(GoalRow, goal_id)
    if row is None or (row.over_at and not row.reached):
        raise StudyError("bad_request", _("There is no such goal; the status lists yours."))
    return row


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StudyError(
            "bad_request", _("“{text}” is not a date; write it like 2027-01-31.", text=text[:20])
        ) from None


def _names(desk: Desk, about: Iterable[str]) -> list[str]:
    """The skills and courses that a goal names; by words alone all courses of the session.

    Where these are all that the learner studies, the list is empty: a course that is taken up later belongs to it too.
    """
    found = dict.fromkeys(name if name in desk.courses else desk.row(name).id for name in about)
    if len(found) > MOST_NAMES:
        raise StudyError(
            "bad_request", _("A goal names at most {count} skills; name their course instead.", count=MOST_NAMES)
        )
    if found and not set(desk.courses) <= set(found):
        return list(found)
    return [] if set(everything(desk)) <= set(desk.courses) else list(desk.courses)


def everything(desk: Desk) -> tuple[str, ...]:
    """All courses the learner studies: met, and still on the shelf. A goal that names nothing is about them."""
    met = (row.id for row in desk.book.courses())
    return tuple(name for name in met if name in desk.courses or desk.shelf.course(name) is not None)


def skills_of_unit(desk: Desk, name: str) -> list[str]:
    """The skills of a unit, `course/unit`; a skill of the same name may be another thing."""
    course, _slash, unit = name.partition("/")
    if course not in desk.courses or unit not in {one.id for one in desk.course(course).units}:
        raise StudyError("unknown_skill", _("There is no unit “{name}” in your courses.", name=name[:200]))
    met = (skill for skill in desk.shelf.skills(course) if skill.unit == unit)
    return [skill.id for skill in met if desk.book.rows.get(SkillRow, skill.id) is not None]


def called(desk: Desk, typed: str) -> list[str]:
    """Ids of skills and courses that a person names by titles or ids, with commas between; a unit is its skills."""
    names = [" ".join(name.split()) for name in typed.split(",") if name.strip()]
    return [id for name in names for id in _called(desk, name)]


def _called(desk: Desk, name: str) -> list[str]:
    wanted = name.casefold()
    parts: list[tuple[str, str, list[str]]] = []
    for course_id in desk.courses:
        course = desk.course(course_id)
        parts.append((course_id, course.title, [course_id]))
        parts += [(skill.id, skill.title, [skill.id]) for skill in desk.shelf.skills(course_id)]
        parts += [
            (id, unit.title, skills_of_unit(desk, id)) for unit in course.units if (id := f"{course_id}/{unit.id}")
        ]
    exact = [ids for id, title, ids in parts if wanted in (id.casefold(), title.casefold())]
    near = exact or [ids for _sort, title, ids in parts if title.casefold().startswith(wanted)]
    if exact or len(near) == 1:
        return near[0]
    raise StudyError("unknown_skill", _("There is no skill, unit or course “{name}” in your courses.", name=name[:60]))


def title(desk: Desk, name: str) -> str:
    """The title of a skill or a course; its id when it has left the shelf."""
    if "/" not in name:
        return desk.course(name).title
    skill = desk.shelf.head(name)
    return skill.title if skill is not None else name


def ends(desk: Desk, goal: GoalRow) -> int:
    """The end of the goal's day where the learner is, UTC ms."""
    offset = offset_minutes(desk.now())
    return (day_number(date.fromisoformat(goal.date)) + 1) * DAY_MS + MORNING * 3_600_000 - offset * 60_000


def pursued(desk: Desk) -> list[GoalRow]:
    """Goals that are pursued: the nearest day ahead first, then those without a day, then those whose day is over."""
    rows = desk.book.goals()
    ahead = [row for row in rows if row.date and ends(desk, row) > desk.at()]
    undated = [row for row in rows if not row.date]
    past = [row for row in rows if row.date and row not in ahead]
    by_date = sorted(ahead, key=lambda row: (row.date, row.id))
    return [*by_date, *undated, *sorted(past, key=lambda row: (row.date, row.id), reverse=True)]


def nearest(desk: Desk) -> GoalRow | None:
    """The goal that counts now: the nearest date ahead, else the newest without a date, else the last one over."""
    return next(iter(pursued(desk)), None)


def kept(desk: Desk) -> list[GoalRow]:
    """Goals that were reached and whose skills are still held for: until some weeks after their day."""
    rows = desk.book.goals_reached(0)
    until = ((row, ends(desk, row) if row.date else row.over_at) for row in rows)
    return [row for row, day in until if desk.at() <= day + AFTER_GOAL * DAY_MS]


def plan(desk: Desk, goal: GoalRow | None) -> Plan:
    """The plan of a goal; without one the usual minutes, every day."""
    goal = goal or GoalRow(id="")
    return plan_of(goal, learning_day(goal.set_at, offset_minutes(desk.now())))


def horizon(desk: Desk) -> Horizon | None:
    """What study aims at: the nearest day of a goal that is pursued or kept; None without one."""
    dated = [row for row in (*pursued(desk), *kept(desk)) if row.date and ends(desk, row) > desk.at()]
    if not dated:
        held = [row for row in kept(desk) if row.date]
        return Horizon(AFTER_GOAL) if held else None
    goal = min(dated, key=lambda row: (row.date, row.id))
    return toward(desk.at(), ends(desk, goal), goal.set_at, exam=goal.exam)


def closed_until(desk: Desk) -> int:
    """Until when nothing new begins by itself because an exam is near (the end of its day, UTC ms); 0 without one."""
    aim = horizon(desk)
    if aim is None or not aim.closing:
        return 0
    days = (ends(desk, row) for row in (*pursued(desk), *kept(desk)) if row.date)
    return min(day for day in days if day > desk.at())


def retired(desk: Desk, goal: GoalRow) -> list[str]:
    """The goal's skills that their course no longer has: nothing of them is asked, and they stand in no one's way."""
    rows = ((name, desk.book.rows.get(SkillRow, name)) for name in goal.skills if "/" in name)
    return [name for name, row in rows if row is None or row.phase == "gone"]


def wanted(desk: Desk, goal: GoalRow | None) -> frozenset[str]:
    """The skills of a goal, of those that are kept, and all they stand on."""
    names = [*(goal.skills if goal is not None else ()), *(name for row in kept(desk) for name in row.skills)]
    return frozenset(skills_of(desk, names, MOST_ANCESTORS)) if names else frozenset()


def skills_of(desk: Desk, names: Sequence[str], most: int) -> dict[str, SkillRow]:
    """The rows of skills (or of all of a course) and of what they stand on, at most so many."""
    found: dict[str, SkillRow] = {}
    waiting = [one for name in names for one in ([name] if "/" in name else desk.book.rows.skills_of(name))]
    while waiting and len(found) < most:
        name = waiting.pop()
        row = desk.book.rows.get(SkillRow, name)
        if name not in found and row is not None and row.phase != "gone":
            found[name] = row
            waiting += row.requires
    return found


def notice(desk: Desk) -> list[dict[str, Any]]:
    """The goals that are reached since anybody looked, each recorded and told once: their id and a sentence."""
    found = []
    for goal in desk.book.goals():
        if not _is_reached(desk, goal):
            continue
        desk.write(GoalDropped(goal=goal.id, reached=True))
        found.append({"goal": goal.id, "sentence": reached_words(goal.text, exam=goal.exam)})
    return found


def _all_learned(desk: Desk) -> bool:
    left = ("locked", "open", "learning")
    if desk.book.skills(desk.courses, left, 1) or desk.book.skills(courses := everything(desk), left, 1):
        return False
    return not any(row.presumed and row.phase == "learned" for row in desk.book.all_skills(courses))


def _is_reached(desk: Desk, goal: GoalRow) -> bool:
    """All of its own skills are learned, and shown, not only presumed."""
    if not goal.skills:
        return bool(desk.learner().answers) and _all_learned(desk)
    some = False
    for name in goal.skills:
        for one in [name] if "/" in name else desk.book.rows.skills_of(name):
            row = desk.book.rows.get(SkillRow, one)
            if row is None or row.phase == "gone":
                continue
            if row.phase != "learned" or row.presumed:
                return False
            some = True
    return some
