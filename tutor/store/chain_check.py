"""Reading the log against its chain of hashes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from tutor.store import chain
from tutor.store.log import Line, Log, decode, role_of
from tutor.store.packing import DamagedData, unpack
from tutor.store.undo import SLOTS

TAIL = 50
"""Tunable (10 to 1,000): links looked at when the file is opened; the others when it is checked."""

NEAR = 16
"""How far behind the end missing events are looked for when the file is opened."""


class Fault(NamedTuple):
    """A place in the log where it is not what was written, and how that shows."""

    seq: int
    what: str


def faults(lines: Iterable[Line], devices: dict[int, str], *, whole: bool = True, deep: bool = True) -> Iterator[Fault]:
    """The places where the lines are not what was recorded.

    `whole` when they begin with the first event; `deep` when what they say is read too, not only their links.
    """
    ends: dict[int, tuple[int, bytes]] = {}
    last = 0
    for line in lines:
        if (whole or last) and line.seq != last + 1:
            yield Fault(line.seq, f"event {last + 1} is missing")
        last = line.seq
        if not line.shaped():
            yield Fault(line.seq, "it cannot be read")
            continue
        number, previous = ends.get(line.device, (0, chain.START) if whole else (line.number - 1, None))
        what = _fault(line, devices.get(line.device), number, previous) or (_misread(line) if deep else None)
        if what:
            yield Fault(line.seq, what)
        ends[line.device] = (line.number, line.hash)


def broken_tail(db: sqlite3.Connection) -> str:
    """What is wrong with the newest links, or nothing. Also whether the newest events are missing altogether."""
    last = db.execute("select max(seq) from event").fetchone()[0] or 0
    devices: dict[int, str] = dict(db.execute("select no, name from device"))
    lines = Log(db).lines(max(0, last - TAIL))
    for fault in faults(lines, devices, whole=last <= TAIL, deep=False):
        return f"event {fault.seq}: {fault.what}"
    return missing_end(db, last, NEAR)


def broken(db: sqlite3.Connection, after: int = 0) -> str:
    """What is wrong first with the links after this event, or nothing. Also whether the end is missing."""
    devices: dict[int, str] = dict(db.execute("select no, name from device"))
    for fault in faults(Log(db).lines(after), devices, whole=not after):
        return f"event {fault.seq}: {fault.what}"
    last = db.execute("select coalesce(max(seq), 0) from event").fetchone()[0]
    return missing_end(db, last, SLOTS)


def missing_end(db: sqlite3.Connection, last: int, reach: int) -> str:
    """Whether up to `reach` events after the last one have left their images for undo, but not themselves."""
    slots = ", ".join(str((last + step) % SLOTS) for step in range(1, reach + 1))
    newest = db.execute(f"select max(seq) from undo_patch where slot in ({slots})").fetchone()[0] or 0
    return f"event {newest} is missing" if newest > last else ""


def _fault(line: Line, device: str | None, number: int, previous: bytes | None) -> str | None:
    if device is None:
        return "it is of no known device"
    if line.number != number + 1:
        return f"it should be number {number + 1} of its device, and says {line.number}"
    try:
        json = unpack(line.data)
    except DamagedData as error:
        return f"its data cannot be read ({error})"
    place = (line.number, line.lamport, line.at, line.offset, line.part)
    if previous is not None and chain.link(previous, line.id.hex(), device, *place, json) != line.hash:
        return "it is not what was recorded (its hash differs)"
    return None


def _misread(line: Line) -> str | None:
    try:
        data = decode(unpack(line.data))
    except msgspec.DecodeError as error:
        return f"it is of a kind that this program does not know ({error})"
    return None if line.role == role_of(data) else "it is marked as what it is not"
