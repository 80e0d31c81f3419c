"""Several devices without a server: what others did is taken in, what is new here is laid beside it.

First the learner's file gets what it lacks, in one transaction after a verified backup; then the folder gets what it
lacks. So whatever is interrupted is done by the next sync.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from tutor.store import learners
from tutor.store.backups import folder_of
from tutor.store.folder import Folder, head_of
from tutor.store.log import Log
from tutor.store.merging import Plan, homes_of, merge
from tutor.store.refold import Progress
from tutor.store.sources import LearnersFile, SharedFile, Source, Trouble, begins
from tutor.store.trouble import StoreTrouble, translated
from tutor.store.union import Union

if TYPE_CHECKING:
    from tutor.store.book import Book

BEYOND_THE_FOLD = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What the fold raises at events that no program of ours recorded, however well they are chained."""

CANNOT_BE = "it has events that cannot be; nothing of it was taken in"
MOST_TOLD = 500
"""Troubles that are remembered as told."""
MAGIC = b"SQLite format 3\0"


class OtherLearner(StoreTrouble):
    """What is there is another learner's, as far as can be seen. `alone`: it could be joined."""

    def __init__(self, place: Path, own: int, number: int) -> None:
        self.alone = number == 1
        self.fresh = own == 0
        if not self.alone:
            way = "it holds several learners: use a folder of your own."
        else:
            way = "if that is you as well, bring the two together once and for all with --join."
        events = f"event{'s' * (own != 1)}"
        here = f"what is here, {own} {events}, is another learner's" if own else "nothing happened here yet"
        super().__init__("not_ours", f"{place} belongs to a learner who is not known here ({here}); {way}")


class Synced(Struct, frozen=True):
    """What was done: events taken in and sent, files that were read, and what could not be.

    `branches` are the new names of devices that had gone on in two places; `backup` is of the file before.
    """

    events: int
    taken: int
    sent: int
    files: int
    troubles: list[Trouble]
    branches: list[str] = []
    backup: Path | None = None
    known: int = 0
    """Troubles with files that are what they were when this was told."""


class Taken(Struct, frozen=True):
    union: Union
    branches: list[str]
    backup: Path | None


def sync(book: Book, folder: Path, *, join: bool = False, progress: Progress | None = None) -> Synced:
    """Take in what other devices laid into the folder, and lay there what is missing in it.

    With `join` the learner of the folder is this one from now on, whoever it was. Raises `StoreTrouble`.
    """
    log = book.inside.log
    shared, before = Folder(folder, book.device, log.fact("sync_after")), book.length
    names = _names(log, shared.learners(), join, folder)
    sources = shared.files_of(names)
    taken = take_in_all(book, sources, names, shared.troubles, progress)
    shared.troubles += taken.union.troubles
    if missing := _missing(book.inside.db, taken.union.held):
        learner = next((name for name in names if name in shared.learners()), names[0])
        shared.write(head_of(learner, book.device), log, missing)
    new, troubles = book.length - before, _not_told(book, shared)
    known = len(shared.troubles) - len(troubles)
    return Synced(book.length, new, len(missing), len(sources), troubles, taken.branches, taken.backup, known)


def _not_told(book: Book, shared: Folder) -> list[Trouble]:
    """The troubles that were not told yet with the files as they are; all of them are remembered as told."""
    log = book.inside.log
    stamps = {_stamp(shared.path, each): each for each in shared.troubles}
    told = set(msgspec.json.decode(log.fact("sync_told") or "[]", type=list[str]))
    if stamps.keys() != told or log.fact("sync_after") != shared.until:
        with book.merging():
            log.note("sync_told", msgspec.json.encode(sorted(stamps)[:MOST_TOLD]).decode())
            log.note("sync_after", shared.until)
    return [each for stamp, each in stamps.items() if stamp not in told]


