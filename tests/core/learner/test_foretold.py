"""The chance of a right answer as the rows tell it: what was never met, what a lesson, an answer and a placement leave."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core import ability
from tutor.core.ability import Asked
from tutor.core.day import DAY_MS
from tutor.core.learner import foretold
from tutor.core.learner.events import Explained, LessonSeen, Met, PlacementEnded
from tutor.core.learner.rows import ItemRow, LearnerRow, SkillRow

MINUTE = 60_000


def chance(person: Any, skill: str, item: str, *, later: float = 0.0, **more: Any) -> float:
    """Of a right answer at this item so many minutes from now."""
    learner = person.rows.get(LearnerRow, "me") or LearnerRow()
    row = person.rows.get(ItemRow, f"c/{skill}/{item}")
    asked = {"guess": 0.0, "difficulty": 3, **more}
    return foretold.chance(learner, person.skill(skill), row, now=person.at + int(later * MINUTE), **asked)


def read(person: Any, skill: str, block: int = 0) -> None:
    person.happen(LessonSeen(skill=f"c/{skill}", block=block, way="words", seconds=20.0))


def test_what_was_never_met_is_foretold_by_the_authors_difficulty_and_by_ability(person: Any) -> None:
    assert chance(person, "a", "x") == ability.predicted(Asked())
    assert chance(person, "a", "x", difficulty=5) == ability.predicted(Asked(hardness=1.0))
    before = chance(person, "b", "x")
    person.answer("a")
    assert chance(person, "b", "x") > before


def test_a_problems_skill_holds_the_trace_so_another_problem_profits(person: Any) -> None:
    person.answer("a", "x", correct=False)
    assert chance(person, "a", "y") > ability.predicted(Asked())
    assert person.rows.get(ItemRow, "c/a/x").strength == 0


def test_a_fact_holds_its_own_trace_so_another_fact_does_not_profit(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("f", remember="items"))
    person.answer("f", "x", correct=False)
    assert chance(person, "f", "x") > chance(person, "f", "y")
    assert person.skill("f").strength == 0


def test_a_trace_fades_within_minutes_and_hours(person: Any) -> None:
    person.answer("a")
    soon, later, latest = (chance(person, "a", "y", later=minutes) for minutes in (0, 20, 600))
    assert soon > later > latest


def test_a_lesson_of_many_pages_leaves_what_one_page_leaves_and_a_later_one_adds(person: Any) -> None:
    read(person, "a")
    once = person.skill("a").strength
    assert once == ability.SHOWN
    read(person, "a", 1)
    assert person.skill("a").strength == once
    person.answer("a", correct=False)
    missed = person.skill("a").strength
    person.happen(Explained(skill="c/a", block=0, way="words"))
    assert person.skill("a").strength == pytest.approx(missed + ability.SHOWN)


def test_a_placement_teaches_nothing(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("f", remember="items"))
    person.answer("f", "x", kind="place", difficulty=5)
    assert person.rows.get(ItemRow, "c/f/x").strength == 0
    assert chance(person, "f", "x", difficulty=5) == ability.predicted(Asked(hardness=1.0))
    person.answer("f", "x", correct=False)
    missed = person.rows.get(ItemRow, "c/f/x").strength
    person.answer("f", "x", kind="place")
    assert person.rows.get(ItemRow, "c/f/x").strength < missed


def test_a_fact_of_a_new_meaning_begins_without_a_trace(make_person: Any, make_facts: Any) -> None:
    facts = make_facts("f", remember="items")
    person = make_person(facts)
    person.answer("f", "x")
    person.happen(Met(course="c", version="2", content_hash="i", skills=[facts], revs={"c/f/x": 2}))
    assert person.rows.get(ItemRow, "c/f/x").strength == 0


def test_skills_that_became_one_keep_the_trace_of_the_one_met_last(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("b"))
    person.answer("a")
    person.answer("b", correct=False)
    last = person.skill("b")
    merged = Met(course="c", version="2", content_hash="i", skills=[make_facts("b")], merged={"c/a": "c/b"})
    person.happen(merged)
    found = person.skill("b")
    assert (found.strength, found.last_at) == (last.strength, last.last_at)


@pytest.mark.parametrize("remember", ["skill", "items"])
@pytest.mark.parametrize("likely", [0.7, 0.86, 0.95])
def test_what_is_presumed_is_foretold_as_surely_as_it_is_presumed(
    make_person: Any, make_facts: Any, remember: str, likely: float
) -> None:
    person = make_person(make_facts("a", remember=remember))
    person.happen(PlacementEnded(credited=["c/a"], likely={"c/a": likely}))
    told = chance(person, "a", "x")
    assert told == pytest.approx(likely, abs=0.1)
    person.answer("a", "x", kind="review")
    assert chance(person, "a", "x") >= told


def test_the_question_whose_answer_was_just_shown_says_nothing_about_ability(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("b", "a"))
    person.learn("a")
    for item in ("m", "n"):
        person.answer("b", item, correct=False, seed=4)
    able = person.rows.get(LearnerRow, "me").ability["c"]
    person.answer("b", "n", seed=4, remedy_for="c/b")
    assert person.rows.get(LearnerRow, "me").ability["c"] == able


def test_an_item_put_away_before_it_was_seen_keeps_its_authors_difficulty(person: Any) -> None:
    row = ItemRow(id="c/a/x", skill="c/a", suspended=True)
    found = foretold.asked(LearnerRow(), person.skill("a"), row, guess=0.0, difficulty=5, now=person.at)
    assert found.hardness == 1.0


spans = st.integers(-30 * DAY_MS, 400 * DAY_MS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    strength=st.floats(0.0, 6.0),
    stability=st.floats(0.0, 2000.0),
    understanding=st.floats(0.0, 1.0),
    away=spans,
    guess=st.floats(0.0, 1.0),
    difficulty=st.integers(1, 5),
    presumed=st.booleans(),
    remember=st.sampled_from(["skill", "items"]),
)
def test_a_chance_lies_between_the_guess_and_one_whatever_the_clocks_say(
    strength: float,
    stability: float,
    understanding: float,
    away: int,
    guess: float,
    difficulty: int,
    presumed: bool,
    remember: Any,
) -> None:
    now = 1_800_000_000_000
    held: dict[str, Any] = {
        "strength": strength,
        "stability": stability,
        "last_at": now - away,
        "reviewed_at": now - away,
    }
    skill = SkillRow(id="c/a", course="c", understanding=understanding, presumed=presumed, remember=remember, **held)
    item = ItemRow(id="c/a/x", skill="c/a", seen=1, **held)
    for row in (None, item):
        found = foretold.chance(LearnerRow(), skill, row, guess=guess, difficulty=difficulty, now=now)
        assert guess <= found <= 1
