"""Feedback in words: what was right first, then what is missing; kind, short, never an alarm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tutor.core.judgement import Judgement, Note
from tutor.core.text import clean
from tutor.language import _, _n, later

SENTENCES = {
    "slip": later("One letter is off; look at the spelling."),
    "mark": later("The letters are right; look at the spaces and marks."),
    "accents": later("Look at the accents."),
    "case": later("Look at capital and small letters."),
    "no_unit": later("The number is right. Which unit?"),
    "extra_unit": later("The number is right; no unit is asked for."),
    "other_unit": later("The unit measures something else."),
    "not_a_number": later("That can't be read as a number here. Write it with digits, like 10, 3.5 or 3/4."),
    "reversed": later("It is the other way round."),
    "equation": later("The value is right; an equation is asked for, with =."),
    "no_equation": later("An expression is asked for, not an equation."),
    "no_value": later("What you wrote has no value that can be computed."),
}
FORMS = {
    "factored": later("The value is right; write it factored, as a product that can't be taken apart any further."),
    "expanded": later("The value is right; write it multiplied out, as a sum with like terms put together."),
    "simplest": later("The value is right; write it in its simplest form."),
}
UNREADABLE = {
    "empty": later("Nothing is written yet. Write an expression, like 2x + 1."),
    "long": later("That is too long or too deeply nested for a formula. Can you write it more briefly?"),
    "end": later("Something is missing after {after}."),
    "bracket": later("I can't find where the bracket after {after} is closed."),
    "digits": later("I can't tell what the number after {after} means. Put * or ^ before it."),
    "sign": later("I can't read what follows {after}."),
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
    words = _words_of(note)
    if "part" not in note.values or not words:
        return words
    if note.values.get("gaps"):
        words = f"{words[:1].lower()}{words[1:]}"
    return _("Part {number}: {said}", number=note.values["part"], said=words)


def _words_of(note: Note) -> str:
    values = note.values
    match note.code:
        case "said":
            return str(values.get("text", ""))
        case "form":
            words = later("The value is right; write it in the form that is asked for.")
            return _(FORMS.get(values.get("form", ""), words))
        case "unreadable":
            return _unreadable(values)
        case "unknown_names":
            names = [f"“{name[:SHOWN]}”" for name in values.get("names", ())]
            told = listed(names)
            return _n("{names} does not belong here.", "{names} do not belong here.", len(names), names=told)
        case "partly":
            return _partly(values)
        case "no_order":
            return _with_rest(_("No two lines stand in the right order"), values)
        case "few_lines":
            return _with_rest("", values)
        case "pattern":
            words = later("The pattern can't be read, at character {at}: {why}.")
            return _(words, at=values.get("at", 1), why=values.get("why", ""))
        case "missed" | "only_part" | "caught":
            return _of_pattern(note.code, str(values.get("text", "")))
        case "few_words" | "many_words":
            return _n(
                "You wrote {count} word; {least} to {most} are asked for.",
                "You wrote {count} words; {least} to {most} are asked for.",
                values.get("words", 0),
                least=values.get("least"),
                most=values.get("most"),
            )
        case "tests" | "rows" | "commands":
            return _of_program(note)
        case "read_as":
            return _("Read as {value}.", value=values.get("value", ""))
        case "asked_unit" | "unknown_unit":
            return _("The number is right; give it in {unit}.", unit=values.get("unit", ""))
        case code:
            words = _(SENTENCES.get(code, ""))
            return f"{_gaps(values)}: {words[:1].lower()}{words[1:]}" if words and values.get("gaps") else words


def listed(names: Sequence[str]) -> str:
    """`“g”`, `“g” and “h”`, `“g”, “h” and “t”`."""
    *first, last = names
    return _("{names} and {last}", names=", ".join(first), last=last) if first else last


def _partly(values: Mapping[str, Any]) -> str:
    """What was right first, then what to look at, what is left out and what is too much."""
    words = _right_of(values.get("what", ""), values.get("right", 0), values.get("of", 0))
    if values.get("gaps"):
        numbers = listed([str(one) for one in values["gaps"]])
        return _n(
            "{said}; look at gap {numbers}.",
            "{said}; look at gaps {numbers}.",
            len(values["gaps"]),
            said=words,
            numbers=numbers,
        )
    if values.get("parts"):
        numbers = listed([str(one) for one in values["parts"]])
        return _n(
            "{said}; look at part {numbers}.",
            "{said}; look at parts {numbers}.",
            len(values["parts"]),
            said=words,
            numbers=numbers,
        )
    return _with_rest(words, values)


def _right_of(what: str, right: int, of: int) -> str:
    match what:
        case "lines":
            return _n(
                "{count} of {of} lines is in the right order",
                "{count} of {of} lines are in the right order",
                right,
                of=of,
            )
        case "pairs":
            return _n("{count} of {of} pairs is right", "{count} of {of} pairs are right", right, of=of)
        case "parts":
            return _n("{count} of {of} parts is right", "{count} of {of} parts are right", right, of=of)
        case "things":
            return _n("{count} of {of} is in the right group", "{count} of {of} are in the right group", right, of=of)
        case _:
            return _n("{count} of {of} are right", "{count} of {of} are right", right, of=of)


def _with_rest(words: str, values: Mapping[str, Any]) -> str:
    """A sentence with how many are left out, and how many too much; without words, that there are too few."""
    wrong, missing = values.get("wrong", 0), values.get("missing", 0)
    left = _n("{count} is left out", "{count} are left out", missing)
    over = _n("{count} of yours does not belong", "{count} of yours do not belong", wrong)
    if missing and wrong:
        rest = _("{left_out}, and {too_much}", left_out=left, too_much=over)
    else:
        rest = left if missing else _("and {too_much}", too_much=over) if wrong else ""
    if not words:
        return _("Too few lines: {rest}.", rest=rest)
    return _("{said}, {rest}.", said=words, rest=rest) if rest else f"{words}."


def _unreadable(values: Mapping[str, Any]) -> str:
    """Where a formula could not be read."""
    after, why = values.get("after", ""), values.get("why", "sign")
    if not after and why in ("end", "sign"):
        return _("I can't read how this begins.")
    if not after and why == "bracket":
        return _("I can't find where the first bracket is closed.")
    return _(UNREADABLE[why], after=f"“{after}”")


def _gaps(values: Mapping[str, Any]) -> str:
    """`Gap 2`, `Gaps 1 and 3`."""
    numbers = listed([str(one) for one in values["gaps"]])
    return _n("Gap {numbers}", "Gaps {numbers}", len(values["gaps"]), numbers=numbers)


def _of_pattern(code: str, text: str) -> str:
    """The first text that a pattern judges otherwise than asked."""
    shown = f"“{text[:SHOWN]}{'…' * (len(text) > SHOWN)}”" if text else _("The empty text")
    match code:
        case "caught":
            return _("{text} is matched, and should not be.", text=shown)
        case "only_part":
            return _("{text} is matched only in part: the pattern must fit the whole text.", text=shown)
        case _:
            return _("{text} is not matched, and should be.", text=shown)


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


def too_few_words(count: int, least: int) -> str:
    """Said before a text shorter than asked is taken; the learner decides."""
    return _n(
        "That is {count} word; {least} are asked. Hand it in all the same?",
        "That is {count} words; {least} are asked. Hand it in all the same?",
        count,
        least=least,
    )


def look_again(title: str) -> str:
    """Where the author sends a learner who made this mistake."""
    return _("It may help to look at {title} again.", title=title)
