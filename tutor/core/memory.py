"""What a memory does with time and practice: the `fsrs` package, wrapped once (`whole_days` calls it).

The package counts whole days; a learner's days are fractions, stretched by their own calibration factor. So a review is
computed at the two whole days around the real span and joined on the logarithm of stability. Spans are days, stability
is the days until recall falls to 90 % (before calibration), difficulty is 1..10, ratings are the package's. What is the
learner's own about it comes as a `Forgetting`.
"""

from __future__ import annotations

import hashlib
import math
from typing import NamedTuple

from msgspec import Struct

from tutor.core.learner.events import Rating

WANTED_RECALL = 0.90
"""Recall at which a review is due; fixed: the FSRS default, rule 5 of the peers' study."""
SAME_DAY = 0.5
"""Reviews closer than this many days use the package's short-term formula; fixed by the learning model, section 2."""
LONGEST = 1825.0
"""Days; no review is put off longer."""
SECURE = 34.0
"""Calibrated stability in days that is secure: about 90 % after a month; fixed by the study protocol."""
FARTHEST = 36_500.0
"""Days that a memory is asked to look back, whatever a clock says: a century, the package's own longest interval."""

_DECAY: float = -0.1542
"""The package's default weight 20; a test compares them. Recall alone needs no more of it, and so no import."""
_FACTOR: float = 0.9 ** (1 / _DECAY) - 1

Weights = tuple[float, ...]


class Forgetting(NamedTuple):
    """How one learner forgets: time is stretched by `factor` (`calibration`); `weights` are the 21 of FSRS-6 fitted to
    them (`refit`), or empty for the package's defaults.
    """

    factor: float = 1.0
    weights: Weights = ()


USUAL = Forgetting()
"""How people forget of whom nothing is known."""


class Memory(Struct, frozen=True):
    """What is held of a skill or a fact: stability in days, difficulty 1..10."""

    stability: float
    difficulty: float


def _curve(weights: Weights) -> tuple[float, float]:
    """Decay and factor of the forgetting curve: -w20 and 0.9 ** (-1 / w20) - 1."""
    return (-weights[20], 0.9 ** (-1 / weights[20]) - 1) if weights else (_DECAY, _FACTOR)


def retrievability(stability: float, days: float, own: Forgetting = USUAL) -> float:
    """Chance of recall 0..1 after `days`; 0 without a memory. FSRS-6: (1 + F t / (k S)) ** -w20."""
    if stability <= 0:
        return 0.0
    decay, curve = _curve(own.weights)
    return float((1 + curve * max(0.0, days) / (own.factor * stability)) ** decay)


def first(rating: Rating, weights: Weights = ()) -> Memory:
    """The memory that a first meeting leaves."""
    from tutor.core.whole_days import first_meeting

    return Memory(*first_meeting(rating, weights))


def review(memory: Memory, days: float, rating: Rating, own: Forgetting = USUAL) -> Memory:
    """The memory after a review `days` after the last one."""
    from tutor.core.whole_days import review_after

    if days < SAME_DAY:
        return Memory(*review_after(memory.stability, memory.difficulty, 0, rating, own.weights))
    felt = min(FARTHEST, max(1.0, days / own.factor))
    low = math.floor(felt)
    stability, difficulty = review_after(memory.stability, memory.difficulty, low, rating, own.weights)
    share = felt - low
    if share < 1e-9:
        return Memory(stability, difficulty)
    longer, _ = review_after(memory.stability, memory.difficulty, low + 1, rating, own.weights)
    return Memory(math.exp((1 - share) * math.log(stability) + share * math.log(longer)), difficulty)


def interval(stability: float, own: Forgetting = USUAL, wanted: float = WANTED_RECALL) -> float:
    """Days until recall falls to `wanted`, at least `SAME_DAY`, at most `LONGEST`."""
    decay, curve = _curve(own.weights)
    days: float = own.factor * stability / curve * (wanted ** (1 / decay) - 1)
    return min(LONGEST, max(SAME_DAY, days))


def spread(days: float, name: str, repetition: int) -> float:
    """Fuzz the interval, the same for the same card and repetition, so that what was learned together parts.

    Widths are the package's: 15 % from 2.5 to 7 days, 10 % to 20, 5 % beyond.
    """
    width = 0.15 * max(0.0, min(days, 7) - 2.5) + 0.10 * max(0.0, min(days, 20) - 7) + 0.05 * max(0.0, days - 20)
    digest = hashlib.blake2b(f"{name}#{repetition}".encode(), digest_size=4).digest()
    return days + width * (int.from_bytes(digest, "big") / 0xFFFFFFFF * 2 - 1)
