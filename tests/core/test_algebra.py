"""Formulas made at random: written as people write them, read again, compared; and how much work that may be."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tutor.core import algebra, algebra_exact, algebra_sampling, algebra_writing
from tutor.core.algebra_exact import Exact, TooMuch
from tutor.core.algebra_factors import share_a_factor, splits
from tutor.core.algebra_forms import has_form
from tutor.core.algebra_reading import LONGEST, MOST_DEPTH, MOST_NODES, Reading, read
from tutor.core.algebra_tokens import Unreadable, Words
from tutor.core.algebra_tree import (
    Call,
    Constant,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
    Variable,
    depth,
    number,
    size,
)
from tutor.core.algebra_writing import formula_text, tidied

NAMES = ["x", "y", "a", "x_1", "speed", "θ"]
WORDS = Words(frozenset(NAMES))

LEAVES: Any = st.one_of(
    st.integers(0, 12).map(lambda value: Number(Fraction(value))),
    st.fractions(0, 9, max_denominator=8).map(Number),
    st.sampled_from(NAMES).map(Variable),
    st.sampled_from(["e", "π"]).map(Constant),
)


def _grown(inner: Any) -> Any:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    functions = st.sampled_from(["sin", "cos", "tan", "atan", "ln", "sqrt", "abs"])
    return st.one_of(
        inner.map(Negative),
        several.map(Sum),
        several.map(Product),
        st.builds(Quotient, inner, inner),
        st.builds(Power, inner, st.integers(-3, 4).map(number)),
        st.builds(lambda name, one: Call(name, (one,)), functions, inner),
    )


TREES: Any = st.recursive(LEAVES, _grown, max_leaves=8)


@settings(max_examples=400, deadline=None)
@given(tree=TREES)
@example(tree=Negative(Sum((Variable("x"), Negative(Negative(Number(Fraction(1))))))))
@example(tree=Power(Negative(Quotient(Number(Fraction(1)), Number(Fraction(2)))), Number(Fraction(2))))
@example(tree=Product((Variable("x"), Number(Fraction(2)), Number(Fraction(1, 3)))))
@example(tree=Product((Variable("speed"), Variable("x"), Variable("x_1"), Variable("speed"))))
@example(tree=Product((Call("abs", (Variable("x"),)), Call("abs", (Variable("y"),)))))
@example(tree=Quotient(Number(Fraction(1)), Product((Number(Fraction(2)), Variable("x")))))
def test_what_is_written_is_read_as_the_same(tree: Tree) -> None:
    assume(depth(tree) < MOST_DEPTH and algebra.has_values(tree, {}))
    again = read(formula_text(tree), WORDS).left
    assert algebra.equal_formulas(tree, again, {}) == "equal"
    assert algebra.equal_formulas(again, tree, {}) == "equal"
    assert algebra.equal_formulas(tree, tidied(tree), {}) == "equal"


@settings(max_examples=300, deadline=None)
@given(tree=TREES, more=st.fractions(Fraction(1, 9), 9, max_denominator=9))
def test_with_something_added_it_is_another_formula(tree: Tree, more: Fraction) -> None:
    assume(algebra.has_values(tree, {}))
    assert algebra.equal_formulas(tree, Sum((tree, Number(more))), {}) != "equal"


MONOMIALS = [tuple(names) for count in range(4) for names in combinations_with_replacement(["x", "y", "a"], count)]
POLYNOMIALS = st.dictionaries(st.sampled_from(MONOMIALS), st.integers(-20, 20).filter(bool), min_size=1, max_size=6)
STYLES = [("{}", "{}^{}", ""), ("{}", "{}**{}", "*"), ("({})", "{}^{}", " · "), ("{}", "{}^{{{}}}", " ")]


def _in_style(polynomial: dict[tuple[str, ...], int], style: tuple[str, str, str], order: Any) -> str:
    """A polynomial in a person's notation."""
    around, power, times = style
    terms = []
    for monomial in sorted(polynomial, key=order):
        powers = [power.format(name, monomial.count(name)) for name in sorted(set(monomial))]
        terms.append(f"{polynomial[monomial]:+d}".replace("-", "−") + "".join(times + around.format(p) for p in powers))
    return " ".join(terms)


