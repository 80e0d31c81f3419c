"""How far a learner's own memory runs faster or slower than the model's: one factor per kind of memory.

A factor k stretches time: what FSRS-6 expects after t days is expected of this learner after k t, so
R = (1 + F t / (k S)) ** -w20 and intervals are k times as long (`memory.Forgetting` holds k). Facts and problems
have a factor each: words fade otherwise than methods. After learning-model section 2.
"""

from __future__ import annotations

import math

from tutor.core.memory import SAME_DAY

RATE = 0.06
"""Step of log k per surprise; tunable .05-.2. `tests/benchmarks/prediction.py`, November 2026: on the real log (1,970
reviews) log loss .4151 without a factor, .4130 at .05, .4113 at .12, .4105 at .2; over 12 drawn learners whose factor
stays the same, the loss above the truth's after 1,000 reviews is .0009 at .05, .0017 at .12, .0029 at .2.
`tests/benchmarks/teaching.py`, seed 1, 12 learners: at .12 gain 1.66 of Anki's and over-practice 26.0 %, at .06 gain
1.56 and 24.8 %: the smaller step errs less with those who slip now and then."""
RANGE = (0.25, 4.0)
"""Bounds of k; fixed by the learning model, section 2."""


def after(factor: float, days: float, recalled: bool, predicted: float) -> float:
    """The factor after a review `days` after the one before: k e^(RATE (y - R)), clipped to `RANGE`.

    `predicted` is the recall 0..1 that was expected with this factor. Within `SAME_DAY` the factor stays.
    """
    if not days >= SAME_DAY:  # a span that is no number says nothing either
        return factor
    moved: float = factor * math.exp(RATE * ((1.0 if recalled else 0.0) - predicted))
    return min(RANGE[1], max(RANGE[0], moved))
