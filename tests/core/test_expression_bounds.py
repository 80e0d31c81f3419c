"""That no expression runs away, whatever strangers write in it, and that arithmetic is exact."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tutor.core.expression_functions import FUNCTIONS
from tutor.core.expressions import ExpressionError, as_text, evaluate, parse

NAMES = {"a": 3, "b": Fraction(-1, 2), "x": 0.5, "name": "Ana", "response": ["red", 2]}

HOSTILE = {
    "brackets without end": "(" * 500,
    "lists without end": "[" * 500,
    "balanced brackets": "(" * 240 + "1" + ")" * 240,
    "signs": "-" * 499 + "1",
    "nots": "not " * 120 + "true",
    "a tower": "9**9**9",
    "a taller tower": "9^9^9^9^9^9",
    "a tower downwards": "9^-9^9",
    "factorials of factorials": "factorial(factorial(9))",
    "a tower of factorials": "factorial(200)^factorial(200)",
    "10,000 characters": "1+" * 5000,
    "a long number": "9" * 10_000,
    "a billion letters": '"a"*10**9',
    "doubling text": "+".join(["'" + "x" * 100 + "'"] * 4) + "+response",
    "ternaries": "1 if true else " * 33 + "2",
    "powers": "2^" * 240 + "2",
    "quotes": "'" * 499,
    "escaped quotes": "\"\\'" * 166,
    "many choices": "+".join(["comb(999, 499)"] * 30),
    "huge choices": "comb(10^399, 10^398)",
    "the middle of a large triangle": "comb(10^6, 5*10^5)",
    "thin fractions": "+".join(f"1/(10^300+{number})" for number in range(25)),
    "a base near one": "log(big, 1 + 1/10^390)",
    "rounding": "+".join(["round(big/7, 100)"] * 25),
    "many multiples": "lcm(" + ",".join(["big", "big-1"] * 40) + ")",
    "long lists": "+".join(["max(many)"] * 50),
    "spaces": " " * 499 + "@",
    "exponents": "1e" + "9" * 400,
    "a long name": "x" * 500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_expression_ends_soon(text: str) -> None:
    names = {"response": "y" * 1900, "big": 10**399 - 1, "many": list(range(500))}
    assert _seconds(lambda: _outcome(text, names)) < 0.1


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE[name]
        for name in (
            "balanced brackets",
            "a tower",
            "factorials of factorials",
            "10,000 characters",
            "a billion letters",
        )
    ],
)
def test_a_hostile_expression_is_an_error(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text, {})


def _seconds(work: Callable[[], object]) -> float:
    """Processor time: what else the machine does doesn't count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _outcome(text: str, names: dict[str, object]) -> object:
    try:
        return evaluate(text, names)
    except ExpressionError as error:
        return error.message


PIECES = st.sampled_from(
    [
        *FUNCTIONS,
        *"0123456789.+-*/%^()[],<>='\" abxe\\",
        *("**", "//", "not ", " in ", " if ", " else ", " and ", " or ", "true", "name", "response"),
        *("1/3", "sqrt(", "round(", "join(", "10^99", "0.1", "é", "−", "\x00", "\n"),
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join)))
@example("not")
@example("1 not")
@example("(" * 49 + "1" + ")" * 49)
def test_any_text_is_a_value_or_an_expression_error(text: str) -> None:
    try:
        expression = parse(text)
    except ExpressionError as error:
        assert error.message
        assert error.offset is not None
        assert 0 <= error.offset <= len(text)
        return
    try:
        shown = as_text(evaluate(expression, NAMES))
    except ExpressionError as error:
        assert error.offset is not None
        assert "nan" not in error.message
        return
    assert shown not in ("nan", "inf")


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(st.one_of(st.integers(), st.fractions(), st.floats()), max_size=3))
def test_any_function_of_any_numbers_is_a_value_or_an_expression_error(name: str, numbers: list[float]) -> None:
    names = {f"n{index}": number for index, number in enumerate(numbers)}
    _outcome(f"{name}({', '.join(names)})", dict(names))


Tree = tuple[str, Fraction | None]


def _joined(parts: tuple[Tree, str, Tree]) -> Tree:
    (left, a), sign, (right, b) = parts
    text = f"({left}) {sign} ({right})"
    if a is None or b is None or (sign == "/" and b == 0):
        return text, None
    return text, {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else None}[sign]


LEAVES = st.one_of(
    st.integers(-999, 999).map(lambda number: (str(number), Fraction(number))),
    st.decimals(-99, 99, places=2).map(lambda number: (str(number), Fraction(number))),
)
TREES = st.recursive(LEAVES, lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(_joined), max_leaves=12)


@given(TREES)
def test_arithmetic_agrees_with_fractions(tree: Tree) -> None:
    text, expected = tree
    if len(text) <= 500:
        assert _outcome(text, {}) == expected or expected is None


@given(st.fractions(max_denominator=10**6))
def test_a_number_that_is_shown_reads_as_the_same_number(number: Fraction) -> None:
    assert evaluate(as_text(number), {}) == number


@given(st.floats(1e-300, 1e300))
def test_a_float_that_is_shown_reads_as_nearly_the_same(number: float) -> None:
    shown = as_text(-number)
    assert len(shown) <= 18
    assert evaluate(shown, {}) == pytest.approx(-number, rel=1e-9, abs=0)
