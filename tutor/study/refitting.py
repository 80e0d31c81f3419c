"""Fitting the memory to its learner, as a use-case: their reviews out of the log, what is kept into it."""

from __future__ import annotations

from datetime import datetime

from tutor.core.learner.events import Refitted
from tutor.core.learner.reviewed import noting
from tutor.core.learner.rows import LearnerRow
from tutor.core.refit import Fit, Refit, Review, refit
from tutor.store.book import Book
from tutor.store.refold import Progress


def reviews(book: Book, progress: Progress | None = None) -> list[Review]:
    """All reviews of the learner that count, in order; seconds for years of them, which `progress` is told of."""
    found: list[Review] = []
    book.replay(noting(found, book.rows), progress)
    return found


def refitted(book: Book, found: list[Review], now: datetime, fit: Fit) -> Refit:
    """Fit the memory to these reviews of the learner; what is better is recorded and holds from now on.

    What `fit` raises goes through, and nothing is changed.
    """
    in_use = tuple(_learner(book).weights)
    tried = refit(found, fit, in_use)
    if tried.weights != in_use:
        book.record(
            now,
            Refitted(
                weights=list(tried.weights),
                reviews=tried.reviews,
                newest=tried.newest,
                defaults=tried.defaults,
                before=tried.before,
                after=tried.after,
            ),
        )
    return tried


def back(book: Book, now: datetime) -> bool:
    """Go back to the figures that fit most people, on the learner's word; False when they are in use already."""
    if not _learner(book).weights:
        return False
    book.record(now, Refitted(weights=[]))
    return True


def since(book: Book) -> int:
    """Since when (UTC ms) the memory goes by figures of the learner's own; 0 when it does not."""
    return _learner(book).weights_at


def _learner(book: Book) -> LearnerRow:
    return book.rows.get(LearnerRow, "me") or LearnerRow()
