"""Where events come from that are not in a learner's file yet: another device's lines, another learner's file.

A source is read a line at a time, whatever is in it. What cannot be read ends that source, never another.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec
from msgspec import Struct

from tutor.store import connection
from tutor.store.log import Log
from tutor.store.packing import DamagedData
from tutor.store.schema import VERSION
from tutor.store.told import LONGEST, Told, told
from tutor.store.trouble import trouble

FORMAT = 1
LONGEST_HEAD = 4_000
USUAL = 450
"""Bytes of most lines, to tell about how many there are."""
LARGEST = 2**30
"""Bytes of a file; two million answers. Fixed: what is new is held in memory until it is taken in."""
_SAFE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Head(Struct, frozen=True):
    """The first line of a file that devices share: of which learner it is, and which device writes it."""

    tutor_sync: int
    learner: str
    device: str


class Trouble(Struct, frozen=True, omit_defaults=True):
    """What could not be taken in, and why: from this line of the file on, or (0) the whole of it."""

    file: str
    line: int
    why: str


class Unreadable(Exception):
    """This line cannot be read, and none after it."""


class Source(Protocol):
    """Something with events, numbered from 1 on by their lines."""

    expected: int
    """About how many events it has."""
    stuck: bool
    """Whether it holds what nobody can understand who has only the sources."""

    @property
    def name(self) -> str:
        """What it is called for people."""

    def lines(self) -> Iterator[tuple[int, Told]]:
        """The events in order. Raises `Unreadable` where one cannot be read."""


def begins(path: Path, sign: bytes) -> bool:
    """Whether a file begins with this; nothing is waited for that never comes. Raises `OSError`."""
    with open(path, "rb", opener=lambda name, _: os.open(name, _SAFE)) as file:
        return file.read(len(sign)) == sign


class SharedFile:
    """A file of lines. `size` is how much of it was read and whole, in bytes; `lines` must be read first."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or path.name
        self.stuck = False
        self.head: Head | None = None
        self.expected = 0
        self.size = 0
        self.line = 0
        self.length = LARGEST
        """Bytes when it was looked at; what is written meanwhile is read the next time."""

    def look(self) -> str:
        """Read the first line; why this is no file of ours, or nothing."""
        try:
            with self._opened() as file:
                line = file.readline(LONGEST_HEAD)
                self.length = os.fstat(file.fileno()).st_size
                self.expected = self.length // USUAL
        except Unreadable as error:
            return str(error)
        except OSError as error:
            return f"it cannot be read ({error.strerror})"
        try:
            head = msgspec.json.decode(line, type=Head)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return "it is not a file of tutor sync, or its first line is damaged"
        if head.tutor_sync > FORMAT:
            return "it was written by a newer tutor"
        self.head = head if line.endswith(b"\n") else None
        return "" if self.head else "its first line is cut off"

    def lines(self) -> Iterator[tuple[int, Told]]:
        """The events after the first line."""
        decode = msgspec.json.Decoder(Told).decode
        with self._opened() as file:
            self.size, self.line = len(file.readline(LONGEST_HEAD)), 1
            while self.size < self.length and (line := file.readline(LONGEST)):
                if self.size > LARGEST:
                    raise Unreadable("the file is too large")
                if not line.endswith(b"\n"):
                    raise Unreadable("it is cut off" if len(line) < LONGEST else "it is too long")
                try:
                    event = decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    raise Unreadable("it is damaged") from None
                yield self.line + 1, event
                self.size, self.line = self.size + len(line), self.line + 1

    def learners(self) -> list[str]:
        """Whose lines these are."""
        return [self.head.learner] if self.head else []

    def close(self) -> None:
        """Nothing is held open."""

    def rest(self, most: int) -> bytes | None:
        """What comes after `size`; None when it is more than `most` bytes, or cannot be read."""
        try:
            with self._opened() as file:
                file.seek(self.size)
                found = file.read(most + 1)
        except (Unreadable, OSError):
            return None
        return found if len(found) <= most else None

    def _opened(self) -> BinaryIO:
        """The file, if it is a plain one: nothing that never ends, and no way out of the folder."""
        try:
            if not stat.S_ISREG(os.lstat(self.path).st_mode):
                raise Unreadable("it is not a plain file")
            file = os.fdopen(os.open(self.path, _SAFE | getattr(os, "O_NOFOLLOW", 0)), "rb")
        except OSError as error:
            raise Unreadable(f"it cannot be read ({error.strerror})") from error
        return file


class LearnersFile:
    """Another learner's file, or a backup, that nobody has open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.stuck = False
        self._closing = ExitStack()
        connection.require_file(path)
        self._db = connection.look(path)
        self._closing.callback(self._db.close)
        with ExitStack() as failing:
            failing.callback(self.close)
            number = connection.version(self._db, path)
            if other := connection.other_log(self._db, path):
                raise trouble("damaged", path, other)
            if number < VERSION:
                raise trouble("storage", path, f"it is of the older version {number}; open it once with --learner-file")
            self._log = Log(self._db)
            self._log.load()
            self.expected = self._log.end.seq
            failing.pop_all()

    def learners(self) -> list[str]:
        """Whose file this is; see `learners`."""
        from tutor.store.learners import known

        return known(self._log)

    def lines(self) -> Iterator[tuple[int, Told]]:
        """The events as they lie in it."""
        try:
            for written in self._log.written(0):
                yield written.line.seq, told(written)
        except (DamagedData, KeyError, TypeError, ValueError, AttributeError, sqlite3.DatabaseError) as error:
            raise Unreadable(f"it is damaged ({error})") from error

    def close(self) -> None:
        """Let go of it."""
        self._closing.close()
