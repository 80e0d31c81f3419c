"""Being sure and being right; a mood that moves, is bounded and fades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core import mood
from tutor.core.sureness import CLAIMS, ENOUGH, after, sureness
from tutor.present.sureness import told


def test_the_figures_are_those_of_the_counts() -> None:
    found = sureness({"3": [20, 15], "1": [10, 4], "2": [9, 9]})
    shares = {level.confidence: level.share for level in found.levels}
    assert shares == {1: 0.4, 2: None, 3: 0.75}
    expected = (15 * 0.05**2 + 5 * 0.95**2 + 4 * 0.6**2 + 6 * 0.4**2) / 30
    assert found.brier == pytest.approx(expected, abs=1e-4)


def test_nothing_is_said_below_ten_answers_of_a_word() -> None:
    counts = {"3": [ENOUGH - 1, 0], "2": [ENOUGH - 1, 9], "1": [ENOUGH - 1, 5]}
    assert sureness(counts).brier is None and told(sureness(counts)) == ""
    assert told(sureness({**counts, "3": [ENOUGH, 5]})) != ""


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"3": [20, 12]}, "When you were sure, 12 of 20 were right: a second look is worth it there."),
        ({"3": [20, 19]}, "When you were sure, 19 of 20 were right: you know well what you know."),
        ({"1": [12, 10]}, "When you guessed, 10 of 12 were right: you know more than you think."),
        ({"2": [10, 7], "3": [10, 5]}, "When you were sure, 5 of 10 were right: a second look is worth it there."),
        ({"2": [10, 2]}, "When you were fairly sure, 2 of 10 were right: a second look is worth it there."),
    ],
)
def test_one_sentence_tells_what_says_most(counts: dict[str, list[int]], words: str) -> None:
    assert told(sureness(counts)) == words


@given(st.lists(st.tuples(st.sampled_from([None, 1, 2, 3, 7]), st.booleans()), max_size=60))
def test_counts_add_up_whatever_is_answered(answers: list[tuple[int | None, bool]]) -> None:
    counts: dict[str, list[int]] = {}
    for confidence, correct in answers:
        counts = after(counts, confidence, correct)
    said = [(confidence, correct) for confidence, correct in answers if confidence in CLAIMS]
    assert sum(number for number, _ in counts.values()) == len(said)
    assert sum(right for _, right in counts.values()) == sum(correct for _, correct in said)
    found = sureness(counts)
    assert found.brier is None or 0 <= found.brier <= 1
    assert told(found) == "" or told(found).endswith(".")


@given(st.lists(st.sampled_from(["easy", "right", "lost", "answer"]), max_size=60))
def test_a_mood_stays_within_its_bounds_and_answers_wear_it_off(words: list[str]) -> None:
    now = 0.0
    for word in words:
        before = now
        now = mood.faded(now) if word == "answer" else mood.felt(now, word)  # type: ignore[arg-type]
        assert abs(now) <= mood.BOUND
        assert word != "answer" or abs(now) <= abs(before)
    for _ in range(80):
        now = mood.faded(now)
    assert now == 0.0


def test_a_wish_the_other_way_begins_anew() -> None:
    harder = mood.felt(mood.felt(0.0, "easy"), "easy")
    assert harder == mood.BOUND
    assert mood.felt(harder, "lost") == -mood.STEP
    assert mood.felt(harder, "right") == harder


def test_a_course_without_a_mood_has_no_entry() -> None:
    assert mood.kept({"a": 1.0, "b": -0.5}, "a", 0.0) == {"b": -0.5}
    assert mood.kept({}, "a", 0.75) == {"a": 0.75}
