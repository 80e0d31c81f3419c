"""A placement offered after the first answers: begun by a letter, left by Enter, and nothing in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SKILL = """
  - skill: s{n}
    title: Skill {n}
    items:
      - {{id: a, ask: What is {n} + 1?, number: 1}}
      - {{id: b, ask: What is {n} + 2?, number: 2}}
      - {{id: c, ask: What is {n} + 3?, number: 3}}"""
PACK = "title: Sums\nskills:" + "".join(SKILL.format(n=n) for n in range(6)) + "\n"
FIVE = ["0", ""] * 5
ASKS = "Type p to begin it now; Enter goes on without, and :place begins one at any time."


@pytest.fixture
def sums(room: Callable[..., Any]) -> Any:
    return room(PACK)


@pytest.mark.parametrize("typed", ["p", "yes", ":place"])
def test_it_begins_when_one_says_so(sums: Any, typed: str) -> None:
    said = sums.types(*FIVE, "", "", typed)
    assert said.count(ASKS) == 1
    assert sums.session.placement() is not None and "Placement: " in said


def test_enter_goes_on_without_it(sums: Any) -> None:
    said = sums.types(*FIVE, "", "", "", ":q")
    assert ASKS in said and sums.session.placement() is None


def test_anything_else_begins_nothing_and_is_no_answer_to_a_question(sums: Any) -> None:
    said = sums.types(*FIVE, "", "", "12", "")
    assert "Type p, or Enter alone." in said and sums.session.placement() is None
    assert sums.session.status()["answers"] == 5
