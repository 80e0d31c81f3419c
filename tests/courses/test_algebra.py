"""Algebra solved again: the mathematics of each question is read and computed with from scratch, over many draws."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from math import lcm
from typing import Any

import algebra_later
import pytest
from shipped import items_of
from solving import Solver, check_solver, questions
from tex_arithmetic import Poly, maths, put_in, read, solved

from tutor.core.kinds import AnyItem

COURSE = "algebra"
V = dict[str, Any]


def first(ask: str) -> str:
    return maths(ask)[0]


def value(ask: str, _shown: V) -> Fraction:
    return read(first(ask)).number


def value_for(ask: str, _shown: V) -> Fraction:
    """`What is $…$ for $x = …$ and $y = …$?`"""
    expression, *given = maths(ask)
    pairs = (one.split("=") for one in given)
    return put_in(read(expression), {letter.strip(): read(number).number for letter, number in pairs})


def equation(ask: str, _shown: V) -> Fraction:
    return solved(first(ask))


def simpler(ask: str, _shown: V) -> str:
    return read(maths(ask)[-1]).text()


def numbers(ask: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", ask.replace("−", "-"))]


def larger(ask: str, shown: V) -> str:
    both = [choice["text"] for choice in shown["choices"] if choice["text"].startswith("$")]
    return max(both, key=lambda text: read(text.strip("$")).number)


def turned(ask: str, _shown: V) -> Fraction:
    above, below, result = re.findall(r"\d+|x", first(ask))
    assert below == "x"
    return Fraction(int(above), int(result))


def fits(ask: str, shown: V) -> str:
    """Whether the number that is named makes the equation true."""
    given, tried = maths(ask)
    left, right = (put_in(read(side), {"x": read(given.split("=")[1]).number}) for side in tried.split("="))
    return "yes" if left == right else "no"


def edge(ask: str, shown: V) -> str:
    given, tried = maths(ask)
    left, sign, right = re.split(r"(<|>|\\le|\\ge)", tried)
    both = put_in(read(left), {"x": read(given.split("=")[1]).number}), read(right).number
    true = {"<": both[0] < both[1], ">": both[0] > both[1], "\\le": both[0] <= both[1], "\\ge": both[0] >= both[1]}
    return "yes" if true[sign] else "no"


def same_numbers(ask: str, shown: V) -> str:
    """The choice that holds for the same numbers as the inequality of the question."""
    wanted = half_line(first(ask))
    texts = (choice["text"] for choice in shown["choices"])
    return next(text for text in texts if half_line(text.strip("$")) == wanted)


def half_line(inequality: str) -> tuple[Fraction, bool]:
    """Where the numbers end for which a linear inequality holds, and whether they lie below."""
    edge_at = solved(re.sub("[<>]", "=", inequality))
    return edge_at, holds(inequality, edge_at - 1)


def holds(inequality: str, x: Fraction) -> bool:
    left, sign, right = re.split(r"(<|>)", inequality)
    one, other = put_in(read(left), {"x": x}), put_in(read(right), {"x": x})
    return one < other if sign == "<" else one > other


def smallest_whole(ask: str, _shown: V) -> int:
    return next(number for number in count(0) if holds(first(ask), Fraction(number)))


def below_or_above(ask: str, _shown: V) -> str:
    """Of $b - ax > c$, as a person types it."""
    edge_at, below = half_line(first(ask))
    return f"x {'<' if below else '>'} {edge_at}"


def points(ask: str) -> list[tuple[Fraction, Fraction]]:
    found = re.findall(r"\((-?\d+), (-?\d+)\)", ask.replace("−", "-"))
    return [(Fraction(x), Fraction(y)) for x, y in found]


def steepness(ask: str, _shown: V) -> Fraction:
    (x, y), (x2, y2) = points(ask)
    return (y2 - y) / (x2 - x)


def of_graph(ask: str) -> Poly:
    """What `y` is on the graph of the question."""
    return read(first(ask).partition("=")[2])


def y_there(ask: str, _shown: V) -> Fraction:
    return put_in(of_graph(ask), {"x": read(maths(ask)[1].partition("=")[2]).number})


def x_there(ask: str, _shown: V) -> Fraction:
    return solved(f"{first(ask).partition('=')[2]} = {maths(ask)[1].partition('=')[2]}")


def lies_on(ask: str, _shown: V) -> str:
    [(x, y)] = points(ask)
    return "yes" if put_in(read(maths(ask)[1].partition("=")[2]), {"x": x}) == y else "no"


def meeting(ask: str, _shown: V) -> Fraction:
    """The `x` at which two graphs meet."""
    one, other = (tex.partition("=")[2] for tex in maths(ask) if tex.startswith("y ="))
    return solved(f"{one} = {other}")


def both(ask: str) -> tuple[Fraction, Fraction]:
    """The x and y of two equations, by Cramer's rule."""
    rows = []
    for tex in [one for one in maths(ask) if "=" in one][:2]:
        left, right = (read(side) for side in tex.split("="))
        rows.append((left - right).terms)
    (a, b, c), (d, e, f) = (
        (one.get(("x",), Fraction(0)), one.get(("y",), Fraction(0)), -one.get((), Fraction(0))) for one in rows
    )
    whole = a * e - b * d
    return (c * e - b * f) / whole, (a * f - c * d) / whole


