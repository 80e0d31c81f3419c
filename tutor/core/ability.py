"""Whether the next answer will be right: the learner's ability, the item's hardness, and the trace of past answers.

Elo's logistic of ability minus hardness (Pelánek 2016) is joined by a trace: what the last answers left, fading by a
power law within minutes and hours as in Pavlik and Anderson's practice models. The trace belongs to what holds the
memory: the item of a fact, the skill of a problem. From half a day on, what is understood and remembered has its say
as well. Everything is in logits, O(1) per item and per skill, a few microseconds an answer.

    P0 = g + (1 - g) logistic(START + ability - hardness + [met before: MET + strength (1 + minutes)^-FADING])
    q  = g + (1 - g - slip) understanding retrievability
    P  = P0 within half a day, later the mean of logit P0 and (logit q + ability - hardness)

`learner.foretold` says what of the rows goes in, `pick` and the fold use what comes out.

Constants are tunable within the ranges named; `tests/benchmarks/prediction.py`, November 2026, chose them by coordinate
search on log loss over the learners it does not report (statistics practice as facts and as problems, fractions test;
items known from other learners, and from one's own answers alone). Folded as the tutor does, with an author's
difficulties: log loss .482 and AUC .849 on the practice as facts, .520 and .820 as problems, .510 and .851 on the test;
understanding and recall moved by ability, as before, had .563 and .811, .618 and .792, .560 and .797.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from tutor.core.memory import SAME_DAY
from tutor.core.understanding import SLIP

START = -1.0
"""Logits of a first try without any lesson; -1.5..-.5, flat: ability takes it up within ten answers."""
MET = 0.9
"""What stays of having met the item at all; .3-.9."""
FADING = 0.3
"""Exponent of the fading trace, in minutes; .2-.4."""
SHOWN = 0.6
"""Strength that a lesson, an answer or its correction leaves; .3-.9."""
GROWTH = 2.0
"""Strength per surprise of a right answer; 1.5-3."""
STRONGEST = 6.0
"""Bound of a trace, fixed: more repetitions in one sitting prove nothing more."""
ABILITY_STEP, ABILITY_AGEING = 0.8, 0.05
"""Elo step of ability: .8 / (1 + .05 n); .3-.8. The ageing is the learning model's."""
HARDNESS_STEP, HARDNESS_AGEING = 0.5, 0.05
"""Elo step of hardness: .5 / (1 + .05 n); .3-.5, .02-.05. The step is the learning model's."""
BOUND = 4.0
"""Ability and hardness stay within ± this many logits; 2-4."""
DIFFICULTY_STEP = 0.5
"""Logits between two of an author's difficulties; fixed by the learning model."""


class Asked(NamedTuple):
    """What is known when an item is asked. `strength` is None when the fact (or the problem's skill) was never met.

    `minutes` since it was met; `known` and `recalled` are `understanding` and retrievability, 0..1.
    """

    ability: float = 0.0
    hardness: float = 0.0
    guess: float = 0.0
    strength: float | None = None
    minutes: float = 0.0
    known: float = 0.0
    recalled: float = 0.0


class Learned(NamedTuple):
    """What an answer leaves: the learner's ability, the item's hardness, the strength of the trace."""

    ability: float
    hardness: float
    strength: float


def predicted(asked: Asked) -> float:
    """Chance 0..1 of a right unaided answer, never below the guess."""
    edge = asked.ability - asked.hardness
    trace = 0.0 if asked.strength is None else MET + faded(asked.strength, asked.minutes)
    fresh = asked.guess + (1 - asked.guess) * _chance(START + edge + trace)
    if asked.strength is None or asked.minutes < SAME_DAY * 1440:
        return fresh
    lasting = asked.guess + max(0.0, 1 - asked.guess - SLIP) * asked.known * asked.recalled
    return max(asked.guess, _chance((_logit(fresh) + _logit(lasting) + edge) / 2))


def hardness_of(difficulty: int) -> float:
    """The author's difficulty 1..5 as a start in logits: 3 is 0."""
    return (difficulty - 3) * DIFFICULTY_STEP


def faded(strength: float | None, minutes: float) -> float:
    """What is left of a trace after so many minutes: strength (1 + minutes)^-FADING."""
    return (strength or 0.0) * float((1 + max(0.0, minutes)) ** -FADING)


def presumed(chance: float) -> float:
    """Strength of the trace of what was never met here but is presumed known with this chance 0..1."""
    return min(STRONGEST, max(0.0, _logit((1 - SLIP) * chance) - START - MET))


def after_answer(asked: Asked, score: float, answers: int, seen: int, *, hinted: bool = False) -> Learned:
    """What an answer with this score (0..1) leaves; `answers` of the learner in the course, `seen` tries of the item.

    A hinted answer says nothing about ability or hardness; it leaves what being shown leaves. A right answer never
    lowers ability and never raises hardness; a wrong one never raises ability and never lowers hardness.
    """
    surprise = 0.0 if hinted else score - predicted(asked)
    ability = asked.ability + ABILITY_STEP / (1 + ABILITY_AGEING * answers) * surprise
    hardness = asked.hardness - HARDNESS_STEP / (1 + HARDNESS_AGEING * seen) * surprise
    return Learned(_bounded(ability), _bounded(hardness), after_showing(asked, GROWTH * max(0.0, surprise)))


def after_showing(asked: Asked, growth: float = 0.0) -> float:
    """Strength of the trace after the fact or the method was shown; `growth` is what answering it adds."""
    return min(STRONGEST, faded(asked.strength, asked.minutes) + SHOWN + growth)


def _bounded(logits: float) -> float:
    return min(BOUND, max(-BOUND, logits))


def _chance(logits: float) -> float:
    return 1 / (1 + math.exp(-logits))


def _logit(chance: float) -> float:
    chance = min(0.999, max(0.001, chance))
    return math.log(chance / (1 - chance))
