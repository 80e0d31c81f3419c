"""Whoever has sums of a class, and knows how they are made, can't tell fewer than five learners apart.

The attacker here is stronger than any that there will be: it knows what each number means and how it is made, and tries
every class that would have given this very file. A group of learners (who were wrong, who picked *b*, who picked *b* or
*c*) is alone when in all of these classes there are one to four in it, or never anybody. SUMS_PAIRS sets how many pairs
of classes are tried.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise

import pytest

from tutor.classroom.classbook import ClassBook
from tutor.classroom.counting import Counted, Listed, Place, Taken
from tutor.classroom.releasing import Rows, release
from tutor.classroom.summing import told_item, told_point
from tutor.core.classroom.sums import CurveRow, ItemRow, PackHead, Sums, encode
from tutor.core.classroom.telling import FLOOR, Parts, all_open, exactly, few, is_open, known, tightened

PAIRS = int(os.environ.get("SUMS_PAIRS", "1000"))
ITEM, SKILL = ("p/s/q", 1), ("p/s", 1)
LISTED = ("choice:b", "choice:c", "choice:d")
Table = tuple[int, ...]
"""How many were right, and gave each of `LISTED`."""


def tables(n: int, cells: int) -> Iterator[Table]:
    """All ways in which n learners may fall into some cells."""
    for bars in combinations(range(n + cells - 1), cells - 1):
        edges = (-1, *bars, n + cells - 1)
        yield tuple(high - low - 1 for low, high in pairwise(edges))


def takers(table: Table, fifths: int = 1) -> list[Taken]:
    """The learners of a table; all alike in the rest, so that nothing but the table shows."""
    answers = ["", *LISTED[: len(table) - 1]]
    found = [answer for answer, count in zip(answers, table, strict=True) for _ in range(count)]
    return [Taken(answer == "", answer, None, 0.5, number % fifths) for number, answer in enumerate(found)]


def alone(counts: Iterable[int]) -> bool:
    """Whether a group is told apart by all that it may be."""
    found = list(counts)
    return max(found) < FLOOR and (min(found) > 0 or max(found) == 0)


def groups(cells: int) -> list[tuple[int, ...]]:
    """All groups of a table: one or several of its cells, but not everybody."""
    return [some for size in range(1, cells) for some in combinations(range(cells), size)]


def each_group_is_hidden(found: Iterable[Sequence[Table]], cells: int) -> None:
    for alike in found:
        for group in groups(cells):
            counts = [sum(table[cell] for cell in group) for table in alike]
            assert not alone(counts), (group, alike)


def row_of(table: Table, k: int = FLOOR) -> ItemRow | None:
    return told_item(ITEM, takers(table), Listed(list(LISTED[: len(table) - 1]), True), k)


@cache
def by_what_is_said(n: int, cells: int) -> dict[object, list[Table]]:
    """All tables of n learners, those together that give the same row."""
    found: dict[object, list[Table]] = defaultdict(list)
    for table in tables(n, cells):
        row = row_of(table)
        assert row is not None
        found[said(row)].append(table)
    return found


def said(row: ItemRow) -> object:
    """What a row says, without the rest score and times."""
    wrong = row.wrong and tuple(sorted(row.wrong.choices.items()))
    return row.n, row.nearly_all, row.nearly_none, row.sums and row.sums.x, wrong


@pytest.mark.parametrize("cells", [2, 3, 4])
@pytest.mark.parametrize("n", [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 24])
def test_no_row_tells_a_few_learners_apart_by_whatever_is_taken_off(n: int, cells: int) -> None:
    each_group_is_hidden(by_what_is_said(n, cells).values(), cells)


@pytest.mark.parametrize("cells", [3, 4])
@pytest.mark.parametrize("n", [6, 9, 10, 11, 12, 13, 15, 20])
def test_what_learners_typed_and_nobody_listed_is_not_told_apart_either(n: int, cells: int) -> None:
    """The last cell is of wrong answers that the pack does not name: they are in no file."""
    names = LISTED[: cells - 2]
    found: dict[object, list[Table]] = defaultdict(list)
    for table in tables(n, cells):
        answers = zip(("", *names, ""), table, strict=True)
        made = [Taken(at == 0, name, None, 0.5, 0) for at, (name, count) in enumerate(answers) for _ in range(count)]
        row = told_item(ITEM, made, Listed(list(names), False), FLOOR)
        assert row is not None
        found[said(row)].append(table)
    each_group_is_hidden(found.values(), cells)


@pytest.mark.parametrize("n", [105, 140])
def test_shares_near_none_and_near_all_are_not_told_exactly(n: int) -> None:
    for table in ((n - 5, 5), (n - 7, 7), (5, n - 5), (6, n - 6), (n, 0), (0, n)):
        row = row_of(table, 10)
        assert row is not None
        near = min(table) <= n // 20
        assert (row.sums is None) == near and (row.nearly_all + row.nearly_none == n) == near
    each_group_is_hidden(by_what_is_said(n, 2).values(), 2)


def test_a_row_of_fewer_than_k_is_left_out() -> None:
    assert row_of((5, 4), 10) is None and told_point(SKILL, [True] * 5 + [False] * 4, 10) is None
    assert row_of((5, 5), 10) is not None and told_point(SKILL, [True] * 5 + [False] * 5, 10) is not None


def test_points_of_a_skill_tell_no_few_apart_even_to_who_knows_how_many_there_were() -> None:
    for n in range(10, 60):
        found: dict[CurveRow | None, list[Table]] = defaultdict(list)
        for right in range(n + 1):
            found[told_point(SKILL, [True] * right + [False] * (n - right), 10)].append((right, n - right))
        each_group_is_hidden(found.values(), 2)


def test_times_and_fifths_of_a_row_tell_no_few_apart() -> None:
    chance, seen = random.Random(1), 0
    for _ in range(1500):
        n = chance.randrange(25, 70)
        able = chance.random()
        made = [
            Taken(right := chance.random() < able, "", chance.randrange(3, 6) if right else None, 0.5, number % 5)
            for number in range(n)
        ]
        row = told_item(ITEM, made, Listed([], False), 10)
        assert row is not None
        if row.fifths is not None and row.sums is not None:
            seen += 1
            cells = [(low, min(low + 4, size)) for low, size in zip(row.fifths.x, row.fifths.n, strict=True)]
            right = tightened(Parts(cells, exactly(row.sums.x)))
            wrong = [(size - high, size - low) for size, (low, high) in zip(row.fifths.n, right, strict=True)]
            assert all(map(is_open, [*right, *wrong]))
        if row.seconds is not None and row.sums is not None:
            assert all_open(Parts(list(map(known, row.seconds)), exactly(row.sums.x)))
    assert seen > 300


def a_class(chance: random.Random, size: int, places: int, names: str = "L") -> dict[str, dict[Place, Taken]]:
    """Learners with first tries at questions of two skills."""
    hard = [chance.random() for _ in range(places)]
    return {f"{names}{number:03}": a_learner(chance, hard) for number in range(size)}


def a_learner(chance: random.Random, hard: Sequence[float]) -> dict[Place, Taken]:
    found: dict[Place, Taken] = {}
    for number, share in enumerate(hard):
        if chance.random() < 0.85:
            right = chance.random() > share
            answer = "" if right else chance.choice(LISTED[:2])
            rest = chance.randrange(10) / 9
            time = chance.randrange(3, 6) if right else None
            found[f"p/s{number % 2}/q{number}", 1] = Taken(right, answer, time, rest, chance.randrange(5))
    return found


def counted(people: dict[str, dict[Place, Taken]]) -> Counted:
    """A class as it is counted; each learner met the questions of a skill one after the other, once."""
    items: dict[Place, dict[str, Taken]] = defaultdict(dict)
    curves: dict[Place, dict[str, bool]] = defaultdict(dict)
    for code, mine in people.items():
        at: dict[str, int] = defaultdict(int)
        for place, taken in mine.items():
            items[place][code] = taken
            skill = place[0].rpartition("/")[0]
            at[skill] += 1
            curves[skill, at[skill]][code] = taken.right
    return Counted(
        sorted(people), dict(items), {place: Listed(list(LISTED[:2]), True) for place in items}, dict(curves)
    )


def released(book: ClassBook, people: dict[str, dict[Place, Taken]], k: int) -> Rows:
    with book.changing():
        return release(book, counted(people), k)


def rows(found: Rows) -> dict[tuple[str, int], ItemRow | CurveRow]:
    items = {(row.item, row.rev): row for row in found.items}
    return {**items, **{(row.skill, row.at): row for row in found.curves}}


def test_who_has_the_file_with_and_without_one_learner_learns_nothing_of_that_one() -> None:
    chance, same, gone = random.Random(2), 0, 0
    book = ClassBook.open(":memory:", "ab" * 16)
    for _ in range(PAIRS):
        book.db.execute("delete from told")
        book.db.execute("delete from told_of")
        people = a_class(chance, chance.randrange(8, 36), 4)
        k = chance.choice((5, 10, 10, 15))
        first = rows(released(book, people, k))
        changed, leaves = dict(people), chance.random() < 0.5
        if leaves:
            del changed[chance.choice(sorted(people))]
        else:
            changed["NEW"] = a_learner(chance, [0.5] * 4)
        second = rows(released(book, changed, k))
        for place, row in second.items():
            if place in first:
                assert row == first[place]
                same += 1
            elif isinstance(row, ItemRow):
                assert row.n == k, "it was left out before, for fewness alone"
        gone += leaves and len(first.keys() - second.keys())
    assert same > PAIRS and gone > PAIRS
    book.db.close()


def test_who_has_two_files_with_many_learners_between_them_tells_no_few_of_those_apart() -> None:
    chance, compared, anew = random.Random(3), 0, 0
    book = ClassBook.open(":memory:", "ab" * 16)
    for _ in range(PAIRS // 5):
        book.db.execute("delete from told")
        book.db.execute("delete from told_of")
        people = a_class(chance, chance.randrange(10, 15), 3)
        first = rows(released(book, people, 10))
        more = a_class(chance, chance.randrange(9, 16), 3, "M")
        second = rows(released(book, people | more, 10))
        for place in first.keys() & second.keys():
            old, new = first[place], second[place]
            anew += old != new
            if old == new or not isinstance(old, ItemRow) or not isinstance(new, ItemRow):
                continue
            compared += 1
            between = [
                tuple(after - before for before, after in zip(one, other, strict=True))
                for one in by_what_is_said(old.n, 3)[said(old)]
                for other in by_what_is_said(new.n, 3)[said(new)]
                if all(before <= after for before, after in zip(one, other, strict=True))
            ]
            each_group_is_hidden([between], 3)
    assert compared > PAIRS // 50 and anew
    book.db.close()


def test_errors_of_a_skill_say_nothing_of_a_question_that_is_not_told() -> None:
    """Each question was tried once: the errors of a skill's points are those of its questions, told or not."""
    chance, seen = random.Random(4), 0
    book = ClassBook.open(":memory:", "ab" * 16)
    for _ in range(PAIRS // 4):
        book.db.execute("delete from told")
        book.db.execute("delete from told_of")
        people = a_class(chance, chance.randrange(10, 30), 4)
        found, made = released(book, people, 10), counted(people)
        for skill in ("p/s0", "p/s1"):
            points = [row for row in found.curves if row.skill == skill]
            told = {(row.item, row.rev): row for row in found.items}
            errors = [_wrong_of(row) for row in points]
            whole = sum(low for low, _ in errors), sum(high for _, high in errors)
            mine = [place for place in made.items if place[0].startswith(skill)]
            cells = [_wrong_of(told[place]) if place in told else (0, len(made.items[place])) for place in mine]
            if points and len(points) == len([place for place in made.curves if place[0] == skill]):
                seen += 1
                if whole[0] <= sum(high for _, high in cells) and whole[1] >= sum(low for low, _ in cells):
                    assert all(map(is_open, tightened(Parts(cells, whole))))
    assert seen > PAIRS // 20
    book.db.close()


def _wrong_of(row: ItemRow | CurveRow) -> tuple[int, int]:
    if isinstance(row, CurveRow):
        n = row.n + FLOOR - 1
        return (0, few(n)) if row.nearly_all else (row.n - few(n), n) if row.nearly_none else known(row.errors)
    if row.sums is not None:
        return exactly(row.n - row.sums.x)
    return (0, few(row.n)) if row.nearly_all else (row.n - few(row.n), row.n)


def test_the_attack_finds_what_a_careless_file_tells() -> None:
    """A file of exact counts, or with only the small cells left blank, would be found out."""
    exact = [[table] for table in tables(12, 4)]
    with pytest.raises(AssertionError):
        each_group_is_hidden(exact, 4)
    blank: dict[Table, list[Table]] = defaultdict(list)
    for table in tables(12, 4):
        blank[tuple(count if count >= FLOOR else -1 for count in table)].append(table)
    with pytest.raises(AssertionError):
        each_group_is_hidden(blank.values(), 4)


def test_no_release_after_another_brings_back_who_was_forgotten() -> None:
    chance = random.Random(5)
    with ClassBook.open(":memory:", "ab" * 16) as book:
        people = a_class(chance, 25, 4)
        first = rows(released(book, people, 10))
        gone = sorted(people)[3]
        with book.changing():
            book.forget(gone, all_of_it=True)
        assert not book.db.execute("select 1 from told_of where code = ?", (gone,)).fetchone()
        left = {code: mine for code, mine in people.items() if code != gone}
        second = rows(released(book, left, 10))
        assert first and {place for place in second if place in people[gone]} == set()


def test_a_file_has_no_code_in_it() -> None:
    chance = random.Random(6)
    people = a_class(chance, 30, 6, "BCDFGHJK")
    with ClassBook.open(":memory:", "ab" * 16) as book:
        found = released(book, people, 10)
        sums = Sums(pack=PackHead(id="p"), made_in="2026-11", size=30, k=10, items=found.items, curves=found.curves)
    text = encode(sums).decode()
    assert "BCDFGHJK" not in text and "ab" * 16 not in text and found.items