READ: dict[str, Solver] = {
    **dict.fromkeys(
        [
            "below-zero/add-signs", "below-zero/subtract-negative", "below-zero/go-down", "below-zero/times",
            "below-zero/power-of-negative", "below-zero/minus-power", "below-zero/chain",
        ],
        value,
    ),
    "below-zero/which-larger": larger,
    "below-zero/temperature": lambda ask, _: numbers(ask)[0] - numbers(ask)[1],
    **dict.fromkeys(
        [
            "put-in/linear", "put-in/negative-in", "put-in/square-in", "put-in/square-negative-in",
            "put-in/two-letters", "put-in/fraction-in",
        ],
        value_for,
    ),
    "put-in/which-value": lambda ask, _: Fraction(numbers(ask)[1], numbers(ask)[0]),
    **dict.fromkeys(
        [
            "like-terms/two-terms", "like-terms/with-one", "like-terms/number-apart", "like-terms/with-minus",
            "like-terms/two-letters-together", "like-terms/squares-apart", "distribute/simple",
            "distribute/minus-inside", "distribute/negative-factor", "distribute/minus-bracket",
            "distribute/and-together", "distribute/two-brackets", "distribute/letter-before", "distribute/halves",
        ],
        simpler,
    ),
    **dict.fromkeys(
        [
            "balance/add-step", "balance/subtract-step", "balance/times-step", "balance/divide-step",
            "balance/negative-solution", "balance/minus-x", "two-steps/plus", "two-steps/minus-before-x",
            "two-steps/fraction-solution", "two-steps/over", "two-steps/like-terms-first",
            "both-sides/more-on-the-left", "both-sides/more-on-the-right", "both-sides/minus-on-one-side",
            "both-sides/bracket", "both-sides/bracket-and-x", "both-sides/minus-a-bracket", "with-fractions/over-bar",
            "with-fractions/fraction-before", "with-fractions/two-fractions", "with-fractions/fraction-and-number",
            "with-fractions/equal-fractions", "with-fractions/decimals",
        ],
        equation,
    ),
    "two-steps/minus": lambda ask, _: solved(f"{maths(ask)[1]} = {numbers(ask)[-1]}"),
    "two-steps/negative-result": lambda ask, _: solved(maths(ask)[1]),
    "balance/box": lambda ask, _: solved(first(ask).replace("\\square", "x")),
    "balance/test-solution": fits,
    "with-fractions/below": lambda ask, _: turned(ask.replace("\\frac", ""), {}),
    "with-fractions/by-what": lambda ask, _: lcm(*(int(one) for one in re.findall(r"\}\{(\d+)\}", ask))),
    "inequalities/solve-plus": same_numbers,
    "coordinates/on-the-graph": y_there,
    "coordinates/find-x": x_there,
    "coordinates/is-it-on": lies_on,
    "coordinates/axis": lambda ask, _: put_in(of_graph(ask), {"x": Fraction(0)}),
    "coordinates/x-axis": lambda ask, _: solved(f"{first(ask).partition('=')[2]} = 0"),
    **dict.fromkeys(["slope/two-points", "slope/fraction-slope", "slope/falling"], steepness),
    **dict.fromkeys(["line-equation/read-slope", "line-equation/read-turned"], lambda ask, _: of_graph(ask).at("x", 1)),
    **dict.fromkeys(["intersect/equal-lines"], meeting),
    "intersect/their-y": lambda ask, _: put_in(of_graph(ask), {"x": meeting(ask, {})}),
    **dict.fromkeys(["intersect/substitute", "intersect/add", "intersect/multiply-first"], lambda ask, _: both(ask)[0]),
    **dict.fromkeys(
        [
            "two-brackets/plus-plus", "two-brackets/plus-minus", "two-brackets/minus-minus",
            "two-brackets/with-coefficients", "two-brackets/two-letters", "squares-of-sums/square-plus",
            "squares-of-sums/square-minus", "squares-of-sums/sum-times-difference", "squares-of-sums/with-coefficient",
            "common-factor/cancel",
        ],
        simpler,
    ),
    "common-factor/reckon": value,
    "squares-of-sums/in-the-head": value,
    "squares-of-sums/square-in-the-head": value,
    "intersect/take-away": lambda ask, _: both(ask)[1],
    "inequalities/solve-negative": same_numbers,
    "inequalities/smallest-whole": smallest_whole,
    "inequalities/edge": edge,
    "inequalities/two-steps-down": below_or_above,
    **algebra_later.READ,
}  # fmt: skip
"""Questions that are solved from what is read alone."""

