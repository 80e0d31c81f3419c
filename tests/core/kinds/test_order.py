"""Order: lines put in order, with and without indentation, distractors and other right orders."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Hint, Mistake, Samples, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds import AnyItem
from tutor.core.kinds.order import Order
from tutor.core.mistakes import hints_for
from tutor.core.samples import sample_problems

FIVE = Order(order=["egg", "larva", "pupa", "moth", "eggs again"])
TWO = Order(order=["first", "second"])
EXTRA = Order(order=["a", "b", "c"], distractors=["x", "y"])
EITHER = Order(order=["shoes", "socks", "coat"], other=[["coat", "socks", "shoes"], ["socks", "shoes", "coat"]])
BRACES = Order(order=["if {", "while {", "}", "}", "end"])
CODE = Order(
    indent=True,
    order=["def f(x):", "    if x:", "        return 1", "    return 0"],
    distractors=["        return 0"],
)
ACCENTS = Order(order=["caf\u00e9", "cafe", "  Caf\u00e9   noir "])


@pytest.mark.parametrize(
    ("made", "response"),
    [
        pytest.param(FIVE, FIVE.order, id="as written"),
        pytest.param(TWO, ["first", "second"], id="two"),
        pytest.param(TWO, [" first ", "second\n"], id="white space around"),
        pytest.param(FIVE, ["egg", "larva", "pupa", "moth", "eggs   again"], id="white space inside"),
        pytest.param(TWO, ["fi\u200brst", "second"], id="invisible character"),
        pytest.param(EXTRA, ["a", "b", "c"], id="distractors left out"),
        pytest.param(EITHER, ["coat", "socks", "shoes"], id="another right order"),
        pytest.param(EITHER, ["socks", "shoes", "coat"], id="a third right order"),
        pytest.param(BRACES, ["if {", "while {", "}", "}", "end"], id="two lines that read the same"),
        pytest.param(CODE, CODE.order, id="indentation"),
        pytest.param(CODE, ["def f(x):", "\tif x:", "\t\treturn 1", "\treturn 0  "], id="tabs are four spaces"),
        pytest.param(CODE, ["def  f(x):", "    if x:", "        return 1", "    return 0"], id="spaces inside code"),
        pytest.param(ACCENTS, ["cafe\u0301", "cafe", "Café noir"], id="another form of Unicode"),
        pytest.param(Order(order=["a\nb", "c"]), ["a b", "c"], id="a line of two lines"),
    ],
)
def test_right_orders(made: Order, response: Any) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.score, judged.notes, judged.almost) == (True, 1.0, [], False)


@pytest.mark.parametrize(
    ("made", "response", "score", "run"),
    [
        pytest.param(TWO, ["second", "first"], 0.0, 0, id="two swapped"),
        pytest.param(FIVE, ["larva", "egg", "pupa", "moth", "eggs again"], 3 / 4, 4, id="neighbours swapped"),
        pytest.param(FIVE, ["eggs again", "egg", "larva", "pupa", "moth"], 3 / 4, 4, id="one strayed far: one line"),
        pytest.param(FIVE, ["larva", "egg", "moth", "pupa", "eggs again"], 2 / 4, 3, id="two pairs swapped"),
        pytest.param(FIVE, FIVE.order[::-1], 0.0, 0, id="backwards is nothing"),
        pytest.param(FIVE, ["egg", "larva", "pupa", "moth"], 3 / 4, 4, id="one left out"),
        pytest.param(FIVE, ["egg", "moth"], 1 / 4, 2, id="two of five"),
        pytest.param(FIVE, ["egg"], 0.0, 0, id="a single line is always in order"),
        pytest.param(FIVE, [], 0.0, 0, id="nothing"),
        pytest.param(EXTRA, ["a", "b", "c", "x"], 1 / 2, 3, id="a distractor costs one"),
        pytest.param(EXTRA, ["a", "x", "b", "c"], 1 / 2, 3, id="wherever it stands"),
        pytest.param(EXTRA, ["a", "b", "c", "x", "y"], 0.0, 3, id="two distractors"),
        pytest.param(EXTRA, ["x", "y"], 0.0, 0, id="only distractors: never below nothing"),
        pytest.param(EXTRA, ["a", "x", "c"], 0.0, 2, id="one for another"),
        pytest.param(EITHER, ["coat", "shoes", "socks"], 1 / 2, 2, id="beside the nearest right order"),
        pytest.param(EITHER, ["shoes", "coat", "socks"], 1 / 2, 2, id="between two right orders"),
        pytest.param(BRACES, ["if {", "}", "while {", "}", "end"], 3 / 4, 4, id="equal lines are not mixed up"),
        pytest.param(BRACES, ["}", "}", "if {", "while {", "end"], 2 / 4, 3, id="both equal lines astray"),
        pytest.param(CODE, [*CODE.order[:3], "        return 0"], 1 / 3, 3, id="the line with the wrong indentation"),
        pytest.param(CODE, ["    return 0", *CODE.order[:3]], 2 / 3, 3, id="indented lines in another order"),
        pytest.param(ACCENTS, ["cafe", "café", "Café noir"], 1 / 2, 2, id="accents tell lines apart"),
    ],
)
def test_wrong_orders_earn_what_is_in_order(made: Order, response: Any, score: float, run: int) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score) == (False, False, pytest.approx(score))
    (note,) = judged.notes
    assert (note.code, note.values.get("right")) == (("partly", run) if run else (note.code, None))
    assert note.code in (["partly"] if run else ["reversed", "no_order", "few_lines"])


@pytest.mark.parametrize(
    ("made", "response"),
    [
        (TWO, None),
        (TWO, True),
        (TWO, 1),
        (TWO, "first"),
        (TWO, "first second"),
        (TWO, {}),
        (TWO, {"lines": ["first", "second"]}),
        (TWO, ["first", 2]),
        (TWO, ["first", None]),
        (TWO, ["first", ["second"]]),
        (TWO, ["first", "third"]),
        (TWO, ["First", "second"]),
        (TWO, ["first.", "second"]),
        (TWO, ["first", ""]),
        (TWO, ["first", "first"]),
        (TWO, ["first", "second", "second"]),
        (TWO, ["first"] * 1_000_000),
        (TWO, ["first", "x" * 1_000_000]),
        (TWO, ["first" + " " * 1_000_000, "second"]),
        (EXTRA, ["a", "b", "x", "x"]),
        (BRACES, ["}", "}", "}"]),
        (CODE, ["def f(x):", "if x:"]),
        (CODE, ["def f(x):", "  if x:"]),
        (CODE, [" def f(x):"]),
        (ACCENTS, ["CAFÉ", "cafe"]),
        (TWO, ["\x1b[2J", "second"]),
    ],
)
def test_what_is_no_list_of_these_lines_is_a_bad_response(made: Order, response: Any) -> None:
    with pytest.raises(BadResponse) as caught:
        made.judge(response, Setting())
    assert "\x1b" not in str(caught.value) and len(str(caught.value)) < 150


def test_the_right_order_nearest_to_the_answer_is_shown_beside_it() -> None:
    made = Order(order=["a", "b", "c", "d"], other=[["c", "d", " a", "b"]])
    assert made.nearest_right(["c", "d", "b", "a"], Setting()) == ["c", "d", "a", "b"]
    assert made.nearest_right(["b", "a", "c", "d"], Setting()) == made.nearest_right([], Setting()) == made.order
    assert EITHER.nearest_right(["socks", "shoes", "coat"], Setting()) == ["socks", "shoes", "coat"]
    for unfit in (None, "coat", ["hat"]):
        assert EITHER.nearest_right(unfit, Setting()) == EITHER.order


def test_what_is_missing_and_what_does_not_belong_is_counted() -> None:
    (note,) = EXTRA.judge(["a", "b", "x"], Setting()).notes
    assert note.values == {"right": 2, "of": 3, "wrong": 1, "missing": 1, "what": "lines"}


def test_known_mistakes_are_lists_or_a_list_of_them_and_keep_the_credit() -> None:
    one = Order(order=FIVE.order, mistakes=[Mistake(when=FIVE.order[1:], say="No egg?", name="no-egg", see="c/s")])
    judged = one.judge(FIVE.order[1:], Setting())
    assert (judged.said, judged.misconception, judged.see, judged.score) == ("No egg?", "no-egg", "c/s", 3 / 4)
    two = Order(order=TWO.order, mistakes=[Mistake(when=[["first"], ["second", " first "]], say="Look.")])
    assert two.judge(["second", "first"], Setting()).said == two.judge(["first"], Setting()).said == "Look."
    assert two.judge(["second"], Setting()).said == ""


def test_conditions_see_the_list_of_lines() -> None:
    made = Order(
        order=EXTRA.order,
        distractors=["x", "y"],
        mistakes=[Mistake(condition="len(response) < 3", say="Use more.")],
        hints=[Hint(when="len(response) == 1", say="One is not enough."), "Think."],
    )
    assert made.judge(["b", "a"], Setting()).said == "Use more."
    assert made.judge(["c", "b", "a"], Setting()).said == ""
    assert hints_for(made, ["b"], Setting()) == ["One is not enough.", "Think."]
    assert made.value_of(["  b", "a"], Setting()) == ["b", "a"]
    assert made.value_of({"b": 1}, Setting()) is None


def test_what_is_shown_is_shuffled_by_the_seed_alone() -> None:
    shown = {tuple(FIVE.show(Setting(seed=seed))["lines"]) for seed in range(400)}
    assert len(shown) > 90
    assert tuple(FIVE.order) not in shown
    assert FIVE.show(Setting(seed=3)) == FIVE.show(Setting(seed=3))
    assert FIVE.show(Setting(seed=1))["lines"] == Order(order=FIVE.order[::-1]).show(Setting(seed=1))["lines"]
    assert set(FIVE.show(Setting())) == {"lines"}


@pytest.mark.parametrize("made", [TWO, EXTRA, EITHER, BRACES, CODE])
def test_what_is_shown_is_never_right_already(made: Order) -> None:
    rights = [made.order, *made.other]
    for seed in range(300):
        lines = made.show(Setting(seed=seed))["lines"]
        assert sorted(lines) == sorted([*made.order, *made.distractors])
        assert [line for line in lines if line in made.order] not in rights


def test_distractors_stand_anywhere() -> None:
    places = {EXTRA.show(Setting(seed=seed))["lines"].index("x") for seed in range(100)}
    assert places == {0, 1, 2, 3, 4}


def test_indentation_is_shown_where_it_counts_and_only_there() -> None:
    assert CODE.show(Setting())["indent"] is True
    assert "        return 1" in CODE.show(Setting())["lines"]
    plain = Order(order=["  a", "b "])
    assert sorted(plain.show(Setting())["lines"]) == ["a", "b"] and plain.right_answer(Setting()) == ["a", "b"]
    assert CODE.right_answer(Setting()) == CODE.order


def test_the_right_answer_is_right_and_a_distractor_in_it_wrong() -> None:
    for made in (FIVE, TWO, EXTRA, EITHER, BRACES, CODE, ACCENTS):
        assert made.judge(made.right_answer(Setting()), Setting()).correct
        assert not any(made.judge(response, Setting()).correct for response in made.listed_wrong())
    assert EXTRA.listed_wrong() == [["a", "b", "c", "x"], ["a", "b", "c", "y"]]


@pytest.mark.parametrize(
    ("made", "guess"),
    [(TWO, 1 / 2), (FIVE, 1 / 120), (BRACES, 1 / 60), (EITHER, 3 / 6), (EXTRA, 1 / 60)],
)
def test_how_easily_it_is_guessed(made: Order, guess: float) -> None:
    assert made.shape == "lines" and made.guess() == pytest.approx(guess)


ROWS = [f"line {n}" for n in range(27)]


@pytest.mark.parametrize(
    ("made", "flaws"),
    [
        (TWO, []),
        (EXTRA, []),
        (EITHER, []),
        (BRACES, []),
        (CODE, []),
        (Order(order=[]), [(("order",), "few-rows")]),
        (Order(order=["a"]), [(("order",), "few-rows")]),
        (Order(order=ROWS[:26]), []),
        (Order(order=ROWS), [(("order",), "many-rows")]),
        (Order(order=ROWS[:20], distractors=ROWS[20:]), [(("order",), "many-rows")]),
        (Order(order=["a", " \u200b", "c"]), [(("order", 1), "empty-row")]),
        (Order(order=["a", "b"], distractors=[""]), [(("distractors", 0), "empty-row")]),
        (Order(order=["a", "    "], indent=True), [(("order", 1), "empty-row")]),
        (Order(order=["a", "x" * 2001]), [(("order", 1), "long-row")]),
        (Order(order=["a", "a"]), [(("order",), "any-order")]),
        (Order(order=["a", "b"], other=[["b", "a"]]), [(("order",), "any-order")]),
        (Order(order=["a", "a"], distractors=["b"]), []),
        (Order(order=["a", "b"], distractors=["c", " b"]), [(("distractors", 1), "equal-rows")]),
        (Order(order=["a", "b"], distractors=["c", "c"]), [(("distractors", 1), "equal-rows")]),
        (Order(order=["a", "b", "c"], other=[["c", "a"]]), [(("or", 0), "other-lines")]),
        (Order(order=["a", "b", "c"], other=[["c", "b", "a"], ["c", "c", "a"]]), [(("or", 1), "other-lines")]),
        (Order(order=["a", "b", "c"], other=[["a", "b", "d"]]), [(("or", 0), "other-lines")]),
        (Order(order=["a", "b"], other=[[]]), [(("or", 0), "other-lines")]),
        (Order(order=["a", "b", "c"], other=[["a", "b ", "c"]]), [(("or", 0), "same-order")]),
        (Order(order=["for x:", "    y"]), [(("order",), "no-indent")]),
        (Order(order=["  x", "x"], indent=True), []),
        (Order(order=["x", "y"], distractors=["  x"], indent=True), []),
    ],
)
def test_flaws(made: Order, flaws: list) -> None:
    assert [(flaw.path, flaw.code) for flaw in made.flaws()] == flaws


def test_an_item_is_tested_against_itself() -> None:
    sound = Order(
        order=["a", "b", "c"],
        mistakes=[Mistake(when=["c", "b", "a"], say="Backwards."), Mistake(when=[["b", "a", "c"]], say="Nearly.")],
        samples=Samples(right=[["a", "b", "c"]], wrong=[["a", "b"], []]),
    )
    assert list(sample_problems(sound, Setting())) == []
    broken = Order(
        order=["a", "b", "c"],
        mistakes=[Mistake(when=["a", "b", "c"], say="No."), Mistake(when=["a", "d"], say="No."), Mistake(when="a")],
        samples=Samples(right=[["c", "b", "a"]], wrong=[["a", "b", "c"]]),
    )
    assert [(flaw.path, flaw.code) for flaw in sample_problems(broken, Setting())] == [
        (("samples", "right", 0), "sample-fails"),
        (("samples", "wrong", 0), "sample-fails"),
        (("mistakes", 0, "when"), "mistake-passes"),
        (("mistakes", 1, "when"), "mistake"),
        (("mistakes", 2, "when"), "mistake"),
    ]


LINES = st.sampled_from(["a", "b", "c", "  a", "\ta", "}", "", "é", "\u200b", "x" * 3000]) | st.text()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | LINES,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(LINES, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(LINES, max_size=5), st.lists(LINES, max_size=3), st.lists(st.lists(LINES)), st.booleans(), ANYTHING, LINES
)
def test_any_response_to_any_order_is_judged_or_bad(
    order: list[str], distractors: list[str], other: list[list[str]], indent: bool, response: Any, line: str
) -> None:
    made = Order(order=order, distractors=distractors, other=other, indent=indent, mistakes=[Mistake(when=response)])
    for given_to in (response, [*order, line], order[::-1]):
        try:
            judged = made.judge(given_to, Setting())
        except BadResponse:
            continue
        assert isinstance(judged, Judgement) and 0 <= judged.score <= 1
        assert judged.correct == (judged.score == 1.0) or list(made.flaws())
    json.dumps(made.show(Setting(seed=len(order))))


@given(st.lists(LINES, min_size=2, max_size=6), st.randoms(use_true_random=False), st.integers())
def test_a_sound_order_is_right_only_as_it_stands(order: list[str], chance: Any, seed: int) -> None:
    made = Order(order=order, indent=True)
    if list(made.flaws()):
        return
    given_to = made.show(Setting(seed=seed))["lines"]
    assert not made.judge(given_to, Setting()).correct
    chance.shuffle(given_to)
    expected = [made._seen(line) for line in given_to] == [made._seen(line) for line in order]
    assert made.judge(given_to, Setting()).correct is expected


def test_indent_without_an_indented_line_is_warned_about() -> None:
    plain, indented = (Order(order=["if x:", line], indent=True) for line in ("print(x)", "    print(x)"))
    assert [(flaw.path, flaw.code, flaw.severity) for flaw in plain.flaws()] == [(("indent",), "no-indent", "warning")]
    assert not list(indented.flaws())


def test_other_right_orders_are_written_under_or() -> None:
    made = msgspec.convert({"type": "order", "order": ["a", "b"], "or": [["b", "a"]]}, AnyItem)
    assert made.judge(["b", "a"], Setting()).correct
