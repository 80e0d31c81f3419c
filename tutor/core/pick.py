"""Which item of a skill to ask: the one least seen, then longest ago, at a fitting difficulty."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from msgspec import Struct

from tutor.core.kinds import KINDS
from tutor.core.learner.events import TaskKind
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.core.understanding import hardness_of, predicted


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


CHALLENGE = (0.45, 0.75)
"""Chance of success that makes a challenge; the learning model says .5-.7, widened by half a step of difficulty."""
USUAL_CHANCE = 0.85
"""Chance of success that practice aims at; tunable .75-.9 (the 85 % rule is a sanity band, not a law)."""
MOOD_SHIFT = 0.15
"""How much a mood of one logit moves that chance; tunable .1-.2."""
EASY_FIRST = 3
"""Opportunities within which harder items wait; difficulties above 3 come after them."""


SELF_RATED = frozenset(name for name, kind in KINDS.items() if kind.self_rated)
"""Kinds that prove nothing to others; a quiz takes them only when there is nothing else."""
PICKED = frozenset({"choices", "true_false"})
"""Kinds answered by picking."""


def askable(refs: Sequence[ItemRef], seen: Mapping[str, ItemRow], today: str, busy: set[str]) -> list[ItemRef]:
    """Items that may be asked now: not put away, and no group of theirs asked today (`busy` groups). `today` is ISO."""
    return [ref for ref in refs if not _away(seen.get(ref.id), today) and not (ref.group and ref.group in busy)]


def _away(row: ItemRow | None, today: str) -> bool:
    return row is not None and row.suspended and (not row.suspended_until or row.suspended_until > today)


def pick(
    refs: Sequence[ItemRef],
    seen: Mapping[str, ItemRow],
    skill: SkillRow,
    kind: TaskKind,
    *,
    interests: Sequence[str] = (),
    just_asked: str = "",
    seed: int = 0,
    ability: float = 0.0,
    mood: float = 0.0,
) -> ItemRef | None:
    """The item to ask, or None without any. In a quiz the hardest to guess first, and none that the quiz has asked.

    `ability` and `mood` (harder above 0, easier below) are in logits; a challenge is None when nothing is hard enough.
    """
    pool = list(refs)
    if kind == "challenge":
        pool = [ref for ref in pool if CHALLENGE[0] <= chance_of(ref, seen.get(ref.id), skill, ability) <= CHALLENGE[1]]
    if kind in ("quiz", "place"):
        pool = [ref for ref in pool if kind == "place" or not skill.quiz_open or ref.id not in skill.quiz_asked]
    others = [ref for ref in pool if ref.id != just_asked]
    pool = others or pool
    if not pool:
        return None
    order = random.Random(f"{seed}:{skill.id}")
    wanted = USUAL_CHANCE - MOOD_SHIFT * mood

    def rank(ref: ItemRef) -> tuple[tuple[float, ...], float, str]:
        off = round(abs(chance_of(ref, seen.get(ref.id), skill, ability) - wanted), 1)
        return _rank(ref, seen, skill, kind, interests, off), order.random(), ref.id

    return min(pool, key=rank)


def chance_of(ref: ItemRef, row: ItemRow | None, skill: SkillRow, ability: float) -> float:
    """Chance 0..1 that an item is answered right now by one who is understood to know the skill this well."""
    hardness = row.hardness if row is not None and row.seen else hardness_of(ref.difficulty)
    return predicted(skill.understanding, 1.0, ref.guess, ability, hardness)


def _rank(
    ref: ItemRef, seen: Mapping[str, ItemRow], skill: SkillRow, kind: TaskKind, interests: Sequence[str], off: float
) -> tuple[float, ...]:
    row = seen.get(ref.id)
    times = 0 if row is None else row.reps if skill.remember == "items" else row.seen
    last = row.last_at if row else 0
    liked = 0.0 if not interests or ref.interest in interests else 1.0
    if kind in ("quiz", "place"):
        unsure = 0.0 if row is None else row.stability
        unchecked = 1.0 if ref.kind in SELF_RATED else ref.guess
        return (round(unchecked, 1), unsure if skill.remember == "items" else times, last, liked)
    early = skill.opportunities < EASY_FIRST or skill.misses >= 2
    too_hard = 1.0 if early and ref.difficulty > 3 else 0.0
    return (too_hard, times, liked if not times else 0.0, ref.difficulty if early else off, last, liked)
