"""Goals by commands: told with their range, changed, dropped, and what helps one that slips."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

PACK = """title: T
skills:
  - {skill: a, title: One, items: [{id: a, ask: 'One?', answer: '1'}, {id: b, ask: 'Two?', answer: '2'}]}
  - {skill: b, title: Two, requires: [a], items: [{id: c, ask: 'Three?', answer: '3'}]}
"""


def test_a_goal_is_set_in_own_words_and_told_with_its_range(room: Any) -> None:
    said = room(PACK).types(":g bake bread", ":g")
    assert "Your goal is kept. 0 of 2 skills learned; likely done" in said
    assert "Your goal: bake bread\nAll of your courses. 20 minutes a day.\n" in said and ":g minutes 20" in said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (":g minutes 5", "5 minutes a day"),
        (":g days mon fri", "20 minutes on Monday and Friday"),
        (":g day 2099-01-31", "by 31 Jan 2099"),
        (":g exam 2099-01-31", "exam on 31 Jan 2099"),
        (":g only One", "One. 20 minutes"),
        (":g words bake cake", "Your goal: bake cake"),
    ],
)
def test_a_goal_is_changed_by_a_word_and_a_value(room: Any, typed: str, told: str) -> None:
    said = room(PACK).types(":g bake bread", typed, ":g")
    assert "Changed." in said and told in said


@pytest.mark.parametrize("words", ["day trading", "minutes of peace", "days to remember", "1 loaf a day"])
def test_words_that_only_look_like_a_change_are_a_goals_own(room: Any, words: str) -> None:
    assert f"Your goal: {words}" in room(PACK).types(f":g {words}", ":g")


def test_after_two_weeks_a_goal_asks_whether_it_still_fits_until_it_is_kept(room: Any) -> None:
    person = room(PACK)
    person.types(":g bake bread")
    person.now += timedelta(days=13)
    assert "Does it still fit?" not in person.types(":g")
    person.now += timedelta(days=1)
    said = person.types(":g", ":g keep", ":g")
    assert "You set this 2 weeks ago. Does it still fit?" in said.partition("> :g keep")[0]
    assert "The goal is kept as it is." in said and "Does it still fit?" not in said.partition("> :g keep")[2]
    assert [goal.words for goal in person.session.list_goals()] == ["bake bread"]


def test_of_several_goals_one_is_told_at_a_time(room: Any) -> None:
    said = room(PACK).types(":g bake bread", ":g bake cake", ":g", ":g next", ":g drop", ":g")
    assert "Your goal 1 of 2" in said and "Your goal 2 of 2" in said and "The goal is dropped" in said


def test_a_goal_that_slips_names_ways_out_and_a_digit_takes_one(room: Any) -> None:
    person = room(PACK)
    said = person.types(":g bake bread", ":g minutes 1", ":g day 2027-01-05", ":g", ":g 2", ":g 3")
    assert "It may not be done by" in said or "is over" in said
    assert "A later day:" in said and ("Changed." in said.rsplit("A later day:", 1)[1] or "no such way" in said)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (":g drop", "There is no goal yet"),
        (":g minutes 5", "There is no goal yet"),
        (":g only cooking", 'no skill, unit or course "cooking"'),
    ],
)
def test_what_can_not_be_done_is_said(room: Any, typed: str, says: str) -> None:
    assert says in room(PACK).types(typed)
