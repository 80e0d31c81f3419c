"""Old names: what a course's newest version says became of its skills and items, and what an older name means today.

The table of a course has one step for each old id, as its author wrote it: what it is called now (several for a split
skill, none for what is retired). Steps are followed to their end, so a table that lists a → b and b → c serves
learners of every version. The newest version's table replaces the one before: an author keeps old entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from tutor.core.learner.events import Answered, AnyEvent, Met, of
from tutor.core.learner.rows import CourseRow, Rows

if TYPE_CHECKING:
    from tutor.core.course import Course

Table = dict[str, list[str]]

_NAME_FIELDS = ("item", "skill", "about", "remedy_for")
_LIST_FIELDS = ("skills", "credited", "also")


def table_of(data: Met | Course) -> Table:
    """The table of a version. Steps between a skill and an item, which no check lets pass, are left out."""
    table: Table = {old: [] for old in data.retired}
    table |= {old: list(dict.fromkeys(parts)) for old, parts in data.split.items()}
    table |= {old: [new] for old, new in data.merged.items()}
    table |= {old: [new] for old, new in data.moved.items()}
    sound = {old: [one for one in new if is_item(one) == is_item(old)] for old, new in table.items()}
    return {old: new for old, new in sound.items() if new != [old] and (new or not table[old])}


def is_item(name: str) -> bool:
    """Whether a full id is of an item (`course/skill/item`), not of a skill."""
    return name.count("/") > 1


def skill_of(item: str) -> str:
    """The skill of an item's full id."""
    return item.rpartition("/")[0]


def skills_now(table: Table, name: str) -> list[str]:
    """What a skill is today, in the author's order: itself, another one, its parts; nothing when it is retired."""
    found: dict[str, None] = {}
    begun: set[str] = set()
    ended: set[str] = set()
    waiting = [(name, False)]
    while waiting:
        here, end = waiting.pop()
        steps = table.get(here)
        if end:
            ended.add(here)
        elif steps is None or (here in begun and here not in ended):  # a skill may be one of its own parts
            found[here] = None
        elif here not in ended:  # parts may have become one again: it is followed once
            begun.add(here)
            waiting += [(here, True), *((step, False) for step in reversed(steps))]
    return list(found)


def item_now(table: Table, name: str) -> str:
    """What an item is today. It moves along with its skill, unless it has an entry of its own; a retired one stays.

    A circle, which no check lets pass, ends where it was entered, for items as for skills.
    """
    seen = {name}
    while True:
        skill, _, short = name.rpartition("/")
        step = table[name] if name in table else [f"{new}/{short}" for new in table.get(skill, ())]
        if len(step) != 1:
            return name
        name = step[0]
        if name in seen:
            return name
        seen.add(name)


def name_now(table: Table, name: str) -> str:
    """What a skill or an item is called today, where that is one thing; else its old name."""
    if is_item(name):
        return item_now(table, name)
    found = skills_now(table, name)
    return found[0] if len(found) == 1 else name


def table_for(rows: Rows, name: str) -> Table:
    """The table of the course that a full id belongs to."""
    course = rows.get(CourseRow, of(name))
    return course.moved if course is not None else {}


def all_now(rows: Rows, names: list[str]) -> list[str]:
    """Skills by the names of today, each once. What is retired keeps its name, so that it can be told.

    A skill that kept a part of itself means that part: whoever names it now knows no other.
    """
    found: dict[str, None] = {}
    for name in names:
        now = skills_now(table_for(rows, name), name)
        found |= dict.fromkeys([name] if name in now else now or [name])
    return list(found)


def is_retired(rows: Rows, item: str) -> bool:
    """Whether an item, or its skill, is said to be retired."""
    table = table_for(rows, item)
    return bool(table) and (table.get(item) == [] or table.get(skill_of(item)) == [])


def as_now(rows: Rows, data: AnyEvent) -> AnyEvent:
    """The event with today's names: it may have been recorded before the course was met in its newest version."""
    if isinstance(data, Met):
        return data
    changed: dict[str, Any] = {}
    for field in _NAME_FIELDS:
        name = getattr(data, field, "")
        table = table_for(rows, name) if name else None
        if table and (now := name_now(table, name)) != name:
            changed[field] = now
    for field in _LIST_FIELDS:
        names = getattr(data, field, None)
        if names and (found := all_now(rows, names)) != names:
            changed[field] = found
    if isinstance(data, Answered) and "item" in changed:
        changed["skill"] = skill_of(changed["item"])
    return cast(AnyEvent, replace(data, **changed)) if changed else data
