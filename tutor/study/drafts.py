"""What was written and not rated yet: on disk before anything is revealed, and asked again first after a restart."""

from __future__ import annotations

from tutor.core.choose import Why
from tutor.core.item import Response
from tutor.core.learner.events import Drafted, TaskKind
from tutor.core.learner.quizzed import running
from tutor.core.learner.rows import DraftRow, SkillRow
from tutor.core.pick import SELF_RATED, ItemRef, askable
from tutor.study.asking import asked, with_hints
from tutor.study.desk import Current, Desk, iso_day

FEW = 20
"""Drafts that are looked at, the newest first."""


def keep(desk: Desk, current: Current, response: Response) -> None:
    """Put what the learner wrote on disk, unless it is there already. Of what is only recalled nothing is kept."""
    if not isinstance(response, str) or current.item is None:
        return
    current.text = storable(response)
    draft = Drafted(
        item=current.task.item,
        rev=current.item.rev,
        seed=current.setting.seed,
        kind=current.kind,
        hints=current.hints,
        text=current.text,
    )
    row = desk.book.rows.get(DraftRow, current.task.item)
    if row is None or (row.text, row.rev, row.seed) != (draft.text, draft.rev, draft.seed):
        desk.write(draft)


def storable(text: str) -> str:
    """The text as it was written, but for what no file can hold."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def resumed(desk: Desk, course: str, skill: str) -> Current | None:
    """The newest draft of this course and skill (empty: any of the session's) as a task; None without one."""
    courses = (course,) if course else desk.courses
    for draft in desk.book.drafts(FEW):
        ref = desk.shelf.ref(draft.id)
        if ref is None or ref.skill.split("/", 1)[0] not in courses or skill not in ("", ref.skill):
            continue
        kind = _kind(desk, draft, ref)
        current = asked(desk, ref, kind, Why("begun"), draft.seed) if kind is not None else None
        if current is not None:
            with_hints(current, draft.hints)
            return current
    return None


def _kind(desk: Desk, draft: DraftRow, ref: ItemRef) -> TaskKind | None:
    """How it is asked: as it was, unless its quiz is over; None when it can't be asked now."""
    row = desk.book.rows.get(SkillRow, ref.skill)
    if row is None or row.phase == "gone" or ref.rev != draft.rev or ref.kind not in SELF_RATED:
        return None
    if any(one.task.item == draft.id for one in desk.in_hand):
        return None
    if not askable([ref], desk.book.seen([ref.id]), iso_day(desk)):
        return None
    if draft.kind == "quiz" and running(row, desk.at()) and draft.id not in row.quiz_asked:
        return "quiz"
    return "review" if row.phase == "learned" else "learn"
