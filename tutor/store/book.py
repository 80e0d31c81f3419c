"""The book of one learner: what happened (`record`, `undo`, `events`) and what is known now (see `Views`).

One call that changes something is one transaction with one wait for the disk: the events, all that the fold makes of
them, and the images to take them back are saved together or not at all.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from random import Random
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tutor.core.day import moment
from tutor.core.learner.events import AnyEvent, Event, Undone
from tutor.core.learner.rows import FOLD
from tutor.store import door
from tutor.store.care import Care
from tutor.store.journal import Held, Journal, since
from tutor.store.log import End, Entry, Log, Role, role_of
from tutor.store.marks import home_of
from tutor.store.projections import SqlRows
from tutor.store.refold import Fold, Progress, make_anew, passing, refold
from tutor.store.trouble import StoreTrouble, translated
from tutor.store.undo import Undo

if TYPE_CHECKING:
    from tutor.store.merging import Inside


class Book(Care):
    """One learner's file. Used by one thread at a time; closed at the end, or used in a `with` statement."""

    def __init__(self, db: sqlite3.Connection, path: Path | str, log: Log, rows: SqlRows, fold: Fold) -> None:
        super().__init__(db, rows, path)
        self._log = log
        self._fold = fold
        self._undo = Undo(db, log)
        self._journal = Journal(path, log) if isinstance(path, Path) else None
        self.recovered = 0
        """Events that the file had lost, and that its journal gave back when it was opened."""

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        fold: Fold,
        now: datetime,
        chance: Random | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """Open the learner's file, or make it when there is none; `":memory:"` is a book that is forgotten.

        `fold` makes the rows from the events; rows that another version of it made (see `rows.FOLD`) are made anew,
        which `progress` is told of. `now` dates the copy that is made before an older file is upgraded. `chance`
        decides ids, device name and salts; without it they come from the system. Raises `StoreTrouble`.
        """
        path = path if path == door.MEMORY else Path(os.path.realpath(path))
        with door.offering(path), translated(path):
            db = door.open_file(path, now)
            with ExitStack() as failing:
                failing.callback(db.close)
                log = Log(db, chance)
                log.load()
                log.name_device(home_of(path) if isinstance(path, Path) else "")
                book = cls(db, path, log, SqlRows(db, path), fold)
                book._keep_up(progress)
                book._take_back_lost(progress)
                failing.pop_all()
            return book

    def close(self) -> None:
        """Let go of the file; afterwards it is one file again, with its journal. Closing twice does nothing."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        with translated(self.path):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def device(self) -> str:
        """The name of this device in the log."""
        return self._log.device

    @property
    def last_at(self) -> int:
        """When the newest event happened, as its clock said, in UTC milliseconds; 0 without events."""
        return self._log.end.at

    @property
    def length(self) -> int:
        """How many events there are, taken back or not."""
        return self._log.end.seq

    def events(self, after: int = 0) -> Iterator[Event]:
        """All events from place `after` (0: from the first) on, with their words, those that were taken back too."""
        with translated(self.path):
            for entry in self._log.entries(after):
                yield entry.event

    def record(self, now: datetime, *data: AnyEvent) -> list[Event]:
        """Save what happened, and what follows from it. When this returns, it is on the disk.

        What is recorded in one call is taken back in one. Raises `StoreTrouble` when it could not be saved: then
        nothing of it remains, in the file or in memory, and the same call may be tried again.
        """
        if not data:
            return []
        with self._changing():
            entries = self._add(now, data)
        return [entry.event for entry in entries]

    def undo(self, now: datetime) -> Event | None:
        """Take back the newest events that were recorded in one call and not taken back; returns the first of them.

        None when there is nothing to take back. The state is then what it was before them, exactly.
        """
        with self._changing():
            group = self._undo.newest()
            if group:
                replaced = self._undo.replaced_by(group[0])
                undoing = self._take_back(now, group, restores=replaced.id if replaced else "")
                self._undo.keep(undoing[0].first, None)
                if replaced is not None:  # what an amendment replaced counts again, as of when it happened
                    self._add(moment(replaced.at, replaced.offset), [replaced.data])
        return group[0].event if group else None

    def amend(self, now: datetime, event: str, *data: AnyEvent) -> list[Event]:
        """Take back the event with this id and record others (one at least) in its place; returns the new ones.

        Undo then takes back the new ones, and what they replaced counts again. Raises `ValueError` for an event that
        is not there, was taken back, or cannot be.
        """
        with self._changing():
            entry = self._undo.standing(event)
            if entry is None:
                raise ValueError("there is no such event that can be taken back")
            self._take_back(now, [entry], amended=True)
            entries = self._add(now, data)
        return [entry.event for entry in entries]

    def rebuild(self, progress: Progress | None = None) -> None:
        """Fold the log anew, all at once or not at all."""
        with self._changing():
            refold(self._log, self.rows, self._fold, self._undo, progress)

    def replay(self, fold: Fold, progress: Progress | None = None) -> None:
        """Fold all events that count into tables that are gone afterwards: `fold` sees each, and the rows before it."""
        with translated(self.path), passing() as fresh:
            refold(self._log, SqlRows(fresh), fold, progress=progress)

    def keep(self) -> Path | None:
        """Back up what changed since the last backup, and thin out old ones; None where there is nothing to keep.

        The journal then begins anew. Raises `StoreTrouble`; all backups are then as they were.
        """
        from tutor.store.backup import after_session

        return after_session(self, self._db)

    def begin_journal(self) -> None:
        """All up to now is in a verified backup: the journal begins anew."""
        if self._journal is not None:
            self._journal.begin_anew()

    def adopt(self, lines: Sequence[Held], progress: Progress | None = None) -> int:
        """Take in events from a journal, those that go on where this log ends; returns how many did.

        Raises `StoreTrouble`: then none was taken in.
        """
        from tutor.store.recovery import adopt

        with self._changing():
            number = adopt(self._db, self._log, lines)
            if number:
                refold(self._log, self.rows, self._fold, self._undo, progress)
        return number

    @property
    def inside(self) -> Inside:
        """What this book consists of, to look at."""
        from tutor.store.merging import Inside

        return Inside(self._db, self._log, self.rows, self._fold, self._undo)

    @contextmanager
    def merging(self) -> Iterator[Inside]:
        """What taking in events from elsewhere needs, in one transaction: all of it or nothing."""
        with self._changing():
            yield self.inside

    def _take_back_lost(self, progress: Progress | None) -> None:
        """Open the journal, after taking in what it has and the file has lost."""
        if self._journal is None or not isinstance(self.path, Path):
            return
        lost: list[Held] = []
        with suppress(OSError):  # what an answer waited for is the file; the journal stays as it is
            lost = since(self.path, self._log)
        if lost:
            self.recovered = self.adopt(lost, progress)
        self._journal.open()

    def _keep_up(self, progress: Progress | None) -> None:
        """Make the tables and fold the log anew when the rows come from another fold than this program's."""
        if self._db.execute("select value from meta where key = 'fold'").fetchone() == (str(FOLD),):
            return
        if self.length and isinstance(self.path, Path):
            from tutor.store.backup import backup
            from tutor.store.backups import folder_of

            backup(self, folder_of(self.path))
        with self._changing():
            make_anew(self._db)
            if self.length:
                refold(self._log, self.rows, self._fold, self._undo, progress)
            self._db.execute("insert or replace into meta values('fold', ?)", (str(FOLD),))

    def _add(self, now: datetime, data: Sequence[AnyEvent]) -> list[Entry]:
        """Append events and what follows from them, with the images to take them back."""
        if any(isinstance(each, Undone) for each in data):
            raise ValueError("an event is taken back by undo()")
        self.rows.begin()
        entries = self._log.append(now, data)
        for entry in entries:
            self._fold(self.rows, entry.event)
        undoable = all(role_of(each) == Role.UNDOABLE for each in data)
        self._undo.keep(entries[0].first, self.rows.before if undoable else None)
        return entries

    def _take_back(
        self, now: datetime, group: list[Entry], *, amended: bool = False, restores: str = ""
    ) -> list[Entry]:
        """Append that these events are taken back, and bring the rows to what they are without them."""
        images = self._undo.images(group)
        undone = [Undone(id=entry.event.id, amended=amended, restores=restores) for entry in reversed(group)]
        undoing = self._log.append(now, undone)
        for entry, by in zip(reversed(group), undoing, strict=True):
            self._undo.mark(entry.seq, by.seq)
        if images is None:
            refold(self._log, self.rows, self._fold, self._undo)
        else:
            self.rows.restore(images)
        return undoing

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction over the file and what is held in memory of it."""
        end, done = self._log.end, False
        self._log.fresh = []
        with translated(self.path):
            try:
                self._db.execute("begin immediate")
                yield
                self.rows.flush()
                self._db.execute("commit")
                done = True
            finally:
                if not done:
                    self._forget(end)
        if self._journal is not None and self._log.fresh:
            self._journal.write(self._log.fresh)

    def _forget(self, end: End) -> None:
        """Nothing of a failed change stays in memory, nor in the file, unless an interrupt came after the commit."""
        self.rows.forget()
        self._log.end = end
        if self._db.in_transaction:  # a full disk has already ended it, and a second rollback would raise
            self._db.execute("rollback")
        with suppress(sqlite3.Error):
            self._log.load()


__all__ = ["Book", "StoreTrouble"]
