"""Events out of learners' files as they are handed over: an export, a journal, a file of SQLite; and sums of classes.

All are only read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from tutor.core.classroom.sums import LARGEST, BadSums, Sums, decode, is_sums
from tutor.core.learner.events import Event
from tutor.store.told import LONGEST

MOST = 1_000_000
"""Lines of one file that are read."""
SQLITE = b"SQLite format 3\x00"


class NotRead(Exception):
    """A file that can't be read as a learner's; the message says why."""


def sums(path: Path) -> Sums | None:
    """The sums of classes in a file; None for one that is something else. Raises `NotRead`."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            start = file.read(200)
            if not is_sums(start):
                return None
            data = start + file.read(LARGEST)
        return decode(data)
    except OSError as problem:
        raise NotRead(f"it could not be read ({problem.strerror})") from problem
    except BadSums as problem:
        raise NotRead(str(problem)) from problem


def events(path: Path) -> tuple[list[Event], int]:
    """The events in a file or an export's folder, and how many lines could not be read. Raises `NotRead`."""
    try:
        if path.is_dir():
            return _folder(path)
        with path.open("rb") as file:
            head = file.read(len(SQLITE))
        return (_database(path), 0) if head == SQLITE else _lines(path)
    except OSError as problem:
        raise NotRead(f"it could not be read ({problem.strerror})") from problem


def _folder(path: Path) -> tuple[list[Event], int]:
    """An export has its events twice; those that are chained know their order over devices."""
    found, bad = list[Event](), 0
    for each in sorted(path.glob("tutor-*.jsonl")) or sorted(path.glob("events.jsonl")):
        some, lost = _lines(each)
        found += some
        bad += lost
    if not found:
        raise NotRead("there are no events in this folder; it should come from `tutor data export`")
    return found, bad


def _database(path: Path) -> list[Event]:
    import sqlite3
    from contextlib import closing

    from tutor.store.connection import look, version
    from tutor.store.log import Log
    from tutor.store.packing import DamagedData
    from tutor.store.trouble import StoreTrouble, translated

    try:
        with translated(path), closing(look(path)) as db:
            version(db, path)
            log = Log(db)
            log.load()
            return [entry.event for entry in log.ordered()]
    except (StoreTrouble, DamagedData, sqlite3.Error) as problem:
        raise NotRead("it is no learner's file that this version can read, or it is damaged") from problem


def _lines(path: Path) -> tuple[list[Event], int]:
    found, bad = list[Event](), 0
    for number, line in enumerate(_each(path), 1):
        event = _event(line, number)
        if event is not None:
            found.append(event)
        elif number > 1 or b'"data"' in line:
            bad += 1  # the first line of a journal is no event
    if not found:
        raise NotRead("there are no events in it")
    return found, bad


def _each(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for _ in range(MOST):
            line = file.readline(LONGEST)
            if not line:
                return
            if line.strip():
                yield line


def _event(line: bytes, number: int) -> Event | None:
    """An event as it is chained, or as a line of `events.jsonl`, whose lines stand in their order. Else None."""
    try:
        told = msgspec.json.decode(line)
        if not isinstance(told, dict) or not isinstance(told.get("data"), dict):
            return None
        data = {"event": told["event"], **told["data"]} if "event" in told else told["data"]
        place = {"lamport": told.get("lamport", number), "number": told["number"]}
        head = {name: told[name] for name in ("id", "device", "at", "offset")}
        return msgspec.convert({**head, **place, "data": data}, Event)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError):
        return None
