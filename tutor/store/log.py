"""The log of events: appended to, read back, never changed.

Free text goes into a table of its own (`words`) that may be emptied; what is chained is a salted hash of it. The
journal and the backups hold it too: whoever empties the table makes a backup, which begins the journal anew, and lets
go of the older journal and backups. What was recorded in one call belongs together: `part` counts within it, from 0.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import starmap
from random import Random, SystemRandom
from typing import Any, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from tutor.core.learner.events import NOT_UNDOABLE, AnyEvent, Event, EventData, Undone
from tutor.store import chain
from tutor.store.packing import DamagedData, pack, unpack

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEALED = "words:"
PAGE = 500

WITH_TEXT: tuple[type[EventData], ...] = tuple(kind for kind in get_args(AnyEvent) if "text" in kind.__struct_fields__)


class Role:
    """What undo may do with an event."""

    UNDOES = 0
    UNDOABLE = 1
    STAYS = 2


class Line(Struct, frozen=True):
    """An event as it lies in the table."""

    seq: int
    id: bytes
    device: int
    number: int
    lamport: int
    at: int
    offset: int
    part: int
    role: int
    data: bytes
    hash: bytes

    def shaped(self) -> bool:
        """Whether each value is of its type, which only damage can change."""
        return tuple(map(type, astuple(self))) == _SHAPE


class Written(Struct, frozen=True):
    """A line as it was written: with its device's name, its JSON, and its words with their salt, if it has any."""

    line: Line
    device: str
    json: bytes
    salt: bytes = b""
    text: str = ""


class End(Struct, frozen=True):
    """Where the log ends: its last event's place, count and time, and the own device's number and link."""

    seq: int = 0
    lamport: int = 0
    at: int = 0
    number: int = 0
    tip: bytes = chain.START


class Entry(Struct, frozen=True):
    """An event and where it stands; `first` is the place of the first one recorded with it."""

    seq: int
    first: int
    event: Event


_SHAPE = (int, bytes, int, int, int, int, int, int, int, bytes, bytes)
_COLUMNS = 'seq, id, device, number, lamport, at, "offset", part, role, data, hash'
_INSERT = f"insert into event({_COLUMNS}) values(?,?,?,?,?,?,?,?,?,?,?)"
_KEEP_WORDS = "insert into words values(?, ?, ?)"
_KNOWN = "select 1 from event where id = ?"
_SELECT = f"select {_COLUMNS} from event"
_encode = msgspec.json.Encoder(order="deterministic").encode


def role_of(data: AnyEvent) -> int:
    """What undo may do with this event: a `Role`."""
    if isinstance(data, Undone):
        return Role.UNDOES
    return Role.STAYS if isinstance(data, NOT_UNDOABLE) else Role.UNDOABLE


def milliseconds(now: datetime) -> tuple[int, int]:
    """A time with an offset as UTC milliseconds since 1970 and minutes east of UTC. `ValueError` without offset."""
    offset = now.utcoffset()
    if offset is None:
        raise ValueError("a time without an offset")
    return (now - EPOCH) // timedelta(milliseconds=1), offset // timedelta(minutes=1)


def decode(json: bytes) -> AnyEvent:
    """The event's data from its JSON."""
    return _decoder().decode(json)


@cache
def _decoder() -> msgspec.json.Decoder[AnyEvent]:
    """Made when first needed: it takes some milliseconds, and recording needs none."""
    return msgspec.json.Decoder(AnyEvent)


