"""What was foretold of recall is counted beside what came, and the time of a day by its courses."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.day import learning_day
from tutor.core.learner.checked import band_of
from tutor.core.learner.events import LessonSeen, Met, SkillFacts
from tutor.core.learner.rows import DayRow, RecallRow, SkillRow
from tutor.core.memory import retrievability


def counted(person: Any, skill: str = "c/a") -> list[RecallRow]:
    return [person.rows.get(RecallRow, key) for key in person.rows.keys(RecallRow, f"{skill}#")]


def test_a_review_days_later_is_counted_with_the_recall_that_was_foretold(person: Any) -> None:
    person.answer("a")
    held = person.skill("a")
    person.wait(3)
    person.answer("a")
    days = (person.at - held.reviewed_at) / 86_400_000
    expected = retrievability(held.stability, days)
    [row] = counted(person)
    assert (row.skill, row.band, row.reviews, row.recalled) == ("c/a", band_of(expected), 1, 1)
    assert row.foretold == pytest.approx(expected)


def test_the_first_answer_and_those_of_the_same_day_say_nothing_about_forgetting(person: Any) -> None:
    for _ in range(3):
        person.answer("a")
    assert counted(person) == []


def test_a_miss_is_counted_as_not_recalled_and_a_missed_challenge_not_at_all(person: Any) -> None:
    person.learn("a")
    person.wait(2)
    person.answer("a", correct=False, kind="challenge")
    assert counted(person) == []
    person.answer("a", correct=False, kind="review")
    assert [(row.reviews, row.recalled) for row in counted(person)] == [(1, 0)]


def test_facts_are_counted_each_by_its_own_memory(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items"))
    person.answer("a", "x")
    person.wait(1)
    person.answer("a", "x")
    person.answer("a", "y")
    assert sum(row.reviews for row in counted(person)) == 1


@pytest.mark.parametrize(("chance", "band"), [(0.0, 0), (0.049, 0), (0.9, 18), (0.99, 19), (1.0, 19), (1.5, 19)])
def test_each_chance_has_a_band(chance: float, band: int) -> None:
    assert band_of(chance) == band


def test_what_was_counted_goes_along_with_a_new_name(person: Any, make_facts: Any) -> None:
    for skill in ("a", "b"):
        person.answer(skill)
    person.wait(3)
    for skill in ("a", "b"):
        person.answer(skill)
    before = [*counted(person), *counted(person, "c/b")]
    moved = Met(
        course="c",
        version="2",
        content_hash="i",
        skills=[make_facts("both")],
        merged={"c/a": "c/both", "c/b": "c/both"},
    )
    person.happen(moved)
    after = counted(person, "c/both")
    assert person.rows.get(SkillRow, "c/both") is not None and counted(person) == counted(person, "c/b") == []
    assert sum(row.reviews for row in after) == len(before) == 2
    assert sum(row.foretold for row in after) == pytest.approx(sum(row.foretold for row in before))


def test_a_day_knows_how_long_each_course_took(person: Any) -> None:
    person.answer("a", seconds=20)
    person.happen(LessonSeen(skill="c/b", block=0, way="words", seconds=40))
    person.happen(Met(course="d", version="1", content_hash="h", skills=[SkillFacts(id="d/x")]))
    person.happen(LessonSeen(skill="d/x", block=0, way="words", seconds=40))
    person.answer("a", seconds=9999)
    day = person.rows.get(DayRow, str(learning_day(person.at, 0)))
    assert day.courses == {"c": 660.0, "d": 40.0} and day.seconds == 700.0
