"""The wrapped memory agrees with the package and with the published formulas, and never runs away."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from tutor.core import memory
from tutor.core.memory import Forgetting, Memory

RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}
ratings = st.sampled_from(["again", "hard", "good", "easy"])


@pytest.mark.parametrize("rating", RATINGS)
def test_the_first_memory_is_the_packages(rating: str) -> None:
    start = datetime(2027, 1, 1, tzinfo=UTC)
    card, _ = Scheduler(enable_fuzzing=False).review_card(Card(card_id=1, due=start), RATINGS[rating], start)
    found = memory.first(rating)  # type: ignore[arg-type]
    assert found.stability == card.stability and found.difficulty == card.difficulty


@pytest.mark.parametrize("days", [1, 3, 10, 40])
@pytest.mark.parametrize("rating", RATINGS)
def test_a_review_after_whole_days_is_the_packages(rating: str, days: int) -> None:
    start = datetime(2027, 1, 1, tzinfo=UTC)
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card, _ = scheduler.review_card(Card(card_id=1, due=start), Rating.Good, start)
    later, _ = scheduler.review_card(card, RATINGS[rating], start + timedelta(days=days))
    found = memory.review(memory.first("good"), days, rating)  # type: ignore[arg-type]
    assert found.stability == pytest.approx(later.stability) and found.difficulty == pytest.approx(later.difficulty)


def test_recall_falls_as_in_the_package() -> None:
    start = datetime(2027, 1, 1, tzinfo=UTC)
    scheduler = Scheduler(enable_fuzzing=False)
    card = Card(card_id=1, stability=7.0, difficulty=5.0, due=start, last_review=start)
    for days in (0, 1, 5, 30, 400):
        expected = scheduler.get_card_retrievability(card, start + timedelta(days=days))
        assert memory.retrievability(7.0, days) == pytest.approx(expected)


def test_recall_is_ninety_percent_after_the_stability() -> None:
    assert memory.retrievability(12.0, 12.0) == pytest.approx(0.9)


def test_the_learners_factor_stretches_the_days() -> None:
    assert memory.retrievability(10.0, 20.0, Forgetting(2.0)) == pytest.approx(0.9)
    assert memory.interval(10.0, Forgetting(2.0)) == pytest.approx(20.0)


def test_fractions_of_days_lie_between_whole_ones() -> None:
    start = Memory(5.0, 5.0)
    one, half, two = (memory.review(start, days, "good").stability for days in (1, 1.5, 2))
    assert one < half < two


def test_a_memory_is_worth_nothing_before_it_exists() -> None:
    assert memory.retrievability(0.0, 3.0) == 0.0


def test_right_answers_of_one_day_never_shrink_the_memory() -> None:
    start = Memory(5.0, 5.0)
    assert memory.review(start, 0.01, "good").stability >= start.stability


@given(st.floats(0.01, 3000), st.floats(1, 10), st.floats(0, 4000), ratings, st.floats(0.25, 4))
def test_any_review_leaves_a_sane_memory(
    stability: float, difficulty: float, days: float, rating: str, factor: float
) -> None:
    found = memory.review(Memory(stability, difficulty), days, rating, Forgetting(factor))  # type: ignore[arg-type]
    assert 0 < found.stability < 1e9 and 1 <= found.difficulty <= 10
    assert 0 < memory.retrievability(found.stability, days, Forgetting(factor)) <= 1
    assert 0.5 <= memory.interval(found.stability, Forgetting(factor)) <= memory.LONGEST


@given(st.floats(0, 2000), st.text(max_size=20), st.integers(0, 100))
def test_the_spread_is_small_and_always_the_same(days: float, name: str, repetition: int) -> None:
    found = memory.spread(days, name, repetition)
    assert found == memory.spread(days, name, repetition)
    assert abs(found - days) <= 0.15 * days + 1e-9


@pytest.mark.parametrize(
    "days, width", [(2.4, 0.0), (2.5, 0.0), (3, 0.075), (5, 0.375), (7, 0.675), (12, 1.175), (20, 1.975), (40, 2.975)]
)
def test_the_spread_reaches_the_packages_width_on_both_sides_and_no_further(days: float, width: float) -> None:
    moved = [memory.spread(days, f"card-{number}", 1) - days for number in range(400)]
    assert max(moved) == pytest.approx(width, rel=0.02) and min(moved) == pytest.approx(-width, rel=0.02)
    assert max(map(abs, moved)) <= width + 1e-9


def test_the_spread_is_the_same_on_every_device_and_in_every_version() -> None:
    assert memory.spread(10, "course/skill/card", 3) == pytest.approx(9.472065520565273, rel=1e-12)


def test_the_forgetting_curve_of_fitted_weights_is_the_packages() -> None:
    weights = (*DEFAULT_PARAMETERS[:20], 0.3)
    scheduler = Scheduler(parameters=weights, enable_fuzzing=False)
    start = datetime(2027, 1, 1, tzinfo=UTC)
    card = Card(card_id=1, stability=7.0, difficulty=5.0, due=start, last_review=start)
    own = Forgetting(weights=weights)
    for days in (1, 30, 400):
        expected = scheduler.get_card_retrievability(card, start + timedelta(days=days))
        assert memory.retrievability(7.0, days, own) == pytest.approx(expected)
    assert memory.interval(7.0, own) == pytest.approx(7.0)
    assert memory.retrievability(7.0, memory.interval(7.0, own, 0.8), own) == pytest.approx(0.8)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_review_is_felt_as_late_as_the_learners_factor_says(factor: float) -> None:
    start = Memory(8.0, 5.0)
    assert memory.review(start, 10 * factor, "good", Forgetting(factor)) == memory.review(start, 10, "good")


def test_a_review_from_half_a_day_on_counts_as_a_day_and_half_way_between_days_as_half_way() -> None:
    start = Memory(8.0, 5.0)
    assert memory.review(start, 0.5, "good") == memory.review(start, 1, "good") != memory.review(start, 0.49, "good")
    one, half, two = (memory.review(start, days, "good").stability for days in (1, 1.5, 2))
    assert half == pytest.approx((one * two) ** 0.5)


def test_a_clock_centuries_ahead_counts_as_a_century() -> None:
    start = Memory(8.0, 5.0)
    assert memory.review(start, 1e9, "good") == memory.review(start, 36_500, "good")
    assert memory.review(start, 36_499, "good") != memory.review(start, 36_500, "good")


def test_no_review_is_put_off_longer_than_five_years() -> None:
    assert memory.interval(1e6) == 5 * 365
    assert memory.interval(1000.0) == pytest.approx(1000.0)


def test_no_chance_is_drawn_for_a_review() -> None:
    before = random.getstate()
    memory.first("easy")
    memory.review(Memory(90.0, 5.0), 91.5, "good")
    memory.review(Memory(90.0, 5.0), 91.5, "good", Forgetting(weights=(*DEFAULT_PARAMETERS[:20], 0.3)))
    assert random.getstate() == before


def test_a_span_before_the_last_review_is_no_span() -> None:
    assert memory.retrievability(5.0, -3.0) == 1.0
