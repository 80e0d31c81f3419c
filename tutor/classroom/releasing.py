"""What leaves a class, release by release, so that two of them can't be subtracted.

The class's file keeps, of each row that was told, its numbers and whose first tries they were made of, with a mark
that says whether these changed since. A row with other numbers than any before is told only if whoever subtracts the
former ones can tell no few learners apart; else the former numbers are told once more. A row that somebody is in who
is not to be counted any more is left out, until enough others came.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from tutor.classroom.classbook import ClassBook
from tutor.classroom.counting import Counted, Place, Taken
from tutor.classroom.summing import (
    Row,
    difference_is_open,
    exact_item,
    exact_point,
    parts_of,
    told_item,
    told_point,
)
from tutor.core.classroom.sums import CurveRow, ItemRow
from tutor.core.classroom.telling import FLOOR, Parts, is_open, tightened
from tutor.core.learner.names import skill_of

R = TypeVar("R", bound=ItemRow | CurveRow)


class Marks(NamedTuple):
    """Marks of a learner's part in a row: of whether the first try was right, and of all else that is counted of it."""

    base: str
    rest: str


class Told(NamedTuple):
    """A row as it was told, and whose part in it had which marks, by code."""

    line: bytes
    marks: dict[str, Marks]


class Rows(NamedTuple):
    """The rows of a file, and how many were left out for fewness, and told once more as they were."""

    items: list[ItemRow]
    curves: list[CurveRow]
    left_out: int = 0
    repeated: int = 0


def exact(counted: Counted) -> Rows:
    """All rows with nothing left out."""
    items = [exact_item(place, takers.values()) for place, takers in sorted(counted.items.items())]
    return Rows(items, [exact_point(place, right.values()) for place, right in sorted(counted.curves.items())])


def release(book: ClassBook, counted: Counted, k: int, called: Callable[[str], str] = str) -> Rows:
    """The rows as they may leave the class now, which is kept. Within a transaction of the caller's.

    `called` gives the present name of a question or a skill, by which rows that were told before are found.
    """
    one = _Release(book, k, called)
    items = [
        one.row(
            place,
            told_item(place, takers.values(), counted.listed[place], k),
            {code: one.marks(code, taken) for code, taken in takers.items()},
            {code: taken.right for code, taken in takers.items()},
        )
        for place, takers in sorted(counted.items.items())
    ]
    curves = [
        one.row(
            place,
            told_point(place, right.values(), k),
            {code: one.marks(code, was) for code, was in right.items()},
            right,
        )
        for place, right in sorted(counted.curves.items())
    ]
    told_items = [row for row in items if row]
    told_curves = without_totals(told_items, [row for row in curves if row], counted)
    left_out = len(items) + len(curves) - len(told_items) - len(told_curves)
    return Rows(told_items, told_curves, left_out, one.repeated)


def without_totals(items: list[ItemRow], curves: list[CurveRow], counted: Counted) -> list[CurveRow]:
    """The points of those skills whose errors say nothing of a row that is not told.

    Where each learner tried each question once, the errors of a skill's points are those of its questions: who takes
    off what is told has what is not. Where they certainly aren't the same, nothing can be taken off.
    """
    return [row for row in curves if _fits(row.skill, items, curves, counted)]


def _fits(skill: str, items: list[ItemRow], curves: list[CurveRow], counted: Counted) -> bool:
    told = {(row.item, row.rev): parts_of(row)["right"].cells[1] for row in items}
    sizes = {place: len(takers) for place, takers in counted.items.items() if skill_of(place[0]) == skill}
    wrong = [told.get(place, (0, n)) for place, n in sizes.items()]
    errors = [parts_of(row)["right"].cells[1] for row in curves if row.skill == skill]
    whole = sum(low for low, _high in errors), sum(high for _low, high in errors)
    if whole[1] < sum(low for low, _high in wrong) or whole[0] > sum(high for _low, high in wrong):
        return True
    after = tightened(Parts(wrong, whole))
    right = [(n - high, n - low) for n, (low, high) in zip(sizes.values(), after, strict=True)]
    return all(map(is_open, after)) and all(map(is_open, right))


