"""A learner's answers as the CSV that other programs take: one for FSRS optimisers, one for models of knowledge.

https://github.com/open-spaced-repetition/fsrs-optimizer (its columns). Whose answers they are is a made-up name, unless
the learner's own is asked for; what was written is never in them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from hashlib import sha256

from tutor.core.day import moment
from tutor.core.learner.events import Answered, Event
from tutor.core.learner.fold import apply
from tutor.core.learner.reviewed import noting
from tutor.core.learner.rows import LearnerRow, Rows
from tutor.core.memory import SAME_DAY
from tutor.core.rating import ORDER
from tutor.core.refit import Review
from tutor.store.book import Book
from tutor.store.export import cell
from tutor.store.learners import known

FSRS = ("card_id", "review_time", "review_rating", "review_state", "review_duration")
ANSWERS = ("order", "learner", "item", "skill", "time", "correct", "rating", "hints", "ms", "kind")
NEW, LEARNING, REVIEWING, RELEARNING = range(4)
"""The states of a card before its review, as Anki counts them."""


def fsrs_csv(book: Book) -> str:
    """Each answer that moved a memory: the number of its card (facts and skills, by their first answer), the time in
    UTC milliseconds, the rating 1..4, the state before, milliseconds.
    """
    numbers: dict[str, int] = {}
    states: dict[str, int] = {}
    rows = []
    for review, event, seconds in _reviews(book):
        number = numbers.setdefault(review.card, len(numbers) + 1)
        rating = ORDER.index(review.rating) + 1
        states[review.card] = state = _state(review, states.get(review.card, NEW))
        rows.append((number, event.at, rating, state, round(1000 * (seconds or 0))))
    return _written(FSRS, rows)


def _state(review: Review, before: int) -> int:
    """Days apart it is a review; within a day what goes on is the learning, or after a lapse the learning again."""
    if review.had is None:
        return NEW
    if review.days >= SAME_DAY:
        return REVIEWING
    return LEARNING if before in (NEW, LEARNING) else RELEARNING


def _reviews(book: Book) -> Iterator[tuple[Review, Event, float | None]]:
    found: list[Review] = []
    moved: list[tuple[Review, Event, float | None]] = []
    fold = noting(found, book.rows)

    def step(rows: Rows, event: Event) -> None:
        before = len(found)
        fold(rows, event)
        if len(found) > before:
            moved.append((found[-1], event, getattr(event.data, "seconds", None)))

    book.replay(step)
    yield from moved


def answers_csv(book: Book, *, names: bool = False) -> str:
    """Each answer that counts: its number, who, item and skill (full ids), when, whether right, how well, and how."""
    learner = _name(book) if names else ""
    learner = learner or pseudonym(book)
    rows: list[tuple[object, ...]] = []

    def step(fresh: Rows, event: Event) -> None:
        apply(fresh, event)
        data = event.data
        if isinstance(data, Answered):
            when = moment(event.at, event.offset).isoformat(timespec="milliseconds")
            spent = "" if data.seconds is None else round(1000 * data.seconds)
            right = int(data.correct)
            rows.append(
                (len(rows) + 1, learner, data.item, data.skill, when, right, data.rating, data.hints, spent, data.kind)
            )

    book.replay(step)
    return _written(ANSWERS, rows)


def _name(book: Book) -> str:
    row = book.rows.get(LearnerRow, "me")
    return cell(row.name) if row is not None else ""


def pseudonym(book: Book) -> str:
    """A name that stays the same for this learner on all their devices, and tells nothing."""
    names = known(book.inside.log)
    return f"learner-{sha256(names[0].encode()).hexdigest()[:8]}" if names else "learner"


def _written(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return made.getvalue()
