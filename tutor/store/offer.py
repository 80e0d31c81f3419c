"""What can be done when a learner's file cannot be used: the best backup, and what the journal has since."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tutor.core.learner.events import Answered
from tutor.language import _, later
from tutor.store import connection, journal
from tutor.store.backups import Backup, backups_of, whole
from tutor.store.journal import Held
from tutor.store.log import Log, decode
from tutor.store.recovery import following, tips_of
from tutor.store.schema import VERSION
from tutor.store.trouble import StoreTrouble, translated


def way_out(path: Path) -> str:
    """The best backup of a learner's file in a sentence, and how it is put in place; empty where there is none."""
    command = f"tutor data restore --learner-file {shlex.quote(str(path))}"
    for backup, found in whole(path):
        day = f"{backup.at.astimezone():%Y-%m-%d, %H:%M}"
        more = answers_since(path, backup.path)
        rest = f", and the journal {_count(more)} since" if more else ""
        return f"The newest backup that is whole is from {day} and has {found.events} events{rest}: {command}"
    if more := answers_since(path, None):
        return f"There is no backup, but the journal has {_count(more)}: {command}"
    return ""


def left_of(path: Path) -> str:
    """What is there of a learner's file that is not there itself; empty if nothing."""
    if backups_of(path):
        return "a backup"
    with suppress(OSError):
        return "the journal" if any(True for line in journal.lines_of(journal.place(path))) else ""
    return "the journal"


def after_backup(path: Path, backup: Path) -> list[Held]:
    """What the journals beside a learner's file hold that a backup of it has not yet; empty where they do not fit.

    Raises `StoreTrouble` where the disk does not give the backup or a journal: nothing is known then.
    """
    with translated(backup), closing(connection.look(backup)) as db:
        if connection.version(db, backup) != VERSION:
            return []
        log = Log(db)
        log.load()
        with _given(path):
            lines = journal.since(path, log)
        return following(lines, log.end.seq, tips_of(db, log))


def from_the_start(path: Path) -> list[Held]:
    """What the journals hold when they begin with the first event; empty if they do not. Raises `StoreTrouble`."""
    found: dict[int, Held] = {}
    with _given(path):
        for each in (journal.place(path), journal.earlier(path)):
            found |= {line.seq: line for line in journal.lines_of(each)}
    return following(journal.unbroken(found, 0), 0, {})


def answers_since(path: Path, backup: Path | None) -> int:
    """How many answers the journals hold after this backup, or after none; 0 too where that cannot be known now."""
    with suppress(StoreTrouble, sqlite3.Error):
        return answers(from_the_start(path) if backup is None else after_backup(path, backup))
    return 0


@contextmanager
def _given(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        words = later(
            "The journal of {path} cannot be read now ({detail}); try again, or leave it out with --without-journal."
        )
        raise StoreTrouble("storage", _(words, path=path, detail=error.strerror or error)) from error


def answers(lines: list[Held]) -> int:
    """How many of these are answers."""
    return sum(isinstance(decode(bytes(line.data)), Answered) for line in lines)


def best(path: Path) -> Backup | None:
    """The newest backup that can be read."""
    return next((backup for backup, found in whole(path)), None)


def _count(number: int) -> str:
    return "1 answer" if number == 1 else f"{number} answers"
