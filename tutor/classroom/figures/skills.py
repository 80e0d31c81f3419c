"""Skills: how many of the class hold one, whether the class is ready to go on, who is stuck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct

from tutor.core.statistics import wilson

READY, READY_N = 0.70, 10
"""The lower limit of the share that mastered it, and of how many, from which a class is ready. Fixed by the design."""
PERCENT_N = 5
"""Learners below which a count is told and no percentage. Fixed."""
STUCK = 10
"""Opportunities without learning the skill: wheel-spinning (Beck & Gong 2013). Fixed."""
TEACH = 0.40
"""Share of those at work on it that is stuck, from which it is the material and not the person. Fixed."""
GROUP_N, HARD_AT = 5, 2 / 3
"""Answers at a skill, and the share right at first tries below which it is hard. Tunable (3..8, .5..0.75)."""
HELD = ("learned", "mastered", "secure")
MASTERED = ("mastered", "secure")


class Stand(NamedTuple):
    """One learner at one skill, as handed in. `first`, `last` and `mastered` are days since 1970, 0 for none."""

    learner: str
    skill: str
    state: str
    presumed: bool
    first: int
    last: int
    answers: int
    right: int
    mastered: int

    @property
    def stuck(self) -> bool:
        """Many opportunities, and not learned."""
        return self.answers >= STUCK and self.state in ("learning", "open", "locked")


class Group(Struct, frozen=True):
    """Learners who are at the same skill and find it hard, to be taught together; `helpers` mastered it lately."""

    skill: str
    learners: list[str]
    helpers: list[str]


class SkillFigure(Struct, frozen=True, kw_only=True):
    """A skill over the class: of n learners how many stand where; the share that mastered it with its 95 % limits."""

    skill: str
    n: int
    states: dict[str, int]
    begun: int
    held: int
    mastered: int
    share: float
    low: float
    high: float
    stuck: list[str]
    ready: bool
    teach: bool


def skill_figures(stands: Iterable[Stand], order: Iterable[str]) -> list[SkillFigure]:
    """Each skill in this order (ids), then those that the packs don't have any more."""
    by_skill: dict[str, list[Stand]] = {}
    for one in stands:
        by_skill.setdefault(one.skill, []).append(one)
    names = [*(name for name in order if name in by_skill)]
    names += sorted(set(by_skill) - set(names))
    return [_figure(name, by_skill[name]) for name in names]


def _figure(skill: str, stands: list[Stand]) -> SkillFigure:
    states = Counter(one.state for one in stands)
    n, mastered = len(stands), sum(states[state] for state in MASTERED)
    low, high = wilson(mastered, n)
    stuck = sorted(one.learner for one in stands if one.stuck)
    begun = sum(one.answers > 0 for one in stands)
    return SkillFigure(
        skill=skill,
        n=n,
        states=dict(states),
        begun=begun,
        held=sum(states[state] for state in HELD),
        mastered=mastered,
        share=mastered / n,
        low=low,
        high=high,
        stuck=stuck,
        ready=n >= READY_N and low >= READY,
        teach=len(stuck) >= 2 and len(stuck) >= TEACH * max(begun, 1),
    )


def stuck_at(stands: Iterable[Stand]) -> Mapping[str, list[Stand]]:
    """By learner, the skills at which they are stuck, the most tried first."""
    found: dict[str, list[Stand]] = {}
    for one in stands:
        if one.stuck:
            found.setdefault(one.learner, []).append(one)
    for mine in found.values():
        mine.sort(key=lambda one: (-one.answers, one.skill))
    return found


def groups(stands: Iterable[Stand], order: Iterable[str]) -> list[Group]:
    """Groups by need, the largest first: at work on a skill, five answers at least, less than two thirds of them right.

    Each learner is in one group, that of the skill that comes first.
    """
    by_skill: dict[str, list[Stand]] = {}
    for one in stands:
        by_skill.setdefault(one.skill, []).append(one)
    found, placed = [], set[str]()
    for skill in order:
        mine = by_skill.get(skill, [])
        need = [
            one.learner
            for one in mine
            if one.state == "learning" and one.answers >= GROUP_N and one.right < HARD_AT * one.answers
        ]
        need = sorted(set(need) - placed)
        if len(need) >= 2:
            able = sorted((one for one in mine if one.mastered), key=lambda one: (-one.mastered, one.learner))
            found.append(Group(skill, need, [one.learner for one in able[:2]]))
            placed.update(need)
    return sorted(found, key=lambda group: (-len(group.learners), group.skill))
