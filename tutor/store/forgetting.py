"""Forgetting what a learner wrote in their own words, and nothing else: what was answered, and what is known, stays.

Free text lies in a table of its own, and the chain holds a salted hash of it (see `log`), so the log stays verifiable.
"""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tutor.store import backups, files, journal
from tutor.store.erase import overwrite
from tutor.store.log import SEALED
from tutor.store.packing import unpack
from tutor.store.refold import Progress, refold
from tutor.store.trouble import translated

if TYPE_CHECKING:
    from tutor.store.book import Book


class Forgotten(Struct, frozen=True):
    """How many texts are gone, the new backup, and the earlier backups and journals that went because they had them."""

    texts: int
    backup: Path
    removed: list[Path]


def forget(book: Book, progress: Progress | None = None) -> Forgotten:
    """Empty the table of free text, fold the log anew without it, and let go of earlier backups and journals.

    Those go only when a new backup was verified. Raises `StoreTrouble`: the same call may be tried again and does what
    is left to do.
    """
    path = Path(book.path)
    with book._changing():
        # every text has a row afterwards, so that no other device fills it in again
        texts = book._db.execute("update words set salt = x'', text = '' where text <> ''").rowcount
        lacking = ((line.id,) for line in book._log.lines() if SEALED.encode() in unpack(line.data))
        book._db.executemany("insert or ignore into words values(?, x'', '')", lacking)
        refold(book._log, book.rows, book._fold, book._undo, progress)
    with translated(path):
        book._db.execute("pragma wal_checkpoint(truncate)")
        files.private_folder(folder := backups.folder_of(path))
        made = book.place_for(folder)
        book.copy_to(made)  # also in the place of one of this very state, which has the words
        book.begin_journal()
        return Forgotten(texts, made, _without(path, made))


def _without(path: Path, made: Path) -> list[Path]:
    """Remove what lies beside the file and may have the words in it; returns what that was."""
    name, kept = glob.escape(path.name), glob.escape(journal.place(path).name)
    patterns = (glob.escape(journal.earlier(path).name), f"{kept}-*.other", f".{name}.*.new*")
    beside = [each for pattern in patterns for each in path.parent.glob(pattern)]
    removed = [
        *sorted(beside),
        *sorted(each for each in backups.folder_of(path).iterdir() if each != made and each.is_file()),
    ]
    for each in removed:
        overwrite(each)
        each.unlink()
    files.sync_folder(made.parent)
    files.sync_folder(path.parent)
    return removed
