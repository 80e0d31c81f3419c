"""Going back to an earlier version of a course: what is known goes back to the names it had there.

Nobody has to say that a version is an earlier one. It is, as far as it has names again that the version met last says
are gone, and lacks what they became. Its table is then that of the version met last, turned round: what was renamed
gets its old name, what was joined is cut, what was cut is joined. For the fold it is a version like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from tutor.core.course import Course
from tutor.core.learner.names import Table, is_item, item_now, skill_of, skills_now, table_of
from tutor.core.learner.rows import CourseRow, FormerRow, ItemRow
from tutor.study.desk import Desk

PAGE = 500
"""Items of a skill that are read at once."""


def turned(desk: Desk, course: Course, known: CourseRow) -> Course:
    """The course with what goes back in its table, beside what its author says there."""
    said, before = table_of(course), known.moved
    here = [skill.id for skill in desk.shelf.skills(course.id)]
    kept = [name for name in here if name in before and name not in said]
    table = _skills(desk, before, kept, set(here))
    given = {skill_of(name) for name in before if is_item(name)}
    for skill in (name for name in here if name in before or name in given):
        for item in items_of(desk, skill):
            now = item_now(before, item)
            if now != item and item not in said and desk.shelf.ref(now) is None and item_now(table, now) != item:
                table.setdefault(now, [item])
    if table:
        table |= _between(before, {*here, *table})
    return _with(course, {old: new for old, new in table.items() if old not in said}, before)


def again(desk: Desk, course: Course, known: CourseRow, table: Table) -> list[str]:
    """Skills and items of which something is kept and which are what they were then. `table`: with what goes back."""
    said, rows = table_of(course), desk.book.rows
    keys = rows.keys(FormerRow, f"{course.id}/")
    parted = [key for key in keys if is_item(key) and rows.get(ItemRow, key) is None and desk.shelf.ref(key)]
    joined = {item_now(known.moved, key) for key in parted}
    found = []
    for key in keys:
        if is_item(key):
            name = item_now(table, key)
            found += [name] if key in joined or _means_as_then(desk, key, name) else []
        elif desk.shelf.head(key) is not None:
            apart = key in table.get(key, ()) and table[key] != known.moved.get(key)
            found += [key] if apart or (key in known.moved and key not in said) else []
    return found


def items_of(desk: Desk, skill: str) -> Iterator[str]:
    """The full ids of a skill's items."""
    start = 0
    while page := desk.shelf.items(skill, start, PAGE):
        yield from (ref.id for ref in page)
        start += len(page)


def _means_as_then(desk: Desk, key: str, name: str) -> bool:
    """Whether an item is here by the rev that is kept of it, and is not what the learner has of it now."""
    ref, row, kept = desk.shelf.ref(name), desk.book.rows.get(ItemRow, key), desk.book.rows.get(FormerRow, key)
    if ref is None or kept is None or all(item.rev != ref.rev for item in kept.items):
        return False
    return row is None or row.gone or ref.rev < row.rev


def _skills(desk: Desk, before: Table, names: Iterable[str], here: set[str]) -> Table:
    """What today's skills were called; several for one in which they were joined."""
    table: Table = {}
    for name in names:
        for now in (now for now in skills_now(before, name) if now != name):
            if now not in here:
                table.setdefault(now, []).append(name)
            elif desk.book.rows.get(FormerRow, name) is not None:  # it went in with one that is still there
                table.setdefault(now, [now]).append(name)
    return table


def _between(before: Table, taken: set[str]) -> Table:
    """Names from between the versions lead on: an answer of another device may still carry one."""
    return {old: new for old, new in before.items() if old not in taken and skill_of(old) not in taken}


def _with(course: Course, table: Table, before: Table) -> Course:
    """The table as its author would say it: a part of what was cut is joined, what only changed its name is moved."""
    one = {old: new[0] for old, new in table.items() if len(new) == 1}
    parts = {old for old, new in one.items() if not is_item(old) and len(skills_now(before, new)) > 1}
    return replace(
        course,
        moved={**{old: new for old, new in one.items() if old not in parts}, **course.moved},
        merged={**{old: one[old] for old in parts}, **course.merged},
        split={**{old: new for old, new in table.items() if len(new) > 1}, **course.split},
        retired=[*course.retired, *(old for old, new in table.items() if not new)],
    )
