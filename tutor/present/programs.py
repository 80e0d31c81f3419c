"""What came of a program, a query or commands, in words: what passed first, then the first thing to look at.

The texts are Markdown. What a program printed or named stands in code, fenced so that it can't break out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tutor.core.code_judging import Missed
from tutor.core.query_judging import Rows
from tutor.core.tracebacks import Trouble
from tutor.core.values import Difference
from tutor.present.program_errors import error_words, shell_words
from tutor.present.prose_blocks import OUTPUT

MOST_LINES = 12
MOST_CHARACTERS = 1_500
"""Of what was printed."""
MOST_ROWS = 8
LONGEST_CELL = 40

LOOP = "Is there a loop that never ends?"
_TYPES = {
    "truth": "True or False",
    "number": "a number",
    "text": "a text",
    "bytes": "bytes",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dict",
    "set": "a set",
    "nothing": "nothing",
}
_LAZY = ("generator", "map", "filter", "zip", "range", "dict_keys", "dict_values", "dict_items", "reversed")
_LIMITS = {
    "time": f"took too long and was stopped. {LOOP}",
    "memory": "needed too much memory and was stopped.",
    "output": f"printed too much and was stopped. {LOOP}",
    "not_run": "was not run.",
}


def tests_told(values: Mapping[str, Any]) -> str:
    """How many tests were passed, what the first that wasn't says, and what the program printed meanwhile."""
    missed: list[Missed] = values.get("missed") or []
    passed, count = values["passed"], values["of"]
    first = next((one for one in missed if one.test), missed[0] if missed else None)
    parts = [_count(passed, count)] if not (first is not None and first.how in ("build", "load")) else []
    if first is not None:
        parts.append(missed_words(first))
        others = count - passed - 1
        if others > 0 and first.how not in ("build", "load"):
            parts.append("One more test is" if others == 1 else f"{others} more tests are")
            parts[-1] += " not passed yet."
    text = " ".join(part for part in parts if part)
    return paragraphs(text, printed(values.get("printed", "")))


def _count(passed: int, count: int) -> str:
    if passed == count:
        return "The test is passed." if count == 1 else f"All {count} tests are passed."
    return f"{passed} of {count} tests {'is' if passed == 1 else 'are'} passed." if passed else ""


def missed_words(one: Missed) -> str:
    """What a test that was not passed says."""
    name = _name(one)
    wants = f"{name} should give {code(one.wanted)}; it gave" if one.test else ""
    match one.how:
        case "value":
            if not one.test:
                return "A hidden test gets another value."
            told = f"{wants} {code(one.got)}."
            return f"{told} {difference_words(one.difference)}".strip()
        case "nothing":
            hint = "Is a `return` missing?"
            return f"{wants} nothing. {hint}" if one.test else f"A hidden test gets nothing. {hint}"
        case "printed":
            return _printed(one)
        case "build":
            return paragraphs("It can't be built:", fenced(one.said))
        case "load" | "error":
            return _stopped(one, name)
        case "unlike":
            return _unlike(one, name)
        case "long":
            return f"{name} gave more than can be compared here."
        case "status" if one.test:
            return _script(one)
        case "ended":
            said = one.said.strip().rpartition("\n")[2]
            return f"{name} ended by itself{', saying ' + code(said) if said else ''}."
        case "odd":
            return f"{name} gave no answer that can be read."
        case how:
            return f"{name} {_LIMITS.get(how, 'is not passed.')}"


def _name(one: Missed) -> str:
    """What a test is called: its call, its input."""
    if "call" in one.test:
        return code(one.test["call"])
    if one.test.get("stdin"):
        return f"With the input {code(one.test['stdin'].strip())} the program"
    return "The program" if one.test or one.how in ("load", "build") else "A hidden test"


