"""What a learner can say they like: ways of explaining, and what examples may be about."""

from __future__ import annotations

from collections.abc import Sequence

WAYS = {
    "words": "in words",
    "plain": "in plain, simple words",
    "example": "by an example",
    "steps": "step by step",
    "picture": "with a picture",
    "analogy": "by a comparison",
    "story": "as a story",
    "explore": "by trying it out",
}
"""The ways that authors use most, as the pack format names them, with what a learner reads."""
TITLE = "How do you like things explained?"
GO_ON = "That is all, go on"
ABOUT = "What you choose is shown first where it is there; every other way stays one key away."


def told(ways: Sequence[str], interests: Sequence[str]) -> str:
    """What is liked, on one line."""
    if not ways and not interests:
        return "You have said nothing of what you like yet."
    said = [f"explained {', '.join(WAYS.get(way, way) for way in ways)}"] if ways else []
    said += [f"about {', '.join(interests)}"] if interests else []
    return f"You like it {' and '.join(said)}."


def name_of(typed: str) -> str:
    """The way that is meant by its name or by its words; "" for none."""
    wanted = " ".join(typed.casefold().split())
    return next((way for way, words in WAYS.items() if wanted in (way, words, words.split(" ", 1)[-1])), "")
