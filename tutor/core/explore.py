"""What a learner explores: curves, bars and points from expressions whose values they move, and what chance gives.

The reader of packs checks with it, `present` draws with it. All of it is bounded: an expression is (see
`expressions`), a sample has at most 1,000 draws.

The chances of a sample's `of`: `dice(n)` is 1 to n, each as likely; `coin()` is 1 (heads) or 0; `normal(mean,
deviation)` is the bell curve. They may be computed with: `dice(6) + dice(6)`, `max(dice(20), dice(20))`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from random import Random
from typing import NamedTuple

from tutor.core.expression_tree import shorten
from tutor.core.expression_values import Number, as_text, number
from tutor.core.expressions import RESERVED, Expression, ExpressionError, Value, evaluate, parse
from tutor.core.lesson import Sample
from tutor.core.template_values import Steps, check_range, read_pool

MOST_DRAWS = 1_000
"""Draws of a sample; more would not look different. Tunable."""
SLIDER_STEPS = 20
"""Steps of a range without a `step`, about."""
FINEST = 1e-9
"""The smallest step: values that are moved are rounded to ten decimals."""
LARGEST = 1e100
CHANCES = {"dice": 1, "coin": 0, "normal": 2}
"""The chances and how many values each takes."""
_CHANCE = rf"\b({'|'.join(CHANCES)})\s*\(([^()]*)\)"
_OTHER_CALL = r"\b([A-Za-z_]\w*)\s*\("
_CURVE = r"(?s)\s*(?:y|f\(x\))\s*=(?!=)\s*(.*)"
_NICE = (1, 2, 5, 10)


class Chance(NamedTuple):
    """One chance within an expression: the name that stands for it, what is written there, its sort, its values."""

    name: str
    written: str
    sort: str
    values: list[Expression]


class Chances(NamedTuple):
    """A sample's `of`, read: the expression with names in the place of its chances."""

    whole: Expression
    chances: list[Chance]
    names: frozenset[str]
    """The names it uses that are no chances."""


def curve(text: str) -> Expression:
    """The right side of `y = a*x + b`, or the whole of `a*x + b`. Raises `ExpressionError`."""
    found = re.fullmatch(_CURVE, text)
    return parse(found[1] if found else text)


def slider(written: str) -> tuple[float, float, float]:
    """Lowest, highest and step of a range: `-5..5`, `0..1 step 0.1`. Raises `ExpressionError`."""
    if "step" in written:
        pool = read_pool(written)
        if not isinstance(pool, Steps):
            raise ExpressionError("write a range as `-5..5` or `0..1 step 0.1`")
        if len(pool) < 2:
            raise ExpressionError("the range has only one value")
        low, high, step = _float(pool.low), _float(pool[len(pool) - 1]), _float(pool.step)
    else:
        low, high = span(written)
        step = _nice_step(low, high) if high - low >= FINEST else 0.0
    if step < FINEST:
        raise ExpressionError(f"the steps are too small to be seen: at least {FINEST:g}")
    return low, high, step


def span(written: str) -> tuple[float, float]:
    """Lowest and highest of a range without steps: `-2.5..2.5`. Raises `ExpressionError`."""
    check_range(written)
    parts = written.split("..")
    if len(parts) != 2:
        raise ExpressionError(f"`{shorten(written, 20)}` is no range")
    low, high = (_float(evaluate(part, {})) for part in parts)
    if not low < high:
        raise ExpressionError(f"the range is empty: {as_text(low)} is not less than {as_text(high)}")
    return low, high


def _nice_step(low: float, high: float) -> float:
    """A step of 1, 2 or 5 of some power of ten, so that there are about twenty."""
    ideal = (high - low) / SLIDER_STEPS
    power = 10.0 ** math.floor(math.log10(ideal))
    return float(f"{min((nice * power for nice in _NICE), key=lambda size: abs(math.log(size / ideal))):.6g}")


