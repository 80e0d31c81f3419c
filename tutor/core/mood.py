"""How much easier or harder a learner wants a course, in logits: moved by what they say, fading while they go on.

Below 0 is easier, above 0 harder. `core.pick` goes by it for items, `core.choose` for challenges.
"""

from __future__ import annotations

from typing import Literal

Feel = Literal["easy", "right", "lost"]

STEP = 0.75
"""What one word moves; tunable .5-1. With `pick.MOOD_SHIFT` about a tenth in the chance of success."""
BOUND = 1.5
"""A wish counts this much at most; fixed, two steps."""
FADE = 0.95
"""What is left after one more answer, about half after fourteen; tunable .9-.98."""
GONE = 0.05
"""Below this nothing is left of it."""


def felt(mood: float, feel: Feel) -> float:
    """The mood after a word. A wish the other way begins anew; “right” leaves it as it is."""
    if feel == "easy":
        return min(BOUND, max(0.0, mood) + STEP)
    if feel == "lost":
        return max(-BOUND, min(0.0, mood) - STEP)
    return mood


def faded(mood: float) -> float:
    """The mood after one more answer in the course."""
    left = mood * FADE
    return left if abs(left) >= GONE else 0.0


def kept(moods: dict[str, float], course: str, mood: float) -> dict[str, float]:
    """The moods of all courses with this one; a course without one has no entry."""
    others = {name: value for name, value in moods.items() if name != course}
    return {**others, course: mood} if mood else others
