"""Lessons: the first way of explaining before the first question, another when asked for, steps that ask first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tutor.core.choose import Choice, Why
from tutor.core.course import Skill
from tutor.core.item import Response
from tutor.core.judgement import BadResponse
from tutor.core.languages import primary
from tutor.core.learner.events import Explained, LessonSeen, of
from tutor.core.learner.rows import SkillRow, WayRow
from tutor.language import _
from tutor.present.feedback import feedback
from tutor.present.why import sentence
from tutor.study import programs
from tutor.study.asking import fill_in
from tutor.study.desk import Current, Desk
from tutor.study.tasks import Filled, Task, Verdict, block_shown
from tutor.study.trouble import StudyError

if TYPE_CHECKING:
    from tutor.core.lesson import Block

NO_HELP = ("quiz", "place")
PREFERRED, INTERESTED = 0.3, 0.15
"""What a declared preference and an interest weigh against the share of right answers after a way; tunable .1-.5."""
ALIKE, ENOUGH = 0.75, 8
"""Share of the words of the shorter of two blocks that makes them say the same, from so many words on; the share
tunable .6-.9."""
HALF = 4
TASTE = 1
"""Questions that come before the first lesson ever: a question first, no lecture."""


def due_lesson(desk: Desk, choice: Choice) -> Current | None:
    """The lesson that comes before practice, or None when the skill has none or it was read."""
    row = choice.skill
    read = row.phase == "learned" or (row.blocks_seen and not row.step)
    if read or not row.lesson_blocks or _a_taste_first(desk, row):
        return None
    skill = desk.shelf.skill(row.id)
    if skill is None or not skill.lesson:
        return None
    return first_lesson(desk, skill, row, choice.why)


def first_lesson(desk: Desk, skill: Skill, row: SkillRow, why: Why) -> Current:
    """The block that was begun, where it was left, or the first one to read."""
    if row.step and row.block < len(skill.lesson):
        return lesson_task(desk, skill, row.block, row.step, why)
    return lesson_task(desk, skill, order_of_blocks(desk, skill, row)[0], 0, why)


def _a_taste_first(desk: Desk, row: SkillRow) -> bool:
    return desk.learner().answers < TASTE and row.started_at == 0


def _numbered(skill: Skill, way: str) -> int:
    return next((n for n, block in enumerate(skill.lesson) if block.way == way), 0)


def order_of_blocks(desk: Desk, skill: Skill, row: SkillRow) -> list[int]:
    """Block numbers in the order to show them: not yet seen first, then ways that are preferred or have helped.

    One that says what a seen one said counts as seen. Among those not yet seen the ones in another language than the
    course is shown in come last.
    """
    learner = desk.learner()
    language = primary(desk.course(of(skill.id)).language)

    def rank(number: int) -> tuple[int, bool, float, int]:
        block = skill.lesson[number]
        foreign = bool(block.language) and primary(block.language) != language
        liked = PREFERRED / (1 + learner.ways.index(block.way)) if block.way in learner.ways else 0.0
        mine = INTERESTED if block.interest and block.interest in learner.interests else 0.0
        foreign_to_me = INTERESTED if block.interest and not mine else 0.0
        fits = liked + mine - foreign_to_me + _helped(desk, row.id, block.way)
        again = any(alike(block, skill.lesson[seen]) for seen in row.blocks_seen if seen < len(skill.lesson))
        return (row.blocks_seen.count(number) or int(again), foreign, -round(fits, 6), number)

    return sorted(range(len(skill.lesson)), key=rank)


def alike(one: Block, other: Block) -> bool:
    """Whether two blocks say the same, such as a worked example and the steps of that example."""
    words, others = _words(one), _words(other)
    least = min(len(words), len(others))
    return words == others or (least >= ENOUGH and len(words & others) >= ALIKE * least)


def _words(block: Block) -> set[str]:
    said = [block.text, *(text for step in block.steps for text in (step.show, step.item.ask if step.item else ""))]
    return set(re.findall(r"\w+", " ".join(said).casefold()))


def _helped(desk: Desk, skill_id: str, way: str) -> float:
    """Share of right answers after this way, at this skill or else in all, above or below one half; 0 to begin with.

    A few tries say little: the share begins at one half, as if `HALF` tries had been seen.
    """
    here = desk.book.rows.get(WayRow, f"{skill_id}#{way}")
    row = here if here is not None and here.tries >= HALF else desk.book.rows.get(WayRow, f"#{way}")
    return (row.right + HALF / 2) / (row.tries + HALF) - 0.5 if row is not None else 0.0


def lesson_task(desk: Desk, skill: Skill, number: int, step: int, why: Why) -> Current:
    """The task that shows a block up to its next asking step."""
    block = skill.lesson[number]
    shown, asking = block_shown(block, step, filled(desk, skill.id))
    task = Task(
        id=desk.new_id(),
        kind="lesson",
        skill=skill.id,
        unit=skill.unit,
        reason=sentence(why),
        block=shown,
        title=skill.title,
        course_title=desk.course(skill.id.split("/", 1)[0]).title,
    )
    return Current(
        task=task,
        kind="lesson",
        skill=skill.id,
        given_at=desk.now(),
        block=block,
        block_number=number,
        step=asking,
        why=why,
    )


def answer_lesson(desk: Desk, current: Current, response: Response, seconds: float | None) -> Verdict:
    """Leave a block, or answer the step that asks; a step is never graded, only told."""
    assert current.block is not None
    if current.step is None:
        if response is not None:
            raise StudyError("bad_response", _("A lesson is answered with null."))
        _write(desk, current, None, None, len(current.block.steps), seconds)
        return _told(None, "", None, "")
    asked = current.asked_item
    assert asked is not None
    item, setting = filled(desk, current.skill)(asked)
    if response is None:
        _write(desk, current, None, None, current.step + 1, seconds)
        return _told(None, "", item.right_answer(setting), item.explain)
    try:
        judged = item.judge(response, setting)
    except BadResponse as problem:
        raise StudyError("bad_response", str(problem)) from problem
    runs = item.self_rated
    found = programs.judged(desk, of(current.skill), item, setting, response) if runs else programs.Found()
    judged = found.judgement or judged
    if judged.almost and current.attempt == 1:
        current.attempt = 2
        return Verdict(correct=False, score=0.0, rating=None, almost=True, feedback=feedback(judged))
    kept = None if item.self_rated else response  # what is written at length stays private: it is no event's
    _write(desk, current, kept, judged.correct, current.step + 1, seconds)
    return _told(judged.correct, feedback(judged), item.nearest_right(response, setting), item.explain)


def _told(correct: bool | None, said: str, right_answer: Any, explain: str) -> Verdict:
    done = correct is None or correct
    return Verdict(
        correct=done,
        score=1.0 if done else 0.0,
        rating=None,
        feedback=said,
        right_answer=right_answer,
        explain=explain,
    )


def _write(
    desk: Desk, current: Current, response: Response, correct: bool | None, step: int, seconds: float | None
) -> None:
    assert current.block is not None
    steps = current.block.steps
    desk.write(
        LessonSeen(
            skill=current.skill,
            block=current.block_number,
            way=current.block.way,
            step=step,
            response=response,
            correct=correct,
            finished=step >= len(steps),
            seconds=seconds,
            remedy_for=current.remedy_for,
        )
    )
    desk.done(current)


def explain(desk: Desk, skill_id: str) -> dict[str, Any] | None:
    """The next way of explaining a skill, on the record; None when the skill has no lesson."""
    row = desk.row(skill_id)
    skill = desk.shelf.skill(skill_id)
    if skill is None or not skill.lesson:
        return None
    open_here = [one for one in desk.in_hand if one.skill == skill_id]
    if any(one.kind in NO_HELP for one in open_here):
        raise StudyError("not_now", _("There are no explanations in a quiz or a placement; they come with the answer."))
    reading = {one.block_number for one in open_here if one.kind == "lesson"}
    order = order_of_blocks(desk, skill, row)
    number = next((one for one in order if one not in reading), order[0])
    if set(order) <= {*row.blocks_seen, *reading}:
        number = (_numbered(skill, row.last_way) + 1) % len(skill.lesson)
    block = skill.lesson[number]
    item = next((one.task.item for one in open_here), "")
    desk.write(Explained(skill=skill_id, block=number, way=block.way, task_item=item))
    return whole(desk, skill_id, block)


def whole(desk: Desk, skill_id: str, block: Block) -> dict[str, Any]:
    """A block with all its steps, the answers of asking steps shown: a worked example to read."""
    return block_shown(block, len(block.steps), filled(desk, skill_id))[0]


def filled(desk: Desk, skill_id: str) -> Filled:
    """Fills the items of steps. They are the same each time: a worked example is an example."""
    return lambda item: fill_in(desk, item, skill_id, 0)
