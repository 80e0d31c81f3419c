"""A learner's own factor moves with surprise, stays within its bounds, and stretches time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core import calibration, memory
from tutor.core.memory import Forgetting

factors = st.floats(0.25, 4.0)
chances = st.floats(0.0, 1.0)


@pytest.mark.parametrize("days", [0.0, 0.2, 0.499, -3.0, float("nan")])
def test_a_review_within_half_a_day_says_nothing(days: float) -> None:
    assert calibration.after(1.3, days, False, 0.9) == 1.3


def test_the_step_is_the_published_one() -> None:
    assert calibration.after(1.0, 3.0, True, 0.8) == pytest.approx(2.718281828459045 ** (calibration.RATE * 0.2))


@given(factors, st.floats(0.5, 1e6), st.booleans(), chances)
def test_the_factor_stays_within_its_bounds_and_follows_the_surprise(
    factor: float, days: float, recalled: bool, predicted: float
) -> None:
    moved = calibration.after(factor, days, recalled, predicted)
    assert 0.25 <= moved <= 4
    assert moved >= factor if recalled else moved <= factor


@given(factors, st.floats(0.0, 1000.0), st.floats(0.1, 100.0))
def test_recall_with_a_factor_is_recall_after_so_much_less_time(factor: float, days: float, stability: float) -> None:
    stretched = memory.retrievability(stability, days, Forgetting(factor))
    assert stretched == pytest.approx(memory.retrievability(stability, days / factor))


@pytest.mark.parametrize("true_factor", [0.4, 1.0, 2.5])
def test_the_factor_of_one_who_forgets_slower_or_faster_is_found(true_factor: float) -> None:
    chance = random.Random(11)
    factor, late = 1.0, []
    for number in range(3000):
        days = chance.uniform(5, 60)
        recalled = chance.random() < memory.retrievability(10.0, days, Forgetting(true_factor))
        factor = calibration.after(factor, days, recalled, memory.retrievability(10.0, days, Forgetting(factor)))
        late += [factor] if number > 500 else []
    assert sum(late) / len(late) == pytest.approx(true_factor, rel=0.3)


@pytest.mark.parametrize("factor, recalled, expected", [(4.0, True, 0.0), (0.25, False, 1.0)])
def test_a_factor_at_its_bound_stays_there(factor: float, recalled: bool, expected: float) -> None:
    assert calibration.after(factor, 3.0, recalled, expected) == factor


def test_a_review_after_just_half_a_day_counts() -> None:
    assert calibration.after(1.0, 0.5, False, 0.9) < 1.0
