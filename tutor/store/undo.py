"""Taking back: what was recorded in one call, newest first, to any depth.

Undoing appends an event; the rows go back as they were from images kept for the newest events, or, when there is
none, by folding the log anew. The images lie in a ring of slots that are written over, so that they stay few.
"""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from typing import Any

import msgspec
from msgspec.structs import astuple

from tutor.core.learner.events import Event, Undone
from tutor.core.learner.rows import ROWS, Row
from tutor.store.log import Entry, Log, Role, bytes_of, decode
from tutor.store.packing import unpack
from tutor.store.projections import Images

SLOTS = 500
"""Tunable (100 to 5,000): how many of the newest events can be taken back without folding the log; 1 to 2 KB each."""
_SUM = 8
_SHAPE = ";".join(f"{table}:{','.join(kind.__struct_fields__)}" for table, kind in ROWS.items()).encode()
"""Goes into the check sum: images of rows that had other fields are of no use."""
_COUNTS = f"role <> {Role.UNDOES} and not exists (select 1 from undone u where u.seq = e.seq)"
_STANDING = f"role = {Role.UNDOABLE} and not exists (select 1 from undone u where u.seq = e.seq)"

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[tuple[str, str, list[Any] | None]]).decode
_TABLES = {kind: table for table, kind in ROWS.items()}


class Undo:
    """What can be taken back in one file, and what has been."""

    def __init__(self, db: sqlite3.Connection, log: Log) -> None:
        self._db = db
        self._log = log

    def newest(self) -> list[Entry]:
        """The newest events that can be taken back: all of one call, in order; empty when there is nothing."""
        query = f"select seq - part from event e where seq > ? and {_STANDING} order by seq desc limit 1"
        found = self._db.execute(query, (self._log.merged.seq,)).fetchone()
        if found is None:
            return self._newest_merged()
        group = f"select seq from event e where seq >= ? and seq - part = ? and {_STANDING} order by seq"
        return [self._log.entry(seq) for (seq,) in self._db.execute(group, (found[0], found[0])).fetchall()]

    def _newest_merged(self) -> list[Entry]:
        """The same among those that lie in another order than they count; `seq - part` says nothing there."""
        newest = "order by lamport desc, (select name from device where no = device) desc, number desc limit 1"
        query = f"select device, number - part from event e where seq <= ? and {_STANDING} {newest}"
        found = self._db.execute(query, (self._log.merged.seq,)).fetchone()
        if found is None:
            return []
        group = f"select seq from event e where device = ? and number - part = ? and {_STANDING} order by number"
        return [self._log.entry(seq) for (seq,) in self._db.execute(group, found).fetchall()]

    def mark(self, seq: int, by: int) -> None:
        """Note that an event is taken back by another one."""
        self._db.execute("insert into undone values(?, ?)", (seq, by))

    def standing(self, id: str) -> Entry | None:
        """The event with this id, if it can be taken back and was not."""
        query = f"select seq from event e where id = ? and {_STANDING}"
        found = self._db.execute(query, (bytes.fromhex(id),)).fetchone()
        return self._log.entry(found[0]) if found else None

    def replaced_by(self, entry: Entry) -> Event | None:
        """The event in whose place this one was recorded, if it was; also when it was restored since."""
        while (before := self._before(entry)) is not None and isinstance(data := before.event.data, Undone):
            if data.amended:
                replaced = self._named(data.id)
                return replaced.event if replaced else None
            restored = self._named(data.restores) if data.restores else None
            if restored is None:
                break
            entry = restored
        return None

    def _before(self, entry: Entry) -> Entry | None:
        """What the same device recorded before this event and those recorded with it."""
        number = entry.event.number - (entry.seq - entry.first) - 1
        if entry.first > 1 and entry.seq > self._log.merged.seq:
            near = self._log.entry(entry.first - 1)
            if (near.event.device, near.event.number) == (entry.event.device, number):
                return near
        query = "select seq from event where device = (select no from device where name = ?) and number = ?"
        found = self._db.execute(query, (entry.event.device, number)).fetchone()
        return self._log.entry(found[0]) if found else None

    def _named(self, id: str) -> Entry | None:
        found = self._db.execute("select seq from event where id = ?", (bytes_of(id),)).fetchone()
        return self._log.entry(found[0]) if found else None

    def keep(self, first: int, images: Images | None) -> None:
        """Keep the images from before the events recorded at `first`; None where they are of no use."""
        packed = b"" if images is None else _packed(images)
        self._db.execute("insert or replace into undo_patch values(?, ?, ?)", (first % SLOTS, first, packed))

    def images(self, group: list[Entry]) -> Images | None:
        """The rows from before these events, if they are kept, and if nothing else since them counts."""
        first = group[0].first
        if first <= self._log.merged.seq:
            return None
        members = ", ".join(str(entry.seq) for entry in group)
        others = f"select 1 from event e where seq >= ? and seq not in ({members}) and {_COUNTS} limit 1"
        if self._db.execute(others, (first,)).fetchone():
            return None
        query = "select patch from undo_patch where slot = ? and seq = ?"
        found = self._db.execute(query, (first % SLOTS, first)).fetchone()
        return _unpacked(found[0]) if found else None

    def forget_images(self) -> None:
        """Drop all images: the rows are about to be folded anew."""
        self._db.execute("delete from undo_patch")


def settle(db: sqlite3.Connection) -> set[int]:
    """Note anew which events are taken back, by events from anywhere; returns the places where that is new.

    In the caller's transaction. Nobody can say so of an event that cannot be taken back, or is not here (yet).
    """
    expected, noted = undone_by(db), dict(db.execute('select seq, "by" from undone'))
    if expected != noted:
        db.execute("delete from undone")
        db.executemany("insert into undone values(?, ?)", expected.items())
    return expected.keys() ^ noted.keys()


def undone_by(db: sqlite3.Connection) -> dict[int, int]:
    """The places of the events that are taken back, each with that of the event that did so first."""
    expected: dict[int, int] = {}
    for seq, data in db.execute("select seq, data from event where role = ? order by seq", (Role.UNDOES,)):
        undoing = decode(unpack(data))
        query = f"select seq from event where id = ? and role = {Role.UNDOABLE}"
        found = db.execute(query, (bytes_of(undoing.id),)).fetchone() if isinstance(undoing, Undone) else None
        if found:
            expected.setdefault(found[0], seq)
    return expected


def _packed(images: Images) -> bytes:
    rows = [(_TABLES[kind], key, None if row is None else astuple(row)) for (kind, key), row in images.items()]
    packed = _encode(rows)
    return _sum(packed) + packed


def _sum(packed: bytes) -> bytes:
    return sha256(_SHAPE + packed).digest()[:_SUM]


def _unpacked(packed: bytes) -> Images | None:
    """The images; None when there are none, or when they are not what was kept."""
    if not packed or _sum(packed[_SUM:]) != packed[:_SUM]:
        return None
    return {(ROWS[table], key): _row(ROWS[table], values) for table, key, values in _decode(packed[_SUM:])}


def _row(kind: type[Row], values: list[Any] | None) -> Row | None:
    return None if values is None else msgspec.convert(dict(zip(kind.__struct_fields__, values, strict=True)), kind)
