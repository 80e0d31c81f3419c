"""How a simulated learner gets to know a pack: the additive factors model, its prerequisites, and forgetting.

The chance of a right answer is guess + (1 - guess - slip) * known, with known = logistic(ability + gain * practice -
0.5 * (difficulty - 3)) * retention. Practice counts opportunities (Cen, Koedinger & Junker 2006); each counts the less
the less its prerequisites are known. None of it is the engine's own law.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tutor.authoring.simulate.forgetting import HalfLife
from tutor.core.course import Skill
from tutor.core.pick import ItemRef

Kind = Literal["weak", "average", "strong", "forgetful", "slow-reader"]
LESSON = 1.5
"""Opportunities that a lesson counts as, read well. Tunable (0.5..3)."""
FACT = 2.0
"""Times faster that a single fact is learned than a skill of many exercises. Tunable (1..3)."""
OLD_QUESTION = 0.6
"""What an exercise that was seen before teaches of its skill. Tunable (0.3..1)."""
UNREADY = 0.25
"""What is left of learning while a prerequisite is not known at all. Tunable (0.1..0.5)."""
PER_STEP = 0.5
"""Logits of a step of difficulty. Tunable (0.3..0.8)."""


@dataclass(frozen=True)
class Profile:
    """A sort of learner. `ability` and `gain` are logits, `keeping`, `pace` and `reading` factors around 1."""

    ability: float = -1.2
    gain: float = 0.55
    slip: float = 0.05
    keeping: float = 1.0
    pace: float = 1.0
    reading: float = 1.0
    hints: float = 0.15


PROFILES: dict[Kind, Profile] = {
    "weak": Profile(ability=-2.2, gain=0.32, slip=0.08, keeping=0.8, pace=1.3, hints=0.3),
    "average": Profile(),
    "strong": Profile(ability=0.3, gain=0.9, slip=0.03, pace=0.8, hints=0.05),
    "forgetful": Profile(keeping=0.3),
    "slow-reader": Profile(pace=1.2, reading=2.2),
}


@dataclass
class Trace:
    """One thing that is learned: a skill, or a fact of its own."""

    memory: HalfLife
    practice: float = 0.0


@dataclass
class Mind:
    """What one learner knows of a pack at a time (days). `skills` by full id, with all that they need."""

    profile: Profile
    skills: dict[str, Skill]
    chance: random.Random
    traces: dict[str, Trace] = field(default_factory=dict)
    of_skill: dict[str, list[Trace]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def known(self, ref: ItemRef, at: float) -> float:
        """The chance 0..1 that the learner knows what an item asks."""
        return self._level(self._trace(self._unit(ref), ref.skill), PER_STEP * (ref.difficulty - 3), at)

    def right(self, ref: ItemRef, at: float) -> float:
        """The chance 0..1 that the learner answers it right."""
        known = self.known(ref, at)
        return known * (1 - self.profile.slip) + (1 - known) * ref.guess

    def held(self, skill: str, at: float) -> float:
        """How well a skill is known, 0..1; facts in the mean over all of them. Skills of other packs are."""
        head = self.skills.get(skill)
        if head is None:
            return 1.0
        if head.remember == "skill":
            return self._level(self._trace(skill, skill), 0.0, at)
        levels = [self._level(trace, 0.0, at) for trace in self.of_skill.get(skill, ())]
        return sum(levels) / max(head.item_count, len(levels), 1)

    def weakest(self, skill: str, at: float) -> tuple[float, str]:
        """The prerequisite that is known least, and how well; (1, "") without any."""
        return min(((self.held(one, at), one) for one in self.skills[skill].requires), default=(1.0, ""))

    def answered(self, ref: ItemRef, at: float, right: bool) -> None:
        """The item was answered, and the right answer seen."""
        unit = self._unit(ref)
        fact = unit == ref.id
        again = 1.0 if fact or ref.template or ref.id not in self.seen else OLD_QUESTION
        self._practised(unit, ref.skill, at, (FACT if fact else 1.0) * again, recalled=right)
        self.seen.add(ref.id)

    def read(self, skill: str, at: float, refs: Sequence[ItemRef]) -> None:
        """A lesson of the skill was read; facts share what it teaches."""
        size = LESSON / math.sqrt(self.profile.reading)
        if self.skills[skill].remember == "skill":
            self._practised(skill, skill, at, size, recalled=False)
            return
        for ref in refs:
            self._practised(ref.id, skill, at, size / len(refs), recalled=False)

    def _practised(self, unit: str, skill: str, at: float, size: float, *, recalled: bool) -> None:
        trace = self._trace(unit, skill)
        share = min(1.0, max(0.0, (self.weakest(skill, at)[0] - 0.3) / 0.4))
        trace.practice += size * (UNREADY + (1 - UNREADY) * share)
        trace.memory.practise(at, recalled)

    def _level(self, trace: Trace, hard: float, at: float) -> float:
        logit = self.profile.ability + self.profile.gain * trace.practice - hard
        return (trace.memory.retention(at) if trace.practice else 1.0) / (1 + math.exp(-logit))

    def _unit(self, ref: ItemRef) -> str:
        return ref.id if self.skills[ref.skill].remember == "items" else ref.skill

    def _trace(self, unit: str, skill: str) -> Trace:
        if unit not in self.traces:
            self.traces[unit] = Trace(HalfLife(self.profile.keeping * math.exp(self.chance.gauss(0.0, 0.25))))
            self.of_skill.setdefault(skill, []).append(self.traces[unit])
        return self.traces[unit]