def _stamp(folder: Path, trouble: Trouble) -> str:
    """What tells a trouble with a file as it is now from all others, in 16 hexadecimal digits."""
    try:
        status = (folder / trouble.file).lstat()
        state = (status.st_size, status.st_mtime_ns)
    except OSError:
        state = (0, 0)
    said = msgspec.json.encode((str(folder.absolute()), trouble.file, trouble.line, trouble.why, *state))
    return sha256(said).hexdigest()[:16]


def take_in(book: Book, file: Path, *, join: bool = False, progress: Progress | None = None) -> Synced:
    """Take in what a learner's file, a backup, or a file of lines has and the book has not. Raises `StoreTrouble`."""
    before = book.length
    with translated(file):
        if isinstance(book.path, Path) and file.samefile(book.path):
            raise StoreTrouble("not_ours", f"{file} is the learner's file itself.")
        source = LearnersFile(file) if begins(file, MAGIC) else _lines_of(file)
        with closing(source):
            names = _names(book.inside.log, source.learners(), join, file)
            troubles: list[Trouble] = []
            taken = take_in_all(book, [source], names, troubles, progress)
    troubles += taken.union.troubles
    return Synced(book.length, book.length - before, 0, 1, troubles, taken.branches, taken.backup)


def _lines_of(file: Path) -> SharedFile:
    source = SharedFile(file)
    if why := source.look():
        way = "name a learner's file, a backup, or the tutor-….jsonl of an export."
        raise StoreTrouble("not_ours", f"{file} cannot be taken in ({why}); {way}")
    return source


def _names(log: Log, found: Sequence[str], join: bool, place: Path) -> list[str]:
    """The names of this learner, that of the place among them."""
    mine = learners.known(log)
    if not found:
        return learners.named(log)
    if any(name in found for name in mine):
        return mine
    if not join or len(found) > 1:
        raise OtherLearner(place, log.end.seq, len(found))
    return [*mine, *found]


def take_in_all(
    book: Book, sources: Sequence[Source], names: list[str], troubles: list[Trouble], progress: Progress | None
) -> Taken:
    """Merge all sources at once; where the fold cannot reckon with an event, all but those that hold such ones."""
    try:
        return bring(book, sources, names, progress)
    except BEYOND_THE_FOLD:
        good = _good(book, sources, names, troubles)
        try:
            return bring(book, good, names, progress)
        except BEYOND_THE_FOLD:  # only together do they hold such an event
            troubles += [Trouble(source.name, 0, CANNOT_BE) for source in good]
            return bring(book, [], names)


def _good(book: Book, sources: Sequence[Source], names: list[str], troubles: list[Trouble]) -> list[Source]:
    """Those that can be taken in, found by halving: each source is read as often as their number can be halved."""
    try:
        bring(book, sources, names)
        return list(sources)
    except BEYOND_THE_FOLD:
        if len(sources) == 1:
            troubles.append(Trouble(sources[0].name, 0, CANNOT_BE))
            return []
    middle = len(sources) // 2
    first = _good(book, sources[:middle], names, troubles)
    return first + _good(book, sources[middle:], names, troubles)


def bring(book: Book, sources: Iterable[Source], names: list[str], progress: Progress | None = None) -> Taken:
    """Take in what these sources have and the book has not, as the learner with these names."""
    inside = book.inside
    with translated(book.path):
        union = Union(inside.db, inside.log)
        union.take(sources, progress)
        plan = Plan(union, homes_of(inside.log, union))
    kept = _backed_up(book) if plan else None
    if plan or learners.known(inside.log) != names or not inside.log.fact("learners"):
        with book.merging():
            learners.note(inside.log, names)
            if plan:
                merge(inside, plan, progress)
    return Taken(union, plan.branches, kept)


def _backed_up(book: Book) -> Path | None:
    """A verified copy of the file as it is, before anything changes; None where there is nothing in it yet."""
    from tutor.store.backup import backup

    return backup(book, folder_of(book.path)) if book.length and isinstance(book.path, Path) else None


def _missing(db: sqlite3.Connection, held: set[str]) -> list[int]:
    """The places of the events that the folder has not."""
    return [seq for seq, link in db.execute("select seq, hash from event order by seq") if link.hex() not in held]
