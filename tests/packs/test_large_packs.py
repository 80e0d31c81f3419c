"""A pack makes no more of what it holds than a computer can hold: what is written once and stands in many items counts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tutor.packs import yaml_events
from tutor.packs.compile import load
from tutor.packs.problems import Problem
from tutor.packs.yaml_events import Budget

ITEM = "{ask: a, answer: b}"
SKILL = f"{{skill: %s, items: [{ITEM}]}}"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs may be made of nine items, and copy a hundred characters."""
    monkeypatch.setattr(Budget.__init__, "__defaults__", (yaml_events.MOST_NODES, 9, 100))


def problems(course: str, table: str = "") -> list[Problem]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "pack")
        folder.mkdir()
        (folder / "course.yaml").write_text(course)
        (folder / "w.csv").write_bytes(table.encode())
        return load(folder).problems


def codes(course: str, table: str = "") -> list[str]:
    return [problem.code for problem in problems(course, table) if problem.severity == "error"]


def items(count: int) -> str:
    return "".join(f"  - {{id: i{number}, ask: q, answer: x}}\n" for number in range(count))


def cards(count: int, back: str = "b") -> str:
    return "front,back\n" + "".join(f"f{number},{back}\n" for number in range(count))


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("fits", "is_too_much"),
    [
        (f"items:\n{items(9)}", f"items:\n{items(10)}"),
        (
            "lesson: [{steps: [{show: a}, {show: b}]}]\nitems:\n" + items(6),
            f"lesson: [{{text: a}}]\nitems:\n{items(9)}",
        ),
        (f"items: [{{ask: a, parts: [{ITEM}, {ITEM}]}}]\n", "items: [{ask: a, parts: [" + f"{ITEM}," * 9 + "]}]\n"),
        ("items: [{cloze: '[[a]] [[b]]', each: true}]\n", "items: [{cloze: '" + "[[a]]" * 10 + "', each: true}]\n"),
        (
            f"skills: [{SKILL % 'a'}]\n",
            f"skills: [{SKILL % 'a'}, {SKILL % 'b'}, {SKILL % 'c'}]\n",
        ),
        ("cards: [[a, b], [c, d]]\n", "cards: [" + ", ".join(f"[{n}, b]" for n in range(10)) + "]\n"),
    ],
)
def test_what_a_pack_is_made_of_is_counted(fits: str, is_too_much: str) -> None:
    assert codes(f"title: T\n{fits}") == []
    assert codes(f"title: T\n{is_too_much}") == ["too-many"]


@pytest.mark.usefixtures("few")
def test_cards_of_a_table_count_once_for_each_direction() -> None:
    table = "title: T\ncards: {file: w.csv, both: %s}\n"
    assert codes(table % "false", cards(9)) == []
    assert codes(table % "true", cards(4)) == []
    assert codes(table % "true", cards(5)) == ["too-many"]


@pytest.mark.usefixtures("few")
def test_texts_that_stand_in_many_items_are_counted_in_each() -> None:
    asked = "title: T\ncards: {file: w.csv, ask: '%s <<front>>'}\n"
    assert codes(asked % "x", cards(3)) == []
    assert codes(asked % ("x" * 40), cards(3)) == ["too-many"]
    assert codes("title: T\ncards: {file: w.csv}\n", "front,back\n" + f"a,{'b' * 20}\na,{'c' * 20}\n") == []
    many = "".join(f"a,{letter * 20}\n" for letter in "bcde")
    assert codes("title: T\ncards: {file: w.csv}\n", f"front,back\n{many}") == ["too-many"]
    gaps = "[[a]] " * 4
    assert codes(f"title: T\nitems: [{{cloze: '{gaps}', each: true}}]\n") == []
    assert codes(f"title: T\nitems: [{{cloze: '{gaps}{'x' * 9}', each: true}}]\n") == ["too-many"]


def test_a_text_has_at_most_a_hundred_gaps() -> None:
    assert codes("title: T\nitems: [{cloze: '" + "[[a]] " * 100 + "'}]\n") == []
    assert codes("title: T\nitems: [{cloze: '" + "[[a]] " * 101 + "'}]\n") == ["too-many"]


def test_a_course_of_too_many_terms_is_refused_with_what_else_is_wrong() -> None:
    terms = "".join(f"  t{number}: x\n" for number in range(100_001))
    assert codes(f"title: T\nitems: [{{ask: a}}]\nglossary:\n{terms}") == ["no-answer", "too-many"]


def test_a_skill_or_a_question_names_only_so_many_others() -> None:
    many = "[" + "a," * 1_001 + "]"
    assert codes(f"title: T\nskills: [{SKILL % 'a'}, {{skill: b, requires: {many}, items: [{ITEM}]}}]\n") == [
        "too-many"
    ]
    assert codes(f"title: T\nskills: [{{skill: a, items: [{{ask: a, answer: b, also: {many}}}]}}]\n") == ["too-many"]


def test_a_line_of_a_table_counts_as_a_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget.__init__, "__defaults__", (20, 100, 100))
    assert codes("title: T\ncards: {file: w.csv}\n", "front,back\na,b\n" + "\n" * 10) == []
    assert "too-many-nodes" in codes("title: T\ncards: {file: w.csv}\n", "front,back\na,b\n" + "\n" * 20)


def test_rows_over_several_lines_keep_their_places() -> None:
    table = 'front,back\r\n"a\n\nb",x\r\n\r\nc,y\n,z'
    found = problems("title: T\ncards: {file: w.csv}\n", table)
    assert [(problem.line, problem.code) for problem in found if problem.severity == "error"] == [(7, "no-question")]
