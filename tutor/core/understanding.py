"""Whether a skill is understood: Bayesian knowledge tracing with each item's own chance of a lucky guess.

After learning-model section 2: the posterior of what was seen, then the chance to have learned from it. Figures are
probabilities 0..1.
"""

from __future__ import annotations

import math

PRIOR = 0.15
"""Understanding before any evidence; fixed by the learning model."""
SLIP = 0.08
"""Chance that one who knows errs; tunable .04-.15."""
LEARNING = 0.15
"""Chance to learn from one opportunity; tunable .05-.3."""
MOST = 0.9999
"""Nothing is understood more surely: what looks certain could never be doubted again."""
ELO_RANGE = 2.0


def update(known: float, score: float, guess: float, *, hinted: bool = False) -> float:
    """Understanding after an answer with this score (0..1).

    A hinted success says nothing about knowing, so only the learning step counts. Partial credit lies between.
    """
    if hinted and score >= 1:
        return max(known, min(MOST, known + (1 - known) * LEARNING))
    right = known * (1 - SLIP) / (known * (1 - SLIP) + (1 - known) * guess) if known > 0 else 0.0
    wrong = known * SLIP / (known * SLIP + (1 - known) * (1 - guess)) if known > 0 else 0.0
    posterior = score * right + (1 - score) * wrong
    return min(MOST, posterior + (1 - posterior) * LEARNING)


def predicted(known: float, recalled: float, guess: float, ability: float = 0.0, hardness: float = 0.0) -> float:
    """Chance of a right answer: guess and slip around knowing and recalling, moved by ability and hardness (logits)."""
    q = guess + (1 - guess - SLIP) * known * recalled
    q = min(0.999, max(0.001, q))
    return 1 / (1 + math.exp(-(math.log(q / (1 - q)) + ability - hardness)))


def hardness_of(difficulty: int) -> float:
    """The author's difficulty 1..5 as a start in logits: 3 is 0, a step is half a logit."""
    return (difficulty - 3) * 0.5


def ability_after(ability: float, seen: int, surprise: float) -> float:
    """Elo step of a learner's ability in a course; `surprise` is score minus prediction, `seen` answers before."""
    return min(ELO_RANGE, max(-ELO_RANGE, ability + 0.3 / (1 + 0.05 * seen) * surprise))


def hardness_after(hardness: float, seen: int, surprise: float) -> float:
    """Elo step of an item's hardness."""
    return min(ELO_RANGE, max(-ELO_RANGE, hardness - 0.5 / (1 + 0.02 * seen) * surprise))
