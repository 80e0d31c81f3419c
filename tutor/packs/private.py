"""Writing a small file that belongs to one person: whole or not at all, and readable by nobody else."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

LONGEST_WAIT = 5.0
"""Seconds that another window's change is waited for; it takes thousandths."""


def lock_of(path: Path) -> Path:
    """The empty file by which windows take turns with a file."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Read and write a file while no other window does. Raises `OSError` where one never ends.

    SQLite holds the lock, on every system, and lets go of it when a process ends.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):
        os.close(os.open(lock_of(path), os.O_CREAT | os.O_RDWR, 0o600))
    with ExitStack() as ending:
        try:
            db = sqlite3.connect(lock_of(path), timeout=LONGEST_WAIT, isolation_level=None)
            ending.callback(db.close)
            db.execute("begin exclusive")
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY:
                raise OSError(errno.EAGAIN, "another window is writing it", str(path)) from error
            # no lock can be had there: then writing fails too, in words of its own
        yield


def write_privately(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file, with mode 0600, on disk when this returns. Raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except OSError:
        with suppress(OSError):
            Path(made).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where a folder can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
