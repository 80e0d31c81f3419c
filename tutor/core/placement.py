"""Finding what a learner knows with few questions, by letting each answer speak for its neighbours in the graph.

After ALEKS (knowledge spaces; at most 30 questions, "I don't know" is an answer) and learning-model section 2. Who
knows a skill knows what it stands on, save for a few; so an answer moves, by Bayes, the skill, all below and all above
it. And each learner has a reach in each course, how far up they get: it lets an answer speak for branches that it is
not joined to. The next question is the one that tells most about all skills together. Chances are 0..1.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from operator import mul

from tutor.core.shown import Shown
from tutor.core.skill_graph import Graph, SkillGraph, members

SLIP = 0.1
"""Chance that one who knows errs in a placement; fixed by the learning model, section 2."""
GIVES_UP = 0.03
"""Chance that one who knows says “not learned yet”; tunable .01-.1."""
USUAL_GUESS = 0.08
"""The guess of a question that is not chosen yet: each skill's hardest to guess is asked."""
HOLDS = 0.95
"""Chance that one who knows a skill knows any one of those it stands on; tunable .9-.99. In the simulated worlds it is
.87 to .97; of .90 and .97 the first found 8 % less of what was known, the second presumed 2 % more wrongly."""
STEPS = 13
"""Reaches that are told apart."""
STEEP = 16.0
"""How sharply knowing ends at one's reach, in logits from the foot of a course to its top; tunable 6-20.
Of 6, 9, 14 and 20 by `tests/benchmarks/placement.py --alone --seed 501`: 16.6, 13.8, 12.1 and 10.7 % wrongly presumed
of beginners; 20 fits the simulated courses' own levels too well to be trusted elsewhere."""
NOVICE = 1.0
"""How much likelier, in logs, a reach at the foot is than one at the top; tunable 0-3 (3 presumed 18.4 % wrongly)."""
SURE_WITHIN = 0.93
"""Chance to know what lies far within one's reach; tunable .85-.97."""
REACH_TRUST = 0.6
"""What an answer tells of the reach, as a share of its whole weight: skills are less alike than a line; tunable .3-1.
Of .3 and .8 the one presumed 3 % more wrongly, the other as many; same run as `STEEP`."""
MOST_QUESTIONS = 30
"""Fixed by the issue; ALEKS asks at most 30."""
MOST_AT_ONE = 2
"""Questions at one skill: a second one where a lucky guess would presume much, none after “not learned yet”."""
LEAST_WORTH = 0.02
"""A question expected to clear up less (variance of knowing, summed over skills) is not asked; tunable .01-.1."""
LOOKED_AT = 24
"""Questions that are weighed exactly: the most promising by a rough measure. Bounds the cost."""
NEIGHBOURS = 2500
"""Neighbours looked at for one choice; bounds the cost in courses where everything hangs together."""
CLEARED = 0.25
"""Variance of knowing that a question clears up on the whole: what makes "about 12 more" of what is unclear."""
CREDITED = 0.85
"""Chance from which a skill is presumed; tunable .8-.95. From .80 to .95 wrongly presumed falls from 14 to 11 %, and
what is found of the known from 71 to 60 % (beginners, same run): the check costs less than learning anew."""
UNSURE = (0.03, 0.97)


