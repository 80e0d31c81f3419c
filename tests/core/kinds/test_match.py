"""Match: pairing what belongs together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Hint, Mistake, Samples, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds.match import Match
from tutor.core.samples import sample_problems
from tutor.core.templates import draw, fill, problems

SEATS = Match(match={"France": "Paris", "Spain": "Madrid", "Italy": "Rome", "Peru": "Lima"}, distractors=["Lyon"])
TWO = Match(match={"hot": "cold", "big": "small"})
SHARED = Match(match={"dog": "animal", "rose": "plant", "cat": "animal", "oak": "plant"}, distractors=["stone"])
ODD = Match(match={" le  caf\u00e9 ": "the\u00a0coffee", "la  casa": "the house", "": "nothing"})
CASED = Match(match={"Polish": "of Poland", "polish": "make shine"})


@pytest.mark.parametrize(
    ("made", "response"),
    [
        pytest.param(SEATS, SEATS.match, id="as written"),
        pytest.param(SEATS, dict(reversed(SEATS.match.items())), id="in another order"),
        pytest.param(SEATS, {**SEATS.match, "France": " Paris\n"}, id="white space around"),
        pytest.param(TWO, {" hot": "cold", "big ": "small"}, id="white space around the left"),
        pytest.param(TWO, {"hot": "co\u200bld", "big": "small"}, id="invisible character"),
        pytest.param(SHARED, SHARED.match, id="two lefts share a right"),
        pytest.param(
            SHARED, {"cat": "animal", "dog": "animal", "oak": "plant", "rose": "plant"}, id="shared, other order"
        ),
        pytest.param(ODD, {"le cafe\u0301": "the coffee", "la casa": "the house", "": "nothing"}, id="form of Unicode"),
        pytest.param(CASED, CASED.match, id="case tells the lefts apart"),
    ],
)
def test_right_pairs(made: Match, response: Any) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.score, judged.notes, judged.almost) == (True, 1.0, [], False)


@pytest.mark.parametrize(
    ("made", "response", "hits", "of"),
    [
        pytest.param(TWO, {"hot": "small", "big": "cold"}, 0, 2, id="crossed"),
        pytest.param(TWO, {"hot": "cold", "big": "cold"}, 1, 2, id="one right twice"),
        pytest.param(TWO, {"hot": "cold"}, 1, 2, id="one left open"),
        pytest.param(TWO, {}, 0, 2, id="nothing"),
        pytest.param(TWO, {"hot": "small"}, 0, 2, id="one, wrong"),
        pytest.param(SEATS, {**SEATS.match, "France": "Lyon"}, 3, 4, id="a distractor"),
        pytest.param(SEATS, dict.fromkeys(SEATS.match, "Lyon"), 0, 4, id="only the distractor"),
        pytest.param(SEATS, {**SEATS.match, "France": "Madrid", "Spain": "Paris"}, 2, 4, id="two crossed"),
        pytest.param(SEATS, {"France": "Madrid", "Spain": "Rome", "Italy": "Lima", "Peru": "Paris"}, 0, 4, id="round"),
        pytest.param(SEATS, dict.fromkeys(SEATS.match, "Rome"), 1, 4, id="one right everywhere"),
        pytest.param(SEATS, {"Peru": "Lima", "Italy": "Rome"}, 2, 4, id="half of it"),
        pytest.param(SHARED, {**SHARED.match, "dog": "plant"}, 3, 4, id="shared: one astray"),
        pytest.param(SHARED, {"dog": "animal"}, 1, 4, id="shared: only the first takes it"),
        pytest.param(SHARED, {"cat": "animal"}, 1, 4, id="shared: only the second takes it"),
        pytest.param(SHARED, {**SHARED.match, "oak": "stone", "cat": "stone"}, 2, 4, id="shared: distractors"),
        pytest.param(CASED, {"Polish": "make shine", "polish": "of Poland"}, 0, 2, id="case counts"),
    ],
)
def test_wrong_pairs_earn_the_share_that_is_right(made: Match, response: Any, hits: int, of: int) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score) == (False, False, hits / of)
    assert [(note.code, note.values["right"], note.values["of"]) for note in judged.notes] == (
        [("partly", hits, of)] if hits else []
    )


@pytest.mark.parametrize(
    ("made", "response"),
    [
        (TWO, None),
        (TWO, True),
        (TWO, 2),
        (TWO, "hot cold"),
        (TWO, ["cold", "small"]),
        (TWO, [["hot", "cold"], ["big", "small"]]),
        (TWO, {"hot": 1}),
        (TWO, {"hot": None}),
        (TWO, {"hot": ["cold"]}),
        (TWO, {"hot": {"cold": 1}}),
        (TWO, {"warm": "cold"}),
        (TWO, {"hot": "warm"}),
        (TWO, {"Hot": "cold"}),
        (TWO, {"hot": "Cold"}),
        (TWO, {"hot": "cold."}),
        (TWO, {"hot": ""}),
        (TWO, {"": "cold"}),
        (TWO, {"hot": "cold", " hot": "small"}),
        (TWO, {"cold": "hot"}),
        (TWO, {1: "cold"}),
        (TWO, {"hot": "cold", "big": "small", "old": "new"}),
        (TWO, {f"n{n}": "cold" for n in range(100_000)}),
        (TWO, {"hot": "x" * 1_000_000}),
        (TWO, {"x" * 1_000_000: "cold"}),
        (SEATS, {"France": "\x1b[2JParis"}),
    ],
)
def test_what_is_no_mapping_of_these_is_a_bad_response(made: Match, response: Any) -> None:
    with pytest.raises(BadResponse) as caught:
        made.judge(response, Setting())
    assert "\x1b" not in str(caught.value) and len(str(caught.value)) < 150


def test_what_was_left_open_is_counted() -> None:
    (note,) = SEATS.judge({"Peru": "Lima", "Spain": "Rome"}, Setting()).notes
    assert note.values == {"right": 1, "of": 4, "missing": 2, "what": "pairs"}


def test_a_known_mistake_names_the_pairs_that_make_it() -> None:
    made = Match(
        match=SEATS.match,
        distractors=["Lyon"],
        mistakes=[
            Mistake(when=[{"France": "Lyon"}, {"Spain": " Lima"}], say="Not the seat.", name="city", see="c/s"),
            Mistake(when={"Peru": "Lima"}, say="And the others?", name="one"),
            Mistake(when={}, say="Try.", name="none"),
        ],
    )
    for response, name in (
        ({"France": "Lyon"}, "city"),
        ({**SEATS.match, "France": "Lyon"}, "city"),
        ({"Spain": "Lima", "Peru": "Lima"}, "city"),
        ({"Peru": "Lima"}, "one"),
        ({"Peru": "Lima", "Italy": "Paris"}, ""),
        ({}, "none"),
    ):
        assert made.judge(response, Setting()).misconception == name
    judged = made.judge({**SEATS.match, "France": "Lyon"}, Setting())
    assert (judged.said, judged.see, judged.score) == ("Not the seat.", "c/s", 3 / 4)
    assert made.judge(SEATS.match, Setting()).correct


def test_lefts_keep_their_order_and_rights_are_shuffled_each_once() -> None:
    shown = SHARED.show(Setting(seed=1))
    assert set(shown) == {"left", "right"}
    assert shown["left"] == ["dog", "rose", "cat", "oak"]
    assert sorted(shown["right"]) == ["animal", "plant", "stone"]
    orders = {tuple(SEATS.show(Setting(seed=seed))["right"]) for seed in range(500)}
    assert len(orders) > 100
    assert SEATS.show(Setting(seed=9)) == SEATS.show(Setting(seed=9))
    assert Match(match={"a": "x ", "b": "x", "c": " y "}).show(Setting())["right"].count("x") == 1


def test_a_right_stands_by_its_left_no_oftener_than_by_chance() -> None:
    beside = sum(SEATS.show(Setting(seed=seed))["right"][0] == "Paris" for seed in range(2000))
    assert 300 < beside < 500


def test_the_right_answer_is_right_and_distractors_are_listed_wrong() -> None:
    for made in (SEATS, TWO, SHARED, ODD, CASED):
        assert made.judge(made.right_answer(Setting()), Setting()).correct
    assert SEATS.listed_wrong() == [{**SEATS.match, "France": "Lyon"}]
    assert not SEATS.judge(SEATS.listed_wrong()[0], Setting()).correct
    assert ODD.right_answer(Setting())["le  caf\u00e9"] == "the\u00a0coffee"


@pytest.mark.parametrize(
    ("made", "guess"),
    [(TWO, 1 / 2), (SEATS, 1 / 120), (SHARED, 1 / 81), (Match(match={"a": "x", "b": "y", "c": "z"}), 1 / 6)],
)
def test_how_easily_it_is_guessed(made: Match, guess: float) -> None:
    assert made.shape == "pairs" and made.guess() == pytest.approx(guess)


MANY = {f"left {n}": f"right {n}" for n in range(27)}


@pytest.mark.parametrize(
    ("made", "flaws"),
    [
        (SEATS, []),
        (TWO, []),
        (SHARED, []),
        (CASED, []),
        (Match(match={}), [(("match",), "few-rows")]),
        (Match(match={"a": "b"}), [(("match",), "few-rows")]),
        (Match(match={"a": "b"}, distractors=["c"]), [(("match",), "few-rows")]),
        (Match(match={"a": "x", "b": " x"}), [(("match",), "few-rows")]),
        (Match(match={"a": "x", "b": "x"}, distractors=["y"]), []),
        (Match(match=MANY), [(("match",), "many-rows")]),
        (Match(match=dict(list(MANY.items())[:26])), []),
        (Match(match=dict(list(MANY.items())[:26]), distractors=["z"]), [(("match",), "many-rows")]),
        (Match(match={"a": "x", "": "y"}), [(("match", ""), "empty-row")]),
        (Match(match={"a": "x", "b": " \u200b"}), [(("match", "b"), "empty-row")]),
        (Match(match={"a": "x", "b": "y"}, distractors=["z", ""]), [(("distractors", 1), "empty-row")]),
        (Match(match={"a": "x", "a ": "y"}), [(("match", "a "), "equal-rows")]),
        (Match(match={"a": "x", "b": "y"}, distractors=["x"]), [(("distractors", 0), "equal-rows")]),
        (Match(match={"a": "x", "b": "y"}, distractors=["z", "z "]), [(("distractors", 1), "equal-rows")]),
        (Match(match={"a": "x", "b": "y" * 2001}), [(("match", "b"), "long-row")]),
        (
            Match(match=TWO.match, mistakes=[Mistake(condition="response == 1", say="No.")]),
            [(("mistakes", 0, "if"), "no-condition")],
        ),
        (
            Match(match=TWO.match, hints=["Think.", Hint(when="response == 1", say="No.")]),
            [(("hints", 1, "if"), "no-condition")],
        ),
    ],
)
def test_flaws(made: Match, flaws: list) -> None:
    assert [(flaw.path, flaw.code) for flaw in made.flaws()] == flaws


def test_an_item_is_tested_against_itself() -> None:
    sound = Match(
        match=SEATS.match,
        distractors=["Lyon"],
        mistakes=[Mistake(when={"France": "Lyon"}, say="No.")],
        samples=Samples(right=[SEATS.match], wrong=[{"France": "Paris"}, {}]),
    )
    assert list(sample_problems(sound, Setting())) == []
    broken = Match(
        match=TWO.match,
        mistakes=[Mistake(when=TWO.match, say="No."), Mistake(when=[{"hot": "x"}, "hot"], say="No.")],
        samples=Samples(right=[{"hot": "small"}], wrong=[TWO.match]),
    )
    found = [(flaw.path, flaw.code, flaw.message) for flaw in sample_problems(broken, Setting())]
    assert found == [
        (("samples", "right", 0), "sample-fails", "the sample “hot: small” is not judged right"),
        (("samples", "wrong", 0), "sample-fails", "the sample “hot: cold; big: small” is not judged wrong"),
        (("mistakes", 0, "when"), "mistake-passes", "the known mistake “hot: cold; big: small” is accepted as right"),
        (("mistakes", 1, "when"), "mistake", "the known mistake “hot: x” is not an answer of this kind"),
    ]


def test_templates_fill_both_sides_and_the_mistakes() -> None:
    made = Match(
        vars={"a": "2..4"},
        match={"<<a>> + 1": "<<a + 1>>", "<<a>> + 2": "<<a + 2>>"},
        distractors=["<<a * 10>>"],
        mistakes=[Mistake(when={"<<a>> + 1": "<<a * 10>>"}, say="<<a>>?")],
    )
    assert not list(problems(made)) and not list(sample_problems(made, Setting()))
    filled = fill(made, draw(made, 0, {"a": "3"}))
    assert filled.match == {"3 + 1": "4", "3 + 2": "5"} and filled.distractors == ["30"]
    assert filled.judge({"3 + 1": "30"}, Setting()).said == "3?"


def test_what_is_wrong_in_a_key_of_a_template_is_found() -> None:
    unknown = Match(vars={"a": "2..4"}, match={"<<b>>": "x", "c": "<<a>>"})
    assert [(flaw.path, flaw.code) for flaw in problems(unknown)] == [(("match", "<<b>>"), "unknown-name")]
    open_ended = Match(vars={"a": "2..4"}, match={"<<a": "x", "c": "y"})
    assert [(flaw.path, flaw.code) for flaw in problems(open_ended)] == [(("match", "<<a"), "bad-expression")]
    equal = Match(vars={"a": "2..4"}, match={"<<a>>": "x", "<<a + 0>>": "y"})
    assert "not-computable" in {flaw.code for flaw in problems(equal)}
    same = Match(vars={"a": "2..4"}, match={"x": "<<a>>", "y": "<<a + 1>>"}, distractors=["4"])
    assert {flaw.code for flaw in sample_problems(same, Setting())} == {"equal-rows"}


TEXTS = st.sampled_from(["a", "b", "c", " a", "x", "y", "", "\u200b", "é", "x" * 3000]) | st.text()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, TEXTS, max_size=5), st.lists(TEXTS, max_size=3), ANYTHING, TEXTS, TEXTS)
def test_any_response_to_any_match_is_judged_or_bad(
    pairs: dict[str, str], distractors: list[str], response: Any, left: str, right: str
) -> None:
    made = Match(match=pairs, distractors=distractors, mistakes=[Mistake(when=response), Mistake(when={left: right})])
    for given_to in (response, {**pairs, left: right}, {left: right}):
        try:
            judged = made.judge(given_to, Setting())
        except BadResponse:
            continue
        assert isinstance(judged, Judgement) and 0 <= judged.score <= 1
        assert judged.correct == (judged.score == 1.0)
    list(made.flaws())
    assert 0 < made.guess() <= 0.5
    json.dumps(made.show(Setting(seed=len(pairs))))


@given(st.dictionaries(TEXTS, TEXTS, min_size=2, max_size=6), st.randoms(use_true_random=False), st.integers())
def test_a_sound_match_takes_what_it_shows(pairs: dict[str, str], chance: Any, seed: int) -> None:
    made = Match(match=pairs)
    if list(made.flaws()):
        return
    shown = made.show(Setting(seed=seed))
    key = made.right_answer(Setting())
    picked = {left: chance.choice(shown["right"]) for left in shown["left"]}
    assert made.judge(picked, Setting()).score == sum(
        "".join(picked[left].split()) == "".join(key[left].split()) for left in key
    ) / len(key) or any(not text.isascii() for text in (*pairs, *pairs.values()))
    assert made.judge({left: key[left] for left in shown["left"]}, Setting()).correct
