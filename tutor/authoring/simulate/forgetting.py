"""A law of forgetting that is not the engine's own, so that the engine is not judged by itself."""

from __future__ import annotations


class HalfLife:
    """R = 2^(-t/h). A recall multiplies h, the more the less certain it was; a failure shortens it. Times are days.

    `ease` is the person's and the item's factor: above 1 it is kept longer. Source: half-life regression, Settles &
    Meeder 2016.
    """

    __slots__ = ("ease", "half", "last")
    FIRST, GROWTH, KEPT = 24.0, 3.4, 0.45

    def __init__(self, ease: float) -> None:
        self.ease, self.half, self.last = ease, 0.0, 0.0

    def retention(self, at: float) -> float:
        """What is held, 0..1; 0 before the first practice."""
        return 2.0 ** (-max(0.0, at - self.last) / self.half) if self.half else 0.0

    def practise(self, at: float, recalled: bool, weight: float = 1.0) -> None:
        """It was practised now, and recalled or not."""
        first = self.FIRST * self.ease
        if not self.half:
            self.half = first * weight
        elif recalled:
            self.half *= 1 + weight * self.GROWTH * max(0.01, 1 - self.retention(at) ** 5)
        else:
            self.half = max(min(first, self.half), self.KEPT * self.half)
        self.last = at

    def copy(self) -> HalfLife:
        """Another one that holds the same."""
        other = HalfLife(self.ease)
        other.half, other.last = self.half, self.last
        return other
