"""Templates: what a seed draws, now and for ever, and how it gets into an item's texts."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.expressions import ExpressionError, Value
from tutor.core.item import FeedbackSample, Hint, Item, Mistake, Samples
from tutor.core.kinds.number import Number
from tutor.core.template_values import read_template
from tutor.core.templates import draw, fill, variants


class Probe(Item, frozen=True, tag="probe"):
    """A kind of item with every shape of content a kind may have."""

    probe: str = ""
    choices: list[dict[str, str]] = []
    pairs: dict[str, str] = {}
    lines: list[list[str]] = []


SUM = Probe(vars={"a": "2..12", "b": "2..12"}, where="a != b", let={"s": "a + b"})
SHOP = Probe(
    vars={"name": ["Ana", "Bo", "7"], "price": "0.5..2.5 step 0.5", "k": "3"},
    let={"total": "price * k", "share": "total / 7"},
)
RARE = Probe(
    vars={"x": "-50..49", "y": "1..100"}, where="x * y == 143 or x * y == -143", let={"d": "x - y"}
)  # 4 of 10,000 fit, so that all combinations are gone through

GOLDEN: list[tuple[Probe, list[dict[str, Value]]]] = [
    (
        SUM,
        [
            {"a": 12, "b": 9, "s": 21},
            {"a": 2, "b": 12, "s": 14},
            {"a": 2, "b": 12, "s": 14},
            {"a": 4, "b": 8, "s": 12},
            {"a": 12, "b": 11, "s": 23},
            {"a": 3, "b": 5, "s": 8},
        ],
    ),
    (
        SHOP,
        [
            {"name": 7, "price": 2, "k": 3, "total": 6, "share": Fraction(6, 7)},
            {"name": "Ana", "price": Fraction(5, 2), "k": 3, "total": Fraction(15, 2), "share": Fraction(15, 14)},
            {"name": "Ana", "price": Fraction(5, 2), "k": 3, "total": Fraction(15, 2), "share": Fraction(15, 14)},
            {"name": "Ana", "price": 2, "k": 3, "total": 6, "share": Fraction(6, 7)},
            {"name": 7, "price": Fraction(5, 2), "k": 3, "total": Fraction(15, 2), "share": Fraction(15, 14)},
            {"name": "Ana", "price": 1, "k": 3, "total": 3, "share": Fraction(3, 7)},
        ],
    ),
    (
        RARE,
        [
            {"x": -11, "y": 13, "d": -24},
            {"x": -13, "y": 11, "d": -24},
            {"x": -13, "y": 11, "d": -24},
            {"x": 11, "y": 13, "d": -2},
            {"x": -11, "y": 13, "d": -24},
            {"x": -11, "y": 13, "d": -24},
        ],
    ),
]


@pytest.mark.parametrize(("item", "drawn"), GOLDEN, ids=["sum", "shop", "rare"])
def test_a_seed_draws_the_same_values_for_ever(item: Probe, drawn: list[dict[str, Value]]) -> None:
    """Learners' logs keep only seeds: when this fails, the code is wrong, never the values here."""
    assert [draw(item, seed) for seed in range(6)] == drawn


def test_an_item_without_vars_draws_nothing() -> None:
    assert draw(Probe(let={"s": "1"}), 3) == {}
    assert read_template(Probe()).drawn(7) == {}