@settings(max_examples=300, deadline=None)
@given(
    polynomial=POLYNOMIALS,
    style=st.sampled_from(STYLES),
    changed=st.sampled_from(range(6)),
    by=st.sampled_from([-1, 1, 2, Fraction(1, 7)]),
    inside=st.sampled_from(["x", "sin(x)", "ln(x)", "√(x+1)"]),
)
def test_one_changed_coefficient_is_noticed(
    polynomial: dict[tuple[str, ...], int], style: tuple[str, str, str], changed: int, by: Any, inside: str
) -> None:
    key = read(_in_style(polynomial, STYLES[0], str), Words()).left
    text = _in_style(polynomial, style, lambda monomial: str(monomial)[::-1])
    monomial = sorted(polynomial)[changed % len(polynomial)]
    other = f"{text} + {by}{''.join(f'*{name}' for name in monomial)}".replace("+ -", "- ")
    assert algebra.equal_formulas(key, read(text, Words()).left, {}) == "equal"
    assert algebra.equal_formulas(key, read(other, Words()).left, {}) == "different"
    for name in ("x",):  # the same where it can only be sampled
        inner = [read(f"({_in_style(polynomial, STYLES[1], str)})".replace(name, f"({inside})"), Words()).left]
        inner += [read(f"({one})".replace(name, f"({inside})"), Words()).left for one in (text, other)]
        assert algebra.equal_formulas(inner[0], inner[1], {}) == "equal"
        assert algebra.equal_formulas(inner[0], inner[2], {}) == "different"


@settings(max_examples=150, deadline=None)
@given(
    roots=st.lists(st.fractions(-6, 6, max_denominator=3), min_size=2, max_size=4),
    many=st.booleans(),
)
def test_a_product_of_linear_factors_is_factored_and_multiplied_out_it_is_not(
    roots: list[Fraction], many: bool
) -> None:
    factors = [read(f"({root.denominator}x - ({root.numerator}){'y' if many else ''})", Words()).left for root in roots]
    product = Product(tuple(factors))
    plain = Exact().ratio(product)[0]
    assert splits(plain, Exact())
    assert has_form(tidied(product), "factored", product)
    terms = [
        Product((number(factor), *(Power(Variable(name), number(power)) for name, power in monomial)))
        for monomial, factor in plain.items()
    ]
    if len(terms) > 1:
        expanded = tidied(Sum(tuple(terms)))
        assert algebra.equal_formulas(product, expanded, {}) == "equal"
        assert has_form(expanded, "expanded", product)
        assert not has_form(expanded, "factored", product)


IRREDUCIBLE = [
    "x^2+1",
    "x^2-2",
    "x^2+x+1",
    "x^4+1",
    "x^6+x^3+1",
    "x^3-2",
    "x^2+y^2",
    "x^2-2y^2",
    "xy+1",
    "x^2+y^2-z^2+1",
    "x^5-x-1",
]


@pytest.mark.parametrize("text", IRREDUCIBLE)
def test_what_cannot_be_taken_apart_counts_as_factored(text: str) -> None:
    tree = read(text, Words()).left
    assert has_form(tree, "factored", tree)


@pytest.mark.parametrize(
    "text",
    ["x^2-1", "x^4+4", "x^4-5x^2+6", "x^6-1", "x^2-y^2", "x^3+y^3", "xy+x+y+1", "x^4+x^2y^2+y^4", "x^2+2xy+y^2-z^2", "4x^2-9"],
)  # fmt: skip
def test_what_can_be_taken_apart_does_not(text: str) -> None:
    tree = read(text, Words()).left
    assert not has_form(tree, "factored", tree)


