"""A learner's settings: one small file beside their own, which a person can read and write with an editor.

It is not worth a stop: what can't be read or understood in it is told in a sentence, and the rest holds.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

import msgspec

from tutor.core.settings import Kept, Settings, changed, settings_in
from tutor.store import files
from tutor.store.trouble import translated

LARGEST = 64_000
"""Bytes of the file that are read; what is longer is nobody's settings."""


def place(path: Path) -> Path:
    """Where the settings lie that belong to a learner's file."""
    return path.with_name(f"{path.name}.settings.json")


def damaged(path: Path) -> Path:
    """Where settings are put aside that could not be read, when others are written."""
    return path.with_name(f"{place(path).name}.damaged")


class SettingsFile(Kept):
    """The settings beside this learner's file, as they were read last."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = Path(os.path.realpath(path))
        self._unread = False

    def read(self) -> Settings:
        """What is set; where nothing can be read, what holds at first."""
        where = place(self.path)
        found, problem, self._unread = Settings(), "", False
        try:
            found, problems = settings_in(msgspec.json.decode(_bytes(where)))
            if problems:
                problem, self._unread = f"Not all settings in {where} hold. {problems[0]}", True
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else "it is damaged"
            problem, self._unread = f"The settings in {where} can't be read ({why}); all is as at first.", True
        self.settings, self.problem = found, problem
        return found

    def put(self, name: str, value: str) -> Settings:
        """Set one thing, read anew, and write the file, whole or not at all. What could not all be read is put aside.

        Raises `ValueError` with what is wrong with the value, `StoreTrouble` when it could not be written.
        """
        settings = changed(self.read(), name, value)
        with translated(place(self.path)):
            _write(self.path, settings, aside=self._unread)
        self.settings, self.problem, self._unread = settings, "", False
        return settings


def _bytes(where: Path) -> bytes:
    """What is in a plain file; a pipe or a device is not waited for. Raises `OSError`."""
    handle = os.open(where, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is no plain file")
        found = os.read(handle, LARGEST + 1)
    finally:
        os.close(handle)
    if len(found) > LARGEST:
        raise OSError(0, "it is too long")
    return found


def _write(path: Path, settings: Settings, *, aside: bool) -> None:
    where = place(path)
    files.private_folder(path.parent)
    data = msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"
    made = path.with_name(f".{where.name}.{os.urandom(4).hex()}.new")
    files.private_file(made)
    try:
        made.write_bytes(data)
        files.sync_file(made)
        if aside:
            where.replace(damaged(path))
        made.replace(where)
    except OSError:
        with suppress(OSError):
            made.unlink()
        raise
    files.sync_folder(path.parent)
