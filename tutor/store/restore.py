"""Putting a backup in the place of a learner's file, which is kept first; at no moment is there none in that place."""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing, nullcontext, suppress
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from tutor.store import backups, connection, files, journal
from tutor.store.backup import RESTORED, copy_verified, fault_of
from tutor.store.journal import Held
from tutor.store.log import EPOCH, Log
from tutor.store.recovery import adopt
from tutor.store.schema import VERSION
from tutor.store.trouble import StoreTrouble, translated, trouble

_LAST = "select coalesce(max(seq), 0), coalesce((select at from event order by seq desc limit 1), 0) from event"


class Restored(Struct, frozen=True):
    """What is in place now: its events, how many of them the journal gave, and where what was there before is kept."""

    events: int
    from_journal: int
    kept: Path | None


def restore(path: Path, backup: Path | None, lines: Sequence[Held], now: datetime) -> Restored:
    """Put a backup in place and take in these lines of the journal; without a backup the lines are all there is.

    What was there is kept: as a backup if it is whole, else as it is, byte for byte, with what lies beside it. What
    follows from the events is folded anew when the file is opened next. Raises `StoreTrouble`: then the learner's file
    is what it was.
    """
    path = Path(os.path.realpath(path))
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    with ExitStack() as ending:
        with translated(path):
            files.private_folder(path.parent)
            for broken_off in path.parent.glob(
                f".{glob.escape(path.name)}.*.new*"
            ):  # a process was ended in the middle
                broken_off.unlink(missing_ok=True)
            present, kept = _keep(path, now, ending)
        try:
            with translated(backup or path):
                _build(new, backup, lines[0].device if lines else "")
            with translated(path):
                events, taken = _complete(new, lines)
                _put_in_place(new, path, present, journal_too=bool(lines))
        finally:
            files.discard(new)
    return Restored(events, taken, kept)


def _keep(path: Path, now: datetime, ending: ExitStack) -> tuple[sqlite3.Connection | None, Path | None]:
    """Keep what is there: the connection that owns it if it is whole, and its copy."""
    if not path.exists():
        _aside(path, now)
        return None, None
    try:
        fault = fault_of(path)
    except StoreTrouble as error:
        if error.code not in ("damaged", "empty", "not_ours", "newer", "storage"):
            raise
        fault = str(error)
    if fault:
        return None, _aside(path, now)
    files.close_to_others(path)
    db = ending.enter_context(closing(connection.own(path)))
    if connection.version(db, path) < VERSION:
        copy = backups.special_name(path, now, "before-restore")
    else:
        events, at = db.execute(_LAST).fetchone()
        files.private_folder(folder := backups.folder_of(path))
        copy = backups.place_for(db, path, folder, EPOCH + timedelta(milliseconds=at), events)
    copy_verified(db, path, copy)
    return db, copy


def _aside(path: Path, now: datetime) -> Path:
    """Keep the file as it is, and what lies beside it, under names of their own among the backups."""
    copy = backups.special_name(path, now, "before-restore")
    sides = {f"{path.name}{side}": side for side in ("-wal", "-journal")}
    beside = {**sides, journal.place(path).name: ".journal", journal.earlier(path).name: ".old"}
    for name, ending in {path.name: "", **beside}.items():
        if (file := path.with_name(name)).is_file():
            _second_name(file, copy.with_name(copy.name + ending))
    files.sync_folder(copy.parent)
    return copy


def _second_name(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # a file system without hard links
        files.private_file(name)
        shutil.copyfile(file, name)
        files.sync_file(name)


def _build(new: Path, backup: Path | None, device: str) -> None:
    if backup is not None:
        connection.require_file(backup)
        with closing(connection.look(backup)) as db:
            connection.version(db, backup)
            if fault := connection.cut_off(db, backup):
                raise trouble("damaged", backup, fault)
            copy_verified(db, backup, new)
        return
    from tutor.store.schema.upgrade import fill

    files.private_file(new)
    with closing(connection.own(new)) as db:
        fill(db)
        db.execute("insert into device(name) values(?)", (device,))
        db.execute("insert into meta values('device', ?)", (device,))
        connection.into_one_file(db)


def _complete(new: Path, lines: Sequence[Held]) -> tuple[int, int]:
    """Take in the lines; returns how many events there are, and how many of them are from the lines."""
    with closing(connection.own(new)) as db:
        if connection.version(db, new) < VERSION:
            return 0, 0
        log = Log(db)
        log.load()
        db.execute("begin immediate")
        taken = adopt(db, log, lines)
        if taken:
            db.execute("delete from meta where key = 'fold'")  # what follows is folded anew when it is opened
        db.execute("delete from meta where key = 'device'")  # what came after may be elsewhere, under the old name
        db.execute("insert or replace into meta values(?, ?)", (RESTORED, str(log.end.seq)))
        db.execute("commit")
        connection.into_one_file(db)
        return log.end.seq, taken


def _put_in_place(new: Path, path: Path, present: sqlite3.Connection | None, *, journal_too: bool) -> None:
    """One rename; before it the side files of what was there go, after it its journals, of which there are copies."""
    files.sync_file(new)
    if present is not None:
        connection.into_one_file(present)  # the lock stays
        present.execute("begin exclusive")
        present.execute("commit")
        if os.name == "nt":
            present.close()  # there an open file cannot be replaced
    for side in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    new.replace(path)
    # It is in place: who is told that it failed would do it again, from what is there now. But a journal that is not
    # wanted would be taken in at the next opening.
    with suppress(OSError) if journal_too else nullcontext():
        for each in (journal.place(path), journal.earlier(path)):
            each.unlink(missing_ok=True)
    with suppress(OSError):
        files.sync_folder(path.parent)
