"""A deck of facts: what it takes to know it, and that what is new in it takes nothing away."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.day import DAY_MS
from tutor.core.gate import SECURE, state_of
from tutor.core.learner.events import Met, Resumed, Suspended
from tutor.core.learner.quizzed import quiz_is_near
from tutor.core.learner.rows import ItemRow, RetryRow

OLD, NEW = "stu", "vwxyz"


@pytest.fixture
def secure(make_person: Any, make_facts: Any) -> Any:
    """Someone whose deck of three is secure, and who then meets a version with five more."""
    person = make_person(make_facts("a", remember="items", item_count=3))
    for item in OLD:
        person.answer("a", item)
    person.learn_deck = lambda: [person.answer("a", item, kind="quiz") for item in OLD]
    while person.skill("a").understanding < 0.9:
        person.answer("a", OLD[0])
    person.learn_deck()
    assert person.skill("a").phase == "learned"
    while state(person) != "secure":
        person.wait(max(1.0, person.skill("a").stability))
        for item in OLD:
            person.answer("a", item, kind="review")
    facts = make_facts("a", remember="items", item_count=8)
    person.happen(Met(course="c", version="2", content_hash="i", skills=[facts]))
    return person


def state(person: Any) -> str:
    return state_of(person.skill("a"), person.at)


def test_new_facts_do_not_take_away_that_a_deck_is_secure(secure: Any) -> None:
    assert state(secure) == "secure"
    for item in NEW:
        secure.answer("a", item, kind="review", correct=False)
        assert state(secure) == "secure", item
    row = secure.skill("a")
    assert row.stability < SECURE < row.secure_stability and row.secure_seen == 3


def test_but_old_facts_forgotten_do(secure: Any) -> None:
    for item in NEW:
        secure.answer("a", item, kind="review")
    for _ in range(3):
        secure.wait(20)
        for item in OLD:
            secure.answer("a", item, kind="review", correct=False)
        secure.answer("a", NEW[0], kind="review")
    secure.answer("a", NEW[1], kind="review")
    assert state(secure) == "mastered"


def test_it_fades_when_the_memory_fades(secure: Any) -> None:
    secure.answer("a", NEW[0], kind="review")
    secure.wait(900)
    assert state(secure) == "fading"


def test_where_the_old_ones_slip_all_of_it_together_may_be_secure(secure: Any) -> None:
    for item in NEW:
        secure.answer("a", item, kind="review")
    for item in OLD[:2]:
        secure.answer("a", item, kind="review", correct=False)
    for _ in range(9):
        secure.wait(max(1.0, secure.skill("a").stability))
        for item in NEW + OLD[2:]:
            secure.answer("a", item, kind="review")
        secure.answer("a", OLD[0], kind="review", correct=False)
    row = secure.skill("a")
    assert state(secure) == "secure" and row.secure_seen == 8 and row.secure_stability == pytest.approx(row.stability)


def test_the_mean_of_those_that_were_secure_is_kept_to_the_last_digit(secure: Any) -> None:
    for item in NEW + OLD[:2]:
        secure.wait(0.7)
        secure.answer("a", item, kind="review", correct=item != "s", rating="again" if item == "s" else "hard")
    facts = [secure.rows.get(ItemRow, f"c/a/{item}").stability for item in OLD]
    assert secure.skill("a").secure_stability == pytest.approx(sum(facts) / 3)


def test_a_fact_that_leaves_the_course_leaves_the_mean(secure: Any, make_facts: Any) -> None:
    secure.wait(30)
    secure.answer("a", "s", kind="review", correct=False)
    facts = make_facts("a", remember="items", item_count=7)
    secure.happen(Met(course="c", version="3", content_hash="j", skills=[facts], missing=["c/a/s"]))
    held = [secure.rows.get(ItemRow, f"c/a/{item}").stability for item in "tu"]
    row = secure.skill("a")
    assert row.secure_seen == 2 and row.secure_stability == pytest.approx(sum(held) / 2)


def test_a_deck_that_is_asked_as_one_thing_from_now_on_goes_by_its_own_memory(secure: Any, make_facts: Any) -> None:
    facts = make_facts("a", remember="skill", item_count=8)
    secure.happen(Met(course="c", version="3", content_hash="j", skills=[facts]))
    assert secure.skill("a").secure_stability == 0


# Firm, and not


def test_a_fact_that_was_right_with_a_hint_is_not_firm_and_comes_back_without(
    make_person: Any, make_facts: Any
) -> None:
    person = make_person(make_facts("a", remember="items", item_count=3))
    for item in "xy":
        person.answer("a", item, hints=1, rating="hard")
    assert person.skill("a").facts_firm == 0
    retry = person.rows.get(RetryRow, "c/a/x")
    assert retry is not None and retry.helped and retry.after == 8
    person.answer("a", "x")
    assert person.skill("a").facts_firm == 1 and person.rows.get(RetryRow, "c/a/x") is None


def test_a_deck_known_only_by_its_hints_is_not_near_its_quiz(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items", item_count=4))
    for item in "wxyz":
        person.answer("a", item, hints=1, rating="hard")
    for _ in range(2):
        person.answer("a", "w")
    assert person.skill("a").understanding >= 0.9 and not quiz_is_near(person.skill("a"))
    for item in "xy":
        person.answer("a", item)
    assert quiz_is_near(person.skill("a"))


def test_a_fact_of_a_learned_deck_that_took_a_hint_comes_back_when_its_memory_says(
    make_person: Any, make_facts: Any
) -> None:
    person = make_person(make_facts("a", remember="items", item_count=1, quiz=1))
    while person.skill("a").understanding < 0.9:
        person.answer("a", "x")
    person.answer("a", "x", kind="quiz")
    person.wait(5)
    person.answer("a", "x", kind="review", hints=1, rating="hard")
    assert person.rows.get(RetryRow, "c/a/x") is None
    assert person.rows.get(ItemRow, "c/a/x").due > person.at + DAY_MS


# Put away


def away(person: Any, item: str, until: str | None) -> None:
    person.happen(Suspended(item=f"c/a/{item}", until=until))


def test_a_fact_put_away_until_a_day_is_still_to_come_in_a_learned_deck(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items", item_count=2, quiz=1))
    away(person, "y", "2027-02-01")
    while person.skill("a").understanding < 0.9:
        person.answer("a", "x")
    person.answer("a", "x", kind="quiz")
    assert person.skill("a").phase == "learned" and person.skill("a").due > 0
    away(person, "y", None)
    assert person.skill("a").due == 0, "put away for good it is not waited for"
    away(person, "y", "2027-02-01")
    assert person.skill("a").due > 0
    person.answer("a", "y")
    row = person.skill("a")
    assert (row.due, row.facts_seen, row.facts_away, row.facts_later) == (0, 2, 0, 0)


def test_taken_up_again_it_is_to_come_too(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items", item_count=2, quiz=1))
    away(person, "y", None)
    while person.skill("a").understanding < 0.9:
        person.answer("a", "x")
    person.answer("a", "x", kind="quiz")
    assert person.skill("a").due == 0
    person.happen(Resumed(item="c/a/y"))
    assert person.skill("a").due > 0 and person.skill("a").facts_away == 0
