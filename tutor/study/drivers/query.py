"""Runs SQL on a fresh SQLite in memory and reports rows. Started in the box with the request as input.

The request: `token`, `setup`, `check`, `queries` (the solution and the learner's, each on tables of its own).
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MOST_ROWS = 10_000
MOST_CHARACTERS = 1_000_000
"""Of all cells together."""
LONGEST_CELL = 2_000
SECONDS = 2.0
PAGES = 16_000
"""Of 4 KB: no database grows over 64 MB."""

S = sqlite3
ALLOWED = {
    *(S.SQLITE_SELECT, S.SQLITE_READ, S.SQLITE_RECURSIVE, S.SQLITE_TRANSACTION, S.SQLITE_SAVEPOINT),
    *(S.SQLITE_INSERT, S.SQLITE_UPDATE, S.SQLITE_DELETE, S.SQLITE_ALTER_TABLE, S.SQLITE_REINDEX, S.SQLITE_ANALYZE),
    *(S.SQLITE_CREATE_TABLE, S.SQLITE_CREATE_INDEX, S.SQLITE_CREATE_VIEW, S.SQLITE_CREATE_TRIGGER),
    *(S.SQLITE_CREATE_TEMP_TABLE, S.SQLITE_CREATE_TEMP_INDEX, S.SQLITE_CREATE_TEMP_VIEW, S.SQLITE_CREATE_TEMP_TRIGGER),
    *(S.SQLITE_DROP_TABLE, S.SQLITE_DROP_INDEX, S.SQLITE_DROP_VIEW, S.SQLITE_DROP_TRIGGER),
    *(S.SQLITE_DROP_TEMP_TABLE, S.SQLITE_DROP_TEMP_INDEX, S.SQLITE_DROP_TEMP_VIEW, S.SQLITE_DROP_TEMP_TRIGGER),
}
"""What a statement may do: an allow-list, so that what a later SQLite adds is refused."""
DENIED = {
    "printf",
    "format",
    "zeroblob",
    "randomblob",
    "load_extension",
    "fts3_tokenizer",
    "readfile",
    "writefile",
    "edit",
}
"""Functions that reach out of the database, or that take seconds within one step, where no limit is looked at."""
PRAGMAS = {"table_info", "foreign_keys", "table_list", "index_list"}


def allow(action: int, one: str | None, two: str | None, database: str | None, trigger: str | None) -> int:
    """SQLite asks this for each thing that a statement would do."""
    if action == S.SQLITE_FUNCTION:
        return S.SQLITE_DENY if str(two).lower() in DENIED else S.SQLITE_OK
    if action == S.SQLITE_PRAGMA:
        return S.SQLITE_OK if str(one).lower() in PRAGMAS else S.SQLITE_DENY
    return S.SQLITE_OK if action in ALLOWED else S.SQLITE_DENY


def main() -> None:
    """Each query on a database of its own, one record for each."""
    request = json.loads(sys.stdin.buffer.read())
    with os.fdopen(3, "w", encoding="utf-8") as report:
        for number, query in enumerate(request["queries"]):
            record = asked(request["setup"], query, request["check"])
            report.write(json.dumps({"token": request["token"], "test": number, **record}) + "\n")
            report.flush()


def opened() -> sqlite3.Connection:
    """An empty database with all its limits."""
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.execute(f"PRAGMA max_page_count = {PAGES}")
    base.execute("PRAGMA trusted_schema = OFF")
    limits = {"LENGTH": 1_000_000, "SQL_LENGTH": 200_000, "ATTACHED": 0, "COMPOUND_SELECT": 20, "EXPR_DEPTH": 100}
    for name, most in limits.items():
        base.setlimit(getattr(S, f"SQLITE_LIMIT_{name}"), most)
    base.set_authorizer(allow)
    return base


def asked(setup: str, query: str, check: str) -> dict[str, Any]:
    """The rows that a query gives, or those of `check` after it; else what is wrong, and in which of the three."""
    base, where, rows = opened(), "setup", None
    until = time.monotonic() + SECONDS
    base.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    try:
        for where, text in (("setup", setup), ("query", query), ("check", check)):
            found = done(base, text)
            rows = found if found is not None and where != "setup" else rows
    except (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError) as problem:
        late = time.monotonic() > until
        return {"late": where} if late else {"wrong": str(problem)[:500], "in": where}
    finally:
        base.close()
    return rows or {"columns": [], "rows": []}


def done(base: sqlite3.Connection, text: str) -> dict[str, Any] | None:
    """Do the statements of a text; what the last one with rows gives."""
    last = None
    for statement in statements(text):
        cursor = base.execute(statement)
        if cursor.description is not None:
            rows = cursor.fetchmany(MOST_ROWS + 1)
            names = [str(one[0])[:100] for one in cursor.description]
            kept = fitting(rows[:MOST_ROWS])
            last = {"columns": names, "rows": kept, "more": len(rows) > len(kept)}
    return last


def fitting(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    """The first rows, as many as may be reported."""
    kept, left = [], MOST_CHARACTERS
    for row in rows:
        cells = list(map(cell, row))
        left -= sum(len(str(one)) + 2 for one in cells)
        if left < 0:
            break
        kept.append(cells)
    return kept


def statements(text: str) -> Iterator[str]:
    """The statements of a text, cut where SQLite says that one is complete."""
    begun = ""
    for piece in text.split(";"):
        begun += piece + ";"
        if sqlite3.complete_statement(begun):
            if begun.strip(" \t\r\n;"):
                yield begun
            begun = ""
    if begun.strip(" \t\r\n;"):
        yield begun.removesuffix(";")


def cell(value: Any) -> Any:
    """A value as JSON can hold it: bytes and what is no number of JSON as a list of one text."""
    if isinstance(value, bytes):
        return [f"x'{value[:LONGEST_CELL].hex()}'"]
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return [str(value)]
    return value[:LONGEST_CELL] if isinstance(value, str) else value


main()