def difference_words(difference: Difference | None) -> str:
    """Where two values part first, unless the values themselves say it."""
    if difference is None:
        return ""
    got, wanted, at = code(difference.got), code(difference.wanted), difference.at
    match difference.sort:
        case "type":
            return f"That is {_TYPES[difference.got]}; wanted is {_TYPES[difference.wanted]}."
        case "place":
            return f"The first difference is at place {at}: {got} for {wanted}."
        case "length":
            return f"It has {difference.got} values, not {difference.wanted}."
        case "key":
            return f"At the key {code(at)} it has {got}, not {wanted}."
        case "missing":
            return f"{wanted} is missing."
        case "extra":
            return f"{got} is too much."
        case _:
            return ""


def _printed(one: Missed) -> str:
    """Printed lines: the first that is not as wanted."""
    if not one.test or one.difference is None:
        return "A hidden test wants something else printed."
    name = _name(one)
    if not one.got:
        return f"{name} printed nothing; wanted is {code(one.wanted)}."
    line, got, wanted = one.difference.at, one.difference.got, one.difference.wanted
    if not wanted:
        return f"{name} prints too much: line {line} is {code(got)}."
    told = f"it is {code(got)}" if got else "there is none"
    return f"{name} should print {code(wanted)} in line {line}; {told}."


def _stopped(one: Missed, name: str) -> str:
    trouble = one.trouble
    if trouble is None:
        return f"{name} stopped with an error."
    if not trouble.line:
        return f"{name} stopped: {error_words(trouble)}."
    if trouble.kind in ("SyntaxError", "IndentationError", "TabError"):
        return f"Line {trouble.line} can't be read{_line(trouble)}: {error_words(trouble)}."
    return f"{name} stopped in line {trouble.line}{_line(trouble)}: {error_words(trouble)}."


def _line(trouble: Trouble) -> str:
    return f", {code(trouble.code)}" if trouble.code else ""


def _unlike(one: Missed, name: str) -> str:
    hint = "Put it into `list(…)`." if one.got in _LAZY else ""
    if not one.test:
        return f"A hidden test gets a `{one.got}`, which can't be compared. {hint}".strip()
    return f"{name} gave a {code(one.got)}, which can't be compared with {code(one.wanted)}. {hint}".strip()


def _script(one: Missed) -> str:
    if one.trouble is not None and one.trouble.kind == "AssertionError" and one.trouble.code:
        message = f" {one.trouble.message}" if one.trouble.message else ""
        return f"This does not hold yet: {code(one.trouble.code)}.{message}"
    if one.trouble is not None:
        return f"The test stopped{_line(one.trouble)}: {error_words(one.trouble)}."
    said = one.said.strip().rpartition("\n")[2]
    return f"This does not end well yet: {code(one.test['script'].strip())}.{' ' + code(said) if said else ''}"


# Queries


def rows_told(values: Mapping[str, Any]) -> str:
    """What SQLite says, or where the rows part from those wanted, with both tables."""
    if "stopped" in values:
        return f"The query {_LIMITS.get(values['stopped'], 'gave no rows.')}"
    if "trouble" in values:
        return _sql_trouble(str(values["trouble"]))
    mine: Rows = values["mine"]
    if values.get("trying"):
        return paragraphs(_rows(len(mine.rows), mine.more), table(mine))
    told = _parted(values)
    if not told:
        return ""
    wanted: Rows = values["wanted"]
    after = "After it, the check gives:" if values.get("checked") else "Your rows:"
    return paragraphs(told, after, table(mine), "Wanted:", table(wanted))


def _sql_trouble(said: str) -> str:
    if said.startswith(("not authorized", "authorization denied")):
        return "That is not allowed here: a query works on the tables of its exercise alone."
    return f"SQLite can't do this: {code(said)}."


