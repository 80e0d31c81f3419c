"""Which item of a skill to ask: the one least seen, then longest ago, at a fitting difficulty."""

# Annotations are kept as types: msgspec reads them at the start, and from text each would be compiled first.

import random
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from tutor.core.learner.events import TaskKind
from tutor.core.learner.foretold import chance
from tutor.core.learner.rows import ItemRow, LearnerRow, SkillRow


class ItemRef(Struct, frozen=True, omit_defaults=True):
    """What choosing needs to know of an item; the rest stays in the library. `id` and `skill` are full ids."""

    id: str
    skill: str
    position: int = 0
    kind: str = ""
    guess: float = 0.03
    difficulty: int = 3
    seconds: float | None = None
    group: str = ""
    rev: int = 1
    also: list[str] = []
    interest: str = ""
    placement: bool = True
    template: bool = False
    heard: Literal["", "spoken", "recorded"] = ""
    """How it comes to the ear, where its question doesn't show what is said; in words it is a hint."""


CHALLENGE = (0.45, 0.75)
"""Chance of success that makes a challenge; the learning model says .5-.7, widened by half a step of difficulty."""
USUAL_CHANCE = 0.85
"""Chance of success that practice aims at; tunable .75-.9 (the 85 % rule is a sanity band, not a law).
`tests/benchmarks/teaching.py`, seed 1, 12 learners, 60 days: gain against Anki 1.62 at .8, 1.71 at .85."""
MOOD_SHIFT = 0.15
"""How much a mood of one logit moves that chance; tunable .1-.2."""
EASY_FIRST = 3
"""Opportunities within which harder items wait; difficulties above 3 come after them."""


SELF_RATED = frozenset({"recall", "code", "sql", "shell", "essay"})
"""Kinds that prove nothing to others; a quiz takes them only when there is nothing else."""
PROGRAMS = frozenset({"code", "sql", "shell"})
"""Those of them that are judged all the same where there is a box to run them in."""
PICKED = frozenset({"choices", "true_false"})
"""Kinds answered by picking."""


def askable(refs: Sequence[ItemRef], seen: Mapping[str, ItemRow], today: str) -> list[ItemRef]:
    """Items that are not put away on this day (an ISO date)."""
    return [ref for ref in refs if ref.id not in seen or not away(seen[ref.id], today)]


def away(row: ItemRow, today: str) -> bool:
    """Whether an item is put away on this day (an ISO date)."""
    return row.suspended and (not row.suspended_until or row.suspended_until > today)


def pick(
    refs: Sequence[ItemRef],
    seen: Mapping[str, ItemRow],
    skill: SkillRow,
    kind: TaskKind,
    *,
    learner: LearnerRow,
    now: int,
    just_asked: str = "",
    seed: int = 0,
    boxed: bool = False,
) -> ItemRef | None:
    """The item to ask at `now` (UTC ms), or None without any; a challenge is None when nothing is hard enough.

    In a quiz the hardest to guess first, and none that the quiz has asked. `boxed`: programs are run and judged.
    """
    unchecked = SELF_RATED - PROGRAMS if boxed else SELF_RATED
    pool = list(refs)
    if kind == "challenge":
        low, high = CHALLENGE
        pool = [ref for ref in pool if low <= chance_of(ref, seen.get(ref.id), skill, learner, now) <= high]
    if kind in ("quiz", "place"):
        pool = [ref for ref in pool if kind == "place" or not skill.quiz_open or ref.id not in skill.quiz_asked]
    others = [ref for ref in pool if ref.id != just_asked]
    pool = others or pool
    if not pool:
        return None
    order = random.Random(f"{seed}:{skill.id}")
    lots = {ref.id: order.random() for ref in pool}
    if kind not in ("quiz", "place"):
        turns = [_turn(ref, seen.get(ref.id), skill, learner) for ref in pool]
        first = min(turns)
        pool = [ref for ref, turn in zip(pool, turns, strict=True) if turn == first]

    def rank(ref: ItemRef) -> tuple[tuple[float, ...], float, str]:
        row = seen.get(ref.id)
        found = _proof(ref, row, skill, unchecked) if kind in ("quiz", "place") else _fit(ref, row, skill, learner, now)
        return (*found, row.last_at if row else 0, _liked(ref, learner)), lots[ref.id], ref.id

    return min(pool, key=rank)


def chance_of(ref: ItemRef, row: ItemRow | None, skill: SkillRow, learner: LearnerRow, now: int) -> float:
    """Chance 0..1 that an item is answered right `now` (UTC ms)."""
    return chance(learner, skill, row, guess=ref.guess, difficulty=ref.difficulty, now=now)


def _proof(ref: ItemRef, row: ItemRow | None, skill: SkillRow, unchecked: frozenset[str]) -> tuple[float, ...]:
    """How little a right answer proves, then what is known of the item already."""
    luck = 1.0 if ref.kind in unchecked else ref.guess
    known = 0.0 if row is None else row.stability if skill.remember == "items" else row.seen
    return round(luck, 1), known


def _turn(ref: ItemRef, row: ItemRow | None, skill: SkillRow, learner: LearnerRow) -> tuple[float, ...]:
    """Whose turn it is in practice: at first none that is hard, then the least asked, then what is liked."""
    times = 0 if row is None else row.reps if skill.remember == "items" else row.seen
    return float(_is_early(skill) and ref.difficulty > 3), times, 0.0 if times else _liked(ref, learner)


def _fit(ref: ItemRef, row: ItemRow | None, skill: SkillRow, learner: LearnerRow, now: int) -> tuple[float, ...]:
    """How far from what is wanted of those whose turn it is: the easy first, later by the chance to be right."""
    if _is_early(skill):
        return (ref.difficulty,)
    wanted = USUAL_CHANCE - MOOD_SHIFT * learner.mood.get(skill.course, 0.0)
    return (round(abs(chance_of(ref, row, skill, learner, now) - wanted), 1),)


def _is_early(skill: SkillRow) -> bool:
    return skill.opportunities < EASY_FIRST or skill.misses >= 2


def _liked(ref: ItemRef, learner: LearnerRow) -> float:
    return 0.0 if not learner.interests or ref.interest in learner.interests else 1.0
