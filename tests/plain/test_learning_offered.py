"""The course about learning is told of once, in a line that asks for nothing, and not to who studies it already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tutor.packs.compile import load
from tutor.present.goal import ABOUT_LEARNING, OFFER_LEARNING

SUMS = "title: Sums\nitems:\n" + "".join(
    f"  - {{id: i{n}, ask: What is {n} + 1?, number: {n + 1}}}\n" for n in range(20)
)
FIVE = ["0", ""] * 5
LINE = 'Learning can be learned, too: the course "Learning to learn" is among your courses.'
SHIPPED = Path(__file__).parents[2] / "courses" / ABOUT_LEARNING


def test_the_line_names_the_course_that_ships_by_its_title() -> None:
    found = load(SHIPPED, tested=False).compiled
    assert found is not None and f"“{found.course.title}”" in OFFER_LEARNING


def test_it_is_told_once_after_the_first_answers_and_the_next_question_follows(room: Callable[..., Any]) -> None:
    sums = room(SUMS)
    said = sums.types(*FIVE, "", "", *FIVE, ":q") + sums.types("0", "", ":q")
    assert said.count(LINE) == 1
    before, after = said.split(LINE)
    assert "Those were your first answers." in before and "Question 6" in after.splitlines()[1]


def test_who_studies_learning_already_is_not_told_of_it(room: Callable[..., Any]) -> None:
    said = room(f"id: {ABOUT_LEARNING}\n{SUMS}").types(*FIVE, "", "", ":q")
    assert "Those were your first answers." in said and "Learning can be learned" not in said
