"""Taking events from a journal back into a log: each only if it follows, by its hash, the one before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from tutor.store import chain
from tutor.store.journal import Held
from tutor.store.log import Log, decode
from tutor.store.undo import settle


def adopt(db: sqlite3.Connection, log: Log, lines: Sequence[Held]) -> int:
    """Append the lines that go on where the log ends, up to the first that does not; returns how many.

    In the caller's transaction, who folds the log anew afterwards.
    """
    number = 0
    for line in following(lines, log.end.seq, tips_of(db, log)):
        log.adopt(line.written(), line.seq)
        number += 1
    if number:
        settle(db)
        if len(log.devices) > 1:
            log.note_merged()
        log.load()
    return number


def following(lines: Sequence[Held], seq: int, tips: dict[str, bytes]) -> list[Held]:
    """The first lines that follow event `seq`, by their places and, from these last links of the devices on, by hash.

    `tips` is brought up to date.
    """
    found: list[Held] = []
    for line in lines:
        if line.seq != seq + 1 or not line.follows(tips.get(line.device, chain.START)) or not _readable(line):
            break
        tips[line.device] = bytes.fromhex(line.link)
        seq = line.seq
        found.append(line)
    return found


def _readable(line: Held) -> bool:
    try:
        decode(bytes(line.data))
    except msgspec.DecodeError:
        return False
    return True


def tips_of(db: sqlite3.Connection, log: Log) -> dict[str, bytes]:
    """The last link of each device."""
    query = "select hash from event where device = ? order by seq desc limit 1"
    found = {name: db.execute(query, (no,)).fetchone() for no, name in log.devices.items()}
    return {name: row[0] if row else chain.START for name, row in found.items()}
