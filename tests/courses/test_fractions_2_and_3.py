"""Units 2 and 3 solved again, from nothing but the words and numbers that the learner reads, over many draws."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import count
from math import gcd
from typing import Any

import pytest
from solving import (
    Solver,
    amounts,
    check_solver,
    lowest,
    mixed,
    only,
    sides,
    sign,
    texts,
    wholes,
    written,
)

from tutor.core.kinds import AnyItem


def common(*bottoms: int) -> int:
    """The smallest number in all the times tables, by counting up."""
    return next(n for n in count(1) if all(n % bottom == 0 for bottom in bottoms))


def total(text: str) -> Fraction:
    return sum(amounts(text), Fraction(0))


def left(text: str) -> Fraction:
    first, second = amounts(text)
    return first - second


def minus(text: str) -> Fraction:
    """What `5 − 2 1/3` is."""
    first, second = (amounts(side) or [Fraction(side.strip())] for side in text.split(":")[-1].split("−"))
    return first[0] - second[0]


def runners(text: str) -> dict[str, Fraction]:
    names = re.findall(r"(\w+) has \w+ \d", text)
    return dict(zip(names, amounts(text), strict=True))


def rewritten(shown: dict[str, Any]) -> list[str]:
    """`a/b + c/d = _/n + _/n`: the new tops."""
    bottom = int(re.findall(r"_/(\d+)", sides(shown))[0])
    return [str(amount * bottom) for amount in amounts(sides(shown))[:2]]


def small_steps(_ask: str, shown: dict[str, Any]) -> list[str]:
    top, bottom, between, end = wholes(sides(shown))
    return [str(Fraction(top, bottom) * between), str(end / Fraction(top, bottom))]


def broken_whole(_ask: str, shown: dict[str, Any]) -> list[str]:
    whole, top, bottom, _ = wholes(sides(shown))
    return [str(whole - 1), str((Fraction(whole) + Fraction(top, bottom) - (whole - 1)) * bottom)]


def both_rewritten(ask: str, _shown: dict[str, Any]) -> list[Any]:
    (_, b), (_, d) = written(ask)
    first, second = amounts(ask)
    return [Fraction(common(b, d)), first * common(b, d), second * common(b, d)]


def smoothie(ask: str, shown: dict[str, Any]) -> list[Any]:
    bottom = wholes(shown["parts"][0]["ask"])[0]
    first, second = amounts(ask)
    return [first * bottom, second * bottom, first + second]


def book(ask: str, _shown: dict[str, Any]) -> list[Any]:
    return [total(ask), 1 - total(ask), (1 - total(ask)) * wholes(ask)[0]]


def by_one_fraction(ask: str, _shown: dict[str, Any]) -> list[Any]:
    (_, b), (_, d) = written(ask)
    first, second = amounts(ask)
    return [first * b, second * d, first + second]


def in_groups(_ask: str, shown: dict[str, Any]) -> dict[str, list[str]]:
    compared = {"less": "<", "a": "=", "more": ">"}
    return {
        group: [line for line in shown["lines"] if sign(amounts(line)[0], Fraction(1, 2)) == compared[group.split()[0]]]
        for group in shown["groups"]
    }


def toppings(ask: str, _shown: dict[str, Any]) -> Fraction:
    slices = re.findall("[■▲□]", ask.split("```")[1])
    return Fraction(sum(one != "□" for one in slices), len(slices))


def cuts(ask: str, _shown: dict[str, Any]) -> Fraction:
    """The parts whose cuts lie on all the cuts that are drawn, measured in characters."""
    strips = [line.strip() for line in ask.splitlines() if line.strip().startswith("|")]
    places = {place for line in strips for place, sign in enumerate(line) if sign == "|"}
    length = max(places)
    return Fraction(next(n for n in count(1) if all(place * n % length == 0 for place in places)))


def with_a_letter(ask: str, _shown: dict[str, Any]) -> str:
    tops, bottoms = re.findall(r"\{(\d+)x\}", ask), re.findall(r"x\}\{(\d+)\}", ask)
    return f"{sum(map(int, tops))}x/{bottoms[0]}"


SOLVED: dict[str, Solver] = {
    "compare-benchmark/nearest-helper": lambda ask, shown: min(
        texts(shown), key=lambda text: abs(Fraction(text) - amounts(ask)[0])
    ),
    "compare-benchmark/parts-for-half": lambda ask, _: Fraction(1, 2) / amounts(ask)[0],
    "compare-benchmark/above-a-half": lambda _, shown: only(lambda text: amounts(text)[0] > Fraction(1, 2), shown),
    "compare-benchmark/either-side": lambda ask, _: max(amounts(ask)),
    "compare-benchmark/first-above-half": lambda ask, _: next(
        Fraction(n) for n in count() if Fraction(n, wholes(ask)[0]) > amounts(ask)[0]
    ),
    "compare-benchmark/same-number-missing": lambda ask, shown: only(
        lambda text: amounts(text) == [max(amounts(ask))], shown
    ),
    "compare-benchmark/past-half-way": lambda ask, _: next(
        n for n, way in runners(ask).items() if way > Fraction(1, 2)
    ),
    "compare-benchmark/three-groups": in_groups,
    "simplify/simplest-form": lambda ask, _: lowest(amounts(ask)[0]),
    "simplify/largest-divisor": lambda ask, _: Fraction(gcd(*wholes(ask))),
    "simplify/minutes": lambda ask, _: lowest(Fraction(wholes(ask)[0], 60)),
    "simplify/brown-and-white": lambda ask, _: lowest(Fraction(wholes(ask)[0], sum(wholes(ask)))),
    "simplify/in-small-steps": small_steps,
    "simplify/what-may-you-do": lambda ask, _: f"divide both numbers by {gcd(*written(ask)[0])}",
    "common-denominator/smallest-common": lambda ask, _: Fraction(common(*(b for _, b in written(ask)))),
    "common-denominator/one-fits-already": lambda ask, _: Fraction(common(*(b for _, b in written(ask)))),
    "common-denominator/cuts-that-fit": cuts,
    "common-denominator/rewrite-both": lambda _, shown: rewritten(shown),
    "common-denominator/shared-pair": lambda ask, shown: only(lambda text: amounts(text) == amounts(ask), shown),
    "common-denominator/sheet": both_rewritten,
    "common-denominator/drums": lambda ask, _: Fraction(common(*wholes(ask))),
    "order-fractions/larger-of-two": lambda ask, _: max(amounts(ask)),
    "order-fractions/fewer-missing": lambda ask, _: max(amounts(ask)),
    "order-fractions/right-sign": lambda ask, _: f"`{sign(*amounts(ask))}`",
    "order-fractions/past-one": lambda ask, _: max(amounts(ask)),
    "order-fractions/show-your-parts": lambda ask, shown: [
        *(str(amount * wholes(sides(shown))[2]) for amount in amounts(ask)),
        sign(*amounts(ask)),
    ],
    "order-fractions/in-between": lambda ask, shown: [
        str(sum(amounts(ask)) / 2 * wholes(sides(shown))[1]),
        str(wholes(sides(shown))[1]),
    ],
    "order-fractions/who-did-more": lambda ask, _: max(runners(ask), key=lambda name: runners(ask)[name]),
    "order-fractions/line-up": lambda _, shown: sorted(shown["lines"], key=lambda line: amounts(line)[0]),
    "add-like/sum-of-parts": lambda ask, _: total(ask),
    "add-like/difference-of-parts": lambda ask, _: left(ask),
    "add-like/past-a-whole": lambda ask, _: total(ask),
    "add-like/toppings": toppings,
    "add-like/missing-part": lambda ask, _: (amounts(ask)[1] - amounts(ask)[0]) * written(ask)[0][1],
    "add-like/up-to-one": lambda ask, _: 1 - amounts(ask)[0],
    "add-like/there-and-back": lambda ask, _: amounts(ask)[0] + amounts(ask)[1] - amounts(ask)[2],
    "add-like/with-a-letter": with_a_letter,
    "add-unlike/sum-unlike": lambda ask, _: total(ask),
    "add-unlike/one-fits": lambda ask, _: total(ask),
    "add-unlike/sum-in-simplest-form": lambda ask, _: lowest(total(ask)),
    "add-unlike/line-by-line": lambda _, shown: [*rewritten(shown), str(sum(map(int, rewritten(shown))))],
    "add-unlike/about-how-much": lambda ask, shown: min(
        texts(shown), key=lambda text: abs(Fraction(text) - total(ask))
    ),
    "add-unlike/what-went-wrong": lambda _, shown: only(lambda text: "left the tops" in text, shown),
    "add-unlike/does-it-fit": lambda ask, _: "it all fits" if total(ask) < 1 else "some runs over",
    "add-unlike/three-of-them": lambda ask, _: total(ask),
    "add-unlike/smoothie": smoothie,
    "subtract/difference-unlike": lambda ask, _: left(ask),
    "subtract/one-fits-minus": lambda ask, _: left(ask),
    "subtract/from-wholes": lambda ask, _: minus(ask),
    "subtract/line-by-line-minus": lambda _, shown: [
        *rewritten(shown),
        str(int(rewritten(shown)[0]) - int(rewritten(shown)[1])),
    ],
    "subtract/missing-addend": lambda ask, _: -left(ask),
    "subtract/how-much-more": lambda ask, _: left(ask),
    "subtract/book": book,
    "subtract/money-left": lambda ask, _: f"x - {lowest(amounts(ask)[0])} * x",
    "add-mixed/wholes-and-parts": lambda ask, _: total(ask),
    "add-mixed/new-whole": lambda _, shown: mixed(total(shown["blanks"][0]), written(shown["blanks"][0])[0][1]),
    "add-mixed/mixed-unlike": lambda ask, _: total(ask),
    "add-mixed/mixed-unlike-new-whole": lambda ask, _: total(ask),
    "add-mixed/two-stages": lambda ask, _: total(ask),
    "add-mixed/sum-between": lambda ask, _: [str(int(total(ask))), str(int(total(ask)) + 1)],
    "add-mixed/up-to-a-whole": lambda ask, _: wholes(ask)[-1] - amounts(ask)[0],
    "add-mixed/by-one-fraction": by_one_fraction,
    "subtract-mixed/no-breaking": lambda ask, _: left(ask),
    "subtract-mixed/break-up-a-whole": broken_whole,
    "subtract-mixed/with-breaking": lambda ask, _: left(ask),
    "subtract-mixed/from-a-whole-number": lambda ask, _: minus(ask),
    "subtract-mixed/unlike-with-breaking": lambda ask, _: left(ask),
    "subtract-mixed/flour-left": lambda ask, _: left(ask),
    "subtract-mixed/shift-both": lambda ask, shown: only(lambda text: minus(text) == left(ask), shown),
}


@pytest.mark.parametrize("name", SOLVED)
def test_what_a_reader_of_the_question_works_out_is_right_and_what_lies_near_is_not(
    items: dict[str, AnyItem], name: str
) -> None:
    check_solver(items[name], SOLVED[name])


def test_every_template_of_the_two_units_is_solved(items: dict[str, AnyItem]) -> None:
    skills = {name.split("/")[0] for name in SOLVED}
    assert len(skills) == 9
    templates = {name for name, item in items.items() if item.vars and name.split("/")[0] in skills}
    assert templates == set(SOLVED)