def test_all_values_of_a_range_are_drawn_and_no_other() -> None:
    item = Probe(vars={"a": "-1..2", "b": "0.5..1.6 step 0.5"})
    drawn = [draw(item, seed) for seed in range(200)]
    assert {values["a"] for values in drawn} == {-1, 0, 1, 2}
    assert {values["b"] for values in drawn} == {Fraction(1, 2), 1, Fraction(3, 2)}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (["-3"], -3),
        (["2.50"], Fraction(5, 2)),
        (["007"], "007"),
        (["1/2"], "1/2"),
        (["1e3"], "1e3"),
        ([""], ""),
        ("5", 5),
        ("2 ^ 10", 1024),
        ("'Ana'", "Ana"),
        ("4..4", 4),
        ("[1, 2]", (1, 2)),
        ("'a..b'", "a..b"),
        (" 6 .. 7 step 5 ", 6),
        ("10..20 step 11", 10),
    ],
)
def test_a_variable_is_a_range_a_list_or_one_value(written: str | list[str], value: object) -> None:
    assert draw(Probe(vars={"v": written}), 0) == {"v": value}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("5..2", "the range is empty: 2 is less than 5"),
        ("1..1.5", "a range of decimals needs its step"),
        ("1..2 step 0", "the step of a range can't be 0"),
        ("1..10000000000", "the range is too long"),
        ("a..b", "write a range as `2..12`"),
        ("1..2..3", "write a range as `2..12`"),
        ([], "a list to choose from holds 1 to 10,000 values"),
        ("", "an expression is missing"),
        ("Ana", "unknown name `Ana`"),
    ],
)
def test_a_variable_that_cannot_be_read_is_an_error(written: str | list[str], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        draw(Probe(vars={"v": written}), 0)


def test_let_goes_in_order_and_sees_what_came_before() -> None:
    assert draw(Probe(vars={"a": "3"}, let={"b": "a + 1", "c": "a * b"}), 0) == {"a": 3, "b": 4, "c": 12}
    with pytest.raises(ExpressionError, match="unknown name `c`"):
        draw(Probe(vars={"a": "3"}, let={"b": "c + 1", "c": "a"}), 0)


def test_where_keeps_let_from_impossible_values() -> None:
    item = Probe(vars={"a": "0..3"}, where="a != 0", let={"q": "12 / a"})
    assert {draw(item, seed)["q"] for seed in range(60)} == {12, 6, 4}


def test_where_may_use_let() -> None:
    item = Probe(vars={"a": "1..9", "b": "1..9"}, let={"s": "a + b"}, where="s == 18")
    assert draw(item, 5) == {"a": 9, "b": 9, "s": 18}


def test_values_that_cannot_be_computed_are_passed_over() -> None:
    item = Probe(vars={"a": "0..1"}, let={"q": "1 / a"})
    assert {draw(item, seed)["a"] for seed in range(20)} == {1}


def test_the_one_fitting_combination_of_many_is_found() -> None:
    item = Probe(vars={"a": "1..100", "b": "1..100"}, where="a == 77 and b == 3")
    assert draw(item, 1) == {"a": 77, "b": 3}


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("a > 100", r"no values of a were found that fit `where: a > 100`"),
        ("a", r"some can't be computed: `where` needs true or false, not a number"),
        ("1 / 0 == a", r"some can't be computed: division by zero in `1 / 0`"),
    ],
)
def test_a_where_that_nothing_fits_is_an_error(where: str, message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        draw(Probe(vars={"a": "1..10"}, where=where), 0)


def test_a_sample_fixes_some_values_and_the_rest_is_drawn() -> None:
    assert draw(SUM, 0, {"a": "100"}) == {"a": 100, "b": 9, "s": 109}
    assert draw(SHOP, 0, {"name": "Cy"})["name"] == "Cy"
    with pytest.raises(ExpressionError, match="no variable `z`"):
        draw(SUM, 0, {"z": "1"})
    with pytest.raises(ExpressionError, match="no values"):
        draw(SUM, 0, {"a": "3", "b": "3"})


def test_hostile_templates_end_soon() -> None:
    heavy = "+".join(["factorial(200) / factorial(199 + b % 2) / 7^400"] * 6)
    names = {f"v{index}": "1..10" for index in range(25)}
    sums = {f"l{index}": "+".join(names) for index in range(25)}
    for item in (
        Probe(vars={"a": "1..100", "b": "1..100"}, where=f"{heavy} < 0"),
        Probe(vars={**names}, let=sums, where="v1 > 10"),
        Probe(vars={f"v{index}": "1..2" for index in range(60)}),
        Probe(vars={"v": ["x"] * 10_001}),
    ):
        begun = time.process_time()
        with pytest.raises(ExpressionError):
            draw(item, 0)
        assert time.process_time() - begun < 5


def test_variants_counts_different_draws_up_to_a_bound() -> None:
    assert variants(Probe()) == 1
    assert variants(Probe(vars={"a": "1..3", "b": ["x", "y"]})) == 6
    assert variants(SUM) == 50
    assert variants(SUM, most=1000) == 110
    assert variants(RARE) == 4
    assert variants(Probe(vars={"a": "0..2"}, let={"q": "1 / a"})) == 2
    assert variants(Probe(vars={"a": "1..1000000"}), most=20) == 20
    assert variants(Probe(vars={"a": "5", "b": "1"}, where="a < b")) == 0


# Filling


def filled(text: str, **values: Value) -> str:
    return fill(Probe(vars={"a": "1"}, ask=text), values).ask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<<a>> and << a * b >>", "3 and -6"),
        ("$\\frac{<<a>>}{<<b>>}$", "$\\frac{3}{-2}$"),
        ("x <<signed(b)>>", "x − 2"),
        ("<<frac(a, 6)>> <<a/6>> <<a/9>>", "1/2 0.5 1/3"),
        ("<<name>>'s <<'>>' + \">>\">>", "Ana's >>>>"),
        (r"<<name + '\'>>'>>", "Ana'>>"),
        ("cout \\<< x \\<< <<a>>", "cout << x << 3"),
        (r"\<<a>>", "<<a>>"),
        ("<<a>>\\<<", "3<<"),
        ("a >> b < c << a >>", "a >> b < c 3"),
        ("<<a>><<b>>", "3-2"),
        ("<<\na\n>>", "3"),
        ("<<a > b>>>", "true>"),
        ("[[<<a>>|three]]", "[[3|three]]"),
        ("no slot", "no slot"),
    ],
)
def test_what_stands_in_angles_is_computed(text: str, shown: str) -> None:
    assert filled(text, a=3, b=-2, name="Ana") == shown


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("1/999", "1/999"),
        ("1/1000", "0.001"),
        ("2/1001", "0.001998001998"),
        ("1/649740", "1/649740"),
        ("9000/1703", "5.284791544"),
        ("-9000/1703", "-5.284791544"),
        ("9000/17", "9000/17"),
        ("3^5/2^30", "2.263113856e-7"),
        ("10^30/1703", "5.871990605e26"),
        ("10^399/(3^800)", "2.009075346e17"),
        ("1/3^800", "2.009075346e-382"),
        ("12345678/10^6", "12.345678"),
        ("[1/3, 1/1703]", "1/3, 1/1703"),
        ("frac(9000, 1703)", "9000/1703"),
    ],
)
def test_a_fraction_in_very_fine_parts_is_told_as_a_decimal(expression: str, shown: str) -> None:
    assert filled(f"<<{expression}>>") == shown


