"""How many minutes a skill is said to take."""

from __future__ import annotations

import pytest

from tutor.core.gate import USUAL_SECONDS, minutes_left, seconds_of
from tutor.core.learner.rows import LearnerRow, SkillRow


def open_skill(**more: object) -> SkillRow:
    return SkillRow(id="c/s", course="c", phase="open", remember="skill", lesson_blocks=2, quiz_size=3, **more)  # type: ignore[arg-type]


def test_before_any_answer_the_usual_seconds_count() -> None:
    assert seconds_of(LearnerRow(), "skill") == USUAL_SECONDS
    assert minutes_left(open_skill()) == 4  # nine answers of 20 seconds and a lesson of a minute


def test_who_is_quick_is_told_fewer_minutes_and_who_is_slow_more() -> None:
    quick, slow = (LearnerRow(answers=200, tempo={"skill": seconds}) for seconds in (6.0, 60.0))
    assert minutes_left(open_skill(), seconds_of(quick, "skill")) == 2
    assert minutes_left(open_skill(), seconds_of(slow, "skill")) == 10


def test_one_slow_answer_hardly_says_anything() -> None:
    assert seconds_of(LearnerRow(answers=1, tempo={"skill": 64.0}), "skill") == pytest.approx(24.0)


def test_it_grows_less_with_each_answer_but_never_below_the_quiz() -> None:
    left = [minutes_left(open_skill(opportunities=n, blocks_seen=2), 60) for n in range(12)]
    assert left == sorted(left, reverse=True)
    assert left[-1] == 3


def test_a_deck_takes_longer_the_more_facts_are_not_firm() -> None:
    deck = SkillRow(id="c/d", course="c", phase="learning", remember="items", item_count=10, facts_firm=4)
    assert minutes_left(deck, 20) == 9
    assert minutes_left(SkillRow(id="c/d", course="c", phase="learned"), 20) == 0
