"""What is said of a quiz: when it comes, that it ended, and a figure that never promises what isn't."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.learner.quizzed import QuizWaits, quiz_is_near, quiz_waits_for
from tutor.core.learner.rows import SkillRow
from tutor.present.quiz import comes, ended, understood


@pytest.mark.parametrize(
    ("waits", "said"),
    [
        (QuizWaits(unmet=4), "Its quiz of 3 questions comes when its other 4 questions were asked."),
        (QuizWaits(unmet=1, grip=True), "Its quiz of 3 questions comes when its last question was asked."),
        (QuizWaits(unsure=2), "Its quiz of 3 questions comes when 2 that went wrong are right."),
        (QuizWaits(in_a_row=1), "Its quiz of 3 questions comes when the last two answers are right without help."),
        (QuizWaits(grip=True), "Its quiz of 3 questions comes when a few more answers are right."),
        (QuizWaits(practice=2), "Its quiz of 3 questions comes after 2 more answers."),
        (
            QuizWaits(in_a_row=2, grip=True, practice=3),
            "Its quiz of 3 questions comes after 3 more answers, when a few more answers are right, the last two "
            "without help.",
        ),
        (QuizWaits(), "Its quiz of 3 questions comes next."),
    ],
)
def test_the_next_step_to_a_quiz_is_said_in_words(waits: QuizWaits, said: str) -> None:
    assert comes(waits, 3) == said


skills = st.builds(
    SkillRow,
    id=st.just("c/s"),
    course=st.just("c"),
    phase=st.just("learning"),
    remember=st.sampled_from(["skill", "items"]),
    understanding=st.floats(0, 0.9999),
    recent=st.text("1hp0", max_size=8),
    item_count=st.integers(1, 9),
    facts_seen=st.integers(0, 9),
    facts_firm=st.integers(0, 9),
    quiz_failures=st.integers(0, 2),
    practice_since_quiz=st.integers(0, 5),
)


@given(skills)
def test_a_quiz_that_does_not_come_next_always_has_something_missing_that_is_said(skill: SkillRow) -> None:
    waits = quiz_waits_for(skill)
    assert comes(waits, 3).endswith("comes next.") == quiz_is_near(skill)


@given(skills)
def test_nothing_is_wholly_understood_before_it_is_learned(skill: SkillRow) -> None:
    said = understood(skill.understanding, quiz_waits_for(skill), learned=False)
    assert int(said.split()[0]) <= min(99, 100 * skill.understanding)


def test_what_is_understood_of_a_part_is_said_of_that_part() -> None:
    assert understood(0.9999, QuizWaits(unmet=18), learned=False) == "99 % of what was asked"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "The quiz ends here, as all 3 have to be right."),
        ({"need": 2}, "The quiz ends here, as 2 of 3 have to be right."),
        ({"need": 1, "size": 1}, "The quiz ends here, as its question has to be right."),
        ({"test_out": True}, "Not this time, and nothing is lost by it: the test-out ends here, as all 3"),
    ],
)
def test_a_quiz_that_was_not_passed_says_that_it_ends_here_and_what_comes_next(more: dict[str, Any], said: str) -> None:
    quiz = {"state": "failed", "need": 3, "size": 3, "test_out": False, **more}
    assert ended(quiz).startswith(said)
    assert "again" in ended(quiz)


@pytest.mark.parametrize("state", ["going_on", "passed"])
def test_of_a_quiz_that_goes_on_or_was_passed_no_end_is_told(state: str) -> None:
    assert ended({"state": state, "need": 3, "size": 3, "test_out": False}) == ""
