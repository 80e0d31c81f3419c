"""What is explored: computed safely, drawn within its width, and told in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.present.plots import Bar, Explored, Slider, bar_lines, binned, explorable, in_words, plot, shown

LINE = {"plot": ["y = a*x + b"], "points": [["0", "b"]], "vars": {"a": [-5, 5, 0.5], "b": [-5, 5, 1]}}


def dots(line):
    """Columns of a drawn line that have dots of a curve."""
    return [column for column, sign in enumerate(line) if "\u2800" < sign <= "\u28ff"]


def test_values_begin_in_the_middle_on_a_step():
    assert Explored(LINE).start == {"a": 0, "b": 0}
    assert Explored({"vars": {"n": [1, 10, 2]}, "bars": ["n"]}).start["n"] in (5, 7)


@pytest.mark.parametrize(
    ("value", "steps", "moved"), [(0, 1, 0.5), (0, -3, -1.5), (4.8, 1, 5), (5, 1, 5), (-5, -1, -5), (0.3, 0, 0.5)]
)
def test_a_value_moves_by_steps_and_stays_in_its_range(value, steps, moved):
    assert Slider("a", -5, 5, 0.5).moved(value, steps) == moved


def test_a_rising_line_is_drawn_from_the_lower_left_to_the_upper_right():
    explored = Explored({**LINE, "y": [-10, 10]})
    lines = plot(explored, {"a": 1, "b": 0}, 60, 11)[:-1]
    first, last = dots(lines[-1]), dots(lines[0])
    assert max(first) < min(last)
    assert "●" in lines[5]


def test_the_range_of_y_stays_while_the_values_move():
    explored = Explored(LINE)
    assert plot(explored, {"a": 1, "b": 0}, 60, 9)[0][:4] == plot(explored, {"a": -4, "b": 2}, 60, 9)[0][:4]


def test_the_ends_of_the_ranges_stand_beside_and_below():
    lines = plot(Explored({"plot": ["x"], "x": [-2, 3], "y": [-1, 4]}), {}, 40, 8)
    assert lines[0].split()[0] == "4" and lines[7].split()[0] == "−1" and lines[8].split() == ["−2", "0", "3"]


def test_a_pole_is_not_joined_from_top_to_bottom():
    lines = plot(Explored({"plot": ["1/x"], "x": [-1, 1], "y": [-5, 5]}), {}, 41, 20)[:-1]
    lower = {column for line in lines[11:] for column in dots(line)}
    upper = {column for line in lines[:9] for column in dots(line)}
    assert not lower & upper and max(lower) < min(upper)


def test_several_curves_are_told_apart_by_numbers():
    lines = plot(Explored({"plot": ["x", "-x"], "y": [-10, 10]}), {}, 40, 9)
    assert lines[0].endswith("1") and lines[8].endswith("2")


def test_bars_are_as_long_as_their_values_and_say_them():
    lines = bar_lines([Bar("one", 1), Bar("two", 2), Bar("none", None)], 40)
    one, two, none = lines
    assert two.count("█") - 2 * one.count("█") in (0, 1) and two.endswith(" 2") and none.endswith("nothing")


def test_bars_share_a_scale_while_the_values_move():
    explored = Explored({"bars": ["a"], "vars": {"a": [0, 10, 1]}})
    assert explored.longest == 10
    half = bar_lines(explored.bars({"a": 5}), 40, explored.longest)[0].count("█")
    assert bar_lines(explored.bars({"a": 10}), 40, explored.longest)[0].count("█") in (2 * half, 2 * half + 1)


def test_chance_gives_the_same_for_the_same_seed_and_else_something_else():
    block = {"sample": {"of": "dice(6) + dice(6)", "count": 200}}
    assert Explored(block, 1).bars({}) == Explored(block, 1).bars({}) != Explored(block, 2).bars({})
    assert sum(bar.value for bar in Explored(block).bars({})) == 200
    assert {bar.label for bar in Explored(block).bars({})} <= {str(number) for number in range(2, 13)}


def test_many_different_values_are_put_into_ranges():
    bars = binned([number / 7 for number in range(100)])
    assert 5 <= len(bars) <= 14 and sum(bar.value for bar in bars) == 100 and bars[0].label == "0 to 2"


def test_the_picture_is_told_in_words():
    words = in_words(Explored(LINE), {"a": 1, "b": 2}, 3)
    assert words == [
        ("curve", "y = a*x + b"),
        ("x = −10", "y = −8"),
        ("x = 0", "y = 2"),
        ("x = 10", "y = 12"),
        ("point", "x = 0, y = 2"),
    ]


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0"), (-0.0, "0"), (-2.5, "−2.5"), (1 / 3, "0.3333"), (1e30, "1e+30"), (None, "nothing")]
)
def test_numbers_are_short(value, words):
    assert shown(value) == words


@pytest.mark.parametrize("written", ["10^20", "10^99", "10^17 + x/10^3", "x/10^323", "x/10^12"])
def test_a_curve_that_hardly_moves_is_drawn_however_large_or_small_it_is(written):
    explored = Explored({"plot": [written], "x": [0, 1]})
    assert explored.y[0] < explored.y[1]
    assert len(plot(explored, {}, 40, 8)) == 9


def test_only_what_can_be_read_is_drawn():
    explored = Explored({"plot": ["import os", "x +", "x"], "bars": ["nothing_known"], "sample": {"of": "open(1)"}})
    assert [label for label, _ in explored.curves] == ["x"]
    assert explored.bars({}) == [Bar("nothing_known", None)]
    assert explorable({"sample": {"of": "1"}}) and not explorable({"way": "words", "text": "x"})


expressions = st.one_of(
    st.sampled_from(
        ["x", "1/x", "x^x", "9^9^9", "tan(x)", "exp(x^9)", "a*x", "-x", "sqrt(x)", "0*x", "log(x)", "'text'"]
    ),
    st.text(max_size=12),
)
ranges = st.tuples(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6)).map(lambda pair: [pair[0], pair[0] + pair[1]])


@settings(max_examples=150, deadline=None)
@given(st.lists(expressions, max_size=3), ranges, st.integers(10, 80), st.integers(4, 14), st.floats(-5, 5))
def test_whatever_is_explored_is_drawn_within_its_width(texts, x, width, height, value):
    explored = Explored({"plot": texts, "bars": texts, "points": [["a", "a"]], "x": x, "vars": {"a": [-5, 5, 1]}})
    lines = plot(explored, {"a": value}, width, height)
    assert len(lines) == height + 1
    assert all(len(line) <= max(width, 30) for line in lines)
    assert len(in_words(explored, {"a": value})) <= 60
    assert all(len(line) <= max(width, 60) for line in bar_lines(explored.bars({"a": value}), width, explored.longest))
