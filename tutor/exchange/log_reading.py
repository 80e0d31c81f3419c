"""Logs of answers in: Anki's table of reviews, the CSV of FSRS optimisers, and any CSV whose columns are named.

One row is one answer. The report counts rows; each that is left out is told by its line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tutor.core.day import milliseconds
from tutor.core.learner.events import Rating
from tutor.core.rating import ORDER, with_hints
from tutor.exchange.anki_reviews import FILTERED, FIRST_POSSIBLE, LEARNING, MANUAL, RESCHEDULED
from tutor.exchange.brought import NotThisFormat, Review
from tutor.exchange.foreign import text_of
from tutor.exchange.report import Report
from tutor.packs.problems import one_of, quoted

MOST_ROWS = 2_000_000
_LAST_POSSIBLE = 4_102_444_800_000
"""2100."""
_KIND = "row"
_REVLOG = {"id", "cid", "ease", "type", "factor"}
_NAMES = {
    "learner": ("learner", "user", "user_id", "student", "student_id"),
    "item": ("item", "item_id", "card_id", "problem", "problem_id", "question", "question_id"),
    "time": ("time", "review_time", "timestamp", "at", "date"),
    "rating": ("rating", "review_rating", "grade"),
    "correct": ("correct", "outcome", "score"),
    "hints": ("hints", "hint_count"),
    "ms": ("ms", "review_duration", "duration", "ms_first_response"),
    "state": ("review_state", "state"),
}
"""What we need, and what such columns are called; a map of one's own goes before."""
_RIGHT = {"1": True, "1.0": True, "true": True, "yes": True, "0": False, "0.0": False, "false": False, "no": False}


@dataclass
class Log:
    """The answers in the order of their times, by the file's own names for items; and the account of its rows."""

    report: Report
    reviews: list[Review]
    learners: list[str]


class BadRow(Exception):
    """A row that is no answer: the code and why; `ignored` where it never was one."""

    def __init__(self, code: str, why: str, *, ignored: bool = False) -> None:
        super().__init__(why)
        self.code, self.ignored = code, ignored


def log_of(path: Path, columns: Mapping[str, str] | None = None, learner: str = "") -> Log:
    """The answers in a CSV. `columns` says which of its columns is what: `item`, `time`, `rating` or `correct`,
    `learner`, `hints`, `ms`; `learner` takes the rows of one. Raises NotThisFormat; OSError.
    """
    lines = text_of(path).splitlines()
    table = csv.reader(lines, strict=False)
    try:
        head = [name.strip().lower() for name in next(table, [])]
        row_of = _revlog(head) if set(head) >= _REVLOG else _mapped(head, columns or {})
        return _Reading(path.name, row_of, learner).read((table.line_num, row) for row in table)
    except csv.Error as error:
        raise NotThisFormat(f"{quoted(path.name)} is no CSV that can be read: {error}.") from None


RowOf = Callable[[list[str]], tuple[str, Review]]
"""The learner and the answer of a row. Raises BadRow."""


class _Reading:
    def __init__(self, name: str, row_of: RowOf, learner: str) -> None:
        self.name, self.row_of, self.learner = name, row_of, learner
        self.report = Report("log")
        self.found: dict[tuple[str, int], Review] = {}
        self.learners: dict[str, None] = {}
        self.latest = 0

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> Log:
        for count, (line, row) in enumerate(rows):
            if count >= MOST_ROWS:
                raise NotThisFormat(f"{quoted(self.name)} has more than {MOST_ROWS:,} rows; split it.")
            if any(row):
                self.report.read[_KIND] += 1
                self._take(row, f"{self.name}:{line}")
        reviews = sorted(self.found.values(), key=lambda one: one.at)
        return Log(self.report, reviews, list(self.learners))

    def _take(self, row: list[str], place: str) -> None:
        try:
            learner, review = self.row_of(row)
            self._keep(learner, review, place)
        except BadRow as trouble:
            tell = self.report.ignore if trouble.ignored else self.report.refuse
            tell(_KIND, trouble.code, str(trouble), place)

    def _keep(self, learner: str, review: Review, place: str) -> None:
        self.learners[learner] = None
        if self.learner and learner != self.learner:
            raise BadRow("LOG-LEARNER", "another learner's", ignored=True)
        if (review.question, review.at) in self.found:
            raise BadRow("LOG-TWICE", "the same answer stands above", ignored=True)
        if review.at < self.latest:
            self.report.lose("LOG-ORDER", "it is earlier than the row above; rows are put into order", place)
        self.latest = review.at
        self.found[review.question, review.at] = review
        self.report.imported[_KIND] += 1


