"""An event as it is told outside the file: one JSON object, as it was chained, with its words beside it.

So it stands in the journal, in a folder that devices share, and in an export: readable without the program, and
verified by the hash that stands in it.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Struct

from tutor.store import chain
from tutor.store.log import SEALED, Line, Written, bytes_of, decode, role_of
from tutor.store.packing import pack

LONGEST = 20_000_000
"""Bytes of a line; a longer one is no line of ours. Fixed: twice the longest event (see `packing`)."""

MOST = 2**53
"""No number in an event is greater: others than we may read the lines. No count either, unless it had to go on from
there (see `union`)."""
_HIGHEST = 2**62
"""SQLite has 64 bits."""

_ID = re.compile(r"[0-9a-f]{16}")
_DEVICE = re.compile(r"[0-9a-f]{8}")
_LINK = re.compile(rf"[0-9a-f]{{{2 * chain.SIZE}}}")


class Told(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An event. `data` is its JSON as it was chained, `link` the link in hexadecimal."""

    id: str
    device: str
    number: int
    lamport: int
    at: int
    offset: int
    part: int
    data: msgspec.Raw
    link: str
    salt: str = ""
    text: str = ""

    def follows(self, previous: bytes) -> bool:
        """Whether this is what was recorded after the event of its device with the link `previous`."""
        return self.linked(previous, self.device, self.number).hex() == self.link

    def linked(self, previous: bytes, device: str, number: int) -> bytes:
        """The link of the same event as this number of that device."""
        place = (number, self.lamport, self.at, self.offset, self.part)
        return chain.link(previous, self.id, device, *place, bytes(self.data))

    def has_words(self) -> bool:
        """Whether the words beside the event are those that were sealed in it."""
        return bool(self.text) and self.seal() == SEALED + chain.seal(bytes_of(self.salt), self.text)

    def lacks_words(self) -> bool:
        """Whether the event was recorded with words that are not here, or not as they were."""
        return bool(self.seal()) and not self.has_words()

    def seal(self) -> str:
        """What stands in the event for its words; empty without any. The event must be readable (`fault`)."""
        if SEALED.encode() not in bytes(self.data):
            return ""
        found = getattr(decode(bytes(self.data)), "text", "")
        return found if isinstance(found, str) else ""

    def fault(self) -> str:
        """In what this is no event that this program could have written; empty if it could. Says nothing of hashes."""
        shaped = _ID.fullmatch(self.id) and _DEVICE.fullmatch(self.device) and _LINK.fullmatch(self.link)
        counted = 1 <= self.number <= self.lamport <= _HIGHEST and 0 <= self.part <= MOST
        timed = abs(self.at) < 253_000_000_000_000 and abs(self.offset) < 24 * 60
        if not (shaped and counted and timed):
            return "it has a value that no event has"
        try:
            decode(bytes(self.data))
            return "" if _bounded(msgspec.json.decode(self.data)) else "it has a number that no event has"
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return f"it is of a kind that this program does not know ({error})"

    def written(self, device: str = "", number: int = 0, link: bytes = b"") -> Written:
        """The line for the table, of another place in a chain if one is given.

        Words that are not those that were sealed stay out.
        """
        json = bytes(self.data)
        place = (number or self.number, self.lamport, self.at, self.offset, self.part)
        role = role_of(decode(json))
        line = Line(0, bytes.fromhex(self.id), 0, *place, role, pack(json), link or bytes.fromhex(self.link))
        words = (bytes_of(self.salt), self.text) if self.has_words() else ()
        return Written(line, device or self.device, json, *words)


def told(written: Written) -> Told:
    """An event of the log, as it is told."""
    return Told(**facts(written))


def facts(written: Written) -> dict[str, Any]:
    """The fields of `Told` for an event of the log."""
    line = written.line
    return {
        "id": line.id.hex(),
        "device": written.device,
        "number": line.number,
        "lamport": line.lamport,
        "at": line.at,
        "offset": line.offset,
        "part": line.part,
        "data": msgspec.Raw(written.json),
        "link": line.hash.hex(),
        "salt": written.salt.hex(),
        "text": written.text,
    }


def _bounded(value: object) -> bool:
    """Whether all numbers in a value are such as the fold can reckon with."""
    if isinstance(value, dict):
        return all(map(_bounded, value.values()))
    if isinstance(value, list):
        return all(map(_bounded, value))
    return not isinstance(value, int | float) or abs(value) <= MOST
