"""The notebook by ear: the journal's question of the day, notes and bookmarks, listed and read by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tutor.present.journal import QUESTIONS

PACK = """
id: meals
title: Meals
skills:
  - skill: one
    title: Soups
    items:
      - {id: a, ask: "Which **word**?", answer: soup}
      - {id: b, cloze: "Soup of [[leeks]] and potatoes."}
"""


@pytest.fixture
def meals(room: Callable[..., Any]) -> Any:
    return room(PACK)


def test_an_empty_notebook_says_what_it_is_for(meals: Any) -> None:
    assert "Nothing is written yet." in meals.types(":notebook")


def test_todays_question_is_asked_and_its_answer_kept_with_it(meals: Any) -> None:
    said = meals.types(":journal", "Hard was the word.", ":notebook", ":notebook 1").splitlines()
    asked = meals.session.question()[1]
    assert f"{asked} Enter leaves it out." in said and asked in QUESTIONS.values()
    assert "1. Journal. 4 Jan. Hard was the word." in said
    assert said[said.index("> :notebook 1") + 1 :][:3] == ["Journal. 4 Jan.", asked, "Hard was the word."]


def test_the_question_may_be_left_out_and_words_may_stand_alone(meals: Any) -> None:
    meals.types(":journal", "", ":journal A free thought.")
    assert [(entry.text, entry.question) for entry in meals.session.notebook()] == [("A free thought.", "")]


def test_a_command_while_words_are_waited_for_is_done_and_the_waiting_is_told(meals: Any) -> None:
    said = meals.types(":journal", ":b", ":journal", "::)", ":journal", ":s").splitlines()
    told = said[said.index("> :b") + 1 :]
    assert told[0] == "Left for later." and told[2] == "Kept as a bookmark; :notebook lists it."
    assert said[said.index("> :s") + 1] == "Left out."
    assert [(entry.sort, entry.text) for entry in meals.session.notebook()] == [("journal", ":)"), ("bookmark", "")]


def test_commands_that_wait_for_words_one_after_the_other_are_no_trouble(meals: Any) -> None:
    assert meals.types(*[":journal", ":n", ":g"] * 400).count("Left for later.") == 1199
    assert meals.session.notebook() == []


def test_a_bookmark_is_kept_listed_without_its_answer_and_taken_away(meals: Any) -> None:
    said = meals.types(":b", ":notebook")
    assert "Kept as a bookmark" in said and "1. Bookmark. 4 Jan. Soups." in said
    assert "leeks" not in said.partition(":notebook")[2]
    assert "It is no bookmark any more." in meals.types(":b")
    assert meals.session.notebook() == []


def test_a_number_that_is_none_and_a_skill_that_is_none_are_told(meals: Any) -> None:
    meals.session.reflect("One.")
    said = meals.types(":notebook 2", ":b Nothing like it")
    assert "Say which one: its number in the list (:notebook)." in said
    assert meals.session.notebook()[0].sort == "journal"


def test_undo_takes_back_what_was_written_and_kept(meals: Any) -> None:
    meals.types(":b", ":n Remember this.")
    assert "Taken back: what you wrote down." in meals.types(":u")
    assert "Taken back: your bookmark." in meals.types(":u")
    assert meals.session.notebook() == []


def test_what_is_looked_up_is_said_line_by_line_and_never_with_an_answer(meals: Any) -> None:
    said = meals.types(":find soup", ":find leeks", ":find", ":find is:tall")
    assert "1. Soups. skill. open." in said and "Soup of … and potatoes." in said
    assert 'Nothing of yours has "leeks" in it.' in said
    assert "is:due" in said and "After is: comes one of due, new, locked" in said


def test_what_is_liked_is_told_set_in_order_and_forgotten_again(meals: Any) -> None:
    said = meals.types(":like", ":like Step by step, picture", ":like", ":like dancing", ":like nothing special")
    assert "You have said nothing of what you like yet." in said
    assert said.count("You like it explained step by step, with a picture.") == 2
    assert 'Nothing here is called "dancing"' in said
    assert meals.session.likes()[:2] == ([], [])
