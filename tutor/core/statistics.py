"""The few figures of statistics that work lists and class reports need, each with its limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's correlation; None where one of the two does not vary."""
    middle, others = fmean(one), fmean(other)
    both = sum((x - middle) * (y - others) for x, y in zip(one, other, strict=True))
    spread = math.sqrt(sum((x - middle) ** 2 for x in one) * sum((y - others) ** 2 for y in other))
    return both / spread if spread > 1e-12 else None


def upper(correlation: float, n: int) -> float:
    """The upper 95 % limit of a correlation over n, by Fisher's transformation."""
    if n <= 3:
        return 1.0
    return math.tanh(math.atanh(max(-0.999999, min(0.999999, correlation))) + 1.96 / math.sqrt(n - 3))


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % limits of a share, after Wilson (1927)."""
    z, share = 1.96, hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def lower(correlation: float, n: int) -> float:
    """The lower 95 % limit of a correlation over n, by Fisher's transformation."""
    return -upper(-correlation, n)


def from_sums(n: float, x: float, y: float, xx: float, yy: float, xy: float) -> float | None:
    """Pearson's correlation from sums of x, y, their squares and products; None where one of the two does not vary."""
    if n < 2:
        return None
    spread = (xx - x * x / n) * (yy - y * y / n)
    return (xy - x * y / n) / math.sqrt(spread) if spread > 1e-12 else None


def differs(p: float, q: float, n: int, m: int) -> float:
    """The z of the difference of two shares p of n and q of m, by their pooled share; 0 where nothing varies."""
    pooled = (p * n + q * m) / (n + m)
    spread = pooled * (1 - pooled) * (1 / n + 1 / m)
    return (p - q) / math.sqrt(spread) if spread > 0 else 0.0
