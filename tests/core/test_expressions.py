"""The language in which packs compute: what it says, what it refuses, how it shows values."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.core.expression_functions import FUNCTIONS
from tutor.core.expressions import ExpressionError, as_text, evaluate, holds, names_in, parse

HALF = Fraction(1, 2)
NAMES = {
    "a": 3,
    "b": -2,
    "half": HALF,
    "x": 0.5,
    "name": "Ana",
    "response": ["red", "blue"],
    "yes": True,
    "größe": 7,
}

VALUES: list[tuple[str, object]] = [
    # numbers, exactly
    ("7", 7),
    ("007", 7),
    ("1/3 + 1/6", HALF),
    ("0.1 + 0.2", Fraction(3, 10)),
    (".5", HALF),
    ("1.5e3", 1500),
    ("2E-1", Fraction(1, 5)),
    ("6/3", 2),
    ("half * 2", 1),
    ("half + x", 1.0),
    ("größe + 1", 8),
    # operators
    ("2 + 3 * 4", 14),
    ("(2 + 3) * 4", 20),
    ("10 - 4 - 3", 3),
    ("12 / 3 / 2", 2),
    ("-7 // 2", -4),
    ("-7 % 2", 1),
    ("7 % -2", -1),
    ("7.5 % 2", Fraction(3, 2)),
    ("2 ^ 10", 1024),
    ("2 ** 3 ** 2", 512),
    ("-2 ^ 2", -4),
    ("(-2) ^ 2", 4),
    ("2 ^ -1", HALF),
    ("2 ^ -1 * 6", 3),
    ("(2/3) ^ 2", Fraction(4, 9)),
    ("9 ^ 0.5", 3),
    ("0 ^ 0", 1),
    ("1 ^ 10 ^ 300", 1),
    ("(-1) ^ (10 ^ 300 + 1)", -1),
    ("0 ^ 10 ^ 300", 0),
    ("4.0 ^ 0.5 + --1", 3),
    ("+a - +b", 5),
    ("+".join(["1"] * 140), 140),
    # texts and lists
    ("'Ana' + \" and \" + 'Bo'", "Ana and Bo"),
    ('name + "\'s"', "Ana's"),
    (r"'it\'s'", "it's"),
    (r"'\\ \frac'", r"\ \frac"),
    ("[1, 'b', true]", (1, "b", True)),
    ("[]", ()),
    ("[1, 2,]", (1, 2)),
    ("response", ("red", "blue")),
    # comparisons
    ("1 < a <= 3", True),
    ("1 < a < 3", False),
    ("3 > 2 > 1", True),
    ("1/2 == 0.5", True),
    ("1/2 == x", True),
    ("a != 3", False),
    ("'a' == 1", False),
    ("'a' != 1", True),
    ("true == 1", False),
    ("'B' < 'a'", True),
    ("3 >= a", True),
    ("a in [1, 3]", True),
    ("a not in [1, 3]", False),
    ("true in [1]", False),
    ("'red' in response", True),
    ("'na' in name", True),
    ("response == ['red', 'blue']", True),
    ("response == ['blue', 'red']", False),
    # truth and choice
    ("not a == 4 and yes", True),
    ("true or false and false", True),
    ("false and 1/0 == 1", False),
    ("true or unknown", True),
    ("True", True),
    ("1 if a > 2 else 2", 1),
    ("1 if a > 5 else 2 if a > 2 else 3", 2),
    ("'one' if a == 1 else 'more'", "more"),
    ("1 if true else 1/0", 1),
    # functions
    ("abs(b) + abs(1/2)", Fraction(5, 2)),
    ("min(3, 1, 2)", 1),
    ("max([3, 1/2])", 3),
    ("min('b', 'a')", "a"),
    ("max(5)", 5),
    ("floor(-1/2)", -1),
    ("ceil(1/2)", 1),
    ("ceil(exp(1))", 3),
    ("round(2.5)", 3),
    ("round(-2.5)", -3),
    ("round(2.675, 2)", Fraction(268, 100)),
    ("round(1234, -2)", 1200),
    ("round(sqrt(2), 2)", Fraction(141, 100)),
    ("sqrt(16)", 4),
    ("sqrt(9/4)", Fraction(3, 2)),
    ("sqrt(2)", 2**0.5),
    ("gcd(12, 18)", 6),
    ("gcd(12, 18, 27)", 3),
    ("lcm(4, 6, 10)", 60),
    ("sin(0)", 0.0),
    ("cos(0)", 1.0),
    ("tan(0)", 0.0),
    ("exp(0)", 1.0),
    ("log(1)", 0.0),
    ("log(1000, 10)", 3),
    ("log(1/9, 3)", -2),
    ("log(10 ^ 399, 10)", 399),
    ("factorial(5)", 120),
    ("comb(5, 2)", 10),
    ("comb(2, 5)", 0),
    ("comb(10 ^ 300, 10 ^ 300 - 1)", 10**300),
    ("len('Ana')", 3),
    ("len(response)", 2),
    ("upper('straße')", "STRASSE"),
    ("lower('ANA')", "ana"),
    ("join(response, ' and ')", "red and blue"),
    ("join([1, 1/2, 1/3], ', ')", "1, 0.5, 1/3"),
    ("join([])", ""),
    ("signed(3)", "+ 3"),
    ("signed(-2)", "− 2"),
    ("signed(0)", "+ 0"),
    ("signed(-1/3)", "− 1/3"),
    ("frac(2, 4)", "1/2"),
    ("frac(4, 2)", "2"),
    ("frac(-1, 2)", "-1/2"),
    ("frac(1, -2)", "-1/2"),
    ("frac(0.75)", "3/4"),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_an_expression_has_its_value(text: str, value: object) -> None:
    computed = evaluate(text, NAMES)
    assert computed == value
    assert type(computed) is type(value)


REFUSED: list[tuple[str, str, int]] = [
    ("", "an expression is missing", 0),
    ("   ", "an expression is missing", 3),
    ("a +", "something is missing at the end", 3),
    ("a;", "`;` can't be read here", 1),
    ("a . b", "`.` can't be read here", 2),
    ("a\x07", "the character U+0007 can't be read here", 1),
    ("a = 3", "`=` can't be read here; write `==`", 2),
    ("a && b", "`&` can't be read here; write `and`", 2),
    ("3 × 4", "`×` can't be read here; write `*`", 2),
    ("a²", "`²` can't be read here; write `^2`", 1),
    ("2 a", "an operator such as `*` is missing before `a`", 2),
    ("a not b", "`not` can't be read here", 2),
    ("(1", "`(` is never closed with `)`", 0),
    ("(1]", "`(` is never closed with `)`", 0),
    ("1)", "`)` can't be read here", 1),
    ("[1, 2", "`[` is never closed with `]`", 0),
    ("min(1 2)", "an operator such as `*` is missing before `2`", 6),
    ("'open", "the text that begins with ' is never closed", 0),
    ("1 if a", "`if` needs an `else`: `x if c else y`", 0),
    ("a[0]", "`[` can't be read here", 1),
    ("sqrt", "`sqrt` is a function: write `sqrt(…)`", 0),
    ("sqrt(1, 2)", "`sqrt` takes one value, not 2", 0),
    ("round()", "`round` takes 1 or 2 values, not 0", 0),
    ("comb(1)", "`comb` takes 2 values, not 1", 0),
    ("min()", "`min` takes at least one value, not 0", 0),
    ("1 + y", "unknown name `y`; known are a, b, größe, half, name, response, x, yes", 4),
    ("9^9^9", "the number gets too large (at most 400 digits) in `9^9^9`", 0),
    ("1 + 10^399 * 10", "the number gets too large (at most 400 digits) in `10^399 * 10`", 4),
    ("10 ^ -400", "the number gets too large (at most 400 digits) in `10 ^ -400`", 0),
    ("1e99999999", "the number `1e99999999` is too large or too small", 0),
    ("1e400", "the number gets too large (at most 400 digits)", 0),
    ("(10 ^ -399) ^ -0.3", "the number gets too large (at most 400 digits) in `(10 ^ -399) ^ -0.3`", 0),
    ("exp(1000)", "the number gets too large (at most 400 digits) in `exp(1000)`", 0),
    ("2 * (exp(700) * exp(700))", "the number gets too large (at most 400 digits) in `exp(700) * exp(700)`", 5),
    ("2 + 1 / (a - a)", "division by zero in `1 / (a - a)`", 4),
    ("1 // 0", "division by zero in `1 // 0`", 0),
    ("1 % 0", "division by zero in `1 % 0`", 0),
    ("x / 0", "division by zero in `x / 0`", 0),
    ("0 ^ -1", "division by zero in `0 ^ -1`", 0),
    ("0 ^ -0.3", "division by zero in `0 ^ -0.3`", 0),
    ("frac(1, 0)", "division by zero in `frac(1, 0)`", 0),
    ("sqrt(-1)", "a negative number has no square root in `sqrt(-1)`", 0),
    ("(-8) ^ (1/3)", "a negative number has no power that isn't whole in `(-8) ^ (1/3)`", 0),
    ("log(0)", "only positive numbers have a logarithm in `log(0)`", 0),
    ("log(2, 1)", "the base of a logarithm can't be 1 in `log(2, 1)`", 0),
    ("factorial(501)", "`factorial` needs a whole number from 0 to 500 in `factorial(501)`", 0),
    ("factorial(-1)", "`factorial` needs a whole number from 0 to 500 in `factorial(-1)`", 0),
    ("factorial(300)", "the number gets too large (at most 400 digits) in `factorial(300)`", 0),
    ("comb(-1, 2)", "`comb` needs whole numbers from 0 in `comb(-1, 2)`", 0),
    ("gcd(1.5, 2)", "`gcd` needs whole numbers, not 1.5 in `gcd(1.5, 2)`", 0),
    ("round(1, 101)", "`round` takes at most 100 places in `round(1, 101)`", 0),
    ("frac(x)", "`frac` needs exact numbers; 0.5 is rounded in `frac(x)`", 0),
    ("'a' * 3", "`*` needs numbers, not text in `'a' * 3`", 0),
    ("'a' + 1", "`+` adds two numbers or two texts, not text and a number in `'a' + 1`", 0),
    ("-'a'", "`-` needs numbers, not text in `-'a'`", 0),
    ("true + 1", "`+` needs numbers, not true or false in `true + 1`", 0),
    ("response + 1", "`+` needs numbers, not a list in `response + 1`", 0),
    ("'a' < 1", "text and a number have no order in `'a' < 1`", 0),
    ("true < false", "true or false and true or false have no order in `true < false`", 0),
    ("max(1, 'a')", "a number and text have no order in `max(1, 'a')`", 0),
    ("min([])", "`min` of an empty list in `min([])`", 0),
    ("1 in 'abc'", "`in` looks into a list, or for text in text, not for a number in text in `1 in 'abc'`", 0),
    ("yes and a", "`and` needs true or false, not a number in `yes and a`", 0),
    ("not a", "`not` needs true or false, not a number in `not a`", 0),
    ("1 if a else 2", "`if` needs true or false, not a number in `1 if a else 2`", 0),
    ("[[1]]", "a list can't stand here in `[[1]]`", 0),
    ("len(3)", "`len` needs text or a list, not a number in `len(3)`", 0),
    ("upper(3)", "`upper` needs text, not a number in `upper(3)`", 0),
    ("join('abc', ',')", "`join` needs a list, not text in `join('abc', ',')`", 0),
]


@pytest.mark.parametrize(("text", "message", "offset"), REFUSED)
def test_a_wrong_expression_gets_a_sentence_and_a_place(text: str, message: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, NAMES)
    assert (caught.value.message, caught.value.offset) == (message, offset)


@pytest.mark.parametrize(
    "text", ["__import__('os')", "open('/etc/passwd')", "a.__class__", "eval('1')", "lambda: 1", "print(1)", "a := 1"]
)
def test_nothing_of_python_can_be_reached(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text, NAMES)


def test_an_unknown_function_is_told_which_ones_there_are() -> None:
    with pytest.raises(ExpressionError, match=r"no function `root`; there are abs, min, .*, frac"):
        parse("root(2)")


def test_every_function_of_the_contract_is_there_and_no_other() -> None:
    contract = (
        "abs min max round floor ceil sqrt gcd lcm sin cos tan log exp factorial comb len upper lower join signed frac"
    )
    assert list(FUNCTIONS) == contract.split()


def test_names_are_found_without_functions_and_constants() -> None:
    assert names_in("max(a, b) + c if true else 'd'") == {"a", "b", "c"}


def test_a_read_expression_can_be_computed_with_other_values() -> None:
    doubled = parse("2 * a")
    assert [evaluate(doubled, {"a": value}) for value in (1, HALF)] == [2, 1]


def test_a_condition_must_be_true_or_false() -> None:
    assert holds("response < 10", {"response": 3})
    with pytest.raises(ExpressionError, match="needs true or false, not a number"):
        holds("response", {"response": 3})


@pytest.mark.parametrize(
    "value", [None, {"a": 1}, [[1]], [None], float("nan"), float("inf"), 10**400, [0] * 501, object(), b"x", 1j]
)
def test_a_value_that_cannot_be_computed_with_is_an_error_only_where_it_is_used(value: object) -> None:
    assert evaluate("1", {"response": value}) == 1
    with pytest.raises(ExpressionError):
        evaluate("response == 1", {"response": value})


def test_a_long_response_may_be_looked_at_but_not_made_longer() -> None:
    names = {"response": "x" * 100_000}
    assert evaluate("len(response)", names) == 100_000
    for growing in ("response + 'x'", "upper(response)", "join([response])", "lower(response)"):
        with pytest.raises(ExpressionError, match="too long"):
            evaluate(growing, names)


SHOWN: list[tuple[object, str]] = [
    (7, "7"),
    (-7, "-7"),
    (Fraction(5, 2), "2.5"),
    (Fraction(-3, 4), "-0.75"),
    (Fraction(1, 64), "0.015625"),
    (Fraction(1, 128), "1/128"),
    (Fraction(1, 3), "1/3"),
    (Fraction(-22, 7), "-22/7"),
    (3.0, "3"),
    (-0.0, "0"),
    (0.1 + 0.2, "0.3"),
    (2**0.5, "1.414213562"),
    (0.00001, "0.00001"),
    (0.000001, "0.000001"),
    (0.0000001, "1e-7"),
    (123456789012345.0, "123456789000000"),
    (1e15, "1e15"),
    (-1.25e300, "-1.25e300"),
    (99999999999.0, "100000000000"),
    (True, "true"),
    (False, "false"),
    ("Ana", "Ana"),
    ((1, "b", HALF), "1, b, 0.5"),
]


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_values_are_shown_as_people_write_them(value: int | Fraction | float | str | bool, text: str) -> None:
    assert as_text(value) == text