def test_only_what_people_read_is_rounded() -> None:
    x = "<<9000/1703>>"
    hint, mistake = Hint(when="response < " + x, say=x), Mistake(say=x, when=x, name=x)
    item = Probe(vars={"a": "1"}, ask=x, explain=x, hints=[x, hint], mistakes=[mistake], tags=[x])
    told, exact = "5.284791544", "9000/1703"
    item = fill(item, {})
    assert (item.ask, item.explain, item.tags) == (told, told, [exact])
    assert item.hints == [told, Hint(when="response < " + exact, say=told)]
    assert item.mistakes == [Mistake(say=told, when=exact, name=exact)]


def test_what_is_put_in_is_not_filled_again() -> None:
    assert filled("<<a>>", a="<<b>>", b=1) == "<<b>>"


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("hello <<a +>> you", "something is missing at the end, in `<<a +>>`", 11),
        ("ab <<b>>", "unknown name `b`; known are a", 5),
        ("<<1/(a-3)>>", "division by zero in `1/(a-3)`", 2),
        ("<<>>", "an expression is missing, in `<<>>`", 2),
        ("x <<a", "`<<a` is never closed with `>>`; a `<<` that is just text is written `\\<<`", 2),
        ("<<it's>>", "the text that begins with ' is never closed, in `<<it's>>`", 4),
        ("<<a" + " " * 600 + ">>", "`<<a` is never closed with `>>`; a `<<` that is just text is written `\\<<`", 0),
    ],
)
def test_what_cannot_be_computed_names_its_place_in_the_text(text: str, message: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        filled(text, a=3)
    assert (caught.value.message, caught.value.offset) == (message, offset)


def test_every_text_of_an_item_is_filled_but_its_rules() -> None:
    item = Probe(
        vars={"a": "1..9", "b": ["<<a>>"]},
        where="a > 0",
        let={"s": "'<<' + b"},
        ask="<<a>>",
        probe="<<a>> + 1",
        hints=["<<a>>", Hint(when="response < <<a>>", say="more than <<a>>")],
        explain="<<a>>",
        mistakes=[Mistake(when="<<a + 1>>", say="<<a>>"), Mistake(when=[["<<a>>"]], condition="response == a")],
        samples=Samples(right=["<<a>>"], wrong=["x"], feedback=[FeedbackSample(response="<<a>>", name="n")]),
        choices=[{"right": "<<a>>", "because": "of <<a>>"}, {"wrong": "<<a + 1>>"}],
        pairs={"<<a>>": "<<a * 2>>", "left": "right"},
        lines=[["<<a>>"], ["b"]],
    )
    shown = fill(item, {"a": 4})
    assert shown == Probe(
        vars=item.vars,
        where=item.where,
        let=item.let,
        ask="4",
        probe="4 + 1",
        hints=["4", Hint(when="response < 4", say="more than 4")],
        explain="4",
        mistakes=[Mistake(when="5", say="4"), Mistake(when=[["4"]], condition="response == a")],
        samples=Samples(right=["4"], wrong=["x"], feedback=[FeedbackSample(response="4", name="n")]),
        choices=[{"right": "4", "because": "of 4"}, {"wrong": "5"}],
        pairs={"4": "8", "left": "right"},
        lines=[["4"], ["b"]],
    )


def test_an_item_without_vars_is_the_same_object_with_its_angles() -> None:
    item = Probe(ask="cout << x; \\<< <<a>> <<")
    assert fill(item, {"a": 1}) is item


def test_entries_that_become_the_same_are_an_error_not_a_loss() -> None:
    item = Probe(vars={"a": "1", "b": "1"}, pairs={"<<a>>": "x", "<<b>>": "y"})
    with pytest.raises(ExpressionError, match="become the same text"):
        fill(item, draw(item, 0))


def test_filling_has_a_bound() -> None:
    with pytest.raises(ExpressionError, match="too much to compute"):
        filled("<<a>>" * 3000, a="x" * 2000)
    with pytest.raises(ExpressionError, match="too much to compute"):
        filled("<<1+1+1>>" * 10_000)


JSON = st.recursive(
    st.text(max_size=8),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner)),
)


