"""The state of a skill, and why it is locked: reasons as data, for every face to say in its own way."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tutor.core.day import DAY_MS, days_between
from tutor.core.learner.quizzed import QuizWaits, quiz_is_near, quiz_waits_for
from tutor.core.learner.rows import LearnerRow, SkillRow
from tutor.core.memory import SECURE, USUAL, Forgetting, interval, retrievability

State = Literal["locked", "open", "learning", "learned", "mastered", "secure", "fading"]

FADING = 0.80
"""Recall below which a learned skill fades; fixed by the study protocol."""
ANSWERS_TO_LEARN = 9
"""Answers a skill costs, lesson aside; fixed by the learning model, section 2."""
USUAL_SECONDS = 20.0
TEMPO_PRIOR = 10
"""Answers that weigh as much as the usual seconds do in what a learner is told; tunable 5-30."""
LESSON_SECONDS = 60.0


class Evidence(Struct, frozen=True):
    """What a judgement about a skill rests on. Chances 0..1, times UTC ms (0: never), spans in days.

    Until it is learned, `quiz_waits` says what its quiz of `quiz_size` questions waits for. Of the quiz that was passed
    `quiz_right` of `quiz_asked` were right; `held` are the days from learning it to the last unaided right answer,
    `recall` the chance to know it now and `holds_until` when it falls below `FADING`.
    """

    understanding: float
    threshold: float
    recent: str
    opportunities: int
    quiz_near: bool
    quiz_waits: QuizWaits
    quiz_size: int
    quiz_failures: int
    learned_at: int
    mastered_at: int
    stability: float
    quiz_right: int = 0
    quiz_asked: int = 0
    last_right_at: int = 0
    held: float = 0.0
    recall: float | None = None
    holds_until: int = 0


class Unmet(Struct, frozen=True):
    """A prerequisite not learned yet: where it stands and about how many minutes it takes.

    Of one in a course that is not `installed` nothing is known; the learner may say that they know it.
    """

    skill: str
    state: State
    evidence: Evidence
    minutes: int
    installed: bool = True


def recall_of(skill: SkillRow, now: int, own: Forgetting = USUAL) -> float | None:
    """Chance that the skill is recalled now; None before anything is held.

    After a miss the memory is fresh again by the formula; what was missed is held no surer than it is understood.
    """
    if skill.stability <= 0:
        return None
    recall = retrievability(skill.stability, days_between(skill.reviewed_at, now), own)
    return min(recall, skill.understanding) if skill.misses else recall


def mastery_of(skill: SkillRow, now: int, own: Forgetting = USUAL) -> float:
    """Understood and recalled, 0..1: chance to know it now. Without a memory, understanding alone counts."""
    recall = recall_of(skill, now, own)
    return skill.understanding * (1.0 if recall is None else recall)


def state_of(skill: SkillRow, now: int, own: Forgetting = USUAL) -> State:
    """The state as the study protocol defines it."""
    if skill.phase == "gone":
        return "locked"
    if skill.phase != "learned":
        return skill.phase
    recall = recall_of(skill, now, own)
    if recall is not None and recall < FADING:
        return "fading"
    if not skill.mastered_at:
        return "learned"
    return "secure" if own.factor * max(skill.stability, skill.secure_stability) >= SECURE else "mastered"


def evidence_of(skill: SkillRow, now: int, own: Forgetting = USUAL) -> Evidence:
    """What the judgement about this skill rests on."""
    passed = skill.phase == "learned" and not skill.quiz_open and skill.quiz_right >= skill.quiz_need > 0
    learned = skill.phase == "learned" and skill.learned_at > 0
    return Evidence(
        understanding=skill.understanding,
        threshold=skill.threshold,
        recent=skill.recent,
        opportunities=skill.opportunities,
        quiz_near=quiz_is_near(skill),
        quiz_waits=quiz_waits_for(skill),
        quiz_size=skill.quiz_size,
        quiz_failures=skill.quiz_failures,
        learned_at=skill.learned_at,
        mastered_at=skill.mastered_at,
        stability=skill.stability,
        quiz_right=skill.quiz_right if passed else 0,
        quiz_asked=len(skill.quiz_asked) if passed else 0,
        last_right_at=skill.last_right_at,
        held=days_between(skill.learned_at, max(skill.learned_at, skill.last_right_at)) if learned else 0.0,
        recall=recall_of(skill, now, own),
        holds_until=_holds_until(skill, own),
    )


def _holds_until(skill: SkillRow, own: Forgetting) -> int:
    if skill.stability <= 0 or skill.phase != "learned":
        return 0
    return skill.reviewed_at + int(interval(skill.stability, own, FADING) * DAY_MS)


def seconds_of(learner: LearnerRow, remember: str) -> float:
    """What an answer at this sort of skill takes: one's own usual seconds, the more the more answers they rest on."""
    own = learner.tempo.get(remember, USUAL_SECONDS)
    return USUAL_SECONDS + (own - USUAL_SECONDS) * learner.answers / (learner.answers + TEMPO_PRIOR)


def minutes_left(skill: SkillRow, seconds: float = USUAL_SECONDS) -> int:
    """About how many minutes until the quiz of this skill is passed, an answer taking so long; 0 when it is."""
    if skill.phase == "learned":
        return 0
    if skill.remember == "items":
        answers = 4.5 * max(1, skill.item_count - skill.facts_firm)
    else:
        done = min(skill.opportunities, ANSWERS_TO_LEARN - skill.quiz_size)
        answers = max(skill.quiz_size, ANSWERS_TO_LEARN - done)
    lesson = LESSON_SECONDS if skill.lesson_blocks and not skill.blocks_seen else 0.0
    return max(1, round((answers * seconds + lesson) / 60))
