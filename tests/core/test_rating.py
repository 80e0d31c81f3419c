"""What an answer earns, line by line after the learning model; and what learners may say of themselves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.rating import ORDER, rate, usual_seconds, with_hints

OWN = [8.0, 9.0, 9.0, 10.0, 10.0, 10.0, 11.0, 12.0, 30.0]
"""A median of ten seconds."""


def earned(**more: Any) -> str:
    usual: dict[str, Any] = {
        "score": 1.0, "hints": 0, "skipped": False, "attempt": 1, "pick": False,
        "seconds": 10.0, "confidence": None, "pace": OWN, "days": 3.0,
    }  # fmt: skip
    return rate(**{**usual, **more})


@pytest.mark.parametrize(
    ("what", "more", "rating"),
    [
        ("wrong", {"score": 0.0}, "again"),
        ("hardly right", {"score": 0.49}, "again"),
        ("shown", {"skipped": True}, "again"),
        ("shown after all was right", {"skipped": True, "score": 1.0}, "again"),
        ("two hints", {"hints": 2}, "again"),
        ("many hints", {"hints": 5}, "again"),
        ("wrong and sure", {"score": 0.0, "confidence": 3}, "again"),
        ("one hint", {"hints": 1}, "hard"),
        ("half right", {"score": 0.5}, "hard"),
        ("mostly right", {"score": 0.8}, "hard"),
        ("nearly all right", {"score": 0.95}, "hard"),
        ("right at the second try", {"attempt": 2}, "hard"),
        ("a guess", {"confidence": 1}, "hard"),
        ("a quick guess", {"confidence": 1, "seconds": 2.0}, "hard"),
        ("a slow pick", {"pick": True, "seconds": 16.1}, "hard"),
        ("a pick just within the time", {"pick": True, "seconds": 16.0}, "good"),
        ("a slow pick, when nobody knows what is slow", {"pick": True, "seconds": 99.0, "pace": OWN[:7]}, "good"),
        ("slow writing", {"seconds": 900.0}, "good"),
        ("right", {}, "good"),
        ("right, fairly sure", {"confidence": 2}, "good"),
        ("no time taken", {"seconds": None, "confidence": 3}, "good"),
        ("sure, not fast", {"confidence": 3, "seconds": 6.0}, "good"),
        ("fast, not sure", {"confidence": 2, "seconds": 3.0}, "good"),
        ("fast, nothing said", {"seconds": 3.0}, "good"),
        ("sure and fast, the same day", {"confidence": 3, "seconds": 3.0, "days": 0.99}, "good"),
        ("sure and fast after a day", {"confidence": 3, "seconds": 5.9, "days": 1.0}, "easy"),
        ("sure and fast with a hint", {"confidence": 3, "seconds": 3.0, "hints": 1}, "hard"),
    ],
)
def test_an_answer_earns(what: str, more: dict[str, Any], rating: str) -> None:
    assert earned(**more) == rating, what


@given(st.floats(0, 1e6), st.booleans(), st.sampled_from([None, 2, 3]))
def test_time_alone_never_makes_a_right_answer_unknown(seconds: float, pick: bool, confidence: int | None) -> None:
    assert earned(seconds=seconds, pick=pick, confidence=confidence) != "again"
    if not pick:
        assert ORDER.index(earned(seconds=seconds, confidence=confidence)) >= ORDER.index("good")


@given(
    st.floats(0, 1), st.integers(0, 4), st.booleans(), st.sampled_from([None, 1, 2, 3]), st.floats(0, 100),
    st.floats(0, 100),
)  # fmt: skip
def test_one_hint_more_never_earns_more(
    score: float, hints: int, pick: bool, confidence: int | None, seconds: float, days: float
) -> None:
    told = {"score": score, "pick": pick, "confidence": confidence, "seconds": seconds, "days": days}
    assert ORDER.index(earned(**told, hints=hints + 1)) <= ORDER.index(earned(**told, hints=hints))


@pytest.mark.parametrize(
    ("own", "hints", "rating"),
    [
        ("easy", 0, "easy"),
        ("again", 0, "again"),
        ("easy", 1, "hard"),
        ("good", 1, "hard"),
        ("again", 1, "again"),
        ("good", 2, "again"),
    ],
)
def test_who_rates_themselves_after_hints_earns_no_more_than_an_answer_would(own: Any, hints: int, rating: str) -> None:
    assert with_hints(own, hints) == rating


def test_the_usual_time_is_ones_own_median_and_needs_some_answers() -> None:
    assert usual_seconds(OWN) == 10.0
    assert usual_seconds([9.0, 1.0, 8.0, 2.0, 7.0, 3.0, 6.0, 4.0, 5.0]) == 5.0
    assert usual_seconds(OWN[:8]) == 10.0 and usual_seconds(OWN[:7]) is None
