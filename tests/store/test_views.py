"""Questions: the right rows, in order, no more than asked for, and found by index however much there is."""

import re

import pytest
import store_world as world

from tutor.core.learner.events import Noted
from tutor.core.learner.rows import (
    ROWS,
    CourseRow,
    DayRow,
    GoalRow,
    ItemRow,
    MisconceptionRow,
    NoteRow,
    PieceRow,
    RetryRow,
    SkillRow,
    WayRow,
)

TABLES = "|".join(ROWS)
DAY = 86_400_000


def knowing(*rows):
    """A book that knows these rows."""
    book = world.opened(":memory:", lambda into, event: [into.put(row) for row in rows])
    book.record(world.NOW, Noted(about="", text=""))
    return book


def skills(course, **each):
    return [
        SkillRow(id=f"{course}/s{number}", course=course, position=number, **fields) for number, fields in each.items()
    ]


@pytest.fixture(scope="module")
def library():
    rows = [CourseRow(id=course, version="1", content_hash="") for course in ("a", "b", "c")]
    for course in ("a", "b", "c"):
        for number in range(40):
            phase = ("locked", "open", "learning", "learned", "gone")[number % 5]
            due = DAY * (40 - number) if number % 2 else 0
            skill = f"{course}/s{number:02}"
            rows.append(SkillRow(id=skill, course=course, position=number, phase=phase, due=due, last_at=1000 - number))
            for each in range(3):
                held = {"stability": 2.0, "due": DAY * (number + each)} if number % 2 else {}
                away = {
                    "suspended": each == 0 and number % 3 == 0,
                    "suspended_until": "2026-12-24" if number == 9 else "",
                }
                rows.append(ItemRow(id=f"{skill}/i{each}", skill=skill, last_at=900 - each, **held, **away))
    return knowing(*rows)


def ids(rows):
    return [row.id for row in rows]


def test_skills_by_phase_come_by_position_over_all_courses(library):
    assert ids(library.skills(None, ["open"], 4)) == ["a/s01", "b/s01", "c/s01", "a/s06"]
    assert ids(library.skills(["b"], ["open", "locked"], 3)) == ["b/s00", "b/s01", "b/s05"]
    assert library.skills([], ["open"], 3) == library.skills(["none"], ["open"], 3) == []


def test_due_skills_are_learned_ones_earliest_first(library):
    found = library.due_skills(None, DAY * 20, 100)
    assert [row.due for row in found] == sorted(row.due for row in found)
    assert {row.phase for row in found} == {"learned"}
    assert all(0 < row.due <= DAY * 20 for row in found)
    assert ids(library.due_skills(["b"], DAY * 20, 2)) == ["b/s33", "b/s23"]


def test_due_items_come_earliest_first_without_those_put_away_for_good(library):
    found = library.due_items(["a"], DAY * 400, 400, "2026-01-01")
    assert [row.due for row in found] == sorted(row.due for row in found)
    assert {row.stability for row in found} == {2.0}
    assert "a/s03/i0" not in ids(found)
    assert "a/s09/i0" not in ids(found)  # of a skill that is gone
    assert "a/s01/i0" in ids(found)
    assert ids(library.due_items(None, DAY, 10, "2026-01-01")) == ["a/s01/i0", "b/s01/i0", "c/s01/i0"]


def test_items_put_away_until_a_day_are_among_the_due():
    until = ItemRow(id="a/b/c", skill="a/b", stability=1.0, due=5, suspended=True, suspended_until="2026-12-24")
    forever = ItemRow(id="a/b/d", skill="a/b", stability=1.0, due=5, suspended=True)
    assert ids(knowing(until, forever).due_items(["a"], 9, 9, "9999")) == ["a/b/c"]


def test_recent_skills_are_those_being_learned_last_first(library):
    assert ids(library.recent_skills(None, 4)) == ["a/s02", "b/s02", "c/s02", "a/s07"]


def test_items_of_a_skill_by_when_they_were_seen_and_when_they_are_due(library):
    assert ids(library.items_of("a/s01", 2)) == ["a/s01/i2", "a/s01/i1"]
    assert ids(library.weakest_items_of("a/s01", 2)) == ["a/s01/i0", "a/s01/i1"]


