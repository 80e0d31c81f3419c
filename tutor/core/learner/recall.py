"""How an answer moves the memory of a fact or of a skill."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from tutor.core import calibration, memory
from tutor.core.day import DAY_MS, days_between
from tutor.core.learner.events import Answered, Rating
from tutor.core.learner.rows import ItemRow, LearnerRow, SkillRow
from tutor.core.memory import Forgetting
from tutor.core.rating import ORDER

Held = ItemRow | SkillRow
Kind = Literal["skill", "items"]


def forgetting(learner: LearnerRow, kind: Kind) -> Forgetting:
    """How this learner forgets what is of this kind: facts (`items`) or problems (`skill`)."""
    return Forgetting(learner.calibration.get(kind, 1.0), tuple(learner.weights))


def item_remembers(learner: LearnerRow, item: ItemRow, data: Answered, at: int) -> tuple[LearnerRow, ItemRow]:
    """The memory of one fact after an answer."""
    own = forgetting(learner, "items")
    learner = _calibrated(learner, "items", item, data, at)
    first_at = item.first_at if item.stability > 0 else at
    return learner, replace(item, first_at=first_at, **_after(item, item.id, data.rating, at, own))


def skill_remembers(
    learner: LearnerRow, skill: SkillRow, earlier: ItemRow | None, item: ItemRow, data: Answered, at: int
) -> tuple[LearnerRow, SkillRow]:
    """The memory of a skill: its own for problems; for facts the mean over the items seen.

    `earlier` is the item's row before the answer, `item` the one after it.
    """
    if skill.remember == "skill":
        own = forgetting(learner, "skill")
        learner = _calibrated(learner, "skill", skill, data, at)
        return learner, replace(skill, **_after(skill, skill.id, data.rating, at, own))
    counted = earlier if earlier is not None and earlier.stability > 0 else None
    seen = skill.facts_seen + int(counted is None)
    left = skill.phase == "learned" and seen + skill.facts_away - skill.facts_later < skill.item_count
    kept = replace(
        skill,
        due=at if left else 0,
        facts_seen=seen,
        facts_firm=skill.facts_firm + int(item.last_right) - int(counted is not None and counted.last_right),
        stability=_mean(skill.stability, skill.facts_seen, counted.stability if counted else None, item.stability),
        difficulty=item.difficulty,
        reviewed_at=int(_mean(skill.reviewed_at, skill.facts_seen, counted.reviewed_at if counted else None, at)),
    )
    return learner, _secured(kept, counted, item, at, forgetting(learner, "items").factor)


def _secured(skill: SkillRow, before: ItemRow | None, item: ItemRow, at: int, factor: float) -> SkillRow:
    """The deck, and how those of its facts are held that were once held for a month all together.

    The others join them when all together are held no worse, or when those alone no longer are.
    """
    held = skill.secure_stability
    if before is not None and item.first_at <= skill.secure_at:
        held = _mean(held, skill.secure_seen, before.stability, item.stability)
    month = memory.SECURE / factor
    if skill.stability >= month and (skill.stability >= held or held < month):
        return replace(skill, secure_at=at, secure_seen=skill.facts_seen, secure_stability=skill.stability)
    return replace(skill, secure_stability=held)


def _mean(mean: float, count: int, old: float | None, new: float) -> float:
    """The mean of `count` values after one of them changed from `old`, or after one more came (`old` is None)."""
    if old is None:
        return (mean * count + new) / (count + 1)
    return mean + (new - old) / count


def _after(held: Held, name: str, rating: Rating, at: int, own: Forgetting) -> dict[str, float | int]:
    days = days_between(held.reviewed_at, at)
    if held.stability <= 0:
        kept = memory.first(rating, own.weights)
        reps, lapses = 1, 0
    else:
        kept = memory.review(memory.Memory(held.stability, held.difficulty), days, rating, own)
        reps = held.reps + 1
        lapses = held.lapses + int(rating == "again" and days >= memory.SAME_DAY)
    away = memory.spread(memory.interval(kept.stability, own), name, reps)
    return {
        "stability": kept.stability,
        "difficulty": kept.difficulty,
        "reviewed_at": max(at, held.reviewed_at),
        "due": max(at, held.reviewed_at) + int(away * DAY_MS),
        "reps": reps,
        "lapses": lapses,
    }


def outcomes(held: Held, at: int, own: Forgetting) -> dict[Rating, float]:
    """Days until it would come back, for each rating it might get now."""
    every = ((rating, _after(held, held.id, rating, at, own)) for rating in ORDER)
    return {rating: (after["due"] - at) / DAY_MS for rating, after in every}


def _calibrated(learner: LearnerRow, kind: Kind, held: Held, data: Answered, at: int) -> LearnerRow:
    days = days_between(held.reviewed_at, at)
    if held.stability <= 0 or days < memory.SAME_DAY:
        return learner
    own = forgetting(learner, kind)
    expected = memory.retrievability(held.stability, days, own)
    moved = calibration.after(own.factor, days, data.rating != "again", expected)
    return replace(learner, calibration={**learner.calibration, kind: moved})