def _parted(values: Mapping[str, Any]) -> str:
    if columns := values.get("columns"):
        have, want = columns
        return f"Your rows have {_many(have, 'column')}, wanted {'is' if want == 1 else 'are'} {want}."
    if at := values.get("at"):
        return f"These are the right rows in another order; row {at} is the first that differs."
    told = [
        f"{_many(len(rows), 'row')} {'is' if len(rows) == 1 else 'are'} {what}{_first(rows)}."
        for rows, what in ((values.get("missing"), "missing"), (values.get("extra"), "too much"))
        if rows
    ]
    return " ".join(told)


def _first(rows: Sequence[Sequence[Any]]) -> str:
    first = code(", ".join(map(_cell, rows[0])))
    return f": {first}" if len(rows) == 1 else f", the first: {first}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else f"no {what}s"


def _rows(count: int, more: bool) -> str:
    return f"More than {_many(count, 'row')}:" if more else f"{_many(count, 'row').capitalize()}{':' * bool(count)}"


def table(rows: Rows) -> str:
    """A table in Markdown, its first rows; "" without columns."""
    if not rows.columns:
        return "Nothing."
    head = [_in_table(name) for name in rows.columns]
    body = [[_in_table(_cell(cell)) for cell in row] for row in rows.rows[:MOST_ROWS]]
    lines = [head, ["---"] * len(head), *body]
    left = len(rows.rows) - MOST_ROWS
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return paragraphs(text, f"… and {left} more." if left > 0 else "")


def _cell(cell: Any) -> str:
    """A value of a table as SQL writes it."""
    if cell is None:
        return "NULL"
    return str(cell[0]) if isinstance(cell, list) and cell else str(cell)


def _in_table(words: str) -> str:
    words = _on_one_line(words)
    cut = words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 1]}…"
    if re.fullmatch(r"[^\W_]+(?:[ ,.:-]+[^\W_]+)*|-?[0-9.]+", cut):
        return cut
    return code(cut.replace("|", "¦")) if cut else " "


# Commands


def commands_told(values: Mapping[str, Any]) -> str:
    """What the check said of wrong ones, what the shell said, what was printed."""
    trying, right = values.get("trying"), values.get("right")
    if "stopped" in values and (trying or not right):
        told = f"The commands {_LIMITS.get(values['stopped'], 'did not come to an end.')}".replace(" was ", " were ")
        return paragraphs(told, printed(str(values.get("printed") or "")))
    said = str(values.get("said") or "")
    checked = str(values.get("checked") or "")
    told = "" if trying or right else "What is asked for is not there yet."
    if checked and told:
        told = f"{told} {code(checked.split(chr(10))[0])}."
    return paragraphs(told, shell_words(said), printed(str(values.get("printed") or "")))


# Pieces


def printed(output: str) -> str:
    """What was printed, its beginning; "" for nothing."""
    return paragraphs("It printed:", fenced(output)) if output.strip() else ""


def fenced(output: str) -> str:
    """Lines as they are, in a fence longer than any in them."""
    lines = output[:MOST_CHARACTERS].rstrip().split("\n")
    kept = lines[:MOST_LINES]
    fence = "`" * max(3, _longest_run(output) + 1)
    cut = len(lines) > MOST_LINES or len(output.rstrip()) > MOST_CHARACTERS
    return "\n".join([f"{fence}{OUTPUT}", *kept, *(["…"] if cut else []), fence])


def code(words: str) -> str:
    """A text in a sentence, as code on one line."""
    line = _on_one_line(words)
    line = line if len(line) <= 200 else f"{line[:199]}…"
    fence = "`" * (_longest_run(line) + 1)
    pad = " " if line.startswith(("`", " ")) or line.endswith(("`", " ")) else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line.strip() else "nothing"


def _longest_run(words: str) -> int:
    return max((len(run) for run in re.findall("`+", words)), default=0)


def _on_one_line(words: str) -> str:
    return words.strip("\n").replace("\n", " ⏎ ")


def paragraphs(*parts: str) -> str:
    """Parts of a text one below the other; what is empty leaves none."""
    return "\n\n".join(part for part in parts if part)
