"""Units 4 and 5 solved again: arithmetic that knows only what the learner reads, over many draws of each template."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from solving import lowest, questions

from tutor.core.kinds import AnyItem

V = dict[str, Any]


def hundredths(a: int, b: int) -> Fraction:
    return Fraction(a, b) * 100


def decimal(value: Fraction) -> str:
    return f"{float(value):g}"


def mixed_parts(value: Fraction, below: int) -> list[str]:
    whole = value.numerator // value.denominator
    return [str(value * below), str(whole), str((value - whole) * below)]


SOLVED: dict[str, Callable[[V], Any]] = {
    "of-a-number/centimetres": lambda v: Fraction(v["a"], v["b"]) * (v["b"] * v["k"]),
    "of-a-number/minutes": lambda v: Fraction(v["a"], v["b"]) * 60,
    "of-a-number/whole-from-part": lambda v: Fraction(v["a"] * v["k"]) / Fraction(v["a"], v["b"]),
    "of-a-number/more-or-less": lambda v: f"{'more' if Fraction(v['a'], v['b']) > 1 else 'less'} than {v['n']}",
    "of-a-number/sale": lambda v: v["b"] * v["k"] * (1 - Fraction(v["a"], v["b"])),
    "of-a-number/bike-tour": lambda v: [
        Fraction(v["b"] * v["k"], v["b"]),
        Fraction(v["a"], v["b"]) * v["b"] * v["k"],
        (1 - Fraction(v["a"], v["b"])) * v["b"] * v["k"],
    ],
    "multiply-whole/times": lambda v: sum([Fraction(v["a"], v["b"])] * v["n"]),
    "multiply-whole/as-a-sum": lambda v: " + ".join([f"{v['a']}/{v['b']}"] * v["n"]),
    "multiply-whole/how-many-parts": lambda v: v["w"] / Fraction(1, v["b"]),
    "multiply-whole/to-mixed": lambda v: mixed_parts(v["n"] * Fraction(v["a"], v["b"]), v["b"]),
    "multiply-whole/flour": lambda v: sum([Fraction(v["a"], v["b"])] * v["n"]),
    "multiply-whole/with-a-letter": lambda v: f"{v['n']}x/{v['b']}",
    "multiply/product": lambda v: Fraction(v["a"], v["b"]) * Fraction(v["c"], v["d"]),
    "multiply/same-bottom": lambda v: Fraction(v["a"], v["b"]) * Fraction(v["c"], v["b"]),
    "multiply/part-of-a-part": lambda v: lowest(Fraction(1, v["m"]) * Fraction(1, v["n"])),
    "multiply/shrinks-or-grows": lambda v: "more" if Fraction(v["a"], v["b"]) * v["n"] > v["n"] else "less",
    "multiply/divide-first": lambda v: Fraction(v["a"], v["b"]) * Fraction(v["b"], v["c"]),
    "multiply/garden": lambda v: [
        f"{v['c']}/{v['d']} × {v['a']}/{v['b']}",
        Fraction(v["a"], v["b"]) * Fraction(v["c"], v["d"]),
    ],
    "multiply/letters": lambda v: f"x^2/{v['m'] * v['n']}",
    "multiply/mixed": lambda v: (v["w"] + Fraction(v["a"], v["b"])) * Fraction(v["c"], v["d"]),
    "divide-by-fraction/fits": lambda v: v["w"] / Fraction(1, v["b"]),
    "divide-by-fraction/bottles": lambda v: v["w"] / Fraction(v["a"], v["b"]),
    "divide-by-fraction/same-parts": lambda v: Fraction(v["a"] * v["c"], v["b"]) / Fraction(v["c"], v["b"]),
    "divide-by-fraction/by-a-half": lambda v: str(2 * v["k"] / Fraction(1, 2)),
    "divide-by-fraction/turned-round": lambda v: 1 / Fraction(v["a"], v["b"]),
    "divide-by-fraction/quotient": lambda v: Fraction(v["a"], v["b"]) / Fraction(v["c"], v["d"]),
    "decimals/larger-decimal": lambda v: max(f"0.{v['a']}", f"0.{v['b']}{v['c']}", key=float),
    "decimals/as-hundredths": lambda v: Fraction(v["a"], 10) * 100,
    "decimals/write-decimal": lambda v: decimal(Fraction(v["a"], 10) + Fraction(v["b"], 100)),
    "decimals/only-hundredths": lambda v: decimal(Fraction(v["b"], 100)),
    "decimals/between": lambda v: (Fraction(v["a"], 10) + Fraction(v["a"] + 1, 10)) / 2,
    "decimals/value-of-digit": lambda v: "hundredths",
    "fraction-decimal/to-decimal": lambda v: decimal(Fraction(v["a"], v["b"])),
    "fraction-decimal/to-fraction": lambda v: lowest(Fraction(v["a"], 10)),
    "fraction-decimal/compare-mixed": lambda v: (
        "the fraction" if Fraction(v["a"], v["b"]) > Fraction(v["c"], 10) else "the decimal"
    ),
    "fraction-decimal/gaps": lambda v: [str(hundredths(v["a"], v["b"]))] * 2,
    "fraction-decimal/divide-to-decimal": lambda v: decimal(Fraction(v["n"], v["b"])),
    "percent/to-percent": lambda v: f"{hundredths(v['a'], v['b'])} %",
    "percent/percent-to-decimal": lambda v: decimal(Fraction(v["p"], 100)),
    "percent/decimal-to-percent": lambda v: f"{Fraction(v['a'], 10) * 100} %",
    "percent/rest-of-percent": lambda v: f"{100 - v['p']} %",
    "percent-of/ten-percent": lambda v: Fraction(10, 100) * v["n"],
    "percent-of/percentage": lambda v: Fraction(10 * v["t"], 100) * 10 * v["n"],
    "percent-of/how-many-percent": lambda v: f"{hundredths(v['a'] * v['k'], v['b'] * v['k'])} %",
    "percent-of/off": lambda v: 20 * v["n"] * (1 - Fraction(5 * v["t"], 100)),
    "percent-of/whole-from-percent": lambda v: v["t"] * v["n"] / Fraction(10 * v["t"], 100),
    "percent-of/tip": lambda v: [
        Fraction(10, 100) * 20 * v["n"],
        Fraction(5, 100) * 20 * v["n"],
        Fraction(115, 100) * 20 * v["n"],
    ],
    "percent-of/as-formula": lambda v: f"{v['p']}/100 x",
}
"""By item: the response that a person who calculates with fractions comes to, from the values in the question."""


def written(solved: Any) -> Any:
    """What the person types."""
    if isinstance(solved, list):
        return [written(one) for one in solved]
    return solved if isinstance(solved, str) else str(solved)


def other(solved: Any) -> Any:
    """A wrong answer near by; None where a text was picked."""
    if isinstance(solved, list):
        near = [other(one) for one in solved]
        return [new or written(one) for new, one in zip(near, solved, strict=True)] if any(near) else None
    return None if isinstance(solved, str) else str(solved + Fraction(1, 7))


@pytest.mark.parametrize("name", SOLVED)
def test_what_independent_arithmetic_finds_is_right_and_what_lies_near_is_not(
    items: dict[str, AnyItem], name: str
) -> None:
    assert items[name].vars
    for filled, setting, _ in questions(items[name]):
        solved = SOLVED[name](setting.values)
        assert filled.judge(written(solved), setting).correct, (setting.values, solved)
        if (near := other(solved)) is not None:
            assert not filled.judge(near, setting).correct, (setting.values, near)


@pytest.mark.parametrize(
    "name",
    [
        "decimals/write-decimal",
        "decimals/only-hundredths",
        "fraction-decimal/to-decimal",
        "fraction-decimal/divide-to-decimal",
        "percent/percent-to-decimal",
    ],
)
def test_where_a_decimal_is_asked_for_neither_a_fraction_nor_another_decimal_is_right(
    items: dict[str, AnyItem], name: str
) -> None:
    for filled, setting, _ in questions(items[name]):
        solved = Fraction(SOLVED[name](setting.values))
        for wrong in (lowest(solved), f"{solved * 100} %", decimal(solved * 10), decimal(solved + Fraction(1, 100))):
            assert not filled.judge(wrong, setting).correct, (setting.values, wrong)


def test_a_product_of_letters_is_not_answered_by_copying_the_question(items: dict[str, AnyItem]) -> None:
    for filled, setting, _ in questions(items["multiply/letters"]):
        values = setting.values
        assert not filled.judge(f"x/{values['m']} * x/{values['n']}", setting).correct, values


def test_every_template_of_the_two_units_is_solved(items: dict[str, AnyItem]) -> None:
    skills = {name.split("/")[0] for name in SOLVED}
    templates = {name for name, item in items.items() if item.vars and name.split("/")[0] in skills}
    assert templates == set(SOLVED)
