"""Erasing a learner: the file and everything beside it that was made of it."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from pathlib import Path

from tutor.store import backups, connection, files, journal, settings
from tutor.store.trouble import StoreTrouble, translated


def traces(path: Path) -> list[Path]:
    """Everything on the disk that belongs to this learner's file, itself among it, whether it can be read or not."""
    beside = [*files.with_sides(path), journal.place(path), journal.earlier(path), backups.folder_of(path)]
    beside += [settings.place(path), settings.damaged(path)]
    with suppress(OSError):
        for each in sorted(path.parent.iterdir()):
            ours = each.name.startswith(f"{journal.place(path).name}-") and each.name.endswith(".other")
            if ours or _broken_off(path, each):
                beside.append(each)
    return [each for each in dict.fromkeys(beside) if os.path.lexists(each)]


def erase(path: Path) -> list[Path]:
    """Erase all traces; returns what was there. Raises `StoreTrouble`, also while another window has the file open.

    Files are overwritten before they go. What a disk, a snapshot or a backup of the system keeps is out of reach.
    """
    path = Path(os.path.realpath(path))
    with translated(path):
        found = traces(path)
        if path.is_file():
            _take(path)
        for each in found:
            if each.is_dir() and not each.is_symlink():
                for file in each.rglob("*"):
                    overwrite(file)
                shutil.rmtree(each)
            else:
                overwrite(each)
                each.unlink(missing_ok=True)
        if path.parent.is_dir():
            files.sync_folder(path.parent)
    return found


def _take(path: Path) -> None:
    """Make sure that no other process has the file open; whether it can be read does not matter."""
    try:
        with translated(path):
            connection.require_file(path)
            with closing(connection.look(path)) as db:
                connection.version(db, path)
            connection.own(path).close()
    except StoreTrouble as error:
        if error.code in ("already_open", "not_writable"):
            raise


def overwrite(path: Path) -> None:
    """Write zeros over a plain file, through to the disk; anything else is left as it is."""
    if path.is_symlink() or not path.is_file():
        return
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())


def _broken_off(path: Path, each: Path) -> bool:
    """Whether this is what a process left that was ended while it made a file of this name."""
    return each.name.startswith(f".{path.name}.") and ".new" in each.name
