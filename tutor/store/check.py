"""Looking for damage in all of a learner's file: its structure, the chain, the words, what was folded from the log.

Nothing is changed, and a damaged file least of all. What is found comes back as data with a sentence for people.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from tutor.core.learner.rows import FOLD, ROWS
from tutor.store import chain, connection
from tutor.store.chain_check import faults, missing_end
from tutor.store.fingerprint import table_hash
from tutor.store.log import SEALED, Log, decode
from tutor.store.packing import unpack
from tutor.store.projections import SqlRows
from tutor.store.refold import Fold, passing, refold
from tutor.store.schema import VERSION
from tutor.store.trouble import Code, StoreTrouble, translated, trouble
from tutor.store.undo import SLOTS, undone_by

MOST = 10
"""Findings of one sort that are told; a file with more is not told apart any better."""


class Finding(Struct, frozen=True, omit_defaults=True):
    """Something that is not as it should be. `seq` is the place in the log, where there is one."""

    code: Literal["structure", "chain", "words", "undo", "graph", "state", "old"] | Code
    sentence: str
    seq: int | None = None


class Report(Struct, frozen=True):
    """What a check found. `compared` says whether the log was folded anew and compared with the tables."""

    path: str
    events: int
    compared: bool
    findings: list[Finding]

    @property
    def ok(self) -> bool:
        """Whether everything is as it should be."""
        return not self.findings


def check_file(path: Path, fold: Fold | None = None) -> Report:
    """Check a file that is not open. Never raises for what may be wrong with it: that is a finding.

    Without `fold` the log is not compared with what was folded from it.
    """
    try:
        with translated(path):
            connection.require_file(path)
            with closing(connection.look(path)) as db:
                number = connection.version(db, path)
                if short := connection.cut_off(db, path):
                    raise trouble("damaged", path, short)
                if number == VERSION:
                    return examine(db, path, fold)
        sentence = f"It is of version {number}; this program makes it version {VERSION} when it opens it."
        return Report(str(path), 0, False, [Finding("old", sentence)])
    except StoreTrouble as error:
        return Report(str(path), 0, False, [Finding(error.code, str(error))])


def examine(db: sqlite3.Connection, path: Path | str, fold: Fold | None) -> Report:
    """Check an open file of this version."""
    findings = _told(path, lambda: _structure(db))
    log = Log(db)
    chained = _told(path, lambda: _chain(db, log))
    findings += chained
    other_fold = _told(path, lambda: _fold_number(db))
    for look in (_words, _undone) if other_fold else (_words, _undone, _graph):
        findings += _told(path, lambda look=look: look(db))  # type: ignore[misc]
    findings += other_fold
    compared = fold is not None and not chained and not other_fold
    if fold is not None and compared:
        findings += _told(path, lambda: _state(db, log, fold))
    events = _told_count(db, path)
    return Report(
        str(path), events, compared, list(dict.fromkeys(findings))
    )  # what kept two looks from it is told once


def _told(path: Path | str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What one look finds, and what keeps it from looking."""
    found: list[Finding] = []
    try:
        with translated(path):
            found.extend(islice(look(), MOST))
    except StoreTrouble as error:
        found.append(Finding(error.code, str(error)))
    except (TypeError, ValueError, AttributeError) as error:  # a value is of a type that no such column ever has
        found.append(Finding("damaged", f"A value cannot be read ({error})."))
    return found


def _told_count(db: sqlite3.Connection, path: Path | str) -> int:
    try:
        with translated(path):
            return int(db.execute("select count(*) from event").fetchone()[0])
    except StoreTrouble:
        return 0  # told already


def _structure(db: sqlite3.Connection) -> Iterator[Finding]:
    for (found,) in db.execute(f"pragma integrity_check({MOST})"):
        if found != "ok":
            yield Finding("structure", f"The file's structure is damaged: {found}.")


def _chain(db: sqlite3.Connection, log: Log) -> Iterator[Finding]:
    log.load()
    for fault in faults(log.lines(), log.devices):
        yield Finding("chain", f"Event {fault.seq} is damaged: {fault.what}.", fault.seq)
    if missing := missing_end(db, log.end.seq, SLOTS):
        yield Finding("chain", f"The end of the log is missing: {missing}.", log.end.seq + 1)
    if log.end.seq and log.device not in log.devices.values():
        yield Finding("chain", f"The name of this device, {log.device}, is not in the log.")


def _fold_number(db: sqlite3.Connection) -> Iterator[Finding]:
    if db.execute("select value from meta where key = 'fold'").fetchone() != (str(FOLD),):
        yield Finding("state", "What is known was folded from the log by another version of the program; rebuild it.")


def _words(db: sqlite3.Connection) -> Iterator[Finding]:
    query = "select e.seq, e.data, w.salt, w.text from words w left join event e on e.id = w.id"
    for seq, data, salt, text in db.execute(query):
        if seq is None:
            yield Finding("words", "There are words that belong to no event.")
        elif text and getattr(decode(unpack(data)), "text", "") != SEALED + chain.seal(salt, text):
            yield Finding("words", f"The words of event {seq} are not those that were written.", seq)


def _undone(db: sqlite3.Connection) -> Iterator[Finding]:
    """Two devices may take back the same event, and one may take back what is not here yet: neither is damage."""
    for seq, by in undone_by(db).items() ^ dict(db.execute('select seq, "by" from undone')).items():
        yield Finding("undo", f"It is not clear whether event {seq} was taken back by event {by}.", seq)


def _graph(db: sqlite3.Connection) -> Iterator[Finding]:
    skills = db.execute("select id, requires from skill")
    expected = {(each, id) for id, requires in skills for each in msgspec.json.decode(requires, type=list[str])}
    for prerequisite, skill in expected ^ set(db.execute("select prerequisite, skill from edge")):
        yield Finding("graph", f"The table of prerequisites is wrong about {prerequisite} and {skill}.")


def _state(db: sqlite3.Connection, log: Log, fold: Fold) -> Iterator[Finding]:
    with passing() as fresh:
        refold(log, SqlRows(fresh), fold)
        for table in sorted(ROWS):
            if table_hash(fresh, table) != table_hash(db, table):
                yield Finding("state", f"What is known in “{table}” does not follow from the log; rebuild it.")
