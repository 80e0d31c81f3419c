"""Whether a question became another one in translation or in a new version: the same ability, other odds.

Mantel & Haenszel's odds ratio over five strata of the rest score (Holland & Thayer 1988): delta = -2.35 ln(alpha), of
the size C from 1.5 on when it is beyond chance. Only for languages and versions of a pack, never for traits of people;
with fewer than 200 in a group more than half of the real ones are missed and chance ones are found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

GROUP_N, LARGE, Z = 200, 1.5, 1.96
STRATA = 5


class First(NamedTuple):
    """A first try: of which group (a language, a version), the mean score at all other questions, right or not."""

    group: str
    rest: float
    right: bool


class Drift(Struct, frozen=True):
    """A question that differs between two groups: delta below 0 is harder for the `other` one; n of each."""

    item: str
    base: str
    other: str
    delta: float
    n: int
    m: int


def drifts(firsts: Mapping[str, Sequence[First]]) -> list[Drift]:
    """Questions that are much harder or easier in another language or version, the largest first.

    `firsts` by item; the largest group is the base of each comparison.
    """
    found = []
    for item, tries in firsts.items():
        sizes: dict[str, int] = {}
        for one in tries:
            sizes[one.group] = sizes.get(one.group, 0) + 1
        large = sorted((group for group, n in sizes.items() if n >= GROUP_N), key=lambda group: (-sizes[group], group))
        for other in large[1:]:
            base = large[0]
            delta, z = mantel_haenszel([one for one in tries if one.group in (base, other)], base)
            if abs(delta) >= LARGE and abs(z) >= Z:
                found.append(Drift(item, base, other, delta, sizes[base], sizes[other]))
    return sorted(found, key=lambda one: (-abs(one.delta), one.item))


def mantel_haenszel(tries: Sequence[First], base: str) -> tuple[float, float]:
    """Delta and its z, by the variance of Robins, Breslow & Greenland (1986); (0, 0) where it can't be told."""
    tables = list(_tables(tries, base))
    r = [a * d / n for a, b, c, d, n in tables]
    s = [b * c / n for a, b, c, d, n in tables]
    sum_r, sum_s = sum(r), sum(s)
    if sum_r <= 0 or sum_s <= 0:
        return 0.0, 0.0
    log = math.log(sum_r / sum_s)
    variance = 0.0
    for (a, b, c, d, n), one, other in zip(tables, r, s, strict=True):
        p, q = (a + d) / n, (b + c) / n
        variance += p * one / (2 * sum_r**2) + (p * other + q * one) / (2 * sum_r * sum_s) + q * other / (2 * sum_s**2)
    return -2.35 * log, -log / math.sqrt(variance) if variance > 0 else 0.0


def _tables(tries: Sequence[First], base: str) -> Iterable[tuple[int, int, int, int, int]]:
    """By stratum of the rest score: base right and wrong, other right and wrong, all."""
    ranked = sorted(tries, key=lambda one: one.rest)
    size = len(ranked) / STRATA
    for stratum in range(STRATA):
        part = ranked[round(stratum * size) : round((stratum + 1) * size)]
        a = sum(one.group == base and one.right for one in part)
        b = sum(one.group == base and not one.right for one in part)
        c = sum(one.group != base and one.right for one in part)
        d = sum(one.group != base and not one.right for one in part)
        if part:
            yield a, b, c, d, len(part)
