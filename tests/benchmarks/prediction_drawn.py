"""Drawn learners whose memory is known, to choose the calibration's rate and to see when a refit pays."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import NamedTuple

from tutor.core import memory
from tutor.core.memory import Forgetting, Weights
from tutor.core.refit import Fit, Forecast, Review, followed, forecasts, halfway, log_loss, refit
from tutor.core.whole_days import scheduler

CARDS = 80


class Drawn(NamedTuple):
    """A log, and what one who knows the learner's true memory would have expected."""

    reviews: list[Review]
    truth: list[Forecast]


def drawn(seed: int, length: int, factor: float, weights: Weights = ()) -> Drawn:
    """`length` reviews of one whose memory is FSRS-6 with these weights, time stretched by `factor`, reviewed about
    when the model's defaults would have it.
    """
    chance, own = random.Random(seed), Forgetting(factor, weights)
    held: dict[str, tuple[memory.Memory, float]] = {}
    due = [(chance.random() * 30, f"card {number}") for number in range(CARDS)]
    reviews, truth = [], []
    for number in range(length):
        at, card = min(due)
        due.remove((at, card))
        if card not in held:
            rating = "good" if chance.random() < 0.7 else "again"
            now = memory.first(rating, weights)  # type: ignore[arg-type]
            reviews.append(Review(card, 0.0, rating))  # type: ignore[arg-type]
        else:
            had, last = held[card]
            recall = memory.retrievability(had.stability, at - last, own)
            rating = "good" if chance.random() < recall else "again"
            truth.append(Forecast(recall, rating == "good"))
            now = memory.review(had, at - last, rating, own)  # type: ignore[arg-type]
            reviews.append(Review(card, at - last, rating))  # type: ignore[arg-type]
        held[card] = now, at
        wait = max(0.6, min(40.0, memory.interval(now.stability)) * chance.uniform(0.5, 1.6))
        card = card if chance.random() < 0.9 else f"card {CARDS + number}"
        due.append((at + wait, card))
    return Drawn(reviews, truth)


def drawn_factor(seed: int) -> float:
    return min(3.5, max(0.3, math.exp(random.Random(f"factor {seed}").gauss(0, 0.5))))


def drawn_weights(seed: int) -> Weights:
    """The defaults, each moved by a log-normal factor of spread .35, within the package's bounds."""
    chance = random.Random(f"weights {seed}")
    while True:
        weights = tuple(weight * math.exp(chance.gauss(0, 0.35)) for weight in scheduler().parameters)
        try:
            scheduler(weights)
        except ValueError:
            continue
        return weights


class Paid(NamedTuple):
    """Mean log loss over the drawn learners' next 1,000 reviews: defaults, any fit, guarded fit, truth; how many kept."""

    defaults: float
    fitted: float
    guarded: float
    truth: float
    kept: int


def refits_pay(fit: Fit, after: int, seeds: Sequence[int]) -> Paid:
    """What a refit after so many reviews does for the 1,000 that follow."""
    sums = [0.0, 0.0, 0.0, 0.0]
    kept = 0
    for seed in seeds:
        log, truth = drawn(seed, after + 1000, drawn_factor(seed), drawn_weights(seed))
        log = followed(log)
        past, coming = log[:after], log[after:]
        found = refit(past, fit)
        tried = found.tried or halfway(tuple(fit(past)))
        kept += found.outcome == "kept"
        losses = [log_loss(forecasts(coming, one)) for one in ((), tried, found.weights)]
        start = len(truth) - len(forecasts(coming))
        sums = [one + more for one, more in zip(sums, [*losses, log_loss(truth[start:])], strict=True)]
    return Paid(*(one / len(seeds) for one in sums), kept)
