"""Projects in plain mode: told, written or taken from a path, rated, handed in; what is begun is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PACK = """
id: meals
title: Meals
skills: [{skill: one, title: Soups, items: [{id: a, ask: Which?, answer: soup}]}]
projects:
  - id: menu
    title: A menu for six
    brief: Write a **menu**.
    skills: [one]
    rubric:
      - {criterion: It fits the season, levels: [No, Yes]}
      - {criterion: It can be done, levels: [No, Hardly, Yes]}
  - {id: plan, title: The plan, hand_in: file}
  - {id: table, title: The table, hand_in: link}
"""


@pytest.fixture
def meals(room: Callable[..., Any]) -> Any:
    return room(PACK)


def test_a_text_is_written_line_by_line_rated_and_handed_in(meals: Any) -> None:
    said = meals.types(":project", ":project 1", "Soup.", "Oops", "-", "", "Tart.", ".", "2", "1")
    assert "1. A menu for six. uses Soups." in said and "Write a menu." in said
    assert "You will rate it by: It fits the season; It can be done" in said
    assert "Answer 1 or 2." in said and "Answer 1 to 3." in said
    assert "Handed in: it is in your portfolio now; :portfolio tells it." in said
    (piece,) = meals.session.portfolio()
    assert (piece.text, piece.criteria) == ("Soup.\n\nTart.", [1, 0])


def test_what_is_begun_is_kept_marked_and_gone_on_with(meals: Any) -> None:
    meals.types(":project 1", "Soup.")
    said = meals.types(":project", ":project 1", "Tart.", ".", "2", "3", ":project")
    assert "1. A menu for six. begun and kept. uses Soups." in said
    assert "You have begun:\nSoup." in said
    assert "1. A menu for six. handed in 2027-01-04. uses Soups." in said
    assert meals.session.portfolio()[0].text == "Soup.\nTart."


def test_a_path_or_an_address_hands_in_without_typing(meals: Any, tmp_path: Path) -> None:
    file = tmp_path / "my plan.txt"
    file.write_text("First the soup.", encoding="utf-8")
    meals.types(f":project 1 {file}", "2", "3", f":project 2 {file}", ":project 3", "https://example.org/table")
    found = {piece.title: piece for piece in meals.session.portfolio()}
    assert found["A menu for six"].text == found["The plan"].text == "First the soup."
    assert found["The plan"].name == "my plan.txt"
    assert found["The table"].text == "https://example.org/table"


def test_the_map_ends_with_the_projects(meals: Any) -> None:
    assert "Projects (:project):\n1. A menu for six. uses Soups." in meals.types(":m")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((":project 9",), "Say which project"),
        ((":project x",), "Say which project"),
        ((":project 2 /no/such/file.txt",), "can't be read"),
        ((":project 3 nowhere",), "handed in as an address"),
        ((":project 1", "."), "There is nothing to hand in yet"),
    ],
)
def test_what_can_not_be_handed_in_is_refused_in_a_sentence(meals: Any, typed: tuple[str, ...], said: str) -> None:
    assert said in meals.types(*typed)
    assert meals.session.portfolio() == []


def test_a_course_without_projects_says_so(room: Callable[..., Any]) -> None:
    course = room("title: Few\nitems: [{ask: Which?, answer: soup}]")
    assert "This course has no projects." in course.types(":project")
