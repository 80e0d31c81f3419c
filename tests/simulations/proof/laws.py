"""How people acquire and forget: laws that are not the engine's own.

Three laws of memory after the literature, one law of acquiring at once and one of acquiring little by little. A memory
is asked for its `retention` at a time (days) and told of each `practise`. `ease` is the person's and the item's
log-normal factor: above 1 it is kept longer.

Sources: exponential forgetting with growing half-lives (half-life regression, Settles & Meeder 2016); power law with
an exponent that spaced retrievals lower (Wixted & Ebbesen 1991; Wickelgren); decaying traces (Pavlik & Anderson 2005,
with their alpha, c, s and the scaling of time between sessions).
"""

from __future__ import annotations

import math
from typing import Protocol, Self

from tutor.authoring.simulate.forgetting import HalfLife

MEMORIES = ("half-life", "power", "traces")
ACQUISITIONS = ("at-once", "gradual")


class Memory(Protocol):
    """What is held of one thing; 0 before the first practice."""

    def retention(self, at: float) -> float: ...
    def practise(self, at: float, recalled: bool, weight: float = 1.0) -> None: ...
    def copy(self) -> Self: ...


class Power:
    """R = (1 + t)^-d. A spaced recall lowers the exponent d; a failure brings it half-way back."""

    __slots__ = ("decay", "ease", "last")
    FIRST, FALL = 0.12, 0.68

    def __init__(self, ease: float) -> None:
        self.ease, self.decay, self.last = ease, 0.0, 0.0

    def retention(self, at: float) -> float:
        return (1 + max(0.0, at - self.last)) ** -self.decay if self.decay else 0.0

    def practise(self, at: float, recalled: bool, weight: float = 1.0) -> None:
        first = self.FIRST / self.ease
        if not self.decay:
            self.decay = first / max(weight, 0.3)
        elif recalled:
            self.decay *= 1 - weight * self.FALL * max(0.005, 1 - self.retention(at) ** 5)
        else:
            self.decay += 0.5 * max(0.0, first - self.decay)
        self.last = at

    def copy(self) -> Power:
        other = Power(self.ease)
        other.decay, other.last = self.decay, self.last
        return other


class Traces:
    """Activation is the log of a sum of traces t^-d; a trace made while activation is high decays faster."""

    __slots__ = ("ease", "traces")
    ALPHA, C, TAU, S = 0.177, 0.217, -1.5, 0.255
    SECONDS = 86_400 * 0.025
    """Effective seconds of a day: time between sessions counts a fortieth."""
    MOST = 24
    """Traces kept; beyond, the weakest goes."""

    def __init__(self, ease: float) -> None:
        self.ease = ease
        self.traces: list[tuple[float, float, float]] = []

    def _sum(self, at: float) -> float:
        total, seconds = 0.0, self.SECONDS
        for when, decay, weight in self.traces:
            total += weight * max(1.0, (at - when) * seconds) ** -decay
        return total

    def retention(self, at: float) -> float:
        total = self._sum(at)
        if total <= 0:
            return 0.0
        threshold = self.TAU - 0.5 * math.log(self.ease)
        return 1 / (1 + math.exp((threshold - math.log(total)) / self.S))

    def practise(self, at: float, recalled: bool, weight: float = 1.0) -> None:
        decay = self.C * self._sum(at) + self.ALPHA
        self.traces.append((at, decay, weight if recalled else 0.8 * weight))
        if len(self.traces) > self.MOST:
            later = at + 30
            weakest = min(self.traces, key=lambda one: one[2] * ((later - one[0]) * self.SECONDS) ** -one[1])
            self.traces.remove(weakest)

    def copy(self) -> Traces:
        other = Traces(self.ease)
        other.traces = list(self.traces)
        return other


def new_memory(law: str, ease: float) -> Memory:
    """An empty memory of a law."""
    return {"half-life": HalfLife, "power": Power, "traces": Traces}[law](ease)


class Holding:
    """One thing to learn: how far it is acquired (0..1) and its memory. What is not acquired cannot be kept."""

    __slots__ = ("gradual", "level", "memory", "rate")

    def __init__(self, memory: Memory, rate: float, gradual: bool) -> None:
        self.memory, self.rate, self.gradual, self.level = memory, rate, gradual, 0.0

    def retention(self, at: float) -> float:
        return self.level * self.memory.retention(at) if self.level else 0.0

    def chance(self, readiness: float, strength: float) -> float:
        """Of acquiring at this opportunity, or the share of what is missing."""
        return 1 - (1 - min(0.98, self.rate * readiness)) ** strength

    def opportunity(self, at: float, luck: float, readiness: float, strength: float, recalled: bool) -> None:
        """Something was shown, tried or explained. `luck` is uniform on 0..1."""
        held = self.level > 0
        got = self.chance(readiness, strength)
        if self.gradual:
            self.level += got * (1 - self.level)
        elif not held and luck < got:
            self.level = 1.0
        if self.level:
            self.memory.practise(at, recalled and held, 1.0 if held else min(1.0, strength))

    def copy(self) -> Holding:
        other = Holding(self.memory.copy(), self.rate, self.gradual)
        other.level = self.level
        return other
