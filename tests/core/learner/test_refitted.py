"""Weights of one's own: from when they hold, how they are taken back, and the reviews they are fitted to."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tutor.core import calibration, memory
from tutor.core.day import DAY_MS
from tutor.core.learner.events import Event, Met, PlacementEnded, PlacementStarted, Refitted
from tutor.core.learner.fold import apply
from tutor.core.learner.reviewed import noting
from tutor.core.learner.rows import ItemRow, LearnerRow
from tutor.core.memory import Forgetting, Memory
from tutor.core.refit import Review, followed
from tutor.core.whole_days import scheduler

OWN = [0.05, 0.3, 0.4, 1.0, *scheduler().parameters[4:20], 0.4]


@pytest.fixture
def deck(make_person: Any, make_facts: Any) -> Any:
    """Someone with a deck of facts and a skill of problems; what happens to them is kept in `told`."""
    person = make_person(make_facts("deck", remember="items"), make_facts("sums"))
    person.told = []
    happen = person.happen

    def noted(data: Any) -> Event:
        event: Event = happen(data)
        person.told.append(event)
        return event

    person.happen = noted
    person.happen(
        Met(
            course="c", version="1", content_hash="h", skills=[make_facts("deck", remember="items"), make_facts("sums")]
        )
    )
    return person


def item(person: Any, name: str) -> ItemRow:
    row = person.rows.get(ItemRow, f"c/deck/{name}")
    assert isinstance(row, ItemRow)
    return row


def learner(person: Any) -> LearnerRow:
    return person.rows.get(LearnerRow, "me") or LearnerRow()


def folded(person: Any, events: list[Event]) -> dict[Any, Any]:
    rows = type(person.rows)()
    for event in events:
        apply(rows, event)
    return rows.rows  # type: ignore[no-any-return]


def reviews(person: Any) -> list[Review]:
    found: list[Review] = []
    fold, rows = noting(found, person.rows), type(person.rows)()
    for event in person.told:
        fold(rows, event)
    assert rows.rows == person.rows.rows
    return found


def test_weights_hold_from_their_event_on_and_what_is_held_keeps_its_stability(deck: Any) -> None:
    deck.answer("deck", "a")
    before = item(deck, "a")
    deck.happen(Refitted(weights=OWN))
    assert item(deck, "a") == before
    assert (learner(deck).weights, learner(deck).weights_at) == (OWN, deck.at)
    deck.wait(3)
    deck.answer("deck", "a")
    factor = learner(deck).calibration["items"]
    deck.answer("deck", "b")
    days = (item(deck, "a").reviewed_at - before.reviewed_at) / DAY_MS
    had, own = Memory(before.stability, before.difficulty), Forgetting(weights=tuple(OWN))
    assert item(deck, "a").stability == memory.review(had, days, "good", own).stability
    assert item(deck, "a").stability != memory.review(had, days, "good").stability
    assert factor == calibration.after(1.0, days, True, memory.retrievability(had.stability, days, own))
    assert item(deck, "b").stability == memory.first("good", own.weights).stability


def test_going_back_is_an_event_as_well(deck: Any) -> None:
    deck.happen(Refitted(weights=OWN))
    deck.happen(Refitted(weights=[]))
    assert (learner(deck).weights, learner(deck).weights_at) == ([], 0)
    deck.answer("deck", "a")
    assert item(deck, "a").stability == memory.first("good").stability


def test_a_refit_that_was_undone_never_was(deck: Any) -> None:
    deck.answer("deck", "a")
    without = list(deck.told)
    deck.happen(Refitted(weights=OWN))
    deck.wait(4)
    deck.answer("deck", "a", correct=False)
    undone = [event for event in deck.told if not isinstance(event.data, Refitted)]
    assert folded(deck, deck.told) == deck.rows.rows
    assert folded(deck, undone) == folded(deck, [*without, deck.told[-1]]) != deck.rows.rows


@pytest.mark.parametrize("odd", [[1.0], [0.2] * 21, [1e300] * 21, [math.inf] * 21, [math.nan] * 21, OWN[:20]])
def test_weights_that_are_none_leave_the_defaults_in_use(deck: Any, odd: list[float]) -> None:
    deck.happen(Refitted(weights=OWN))
    deck.happen(Refitted(weights=odd))
    assert (learner(deck).weights, learner(deck).weights_at) == ([], 0)


def test_a_review_is_what_was_held_of_the_fact_or_the_skill_and_what_became_of_it(deck: Any) -> None:
    deck.answer("deck", "a")
    had = item(deck, "a")
    deck.wait(6)
    deck.answer("deck", "a", correct=False)
    sums = deck.answer("sums", "x")
    deck.wait(2)
    deck.answer("sums", "y")
    first, again, problem, other = reviews(deck)
    assert first == Review("c/deck/a 1", 0.0, "good")
    assert again.had == Memory(had.stability, had.difficulty) and again.days == pytest.approx(6, abs=0.01)
    assert (again.card, again.rating, again.kind) == (first.card, "again", "items")
    assert problem == Review("c/sums", 0.0, "good", "skill")
    assert (other.card, other.had) == ("c/sums", Memory(sums.stability, sums.difficulty))
    deck.wait(6)
    deck.answer("deck", "a")
    assert reviews(deck)[-1].factor == learner_before(deck).calibration["items"] < 1.0


def learner_before(person: Any) -> LearnerRow:
    """The learner before the last event."""
    found = folded(person, person.told[:-1])[LearnerRow, "me"]
    assert isinstance(found, LearnerRow)
    return found


def test_followed_from_the_first_on_the_reviews_are_the_folds_own(deck: Any) -> None:
    for turn, (name, right) in enumerate([("a", True), ("b", False), ("a", True), ("b", True), ("a", False)] * 3):
        deck.wait(turn / 3)
        deck.answer("deck", name, correct=right)
        deck.answer("sums", f"q{turn}", correct=not right)
    found = reviews(deck)
    plain = [one._replace(had=None, factor=1.0) for one in found]
    assert followed(plain) == found
    deck.happen(Refitted(weights=OWN))
    for turn, right in enumerate([True, False, True]):
        deck.wait(3 + turn)
        deck.answer("deck", "a", correct=right)
    newest = reviews(deck)[len(found) :]
    assert followed(newest, tuple(OWN)) == newest != followed(newest)


def test_what_moves_no_memory_is_no_review(deck: Any) -> None:
    deck.answer("deck", "a")
    deck.wait(2)
    deck.answer("deck", "a", correct=False, kind="challenge", rating="again")
    deck.answer("deck", "b", kind="place")
    assert [one.card for one in reviews(deck)] == ["c/deck/a 1"]


def test_an_item_whose_meaning_changed_is_another_card(deck: Any) -> None:
    deck.answer("deck", "a")
    deck.wait(2)
    deck.answer("deck", "a", rev=2)
    deck.wait(2)
    deck.answer("deck", "a", rev=1)
    first, anew = reviews(deck)
    assert (first.card, anew.card, anew.had) == ("c/deck/a 1", "c/deck/a 2", None)


def test_what_was_renamed_is_one_card_by_its_name_of_today(deck: Any, make_facts: Any) -> None:
    deck.answer("deck", "a")
    deck.wait(2)
    skills = [make_facts("pile", remember="items"), make_facts("sums")]
    deck.happen(Met(course="c", version="2", content_hash="i", skills=skills, moved={"c/deck": "c/pile"}))
    deck.answer("pile", "a")
    first, second = reviews(deck)
    assert first.card == second.card == "c/pile/a 1" and second.had is not None


def test_what_was_presumed_known_was_held_before_its_first_review(deck: Any) -> None:
    deck.happen(PlacementStarted(courses=["c"], minutes=5.0))
    deck.happen(PlacementEnded(credited=["c/sums"], likely={"c/sums": 0.9}))
    presumed = deck.skill("sums")
    deck.wait(3)
    deck.answer("sums", "x")
    [only] = reviews(deck)
    assert only.had == Memory(presumed.stability, presumed.difficulty)
