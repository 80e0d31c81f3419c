"""Exploring without seeing: a table in words, other values by typing them."""

from __future__ import annotations

from typing import Any

import pytest

PACK = """
title: Lines
skills:
  - skill: slope
    title: Slope
    lesson:
      - way: explore
        plot: "y = a * x"
        vars: {a: 0..4}
        x: 0..4
        text: Change a.
      - way: media
        link: https://example.org/slope
        alt: A drawing of hills.
    items:
      - {id: one, ask: What is 2 × 3?, number: 6}
      - {id: two, ask: What is 2 × 4?, number: 8}
      - {id: three, ask: What is 2 × 5?, number: 10}
"""


def heard(room: Any, *lines: str) -> str:
    made = room(PACK)
    return str(made.types("6", "", *lines, ":q"))


def test_a_curve_is_read_as_a_short_table_and_again_after_a_change(room: Any) -> None:
    said = heard(room, "a = 3")
    assert "Change a." in said
    assert "curve: y = a * x" in said
    assert said.index("a = 2.") < said.index("x = 4: y = 8") < said.index("a = 3.") < said.index("x = 4: y = 12")


def test_what_cannot_be_set_is_said_and_nothing_changes(room: Any) -> None:
    said = heard(room, "b = 1", "a = 9", "a = x", "a", "a 1")
    assert said.count("What can be changed is a.") == 1
    assert said.count("Type a number for it, such as a = 4.") == 2
    assert "a goes from 0 to 4." in said
    assert "x = 4: y = 4" in said


@pytest.mark.parametrize("typed", ["a=.6", "a = 0,6", "A = 0.60", "  a   =   +.6  ", "a .6", "a ٠.٦"])
def test_a_value_may_be_typed_as_people_write_numbers(room: Any, typed: str) -> None:
    assert "x = 4: y = 2.4" in heard(room, typed)


def test_a_long_line_of_spaces_is_no_number_either(room: Any) -> None:
    """Looked for in quadratic time it took half a minute."""
    assert "Type a number for it" in heard(room, "a" + " " * 20_000 + "!")


def test_enter_goes_on_to_the_next_question(room: Any) -> None:
    assert "What is 2 ×" in heard(room, "").split("Change a.")[1]


def test_a_link_is_said_with_what_is_there_and_never_opened(room: Any) -> None:
    said = heard(room, ":e")
    assert "A drawing of hills. https://example.org/slope" in said
