"""The mastery quiz: when it may begin, what passes it, and what its passing opens."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from tutor.core.learner.events import Answered, Disputed, Event
from tutor.core.learner.met import open_if_ready
from tutor.core.learner.placed import presume
from tutor.core.learner.rows import Rows, SkillRow

STALE = 12 * 3_600_000
"""Milliseconds after which a quiz that was left is begun anew."""
IN_A_ROW = 2
"""The last tries before a quiz opens: two unaided right ones; fixed by the learning model, section 2."""
PRACTICE_AFTER_FAILING = 3
"""Answers in practice before a failed quiz comes again."""
FACTS_NOT_FIRM = 1
"""Facts that may still be unsure when the quiz opens; fixed: all but one, learning model section 2."""


class QuizWaits(Struct, frozen=True):
    """What the quiz of a skill that is being learned still waits for; nothing of it when the quiz is near.

    `unmet` items to be asked for the first time, `unsure` ones that were missed to be right, `in_a_row` more tries
    that are right without help, `practice` more answers since it failed; `grip`: understanding below the threshold.
    """

    unmet: int = 0
    unsure: int = 0
    in_a_row: int = 0
    practice: int = 0
    grip: bool = False


def quiz_waits_for(skill: SkillRow) -> QuizWaits:
    """What practice has still to bring before the quiz of this skill."""
    facts = skill.remember == "items"
    right = len(skill.recent) - len(skill.recent.rstrip("1"))
    return QuizWaits(
        unmet=max(0, skill.item_count - skill.facts_seen - skill.facts_away) if facts else 0,
        unsure=max(0, skill.facts_seen - FACTS_NOT_FIRM - skill.facts_firm) if facts else 0,
        in_a_row=max(0, IN_A_ROW - right),
        practice=max(0, PRACTICE_AFTER_FAILING - skill.practice_since_quiz) if skill.quiz_failures else 0,
        grip=skill.understanding < skill.threshold,
    )


def quiz_is_near(skill: SkillRow) -> bool:
    """Whether practice has brought the skill to its quiz."""
    return skill.phase == "learning" and quiz_waits_for(skill) == QuizWaits()


def unmet_facts(skill: SkillRow) -> bool:
    """Whether a fact skill has items that were never asked, and will be: those put away until a day are among them."""
    done = skill.facts_seen + skill.facts_away - skill.facts_later
    return skill.remember == "items" and done < skill.item_count


def parked(skill: SkillRow, day: int) -> bool:
    """Whether a skill was so hard that it rests on this learning day. What was shown to be known has rested enough."""
    return skill.parked_until > day and skill.phase != "learned"


def running(skill: SkillRow, at: int) -> bool:
    """Whether a quiz of this skill was begun and is still fresh."""
    return skill.quiz_open and at - skill.quiz_started_at < STALE


def needed(size: int, passing: float) -> int:
    """How many of `size` must be right for a share of `passing`."""
    return max(1, math.ceil(size * passing - 1e-9))


def settle(rows: Rows, event: Event, data: Answered) -> None:
    """Count a quiz answer; end the quiz as soon as it is decided."""
    skill = rows.get(SkillRow, data.skill)
    if data.kind != "quiz" or skill is None:
        return
    skill = skill if running(skill, event.at) else _begun(skill, event.at)
    asked = [*skill.quiz_asked, data.item]
    right = skill.quiz_right + int(data.correct and data.hints == 0)
    skill = replace(skill, quiz_asked=asked, quiz_right=right)
    missed = len(asked) - right
    if right >= skill.quiz_need and len(asked) >= skill.quiz_length:
        _passed(rows, skill, event)
    elif missed > skill.quiz_length - skill.quiz_need:
        rows.put(_failed(skill, event.at))
    else:
        rows.put(skill)


def pass_over(rows: Rows, event: Event, data: Disputed) -> None:
    """A disputed question of a quiz is neither right nor wrong: another one is asked in its place."""
    skill = rows.get(SkillRow, data.item.rsplit("/", 1)[0])
    if not data.quiz or skill is None:
        return
    skill = skill if running(skill, event.at) else _begun(skill, event.at)
    rows.put(replace(skill, quiz_asked=[*skill.quiz_asked, data.item], quiz_length=skill.quiz_length + 1))


def _begun(skill: SkillRow, at: int) -> SkillRow:
    return replace(
        skill,
        quiz_open=True,
        quiz_started_at=at,
        quiz_asked=[],
        quiz_right=0,
        quiz_length=skill.quiz_size,
        quiz_need=needed(skill.quiz_size, skill.passing),
        quiz_test_out=False,
        quiz_presumes=[],
    )


def _passed(rows: Rows, skill: SkillRow, event: Event) -> None:
    at = event.at
    rows.put(
        replace(
            skill,
            phase="learned",
            learned_at=skill.learned_at or at,
            understanding=max(skill.understanding, skill.threshold),
            quiz_open=False,
            presumed=False,
            due=at if unmet_facts(skill) else skill.due,
        )
    )
    presume(rows, event, skill.quiz_presumes)
    for name in sorted(rows.dependents(skill.id)):
        open_if_ready(rows, name, at)


def _failed(skill: SkillRow, at: int) -> SkillRow:
    return replace(
        skill,
        quiz_open=False,
        quiz_failures=skill.quiz_failures + 1,
        test_out_failed_at=at if skill.quiz_test_out else skill.test_out_failed_at,
        practice_since_quiz=0,
    )
