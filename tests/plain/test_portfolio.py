"""The portfolio by ear: listed, read by number, empty; whatever a learner handed in is told as plain lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

PACK = """
id: meals
title: Meals
skills: [{skill: one, title: One, items: [{id: a, ask: Which?, answer: soup}]}]
projects:
  - id: menu
    title: A menu for six
    rubric: [{criterion: It fits the season, levels: [No, Yes]}]
  - {id: table, title: The table, hand_in: link}
"""


@pytest.fixture
def meals(room: Callable[..., Any]) -> Any:
    return room(PACK)


def test_pieces_are_listed_the_newest_first_and_read_by_number(meals: Any) -> None:
    meals.session.hand_in("menu", "Soup.\n\nBread \x1b[31mand tart.", [1])
    meals.now = meals.now.replace(day=6)
    meals.session.hand_in("table", "https://example.org/table")
    said = meals.types(":portfolio", ":portfolio 2", ":portfolio 1").splitlines()
    assert "1. The table. Meals. Handed in 6 Jan. not rated." in said
    assert "2. A menu for six. Meals. Handed in 4 Jan. It fits the season: Yes." in said
    at = said.index("> :portfolio 2")
    assert said[at + 1 : at + 5] == [
        "A menu for six. Meals. Handed in 4 Jan.",
        "Soup.",
        "Bread \ufffd[31mand tart.",
        "Your own rating: It fits the season: Yes.",
    ]
    assert "An address." in said and "https://example.org/table" in said


def test_what_a_teacher_said_of_a_piece_is_told_beside_ones_own_rating(meals: Any) -> None:
    piece = meals.session.hand_in("menu", "Soup.", [1])
    meals.now = meals.now.replace(day=6)
    meals.session.rated_by_teacher(piece, [0], "Ms \x1b[31mDay", "Too heavy\nfor July.")
    said = meals.types(":portfolio", ":portfolio 1").splitlines()
    rated = "It fits the season: Yes. Rated by Ms \ufffd[31mDay, 6 Jan."
    assert f"1. A menu for six. Meals. Handed in 4 Jan. {rated}" in said
    at = said.index("Your own rating: It fits the season: Yes.")
    told = ["Rated by Ms \ufffd[31mDay, 6 Jan. It fits the season: No.", "Too heavy", "for July."]
    assert said[at + 1 : at + 4] == told


def test_a_teacher_without_a_name_or_words_is_told_in_one_line(meals: Any) -> None:
    meals.session.rated_by_teacher(meals.session.hand_in("table", "https://example.org/table"), [])
    said = meals.types(":portfolio 1").splitlines()
    at = said.index("Your own rating: not rated.")
    assert said[at + 1] == "Rated by your teacher, 4 Jan." and said[at + 2].startswith("Type the answer")


def test_an_empty_portfolio_is_told_in_one_sentence(meals: Any) -> None:
    assert "> :portfolio\nNothing is handed in yet." in meals.types(":portfolio")


@pytest.mark.parametrize("number", ["0", "2", "x", "9" * 5000, "²"])
def test_a_number_that_is_none_of_them_is_asked_for_again(meals: Any, number: str) -> None:
    meals.session.hand_in("table", "https://example.org/table")
    assert "Say which piece: its number in the list (:portfolio)." in meals.types(f":portfolio {number}")
