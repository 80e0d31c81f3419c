"""Feedback in words: what was right first, then what is missing; kind, short, never an alarm."""

from __future__ import annotations

from tutor.core.judgement import Judgement, Note

SENTENCES = {
    "slip": "One letter is off; look at the spelling.",
    "accents": "Almost: look at the accents.",
    "case": "Almost: look at capital and small letters.",
    "no_unit": "The number is right. Which unit?",
    "other_unit": "The unit measures something else.",
    "not_a_number": "That can't be read as a number here. Write it like 3.5, 3/4 or 1.5e3.",
    "form": "The value is right; write it in the form that is asked for.",
}


def feedback(judgement: Judgement) -> str:
    """One to three sentences about this very answer; empty when there is nothing to add to right or wrong."""
    parts = [_sentence(note) for note in judgement.notes]
    return " ".join(part for part in [*parts, judgement.said] if part)


def _sentence(note: Note) -> str:
    if note.code == "partly":
        return f"{note.values.get('right', 0)} of {note.values.get('of', 0)} are right."
    if note.code == "read_as":
        return f"Read as {note.values.get('value', '')}."
    return SENTENCES.get(note.code, "")
