"""How a book is opened: looked at first, made when missing, upgraded when old, refused untouched when it must be."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from tutor.store import connection, files, rollback
from tutor.store.chain_check import broken_tail
from tutor.store.schema import VERSION
from tutor.store.trouble import StoreTrouble, trouble

MEMORY = ":memory:"
RESTORABLE = ("damaged", "empty", "gone", "not_ours")
"""Troubles with the file for which a backup is the way out."""


@contextmanager
def offering(path: Path | str) -> Iterator[None]:
    """Whoever is told that the file cannot be used is told what can be put in its place too."""
    try:
        yield
    except StoreTrouble as error:
        if error.code not in RESTORABLE or not isinstance(path, Path):
            raise
        from tutor.store.offer import way_out

        raise StoreTrouble(error.code, " ".join(filter(None, (str(error), way_out(path))))) from error


def open_file(path: Path | str, now: datetime) -> sqlite3.Connection:
    """The connection that owns the file, at this program's version.

    Raises `StoreTrouble` with its sentence, or `sqlite3.Error` and `OSError` for the caller to translate.
    """
    if isinstance(path, str):
        return _in_memory()
    if not path.exists():
        from tutor.store.offer import left_of

        if left := left_of(path):
            raise trouble("gone", path, left)
        _make(path)
    connection.require_file(path)
    _look(path)
    files.close_to_others(path)
    unfinished = rollback.waits(path)
    db = connection.own(path)
    with ExitStack() as failing:
        failing.callback(db.close)
        if unfinished:  # the log was looked at whole; what follows from it is folded anew
            db.execute("delete from meta where key = 'fold'")
        if connection.version(db, path) < VERSION:
            from tutor.store.schema.upgrade import upgrade

            upgrade(db, path, now)
        failing.pop_all()
    return db


def _look(path: Path) -> None:
    """Refuse what this program should not touch, before anything is written."""
    db = connection.look(path)
    try:
        if connection.version(db, path) == VERSION and (fault := connection.cut_off(db, path) or broken_tail(db)):
            raise trouble("damaged", path, fault)
    except sqlite3.OperationalError as error:
        if (
            getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR
        ):  # a table is missing, or a text is none
            raise trouble("damaged", path, str(error)) from error
        raise
    finally:
        db.close()


def _in_memory() -> sqlite3.Connection:
    from tutor.store.schema.upgrade import fill

    db = connection.memory()
    fill(db)
    return db


def _make(path: Path) -> None:
    """Make a new file under another name and give it its name when it is whole: nobody ever sees half a file."""
    from tutor.store.schema.upgrade import fill

    files.private_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        files.private_file(temporary)
        db = connection.own(temporary)
        try:
            fill(db)
            connection.into_one_file(db)
        finally:
            db.close()
        files.move_in(temporary, path)  # if another window was quicker, its file is as good
    finally:
        files.discard(temporary)
