"""Feedback in words: what was right first, then what is missing; kind, short, never an alarm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.core.judgement import Judgement, Note

SENTENCES = {
    "slip": "One letter is off; look at the spelling.",
    "accents": "Look at the accents.",
    "case": "Look at capital and small letters.",
    "no_unit": "The number is right. Which unit?",
    "extra_unit": "The number is right; no unit is asked for.",
    "other_unit": "The unit measures something else.",
    "not_a_number": "That can't be read as a number here. Write it with digits, like 10, 3.5 or 3/4.",
    "form": "The value is right; write it in the form that is asked for.",
}
_PARTLY = {
    "lines": "{right} of {of} lines {verb} in the right order",
    "pairs": "{right} of {of} pairs {verb} right",
    "things": "{right} of {of} {verb} in the right group",
}

SHOWN = 60
"""Characters of a text that is named in a sentence."""


def feedback(judgement: Judgement) -> str:
    """One to three sentences about this very answer; empty when there is nothing to add to right or wrong."""
    parts = [_sentence(note) for note in judgement.notes]
    return " ".join(part for part in [*parts, judgement.said] if part)


def _sentence(note: Note) -> str:
    values = note.values
    match note.code:
        case "partly":
            return _partly(values)
        case "pattern":
            return f"The pattern can't be read, at character {values.get('at', 1)}: {values.get('why', '')}."
        case "missed" | "only_part" | "caught":
            return _of_pattern(note.code, str(values.get("text", "")))
        case "few_words" | "many_words":
            return f"You wrote {_words(values)}; {values.get('least')} to {values.get('most')} are asked for."
        case "read_as":
            return f"Read as {values.get('value', '')}."
        case "asked_unit" | "unknown_unit":
            return f"The number is right; give it in {values.get('unit', '')}."
        case code:
            words = SENTENCES.get(code, "")
            return f"{_gaps(values)}: {words[:1].lower()}{words[1:]}" if words and values.get("gaps") else words


def _partly(values: Mapping[str, Any]) -> str:
    """What was right first, then what to look at, what is left out and what is too much."""
    right, wrong, missing = (values.get(key, 0) for key in ("right", "wrong", "missing"))
    words = _PARTLY.get(values.get("what", ""), "{right} of {of} are right")
    words = words.format(right=right, of=values.get("of", 0), verb="is" if right == 1 else "are")
    if values.get("gaps"):
        return f"{words}; look at {_gaps(values).lower()}."
    if missing:
        words += f", {missing} {'is' if missing == 1 else 'are'} left out"
    if wrong:
        words += f", and {wrong} of yours {'does' if wrong == 1 else 'do'} not belong"
    return f"{words}."


def _gaps(values: Mapping[str, Any]) -> str:
    """`Gap 2`, `Gaps 1 and 3`."""
    *first, last = map(str, values["gaps"])
    return f"Gaps {', '.join(first)} and {last}" if first else f"Gap {last}"


def _of_pattern(code: str, text: str) -> str:
    """The first text that a pattern judges otherwise than asked."""
    shown = f"“{text[:SHOWN]}{'…' * (len(text) > SHOWN)}”" if text else "The empty text"
    match code:
        case "caught":
            return f"{shown} is matched, and should not be."
        case "only_part":
            return f"{shown} is matched only in part: the pattern must fit the whole text."
        case _:
            return f"{shown} is not matched, and should be."


def _words(values: Mapping[str, Any]) -> str:
    count = values.get("words", 0)
    return f"{count} word{'' if count == 1 else 's'}"


def look_again(title: str) -> str:
    """Where the author sends a learner who made this mistake."""
    return f"It may help to look at {title} again."
