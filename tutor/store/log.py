"""The log of events: appended to, read back, never changed.

Free text goes into a table of its own (`words`); what is chained is a salted hash of it. A text may be emptied: its row
stays, so that no other device fills it in again. The journal and the backups hold it too: whoever empties one makes a
backup, which begins the journal anew, and lets go of the older journal and backups. What was recorded in one call
belongs together: `part` counts within it, from 0.

Events lie in the order in which they came to this file, and count in the order of (Lamport count, device, number). The
two differ up to `merged`, where events of other devices were taken in; all that was appended since is in both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
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


class Merged(Struct, frozen=True):
    """Up to which place events were taken in from elsewhere, with the greatest count among them and its time."""

    seq: int = 0
    lamport: int = 0
    at: int = 0


class Entry(Struct, frozen=True):
    """An event and where it stands; `first` is the place of the first one recorded with it, if it was recorded here."""

    seq: int
    first: int
    event: Event


_SHAPE = (int, bytes, int, int, int, int, int, int, int, bytes, bytes)
_COLUMNS = 'seq, id, device, number, lamport, at, "offset", part, role, data, hash'
_INSERT = f"insert into event({_COLUMNS}) values(?,?,?,?,?,?,?,?,?,?,?)"
_KEEP_WORDS = "insert into words values(?, ?, ?)"
_KNOWN = "select 1 from event where id = ?"
_SELECT = f"select {_COLUMNS} from event"
_IN_ORDER = "select e.seq from event e left join device d on d.no = e.device"
ORDER = "order by e.lamport, d.name, e.number"
"""The order in which events count, on every device."""
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


def bytes_of(digits: str) -> bytes:
    """The bytes of hexadecimal digits; none where it is something else."""
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


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
        self.merged = Merged()
        self.fresh: list[Written] = []
        """What was appended in the transaction that is under way."""

    def load(self) -> None:
        """Read the devices and where the log ends."""
        self.device = self.fact("device")
        merged = self.fact("merged")
        self.merged = msgspec.json.decode(merged, type=Merged) if merged else Merged()
        self.devices = dict(self._db.execute("select no, name from device"))
        self._own = next((no for no, name in self.devices.items() if name == self.device), 0)
        self.seek()

    def name_device(self, home: str = "") -> None:
        """Give this device a name of its own when it has none that the log knows, or the file was copied elsewhere.

        `home` is its place (see `marks`), where it has one.
        """
        known = self.fact("home")
        if self._own and (not home or known == home):
            return
        self._db.execute("begin immediate")
        if home:
            self.note("home", home)
        if not self._own or known:  # a file from before places were noted keeps its name
            self.rename_device()
        self._db.execute("commit")
        self.load()

    def rename_device(self) -> None:
        """Go on under a new name. Within the caller's transaction, who loads the log after."""
        name = f"{self._draw(32):08x}"
        while name in self.devices.values():  # the same seed a second time
            name = f"{self._draw(32):08x}"
        self._db.execute("insert into device(name) values(?)", (name,))
        self.note("device", name)

    def fact(self, key: str) -> str:
        """What the file says of itself under this key; empty if nothing."""
        found = self._db.execute("select value from meta where key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def note(self, key: str, value: str) -> None:
        """Let the file say this of itself, in the caller's transaction."""
        self._db.execute("insert or replace into meta values(?, ?)", (key, value))

    def note_merged(self) -> None:
        """From here on the order of places is that of counts again. In the caller's transaction, who loads after."""
        query = "select max(seq), max(lamport), (select at from event order by lamport desc limit 1) from event"
        self.note("merged", _encode(Merged(*self._db.execute(query).fetchone())).decode())

    def seek(self) -> None:
        """Read where the log ends."""
        last = self._db.execute("select seq, lamport, at from event order by seq desc limit 1").fetchone()
        own = "select number, hash from event where device = ? order by seq desc limit 1"
        mine = self._db.execute(own, (self._own,)).fetchone()
        seq, lamport, at = last or (0, 0, 0)
        if self.merged.lamport > lamport:
            lamport, at = self.merged.lamport, self.merged.at
        self.end = End(seq, lamport, at, *(mine or (0, chain.START)))

    def append(self, now: datetime, data: Sequence[AnyEvent]) -> list[Entry]:
        """Add what happened at `now`, as given, even if the clock went back.

        Within the caller's transaction; when that fails, the caller puts `end` back to what it was.
        """
        return self.append_past([(now, each) for each in data])

    def append_past(self, past: Sequence[tuple[datetime, AnyEvent]]) -> list[Entry]:
        """The same of what happened at several times, and is told only now."""
        first = self.end.seq + 1
        return [
            Entry(first + part, first, self._add(*milliseconds(now), part, each))
            for part, (now, each) in enumerate(past)
        ]

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

    def adopt(self, written: Written, seq: int) -> None:
        """Take in an event as it was recorded elsewhere. Within the caller's transaction, who loads the log after."""
        line = msgspec.structs.replace(written.line, seq=seq, device=self.enter_device(written.device))
        self._db.execute(_INSERT, astuple(line))
        if written.text:
            self._db.execute(_KEEP_WORDS, (line.id, written.salt, written.text))

    def enter_device(self, name: str) -> int:
        """The number of a device in this file, in the caller's transaction."""
        if name not in self.devices.values():
            self._db.execute("insert into device(name) values(?)", (name,))
            self.devices = dict(self._db.execute("select no, name from device"))
        return next(no for no, known in self.devices.items() if known == name)

    def link(self, seq: int) -> str | None:
        """The link of the event at this place in hexadecimal; "" for what is before the first, None without one."""
        found = self._db.execute("select hash from event where seq = ?", (seq,)).fetchone() if seq else (b"",)
        return found[0].hex() if found else None

    def written(self, after: int) -> Iterator[Written]:
        """The events from place `after` on, as they were written."""
        return self._written(self.lines(after))

    def _written(self, lines: Iterable[Line]) -> Iterator[Written]:
        for line in lines:
            words = self._db.execute("select salt, text from words where id = ?", (line.id,)).fetchone()
            yield Written(line, self.devices[line.device], unpack(line.data), *(words or (b"", "")))

    def written_at(self, seq: int) -> Written:
        """The event at this place, which there must be, as it was written."""
        return next(self._written([Line(*self._db.execute(f"{_SELECT} where seq = ?", (seq,)).fetchone())]))

    def lines(self, after: int = 0) -> Iterator[Line]:
        """The events as they lie in the table, in order, a page at a time."""
        query = f"{_SELECT} where seq > ? order by seq limit {PAGE}"
        while page := self._db.execute(query, (after,)).fetchall():
            yield from starmap(Line, page)
            after = page[-1][0]

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """All events in order, with their words."""
        return map(self._entry, self.lines(after))

    def ordered(self) -> Iterator[Entry]:
        """All events in the order in which they count, with their words."""
        return map(self._entry, self._in_order())

    def effective(self) -> Iterator[Entry]:
        """The events that count, in order: not taken back, and not the taking back itself."""
        undone = self.undone()
        counting = (line for line in self._in_order() if line.role != Role.UNDOES and line.seq not in undone)
        return map(self._entry, counting)

    def undone(self) -> set[int]:
        """The places of the events that were taken back."""
        return {seq for (seq,) in self._db.execute("select seq from undone")}

    def _in_order(self) -> Iterator[Line]:
        if self.merged.seq:
            places = self._db.execute(f"{_IN_ORDER} where e.seq <= ? {ORDER}", (self.merged.seq,)).fetchall()
            for (seq,) in places:
                yield Line(*self._db.execute(f"{_SELECT} where seq = ?", (seq,)).fetchone())
        yield from self.lines(self.merged.seq)

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
