"""When more of the same does not help: back to what is missing, another way, and the very question again."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.learner.events import Disputed, LessonSeen
from tutor.core.learner.rows import LearnerRow, RemedyRow, WayRow

DAYS_LATER = 40


@pytest.fixture
def stuck(make_person: Any, make_facts: Any) -> Any:
    """Someone whose `b` stands on `a`, learned long ago and faded; two misses at `b`."""
    person = make_person(make_facts("a"), make_facts("b", "a", lesson_blocks=2))
    person.learn("a")
    person.wait(days=DAYS_LATER)
    person.answer("b", "first", correct=False, seed=7)
    person.answer("b", "second", correct=False, seed=8)
    return person


def remedy(person: Any, skill: str = "b") -> RemedyRow:
    row = person.rows.get(RemedyRow, f"c/{skill}")
    assert isinstance(row, RemedyRow)
    return row


def within(person: Any, skill: str, item: str, *, correct: bool, **more: Any) -> None:
    person.answer(skill, item, correct=correct, kind="remedy", remedy_for="c/b", **more)


def read(person: Any, block: int = 1, way: str = "example") -> None:
    person.happen(LessonSeen(skill="c/b", block=block, way=way, remedy_for="c/b"))


def test_one_miss_begins_nothing(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"))
    person.answer("a", correct=False)
    assert person.rows.get(RemedyRow, "c/a") is None


def test_two_misses_running_send_back_to_the_faded_prerequisite(stuck: Any) -> None:
    row = remedy(stuck)
    assert (row.stage, row.blamed, row.item, row.seed) == ("probe", "c/a", "c/b/second", 8)


def test_three_misses_of_five_do_so_too(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", lesson_blocks=1))
    for correct in (False, True, False, True, False):
        person.answer("a", correct=correct)
    assert remedy(person, "a").stage == "explain"


def test_the_least_mastered_of_several_prerequisites_is_looked_at_first(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("z"), make_facts("b", "a", "z"))
    person.learn("z")
    person.wait(days=400)
    person.learn("a")
    person.answer("b", correct=False)
    person.answer("b", correct=False)
    assert remedy(person).blamed == "c/z"


def test_a_sound_prerequisite_is_cleared_by_one_right_answer(stuck: Any) -> None:
    within(stuck, "a", "check", correct=True)
    row = remedy(stuck)
    assert row.stage == "explain" and row.tried == ["c/a"]


def test_a_missing_prerequisite_is_reviewed_until_two_right_and_then_the_question_returns(stuck: Any) -> None:
    within(stuck, "a", "check", correct=False)
    assert remedy(stuck).stage == "review"
    within(stuck, "a", "r1", correct=True)
    within(stuck, "a", "r2", correct=False)
    within(stuck, "a", "r3", correct=True)
    assert remedy(stuck).stage == "review"
    within(stuck, "a", "r4", correct=True)
    row = remedy(stuck)
    assert (row.stage, row.item, row.seed) == ("back", "c/b/second", 8)


def test_a_hinted_answer_proves_no_prerequisite(stuck: Any) -> None:
    within(stuck, "a", "check", correct=True, hints=1)
    assert remedy(stuck).stage == "review"


def test_a_right_answer_to_the_question_ends_it_and_says_what_helped(stuck: Any) -> None:
    within(stuck, "a", "check", correct=False)
    within(stuck, "a", "r1", correct=True)
    within(stuck, "a", "r2", correct=True)
    stuck.answer("b", "second", correct=True, seed=8, remedy_for="c/b")
    row = remedy(stuck)
    assert row.over and row.helped == "c/a"


def test_the_question_shown_before_proves_no_more_than_a_hinted_one(stuck: Any) -> None:
    before = stuck.skill("b").understanding
    row = stuck.answer("b", "second", correct=True, seed=8, remedy_for="c/b")
    assert row.recent.endswith("h") and row.understanding < before + 0.2


def test_with_none_to_blame_come_another_way_an_example_and_an_easier_item(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("b", lesson_blocks=3))
    person.answer("b", "first", correct=False)
    person.answer("b", "second", correct=False, seed=8)
    seen = []
    for _ in range(2):
        seen.append(remedy(person).stage)
        read(person)
        seen.append(remedy(person).stage)
        person.answer("b", "second", correct=False, seed=8, remedy_for="c/b")
    seen.append(remedy(person).stage)
    within(person, "b", "easy", correct=True)
    seen.append(remedy(person).stage)
    assert seen == ["explain", "back", "example", "back", "easier", "back"]
    person.answer("b", "second", correct=False, seed=8, remedy_for="c/b")
    assert remedy(person).over and not remedy(person).helped


def test_misses_that_were_dealt_with_do_not_begin_it_again(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("b", lesson_blocks=1))
    person.answer("b", "first", correct=False)
    person.answer("b", "second", correct=False, seed=8)
    read(person)
    person.answer("b", "second", correct=True, seed=8, remedy_for="c/b")
    person.answer("b", "third", correct=False)
    assert remedy(person).over
    person.answer("b", "fourth", correct=False)
    assert not remedy(person).over and remedy(person).item == "c/b/fourth"


def test_a_side_trip_that_leads_nowhere_ends_with_a_rest_until_tomorrow(stuck: Any) -> None:
    for number in range(12):
        within(stuck, "a", f"r{number}", correct=False)
    assert remedy(stuck).over
    assert stuck.skill("b").parked_until > stuck.skill("b").day


def test_a_prerequisite_in_trouble_gets_a_remedy_of_its_own(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("root"), make_facts("a", "root"), make_facts("b", "a"))
    person.learn("root")
    person.learn("a")
    person.wait(days=300)
    person.answer("b", correct=False)
    person.answer("b", correct=False)
    within(person, "a", "x", correct=False)
    within(person, "a", "y", correct=False)
    assert remedy(person, "a").blamed == "c/root" and not remedy(person, "b").over


def test_a_quiz_and_a_deck_without_prerequisites_begin_none(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("words", remember="items"))
    person.quiz("a", False, False)
    person.answer("words", "w1", correct=False)
    person.answer("words", "w2", correct=False)
    assert person.rows.get(RemedyRow, "c/a") is None
    assert person.rows.get(RemedyRow, "c/words") is None


def test_a_disputed_question_ends_it(stuck: Any) -> None:
    stuck.happen(Disputed(item="c/b/second"))
    assert stuck.rows.get(RemedyRow, "c/b") is None


def test_what_helped_is_remembered_of_the_way_here_and_in_all(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("b", lesson_blocks=2))
    person.answer("b", "first", correct=False)
    person.answer("b", "second", correct=False, seed=8)
    read(person, way="picture")
    person.answer("b", "second", correct=True, seed=8, remedy_for="c/b", explanation="picture", opportunity=9)
    for name in ("c/b#picture", "#picture"):
        row = person.rows.get(WayRow, name)
        assert (row.shown, row.tries, row.right) == (1, 1, 1)


def test_answers_within_a_remedy_count_as_answers(stuck: Any) -> None:
    before = stuck.rows.get(LearnerRow, "me").answers
    within(stuck, "a", "check", correct=True)
    assert stuck.rows.get(LearnerRow, "me").answers == before + 1


def test_a_prerequisite_that_cannot_be_asked_is_left_when_an_explanation_came_instead(stuck: Any) -> None:
    read(stuck)
    row = remedy(stuck)
    assert (row.stage, row.tried) == ("back", ["c/a", "explain"])


def test_a_prerequisite_that_cannot_be_asked_is_left_when_an_easier_question_came_instead(stuck: Any) -> None:
    within(stuck, "b", "easy", correct=True)
    row = remedy(stuck)
    assert (row.stage, row.tried) == ("back", ["c/a"])


@pytest.mark.parametrize("missed", [0, 1])
def test_the_very_question_right_ends_a_remedy_whatever_was_to_come(stuck: Any, missed: int) -> None:
    for _ in range(missed):
        within(stuck, "a", "check", correct=False)
    assert remedy(stuck).stage == ("review" if missed else "probe")
    within(stuck, "b", "second", correct=True, seed=8)
    assert remedy(stuck).over
