"""What is said of how well one knows what one knows: one sentence, with counts, and no blame."""

from __future__ import annotations

from tutor.core.sureness import SURE, Level, Sureness

WORDS = {1: "guessed", 2: "were fairly sure", SURE: "were sure"}
FAR = 0.15
"""Between what a word claims and what was right, from which it is worth a hint; tunable .1-.2."""


def told(found: Sureness) -> str:
    """The word that says most, the sure one first when it was too sure; "" while there is not enough to go by."""
    levels = [level for level in found.levels if level.share is not None]
    if not levels:
        return ""
    return _sentence(max(levels, key=lambda level: (abs(_off(level)), level.confidence)))


def _off(level: Level) -> float:
    return (level.share or 0.0) - level.claims


def _sentence(level: Level) -> str:
    said = f"When you {WORDS[level.confidence]}, {level.right} of {level.answers} were right"
    if _off(level) < -FAR:
        return f"{said}: a second look is worth it there."
    if _off(level) > FAR:
        return f"{said}: you know more than you think."
    return f"{said}: you know well what you know."
