"""The rollback journal that may lie beside a learner's file, and what SQLite would make of the file with it.

SQLite writes one where it has no write-ahead log, and when it begins or ends one; what a crash leaves of it is played
back into the file at the next opening, whosever journal it is. So it is played back into a copy first.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tutor.store import files
from tutor.store.trouble import trouble

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""With this a journal begins (SQLite, "Database File Format", 3). At its end it stands behind another file's name."""
LARGEST = 2**30
"""Bytes of a journal. Fixed: no learner's file is larger."""
OTHERS = "what lies beside it under the same name with -journal belongs to another file"


def waits(path: Path) -> bool:
    """Whether something lies beside the file that SQLite would look into; a journal that is over begins with zeros."""
    journal = _beside(path)
    try:
        status = journal.lstat()
        if not stat.S_ISREG(status.st_mode):
            return True
        with journal.open("rb") as file:
            return file.read(1) not in (b"", b"\0")
    except FileNotFoundError:
        return False


def played_back(path: Path, connect: Callable[[Path, str], sqlite3.Connection], memory: sqlite3.Connection) -> None:
    """Lay into `memory` the file as it is once the journal is played back; the file and the journal stay as they are.

    Raises `StoreTrouble` where the journal cannot be one of ours: SQLite would wait for a pipe, remove what is no
    journal, and remove the file that is named in one that was written for several databases.
    """
    if not _is_ours(_beside(path)):
        raise trouble("damaged", path, OTHERS)
    copy = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        for file, name in zip(files.with_sides(path), files.with_sides(copy), strict=True):
            if file.exists() and not file.name.endswith("-shm"):
                files.private_file(name)
                shutil.copyfile(file, name)
        with closing(connect(copy, "mode=rw")) as db:
            db.backup(memory)
        pages, size = (int(memory.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size"))
        if copy.stat().st_size != pages * size:  # a journal tells how long its file was
            raise trouble("damaged", path, OTHERS)
    finally:
        files.discard(copy)


def _is_ours(journal: Path) -> bool:
    status = journal.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        return False
    with journal.open("rb") as file:
        begins = file.read(len(MAGIC))
        file.seek(max(0, status.st_size - len(MAGIC)))
        return begins == MAGIC and (status.st_size < 2 * len(MAGIC) or file.read() != MAGIC)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + "-journal")
