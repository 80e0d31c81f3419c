"""The small parts of the engine: days, ratings, understanding, states, picking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core import understanding
from tutor.core.day import DAY_MS, learning_day, milliseconds, moment, offset_minutes
from tutor.core.gate import minutes_left, recall_of, state_of
from tutor.core.learner.quizzed import needed
from tutor.core.learner.rows import ItemRow, LearnerRow, SkillRow
from tutor.core.pick import ItemRef, askable
from tutor.core.pick import pick as pick_at
from tutor.core.rating import rate

NOW = 1_800_000_000_000


def test_a_learning_day_begins_at_four_in_the_morning() -> None:
    zone = timezone(timedelta(hours=2))
    late = datetime(2027, 1, 2, 3, 59, tzinfo=zone)
    early = datetime(2027, 1, 2, 4, 0, tzinfo=zone)
    days = [learning_day(milliseconds(when), offset_minutes(when)) for when in (late, early)]
    assert days[1] == days[0] + 1


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)), st.integers(-720, 840))
def test_times_go_to_milliseconds_and_back(when: datetime, offset: int) -> None:
    aware = when.replace(microsecond=when.microsecond // 1000 * 1000, tzinfo=timezone(timedelta(minutes=offset)))
    assert moment(milliseconds(aware), offset) == aware.astimezone(UTC)


def rated(**more: Any) -> str:
    given: dict[str, Any] = {
        "score": 1.0, "hints": 0, "skipped": False, "attempt": 1, "pick": False,
        "seconds": 10.0, "confidence": None, "pace": [10.0] * 10, "days": 3.0,
    }  # fmt: skip
    return rate(**{**given, **more})


@pytest.mark.parametrize(
    ("more", "rating"),
    [
        ({}, "good"),
        ({"score": 0.0}, "again"),
        ({"skipped": True}, "again"),
        ({"hints": 2}, "again"),
        ({"hints": 1}, "hard"),
        ({"score": 0.6}, "hard"),
        ({"attempt": 2}, "hard"),
        ({"confidence": 1}, "hard"),
        ({"pick": True, "seconds": 17.0}, "hard"),
        ({"pick": False, "seconds": 60.0}, "good"),
        ({"confidence": 3, "seconds": 5.0}, "easy"),
        ({"confidence": 3, "seconds": 5.0, "days": 0.1}, "good"),
        ({"confidence": 3, "seconds": 5.0, "pace": [10.0] * 3}, "good"),
        ({"seconds": None}, "good"),
    ],
)
def test_an_answer_earns_its_rating(more: dict[str, Any], rating: str) -> None:
    assert rated(**more) == rating


@given(st.floats(0.001, 0.999), st.floats(0, 0.9), st.floats(0, 1))
def test_understanding_stays_a_chance_and_right_is_never_below_wrong(known: float, guess: float, score: float) -> None:
    found = understanding.update(known, score, guess)
    assert 0 <= found <= 1
    assert understanding.update(known, 1.0, guess) >= understanding.update(known, 0.0, guess) - 1e-9


def test_a_lucky_guess_says_less_than_a_typed_answer() -> None:
    assert understanding.update(0.3, 1, 0.5) < understanding.update(0.3, 1, 0.03)


def row(**more: Any) -> SkillRow:
    return SkillRow(id="c/a", course="c", **{"phase": "learned", "remember": "skill", **more})


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"phase": "locked"}, "locked"),
        ({"phase": "open"}, "open"),
        ({"phase": "learning"}, "learning"),
        ({"stability": 10.0, "reviewed_at": NOW}, "learned"),
        ({"stability": 10.0, "reviewed_at": NOW, "mastered_at": NOW}, "mastered"),
        ({"stability": 34.0, "reviewed_at": NOW, "mastered_at": NOW}, "secure"),
        ({"stability": 34.0, "reviewed_at": NOW}, "learned"),
        ({"stability": 5.0, "reviewed_at": NOW - 60 * DAY_MS, "mastered_at": 1}, "fading"),
    ],
)
def test_a_skill_has_the_state_of_the_protocol(more: dict[str, Any], state: str) -> None:
    assert state_of(row(**more), NOW) == state


def test_nothing_held_is_not_recalled() -> None:
    assert recall_of(row(phase="open"), NOW) is None


def test_what_was_just_missed_is_held_no_surer_than_it_is_understood() -> None:
    missed = row(stability=5.0, reviewed_at=NOW, misses=2, understanding=0.5)
    assert recall_of(missed, NOW) == 0.5


def test_minutes_left_shrink_with_practice_and_end_with_learning() -> None:
    fresh, begun = row(phase="open", lesson_blocks=2), row(phase="learning", opportunities=6, blocks_seen=[0])
    assert minutes_left(fresh) > minutes_left(begun) > minutes_left(row()) == 0


@pytest.mark.parametrize(("size", "passing", "need"), [(3, 1.0, 3), (5, 0.8, 4), (5, 0.5, 3), (1, 0.1, 1)])
def test_a_share_of_the_quiz_is_needed(size: int, passing: float, need: int) -> None:
    assert needed(size, passing) == need


def ref(name: str, **more: Any) -> ItemRef:
    return ItemRef(id=f"c/a/{name}", skill="c/a", **more)


def seen(name: str, times: int, last: int = 1, **more: Any) -> dict[str, ItemRow]:
    return {f"c/a/{name}": ItemRow(id=f"c/a/{name}", skill="c/a", seen=times, last_at=last, **more)}


def pick(*given: Any, just_asked: str = "", **learner: Any) -> ItemRef | None:
    """The item that this learner is asked now."""
    return pick_at(*given, learner=LearnerRow(**learner), now=NOW, just_asked=just_asked)


def test_the_least_seen_item_is_asked_then_the_one_longest_ago() -> None:
    refs = [ref("x"), ref("y"), ref("z")]
    known = {**seen("x", 2, 5), **seen("y", 1, 9), **seen("z", 1, 7)}
    found = pick(refs, known, row(opportunities=9), "learn")
    assert found is not None and found.id == "c/a/z"


def test_hard_items_wait_at_first() -> None:
    refs = [ref("hard", difficulty=5), ref("easy", difficulty=2)]
    found = pick(refs, seen("easy", 1), row(opportunities=1), "learn")
    assert found is not None and found.id == "c/a/easy"


def test_a_quiz_prefers_what_is_hard_to_guess_and_never_repeats() -> None:
    refs = [ref("choice", guess=0.25), ref("typed"), ref("other")]
    first = pick(refs, {}, row(), "quiz")
    assert first is not None and first.guess < 0.1
    again = pick(refs, {}, row(quiz_asked=[first.id], quiz_open=True), "quiz")
    assert again is not None and again.id != first.id


def test_the_item_just_asked_is_not_asked_again_at_once() -> None:
    found = pick([ref("x"), ref("y")], seen("y", 5), row(), "learn", just_asked="c/a/x")
    assert found is not None and found.id == "c/a/y"


def test_interests_come_first_among_equals() -> None:
    found = pick([ref("x"), ref("y", interest="music")], {}, row(opportunities=9), "learn", interests=["music"])
    assert found is not None and found.id == "c/a/y"


def test_what_is_put_away_is_not_asked_until_its_day() -> None:
    refs = [ref("x"), ref("y"), ref("z")]
    away = seen("x", 1, suspended=True, suspended_until="2027-01-31")
    assert [one.id for one in askable(refs, away, "2027-01-30")] == ["c/a/y", "c/a/z"]
    assert len(askable(refs, away, "2027-01-31")) == 3


def test_a_quiz_takes_what_is_self_rated_only_without_anything_else() -> None:
    refs = [ref("card", guess=0.0, kind="recall"), ref("choice", guess=0.5, kind="true_false")]
    found = pick(refs, {}, row(), "quiz")
    assert found is not None and found.kind == "true_false"


@pytest.mark.parametrize(("boxed", "asked"), [(True, "code"), (False, "true_false")])
def test_a_quiz_asks_for_programs_where_a_box_can_judge_them(boxed: bool, asked: str) -> None:
    refs = [ref("program", guess=0.0, kind="code"), ref("choice", guess=0.5, kind="true_false")]
    found = pick_at(refs, {}, row(), "quiz", learner=LearnerRow(), now=NOW, boxed=boxed)
    assert found is not None and found.kind == asked


def test_a_challenge_is_an_item_hard_enough_and_none_when_all_are_easy() -> None:
    able = row(understanding=0.99, opportunities=30, strength=3.0, last_at=NOW)
    refs = [ref("easy", difficulty=1), ref("hard", difficulty=5)]
    found = pick(refs, {}, able, "challenge", ability={"c": -1.0})
    assert found is not None and found.id == "c/a/hard"
    assert pick(refs[:1], {}, able, "challenge", ability={"c": -1.0}) is None


def test_who_wants_it_easier_gets_the_easier_of_two() -> None:
    refs = [ref("easy", difficulty=2), ref("hard", difficulty=4)]
    at = row(understanding=0.9, opportunities=9, strength=2.0, last_at=NOW)
    assert pick(refs, {}, at, "learn", mood={"c": -1.0}) == refs[0]
    assert pick(refs, {}, at, "learn", mood={"c": 1.0}) == refs[1]


@pytest.mark.parametrize(("able", "wanted"), [(-0.5, "easy"), (2.0, "hard")])
def test_an_item_fits_how_able_the_learner_is(able: float, wanted: str) -> None:
    refs = [ref("easy", difficulty=2), ref("hard", difficulty=5)]
    at = row(opportunities=9, strength=2.0, last_at=NOW)
    found = pick(refs, {}, at, "learn", ability={"c": able})
    assert found is not None and found.id == f"c/a/{wanted}"
