"""Defaults that follow from other keys: what a skill remembers, and how its mastery quiz is."""

from __future__ import annotations

from typing import Literal

from tutor.core.course import Mastery
from tutor.packs.written import SkillDraft

THRESHOLD = 0.9
QUIZ = 3
QUIZ_OF_CHOICES = 5
"""Fixed by the pack format. `tests/benchmarks/teaching.py`, seed 1, 12 learners, 60 days: gain against Anki 1.72, 1.71
and 1.55 with a threshold of .85, .9 and .95; 1.69, 1.71 and 1.55 with a quiz of 2, 3 and 5."""
_PICKED = frozenset({"choices", "true_false"})


def remember_of(skill: SkillDraft) -> Literal["skill", "items"]:
    """What has a memory: the skill where there is a lesson, else each item."""
    return skill.written.remember or ("skill" if skill.lesson else "items")


def quiz_size(course: Mastery | None, skill: SkillDraft) -> int:
    """How many items the mastery quiz is to ask: the skill's word, the course's, or the default."""
    own = skill.written.mastery
    if own and own.quiz:
        return own.quiz
    if course and course.quiz:
        return course.quiz
    return QUIZ_OF_CHOICES if all(kind_of(draft.item) in _PICKED for draft in skill.items) else QUIZ


def threshold_of(course: Mastery | None, skill: SkillDraft) -> float:
    """The understanding that opens the quiz."""
    own = skill.written.mastery
    return (own and own.threshold) or (course and course.threshold) or THRESHOLD


def passing_of(course: Mastery | None, skill: SkillDraft) -> float:
    """The share of the quiz that must be right."""
    own = skill.written.mastery
    return (own and own.passing) or (course and course.passing) or 1.0


def kind_of(item: object) -> str:
    """The kind key of an item."""
    return str(type(item).__struct_config__.tag)  # type: ignore[attr-defined]
