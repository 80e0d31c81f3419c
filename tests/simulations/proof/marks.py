"""What is measured of one learner under one policy, and how it is summed over learners."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Marks:
    """Sums of one learner: seconds, counts, and what the truth says at the end. See `measures` for their meaning."""

    seconds: float = 0.0
    by_sort: dict[str, float] = field(default_factory=dict)
    answers: int = 0
    right: int = 0
    over: float = 0.0
    massed: float = 0.0
    futile: float = 0.0
    taught: int = 0
    taught_early: int = 0
    gain: float = 0.0
    prior: float = 0.0
    retention: float = 0.0
    begun: int = 0
    kept_of_begun: float = 0.0
    open: int = 0
    open_early: int = 0
    ready: int = 0
    ready_closed: int = 0
    idle: float = 0.0
    offered: float = 0.0
    engine: float = 0.0
    engine_calls: int = 0
    goal_seconds: float = 0.0
    goal_reached: int = 0
    goal_kept: int = 0
    goal_share_kept: float = 0.0
    passed: int = 0
    passed_kept: int = 0
    placed: int = 0
    presumed: int = 0
    presumed_wrongly: int = 0
    wrong_after_check: int = 0
    by_band: dict[str, float] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    idle_days: int = 0
    days: int = 0

    def studied(self, sort: str, seconds: float) -> None:
        """Count time spent."""
        self.seconds += seconds
        self.by_sort[sort] = self.by_sort.get(sort, 0.0) + seconds

    def at_band(self, sort: str, retention: float, seconds: float) -> None:
        """Count an answer's time by how well it was held before."""
        name = f"{sort} {next(name for bound, name in BANDS if retention < bound)}"
        self.by_band[name] = self.by_band.get(name, 0.0) + seconds


BANDS = ((0.5, "below 0.5"), (0.8, "0.5-0.8"), (0.9, "0.8-0.9"), (0.97, "0.9-0.97"), (2.0, "from 0.97"))
RESAMPLES = 1000
Figure = Callable[[Sequence[int]], float]
"""A figure of a list of learners (their places), as a ratio of sums."""


def interval(figure: Figure, count: int, seed: int = 0) -> tuple[float, float, float]:
    """The figure over all learners, and the 95 % bootstrap interval over learners."""
    chance = random.Random(f"bootstrap {seed}")
    everyone = range(count)
    found = sorted(figure(chance.choices(everyone, k=count)) for _ in range(RESAMPLES))
    return figure(everyone), found[int(0.025 * RESAMPLES)], found[int(0.975 * RESAMPLES)]


def ratio(over: Sequence[float], under: Sequence[float]) -> Figure:
    """Sum over sum, of the same learners; 0 where there is nothing below."""

    def figure(places: Sequence[int]) -> float:
        below = sum(under[place] for place in places)
        return sum(over[place] for place in places) / below if below else 0.0

    return figure


def ratio_of_ratios(
    over: tuple[Sequence[float], Sequence[float]], under: tuple[Sequence[float], Sequence[float]]
) -> Figure:
    """One ratio of sums against another, of the same learners."""
    top, bottom = ratio(*over), ratio(*under)

    def figure(places: Sequence[int]) -> float:
        below = bottom(places)
        return top(places) / below if below else 0.0

    return figure
