"""Weights fitted to a learner are kept only when they foretell the newest reviews better, and can be taken back."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core import memory, refit
from tutor.core.memory import Forgetting, Memory, Weights
from tutor.core.refit import Review, followed, forecasts, log_loss, usable
from tutor.core.whole_days import scheduler

DEFAULTS: Weights = scheduler().parameters
FORGETFUL: Weights = (0.05, 0.3, 0.4, 1.0, *DEFAULTS[4:8], 0.6, *DEFAULTS[9:])
RATINGS = st.sampled_from(["again", "hard", "good", "easy"])


@cache
def log_of(weights: Weights, telling: int, seed: int = 5) -> tuple[Review, ...]:
    """Reviews of one whose memory is FSRS-6 with these weights, 1 to 40 days apart, 40 cards at a time.

    So far they were followed with the defaults.
    """
    own = Forgetting(weights=weights)
    chance = random.Random(seed)
    held: dict[str, memory.Memory] = {}
    found: list[Review] = []
    while len(found) - len(held) < telling:
        card = f"card {len(found) // 240 * 40 + chance.randrange(40)}"
        days = chance.choice([1.0, 2.0, 4.5, 10.0, 20.0, 40.0]) if card in held else 0.0
        right = chance.random() < (memory.retrievability(held[card].stability, days, own) if days else 0.7)
        rating = "good" if right else "again"
        held[card] = (
            memory.review(held[card], days, rating, own) if days else memory.first(rating, weights)  # type: ignore[arg-type]
        )
        found.append(Review(card, days, rating))  # type: ignore[arg-type]
    return tuple(followed(found))


def never(_: Sequence[Review]) -> list[float]:
    raise AssertionError("nothing may be fitted")


def test_with_fewer_than_a_thousand_telling_reviews_nothing_is_tried() -> None:
    log = log_of(FORGETFUL, 999)
    assert refit.refit(log, never) == ("few", 999, (), 0, (), 0.0, 0.0, 0.0)


def test_reviews_of_the_same_day_and_first_ones_do_not_count() -> None:
    log = [Review(f"card {number % 700}", 0.3, "good") for number in range(3000)]
    assert (
        refit.refit(followed([*log, *(Review(f"new {number}", 9.0, "good") for number in range(2000))]), never).reviews
        == 0
    )


def test_weights_that_foretell_the_newest_better_are_kept_and_say_by_how_much() -> None:
    found = refit.refit(log_of(FORGETFUL, 1500), lambda _: FORGETFUL)
    assert found.outcome == "kept" and found.weights == found.tried
    assert found.before == found.defaults and found.before - found.after >= refit.GAIN


def test_what_is_tried_lies_halfway_between_the_defaults_and_the_fit() -> None:
    found = refit.refit(log_of(FORGETFUL, 1500), lambda _: FORGETFUL)
    halves = [(one + other) / 2 for one, other in zip(DEFAULTS, FORGETFUL, strict=True)]
    assert found.tried == pytest.approx(halves)


def test_weights_that_do_harm_are_shown_and_not_kept() -> None:
    found = refit.refit(log_of(DEFAULTS, 1000), lambda _: FORGETFUL)
    assert found.outcome == "no_better" and found.weights == ()
    assert found.tried and found.after > found.before


def test_a_gain_too_small_to_trust_changes_nothing() -> None:
    found = refit.refit(log_of(DEFAULTS, 1000), lambda _: DEFAULTS)
    assert found.outcome == "no_better" and found.after == found.before


def test_weights_kept_earlier_are_taken_back_when_the_defaults_do_better() -> None:
    found = refit.refit(log_of(DEFAULTS, 1000), lambda _: FORGETFUL, FORGETFUL)
    assert found.outcome == "taken_back" and found.weights == () and found.defaults <= found.before


def test_weights_kept_earlier_stay_while_they_do_better_than_the_defaults() -> None:
    found = refit.refit(log_of(FORGETFUL, 1500), lambda _: DEFAULTS, FORGETFUL)
    assert found.outcome == "no_better" and found.weights == FORGETFUL


def test_the_newest_are_judged_from_what_the_older_ones_had_left() -> None:
    strong, log = Memory(900.0, 5.0), [Review("a", 30.0, "good", had=Memory(900.0, 5.0), factor=2.0)] * 2
    first, second = followed(log, FORGETFUL)
    assert (first.had, first.factor) == (strong, 2.0)
    own = Forgetting(2.0, FORGETFUL)
    assert second.had == memory.review(strong, 30.0, "good", own) and second.factor > 2.0
    assert forecasts(log, FORGETFUL)[0].recall == memory.retrievability(900.0, 30.0, own)


def test_facts_and_problems_keep_a_factor_each() -> None:
    had = Memory(10.0, 5.0)
    missed, fact, problem = followed(
        [
            Review("a", 5.0, "again", "items", had),
            Review("b", 5.0, "good", "items", had),
            Review("c", 5.0, "good", "skill", had),
        ]
    )
    assert missed.factor == problem.factor == 1.0 and fact.factor < 1.0


def test_what_was_learned_until_now_stays_as_it_is_whatever_is_judged() -> None:
    """The log of one with other forgetting, followed with the defaults: where these begin the newest, so do others."""
    log, asked = log_of(FORGETFUL, 1500), []
    found = refit.refit(log, lambda older: asked.append(len(older)) or FORGETFUL)  # type: ignore[func-returns-value]
    newest = log[asked[0] :]
    assert found.newest == len(forecasts(newest)) == 300
    assert found.defaults == log_loss(forecasts(newest))
    assert found.after == log_loss(forecasts(newest, found.tried))


def test_only_the_older_reviews_are_fitted() -> None:
    log, seen = log_of(DEFAULTS, 1000), []
    refit.refit(log, lambda older: seen.append(older) or DEFAULTS)  # type: ignore[func-returns-value]
    assert list(seen[0]) == list(log[: len(seen[0])])
    assert len(forecasts(seen[0])) == 800


@pytest.mark.parametrize(
    "odd",
    [[], [1.0] * 20, [math.nan] * 21, [1e9] * 21, [*DEFAULTS[:20], math.inf], [math.nan, *DEFAULTS[1:]], [0.0] * 21],
)
def test_what_is_no_set_of_weights_is_not_used(odd: list[float]) -> None:
    assert not usable(tuple(odd))
    found = refit.refit(log_of(DEFAULTS, 1000), lambda _: odd)
    assert found.outcome == "unusable" and found.weights == found.tried == ()


def test_forecasts_with_the_defaults_named_are_those_without_weights() -> None:
    log = log_of(DEFAULTS, 200)
    named, plain = forecasts(log, DEFAULTS), forecasts(log)
    assert [one.recall for one in named] == pytest.approx([one.recall for one in plain])


@pytest.mark.parametrize(
    ("recall", "recalled", "chance"),
    [(1.0, True, 0.9999), (1.0, False, 0.0001), (0.0, True, 0.0001), (0.0, False, 0.9999), (0.75, False, 0.25)],
)
def test_no_forecast_is_taken_for_certain(recall: float, recalled: bool, chance: float) -> None:
    sure = refit.Forecast(recall, recalled)
    assert log_loss([sure]) == log_loss([sure, sure]) == pytest.approx(-math.log(chance))


def test_a_review_after_half_a_day_tells_of_forgetting_and_none_is_no_loss() -> None:
    log = [Review("a", days, "good", had=Memory(2.0, 5.0)) for days in (0.5, 0.49)]
    assert [len(forecasts([one])) for one in log] == [1, 0]
    assert log_loss([]) == 0.0


days = st.floats(allow_nan=False)  # clocks jump


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(lambda *made: Review(*made), st.sampled_from("abc"), days, RATINGS), max_size=12))
def test_any_log_gives_a_chance_for_each_telling_review(log: list[Review]) -> None:
    found = forecasts(log)
    assert len(forecasts(log[:6])) + len(forecasts(followed(log)[6:])) == len(found)
    assert all(0 <= one.recall <= 1 for one in found)
    assert math.isfinite(log_loss(found))
    assert refit.refit(followed(log), never).reviews == len(found)