def start_of(low: float, high: float, step: float) -> float:
    """Where a slider begins: its middle, on one of its steps."""
    return round(low + round((high - low) / 2 / step) * step, 10)


def value_at(expression: Expression | str, names: Mapping[str, Value]) -> float | None:
    """What an expression is with these values, as a finite number; None where it is none (a division by zero)."""
    try:
        return _float(evaluate(expression, names))
    except ExpressionError:
        return None


def chances(of: str) -> Chances:
    """Read a sample's `of`. Raises `ExpressionError`."""
    found: list[Chance] = []

    def named(match: re.Match[str]) -> str:
        sort, inner = match[1], match[2].strip()
        values = [parse(part) for part in inner.split(",")] if inner else []
        if len(values) != CHANCES[sort]:
            raise ExpressionError(f"`{sort}` takes {CHANCES[sort] or 'no'} value{'s' * (CHANCES[sort] != 1)}")
        found.append(Chance(f"{sort}_{len(found)}_", match[0], sort, values))
        return found[-1].name

    replaced = re.sub(_CHANCE, named, of)
    for call in re.finditer(_OTHER_CALL, replaced):
        if call[1] not in RESERVED:
            raise ExpressionError(f"there is no chance `{call[1][:40]}`; write {', '.join(map(_shown, CHANCES))}")
    with _as_written(found):
        whole = parse(replaced)
    own = {chance.name for chance in found}
    names = (whole.names - own).union(*(value.names for chance in found for value in chance.values))
    return Chances(whole, found, names)


def _shown(sort: str) -> str:
    return {"dice": "`dice(6)`", "coin": "`coin()`", "normal": "`normal(0, 1)`"}[sort]


def draws(sample: Sample, names: Mapping[str, Value], seed: int) -> list[float]:
    """What chance gives, draw by draw: the same for the same seed. Raises `ExpressionError`."""
    read = chances(sample.of)
    chance = Random(f"sample:{seed}")
    with _as_written(read.chances):
        return [_number(read.whole, {**names, **_drawn(read, names, chance)}) for _ in range(count_of(sample, names))]


@contextmanager
def _as_written(found: list[Chance]) -> Iterator[None]:
    """What is said of an expression names its chances as they are written in it."""
    try:
        yield
    except ExpressionError as error:
        message = error.message
        for chance in found:
            message = message.replace(chance.name, chance.written)
        raise ExpressionError(message) from None


def count_of(sample: Sample, names: Mapping[str, Value]) -> int:
    """How many draws there are with these values, rounded, 1 to `MOST_DRAWS`. Raises `ExpressionError`."""
    count = round(_number(parse(sample.count), names))
    if not 1 <= count <= MOST_DRAWS:
        raise ExpressionError(f"the count of a sample is 1 to {MOST_DRAWS:,}")
    return count


def _drawn(read: Chances, names: Mapping[str, Value], chance: Random) -> dict[str, Value]:
    return {one.name: _one(one, [_number(value, names) for value in one.values], chance) for one in read.chances}


def _one(one: Chance, values: list[float], chance: Random) -> Number:
    """One draw. Only `random()` is used, whose sequence Python promises to keep."""
    if one.sort == "coin":
        return int(chance.random() * 2)
    if one.sort == "dice":
        if not 1 <= values[0] <= 1_000_000:
            raise ExpressionError("a die has 1 to 1,000,000 sides")
        return 1 + int(chance.random() * int(values[0]))
    # Box and Muller (1958)
    radius = math.sqrt(-2 * math.log(1 - chance.random()))
    return values[0] + values[1] * radius * math.cos(math.tau * chance.random())


def _number(expression: Expression, names: Mapping[str, Value]) -> float:
    return _float(evaluate(expression, names))


def _float(value: Value) -> float:
    """The value as a number to draw, within what can be drawn. Raises `ExpressionError`."""
    exact = number(value, "a plot")
    if not -LARGEST <= exact <= LARGEST:
        raise ExpressionError("the number is too large to draw")
    return float(exact)
