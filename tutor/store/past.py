"""Recording what happened at other times, elsewhere: the answers that another program's log holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tutor.core.learner.events import AnyEvent
from tutor.store.book import Book
from tutor.store.refold import Progress, fold_on


def record_past(book: Book, past: Sequence[tuple[datetime, AnyEvent]], progress: Progress | None = None) -> None:
    """Save these events, each at its own time, in the order that is given; one step of undo takes all of them back.

    Raises `StoreTrouble`: then nothing of it remains. They count after all that was recorded before.
    """
    if not past:
        return
    with book.merging() as inside:
        before = inside.log.end.seq
        inside.undo.keep(inside.log.append_past(past)[0].first, None)
        fold_on(inside.log, inside.rows, inside.fold, before, progress)
