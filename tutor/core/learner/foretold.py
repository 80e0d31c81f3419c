"""The chance of a right answer, from what the rows hold: the one place that says it, for the fold and for choosing.

The trace and the memory are those of the fact, or of the problem's skill. What placement presumes was never met here:
it is as if it had just been met, as surely as it is presumed.
"""

from __future__ import annotations

from msgspec.structs import replace

from tutor.core import ability
from tutor.core.ability import Asked
from tutor.core.day import days_between
from tutor.core.learner.events import Answered
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import ItemRow, LearnerRow, SkillRow
from tutor.core.memory import Forgetting, retrievability

MINUTE_MS = 60_000


def chance(
    learner: LearnerRow, skill: SkillRow, item: ItemRow | None, *, guess: float, difficulty: int, now: int
) -> float:
    """Chance 0..1 of a right unaided answer `now` (UTC ms); `item` is None when it was never met."""
    return ability.predicted(asked(learner, skill, item, guess=guess, difficulty=difficulty, now=now))


def asked(
    learner: LearnerRow, skill: SkillRow, item: ItemRow | None, *, guess: float, difficulty: int, now: int
) -> Asked:
    """What is known when this item is asked; the author's `difficulty` counts until it was first seen."""
    able = learner.ability.get(skill.course, 0.0)
    hard = item.hardness if item is not None and item.seen else ability.hardness_of(difficulty)
    held = item if skill.remember == "items" else skill
    own = forgetting(learner, skill.remember)
    if held is not None and held.strength:
        recalled = _recalled(held, now, own)
        return Asked(able, hard, guess, held.strength, minutes(held.last_at, now), skill.understanding, recalled)
    if skill.presumed:
        return Asked(able, hard, guess, ability.presumed(skill.understanding * _recalled(skill, now, own)))
    return Asked(able, hard, guess)


def after(
    learner: LearnerRow,
    skill: SkillRow,
    earlier: ItemRow | None,
    item: ItemRow,
    data: Answered,
    at: int,
    *,
    shown_before: bool,
) -> tuple[LearnerRow, SkillRow, ItemRow]:
    """What an answer says against what was foretold of it: ability, the item's hardness, the trace it leaves.

    `earlier` is the item's row before the answer, `item` the one after it. To a question whose right answer was shown
    just before (`shown_before`) it says no more than a hinted one.
    """
    met = earlier if earlier is not None and earlier.rev == data.rev else None
    before = asked(learner, skill, met, guess=data.guess, difficulty=data.difficulty, now=at)
    course, answers = skill.course, learner.ability_n.get(skill.course, 0)
    hinted = data.hints > 0 or shown_before
    left = ability.after_answer(before, data.score, answers, item.seen - 1, hinted=hinted)
    learner = replace(
        learner,
        ability={**learner.ability, course: left.ability},
        ability_n={**learner.ability_n, course: answers + 1},
    )
    item = replace(item, hardness=left.hardness)
    if skill.remember == "items":
        return learner, skill, replace(item, strength=left.strength)
    return learner, replace(skill, strength=left.strength), item


def minutes(last_at: int, now: int) -> float:
    """Minutes from one time to another (UTC ms)."""
    return (now - last_at) / MINUTE_MS


def after_page(skill: SkillRow, now: int) -> float:
    """Strength of a skill's trace once a page of its lesson was read; before its first answer all pages are one."""
    if not skill.opportunities:
        return ability.after_showing(Asked())
    return ability.after_showing(Asked(strength=skill.strength, minutes=minutes(skill.last_at, now)))


def _recalled(held: ItemRow | SkillRow, now: int, own: Forgetting) -> float:
    return retrievability(held.stability, days_between(held.reviewed_at, now), own)
