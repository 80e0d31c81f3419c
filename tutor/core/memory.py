"""What a memory does with time and practice: the `fsrs` package, wrapped once.

The package counts whole days; a learner's days are fractions, stretched by their own calibration factor. So a review is
computed at the two whole days around the real span and joined on the logarithm of stability. Spans are days, stability
is the days until recall falls to 90 % (before calibration), difficulty is 1..10, ratings are the package's.
"""

from __future__ import annotations

import hashlib
import math
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating
from msgspec import Struct

from tutor.core.learner.events import Rating

WANTED_RECALL = 0.90
"""Recall at which a review is due; fixed: the FSRS default, rule 5 of the peers' study."""
SAME_DAY = 0.5
"""Reviews closer than this many days use the package's short-term formula; fixed by the learning model, section 2."""
CALIBRATION_RATE = 0.12
"""Step of the learner's factor; tunable .05-.2, chosen in the simulations of the learning model."""
CALIBRATION_RANGE = (0.25, 4.0)
LONGEST = 1825.0
"""Days; no review is put off longer."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_DECAY: float = -_SCHEDULER.parameters[20]
_FACTOR: float = 0.9 ** (1 / _DECAY) - 1
_RATINGS = {"again": FsrsRating.Again, "hard": FsrsRating.Hard, "good": FsrsRating.Good, "easy": FsrsRating.Easy}


class Memory(Struct, frozen=True):
    """What is held of a skill or a fact: stability in days, difficulty 1..10."""

    stability: float
    difficulty: float


def retrievability(stability: float, days: float, calibration: float = 1.0) -> float:
    """Chance of recall 0..1 after `days`; 0 without a memory. FSRS-6: (1 + F t / (k S)) ** -w20."""
    if stability <= 0:
        return 0.0
    return float((1 + _FACTOR * max(0.0, days) / (calibration * stability)) ** _DECAY)


def first(rating: Rating) -> Memory:
    """The memory that a first meeting leaves."""
    card, _ = _SCHEDULER.review_card(Card(card_id=1, due=_EPOCH), _RATINGS[rating], _EPOCH)
    return Memory(card.stability or 0.0, card.difficulty or 0.0)


def review(memory: Memory, days: float, rating: Rating, calibration: float = 1.0) -> Memory:
    """The memory after a review `days` after the last one."""
    if days < SAME_DAY:
        return _at_whole_days(memory.stability, memory.difficulty, 0, rating)
    felt = max(1.0, days / calibration)
    low = math.floor(felt)
    before = _at_whole_days(memory.stability, memory.difficulty, low, rating)
    share = felt - low
    if share < 1e-9:
        return before
    after = _at_whole_days(memory.stability, memory.difficulty, low + 1, rating)
    joined = math.exp((1 - share) * math.log(before.stability) + share * math.log(after.stability))
    return Memory(joined, before.difficulty)


@lru_cache(maxsize=4096)
def _at_whole_days(stability: float, difficulty: float, days: int, rating: Rating) -> Memory:
    card = Card(
        card_id=1,
        state=State.Review,
        stability=stability,
        difficulty=difficulty,
        due=_EPOCH,
        last_review=_EPOCH,
    )
    card, _ = _SCHEDULER.review_card(card, _RATINGS[rating], _EPOCH + timedelta(days=days))
    return Memory(card.stability or stability, card.difficulty or difficulty)


def interval(stability: float, calibration: float = 1.0, wanted: float = WANTED_RECALL) -> float:
    """Days until recall falls to `wanted`, at least `SAME_DAY`, at most `LONGEST`."""
    days: float = calibration * stability / _FACTOR * (wanted ** (1 / _DECAY) - 1)
    return min(LONGEST, max(SAME_DAY, days))


def spread(days: float, name: str, repetition: int) -> float:
    """Fuzz the interval, the same for the same card and repetition, so that what was learned together parts.

    Widths are the package's: 15 % from 2.5 to 7 days, 10 % to 20, 5 % beyond.
    """
    if days < 2.5:
        return days
    width = 0.15 * (min(days, 7) - 2.5) + 0.10 * max(0.0, min(days, 20) - 7) + 0.05 * max(0.0, days - 20)
    digest = hashlib.blake2b(f"{name}#{repetition}".encode(), digest_size=4).digest()
    return days + width * (int.from_bytes(digest, "big") / 0xFFFFFFFF * 2 - 1)


def calibrate(factor: float, recalled: bool, predicted: float) -> float:
    """The learner's own factor after a review that memory predicted with `predicted`: k e^(.12 (y - R)), clipped."""
    moved: float = factor * math.exp(CALIBRATION_RATE * ((1.0 if recalled else 0.0) - predicted))
    return min(CALIBRATION_RANGE[1], max(CALIBRATION_RANGE[0], moved))
