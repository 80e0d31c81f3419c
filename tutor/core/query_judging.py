"""Judging a query: its rows beside those of the solution, as data. The names of columns don't count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tutor.core.judgement import Judgement, Note
from tutor.core.running import NotRun, OwnFault, Ran, Run, Step, broken, text_of

if TYPE_CHECKING:
    from tutor.core.kinds.sql import Query

DIGITS = 9
"""Significant digits to which computed numbers are compared. Tunable 6..12."""

Row = tuple[Any, ...]

_WORD = r"""--[^\n]*|'[^']*'|"[^"]*"|[\w.]+|[<>=!|]+|[^\s\w]"""


class Rows(Struct, frozen=True):
    """A table as it came: `more` when there were more rows than are kept."""

    columns: list[str] = []
    rows: list[list[Any]] = []
    more: bool = False


def query_run(query: Query, written: str, *, trying: bool = False) -> Run:
    """One box in which the solution and the learner's query get tables of their own; trying asks the latter alone."""
    queries = [written] if trying else [query.solution, written]
    request = {"setup": query.setup, "check": query.check, "queries": queries}
    return Run(steps=[Step(driver="query", request=request, tests=len(queries))], trying=trying)


def query_judgement(query: Query, ran: Sequence[Ran], *, trying: bool = False) -> Judgement:
    """All or nothing: the same rows, in the same order where it counts. Raises NotRun when the solution gives none.

    The note `rows` has `mine` and `wanted` (tables), `trouble` (what SQLite says), `stopped`, and where they part: `at`
    (the row from 1), `missing` and `extra` rows, `columns` (how many there are and should be).
    """
    if sentence := broken(ran):
        raise NotRun(sentence)
    [step] = ran
    mine = step.results.get(0 if trying else 1)
    wanted = None if trying else step.results.get(0)
    if not trying and (wanted is None or "wrong" in wanted or "late" in wanted):
        raise _own_fault(wanted or {})
    values: dict[str, Any] = {"checked": bool(query.check), "trying": trying}
    trouble = _trouble(mine, step)
    if trouble:
        unread = "trouble" in trouble  # asked again once, as with any answer that can't be read
        return Judgement(correct=False, score=0.0, almost=unread, notes=[Note("rows", {**values, **trouble})])
    assert mine is not None
    here, there = _table(mine), _table(wanted or {})
    values |= {"mine": here, "wanted": there}
    found = {} if trying else _compared(here, there, ordered=query.ordered)
    right = not found
    return Judgement(correct=right, score=float(right), notes=[Note("rows", {**values, **found})])


def _trouble(record: dict[str, Any] | None, ran: Ran) -> dict[str, Any]:
    """Why a query has no rows to compare."""
    if record is None:
        return {"stopped": ran.status}
    if record.get("in") == "setup" or record.get("late") == "setup":
        raise NotRun("The course's own tables could not be made here.")
    if "late" in record:
        return {"stopped": "time"}
    if "wrong" in record:
        return {"trouble": text_of(record, "wrong"), "in_check": record.get("in") == "check"}
    return {}


def _own_fault(record: dict[str, Any]) -> OwnFault:
    """Why the course's own query gave no rows."""
    where = record.get("in") or record.get("late")
    sentence = f"The course's own {'tables could not be made' if where == 'setup' else 'query could not be run'} here."
    part = str(where) if where in ("setup", "check") else "solution"
    return OwnFault(sentence, part, text_of(record, "wrong") or "it took too long")


def _table(record: dict[str, Any]) -> Rows:
    """The rows of a record; what is none is left out."""
    columns, rows = record.get("columns"), record.get("rows")
    names = [str(name) for name in columns] if isinstance(columns, list) else []
    kept = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return Rows(names, kept, record.get("more") is True)


def _compared(mine: Rows, wanted: Rows, *, ordered: bool) -> dict[str, Any]:
    """Where two tables part; empty when they don't."""
    if len(mine.columns) != len(wanted.columns):
        return {"columns": (len(mine.columns), len(wanted.columns))}
    here, there = [fair(row) for row in mine.rows], [fair(row) for row in wanted.rows]
    missing, extra = Counter(there) - Counter(here), Counter(here) - Counter(there)
    if missing or extra or mine.more != wanted.more:
        return {
            "missing": _rows(wanted, there, missing),
            "extra": _rows(mine, here, extra),
            "counts": (len(here), len(there)),
        }
    if not ordered:
        return {}
    place = next((place for place, (one, other) in enumerate(zip(here, there, strict=True)) if one != other), None)
    return {} if place is None else {"at": place + 1}


def _rows(table: Rows, fairly: list[Row], which: Counter[Row]) -> list[list[Any]]:
    """Rows as they came, of those that are counted in `which`, in their order."""
    left, found = Counter(which), []
    for row, key in zip(table.rows, fairly, strict=True):
        if left[key] > 0:
            left[key] -= 1
            found.append(row)
    return found


def query_words(query: str) -> str:
    """What counts of a query as it is written: no case outside of quotes, no blanks, no remarks, no `;` at its end."""
    words = [word for word in re.findall(_WORD, query) if not word.startswith("--")]
    return " ".join(word if word[0] in "'\"" else word.casefold() for word in words).rstrip("; ")


def fair(row: Sequence[Any]) -> Row:
    """A row as it is compared: 3 is 3.0, computed numbers are rounded; a text is no number."""
    return tuple(_cell(cell) for cell in row)


def _cell(cell: Any) -> tuple[str, Any]:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return ("text", cell) if isinstance(cell, str) else ("other", str(cell))
    if isinstance(cell, int) and abs(cell) > 2**53:
        return "number", cell
    return "number", float(f"{float(cell):.{DIGITS}g}") if not float(cell).is_integer() else float(cell)