def _revlog(head: list[str]) -> RowOf:
    """Anki's own table: `id` is the time, `cid` the card, `ease` the button, `time` the milliseconds it took."""

    def row_of(row: list[str]) -> tuple[str, Review]:
        cells = dict(zip(head, row, strict=False))
        sort, button = _whole(cells.get("type", "")), _whole(cells.get("ease", ""))
        if sort in (MANUAL, RESCHEDULED) or button == 0:
            raise BadRow("ANKI-MANUAL", "a date was set by hand; nothing was answered", ignored=True)
        if sort == FILTERED and _whole(cells.get("factor", "")) == 0:
            raise BadRow("ANKI-CRAM", "it was studied ahead, without any effect in Anki", ignored=True)
        at, took = _time(cells.get("id", "")), _seconds(cells.get("time", ""))
        return "", Review(_item(cells.get("cid", "")), at, _rating(cells.get("ease", "")), took, sort == LEARNING)

    return row_of


def _mapped(head: list[str], columns: Mapping[str, str]) -> RowOf:
    """The columns by their names, or as they are mapped."""
    places = {}
    for wanted, usual in _NAMES.items():
        names = [columns[wanted].strip().lower()] if wanted in columns else usual
        places[wanted] = next((head.index(name) for name in names if name in head), -1)
    missing = [name for name in ("item", "time") if places[name] < 0]
    missing += ["rating"] if places["rating"] < 0 and places["correct"] < 0 else []
    if missing:
        which = ",".join(f"{name}=COLUMN" for name in missing)
        raise NotThisFormat(f"No column is known to hold {one_of(missing)}; say which does with --columns {which}.")

    def row_of(row: list[str]) -> tuple[str, Review]:
        cells = {name: row[at].strip() if 0 <= at < len(row) else "" for name, at in places.items()}
        rating = _rating(cells["rating"]) if cells["rating"] else _earned(cells["correct"], cells["hints"])
        first = cells["state"] in ("0", "1")
        answer = Review(_item(cells["item"]), _time(cells["time"]), rating, _seconds(cells["ms"]), first)
        return cells["learner"], answer

    return row_of


def _item(text: str) -> str:
    if not text:
        raise BadRow("LOG-ITEM", "it names no item")
    return text


def _rating(text: str) -> Rating:
    if text in ORDER:
        return ORDER[ORDER.index(text)]
    number = _whole(text)
    if number is None or not 1 <= number <= len(ORDER):
        raise BadRow("LOG-RATING", f"rating {text[:20]}; 1 to 4 allowed")
    return ORDER[number - 1]


def _earned(correct: str, hints: str) -> Rating:
    """What a row without a rating earned."""
    return with_hints("good", _whole(hints) or 0) if _right(correct) else "again"


def _right(text: str) -> bool:
    if text.lower() not in _RIGHT:
        raise BadRow("LOG-CORRECT", f"{text[:20]!r} says neither right nor wrong; 1 or 0 does")
    return _RIGHT[text.lower()]


def _time(text: str) -> int:
    """UTC milliseconds of a number (seconds or milliseconds) or of an ISO time, which is UTC where it has no offset."""
    try:
        if re.fullmatch(r"\d{1,16}(\.\d*)?", text):
            at = int(float(text))
            at = at * 1000 if at < FIRST_POSSIBLE / 10 else at
        else:
            read = datetime.fromisoformat(text)
            at = milliseconds(read if read.tzinfo else read.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise BadRow("LOG-TIME", f"{text[:30]!r} is no time") from None
    if not FIRST_POSSIBLE <= at < _LAST_POSSIBLE:
        raise BadRow("LOG-TIME", f"{text[:30]!r} is no time of a review")
    return at


def _seconds(text: str) -> float | None:
    number = _whole(text)
    return number / 1000 if number and number > 0 else None


def _whole(text: str) -> int | None:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None
