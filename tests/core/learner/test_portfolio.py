"""What a teacher's rating of a piece does to the skills it is about."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.day import DAY_MS
from tutor.core.gate import state_of
from tutor.core.learner.events import HandedIn, RatedByTeacher
from tutor.core.learner.rows import PieceRow


def hand_in(person: Any, **more: Any) -> None:
    person.happen(HandedIn(piece="p", project="c/story", title="A story", skills=["c/a"], text="Once.", **more))


def rate(person: Any, *, top: bool = True) -> None:
    person.wait(3)
    person.happen(RatedByTeacher(piece="p", skills=["c/a"], criteria=[2 if top else 1], top=top, teacher="Ms Day"))


@pytest.mark.parametrize("own", [True, False])
def test_rated_at_the_top_a_piece_stands_for_the_quiz_of_its_skills(person: Any, own: bool) -> None:
    hand_in(person, top=own)
    rate(person)
    row = person.skill("a")
    assert (row.phase, row.presumed, row.rated_piece) == ("learned", False, "p")
    assert row.understanding >= row.threshold and person.skill("b").phase == "open"
    assert state_of(row, person.at) == "learned" and row.due > 0
    assert row.reviewed_at < person.at, "it was shown when it was handed in, not when it was rated"


def test_below_the_top_it_is_only_kept(person: Any) -> None:
    hand_in(person)
    rate(person, top=False)
    assert person.skill("a").phase == "open" and person.skill("b").phase == "locked"
    piece = person.rows.get(PieceRow, "p")
    assert (piece.teacher, piece.teacher_criteria, piece.teacher_top) == ("Ms Day", [1], False)
    assert piece.text == "Once." and piece.rated_at == person.at


def test_a_running_quiz_is_over_by_it(person: Any) -> None:
    person.answer("a")
    person.answer("a")
    person.quiz("a", True)
    hand_in(person)
    rate(person)
    assert person.skill("a").phase == "learned" and not person.skill("a").quiz_open


def test_what_is_learned_already_stays_as_it_is(person: Any) -> None:
    person.learn("a")
    before = person.skill("a")
    hand_in(person)
    rate(person)
    assert person.skill("a") == before


def test_it_is_mastered_on_a_later_day_like_any_other(person: Any) -> None:
    hand_in(person)
    rate(person)
    person.wait(2)
    assert person.answer("a", kind="review").mastered_at > 0


@pytest.mark.parametrize(("met", "due"), [(0, True), (3, False)])
def test_of_a_deck_what_was_never_asked_is_still_to_come(
    make_person: Any, make_facts: Any, met: int, due: bool
) -> None:
    person = make_person(make_facts("a", remember="items", item_count=3))
    for item in "xyz"[:met]:
        person.answer("a", item)
    hand_in(person)
    rate(person)
    assert person.skill("a").phase == "learned" and (person.skill("a").due > 0) == due
    person.answer("a", "x", kind="review")
    assert person.skill("a").facts_seen == max(1, met)


def test_a_top_rating_that_is_taken_back_leaves_the_skill_presumed(person: Any) -> None:
    hand_in(person)
    rate(person)
    rate(person, top=False)
    row = person.skill("a")
    assert (row.phase, row.presumed, row.rated_piece, row.due) == ("learned", True, "", person.at)
    assert person.skill("b").phase == "open", "an opened skill is never locked again"


def test_unless_it_was_shown_since(person: Any) -> None:
    hand_in(person)
    rate(person)
    person.wait(1)
    person.answer("a", kind="review")
    due = person.skill("a").due
    rate(person, top=False)
    assert not person.skill("a").presumed and person.skill("a").due == due > person.at - 3 * DAY_MS


def test_a_rating_of_a_piece_that_was_taken_back_counts_nothing(person: Any) -> None:
    before = dict(person.rows.rows)
    rate(person)
    assert person.rows.rows == before
