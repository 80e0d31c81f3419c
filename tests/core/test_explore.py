"""What a learner explores: ranges, curves and chances, all of it the same for the same seed, none of it without end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.explore import CHANCES, chances, count_of, curve, draws, slider, span, start_of, value_at
from tutor.core.expressions import ExpressionError
from tutor.core.lesson import Sample


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("-5..5", (-5, 5, 0.5)),
        ("0..1", (0, 1, 0.05)),
        ("1..100", (1, 100, 5)),
        ("-1/2..1/2", (-0.5, 0.5, 0.05)),
        ("0..2.5", (0, 2.5, 0.1)),
        ("0..1 step 0.1", (0, 1, 0.1)),
        ("1..6 step 1", (1, 6, 1)),
        ("0..7 step 2", (0, 6, 2)),
    ],
)
def test_a_range_without_a_step_has_about_twenty(written: str, expected: tuple[float, float, float]) -> None:
    assert slider(written) == pytest.approx(expected)


@given(st.integers(-10_000, 10_000), st.integers(1, 10_000))
def test_any_range_has_twelve_to_thirty_two_steps_and_begins_on_one_of_them(low: int, width: int) -> None:
    first, last, step = slider(f"{low}..{low + width}")
    assert 12 <= (last - first) / step <= 32
    start = start_of(first, last, step)
    assert first <= start <= last
    assert (start - first) / step == pytest.approx(round((start - first) / step), abs=1e-6)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2-9", "write `2..9`"),
        ("2 to 9", "write `2..9`"),
        ("5..1", "empty"),
        ("1..1", "empty"),
        ("5", "no range"),
        ("a..b", "unknown name"),
        ("0..10^300", "too large"),
        ("0..1 step 5", "only one value"),
        ("1..2..3", "no range"),
        ("'a'..'b'", "number"),
        ("0..1/10^323", "too small"),
        ("0..1/10^10", "too small"),
        ("0..0.000000001 step 0.0000000001", "too small"),
    ],
)
def test_what_is_no_range_is_said(written: str, says: str) -> None:
    with pytest.raises(ExpressionError, match=says):
        slider(written)


@pytest.mark.parametrize("text", ["y = a*x + 1", "a*x + 1", "f(x) = a*x + 1", " y=a*x+1"])
def test_a_curve_may_say_what_it_is(text: str) -> None:
    assert value_at(curve(text), {"a": 2, "x": 3}) == 7


def test_where_a_curve_is_no_number_there_is_none() -> None:
    assert value_at(curve("1/x"), {"x": 0}) is None
    assert value_at(curve("x > 1"), {"x": 0}) is None
    assert value_at(curve("10^300"), {"x": 0}) is None


def test_chance_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    sample = Sample(of="dice(6) + dice(6)")
    first = draws(sample, {}, 1)
    assert first == draws(sample, {}, 1) != draws(sample, {}, 2)
    assert len(first) == 100 and set(first) <= set(range(2, 13)) and len(set(first)) > 6


@pytest.mark.parametrize(("of", "mean"), [("dice(6)", 3.5), ("coin()", 0.5), ("normal(10, 2)", 10), ("2*coin()", 1)])
def test_each_chance_has_its_mean(of: str, mean: float) -> None:
    found = draws(Sample(of=of, count="1000"), {}, 3)
    assert sum(found) / len(found) == pytest.approx(mean, rel=0.1)


def test_every_chance_is_pinned_so_that_a_seed_means_the_same_for_ever() -> None:
    shown = {of: draws(Sample(of=of, count="4"), {}, 7) for of in ("dice(6)", "coin()", "normal(0, 1)")}
    assert {of.split("(")[0] for of in shown} == CHANCES.keys()
    assert {of: [round(value, 6) for value in found] for of, found in shown.items()} == PINNED


PINNED = {
    "dice(6)": [3.0, 2.0, 3.0, 4.0],
    "coin()": [0.0, 0.0, 0.0, 1.0],
    "normal(0, 1)": [0.321122, -0.796716, 0.138265, 1.040055],
}


def test_the_values_a_learner_moves_reach_the_chances_and_the_count() -> None:
    sample = Sample(of="dice(sides)", count="n")
    found = draws(sample, {"sides": 2, "n": 49.6}, 0)
    assert len(found) == count_of(sample, {"n": 50}) == 50 and set(found) == {1, 2}
    assert chances("dice(sides) + shift").names == {"sides", "shift"}


@pytest.mark.parametrize(
    "of", ["dize(6)", "dice()", "dice(1, 2)", "coin(2)", "normal(1)", "dice(6", "dice(0)", "dice('a')", "dice(10^9)"]
)
def test_what_is_no_chance_is_said(of: str) -> None:
    with pytest.raises(ExpressionError):
        draws(Sample(of=of), {}, 0)


@pytest.mark.parametrize("count", ["0", "100000", "n", "'many'"])
def test_the_count_of_a_sample_is_bounded(count: str) -> None:
    with pytest.raises(ExpressionError):
        draws(Sample(of="coin()", count=count), {}, 0)


@given(st.text(max_size=60))
def test_whatever_a_stranger_writes_is_read_or_refused_with_a_sentence(text: str) -> None:
    for read in (slider, span, curve, chances):
        try:
            read(text)
        except ExpressionError as error:
            assert error.message


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ("1 / (dice(1) - 1)", "in `1 / (dice(1) - 1)`"),
        ("dice(6) coin()", "missing before `coin()`"),
        ("dice(6) + sqrt(coin( ) - 2)", "in `sqrt(coin( ) - 2)`"),
    ],
)
def test_what_is_said_of_a_sample_names_its_chances_as_the_author_wrote_them(of: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        draws(Sample(of=of, count="4"), {}, 0)
    assert said in caught.value.message and "_0_" not in caught.value.message
