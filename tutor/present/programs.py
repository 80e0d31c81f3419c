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
from tutor.language import _, _n, later
from tutor.present.program_errors import error_words, shell_words
from tutor.present.prose_blocks import OUTPUT

MOST_LINES = 12
MOST_CHARACTERS = 1_500
"""Of what was printed."""
MOST_ROWS = 8
LONGEST_CELL = 40

TYPES = {
    "truth": later("That is True or False; wanted is {wanted}."),
    "number": later("That is a number; wanted is {wanted}."),
    "text": later("That is a text; wanted is {wanted}."),
    "bytes": later("That is bytes; wanted is {wanted}."),
    "list": later("That is a list; wanted is {wanted}."),
    "tuple": later("That is a tuple; wanted is {wanted}."),
    "dict": later("That is a dict; wanted is {wanted}."),
    "set": later("That is a set; wanted is {wanted}."),
    "nothing": later("That is nothing; wanted is {wanted}."),
}
WANTED_TYPES = {
    "truth": later("True or False"),
    "number": later("a number"),
    "text": later("a text"),
    "bytes": later("bytes"),
    "list": later("a list"),
    "tuple": later("a tuple"),
    "dict": later("a dict"),
    "set": later("a set"),
    "nothing": later("nothing"),
}
_LAZY = ("generator", "map", "filter", "zip", "range", "dict_keys", "dict_values", "dict_items", "reversed")
LIMITS = {
    "time": later("{name} took too long and was stopped. Is there a loop that never ends?"),
    "memory": later("{name} needed too much memory and was stopped."),
    "output": later("{name} printed too much and was stopped. Is there a loop that never ends?"),
    "not_run": later("{name} was not run."),
}
COMMAND_LIMITS = {
    "time": later("The commands took too long and were stopped. Is there a loop that never ends?"),
    "memory": later("The commands needed too much memory and were stopped."),
    "output": later("The commands printed too much and were stopped. Is there a loop that never ends?"),
    "not_run": later("The commands were not run."),
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
        if others == 1 and first.how not in ("build", "load"):
            parts.append(_("One more test is not passed yet."))
        elif others > 1 and first.how not in ("build", "load"):
            parts.append(_n("{count} more test is not passed yet.", "{count} more tests are not passed yet.", others))
    text = " ".join(part for part in parts if part)
    return paragraphs(text, printed(values.get("printed", "")))


def _count(passed: int, count: int) -> str:
    if passed == count:
        if count == 1:
            return _("The test is passed.")
        return _n("All {count} test is passed.", "All {count} tests are passed.", count)
    if not passed:
        return ""
    return _n("{count} of {of} tests is passed.", "{count} of {of} tests are passed.", passed, of=count)


def missed_words(one: Missed) -> str:
    """What a test that was not passed says."""
    name = _name(one)
    values = {"name": name, "wanted": code(one.wanted), "got": code(one.got)}
    match one.how:
        case "value":
            if not one.test:
                return _("A hidden test gets another value.")
            told = _("{name} should give {wanted}; it gave {got}.", **values)
            return f"{told} {difference_words(one.difference)}".strip()
        case "nothing":
            if not one.test:
                return _("A hidden test gets nothing. Is a `return` missing?")
            return _("{name} should give {wanted}; it gave nothing. Is a `return` missing?", **values)
        case "printed":
            return _printed(one)
        case "build":
            return paragraphs(_("It can't be built:"), fenced(one.said))
        case "load" | "error":
            return _stopped(one, name)
        case "unlike":
            return _unlike(one, name)
        case "long":
            return _("{name} gave more than can be compared here.", name=name)
        case "status" if one.test:
            return _script(one)
        case "ended":
            said = one.said.strip().rpartition("\n")[2]
            if said:
                return _("{name} ended by itself, saying {said}.", name=name, said=code(said))
            return _("{name} ended by itself.", name=name)
        case "odd":
            return _("{name} gave no answer that can be read.", name=name)
        case how:
            return _(LIMITS.get(how, later("{name} is not passed.")), name=name)


def _name(one: Missed) -> str:
    """What a test is called: its call, its input."""
    if "call" in one.test:
        return code(one.test["call"])
    if one.test.get("stdin"):
        return _("With the input {input} the program", input=code(one.test["stdin"].strip()))
    return _("The program") if one.test or one.how in ("load", "build") else _("A hidden test")


def difference_words(difference: Difference | None) -> str:
    """Where two values part first, unless the values themselves say it."""
    if difference is None:
        return ""
    got, wanted, at = code(difference.got), code(difference.wanted), difference.at
    match difference.sort:
        case "type":
            return _(TYPES[difference.got], wanted=_(WANTED_TYPES[difference.wanted]))
        case "place":
            return _("The first difference is at place {at}: {got} for {wanted}.", at=at, got=got, wanted=wanted)
        case "length":
            return _("It has {got} values, not {wanted}.", got=difference.got, wanted=difference.wanted)
        case "key":
            return _("At the key {key} it has {got}, not {wanted}.", key=code(at), got=got, wanted=wanted)
        case "missing":
            return _("{value} is missing.", value=wanted)
        case "extra":
            return _("{value} is too much.", value=got)
        case _:
            return ""


def _printed(one: Missed) -> str:
    """Printed lines: the first that is not as wanted."""
    if not one.test or one.difference is None:
        return _("A hidden test wants something else printed.")
    name = _name(one)
    if not one.got:
        return _("{name} printed nothing; wanted is {wanted}.", name=name, wanted=code(one.wanted))
    line, got, wanted = one.difference.at, one.difference.got, one.difference.wanted
    if not wanted:
        return _("{name} prints too much: line {line} is {got}.", name=name, line=line, got=code(got))
    values = {"name": name, "wanted": code(wanted), "line": line, "got": code(got)}
    if not got:
        return _("{name} should print {wanted} in line {line}; there is none.", **values)
    return _("{name} should print {wanted} in line {line}; it is {got}.", **values)


def _stopped(one: Missed, name: str) -> str:
    trouble = one.trouble
    if trouble is None:
        return _("{name} stopped with an error.", name=name)
    error = error_words(trouble)
    if not trouble.line:
        return _("{name} stopped: {error}.", name=name, error=error)
    line = f"{trouble.line}, {code(trouble.code)}" if trouble.code else f"{trouble.line}"
    if trouble.kind not in ("SyntaxError", "IndentationError", "TabError"):
        return _("{name} stopped in line {line}: {error}.", name=name, line=line, error=error)
    return _unread(trouble, error)


def _unread(trouble: Trouble, error: str) -> str:
    if not trouble.code:
        return _("Line {line} can't be read: {error}.", line=trouble.line, error=error)
    words = later("Line {line} can't be read, {code}: {error}.")
    return _(words, line=trouble.line, code=code(trouble.code), error=error)


def _unlike(one: Missed, name: str) -> str:
    hint = _("Put it into `list(…)`.") if one.got in _LAZY else ""
    if not one.test:
        told = _("A hidden test gets a `{got}`, which can't be compared.", got=one.got)
        return f"{told} {hint}".strip()
    told = _(
        "{name} gave a {got}, which can't be compared with {wanted}.",
        name=name,
        got=code(one.got),
        wanted=code(one.wanted),
    )
    return f"{told} {hint}".strip()


def _script(one: Missed) -> str:
    trouble = one.trouble
    if trouble is not None and trouble.kind == "AssertionError" and trouble.code:
        told = _("This does not hold yet: {code}.", code=code(_asserted(trouble.code)))
        return f"{told} {_as_sentence(trouble.message)}" if trouble.message else told
    if trouble is not None and trouble.code:
        return _("The test stopped, {code}: {error}.", code=code(trouble.code), error=error_words(trouble))
    if trouble is not None:
        return _("The test stopped: {error}.", error=error_words(trouble))
    said = one.said.strip().rpartition("\n")[2]
    told = _("This does not end well yet: {code}.", code=code(one.test["script"].strip()))
    return f"{told} {code(said)}" if said else told


def _asserted(line: str) -> str:
    """A line with an assert without what is to be said when it doesn't hold, since that is said beside it."""
    import ast

    try:
        body = ast.parse(line).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return line  # cut off, or part of a longer one
    found = body[0] if len(body) == 1 else None
    test = ast.get_source_segment(line, found.test) if isinstance(found, ast.Assert) else None
    return f"assert {test}" if test else line


def _as_sentence(words: str) -> str:
    """What an author put behind an assert, as a sentence; what begins like code stays as it is."""
    first, _space, rest = words.strip().partition(" ")
    begun = f"{first.capitalize()} {rest}" if first.isalpha() and first.islower() and rest else words.strip()
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."


# Queries


def rows_told(values: Mapping[str, Any]) -> str:
    """What SQLite says, or where the rows part from those wanted, with both tables."""
    if "stopped" in values:
        return _(LIMITS.get(values["stopped"], later("{name} gave no rows.")), name=_("The query"))
    if "trouble" in values:
        return _sql_trouble(str(values["trouble"]))
    mine: Rows = values["mine"]
    if values.get("trying"):
        return paragraphs(_rows(len(mine.rows), mine.more), table(mine))
    told = _parted(values)
    if not told:
        return ""
    wanted: Rows = values["wanted"]
    after = _("After it, the check gives:") if values.get("checked") else _("Your rows:")
    return paragraphs(told, after, table(mine), _none_in(mine), _("Wanted:"), table(wanted), _none_in(wanted))


def _none_in(rows: Rows) -> str:
    """What stands below the head of a table without rows, of which plain lines would show nothing."""
    return "" if rows.rows or not rows.columns else _rows(0, more=False)


def _sql_trouble(said: str) -> str:
    if said.startswith(("not authorized", "authorization denied")):
        return _("That is not allowed here: a query works on the tables of its exercise alone.")
    return _("SQLite can't do this: {said}.", said=code(said))


def _parted(values: Mapping[str, Any]) -> str:
    if columns := values.get("columns"):
        have, want = columns
        own = _n("{count} column", "{count} columns", have) if have else _("no columns")
        return _n(
            "Your rows have {columns}, wanted is {count}.",
            "Your rows have {columns}, wanted are {count}.",
            want,
            columns=own,
        )
    if at := values.get("at"):
        return _("These are the right rows in another order; row {at} is the first that differs.", at=at)
    missing, extra = values.get("missing"), values.get("extra")
    told = [
        _n("{count} row is missing{which}.", "{count} rows are missing{which}.", len(missing), which=_first(missing))
        if missing
        else "",
        _n("{count} row is too much{which}.", "{count} rows are too much{which}.", len(extra), which=_first(extra))
        if extra
        else "",
    ]
    return " ".join(filter(None, told))


def _first(rows: Sequence[Sequence[Any]]) -> str:
    first = code(", ".join(map(_cell, rows[0])))
    return f": {first}" if len(rows) == 1 else _(", the first: {row}", row=first)


def _rows(count: int, more: bool) -> str:
    if not count:
        return _("No rows")
    if more:
        return _n("More than {count} row:", "More than {count} rows:", count)
    return _n("{count} row:", "{count} rows:", count)


def table(rows: Rows) -> str:
    """A table in Markdown, its first rows; "" without columns."""
    if not rows.columns:
        return _("Nothing.")
    head = [_in_table(name) for name in rows.columns]
    body = [[_in_table(_cell(cell)) for cell in row] for row in rows.rows[:MOST_ROWS]]
    lines = [head, ["---"] * len(head), *body]
    left = len(rows.rows) - MOST_ROWS
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return paragraphs(text, _n("… and {count} more.", "… and {count} more.", left) if left > 0 else "")


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
        told = _(COMMAND_LIMITS.get(values["stopped"], later("The commands did not come to an end.")))
        return paragraphs(told, printed(str(values.get("printed") or "")))
    said = str(values.get("said") or "")
    checked = str(values.get("checked") or "")
    told = "" if trying or right else _("What is asked for is not there yet.")
    if checked and told:
        told = f"{told} {code(checked.split(chr(10))[0])}."
    return paragraphs(told, shell_words(said), printed(str(values.get("printed") or "")))


# Pieces


def printed(output: str) -> str:
    """What was printed, its beginning; "" for nothing."""
    return paragraphs(_("It printed:"), fenced(output)) if output.strip() else ""


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
    return f"{fence}{pad}{line}{pad}{fence}" if line.strip() else _("nothing")


def _longest_run(words: str) -> int:
    return max((len(run) for run in re.findall("`+", words)), default=0)


def _on_one_line(words: str) -> str:
    return words.strip("\n").replace("\n", " ⏎ ")


def paragraphs(*parts: str) -> str:
    """Parts of a text one below the other; what is empty leaves none."""
    return "\n\n".join(part for part in parts if part)
