"""How well a learner knows what they know: what they said of being sure, against what was right.

A word about being sure is a chance: guessing, fairly sure, sure. Kept are only counts, one pair for each word.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

SURE = 3
CLAIMS = {1: 0.40, 2: 0.70, SURE: 0.95}
"""The chance that each word stands for; tunable ±.1, a guess among few choices being right more often than never."""
ENOUGH = 10
"""Answers with a word before anything is said of it; fixed, or a lucky day would count as self-knowledge."""


class Level(Struct, frozen=True):
    """One word (1 guessing, 2 fairly sure, 3 sure): the chance it claims, answers given with it, how many were right.

    `share` of right ones, 0..1, is None below `ENOUGH` answers.
    """

    confidence: int
    claims: float
    answers: int
    right: int
    share: float | None


class Sureness(Struct, frozen=True):
    """All levels, and the Brier score over those with enough answers: 0 is perfect, None when there are none.

    Brier: mean of (claim - outcome)², outcome 1 or 0 (Brier 1950).
    """

    levels: list[Level]
    brier: float | None


def after(sure: Mapping[str, list[int]], confidence: int | None, correct: bool) -> dict[str, list[int]]:
    """The counts after an answer; unchanged where nothing was said."""
    if confidence not in CLAIMS:
        return dict(sure)
    answers, right = sure.get(str(confidence), [0, 0])
    return {**sure, str(confidence): [answers + 1, right + int(correct)]}


def sureness(sure: Mapping[str, list[int]]) -> Sureness:
    """The figures from the counts."""
    levels = [_level(confidence, *sure.get(str(confidence), [0, 0])) for confidence in CLAIMS]
    told = [level for level in levels if level.share is not None]
    count = sum(level.answers for level in told)
    off = sum(level.right * (1 - level.claims) ** 2 + (level.answers - level.right) * level.claims**2 for level in told)
    return Sureness(levels, round(off / count, 4) if count else None)


def _level(confidence: int, answers: int, right: int) -> Level:
    share = right / answers if answers >= ENOUGH else None
    return Level(confidence, CLAIMS[confidence], answers, right, share)
