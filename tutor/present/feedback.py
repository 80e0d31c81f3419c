"""Feedback in words: what was right first, then what is missing; kind, short, never an alarm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tutor.core.judgement import Judgement, Note
from tutor.core.text import clean

SENTENCES = {
    "slip": "One letter is off; look at the spelling.",
    "accents": "Look at the accents.",
    "case": "Look at capital and small letters.",
    "no_unit": "The number is right. Which unit?",
    "extra_unit": "The number is right; no unit is asked for.",
    "other_unit": "The unit measures something else.",
    "not_a_number": "That can't be read as a number here. Write it with digits, like 10, 3.5 or 3/4.",
    "reversed": "It is the other way round.",
    "equation": "The value is right; an equation is asked for, with =.",
    "no_equation": "An expression is asked for, not an equation.",
    "no_value": "What you wrote has no value that can be computed.",
}
_FORMS = {
    "factored": "write it factored, as a product that can't be taken apart any further",
    "expanded": "write it multiplied out, as a sum with like terms put together",
    "simplest": "write it in its simplest form",
}
_UNREADABLE = {
    "empty": "Nothing is written yet. Write an expression, like 2x + 1.",
    "long": "That is too long or too deeply nested for a formula. Can you write it more briefly?",
    "end": "Something is missing after {after}.",
    "bracket": "I can't find where the bracket after {after} is closed.",
    "digits": "I can't tell what the number after {after} means. Put * or ^ before it.",
    "sign": "I can't read what follows {after}.",
}
_PARTLY = {
    "lines": "{right} of {of} lines {verb} in the right order",
    "pairs": "{right} of {of} pairs {verb} right",
    "parts": "{right} of {of} parts {verb} right",
    "things": "{right} of {of} {verb} in the right group",
}

SHOWN = 60
"""Characters of a text that is named in a sentence."""


def feedback(judgement: Judgement, hints: Iterable[str] = ()) -> str:
    """What there is to say about this very answer, `hints` that fit it last; empty when right or wrong says it all.

    Programs and tables are quoted in it, so it is cleaned here too: whoever reads JSON Lines shows it as it comes.
    """
    parts = [part for part in [*map(_sentence, judgement.notes), judgement.said, *hints] if part]
    said = ("\n\n" if any("\n" in part for part in parts[:1]) else " ").join(parts)
    return clean(said, right_to_left=True)


def _sentence(note: Note) -> str:
    """A note in words; one about a part of an item with the part's number."""
    if "part" not in note.values:
        return _words_of(note)
    words = _words_of(note)
    words = words[:1].lower() + words[1:] if words.startswith("Gap") else words
    return f"Part {note.values['part']}: {words}" if words else ""


def _words_of(note: Note) -> str:
    values = note.values
    match note.code:
        case "said":
            return str(values.get("text", ""))
        case "form":
            words = _FORMS.get(values.get("form", ""), "write it in the form that is asked for")
            return f"The value is right; {words}."
        case "unreadable":
            return _unreadable(values)
        case "unknown_names":
            names = [f"“{name[:SHOWN]}”" for name in values.get("names", ())]
            return f"{_listed(names)} {'does' if len(names) == 1 else 'do'} not belong here."
        case "partly":
            return _partly(values)
        case "no_order":
            return f"No two lines stand in the right order{_left(values)}."
        case "few_lines":
            return f"Too few lines: {_left(values).removeprefix(', ')}."
        case "pattern":
            return f"The pattern can't be read, at character {values.get('at', 1)}: {values.get('why', '')}."
        case "missed" | "only_part" | "caught":
            return _of_pattern(note.code, str(values.get("text", "")))
        case "few_words" | "many_words":
            return f"You wrote {_words(values)}; {values.get('least')} to {values.get('most')} are asked for."
        case "tests" | "rows" | "commands":
            return _of_program(note)
        case "read_as":
            return f"Read as {values.get('value', '')}."
        case "asked_unit" | "unknown_unit":
            return f"The number is right; give it in {values.get('unit', '')}."
        case code:
            words = SENTENCES.get(code, "")
            return f"{_gaps(values)}: {words[:1].lower()}{words[1:]}" if words and values.get("gaps") else words


def _listed(names: list[str]) -> str:
    """`“g”`, `“g” and “h”`, `“g”, “h” and “t”`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _partly(values: Mapping[str, Any]) -> str:
    """What was right first, then what to look at, what is left out and what is too much."""
    right = values.get("right", 0)
    words = _PARTLY.get(values.get("what", ""), "{right} of {of} are right")
    words = words.format(right=right, of=values.get("of", 0), verb="is" if right == 1 else "are")
    if values.get("gaps"):
        return f"{words}; look at {_gaps(values).lower()}."
    if values.get("parts"):
        return f"{words}; look at {_several('part', values['parts'])}."
    return f"{words}{_left(values)}."


def _left(values: Mapping[str, Any]) -> str:
    """How many are left out, and how many too much."""
    wrong, missing = values.get("wrong", 0), values.get("missing", 0)
    words = f", {missing} {'is' if missing == 1 else 'are'} left out" if missing else ""
    return words + (f", and {wrong} of yours {'does' if wrong == 1 else 'do'} not belong" if wrong else "")


def _unreadable(values: Mapping[str, Any]) -> str:
    """Where a formula could not be read."""
    after, why = values.get("after", ""), values.get("why", "sign")
    if not after and why in ("end", "sign"):
        return "I can't read how this begins."
    if not after and why == "bracket":
        return "I can't find where the first bracket is closed."
    return _UNREADABLE[why].format(after=f"“{after}”")


def _gaps(values: Mapping[str, Any]) -> str:
    """`Gap 2`, `Gaps 1 and 3`."""
    return _several("Gap", values["gaps"])


def _several(name: str, numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"{name}s {', '.join(first)} and {last}" if first else f"{name} {last}"


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


def _of_program(note: Note) -> str:
    """What came of a run; "" where right says it all."""
    from tutor.present import programs

    match note.code:
        case "tests":
            return programs.tests_told(note.values)
        case "rows":
            return programs.rows_told(note.values)
        case _:
            return programs.commands_told(note.values)


def _words(values: Mapping[str, Any]) -> str:
    count = values.get("words", 0)
    return f"{count} word{'' if count == 1 else 's'}"


def too_few_words(count: int, least: int) -> str:
    """Said before a text shorter than asked is taken; the learner decides."""
    return f"That is {_words({'words': count})}; {least} are asked. Hand it in all the same?"


def look_again(title: str) -> str:
    """Where the author sends a learner who made this mistake."""
    return f"It may help to look at {title} again."
