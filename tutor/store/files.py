"""Files and folders that nobody else on the machine can read."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make the folder and what is missing above it, closed to others. Folders that are there stay as they are."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with contextlib.suppress(FileExistsError):
            each.mkdir(mode=0o700)


def private_file(path: Path) -> None:
    """Make an empty file that only its owner reads and writes, whatever the umask. Raises `FileExistsError`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def close_to_others(path: Path) -> None:
    """Take away what others may do with a file of ours; SQLite gives its side files the same mode."""
    if path.stat().st_mode & 0o077:
        with contextlib.suppress(PermissionError):
            path.chmod(0o600)


def sync_file(path: Path) -> None:
    """Wait until the file is on the disk. Never for a file that SQLite has open (see `owner`)."""
    _sync(path, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk, where the system has a way to ask for that."""
    if hasattr(os, "O_DIRECTORY"):
        _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def move_in(temporary: Path, path: Path) -> bool:
    """Give a finished file its name, without ever replacing one that is there. False when there was one."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        temporary.rename(path)
    else:
        temporary.unlink()
    sync_folder(path.parent)
    return True


def with_sides(path: Path) -> list[Path]:
    """A database's file, and the files that SQLite may have beside it."""
    return [path, *(path.with_name(path.name + side) for side in ("-wal", "-shm", "-journal"))]


def discard(temporary: Path) -> None:
    """Let go of a database that was being made; what cannot be removed now has a name that nothing reads."""
    for each in with_sides(temporary):
        with contextlib.suppress(OSError):
            each.unlink()


def free_name(path: Path) -> Path:
    """This name with the first number that makes it one that is not there: `NAME-1.SUFFIX`, `NAME-2.SUFFIX`, …."""
    number = 1
    while (free := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    return free


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
