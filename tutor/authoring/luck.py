"""How likely a pattern is an accident."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

EXACT = 400
"""Trials up to which the chance is reckoned exactly; beyond, the normal curve is as good. Fixed: bounds the time."""


def chance_of(chances: Sequence[float], hits: int) -> float:
    """The chance of at least so many hits in trials that each hit with its own chance (0..1).

    Poisson's binomial distribution; for equal chances the binomial one.
    """
    if hits <= 0:
        return 1.0
    if len(chances) > EXACT:
        mean, variance = sum(chances), sum(chance * (1 - chance) for chance in chances)
        return 0.5 * erfc((hits - 0.5 - mean) / sqrt(2 * variance)) if variance else float(hits <= mean)
    spread = [1.0]
    for chance in chances:
        missed = [share * (1 - chance) for share in (*spread, 0.0)]
        hit = [share * chance for share in (0.0, *spread)]
        spread = [one + other for one, other in zip(missed, hit, strict=True)]
    return sum(spread[hits:])
