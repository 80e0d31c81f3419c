"""Folding the whole log anew: after a change of the past, or to see whether the tables say what the log says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby

from tutor.core.learner.events import Event
from tutor.core.learner.rows import Rows
from tutor.store.columns import quoted
from tutor.store.log import Entry, Log, Role, role_of
from tutor.store.projections import SqlRows
from tutor.store.undo import SLOTS, Undo

Fold = Callable[[Rows, Event], None]
Progress = Callable[[int, int], None]
"""Called now and then with how many events are folded, and how many there are."""

FLUSH_ROWS = 2_000
REPORT_EVENTS = 1_000


def refold(log: Log, rows: SqlRows, fold: Fold, undo: Undo | None = None, progress: Progress | None = None) -> None:
    """Empty the tables and fold all events that count, in the caller's transaction.

    With `undo`, the images of the newest events are kept anew: of those recorded here since others were taken in.
    Memory is bounded however long the log is.
    """
    rows.clear()
    if undo:
        undo.forget_images()
    done = reported = 0
    for first, group in groupby(log.effective(), key=_first):
        rows.begin()
        entries = list(group)
        for entry in entries:
            fold(rows, entry.event)
        if undo and first > max(log.end.seq - SLOTS, log.merged.seq):
            undo.keep(first, rows.before if _undoable(entries) else None)
        if rows.pending > FLUSH_ROWS:
            rows.flush()
        done += len(entries)
        if progress and done - reported >= REPORT_EVENTS:
            reported = done
            progress(done, log.end.seq)
    rows.flush()
    rows.begin()
    if progress:
        progress(log.end.seq, log.end.seq)


def fold_on(log: Log, rows: SqlRows, fold: Fold, after: int, progress: Progress | None = None) -> None:
    """Fold the events from place `after` on, all of which come after what was folded, in the caller's transaction."""
    undone = log.undone()
    for entry in log.entries(after):
        rows.begin()
        if entry.seq not in undone:
            fold(rows, entry.event)
        if rows.pending > FLUSH_ROWS:
            rows.flush()
        if progress and entry.seq % REPORT_EVENTS == 0:
            progress(entry.seq, log.end.seq)
    rows.flush()
    rows.begin()


@contextmanager
def passing() -> Iterator[sqlite3.Connection]:
    """Empty tables in memory, to fold a log into beside the learner's own; gone afterwards."""
    from tutor.store.schema.version1 import PROJECTIONS

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in PROJECTIONS:
            db.execute(statement)
        db.execute("begin")
        yield db


def make_anew(db: sqlite3.Connection) -> None:
    """Make the tables that are folded from the log in this program's shape, empty, in the caller's transaction."""
    from tutor.store.schema.version1 import PROJECTIONS

    for statement in PROJECTIONS:
        if statement.startswith("create table "):
            db.execute(f"drop table if exists {quoted(statement.split('(')[0].removeprefix('create table '))}")
        db.execute(statement)


def _first(entry: Entry) -> int:
    return entry.first


def _undoable(entries: list[Entry]) -> bool:
    return all(role_of(entry.event.data) == Role.UNDOABLE for entry in entries)
