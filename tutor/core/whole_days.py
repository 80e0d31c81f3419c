"""One review as the `fsrs` package computes it: whole days, no fuzz, no learning steps, times given.

A module of its own, imported when the first memory is computed: the package takes as long to import as a screen
to draw.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import cast

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating

from tutor.core.learner.events import Rating

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_RATINGS = {"again": FsrsRating.Again, "hard": FsrsRating.Hard, "good": FsrsRating.Good, "easy": FsrsRating.Easy}


@lru_cache(maxsize=16)
def scheduler(weights: tuple[float, ...] = ()) -> Scheduler:
    """The package's scheduler with these 21 weights, or its own defaults. ValueError for weights out of its bounds."""
    if not weights:
        return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    return Scheduler(parameters=weights, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def first_meeting(rating: Rating, weights: tuple[float, ...] = ()) -> tuple[float, float]:
    """Stability (days) and difficulty after the first review of all."""
    card, _ = scheduler(weights).review_card(Card(card_id=1, due=EPOCH), _RATINGS[rating], EPOCH)
    return _left_by(card)


@lru_cache(maxsize=4096)
def review_after(
    stability: float, difficulty: float, days: int, rating: Rating, weights: tuple[float, ...] = ()
) -> tuple[float, float]:
    """Stability and difficulty after a review so many whole days after the last one."""
    state = State.Review
    card = Card(card_id=1, state=state, stability=stability, difficulty=difficulty, due=EPOCH, last_review=EPOCH)
    card, _ = scheduler(weights).review_card(card, _RATINGS[rating], EPOCH + timedelta(days=days))
    return _left_by(card)


def _left_by(card: Card) -> tuple[float, float]:
    """Both stand after a review; the package's types know them to lack before the first."""
    return cast("tuple[float, float]", (card.stability, card.difficulty))
