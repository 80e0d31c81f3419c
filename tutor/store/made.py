"""Whether a database is made as this program makes a learner's file: else reading it could reckon for ever, or lie.

A file may come from anybody. A view in place of a table, a column that is reckoned, a trigger, a check that calls
functions, an index over one: SQLite reckons them all when the file is read, checked or written. A learner's file has
none of them, so a file with one is another's, and nothing of it is read.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache

from tutor.core.learner.rows import FOLD
from tutor.store.schema.version1 import LOG, PROJECTIONS

STRANGE = "its tables are none of a learner's"
STEPS = 50_000
"""SQLite's steps in which the names of all tables are read, some hundred times what a learner's file needs. Fixed."""
_RECKONED = re.compile(r"\b(check|generated|as)\b", re.IGNORECASE)
_TABLE = re.compile(r'.*? on ("[^"]*"|[^\s(]+) ?\(', re.IGNORECASE)
_CALL = re.compile(r"([^\s,()=<>+*]*) ?\(")
_HARMLESS = {"", "substr", "instr", "and", "or", "not", "in", "where"}


def strange(db: sqlite3.Connection, *, log: bool = True) -> str:
    """In what a database is made otherwise than ours; empty if it is not. Read within bounds, whatever is in it.

    Without `log`, for a file of an older version, the tables of the log may be others. Those that are folded from it
    are as any fold made them; of one with this program's number they are as this program makes them.
    """
    db.set_progress_handler(_stop, STEPS)
    try:
        found = db.execute("select type, name, rootpage, sql from sqlite_schema").fetchall()
        there = {name: _one_line(str(sql)) for _, name, _, sql in found}
        expected = dict(_made(LOG))
        if log and any(there.get(name) != sql for name, sql in expected.items()):
            return STRANGE
        if log and db.execute("select value from meta where key = 'fold'").fetchone() == (str(FOLD),):
            expected |= _made(PROJECTIONS)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
            raise
        return STRANGE
    finally:
        db.set_progress_handler(None, 0)
    others = [row for row in found if row[1] not in expected or _one_line(str(row[3])) != expected[row[1]]]
    roots = [root for kind, _, root, _ in found if kind in ("table", "index")]
    return "" if all(map(_harmless, others)) and len(set(roots)) == len(roots) else STRANGE


def _stop() -> int:
    return 1


def _harmless(row: tuple[object, object, object, object]) -> bool:
    """Whether this table or index, which this program does not make so, holds nothing but what was put into it."""
    kind, _, root, sql = row
    if not isinstance(root, int) or root <= 0 or not isinstance(sql, str | None):
        return False
    if kind == "table":
        return sql is not None and not _RECKONED.search(sql)
    calls = _CALL.findall(_TABLE.sub("", _one_line(sql.lower()), count=1)) if sql else []
    return kind == "index" and set(calls) <= _HARMLESS


@cache
def _made(statements: tuple[str, ...]) -> dict[str, str]:
    """The statements as SQLite keeps them, by the names of what they make."""
    made = {}
    for statement in statements:
        kind, rest = statement.removeprefix("create ").split(" ", 1)
        made[re.split(r"[ (]", rest, maxsplit=1)[0]] = _one_line(f"CREATE {kind.upper()} {rest}")
    return made


def _one_line(sql: str) -> str:
    return " ".join(sql.split())
