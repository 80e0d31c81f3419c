"""The journal: what was recorded since the last verified backup, in plain lines beside the learner's file.

It is read without SQLite: one JSON object a line, an event as it is chained (see `chain`) with its words beside it. The
first line says after which event it begins. A line is written after the commit and does not wait for the disk: what an
answer waits for is the file. It is synced when a session ends, and begun anew at each verified backup; the one before
it stays as `.old`, compared with the log line by line, so one damaged backup costs nothing. Opening looks at its end
alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from tutor.store import files
from tutor.store.log import Log, Written
from tutor.store.told import LONGEST, Told, facts

FORMAT = 1
TAIL = 100_000
"""Bytes at a journal's end that are looked at, and tell enough: more than most sessions write. Tunable (2e4 to 1e6)."""

_encode = msgspec.json.Encoder().encode


class Head(Struct, frozen=True):
    """The first line: the journal goes on after this many events, of which the last has this link."""

    journal: int
    device: str
    after: int
    tip: str


class Held(Told, frozen=True, omit_defaults=True, kw_only=True):
    """An event in the journal, with its place in the file."""

    seq: int


def place(path: Path) -> Path:
    """Where the journal of a learner's file lies."""
    return path.with_name(f"{path.name}.journal")


def earlier(path: Path) -> Path:
    """Where the journal before it lies."""
    return path.with_name(f"{path.name}.journal.old")


def lines_of(journal: Path) -> Iterator[Held]:
    """The lines of a journal as far as they are such, one after the other; none where there is none.

    Raises `OSError` where there is one that the disk does not give.
    """
    with suppress(FileNotFoundError, IsADirectoryError):
        yield from (line for line, _ in _lines(journal))


def since(path: Path, log: Log) -> list[Held]:
    """The lines in the journals beside a learner's file that come after this log's end, and leave none out.

    Only those of journals that are of this log, as far as their heads tell; nothing else is compared yet. One that
    ends within the log is not read: sessions that end without a backup make it long. Raises `OSError` as `lines_of`.
    """
    found: dict[int, Held] = {}
    for journal in (place(path), earlier(path)):
        if _of(journal, log) and not _ends_within(journal, log):
            found |= {line.seq: line for line in lines_of(journal) if line.seq > log.end.seq}
    return unbroken(found, log.end.seq)


def unbroken(lines: dict[int, Held], seq: int) -> list[Held]:
    """The lines after this event up to the first gap; `lines` are by their places."""
    whole: list[Held] = []
    while (line := lines.get(seq + len(whole) + 1)) is not None:
        whole.append(line)
    return whole


def _ends_within(journal: Path, log: Log) -> bool:
    last = _last(journal)
    return last is not None and last[0].seq <= log.end.seq


def _of(journal: Path, log: Log) -> bool:
    """Whether the head of a journal says that it is of this log; also when it begins after the log's end."""
    head, _ = _head(journal)
    if head is None or head.device not in log.devices.values():
        return False
    return head.after > log.end.seq or log.link(head.after) == head.tip