TOLD: dict[str, Callable[[V], Any]] = {
    "say-it/more-than": lambda v: f"{v['b']} + {v['a']}*x",
    "say-it/less-than": lambda v: f"n - {v['b']}",
    "say-it/twice-the-sum": lambda v: f"{v['a']}*({v['b']} + x)",
    "say-it/students-professors": lambda v: f"$s = {v['k']}t$",
    "say-it/taxi": lambda v: f"{v['b']}*k + {v['a']}",
    "say-it/taxi-number": lambda v: v["a"] + Fraction(v["b"] * v["m"], 100),
    "say-it/age": lambda v: f"m + {v['c']} - {v['b']}",
    "say-it/perimeter": lambda v: f"2*(x + x + {v['b']})",
    "like-terms/can-it": lambda v: False,
    "like-terms/around": lambda v: f"{1 + v['a']}*x + {v['b']}",
    "distribute/is-it-equal": lambda v: "no, for no number",
    "two-steps/tickets": lambda v: Fraction(v["n"] * v["t"] + v["p"] - v["p"], v["n"]),
    "both-sides/two-offers": lambda v: Fraction(v["a"], v["q"] - v["p"]),
    "with-fractions/share": lambda v: next(n for n in count(12, 12) if n // 3 + n // 4 == 7 * v["k"]),
    "word-problems/sum-and-difference": lambda v: (2 * v["n"] + v["d"] - v["d"]) // 2,
    "word-problems/consecutive": lambda v: next(n for n in count() if n + n + 1 + n + 2 == 3 * v["n"] + 3),
    "word-problems/rectangle": lambda v: next(w for w in count(1) if 2 * (w + w + v["d"]) == 4 * v["w"] + 2 * v["d"]),
    "word-problems/ages": lambda v: next(s for s in count(1) if s + v["k"] * s == (v["k"] + 1) * v["s"]),
    "word-problems/coins": lambda v: next(t for t in count(1) if 2 * t + v["n"] - t == v["n"] + v["t"]),
    "word-problems/savings": lambda v: next(w for w in count(1) if v["a"] + v["p"] * w == v["b"] + v["q"] * w),
    "inequalities/budget": lambda v: next(n for n in count() if v["e"] + v["r"] * (n + 1) > v["m"]),
}
TOLD |= {
    "coordinates/first-or-second": lambda v: " ".join(
        [
            str(abs(v["a"])),
            "to the",
            "right," if v["a"] > 0 else "left,",
            str(abs(v["b"])),
            "up" if v["b"] > 0 else "down",
        ]
    ),
    "coordinates/table": lambda v: v["a"] * 3 - v["b"],
    "coordinates/pair": lambda v: f"({-v['a']}, {v['b']})",
    "slope/next-point": lambda v: v["y"] + sum([v["m"]] * v["d"]),
    "slope/story": lambda v: Fraction(v["h"] - (v["h"] - v["m"] * v["t"]), v["t"]),
    "line-equation/write-story": lambda v: f"{v['b']} + x*{v['m']}",
    "line-equation/write-falling": lambda v: f"-{v['m']}*x + {v['b']}",
    "line-equation/from-points": lambda v: f"({v['b'] + v['m'] * v['d']} - ({v['b']}))/{v['d']}*x + ({v['b']})",
    "line-equation/through-point": lambda v: v["y"] - v["x"] * v["m"],
    "line-equation/parallel": lambda v: f"$y = {v['a']}x - {v['c']}$",
    "line-equation/solve-for-y": lambda v: f"({v['a'] * v['b']} - {v['a'] * v['m']}*x)/{v['a']}",
    "intersect/never": lambda v: 0,
    "two-brackets/the-middle": lambda v: v["b"] + v["a"],
    "two-brackets/rectangle": lambda v: f"x^2 + {v['a']}x + {v['b']}x + {v['a'] * v['b']}".replace(
        f"{v['a']}x + {v['b']}x", f"{v['a'] + v['b']}x"
    ),
    "squares-of-sums/missing-middle": lambda v: next(n for n in count(1) if n * n == v["a"] * v["a"]),
    "common-factor/number": lambda v: f"{v['k']}({v['b']} + {v['a']}x)",
    "common-factor/letter": lambda v: f"x({v['b']} + x)",
    "common-factor/one-stays": lambda v: f"{v['k']}(1 + x)",
    "common-factor/number-and-letter": lambda v: f"{v['k']}x({v['b']} + {v['a']}x)",
    "common-factor/minus": lambda v: f"{v['k']}({v['a']}x - {v['b']})",
    "common-factor/largest": lambda v: max(
        n for n in range(1, 200) if v["k"] * v["a"] % n == 0 and v["k"] * v["b"] % n == 0
    ),
    "factor-quadratics/both-plus": lambda v: f"(x + {v['b']})(x + {v['a']})",
    "factor-quadratics/both-minus": lambda v: f"(x - {v['b']})(x - {v['a']})",
    "factor-quadratics/different-signs": lambda v: f"(x - {v['b']})(x + {v['a']})",
    "factor-quadratics/difference-of-squares": lambda v: f"(x - {v['a']})(x + {v['a']})",
    "factor-quadratics/square": lambda v: f"({v['a']} + x)^2",
    "factor-quadratics/two-numbers": lambda v: max(
        n for n in range(1, 200) if v["a"] * v["b"] % n == 0 and n + v["a"] * v["b"] // n == v["a"] + v["b"]
    ),
    "factor-quadratics/first-common": lambda v: f"{v['k']}(x + {v['b']})(x + {v['a']})",
    "intersect/tickets": lambda v: Fraction(v["c"] * v["k"] + v["g"] * v["e"] - v["g"] * v["e"], v["c"]),
}
TOLD |= algebra_later.TOLD
"""Questions told in words, solved from the numbers in them, mostly by trying."""
BY_SOLUTIONS = "solve-by-factors/build"
SEVERAL = {"distribute/field": lambda v: [f"${v['a']}(x + {v['b']})$", f"${v['a']}x + {v['a'] * v['b']}$"]}


@pytest.fixture(scope="module")
def items() -> dict[str, AnyItem]:
    return items_of(COURSE)


@pytest.mark.parametrize("name", READ)
def test_what_is_read_and_computed_is_right_and_what_lies_near_is_not(items: dict[str, AnyItem], name: str) -> None:
    if hasattr(items[name], "formula"):
        for filled, setting, shown in questions(items[name]):
            found = READ[name](filled.ask, shown)
            assert filled.judge(found, setting).correct, (filled.ask, found)
            assert not filled.judge(f"{found} + 1", setting).correct
        return
    check_solver(items[name], READ[name])


@pytest.mark.parametrize("name", [*TOLD, *SEVERAL])
def test_what_is_told_in_words_is_solved_by_trying(items: dict[str, AnyItem], name: str) -> None:
    for filled, setting, _shown in questions(items[name]):
        found = {**TOLD, **SEVERAL}[name](setting.values)
        typed = str(found) if isinstance(found, Fraction) else found
        assert filled.judge(typed, setting).correct, (filled.ask, found)


@pytest.mark.parametrize("name", [name for name in TOLD if name.startswith(("common-factor/", "factor-quadratics/"))])
def test_what_is_factored_is_what_stands_in_the_question(items: dict[str, AnyItem], name: str) -> None:
    for filled, setting, _shown in questions(items[name]):
        found = TOLD[name](setting.values)
        if isinstance(found, str):
            assert read(found).terms == read(maths(filled.ask)[-1]).terms, (filled.ask, found)


def test_an_equation_is_chosen_by_its_solutions(items: dict[str, AnyItem]) -> None:
    for filled, setting, shown in questions(items[BY_SOLUTIONS]):
        found = algebra_later.equation_with(setting.values, shown)
        assert filled.judge(found, setting).correct, (filled.ask, found)


def test_every_template_is_solved(items: dict[str, AnyItem]) -> None:
    assert {name for name, item in items.items() if item.vars} == {*READ, *TOLD, *SEVERAL, BY_SOLUTIONS}