class Log:
    """The log in one file, written as one device."""

    def __init__(self, db: sqlite3.Connection, chance: Random | None = None) -> None:
        self._db = db
        self._draw = (chance or SystemRandom()).getrandbits
        self._seeded = chance is not None
        self.device = ""
        self.devices: dict[int, str] = {}
        self._own = 0
        self.end = End()
        self.fresh: list[Written] = []
        """What was appended in the transaction that is under way."""

    def load(self) -> None:
        """Read the devices and where the log ends."""
        found = self._db.execute("select value from meta where key = 'device'").fetchone()
        self.device = str(found[0]) if found else ""
        self.devices = dict(self._db.execute("select no, name from device"))
        self._own = next((no for no, name in self.devices.items() if name == self.device), 0)
        self.seek()

    def name_device(self) -> None:
        """Give this device a name of its own when it has none that the log knows."""
        if self._own:
            return
        name = f"{self._draw(32):08x}"
        self._db.execute("begin immediate")
        self._db.execute("insert into device(name) values(?)", (name,))
        self._db.execute("insert or replace into meta values('device', ?)", (name,))
        self._db.execute("commit")
        self.load()

    def seek(self) -> None:
        """Read where the log ends."""
        last = self._db.execute("select seq, lamport, at from event order by seq desc limit 1").fetchone()
        own = "select number, hash from event where device = ? order by seq desc limit 1"
        mine = self._db.execute(own, (self._own,)).fetchone()
        self.end = End(*(last or (0, 0, 0)), *(mine or (0, chain.START)))

    def append(self, now: datetime, data: Sequence[AnyEvent]) -> list[Entry]:
        """Add what happened at `now`, as given, even if the clock went back.

        Within the caller's transaction; when that fails, the caller puts `end` back to what it was.
        """
        at, offset = milliseconds(now)
        first = self.end.seq + 1
        return [Entry(first + part, first, self._add(at, offset, part, each)) for part, each in enumerate(data)]

    def _add(self, at: int, offset: int, part: int, data: AnyEvent) -> Event:
        id = self._new_id()
        salt, text = self._words_of(id, data)
        json = _encode(msgspec.structs.replace(data, text=SEALED + chain.seal(salt, text)) if text else data)
        number, lamport = self.end.number + 1, self.end.lamport + 1
        place = (number, lamport, at, offset, part)
        tip = chain.link(self.end.tip, id, self.device, *place, json)
        self.end = End(self.end.seq + 1, lamport, at, number, tip)
        line = Line(self.end.seq, bytes.fromhex(id), self._own, *place, role_of(data), pack(json), tip)
        self._db.execute(_INSERT, astuple(line))
        self.fresh.append(Written(line, self.device, json, salt, text))
        return Event(id=id, device=self.device, number=number, lamport=lamport, at=at, offset=offset, data=data)

    def _new_id(self) -> str:
        """A random id. The same seed a second time on one file would give the same ids again: those are passed over."""
        id = f"{self._draw(64):016x}"
        while self._seeded and self._db.execute(_KNOWN, (bytes.fromhex(id),)).fetchone():
            id = f"{self._draw(64):016x}"
        return id

    def _words_of(self, id: str, data: AnyEvent) -> tuple[bytes, str]:
        """The event's free text, which goes into `words`, and the salt of its hash; both empty without."""
        text: str = getattr(data, "text", "") if isinstance(data, WITH_TEXT) else ""
        if not text:
            return b"", ""
        salt = self._draw(128).to_bytes(16, "big")
        self._db.execute(_KEEP_WORDS, (bytes.fromhex(id), salt, text))
        return salt, text

    def adopt(self, written: Written) -> None:
        """Take in an event as it was recorded elsewhere. Within the caller's transaction, who loads the log after."""
        line = written.line
        if written.device not in self.devices.values():
            self._db.execute("insert into device(name) values(?)", (written.device,))
            self.devices = dict(self._db.execute("select no, name from device"))
        device = next(no for no, name in self.devices.items() if name == written.device)
        line = msgspec.structs.replace(line, device=device, role=role_of(decode(written.json)))
        self._db.execute(_INSERT, astuple(line))
        if written.text:
            self._db.execute(_KEEP_WORDS, (line.id, written.salt, written.text))

    def link(self, seq: int) -> str | None:
        """The link of the event at this place in hexadecimal; "" for what is before the first, None without one."""
        found = self._db.execute("select hash from event where seq = ?", (seq,)).fetchone() if seq else (b"",)
        return found[0].hex() if found else None

    def written(self, after: int) -> Iterator[Written]:
        """The events from place `after` on, as they were written."""
        for line in self.lines(after):
            words = self._db.execute("select salt, text from words where id = ?", (line.id,)).fetchone()
            yield Written(line, self.devices[line.device], unpack(line.data), *(words or (b"", "")))

    def lines(self, after: int = 0) -> Iterator[Line]:
        """The events as they lie in the table, in order, a page at a time."""
        query = f"{_SELECT} where seq > ? order by seq limit {PAGE}"
        while page := self._db.execute(query, (after,)).fetchall():
            yield from starmap(Line, page)
            after = page[-1][0]

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """All events in order, with their words."""
        return map(self._entry, self.lines(after))

    def effective(self) -> Iterator[Entry]:
        """The events that count: not taken back, and not the taking back itself."""
        undone = {seq for (seq,) in self._db.execute("select seq from undone")}
        counting = (line for line in self.lines() if line.role != Role.UNDOES and line.seq not in undone)
        return map(self._entry, counting)

    def entry(self, seq: int) -> Entry:
        """The event at this place, which there must be."""
        return self._entry(Line(*self._db.execute(f"{_SELECT} where seq = ?", (seq,)).fetchone()))

    def _entry(self, line: Line) -> Entry:
        if not line.shaped() or line.device not in self.devices:
            raise DamagedData(f"event {line.seq} cannot be read")
        event = Event(
            id=line.id.hex(),
            device=self.devices[line.device],
            number=line.number,
            lamport=line.lamport,
            at=line.at,
            offset=line.offset,
            data=self._opened(line.id, decode(unpack(line.data))),
        )
        return Entry(line.seq, line.seq - line.part, event)

    def _opened(self, id: bytes, data: AnyEvent) -> AnyEvent:
        text: Any = getattr(data, "text", "")
        if not text:
            return data
        found = self._db.execute("select text from words where id = ?", (id,)).fetchone()
        return msgspec.structs.replace(data, text=found[0] if found else "")