class Journal:
    """The journal of an open file. A disk that fails it is not told: the file has the answer, and it is tried again."""

    def __init__(self, path: Path, log: Log) -> None:
        self._path = path
        self._log = log
        self._file: int | None = None
        self._done = 0

    def open(self) -> None:
        """Bring the journal in step with the log; one of another history is put aside, a torn end is cut off."""
        with suppress(OSError):
            self._take_up()

    def write(self, new: Sequence[Written]) -> None:
        """Write what was just recorded."""
        try:
            if self._file is None or self._done != new[0].line.seq - 1:
                self._take_up()
            else:
                self._put(new)
        except OSError:
            self._let_go()

    def begin_anew(self) -> None:
        """All up to now is in a verified backup."""
        with suppress(OSError):
            if place(self._path).exists():
                self._take_up(whole=True)
            self.sync()
            self._let_go()
            if place(self._path).exists():
                place(self._path).replace(earlier(self._path))
            self._begin()

    def sync(self) -> None:
        """Wait until it is on the disk. Raises `OSError`."""
        if self._file is not None:
            os.fsync(self._file)

    def close(self) -> None:
        """Sync and let go."""
        with suppress(OSError):
            if self._file is None or self._done != self._log.end.seq:
                self._take_up()
            self.sync()
        self._let_go()

    def _take_up(self, *, whole: bool = False) -> None:
        """Open it where it and the log part, and write what the log has since; `whole`: after reading all of it."""
        self._let_go()
        journal = place(self._path)
        common = self._common(journal, whole)
        if common is None:
            if journal.exists():
                journal.replace(files.free_name(journal.with_name(f"{journal.name}.other")))
            self._begin()
            return
        self._done, size = common
        self._file = os.open(journal, os.O_WRONLY | os.O_APPEND)
        os.ftruncate(self._file, size)
        self._put(self._log.written(self._done))

    def _common(self, journal: Path, whole: bool) -> tuple[int, int] | None:
        """The last event in the journal that is in the log too, and how long the journal is up to it.

        None when it is not the journal of this log, or there is none. Where its last line can be read, its link is
        enough: it is a hash over all that its device recorded before, so both are of one history. It does not tell
        whether each line before it can still be read: that is looked for with `whole`.
        """
        head, size = _head(journal)
        if head is None or head.after > self._log.end.seq or not _of(journal, self._log):
            return None
        last = None if whole else _last(journal)
        if last is not None and self._log.link(last[0].seq) == last[0].link:
            return last[0].seq, last[1]
        seq = head.after
        for line, end in _lines(journal):
            if line.seq != seq + 1:
                break
            if self._log.link(line.seq) != line.link:
                return None
            seq, size = line.seq, end
        return seq, size

    def _begin(self) -> None:
        journal, end = place(self._path), self._log.end.seq
        self._file = os.open(journal, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
        head = Head(journal=FORMAT, device=self._log.device, after=end, tip=self._log.link(end) or "")
        _write(self._file, _encode(head) + b"\n")
        self._done = end
        files.sync_folder(journal.parent)

    def _put(self, new: Iterable[Written]) -> None:
        assert self._file is not None
        lines = [_encode(Held(seq=each.line.seq, **facts(each))) + b"\n" for each in new]
        if lines:
            _write(self._file, b"".join(lines))
            self._done += len(lines)

    def _let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _write(file: int, lines: bytes) -> None:
    if os.write(file, lines) != len(lines):
        raise OSError("only a part was written")


def _opened(journal: Path) -> BinaryIO:
    """The journal, to be read; nothing is waited for that never comes. Raises `OSError`."""
    return open(journal, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0)))


def _head(journal: Path) -> tuple[Head | None, int]:
    try:
        with _opened(journal) as file:
            line = file.readline(LONGEST)
        head = msgspec.json.decode(line, type=Head) if line.endswith(b"\n") else None
    except (FileNotFoundError, IsADirectoryError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, 0
    return (head, len(line)) if head is not None and head.journal == FORMAT else (None, 0)


def _last(journal: Path) -> tuple[Held, int] | None:
    """The last line and where it ends; None when the journal's end is torn, lacks lines or is a single long one.

    Only that end is read.
    """
    try:
        with _opened(journal) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            _, *lines, rest = file.read().split(b"\n")  # what comes first is the head, or a part of a line
        if not lines or rest:
            return None
        first, last = (msgspec.json.decode(line, type=Held) for line in (lines[0], lines[-1]))
    except (OSError, ValueError, RecursionError):
        return None
    return (last, size) if last.seq - first.seq == len(lines) - 1 else None


def _lines(journal: Path) -> Iterator[tuple[Held, int]]:
    """The lines after the head that can be read, each with the place where it ends."""
    head, end = _head(journal)
    if head is None:
        return
    decode = msgspec.json.Decoder(Held).decode
    with _opened(journal) as file:
        file.seek(end)
        while (line := file.readline(LONGEST)).endswith(b"\n"):
            end += len(line)
            try:
                yield decode(line), end
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return