class Belief:
    """What is held likely of each skill, and how it moves. `known` are chances of what is known of the learner."""

    def __init__(self, graph: Graph, known: Mapping[str, float] | None = None) -> None:
        self.graph = SkillGraph(graph)
        self.answers: list[Shown] = []
        self._within = [[_within(step, height) for step in range(STEPS)] for height in self.graph.height]
        usual = [math.exp(-NOVICE * step / (STEPS - 1)) for step in range(STEPS)]
        self._reach = {course: [one / sum(usual) for one in usual] for course in set(self.graph.course)}
        self._moved = [0.0] * len(self.graph)
        self.chances: list[float] = []
        self._work_out()
        for name, chance in (known or {}).items():
            if name in self.graph.number:
                one = self.graph.number[name]
                self._moved[one] = _logit(chance) - _logit(self.chances[one])
        self._work_out()

    @property
    def likely(self) -> dict[str, float]:
        """The chance of each skill to be known."""
        return dict(zip(self.graph.names, self.chances, strict=True))

    def take(self, answer: Shown) -> None:
        """Move all chances by one answer; one about a skill that is not here moves nothing."""
        self.answers.append(answer)
        asked = self.graph.number.get(answer.skill)
        if asked is None:
            return
        before = self.chances[asked]
        if_known, if_not = _weights(answer)
        after = _bounded(before * if_known / (before * if_known + (1 - before) * if_not))
        for one, with_it, without in self._joined(asked):
            self._move(one, with_it * after + without * (1 - after))
        self._move(asked, after)
        reach, within = self._reach[self.graph.course[asked]], self._within[asked]
        for step, share in enumerate(within):
            reach[step] *= (share * if_known + (1 - share) * if_not) ** REACH_TRUST
        whole = sum(reach)
        reach[:] = [one / whole for one in reach]
        self._work_out()

    def question(self, passed_over: Collection[str] = ()) -> str | None:
        """The skill to ask about next, or nothing when enough is known or enough was asked."""
        if len(self.answers) >= MOST_QUESTIONS:
            return None
        best, worth, unsure = None, LEAST_WORTH, self._unsure()
        left = NEIGHBOURS
        for one in self._promising(passed_over, unsure):
            joined = unsure & (self.graph.below[one] | self.graph.above[one])
            if (value := self._worth(one, joined)) > worth:
                best, worth = self.graph.names[one], value
            left -= joined.bit_count()
            if left < 0:
                break
        return best

    def more(self, seconds: float, pace: float) -> int:
        """About how many questions are still to come, with so many seconds left at `pace` seconds a question."""
        asked = len(self.answers)
        by_time = math.ceil(max(0.0, seconds) / max(1.0, pace))
        unclear = sum(chance * (1 - chance) for chance in self.chances)
        return max(0, min(MOST_QUESTIONS - asked, by_time, math.ceil(unclear / CLEARED)))

    def credited(self, learned: Collection[str] = ()) -> list[str]:
        """Skills likely enough to be presumed, what is needed first, none without all that it stands on."""
        sure = 0
        for one, name in enumerate(self.graph.names):
            if self.chances[one] >= CREDITED or name in learned:
                sure |= 1 << one
        below = self.graph.below
        return [self.graph.names[one] for one in self.graph.order if sure >> one & 1 and not below[one] & ~sure]

    def _move(self, one: int, chance: float) -> None:
        self._moved[one] += _logit(_bounded(chance)) - _logit(self.chances[one])

    def _work_out(self) -> None:
        usual = [
            _mean(self._reach[course], within) for course, within in zip(self.graph.course, self._within, strict=True)
        ]
        self.chances = [
            _chance(_logit(chance) + moved) if moved else chance
            for chance, moved in zip(usual, self._moved, strict=True)
        ]

    def _joined(self, asked: int, only: int = -1) -> Iterable[tuple[int, float, float]]:
        """Each skill below and above with its chances if the asked one is known and if it is not.

        Exact where knowing a skill means to know what it stands on, but for a share of 1 - HOLDS.
        """
        p = self.chances[asked]
        for one in members(self.graph.below[asked] & only):
            chance = self.chances[one]
            held = max(HOLDS, chance)
            yield one, held, min(chance, max(0.15 * chance, (chance - p * held) / (1 - p)))
        for one in members(self.graph.above[asked] & only):
            chance = min(self.chances[one], p)
            yield one, min(1.0, max(chance, HOLDS * chance / p)), chance * (1 - HOLDS) / (1 - p)

    def _promising(self, passed_over: Collection[str], unsure: int) -> list[int]:
        counts: dict[str, int] = {}
        for answer in self.answers:
            counts[answer.skill] = counts.get(answer.skill, 0) + (MOST_AT_ONE if answer.skipped else 1)
        rough = []
        for one, name in enumerate(self.graph.names):
            chance = self.chances[one]
            if name in passed_over or counts.get(name, 0) >= MOST_AT_ONE:
                continue
            joined = (self.graph.below[one] & unsure).bit_count() + (self.graph.above[one] & unsure).bit_count()
            rough.append((chance * (1 - chance) * (1 + 0.5 * joined), one))
        rough.sort(key=lambda pair: (-pair[0], pair[1]))
        return [one for _, one in rough[:LOOKED_AT]]

    def _unsure(self) -> int:
        low, high = UNSURE
        text = "".join("1" if low < chance < high else "0" for chance in reversed(self.chances))
        return int(text, 2) if text else 0

    def _worth(self, asked: int, among: int) -> float:
        """How much of the variance of knowing, over all skills, an answer here is expected to clear up."""
        p = self.chances[asked]
        right = p * (1 - SLIP) + (1 - p) * USUAL_GUESS
        if_right, if_wrong = p * (1 - SLIP) / right, p * SLIP / (1 - right)
        spread = right * (if_right - p) ** 2 + (1 - right) * (if_wrong - p) ** 2
        joined = sum((with_it - without) ** 2 for _, with_it, without in self._joined(asked, among))
        return spread * (1 + joined + self._by_reach(asked))

    def _by_reach(self, asked: int) -> float:
        """What knowing this one tells of all others through the reach alone."""
        course, within = self.graph.course[asked], self._within[asked]
        reach, p = self._reach[course], self.chances[asked]
        mean = _mean(reach, within)
        middle = sum(share * step / (STEPS - 1) for step, share in enumerate(reach))
        shared = sum(
            share * (one - mean) * (step / (STEPS - 1) - middle)
            for step, (share, one) in enumerate(zip(reach, within, strict=True))
        )
        others = self.graph.course.count(course)
        return REACH_TRUST * others * (shared / (p * (1 - p))) ** 2


def _mean(shares: list[float], values: list[float]) -> float:
    return sum(map(mul, shares, values), 0.0)


def _weights(answer: Shown) -> tuple[float, float]:
    """How likely the answer is for one who knows and for one who doesn't."""
    if answer.skipped:
        return GIVES_UP, 1.0
    return (1 - SLIP, max(answer.guess, 0.01)) if answer.correct else (SLIP, 1 - answer.guess)


def _within(step: int, height: float) -> float:
    """The chance to know a skill at this height for one whose reach is this step."""
    reach = -0.15 + 1.3 * step / (STEPS - 1)
    return 0.01 + (SURE_WITHIN - 0.01) / (1 + math.exp(STEEP * (height - reach)))


def _bounded(chance: float) -> float:
    return min(0.998, max(0.002, chance))


def _logit(chance: float) -> float:
    chance = _bounded(chance)
    return math.log(chance / (1 - chance))


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-12.0, min(12.0, logit))))
