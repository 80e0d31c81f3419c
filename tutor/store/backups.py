"""The backups beside a learner's file: where they lie, what they are called, which there are, which may go."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from tutor.store import connection, files
from tutor.store.chain_check import broken_tail
from tutor.store.schema import VERSION
from tutor.store.thinning import kept
from tutor.store.trouble import StoreTrouble, translated, trouble

_NAME = r"-(\d{8}T\d{6})-(\d+)"
_NEWEST = "select hash from event order by seq desc limit 64"
_LEARNED = "select count(*) from skill where phase = 'learned'"


class Backup(Struct, frozen=True):
    """A backup by its name: the UTC time of its newest event, and how many events it has.

    One from before an upgrade (`special`) says when that was instead, and stays for good.
    """

    path: Path
    at: datetime
    events: int = 0
    special: bool = False


class Contents(Struct, frozen=True):
    """What is in a backup that was opened: its events, and the skills that were learned by then."""

    events: int
    skills: int


def folder_of(path: Path) -> Path:
    """The folder with the backups of a learner's file."""
    return path.with_name(f"{path.name}.backups")


def name_of(path: Path, at: datetime, events: int) -> str:
    """What a backup of the file with these events is called, the newest of them from then."""
    return f"{path.stem.strip(':')}-{at:%Y%m%dT%H%M%S}-{events}{path.suffix or '.sqlite3'}"


def place_for(db: sqlite3.Connection, path: Path, folder: Path, at: datetime, events: int) -> Path:
    """Where in the folder a backup of the file that `db` has open lies, or is to lie.

    After a restore there may be a backup of another history with as many events up to the same second: then the name
    tells a later second.
    """
    newest = db.execute(_NEWEST).fetchall()
    while (there := folder / name_of(path, at, events)).exists() and _newest_in(there) not in (None, newest):
        at += timedelta(seconds=1)
    return there


def _newest_in(backup: Path) -> list[tuple[bytes]] | None:
    """The newest links in a backup; None where they cannot be read."""
    with suppress(StoreTrouble), translated(backup), closing(connection.look(backup)) as db:
        connection.version(db, backup)
        return db.execute(_NEWEST).fetchall()
    return None


def special_name(path: Path, at: datetime, why: str) -> Path:
    """A free name for a copy that stays for good."""
    folder = folder_of(path)
    files.private_folder(folder)
    return files.free_name(folder / f"{path.stem}-{why}-{at:%Y%m%dT%H%M%S}{path.suffix or '.sqlite3'}")


def backups_of(path: Path) -> list[Backup]:
    """The backups of a learner's file by their names, the newest first."""
    try:
        found = sorted(folder_of(path).iterdir())
    except OSError:
        return []
    return sorted((one for each in found if (one := _read(path, each))), key=lambda one: (one.at, one.events))[::-1]


def _read(path: Path, file: Path) -> Backup | None:
    stem, suffix = re.escape(path.stem), re.escape(path.suffix or ".sqlite3")
    with suppress(ValueError):  # a day that no month has
        if found := re.fullmatch(f"{stem}{_NAME}{suffix}", file.name):
            return Backup(file, _time(found[1]), int(found[2]))
        if found := re.fullmatch(rf"{stem}-before-[a-z0-9-]+-(\d{{8}}T\d{{6}})-\d+{suffix}", file.name):
            return Backup(file, _time(found[1]), special=True)
    return None


def _time(digits: str) -> datetime:
    return datetime.strptime(digits, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def contents(backup: Path, *, closely: bool = False) -> Contents:
    """What a backup holds, after a look at whether it is whole: a short one, or at every page. Raises `StoreTrouble`.

    What was kept of a file before another took its place may be damaged where a short look sees nothing.
    """
    with translated(backup):
        connection.require_file(backup)
        with closing(connection.look(backup)) as db:
            if connection.version(db, backup) == VERSION and (fault := broken_tail(db)):
                raise trouble("damaged", backup, fault)
            if closely and (found := db.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
                raise trouble("damaged", backup, str(found).splitlines()[-1])
            return Contents(_number(db, "select count(*) from event"), _number(db, _LEARNED))


def _number(db: sqlite3.Connection, query: str) -> int:
    try:
        return int(db.execute(query).fetchone()[0])
    except sqlite3.OperationalError:  # a file of a version without that table
        return 0


def whole(path: Path) -> Iterator[tuple[Backup, Contents]]:
    """The backups of a learner's file that can be read, the one with the newest events first."""
    for backup in backups_of(path):
        with suppress(StoreTrouble):
            yield backup, contents(backup.path, closely=True)


def thin(path: Path, keeping: Path) -> None:
    """Let go of the backups that `thinning` does not keep; called when `keeping`, the newest, was verified."""
    usual = [backup for backup in backups_of(path) if not backup.special]
    staying = kept(backup.at for backup in usual)
    for backup in usual:
        if backup.at not in staying and backup.path != keeping:
            backup.path.unlink(missing_ok=True)
    for broken_off in folder_of(path).glob(".*.new*"):  # a process was ended while it made a copy
        broken_off.unlink(missing_ok=True)
