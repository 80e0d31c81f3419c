"""How a response was judged, as data; `present` makes the sentences."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct


class BadResponse(Exception):
    """The response is not of the item's type (a list where a text belongs): not a wrong answer."""


class Note(Struct, frozen=True):
    """Something to tell the learner, by code: `slip`, `no_unit`, `accents`, `case`, `partly`, `not_a_number`, …"""

    code: str
    values: dict[str, Any] = {}


UNREAD = frozenset({"not_a_number", "pattern", "unreadable"})
"""Codes of notes on an answer that could not even be read: asked again, and no sign of knowing."""

Piece = tuple[Literal["same", "missing", "extra", "changed"], str]
"""One piece of a typed answer beside the right one: `extra` was typed too much, `missing` was left out, `changed` is
what was typed in place of the pieces marked `missing` next to it."""


class Judgement(Struct, frozen=True, kw_only=True):
    """`score` is 0..1; `correct` means score 1. `almost` asks again once and scores nothing.

    `said` is the author's feedback for this very answer, `see` a skill they point to, `difference` the typed answer
    beside the nearest right one, `heard` how the response was understood (for plain mode: "You answered 2 fifths"),
    `parts` which of several gaps are right, `within` the same for each part of an item that is made of parts.
    """

    correct: bool
    score: float
    almost: bool = False
    said: str = ""
    misconception: str = ""
    see: str = ""
    notes: list[Note] = []
    difference: list[Piece] = []
    heard: str = ""
    parts: list[bool] = []
    within: list[list[bool]] = []


def right(**more: Any) -> Judgement:
    """A right answer."""
    return Judgement(correct=True, score=1.0, **more)


def wrong(**more: Any) -> Judgement:
    """A wrong answer without partial credit."""
    return Judgement(correct=False, score=0.0, **more)


def nearly(**more: Any) -> Judgement:
    """Almost right: asked again once, scores nothing."""
    return Judgement(correct=False, score=0.0, almost=True, **more)