@given(st.text(), st.lists(st.text()), JSON)
def test_texts_without_angles_come_back_as_they_were(ask: str, tags: list[str], when: Any) -> None:
    if "<<" in f"{ask}{tags}{when}":
        return
    item = Probe(vars={"a": "1..3"}, ask=ask, tags=tags, mistakes=[Mistake(when=when, say=ask)])
    assert fill(item, draw(item, 0)) == item


@given(st.text(alphabet="<>\\'\"a1+ ", max_size=40))
def test_any_text_is_filled_or_an_expression_error(text: str) -> None:
    try:
        filled(text, a=1)
    except ExpressionError as error:
        assert error.offset is not None
        assert 0 <= error.offset <= len(text)


@given(st.integers(), st.integers(-50, 50), st.integers(0, 50), st.sampled_from(["a != b", "gcd(a, b) == 1", ""]))
def test_what_is_drawn_fits(seed: int, low: int, width: int, where: str) -> None:
    item = Probe(vars={"a": f"{low}..{low + width}", "b": "1..7"}, where=where, let={"s": "a - b"})
    try:
        values = draw(item, seed)
    except ExpressionError:
        assert variants(item) == 0
        return
    a, b = values["a"], values["b"]
    assert isinstance(a, int)
    assert isinstance(b, int)
    assert low <= a <= low + width
    assert 1 <= b <= 7
    assert values["s"] == a - b
    assert where != "a != b" or a != b
    assert draw(item, seed) == values


def test_decimals_in_sentences_have_the_sign_of_the_language_and_elsewhere_a_point() -> None:
    item = Number(
        ask="¿Cuánto es <<a>> más 1? `<<a>>`, $<<a>>$ y <<b>>",
        vars={"a": "2.5", "b": "7"},
        number="a + 1",
        hints=[Hint(when="true", say="Suma <<a>> y <<a / 3>>.")],
        explain="<<a>>",
    )
    values = draw(item, 1)
    spanish, english = fill(item, values, "es"), fill(item, values)
    assert spanish.ask == "¿Cuánto es 2,5 más 1? `2.5`, $2.5$ y 7" and spanish.explain == "2,5"
    assert english.ask == "¿Cuánto es 2.5 más 1? `2.5`, $2.5$ y 7" and english.explain == "2.5"
    assert fill(item, values, "es-MX").explain == "2.5" and spanish.number == english.number
    assert spanish.hints[0].say.startswith("Suma 2,5 y ")
