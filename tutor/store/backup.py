"""Verified copies of the learner's file: a copy that was not read back and compared is not called one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.store import backups, connection, files
from tutor.store.chain_check import broken
from tutor.store.columns import quoted
from tutor.store.schema import VERSION
from tutor.store.trouble import StoreTrouble, translated, trouble

if TYPE_CHECKING:
    from tutor.store.book import Book

RESTORED = "restored"
"""The name in `meta` of how many events there were when a backup was put in place; gone when a session went on."""


def backup(book: Book, folder: Path) -> Path:
    """Copy the book into the folder, under a name with its newest event's UTC time and number; returns the copy.

    A copy of the same state that is there and whole is not made again. In the book's own folder of backups its journal
    then begins anew. Raises `StoreTrouble`; then no file with a copy's name was left behind, and those that were there
    are as they were.
    """
    source = Path(book.path)
    with translated(folder):
        files.private_folder(folder)
        target = book.place_for(folder)
        if not is_whole(target):
            book.copy_to(target)
            if folder == backups.folder_of(source):
                book.begin_journal()
    return target


def after_session(book: Book, db: sqlite3.Connection) -> Path | None:
    """Back up what changed, then thin out; see `Book.keep`.

    After a restore nothing is thinned out until a session went on from there: what was restored may be the wrong one.
    """
    if not book.length or not isinstance(book.path, Path):
        return None
    with translated(book.path):
        there = book.place_for(backups.folder_of(book.path))
    if there.exists():
        return there
    made = backup(book, there.parent)
    with translated(book.path):
        restored = db.execute("select value from meta where key = ?", (RESTORED,)).fetchone()
        if restored is None:
            backups.thin(book.path, keeping=made)
        elif book.length > int(restored[0]):
            db.execute("delete from meta where key = ?", (RESTORED,))
    return made


def copy_verified(db: sqlite3.Connection, path: Path | str, target: Path, like: Path | None = None) -> None:
    """Copy the database (the file at `path`) while it is open, through another name; the copy is one private file.

    Events that are the same in `like`, an earlier verified copy, are not read against their chain again. A file with
    the copy's name is replaced. Raises `StoreTrouble` when the copy is not whole or not equal: then what was copied is
    not, either.
    """
    temporary = target.with_name(f".{target.name}.new")
    temporary.unlink(missing_ok=True)
    files.private_file(temporary)
    try:
        _copy(db, temporary)
        if fault := _difference(db, temporary, like):
            raise trouble("damaged", path, fault)
        temporary.replace(target)
        files.sync_folder(target.parent)
    finally:
        files.discard(temporary)


def fault_of(copy: Path) -> str:
    """In what a file is not whole, by its structure and its chain; empty if it is. Raises `StoreTrouble`."""
    with translated(copy):
        connection.require_file(copy)
        with closing(connection.look(copy)) as db:
            return _fault(db, copy, None)


def is_whole(copy: Path) -> bool:
    """Whether a file is there, can be read, and is whole by its structure and its chain."""
    try:
        return copy.exists() and not fault_of(copy)
    except StoreTrouble:
        return False


def _copy(db: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        db.backup(copy)
        connection.into_one_file(copy)  # so that it can be read where nothing may be written
    files.sync_file(target)


def _difference(db: sqlite3.Connection, target: Path, like: Path | None) -> str:
    """In what the copy is not the whole and equal database that it should be; empty if it is."""
    with closing(connection.look(target)) as copy:
        return _fault(copy, target, like) or ("its copy has other contents" if _counts(copy) != _counts(db) else "")


def _fault(db: sqlite3.Connection, path: Path, like: Path | None) -> str:
    number = connection.version(db, path)  # before any page is looked at closely: that reckons what is to be reckoned
    found = db.execute("pragma integrity_check(1)").fetchone()[0]
    if found != "ok":
        return str(found)
    if short := connection.cut_off(db, path):
        return short
    return broken(db, _same(db, like)) if number == VERSION else ""


_OTHERWISE = " or ".join(
    f'e."{column}" is not o."{column}"'
    for column in ("id", "device", "number", "lamport", "at", "offset", "part", "role", "data", "hash")
)


def _same(db: sqlite3.Connection, like: Path | None) -> int:
    """Up to which event the log is the same as in another copy; 0 if it is not, or the other cannot be read."""
    if like is None:
        return 0
    with suppress(sqlite3.Error, StoreTrouble):
        with closing(connection.look(like)) as other:
            connection.version(other, like)
        db.execute("attach ? as other", (f"{like.absolute().as_uri()}?immutable=1",))
        last = db.execute("select max(seq), count(*) from other.event").fetchone()
        query = f"select 1 from main.event e left join other.event o using(seq) where e.seq <= ? and ({_OTHERWISE})"
        same = not db.execute(f"{query} limit 1", (last[0] or 0,)).fetchone()
        same = same and db.execute("select count(*) from main.event where seq <= ?", (last[0] or 0,)).fetchone() == (
            last[1],
        )
        return int(last[0] or 0) if same else 0
    return 0


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    tables = [name for (name,) in db.execute("select name from sqlite_schema where type = 'table' order by name")]
    return {name: db.execute(f"select count(*) from {quoted(name)}").fetchone()[0] for name in tables}
