"""A question is put away until tomorrow or for good in plain mode, and brought back by its number."""

from __future__ import annotations

from typing import Any

PACK = """
title: Three
skills:
  - {skill: a, title: Ay, remember: skill, mastery: {quiz: 2}, items: [
      {id: x, ask: Ex?, number: 1}, {id: y, ask: Why?, number: 2}, {id: z, ask: Zed?, number: 3}]}
"""


def test_questions_are_put_away_told_and_brought_back(room: Any) -> None:
    person = room(PACK)
    said = person.types(":bury", ":suspend", ":away", ":away 2", ":away 9", ":away x", ":u", ":q")
    assert "Put away until tomorrow." in said and "Put away for good. :away lists it." in said
    lines = said.splitlines()
    listed = [line for line in lines if line.startswith(("1. ", "2. "))]
    assert (
        len(listed) == 2
        and any("For good" in line for line in listed)
        and any("Until 5 Jan" in line for line in listed)
    )
    assert any(line.startswith("Brought back: ") for line in lines)
    assert said.count("Say which question: its number in the list (:away).") == 2
    assert "Taken back: bringing a question back." in said


def test_nothing_to_put_away_and_nothing_away_is_told(room: Any) -> None:
    person = room(PACK)
    said = person.types(":away", *[":suspend"] * 4, ":q")
    assert "Nothing is put away." in said and "Only a question can be put away." in said
    assert "All that is left here is put away." in said