def test_seen_items_by_id(library):
    assert set(library.seen(["a/s01/i0", "a/s01/none", "b/s02/i1"])) == {"a/s01/i0", "b/s02/i1"}


def test_how_much_is_due_and_when_the_next_is(library):
    before = DAY * 5
    expected = len(library.due_skills(["a"], before, 999)) + len(library.due_items(["a"], before, 999, "9999"))
    assert library.due_count(["a"], before) == expected > 0
    assert library.due_count(None, before) == 3 * expected
    assert library.earliest_due(["a"], 0) == DAY
    assert library.earliest_due(["a"], DAY * 5 + 1) == DAY * 6
    assert library.earliest_due(["a"], DAY * 1000) is None
    assert library.earliest_due([], 0) is None
    assert library.earliest_item_due("a/s03") == DAY * 3
    assert library.earliest_item_due("a/s02") is None


def test_the_graph_and_the_map(library):
    assert len(library.all_skills(None)) == 120
    assert ids(library.all_skills(["b"])) == [f"b/s{number:02}" for number in range(40)]
    assert ids(library.courses()) == ["a", "b", "c"]


def test_retries_come_back_in_order_and_by_course():
    rows = [RetryRow(id=f"{course}/s/i{n}", skill=f"{course}/s", after=9 - n) for course in "ab" for n in range(5)]
    book = knowing(
        CourseRow(id="a", version="", content_hash=""), CourseRow(id="b", version="", content_hash=""), *rows
    )
    assert ids(book.retries(6, None, 3)) == ["a/s/i4", "b/s/i4", "a/s/i3"]
    assert ids(book.retries(6, ["b"], 9)) == ["b/s/i4", "b/s/i3"]
    assert book.retries(4, None, 9) == []
    assert book.retries(9, [], 9) == []


def test_lists_for_people_come_newest_first():
    book = knowing(
        *(NoteRow(id=f"n{n}", about="x", text="", at=n) for n in range(5)),
        *(GoalRow(id=f"g{n}", set_at=n) for n in range(5)),
        *(PieceRow(id=f"p{n}", project="x", text="", at=n) for n in range(5)),
        *(DayRow(id=str(n), day=n) for n in range(8, 12)),
        *(MisconceptionRow(id=f"a/b#m{n}", skill="a/b", name=f"m{n}", count=n) for n in range(4)),
        WayRow(id="a/b#words", way="words"),
    )
    assert ids(book.notes(2)) == ["n4", "n3"]
    assert ids(book.goals()) == ["g4", "g3", "g2", "g1", "g0"]
    assert ids(book.pieces(1)) == ["p4"]
    assert ids(book.days(9)) == ["9", "10", "11"]
    assert ids(book.misconceptions("a/b", 2)) == ["a/b#m3", "a/b#m2"]
    assert ids(book.ways()) == ["a/b#words"]
    assert book.disputes() == []


def test_no_question_reads_a_whole_table(library):
    asked = []
    library._db.set_trace_callback(asked.append)
    for ask in (
        lambda: library.skills(["a"], ["open"], 5),
        lambda: library.due_skills(["a"], DAY, 5),
        lambda: library.due_items(["a"], DAY, 5, "2026-01-01"),
        lambda: library.recent_skills(["a"], 5),
        lambda: library.quizzes(["a"], 5),
        lambda: library.items_of("a/s01", 5),
        lambda: library.weakest_items_of("a/s01", 5),
        lambda: library.seen(["a/s01/i0"]),
        lambda: library.retries(5, ["a"], 5),
        lambda: library.due_count(["a"], DAY),
        lambda: library.earliest_due(["a"], 0),
        lambda: library.earliest_item_due("a/s01"),
        lambda: library.all_skills(["a"]),
        lambda: library.notes(5),
        lambda: library.days(5),
        lambda: library.misconceptions("a/s01"),
        lambda: library.rows.dependents("a/s01"),
        lambda: library.rows.skills_of("a"),
    ):
        ask()
    library._db.set_trace_callback(None)
    for query in asked:
        plan = [line[3] for line in library._db.execute(f"explain query plan {query}")]
        assert not [line for line in plan if re.match(rf"SCAN ({TABLES})$", line)], query
        if " order by " in query and "from skill where course = 'a' order" not in query:
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan, query
