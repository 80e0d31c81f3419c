"""Serving a remedy: a question to a prerequisite, another explanation, an easier item, and the very question again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tutor.core.choose import Choice, Why
from tutor.core.learner.rows import RemedyRow
from tutor.core.pick import ItemRef, pick
from tutor.core.remedy import instead
from tutor.study import lessons
from tutor.study.asking import asked
from tutor.study.desk import Current, Desk

EXAMPLES = ("example", "steps")
"""Ways of explaining that show how it is done."""


def task(desk: Desk, choice: Choice, free: Sequence[ItemRef]) -> Current | None:
    """The task of a remedy's step; None when it can't be served here. `free` are the items that may be asked."""
    row = choice.remedy
    assert row is not None
    choice = replace(choice, why=_with_title(desk, choice.why))
    if choice.kind == "lesson":
        current = _explanation(desk, choice, row)
    elif row.stage == "back":
        current = _the_question(desk, choice, free)
    elif row.stage == "easier":
        current = _easier(desk, choice, row, free)
    else:
        current = _at_prerequisite(desk, choice, row, free)
    if current is not None:
        current.remedy_for = row.id
    return current


def _with_title(desk: Desk, why: Why) -> Why:
    return Why(why.code, {**why.values, "title": desk.title(why.values["skill"])})


def without(remedies: Sequence[RemedyRow], row: RemedyRow) -> list[RemedyRow]:
    """The remedies when this one's step can't be served: another step in its place, or none of it."""
    if row.stage == "back":
        return [other for other in remedies if other.id != row.id]
    return [replace(other, stage=instead(row.stage)) if other.id == row.id else other for other in remedies]


def _at_prerequisite(desk: Desk, choice: Choice, row: RemedyRow, free: Sequence[ItemRef]) -> Current | None:
    """A question to the prerequisite; what was never taught is taught before it is asked a second time."""
    if row.stage == "review" and not choice.skill.blocks_seen:
        skill = desk.shelf.skill(choice.skill.id)
        if skill is not None and skill.lesson:
            return lessons.first_lesson(desk, skill, choice.skill, choice.why)
    return _some(desk, choice, free)


def _explanation(desk: Desk, choice: Choice, row: RemedyRow) -> Current | None:
    skill = desk.shelf.skill(choice.skill.id)
    if skill is None or not skill.lesson:
        return None
    begun = choice.skill.block if choice.skill.step else -1  # a worked example goes on where it was left
    order = lessons.order_of_blocks(desk, skill, choice.skill)
    if row.stage == "example":
        read = [block for block in skill.lesson if "explain" in row.tried and block.way == choice.skill.last_way]
        examples = [number for number in order if skill.lesson[number].way in EXAMPLES]
        new = [n for n in examples if not any(lessons.alike(skill.lesson[n], block) for block in read)]
        shown = examples if begun in examples else new
    else:
        shown = [n for n in order if n == begun or skill.lesson[n].way != choice.skill.last_way] or order
    if not shown:
        return None
    number, step = (begun, choice.skill.step) if begun in shown else (shown[0], 0)
    return lessons.lesson_task(desk, skill, number, step, choice.why)


def _easier(desk: Desk, choice: Choice, row: RemedyRow, free: Sequence[ItemRef]) -> Current | None:
    others = [ref for ref in free if ref.id != row.item]
    if not others:
        return None
    least = min(ref.difficulty for ref in others)
    return _some(desk, choice, [ref for ref in others if ref.difficulty == least])


def _the_question(desk: Desk, choice: Choice, free: Sequence[ItemRef]) -> Current | None:
    ref = next((ref for ref in free if ref.id == choice.item), None)
    if ref is None:
        return _some(desk, choice, free)
    return asked(desk, ref, choice.kind, choice.why, choice.seed)


def _some(desk: Desk, choice: Choice, free: Sequence[ItemRef]) -> Current | None:
    seen = desk.book.seen([ref.id for ref in free])
    learner, seed = desk.learner(), desk.chance.getrandbits(32)
    last = desk.last.current.task.item if desk.last else ""
    ref = pick(free, seen, choice.skill, choice.kind, learner=learner, now=desk.at(), just_asked=last, seed=seed)
    return asked(desk, ref, choice.kind, choice.why) if ref is not None else None
