"""A look at a learner's file by who does not own it and must not wait for it: what is at hand, or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tutor.core.learner.rows import FOLD
from tutor.store import connection
from tutor.store.projections import SqlRows
from tutor.store.trouble import StoreTrouble, translated


def items_met(path: Path, course: str) -> list[str] | None:
    """The items of a course that were met (`SqlRows.met`), in a learner's file that nobody has open.

    None where it can't be said cheaply: the file is open elsewhere, of an older program, damaged or not there.
    """
    if not path.is_file():
        return None
    try:
        with translated(path), closing(connection.look(path)) as db:
            connection.version(db, path)
            if db.execute("select value from meta where key = 'fold'").fetchone() != (str(FOLD),):
                return None
            return SqlRows(db, path).met(course)
    except (StoreTrouble, sqlite3.Error):
        return None
