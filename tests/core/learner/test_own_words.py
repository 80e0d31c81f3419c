"""What the learner says of themselves, folded: being sure, finding it easy, being lost."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core import mood
from tutor.core.learner.events import Felt, LessonSeen
from tutor.core.learner.rows import LearnerRow, RemedyRow, RetryRow


def me(person: Any) -> LearnerRow:
    row = person.rows.get(LearnerRow, "me")
    assert isinstance(row, LearnerRow)
    return row


def feel(person: Any, word: str, item: str = "c/a/x", **more: Any) -> None:
    person.happen(Felt(item=item, feel=word, **more))  # type: ignore[arg-type]


def test_what_is_said_before_an_answer_is_counted_with_what_came_of_it(person: Any) -> None:
    person.answer("a", confidence=3)
    person.answer("a", confidence=3, correct=False)
    person.answer("a", confidence=1)
    person.answer("a")
    assert me(person).sure == {"3": [2, 1], "1": [1, 1]}


@pytest.mark.parametrize(
    ("more", "after", "sure"), [({"confidence": 3}, 4, True), ({"confidence": 2}, 8, False), ({}, 8, False)]
)
def test_who_was_sure_and_wrong_meets_it_again_sooner(
    person: Any, more: dict[str, Any], after: int, sure: bool
) -> None:
    person.answer("a", "x", correct=False, **more)
    row = person.rows.get(RetryRow, "c/a/x")
    assert (row.after, row.sure) == (after, sure)


def test_a_skip_is_no_wrong_answer_one_was_sure_of(person: Any) -> None:
    person.answer("a", "x", correct=False, skipped=True)
    assert person.rows.get(RetryRow, "c/a/x").sure is False


def test_a_word_moves_the_mood_of_its_course_and_each_answer_there_wears_it_off(person: Any) -> None:
    feel(person, "lost")
    assert me(person).mood == {"c": -mood.STEP}
    person.answer("a")
    assert me(person).mood == {"c": pytest.approx(-mood.STEP * mood.FADE)}
    for _ in range(80):
        person.answer("a")
    assert me(person).mood == {}


def test_easy_is_counted_while_it_runs(person: Any) -> None:
    for _ in range(2):
        feel(person, "easy")
        person.answer("a")
    assert me(person).easy == {"c/a": 2}
    person.answer("a", correct=False)
    assert me(person).easy == {}
    feel(person, "easy")
    feel(person, "right")
    assert me(person).easy == {}


def test_a_word_about_a_lesson_is_about_its_skill(person: Any) -> None:
    feel(person, "easy", item="c/a")
    assert me(person).easy == {"c/a": 1}
    feel(person, "lost", item="c/a")
    assert person.rows.get(RemedyRow, "c/a") is None


def test_who_is_lost_is_explained_to_and_asked_the_very_same_again(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", lesson_blocks=2))
    feel(person, "lost", seed=5, again=True)
    row = person.rows.get(RemedyRow, "c/a")
    assert (row.stage, row.item, row.seed, row.unseen, row.over) == ("explain", "c/a/x", 5, True, False)
    person.happen(LessonSeen(skill="c/a", block=0, way="words", remedy_for="c/a"))
    assert person.rows.get(RemedyRow, "c/a").stage == "back"
    skill = person.answer("a", "x", seed=5, remedy_for="c/a")
    assert skill.recent == "1"  # its answer had not been shown: it counts as found unaided
    assert person.rows.get(RemedyRow, "c/a").over


def test_lost_after_the_answer_was_told_proves_no_more_than_a_hinted_one(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", lesson_blocks=2))
    person.answer("a", "x", correct=False, seed=5)
    feel(person, "lost", seed=5, again=True, told=True)
    person.happen(LessonSeen(skill="c/a", block=0, way="words", remedy_for="c/a"))
    assert person.answer("a", "x", seed=5, remedy_for="c/a").recent == "0h"


def test_without_a_lesson_who_is_lost_gets_an_easier_one(person: Any) -> None:
    feel(person, "lost", again=True)
    assert person.rows.get(RemedyRow, "c/a").stage == "easier"


def test_lost_once_more_tries_the_next_way_and_in_the_end_nothing_new(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", lesson_blocks=2))
    stages = []
    for _ in range(4):
        feel(person, "lost", again=True)
        stages.append(person.rows.get(RemedyRow, "c/a").stage)
    assert stages == ["explain", "example", "easier", "easier"]


def test_the_pace_of_picks_is_kept_apart(person: Any) -> None:
    person.answer("a", seconds=30.0)
    person.answer("a", seconds=4.0, type="choices")
    assert (me(person).pace, me(person).picks) == ([30.0, 4.0], [4.0])
