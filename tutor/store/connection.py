"""Connections to the learner's file: looking at it without touching it, and owning it safely.

One connection owns the file (`locking_mode=EXCLUSIVE`): a second window is refused rather than mixed in, no shared
memory is needed, and the known corruption of WAL by two writers cannot happen. `synchronous=FULL`, because with less
an answer that was confirmed on the screen can be lost when the power goes.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from tutor.store import rollback
from tutor.store.made import strange
from tutor.store.schema import APPLICATION_ID, VERSION
from tutor.store.trouble import trouble

BUSY_SECONDS = 0.3
"""How long to wait for another window that is just closing."""
CHECKPOINT_PAGES = 2000
"""Fixed: SQLite moves its log into the file at this length; longer costs disk (8 MB), shorter costs more syncs."""
LARGEST = 2**30
"""Bytes of a learner's file; two million answers. Fixed: larger ones are not what they say."""
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 100_000_000,  # bytes of a value: five times the longest line (see `told`)
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,  # also of a table's own statement; the longest has 2,000
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,
}

ALONE = "immutable=1"
"""How the file by itself is read, without what lies beside it."""

_SETTINGS = (
    "synchronous = full",
    "fullfsync = on",  # macOS: a sync that reaches the disk
    "checkpoint_fullfsync = on",
    "foreign_keys = on",
    "trusted_schema = off",
    "cell_size_check = on",
    "secure_delete = on",
    "temp_store = memory",  # nothing of the learner's in temporary files
    "cache_size = -8000",
    f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
)


def look(path: Path) -> sqlite3.Connection:
    """A connection that only reads, and leaves the file and its folder as they are where SQLite allows it.

    Without a write-ahead log beside it the file is read as if nobody could change it; with one, SQLite's shared
    memory file may appear beside it, and an owner in another window makes this `SQLITE_BUSY`. With a rollback journal
    that was not played back yet it is the file as it would be afterwards, in memory (see `rollback`).
    """
    waits = rollback.waits(path)
    db = _bounded(":memory:") if waits else _connect(path, "mode=ro" if _log_of(path) else ALONE)
    with ExitStack() as failing:
        failing.callback(db.close)
        if waits:
            rollback.played_back(path, _connect, db)
        db.execute("pragma trusted_schema = off")
        db.execute("pragma cell_size_check = on")
        failing.pop_all()
    return db


def version(db: sqlite3.Connection, path: Path) -> int:
    """The file's version, when it is a learner's file that this program understands. Else `StoreTrouble`."""
    found = int(db.execute("pragma application_id").fetchone()[0])
    if found != APPLICATION_ID:
        raise trouble("not_ours", path, "it belongs to another program")
    number = int(db.execute("pragma user_version").fetchone()[0])
    if number > VERSION:
        raise trouble("newer", path, f"the file is of version {number}, this program knows {VERSION}")
    if fault := strange(db, log=number == VERSION):
        raise trouble("not_ours", path, fault)
    return number


