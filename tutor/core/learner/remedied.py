"""How a remedy begins, goes on and ends: each answer and each explanation within it moves it one step."""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core import remedy
from tutor.core.day import learning_day
from tutor.core.learner.events import Answered, Event, Felt, LessonSeen
from tutor.core.learner.names import skill_of
from tutor.core.learner.rows import LearnerRow, RemedyRow, Rows, SkillRow


def after_answer(rows: Rows, event: Event, data: Answered) -> None:
    """Move the remedy this answer belongs to, or begin one where the skill is in trouble."""
    open_row = rows.get(RemedyRow, data.remedy_for) if data.remedy_for else None
    if open_row is not None and not open_row.over:
        _answered_within(rows, event, data, open_row)
    if data.kind not in ("quiz", "place", "challenge") and data.skill != data.remedy_for:
        _begin(rows, event, data)


def after_lesson(rows: Rows, event: Event, data: LessonSeen) -> None:
    """An explanation or worked example was read: back to the question."""
    row = rows.get(RemedyRow, data.remedy_for) if data.remedy_for else None
    if row is None or row.over or not data.finished or data.skill != row.id or row.stage == "back":
        return
    read = [] if row.stage in remedy.WAYS else [remedy.instead(row.stage)]  # it came instead of a question
    rows.put(replace(row, stage="back", tried=[*_tried(row), *read]))


def lost(rows: Rows, event: Event, data: Felt) -> None:
    """The learner says that they are lost: another way of explaining, then this very question again."""
    skill = rows.get(SkillRow, skill_of(data.item))
    if skill is None or skill.phase == "gone":
        return
    row = rows.get(RemedyRow, skill.id)
    if row is not None and not row.over:
        if row.stage in ("probe", "review"):
            return  # what it stands on is being looked at
        tried = _tried(row)
    else:
        row, tried = RemedyRow(id=skill.id, began_at=event.at, unseen=not data.told), []
    way = remedy.next_way(tried, skill.lesson_blocks)
    if way is not None:
        rows.put(replace(row, item=data.item, seed=data.seed, stage=way, blamed="", tried=tried))


def leave(rows: Rows, skill: str) -> None:
    """End the remedy of a skill without a result: its question was disputed, or its course has changed."""
    if rows.get(RemedyRow, skill) is not None:
        rows.drop(RemedyRow, skill)


def is_return(rows: Rows, data: Answered) -> bool:
    """Whether this answer is to the very question that began the remedy, whose right answer was shown before."""
    row = rows.get(RemedyRow, data.remedy_for) if data.remedy_for else None
    return row is not None and not row.unseen and row.item == data.item and row.seed == data.seed


def _begin(rows: Rows, event: Event, data: Answered) -> None:
    skill, before = rows.get(SkillRow, data.skill), rows.get(RemedyRow, data.skill)
    if skill is None or data.correct or (before is not None and not before.over):
        return
    if skill.remember == "items" and not skill.requires:
        return  # a deck's facts stand each for itself: a missed one comes back, a leech is spoken of
    if not remedy.in_trouble(skill, before.since if before is not None else 0):
        return
    row = RemedyRow(id=skill.id, item=data.item, seed=data.seed, began_at=event.at)
    rows.put(_onward(rows, row, skill, event.at))


def _answered_within(rows: Rows, event: Event, data: Answered, row: RemedyRow) -> None:
    skill = rows.get(SkillRow, row.id)
    if skill is None:
        return
    very = row.item == data.item and row.seed == data.seed
    row = replace(row, answers=row.answers + 1, unseen=row.unseen and not very)
    unaided = data.correct and data.hints == 0
    if data.skill == row.blamed and row.stage in ("probe", "review"):
        row = _at_prerequisite(rows, row, skill, unaided, event.at)
    elif data.skill == row.id:
        row = _at_skill(rows, row, skill, event.at, correct=data.correct, very=very)
    if not row.over and row.answers >= remedy.MOST_ANSWERS:
        row = _give_rest(rows, event, row)
    rows.put(row)


def _at_prerequisite(rows: Rows, row: RemedyRow, skill: SkillRow, unaided: bool, at: int) -> RemedyRow:
    if row.stage == "probe":
        if unaided:  # it holds: not this one
            return _onward(rows, replace(row, tried=[*row.tried, row.blamed]), skill, at)
        return replace(row, stage="review", right=0)
    right = row.right + 1 if unaided else 0
    if right >= remedy.REVIEWED:
        return replace(row, stage="back", right=0, tried=[*row.tried, row.blamed])
    return replace(row, right=right)


def _at_skill(rows: Rows, row: RemedyRow, skill: SkillRow, at: int, *, correct: bool, very: bool) -> RemedyRow:
    """After an answer at the skill itself; `very`: to the question that began it.

    Where a step can't be served another one comes instead of it (`remedy.instead`), so any stage may be met here.
    """
    if correct and (very or row.stage == "back"):
        helped = row.tried[-1] if row.tried else ""
        return replace(row, over=True, helped=helped, since=skill.opportunities)
    row = replace(row, tried=_tried(row))
    return replace(row, stage="back") if correct else _onward(rows, row, skill, at)


def _tried(row: RemedyRow) -> list[str]:
    """What was tried, with the step that is under way."""
    step = row.blamed if row.stage in ("probe", "review") else row.stage if row.stage in remedy.WAYS else ""
    return [*row.tried, step] if step and step not in row.tried else row.tried


def _onward(rows: Rows, row: RemedyRow, skill: SkillRow, at: int) -> RemedyRow:
    """The next thing to try; over when there is nothing left, and the skill rests."""
    learner = rows.get(LearnerRow, "me") or LearnerRow()
    needed = [found for name in skill.requires if (found := rows.get(SkillRow, name)) is not None]
    blamed = remedy.to_blame(skill, needed, row.tried, at, learner)
    if blamed:
        return replace(row, stage="probe", blamed=blamed, right=0)
    way = remedy.next_way(row.tried, skill.lesson_blocks) if skill.remember == "skill" else None
    if way is None:
        return replace(row, over=True, blamed="", since=skill.opportunities)
    return replace(row, stage=way, blamed="")


def _give_rest(rows: Rows, event: Event, row: RemedyRow) -> RemedyRow:
    """A side trip that leads nowhere ends for today, and so does its skill."""
    skill = rows.get(SkillRow, row.id)
    if skill is None:
        return replace(row, over=True)
    tomorrow = learning_day(event.at, event.offset) + 1
    if skill.parked_until < tomorrow and skill.phase != "learned":
        rows.put(replace(skill, parked_until=tomorrow, flagged_days=skill.flagged_days + 1))
    return replace(row, over=True, since=skill.opportunities)
