"""Taking events from elsewhere into a learner's file: all that a `Union` found, in one transaction.

They are appended to the table in the order in which they count. What follows from them is folded on where all of them
come after what was there, and else folded anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from tutor.store import chain
from tutor.store.forks import places
from tutor.store.log import Log, Written
from tutor.store.projections import SqlRows
from tutor.store.refold import Fold, Progress, fold_on, refold
from tutor.store.told import Told, told
from tutor.store.undo import Undo, settle
from tutor.store.union import Union

Home = tuple[str, int, bytes]
"""Where an event belongs: its device, its number, its link."""


class Inside(NamedTuple):
    """What an open file consists of."""

    db: sqlite3.Connection
    log: Log
    rows: SqlRows
    fold: Fold
    undo: Undo


class Plan(NamedTuple):
    """What is to be taken in, and where events belong that do not stay where they stand (see `homes_of`)."""

    union: Union
    homes: Mapping[str, Home]

    @property
    def moved(self) -> dict[str, Home]:
        """Events that are here and get another place."""
        return {id: home for id, home in self.homes.items() if id in self.union.seqs}

    @property
    def branches(self) -> list[str]:
        """The new names of devices that had gone on in two places."""
        return sorted({device for device, _, _ in self.homes.values()} - self.union.devices())

    def __bool__(self) -> bool:
        return bool(self.union.new or self.union.words or self.moved)


def merge(inside: Inside, plan: Plan, progress: Progress | None = None) -> None:
    """Take in what is new, in the caller's transaction."""
    db, log = inside.db, inside.log
    (union, homes), moved, end = plan, plan.moved, log.end
    _move(db, log, union, moved)
    first = _append(log, union, homes)
    for id, event in union.words.items():
        db.execute("insert into words values(?, ?, ?)", (bytes.fromhex(id), *_words(event)))
    undone = settle(db)
    if log.device in union.forked or any(event.device == log.device for event in union.new.values()):
        log.rename_device()
    log.note_merged()
    log.load()
    if moved or union.words or first <= end.lamport or any(seq <= end.seq for seq in undone):
        refold(log, inside.rows, inside.fold, inside.undo, progress)
    else:
        fold_on(log, inside.rows, inside.fold, end.seq, progress)


def _append(log: Log, union: Union, homes: Mapping[str, Home]) -> int:
    """Append the new events; returns the smallest count among them."""
    whole: list[Written] = []
    for id, event in union.new.items():
        whole.append(event.written(*homes[id]) if id in homes else event.written())
    whole.sort(key=lambda each: (each.line.lamport, each.device, each.line.number))
    for seq, each in enumerate(whole, log.end.seq + 1):
        log.adopt(each, seq)
    return whole[0].line.lamport if whole else log.end.lamport + 1


def _words(event: Told) -> tuple[bytes, str]:
    written = event.written()
    return written.salt, written.text


def homes_of(log: Log, union: Union) -> dict[str, Home]:
    """Where events belong that have to leave the place where they stand; none of them, nearly always."""
    if not union.tangled:
        return {}

    def event_of(id: str) -> Told:
        return union.new[id] if id in union.new else told(log.written_at(union.seqs[id]))

    def age(id: str) -> tuple[int, int, str]:
        event = event_of(id)
        return event.lamport, event.at, id

    homes: dict[str, Home] = {}
    previous, moving = chain.START, False
    for id, (device, number) in places(union.parents, union.roots, age).items():
        if number == 1:
            previous, moving = chain.START, False
        *stands, link = union.stands[id]
        moving = moving or stands != [device, number]
        previous = event_of(id).linked(previous, device, number) if moving else bytes.fromhex(link)
        if moving or id in union.new:
            homes[id] = (device, number, previous)
    return homes


def _move(db: sqlite3.Connection, log: Log, union: Union, moved: Mapping[str, Home]) -> None:
    """Give events that are here another place in a chain. What they say stays; a verified backup was made before."""
    if not moved:
        return
    for device, _, _ in moved.values():
        log.enter_device(device)
    guard = "event_is_never_changed"
    found = db.execute("select sql from sqlite_schema where type = 'trigger' and name = ?", (guard,)).fetchone()
    numbers = {name: no for no, name in log.devices.items()}
    db.execute(f"drop trigger {guard}")
    changes = [(numbers[device], number, link, union.seqs[id]) for id, (device, number, link) in moved.items()]
    db.executemany("update event set device = ?, number = ?, hash = ? where seq = ?", changes)
    db.execute(found[0])
