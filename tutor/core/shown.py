"""An answer within a placement, as it is kept while the placement runs."""

from __future__ import annotations

from msgspec import Struct


class Shown(Struct, frozen=True):
    """What an answer showed. `guess` is the chance to be right without knowing; `skipped`: “not learned yet”."""

    skill: str
    item: str
    correct: bool
    guess: float
    skipped: bool = False