def test_common_factors_are_seen_in_one_and_several_variables() -> None:
    def polynomial(text: str) -> Any:
        return Exact().ratio(read(text, Words()).left)[0]

    assert share_a_factor(polynomial("x^2-1"), polynomial("x^2+2x+1"), Exact())
    assert share_a_factor(polynomial("x^2-y^2"), polynomial("x^2+2xy+y^2"), Exact())
    assert share_a_factor(polynomial("xy+y"), polynomial("y^2"), Exact())
    assert not share_a_factor(polynomial("x^2+1"), polynomial("x+1"), Exact())
    assert not share_a_factor(polynomial("x+y"), polynomial("x-y"), Exact())
    assert not share_a_factor(polynomial("x+1"), polynomial("y+1"), Exact())


TOWERS = [
    "9^9^9",
    "9^9^9^9^9^9^9^9^9",
    "2^(3^(4^(5^6)))",
    "x^9^9",
    "(x+1)^999999999",
    "(x+y+a+b+c)^400",
    "((((x+y)^9)^9)^9)^9",
    "((((1/3)^99)^99)^99)^99",
    "9!!!!!!!!!!!!",
    "99999999999!",
    "(x!)!!!!!",
    "+".join(["(x+y+a)^40"] * 20),
    "*".join(["(x+y+a+b)"] * 30),
    "+".join(f"1/(x+{n})" for n in range(40)),
    "x" + "/(x+1)" * 30,
    "sin(" * 30 + "x" + ")" * 30,
    "sqrt(2+" * 15 + "x" + ")" * 15,
    "9" * 490,
    "x^" + "9" * 480,
    "1/" * 39 + "3",
    "|" * 20 + "x" + "|" * 20,
    "x^x^x^x^x^x^x^x",
    "e^e^e^e^e^e^e^x",
]


@pytest.mark.parametrize("text", TOWERS, ids=lambda text: text[:30])
def test_towers_take_a_bounded_number_of_steps(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"products": 0, "points": 0, "pieces": 0}
    spend, value = Exact.spend, algebra_sampling.Sampler.value

    def counting(exact: Exact, work: int) -> None:
        spend(exact, work)
        counted["products"] += work

    def sampling(sampler: Any, tree: Tree) -> Any:
        counted["points"] += 1
        return value(sampler, tree)

    monkeypatch.setattr(Exact, "spend", counting)
    monkeypatch.setattr(algebra_sampling.Sampler, "value", sampling)
    tree = read(text, Words()).left
    key = read("x+1", Words()).left
    assert algebra.equal_formulas(key, tree, {}) in ("different", "no value")
    for form in ("factored", "expanded", "simplest"):
        has_form(tree, form, tree)  # type: ignore[arg-type]
    monkeypatch.setattr(algebra_writing, "_piece", lambda tree: writing(counted, tree))
    assert formula_text(tree)
    assert counted["pieces"] <= size(tree)
    assert counted["products"] <= 6 * algebra_exact.MOST_WORK
    assert counted["points"] <= 2 * algebra_sampling.POINTS * MOST_NODES


WRITE_PIECE = algebra_writing._piece


def writing(counted: dict[str, int], tree: Tree) -> tuple[str, int]:
    counted["pieces"] += 1
    return WRITE_PIECE(tree)


def test_exact_numbers_stay_bounded() -> None:
    for text in ("9^9^9", "((((1/3)^99)^99)^99)^99", "(x+y+a+b+c)^400"):
        with pytest.raises(TooMuch):
            Exact().ratio(read(text, Words()).left)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("xy12()|^/*+-!√=, "), max_size=LONGEST))
def test_what_is_read_is_bounded(text: str) -> None:
    try:
        reading = read(text, Words())
    except Unreadable as trouble:
        assert 0 <= trouble.at <= len(text)
        assert trouble.message
        return
    assert isinstance(reading, Reading)
    assert all(size(side) <= MOST_NODES and depth(side) <= MOST_DEPTH for side in reading.sides)
