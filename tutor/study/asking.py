"""From an item in the library to the task in hand: the template is drawn, the order shuffled, the hints counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tutor.core.choose import Why
from tutor.core.item import Setting
from tutor.core.learner.events import Answered, Drafted, TaskKind
from tutor.core.learner.names import item_now, table_for
from tutor.core.learner.quizzed import running
from tutor.core.learner.rows import DraftRow, SkillRow
from tutor.core.mistakes import hints_for
from tutor.core.pick import ItemRef
from tutor.core.template_texts import fill
from tutor.core.template_values import draw
from tutor.present.why import sentence
from tutor.study.desk import Current, Desk
from tutor.study.tasks import task_for
from tutor.study.trusting import passes_over

if TYPE_CHECKING:
    from tutor.core.kinds import AnyItem

NO_HINTS = ("quiz", "place")


def asked(desk: Desk, ref: ItemRef, kind: TaskKind, why: Why, seed: int | None = None) -> Current | None:
    """The task that asks this item; None when the library no longer has it, or its programs may not run."""
    item = None if passes_over(desk, ref) else desk.shelf.item(ref.id)
    if item is None:
        return None
    seed = desk.chance.getrandbits(31) if seed is None else seed
    filled, setting = fill_in(desk, item, ref.skill, seed)
    skill = desk.shelf.skill(ref.skill) if item.passage else desk.shelf.head(ref.skill)
    row = desk.book.rows.get(SkillRow, ref.skill)
    task = task_for(
        filled,
        task_id=desk.new_id(),
        kind=kind,
        item_id=ref.id,
        skill_id=ref.skill,
        unit=skill.unit if skill else "",
        passages=skill.passages if skill else None,
        setting=setting,
        hints=0 if kind in NO_HINTS else None,
        reason=sentence(why),
        quiz=quiz_place(desk, row) if kind == "quiz" and row is not None else None,
        title=skill.title if skill else "",
        course_title=desk.course(ref.skill.split("/", 1)[0]).title,
    )
    draft = desk.book.rows.get(DraftRow, ref.id) if filled.self_rated else None
    text = draft.text if draft is not None and draft.rev == filled.rev else ""
    task.starter = text or task.starter
    return Current(
        task=task,
        kind=kind,
        skill=ref.skill,
        given_at=desk.now(),
        ref=ref,
        item=filled,
        setting=setting,
        text=text,
        why=why,
        hints=int(ref.id in desk.overheard),
    )


def ask_again(desk: Desk, before: Answered | Drafted) -> None:
    """Put a question whose answer was taken back into hand again, as it was shown, with what was written."""
    ref = desk.shelf.ref(item_now(table_for(desk.book.rows, before.item), before.item))
    current = asked(desk, ref, before.kind, Why("taken_back"), before.seed) if ref is not None else None
    if current is not None:
        current.text = before.text or current.text
        current.task.starter = current.text or current.task.starter
        with_hints(current, max(before.hints, current.hints))
        desk.give(current)


def with_hints(current: Current, count: int) -> None:
    """Hints that were seen stay seen."""
    if current.item is not None:
        current.hints = count
        current.hints_said = hints_for(current.item, None, current.setting)[:count]


def fill_in(desk: Desk, item: AnyItem, skill_id: str, seed: int) -> tuple[AnyItem, Setting]:
    """The item with its template computed for `seed`, and the setting to judge it in."""
    course = desk.course(skill_id.split("/", 1)[0])
    values = draw(item, seed)
    setting = Setting(language=course.language, target=course.target, same=course.same, values=values, seed=seed)
    return fill(item, values, course.language), setting


def quiz_place(desk: Desk, row: SkillRow) -> dict[str, Any]:
    """Where the learner stands in a quiz, and what its passing opens. One left for long begins anew."""
    fresh = running(row, desk.at())
    return {
        "number": len(row.quiz_asked) + 1 if fresh else 1,
        "size": row.quiz_length if fresh else row.quiz_size,
        "right": row.quiz_right if fresh else 0,
        "opens": sorted(desk.book.rows.dependents(row.id)),
    }
