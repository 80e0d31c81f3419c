"""The chain of hashes over a device's events: whatever changes in the log afterwards is noticed.

A link is the first 16 bytes of the SHA-256 of the JSON array [previous link, id, device, number, lamport, at, offset,
part, data], the link and id in hexadecimal, data as it was recorded. 16 bytes keep the file small, and leave 2^128
tries to whoever wants another event under the same link.
"""

from __future__ import annotations

from hashlib import sha256

import msgspec

SIZE = 16
START = bytes(SIZE)
"""What the first event of a device follows."""

_encode = msgspec.json.Encoder().encode


def link(
    previous: bytes, id: str, device: str, number: int, lamport: int, at: int, offset: int, part: int, data: bytes
) -> bytes:
    """The link of one event; `data` is its JSON."""
    head = (previous.hex(), id, device, number, lamport, at, offset, part, msgspec.Raw(data))
    return sha256(_encode(head)).digest()[:SIZE]


def seal(salt: bytes, text: str) -> str:
    """What stands in an event for its free text: a salted hash, from which a guess cannot be confirmed."""
    return sha256(salt + text.encode()).digest()[:SIZE].hex()
