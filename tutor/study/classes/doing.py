"""Going on with a teacher's task, on the learner's word: what of it is studied next."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.learner.class_rows import TaskRow
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.study import choosing
from tutor.study.classes.inbox import progress
from tutor.study.desk import Current, Desk
from tutor.study.reasons import unmet
from tutor.study.trouble import StudyError

MOST = 40
"""Skills of a task that are tried before whatever else is next."""


def next_of(desk: Desk, task: str, minutes_left: float | None = None) -> Current | None:
    """The next question of a task, or of what it needs first; when it is done, or has none now, the next of all."""
    row = desk.book.rows.get(TaskRow, task)
    if row is None or (minutes_left is not None and minutes_left <= 0):
        return choosing.next_task(desk, minutes_left=minutes_left)
    done, of = progress(desk, row)
    if done < of:
        for skill in list(_skills(desk, row))[:MOST]:
            current = _of_skill(desk, skill, minutes_left)
            if current is not None:
                return current
    course = row.course if row.course in desk.courses and done < of else ""
    return choosing.next_task(desk, minutes_left=minutes_left, course=course)


def _of_skill(desk: Desk, skill: str, minutes_left: float | None) -> Current | None:
    try:
        return choosing.next_task(desk, minutes_left=minutes_left, skill=skill)
    except StudyError:  # it left its course, or is closed now
        return None


def _skills(desk: Desk, task: TaskRow) -> Iterator[str]:
    """The skills that are left of a task, in its order; before a locked one what it needs."""
    seen: set[str] = set()
    for name in _left(desk, task):
        row = desk.book.rows.get(SkillRow, name)
        if row is not None and name not in seen:
            seen.add(name)
            yield from _first(desk, row, seen) if row.phase == "locked" else (name,)


def _first(desk: Desk, row: SkillRow, seen: set[str]) -> Iterator[str]:
    """What a locked skill needs and is not locked itself, the nearest to the beginning first."""
    for need in unmet(desk, row):
        below = desk.book.rows.get(SkillRow, need.skill)
        if below is None or need.skill in seen:
            continue
        seen.add(need.skill)
        yield from _first(desk, below, seen) if below.phase == "locked" else (need.skill,)


def _left(desk: Desk, task: TaskRow) -> Iterator[str]:
    if task.target == "skills":
        rows = ((name, desk.book.rows.get(SkillRow, name)) for name in task.skills)
        yield from (name for name, row in rows if row is not None and row.phase != "learned")
    elif task.target == "items":
        for name in task.items:
            seen = desk.book.rows.get(ItemRow, name)
            if seen is None or not seen.seen:
                yield name.rpartition("/")[0]
