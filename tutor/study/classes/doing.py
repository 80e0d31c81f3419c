"""Going on with a teacher's task, on the learner's word: what of it is studied next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tutor.core.learner.class_rows import TaskRow
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.study import choosing
from tutor.study.classes.inbox import progress
from tutor.study.desk import Current, Desk
from tutor.study.reasons import unmet
from tutor.study.trouble import StudyError

MOST = 40
"""Skills or questions of a task that are tried before whatever else is next."""


def next_of(desk: Desk, task: str, minutes_left: float | None = None) -> Current | None:
    """The next question of a task, or of what it needs first; when it is done, or has none now, the next of all."""
    row = desk.book.rows.get(TaskRow, task)
    if row is None or (minutes_left is not None and minutes_left <= 0):
        return choosing.next_task(desk, minutes_left=minutes_left)
    done, of = progress(desk, row)
    if done < of:
        for skill, item in islice(_wanted(desk, row), MOST):
            current = _asked(desk, skill, item, minutes_left)
            if current is not None:
                return current
    course = row.course if row.course in desk.courses and done < of else ""
    return choosing.next_task(desk, minutes_left=minutes_left, course=course)


def _asked(desk: Desk, skill: str, item: str, minutes_left: float | None) -> Current | None:
    try:
        return choosing.next_task(desk, minutes_left=minutes_left, skill=skill, item=item)
    except StudyError:  # it left its course, or is closed now
        return None


def _wanted(desk: Desk, task: TaskRow) -> Iterator[tuple[str, str]]:
    """What is left of a task, in its order: skills, or skills with the very question; before a locked skill what it
    needs.
    """
    seen: set[str] = set()
    for name, item in _left(desk, task):
        row = desk.book.rows.get(SkillRow, name)
        if row is None or (name in seen and not item):
            continue
        if row.phase != "locked":
            yield name, item
        elif name not in seen:
            yield from ((need, "") for need in _first(desk, row, seen))
        seen.add(name)


def _first(desk: Desk, row: SkillRow, seen: set[str]) -> Iterator[str]:
    """What a locked skill needs and is not locked itself, the nearest to the beginning first."""
    for need in unmet(desk, row):
        below = desk.book.rows.get(SkillRow, need.skill)
        if below is None or need.skill in seen:
            continue
        seen.add(need.skill)
        yield from _first(desk, below, seen) if below.phase == "locked" else (need.skill,)


def _left(desk: Desk, task: TaskRow) -> Iterator[tuple[str, str]]:
    if task.target == "skills":
        rows = ((name, desk.book.rows.get(SkillRow, name)) for name in task.skills)
        yield from ((name, "") for name, row in rows if row is not None and row.phase != "learned")
    elif task.target == "items":
        for name in task.items:
            seen = desk.book.rows.get(ItemRow, name)
            if seen is None or not seen.seen:
                yield name.rpartition("/")[0], name
