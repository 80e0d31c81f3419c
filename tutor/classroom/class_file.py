"""The SQLite file of a class as it is opened: to be written, or where that can't be, to be looked at."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from tutor.classroom.folder import ClassTrouble
from tutor.classroom.versions import NEWEST, in_memory
from tutor.packs.problems import quoted


def writable(place: Path | str) -> sqlite3.Connection:
    """A class's file, to be read and written. Raises `sqlite3.Error`."""
    db = sqlite3.connect(place, isolation_level=None)
    db.execute("pragma foreign_keys = off")
    db.execute("pragma trusted_schema = off")
    db.execute("pragma secure_delete = on")  # what was taken back is not left in free pages
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")  # what a power cut takes is collected again
    db.execute("select count(*) from sqlite_master").fetchone()
    if isinstance(place, Path):
        with suppress(OSError):
            place.chmod(0o600)
    return db


def to_read(place: Path) -> sqlite3.Connection:
    """A class in a folder that can't be written to, from a backup or a locked stick: it can still be looked at."""
    db = sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    db.execute("pragma trusted_schema = off")
    [(version,)] = db.execute("pragma user_version")
    return in_memory(db) if 0 < version < NEWEST else db


def unusable(place: Path | str, problem: sqlite3.Error) -> ClassTrouble:
    """What to say of a file that SQLite can't use."""
    return ClassTrouble(f"{quoted(place, 200)} can't be used: {problem}; take it from a copy of the folder.")
