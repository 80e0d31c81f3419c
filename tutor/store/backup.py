"""Verified copies of the learner's file: a copy that was not read back and compared is not called one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.store import connection, files
from tutor.store.chain_check import faults
from tutor.store.columns import quoted
from tutor.store.log import EPOCH, Log
from tutor.store.schema import VERSION
from tutor.store.trouble import translated, trouble

if TYPE_CHECKING:
    from tutor.store.book import Book


def backup(book: Book, folder: Path) -> Path:
    """Copy the book into the folder, under a name with its newest event's UTC time and number; returns the copy.

    A copy of the same state that is there and whole is not made again. Raises `StoreTrouble`; then no file with a
    copy's name was left behind, and those that were there are as they were.
    """
    source = Path(book.path)
    when = EPOCH + timedelta(milliseconds=book.last_at)
    target = folder / f"{source.stem.strip(':')}-{when:%Y%m%dT%H%M%S}-{book.length}{source.suffix or '.sqlite3'}"
    with translated(folder):
        files.private_folder(folder)
        if not target.exists():
            book.copy_to(target)
    return target


def copy_verified(db: sqlite3.Connection, path: Path | str, target: Path) -> None:
    """Copy the database (the file at `path`) while it is open, through another name; the copy is one private file.

    Raises `StoreTrouble` when the copy is not whole or not equal: then what was copied is not, either.
    """
    temporary = target.with_name(f".{target.name}.new")
    temporary.unlink(missing_ok=True)
    files.private_file(temporary)
    try:
        _copy(db, temporary)
        if fault := _difference(db, temporary):
            raise trouble("damaged", path, fault)
        if not files.move_in(temporary, target):
            raise FileExistsError(f"{target} is there already")
    finally:
        temporary.unlink(missing_ok=True)


def _copy(db: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        db.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, that can be read where nothing may be written
    files.sync_file(target)


def _difference(db: sqlite3.Connection, target: Path) -> str:
    """In what the copy is not the whole and equal database that it should be; empty if it is."""
    with closing(connection.look(target)) as copy:
        found = copy.execute("pragma integrity_check(1)").fetchone()[0]
        if found != "ok":
            return str(found)
        if _counts(copy) != _counts(db):
            return "its copy has other contents"
        return _chain_fault(copy) if connection.version(copy, target) == VERSION else ""


def _chain_fault(db: sqlite3.Connection) -> str:
    devices: dict[int, str] = dict(db.execute("select no, name from device"))
    first = next(faults(Log(db).lines(), devices), None)
    return f"event {first.seq}: {first.what}" if first else ""


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    tables = [name for (name,) in db.execute("select name from sqlite_schema where type = 'table' order by name")]
    return {name: db.execute(f"select count(*) from {quoted(name)}").fetchone()[0] for name in tables}
