"""What a person reads in a question and types in answer: for tests that solve every template anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from shipped import items_of

from tutor.core.expressions import Value
from tutor.core.item import Setting
from tutor.core.kinds import AnyItem
from tutor.core.template_texts import Filling
from tutor.core.template_values import read_template

SEEDS = 200

Solver = Callable[[str, dict[str, Any]], Any]
"""From the question and what is shown with it to what a person answers."""


def course_items() -> dict[str, AnyItem]:
    """The items of the course, by skill and item."""
    return items_of("fractions")


def amounts(text: str) -> list[Fraction]:
    """The fractions of a text, mixed numbers as one."""
    found = re.findall(r"(?:(\d+) )?(?:(\d+)/(\d+)|\\frac\{(\d+)\}\{(\d+)\})", text)
    return [Fraction(whole or 0) + Fraction(int(a or c), int(b or d)) for whole, a, b, c, d in found]


def written(text: str) -> list[tuple[int, int]]:
    """Top and bottom of each fraction of a text, as they stand there."""
    return [(int(a or c), int(b or d)) for a, b, c, d in re.findall(r"(\d+)/(\d+)|\\frac\{(\d+)\}\{(\d+)\}", text)]


def wholes(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def lowest(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def texts(shown: dict[str, Any]) -> list[str]:
    return [choice["text"] for choice in shown["choices"]]


def only(fits: Callable[[str], bool], shown: dict[str, Any]) -> str:
    """The one choice that fits."""
    (found,) = [text for text in texts(shown) if fits(text)]
    return found


def sides(shown: dict[str, Any]) -> str:
    """A text with gaps, the gaps as `_`."""
    return "_".join(shown["blanks"])


def mixed(value: Fraction, bottom: int) -> list[str]:
    whole = value.numerator // value.denominator
    return [str(whole), str((value - whole) * bottom)]


def sign(first: Fraction, second: Fraction) -> str:
    return "<" if first < second else ">" if first > second else "="


def typed(solved: Any) -> Any:
    """How a person gives it."""
    if isinstance(solved, list):
        return [typed(one) for one in solved]
    return str(solved) if isinstance(solved, Fraction) else solved


def near(solved: Any, shown: dict[str, Any]) -> list[Any]:
    """Wrong answers to the same question: the other choices, another number, another order, one thing misplaced."""
    if "choices" in shown:
        return [text for text in texts(shown) if text != solved]
    if "lines" in shown and isinstance(solved, list):
        return [solved[::-1], [solved[1], solved[0], *solved[2:]]]
    if isinstance(solved, dict):
        first, *others = solved
        return [{**solved, first: solved[first][1:], others[0]: [*solved[others[0]], solved[first][0]]}]
    if isinstance(solved, list):
        return [typed([*solved[:n], one, *solved[n + 1 :]]) for n, gap in enumerate(solved) for one in near(gap, {})]
    if isinstance(solved, Fraction):
        return [str(solved + Fraction(1, 7)), str(solved + 1)]
    return [f"{solved}1"]


def questions(item: AnyItem) -> Iterator[tuple[AnyItem, Setting, dict[str, Any]]]:
    """Every different question of many draws, filled, and what is shown with it: the same one is asked once."""
    template, filling = read_template(item), Filling(item)
    asked: set[str] = set()
    filled: dict[tuple[Value, ...], AnyItem] = {}
    for seed in range(SEEDS):
        values = template.drawn(seed)
        key, setting = tuple(values.values()), Setting(values=values, seed=seed)
        if key not in filled:
            filled[key] = filling.filled(values)
        shown = filled[key].show(setting)
        if (told := repr((key, shown))) not in asked:
            asked.add(told)
            yield filled[key], setting, shown


def check_solver(item: AnyItem, solver: Solver) -> None:
    """Over many draws: what the solver finds is judged right, and what lies near it is not."""
    for filled, setting, shown in questions(item):
        solved = solver(filled.ask, shown)
        assert filled.judge(typed(solved), setting).correct, (filled.ask, shown, solved)
        for other in near(solved, shown):
            assert not filled.judge(other, setting).correct, (filled.ask, shown, other)
