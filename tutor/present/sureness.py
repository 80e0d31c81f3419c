"""What is said of how well one knows what one knows: one sentence, with counts, and no blame."""

from __future__ import annotations

from tutor.core.sureness import SURE, Level, Sureness
from tutor.language import _, later

WORDS = {
    1: later("When you guessed, {right} of {answers} were right"),
    2: later("When you were fairly sure, {right} of {answers} were right"),
    SURE: later("When you were sure, {right} of {answers} were right"),
}
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
    said = _(WORDS[level.confidence], right=level.right, answers=level.answers)
    if _off(level) < -FAR:
        return _("{said}: a second look is worth it there.", said=said)
    if _off(level) > FAR:
        return _("{said}: you know more than you think.", said=said)
    return _("{said}: you know well what you know.", said=said)