class _Release:
    """One release: it looks up what was told of each row before."""

    def __init__(self, book: ClassBook, k: int, called: Callable[[str], str]) -> None:
        self._db = book.db
        self._k = k
        self._salt = _salt(book)
        [(last,)] = self._db.execute("select coalesce(max(number), 0) from told")
        self._number = int(last) + 1
        self._told: dict[tuple[str, Place], list[str]] = {}
        for (row,) in self._db.execute("select distinct row from told"):
            sort, name, number = row.split(" ")
            self._told.setdefault((sort, (called(name), int(number))), []).append(row)
        self.repeated = 0

    def marks(self, code: str, part: Taken | bool) -> Marks:
        """The marks of a learner's part in a row. They say nothing to whoever does not have this class's file."""
        if isinstance(part, bool):
            return Marks(self._mark(code, part), "")
        return Marks(self._mark(code, part.right), self._mark(code, part))

    def _mark(self, code: str, part: object) -> str:
        return sha256(f"{self._salt}|{code}|{part!r}".encode()).hexdigest()[:16]

    def row(self, place: Place, row: R | None, marks: dict[str, Marks], right: Mapping[str, bool]) -> R | None:
        """What is told of a row: its numbers, or the former ones, or nothing."""
        if row is None:
            return None
        sort = "item" if isinstance(row, ItemRow) else "curve"
        line, former = msgspec.json.encode(row), self._former(sort, place)
        if any(before.line == line and before.marks == marks for before in former):
            return row
        if any(_read(before.line, type(row)) is None for before in former):
            return None  # nobody knows what was told
        if all(self._is_apart(row, before, marks, right) for before in former):
            self._keep(f"{sort} {place[0]} {place[1]}", Told(line, marks))
            return row
        newest = former[-1]
        if len(newest.marks) < self._k or not newest.marks.keys() <= marks.keys():
            return None
        self.repeated += 1
        again = _read(newest.line, type(row))
        return again and replace(again, **{sort.replace("curve", "skill"): place[0]})

    def _is_apart(self, row: Row, before: Told, marks: Mapping[str, Marks], right: Mapping[str, bool]) -> bool:
        """Whether the numbers told before, subtracted from these, leave no few learners alone."""
        old = before.marks
        came = {code for code in marks if code not in old or old[code].base != marks[code].base}
        went = {code for code in old if code not in marks or old[code].base != marks[code].base}
        moved = {code for code in marks if code not in came and old[code].rest != marks[code].rest}
        former = _read(before.line, type(row))
        if former is None:
            return False
        if came or went:
            if len(came) < self._k or not (went or difference_is_open(former, row, len(came))):
                return False
            if not ((row.nearly_all and former.nearly_all) or _both_sides(came, right)):
                return False
        told = isinstance(row, ItemRow) and row.sums is not None
        return not (told and moved) or (len(came | moved) >= self._k and _both_sides(came | moved, right))

    def _former(self, sort: str, place: Place) -> list[Told]:
        """All that was ever told of a row, whatever it was called, the oldest first."""
        found: list[tuple[int, Told]] = []
        for name in self._told.get((sort, place), []):
            for number, line in self._db.execute("select number, line from told where row = ?", (name,)):
                query = "select code, base, rest from told_of where row = ? and number = ?"
                marks = {code: Marks(base, rest) for code, base, rest in self._db.execute(query, (name, number))}
                found.append((number, Told(line.encode(), marks)))
        return [told for _number, told in sorted(found, key=lambda one: one[0])]

    def _keep(self, name: str, told: Told) -> None:
        self._db.execute("insert into told values(?,?,?)", (name, self._number, told.line.decode()))
        rows = [(name, self._number, code, *marks) for code, marks in told.marks.items()]
        self._db.executemany("insert into told_of values(?,?,?,?,?)", rows)


def _both_sides(codes: set[str], right: Mapping[str, bool]) -> bool:
    """Whether there are learners enough among these who were right, and who were wrong."""
    rights = sum(right[code] for code in codes)
    return min(rights, len(codes) - rights) >= FLOOR


def _read(line: bytes, kind: type[R]) -> R | None:
    """A row as it was told; None where another tutor wrote it in a way of its own."""
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError:
        return None


def _salt(book: ClassBook) -> str:
    """What keeps the marks of this class's file apart from those of others."""
    row = book.db.execute("select value from meta where key = 'salt'").fetchone()
    if row is None:
        row = (secrets.token_hex(16),)
        book.db.execute("insert into meta values('salt', ?)", row)
    return str(row[0])
