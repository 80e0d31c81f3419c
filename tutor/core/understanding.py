"""Whether a skill is understood: Bayesian knowledge tracing with each item's own chance of a lucky guess.

After learning-model section 2: the posterior of what was seen, then the chance to have learned from it. Figures are
probabilities 0..1.
"""

from __future__ import annotations

PRIOR = 0.15
"""Understanding before any evidence; fixed by the learning model."""
SLIP = 0.08
"""Chance that one who knows errs; tunable .04-.15."""
LEARNING = 0.15
"""Chance to learn from one opportunity; tunable .05-.3."""
MOST = 0.9999
"""Nothing is understood more surely: what looks certain could never be doubted again."""


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
