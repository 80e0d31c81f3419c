"""Sort: putting things into groups."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.item import Mistake, Samples, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds.sort import Sort
from tutor.core.samples import sample_problems
from tutor.core.templates import draw, fill, problems

ZOO = Sort(sort={"mammal": ["whale", "bat", "cow"], "fish": ["shark", "eel"], "bird": ["owl"]})
TWO = Sort(sort={"even": ["2", "4"], "odd": ["3"]})
EMPTY = Sort(sort={"prime": ["2", "3"], "square": ["4"], "both": []})
ODD = Sort(sort={" le  caf\u00e9 ": [" a  b ", "c"], "Le Caf\u00e9": ["C"]})


@pytest.mark.parametrize(
    ("made", "response"),
    [
        pytest.param(ZOO, ZOO.sort, id="as written"),
        pytest.param(
            ZOO, {"fish": ["eel", "shark"], "bird": ["owl"], "mammal": ["cow", "bat", "whale"]}, id="any order"
        ),
        pytest.param(TWO, {" even": [" 2", "4\n"], "odd": ["3"]}, id="white space"),
        pytest.param(TWO, {"even": ["\u200b2", "4"], "odd": ["3"]}, id="invisible character"),
        pytest.param(EMPTY, EMPTY.sort, id="a group that stays empty"),
        pytest.param(EMPTY, {"prime": ["2", "3"], "square": ["4"]}, id="the empty group left out"),
        pytest.param(ODD, {"le cafe\u0301": ["c", "a b"], "Le Café": ["C"]}, id="form of Unicode, case counts"),
    ],
)
def test_right_groups(made: Sort, response: Any) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.score, judged.notes, judged.almost) == (True, 1.0, [], False)


@pytest.mark.parametrize(
    ("made", "response", "hits", "of"),
    [
        pytest.param(TWO, {"even": ["3"], "odd": ["2", "4"]}, 0, 3, id="all wrong"),
        pytest.param(TWO, {"even": ["2", "3", "4"]}, 2, 3, id="all in one group"),
        pytest.param(TWO, {"odd": ["2", "3", "4"]}, 1, 3, id="all in the other"),
        pytest.param(TWO, {"even": ["2", "4"]}, 2, 3, id="one left over"),
        pytest.param(TWO, {}, 0, 3, id="nothing"),
        pytest.param(TWO, {"even": [], "odd": []}, 0, 3, id="empty groups"),
        pytest.param(TWO, {"even": ["2"], "odd": ["3"]}, 2, 3, id="one of the even left over"),
        pytest.param(ZOO, {**ZOO.sort, "mammal": ["bat", "cow"], "fish": ["shark", "eel", "whale"]}, 5, 6, id="whale"),
        pytest.param(ZOO, {"bird": ["bat", "owl"], "fish": ["shark", "eel", "whale"], "mammal": ["cow"]}, 4, 6, id="2"),
        pytest.param(ZOO, {"mammal": ["shark"], "fish": ["owl"], "bird": ["whale"]}, 0, 6, id="round"),
        pytest.param(ZOO, {"bird": ["owl"]}, 1, 6, id="one group"),
        pytest.param(EMPTY, {"both": ["2", "3", "4"]}, 0, 3, id="all where nothing belongs"),
        pytest.param(EMPTY, {"prime": ["2", "3"], "both": ["4"]}, 2, 3, id="one where nothing belongs"),
        pytest.param(ODD, {"Le Café": ["c", "C"], "le café": ["a b"]}, 2, 3, id="case tells things apart"),
    ],
)
def test_wrong_groups_earn_the_share_that_is_right(made: Sort, response: Any, hits: int, of: int) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score) == (False, False, hits / of)
    assert [(note.code, note.values["right"], note.values["of"]) for note in judged.notes] == (
        [("partly", hits, of)] if hits else []
    )


@pytest.mark.parametrize(
    ("made", "response"),
    [
        (TWO, None),
        (TWO, False),
        (TWO, 2),
        (TWO, "even"),
        (TWO, ["2", "4"]),
        (TWO, [["2", "4"], ["3"]]),
        (TWO, {"even": "2"}),
        (TWO, {"even": None}),
        (TWO, {"even": 2}),
        (TWO, {"even": [2]}),
        (TWO, {"even": [["2"]]}),
        (TWO, {"even": {"2": True}}),
        (TWO, {"even": ["5"]}),
        (TWO, {"even": [""]}),
        (TWO, {"even": ["2."]}),
        (TWO, {"Even": ["2"]}),
        (TWO, {"": ["2"]}),
        (TWO, {"prime": []}),
        (TWO, {"even": ["2", "2"]}),
        (TWO, {"even": ["2"], "odd": [" 2"]}),
        (TWO, {"even": ["2"], "even ": ["2"]}),
        (TWO, {"even": ["2", "4", "3", "2"]}),
        (TWO, {"even": ["2"] * 1_000_000}),
        (TWO, {f"g{n}": [] for n in range(100_000)}),
        (TWO, {"even": ["x" * 1_000_000]}),
        (TWO, {"x" * 1_000_000: ["2"]}),
        (TWO, {1: ["2"]}),
        (ODD, {"LE CAFÉ": []}),
        (ZOO, {"fish": ["\x1b[2Jeel"]}),
    ],
)
def test_what_is_no_mapping_of_these_is_a_bad_response(made: Sort, response: Any) -> None:
    with pytest.raises(BadResponse) as caught:
        made.judge(response, Setting())
    assert "\x1b" not in str(caught.value) and len(str(caught.value)) < 150


def test_what_was_left_over_is_counted() -> None:
    (note,) = ZOO.judge({"bird": ["owl", "bat"]}, Setting()).notes
    assert note.values == {"right": 1, "of": 6, "missing": 4, "what": "things"}


def test_a_known_mistake_names_what_lies_wrong() -> None:
    made = Sort(
        sort=ZOO.sort,
        mistakes=[
            Mistake(when=[{"fish": ["whale"]}, {"bird": "bat"}], say="It suckles its young.", name="looks", see="c/s"),
            Mistake(when={"bird": ["owl"]}, say="And the rest?", name="rest"),
        ],
    )
    for response, name in (
        ({**ZOO.sort, "mammal": ["bat", "cow"], "fish": ["shark", "eel", "whale"]}, "looks"),
        ({"fish": ["whale", "owl"]}, "looks"),
        ({"bird": ["owl"]}, "rest"),
        ({"bird": ["owl"], "fish": []}, "rest"),
        ({"bird": ["owl"], "fish": ["cow"]}, ""),
    ):
        assert made.judge(response, Setting()).misconception == name
    assert made.judge({"bird": ["bat", "owl"]}, Setting()).score == 1 / 6
    assert made.response_from({"bird": "bat"}) == {"bird": ["bat"]}


def test_groups_keep_their_order_and_things_are_shuffled() -> None:
    shown = EMPTY.show(Setting(seed=1))
    assert set(shown) == {"groups", "lines"} and shown["groups"] == ["prime", "square", "both"]
    assert sorted(shown["lines"]) == ["2", "3", "4"]
    assert len({tuple(ZOO.show(Setting(seed=seed))["lines"]) for seed in range(1000)}) > 400
    assert ZOO.show(Setting(seed=9)) == ZOO.show(Setting(seed=9))
    other = Sort(sort={"bird": ["cow", "eel", "owl"], "fish": ["bat"], "mammal": ["shark", "whale"]})
    assert other.show(Setting(seed=9))["lines"] == ZOO.show(Setting(seed=9))["lines"]
    assert ODD.show(Setting())["groups"][0] == "le  café"


def test_the_right_answer_is_right() -> None:
    for made in (ZOO, TWO, EMPTY, ODD):
        assert made.judge(made.right_answer(Setting()), Setting()).correct
    assert ODD.right_answer(Setting())["le  café"] == ["a  b", "c"]
    assert ZOO.shape == "groups" and ZOO.listed_wrong() == []
    assert (TWO.guess(), ZOO.guess()) == (pytest.approx(1 / 8), pytest.approx(1 / 3**6))


MANY = [f"thing {n}" for n in range(27)]


@pytest.mark.parametrize(
    ("made", "flaws"),
    [
        (ZOO, []),
        (TWO, []),
        (EMPTY, []),
        (ODD, []),
        (Sort(sort={}), [(("sort",), "few-rows"), (("sort",), "few-rows")]),
        (Sort(sort={"a": ["x", "y"]}), [(("sort",), "few-rows")]),
        (Sort(sort={"a": ["x"], "b": []}), [(("sort",), "few-rows")]),
        (Sort(sort={"a": ["x"], "b": ["y"]}), []),
        (Sort(sort={"a": MANY[:20], "b": MANY[20:]}), [(("sort",), "many-rows")]),
        (Sort(sort={"a": MANY[:20], "b": MANY[20:26]}), []),
        (Sort(sort={name: [] for name in MANY} | {"x": ["a", "b"]}), [(("sort",), "many-rows")]),
        (Sort(sort={"": ["x"], "b": ["y"]}), [(("sort", ""), "empty-row")]),
        (Sort(sort={"a": ["x", " \u200b"], "b": ["y"]}), [(("sort", "a", 1), "empty-row")]),
        (Sort(sort={"a": ["x"], "a ": ["y"]}), [(("sort", "a "), "equal-rows")]),
        (Sort(sort={"a": ["x", "z"], "b": ["y", "x "]}), [(("sort", "b", 1), "equal-rows")]),
        (Sort(sort={"a": ["x", "x"], "b": ["y"]}), [(("sort", "a", 1), "equal-rows")]),
        (Sort(sort={"a": ["x" * 2001], "b": ["y"]}), [(("sort", "a", 0), "long-row")]),
        (
            Sort(sort=TWO.sort, mistakes=[Mistake(condition="response == 1", say="No.")]),
            [(("mistakes", 0, "if"), "no-condition")],
        ),
    ],
)
def test_flaws(made: Sort, flaws: list) -> None:
    assert [(flaw.path, flaw.code) for flaw in made.flaws()] == flaws


def test_an_item_is_tested_against_itself() -> None:
    sound = Sort(
        sort=TWO.sort,
        mistakes=[Mistake(when={"odd": "2"}, say="No."), Mistake(when=[{"even": ["3"]}], say="No.")],
        samples=Samples(right=[{"even": ["4", "2"], "odd": "3"}], wrong=[{"even": ["2"]}]),
    )
    assert list(sample_problems(sound, Setting())) == []
    broken = Sort(
        sort=TWO.sort,
        mistakes=[Mistake(when={"odd": ["7"]}, say="No."), Mistake(when=TWO.sort, say="No.")],
        samples=Samples(right=[{"even": "2"}], wrong=[TWO.sort]),
    )
    assert [(flaw.path, flaw.code) for flaw in sample_problems(broken, Setting())] == [
        (("samples", "right", 0), "sample-fails"),
        (("samples", "wrong", 0), "sample-fails"),
        (("mistakes", 0, "when"), "mistake"),
        (("mistakes", 1, "when"), "mistake-passes"),
    ]


def test_templates_fill_groups_and_things() -> None:
    made = Sort(vars={"a": "2..9"}, sort={"times <<a>>": ["<<2 * a>>", "<<3 * a>>"], "not": ["<<2 * a + 1>>"]})
    assert not list(problems(made)) and not list(sample_problems(made, Setting()))
    assert fill(made, draw(made, 0, {"a": "5"})).sort == {"times 5": ["10", "15"], "not": ["11"]}
    unknown = Sort(vars={"a": "2..9"}, sort={"<<b>>": ["x"], "c": ["y", "<<d>>"]})
    assert [(flaw.path, flaw.code) for flaw in problems(unknown)] == [
        (("sort", "<<b>>"), "unknown-name"),
        (("sort", "c", 1), "unknown-name"),
    ]
    same = Sort(vars={"a": "2..3"}, sort={"x": ["<<a>>", "9"], "y": ["2"]})
    assert {flaw.code for flaw in sample_problems(same, Setting())} == {"equal-rows"}


TEXTS = st.sampled_from(["a", "b", "c", " a", "x", "y", "", "\u200b", "é", "x" * 3000]) | st.text()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, st.lists(TEXTS, max_size=4), max_size=4), ANYTHING, TEXTS, st.lists(TEXTS, max_size=3))
def test_any_response_to_any_sort_is_judged_or_bad(
    groups: dict[str, list[str]], response: Any, group: str, texts: list[str]
) -> None:
    made = Sort(sort=groups, mistakes=[Mistake(when=response), Mistake(when={group: texts})])
    for given_to in (response, {**groups, group: texts}, {group: texts}, groups):
        try:
            judged = made.judge(given_to, Setting())
        except BadResponse:
            continue
        assert isinstance(judged, Judgement) and 0 <= judged.score <= 1
        assert judged.correct == (judged.score == 1.0)
    list(made.flaws())
    made.response_from(response)
    assert 0 <= made.guess() <= 0.5
    json.dumps(made.show(Setting(seed=len(groups))))


@given(
    st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3), min_size=2, max_size=4),
    st.randoms(use_true_random=False),
    st.integers(),
)
def test_a_sound_sort_takes_what_it_shows(groups: dict[str, list[str]], chance: Any, seed: int) -> None:
    made = Sort(sort=groups)
    if list(made.flaws()):
        return
    shown, key = made.show(Setting(seed=seed)), made.right_answer(Setting())
    picked: dict[str, list[str]] = {}
    for text in shown["lines"]:
        picked.setdefault(chance.choice(shown["groups"]), []).append(text)
    hits = sum(text in key[group] for group, texts in picked.items() for text in texts)
    assert made.judge(picked, Setting()).score == hits / len(shown["lines"])