def cut_off(db: sqlite3.Connection, path: Path) -> str:
    """Whether the file's end is missing, where SQLite reads zeros, or the log beside it is not its own."""
    if _log_of(path) or rollback.waits(path):
        return other_log(db, path)
    pages, size = (int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return "its end is missing" if path.stat().st_size < pages * size else ""


def other_log(db: sqlite3.Connection, path: Path) -> str:
    """Whether the log or journal beside a file is another file's, which SQLite would write over this one.

    With another's log, events that stand in the file itself are gone in both together; with another's journal, what is
    there does not fit together, or is not what stands in the file. A file that cannot be read by itself tells nothing:
    the power may have gone while it was written.
    """
    if rollback.waits(path):
        return rollback.OTHERS if _unsound(db) or _unlike(path, db, _all_others) else ""
    if _log_of(path) and _unlike(path, db, _some_gone):
        return "what lies beside it under the same name with -wal belongs to another file"
    return ""


def _unsound(db: sqlite3.Connection) -> bool:
    """Whether anything in the whole file does not fit together, as where another's pages lie among its own."""
    from tutor.store.chain_check import broken

    whole = db.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
    return not whole or (db.execute("pragma user_version").fetchone()[0] == VERSION and bool(broken(db)))


def _unlike(
    path: Path, db: sqlite3.Connection, differ: Callable[[sqlite3.Connection, sqlite3.Connection], bool]
) -> bool:
    with suppress(sqlite3.Error), closing(_connect(path, ALONE)) as alone:
        return not strange(alone) and differ(alone, db)
    return False


def _some_gone(alone: sqlite3.Connection, db: sqlite3.Connection) -> bool:
    """Whether any of the newest events of a file by itself is missing with its log."""
    return not all(_newest_of(alone, db))


def _all_others(alone: sqlite3.Connection, db: sqlite3.Connection) -> bool:
    """Whether what a journal makes of a file is another's: an unfinished change leaves all before it, or was the first.

    One by one the events may not be found in a file whose pages were written in part.
    """
    if found := list(_newest_of(db, alone)):
        return not any(found)
    return bool(alone.execute("select count(distinct at) > 1 from event").fetchone()[0])


def _newest_of(one: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[bool]:
    """Of the newest events in one, whether each is in the other."""
    for newest in one.execute("select id, data from event order by seq desc limit 8").fetchall():
        yield other.execute("select 1 from event where id = ? and data = ?", newest).fetchone() is not None


def _log_of(path: Path) -> bool:
    """Whether there is something in a write-ahead log beside the file."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def require_file(path: Path) -> None:
    """Refuse folders and empty files, which SQLite would take for new databases, and what is far too large."""
    if path.is_dir():
        raise trouble("folder", path)
    status = path.stat()
    if not path.is_file():
        raise trouble("not_ours", path, "it is not a plain file")
    if status.st_size == 0:
        raise trouble("empty", path)
    if status.st_size > LARGEST:
        raise trouble("not_ours", path, "it is larger than any learner's file")


def own(path: Path) -> sqlite3.Connection:
    """The one connection that reads and writes the file. Raises `sqlite3.OperationalError` (busy) if another has it."""
    db = _connect(path, "mode=rw")
    with ExitStack() as failing:
        failing.callback(db.close)
        db.execute("pragma locking_mode = exclusive")
        db.execute("pragma user_version").fetchone()  # the first look takes the lock, before anything is set
        settle(db)
        failing.pop_all()
    return db


def memory() -> sqlite3.Connection:
    """A learner's file that is forgotten at the end."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=512)
    settle(db)
    return db


def settle(db: sqlite3.Connection) -> str:
    """Set how the connection works; returns the kind of journal: `wal`, or `delete` where that cannot be."""
    for setting in _SETTINGS:
        db.execute(f"pragma {setting}")
    journal = str(db.execute("pragma journal_mode = wal").fetchone()[0])
    if journal not in ("wal", "memory"):
        journal = str(db.execute("pragma journal_mode = delete").fetchone()[0])
        db.execute("begin exclusive")  # without WAL the lock is taken by writing only
        db.execute("commit")
    if db.execute("pragma synchronous").fetchone()[0] < 2:
        raise sqlite3.OperationalError("SQLite does not wait for the disk here (synchronous is below FULL)")
    return journal


def into_one_file(db: sqlite3.Connection) -> None:
    """Bring all that was written into the file itself, durably, and do without side files from now on.

    Closing would do so too, but silently leaves it when the disk fails.
    """
    if (journal := db.execute("pragma journal_mode = delete").fetchone()[0]) != "delete":
        raise sqlite3.OperationalError(f"SQLite keeps its {journal} beside the file")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return _bounded(f"{path.absolute().as_uri()}?{how}")


def _bounded(place: str) -> sqlite3.Connection:
    """A connection that takes nothing larger than a learner's file has."""
    # The book may be made in one thread and used in another, by one at a time.
    db = sqlite3.connect(
        place,
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    for limit, most in LIMITS.items():
        db.setlimit(limit, most)
    if sys.version_info >= (3, 12):
        db.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # no statement of ours needs to write into the schema
    return db
