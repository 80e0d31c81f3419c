"""Drawing the values of a template: `vars` within `where`, then `let`.

A learner's log keeps only the seed of what was shown, so the same item and seed must give the same values for ever,
on every machine and version of Python. That rests on three things that may not change: the text that seeds the
generator, drawing one number a variable in the order written, and `Random.random()`, the one method whose sequence
Python promises to keep. Golden tests pin it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from math import prod
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from tutor.core.expression_values import read_number, simplest, truth
from tutor.core.expressions import Expression, ExpressionError, Value, as_text, evaluate, parse
from tutor.core.item import Item

TRIES = 200
"""Draws that may miss `where` before all combinations are gone through. Fixed: it decides what a seed means."""
FEW = 10_000
"""Up to so many combinations are gone through. Fixed, as above."""
WORK = 200_000
"""Nodes of `where` and `let` that one draw may compute, so that a hostile item ends. Fixed, as above."""
MOST_NAMES = 50
MOST_VALUES = 10**9

_AMOUNT = r"[0-9]{1,100}(?:\.[0-9]{1,100})?"
_RANGE = rf"(?a)\s*(-?{_AMOUNT})\s*\.\.\s*(-?{_AMOUNT})(?:\s+step\s+({_AMOUNT}))?\s*"
_MEANT = rf"(?a)\s*(-?{_AMOUNT})\s*(?:-|–|—|−|\.\.\.|…|:|to)\s*(-?{_AMOUNT})\s*"
"""What people write who mean a range. `2-9` would be read as one number, -7."""


class Steps(Struct, frozen=True):
    """The values of a range, `low`, `low + step`, …: `count` of them, none made before it is asked for."""

    low: int | Fraction
    step: int | Fraction
    count: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Value:
        value = self.low + self.step * index
        return value if isinstance(value, int) else simplest(value)


Pool = Steps | tuple[Value, ...]
"""What one variable can be."""


class DrawError(ExpressionError):
    """A `where` or `let` can't be computed for some values; `path` is its place in the item."""

    def __init__(self, path: tuple[str, ...], error: ExpressionError) -> None:
        super().__init__(error.message, error.offset, error.end)
        self.path = path


class Template(Struct, frozen=True):
    """The variables of an item, read. `steps` are its `let` and `where` in the order in which they are computed."""

    pools: dict[str, Pool]
    steps: list[tuple[tuple[str, ...], Expression]]
    where: str = ""
    """As it is written, for a message."""

    def space(self) -> int:
        """How many combinations there are, before `where`."""
        return prod(len(pool) for pool in self.pools.values())

    def combination(self, index: int) -> dict[str, Value]:
        """One of all combinations, by its number from 0."""
        picked = {}
        for name, pool in self.pools.items():
            index, place = divmod(index, len(pool))
            picked[name] = pool[place]
        return picked

    def chosen(self, chance: Random) -> dict[str, Value]:
        """A combination by chance: one random number a variable."""
        return {name: pool[int(chance.random() * len(pool))] for name, pool in self.pools.items()}

    def values(self, picked: Mapping[str, Value]) -> dict[str, Value] | None:
        """The picked values with every `let`, or None when `where` excludes them. Raises `DrawError`."""
        values = dict(picked)
        for path, expression in self.steps:
            try:
                value = evaluate(expression, values)
                if path != ("where",):
                    values[path[1]] = value
                elif not truth(value, "where"):
                    return None
            except ExpressionError as error:
                raise DrawError(path, error) from None
        return values

    def drawn(self, seed: int) -> dict[str, Value]:
        """The values for a seed, as `draw` gives them."""
        trouble = ""
        for picked in self.bounded(tries(self, Random(f"draw:{seed}"))):
            try:
                values = self.values(picked)
            except DrawError as error:
                trouble = f", and some can't be computed: {error.message}"
                continue
            if values is not None:
                return values
        raise ExpressionError(
            f"no values of {', '.join(self.pools)} were found that fit `where: {self.where}`{trouble}"
        )

    def bounded(self, tries: Iterator[dict[str, Value]]) -> Iterator[dict[str, Value]]:
        """As many of these tries as may be computed."""
        cost = len(self.pools) + sum(expression.size for _, expression in self.steps)
        return islice(tries, WORK // max(1, cost))


def draw(item: Item, seed: int, fixed: Mapping[str, str] | None = None) -> dict[str, Value]:
    """The values of an item's `vars` and `let` for a seed: always the same ones; none for an item without `vars`.

    `fixed` gives some variables a value as an author writes it (the `vars` of a sample). Values for which `where` or
    `let` can't be computed (a division by zero) are passed over, as if `where` excluded them. Raises
    `ExpressionError` when the template can't be read, or when no values were found that fit.
    """
    if not item.vars and not fixed:
        return {}
    return read_template(_with(item, fixed or {})).drawn(seed)


def variants(item: Item, most: int = 50) -> int:
    """How many different draws an item has, counted up to `most`; 1 for an item without `vars`.

    Exact for up to 10,000 combinations, else what `4 * most` draws show. Raises `ExpressionError` as `draw` does.
    """
    if not item.vars:
        return 1
    template = read_template(item)
    found: set[tuple[Value, ...]] = set()
    for picked in template.bounded(_spread(template, most)):
        if len(found) >= most:
            break
        try:
            if template.values(picked) is not None:
                found.add(tuple(picked.values()))
        except DrawError:
            continue  # passed over, as in a draw
    return len(found)


def read_template(item: Item) -> Template:
    """Read an item's `vars`, `let` and `where`. Raises `ExpressionError`."""
    if len(item.vars) + len(item.let) > MOST_NAMES:
        raise ExpressionError(f"there are too many names in `vars` and `let` (at most {MOST_NAMES})")
    steps: list[tuple[tuple[str, ...], Expression]] = [(("let", name), parse(text)) for name, text in item.let.items()]
    if item.where:
        where = parse(item.where)
        # `where` first keeps a `let` from failing on values that it excludes; unless it needs one.
        steps.insert(0 if where.names.isdisjoint(item.let) else len(steps), (("where",), where))
    return Template({name: read_pool(written) for name, written in item.vars.items()}, steps, item.where)


def read_pool(written: str | list[str]) -> Pool:
    """What a variable can be: `2..12`, `0.5..2.5 step 0.5`, a list to choose from, or one number or expression.

    An element of a list that reads as a plain number (`-3`, `2.50`; not `007` or `1/2`) is that number, else it is a
    text. Raises `ExpressionError` when it can't be read or holds nothing.
    """
    if isinstance(written, list):
        if not 0 < len(written) <= FEW:
            raise ExpressionError(f"a list to choose from holds 1 to {FEW:,} values")
        return tuple(read_value(element) for element in written)
    found = re.fullmatch(_RANGE, written)
    if found:
        return _range(*found.groups())
    check_range(written)
    try:
        return (evaluate(written, {}),)
    except ExpressionError as error:
        if ".." in written:
            raise ExpressionError("write a range as `2..12` or `0.5..2.5 step 0.5`") from None
        raise error from None


def check_range(written: str) -> None:
    """Raise `ExpressionError` for what is surely meant as a range and written otherwise: `2-9`, `2 to 9`."""
    meant = re.fullmatch(_MEANT, written)
    if meant:
        raise ExpressionError(f"`{written.strip()}` is no range: write `{meant[1]}..{meant[2]}`")


def read_value(written: str) -> Value:
    """A value as an author writes it where no expression is meant: a plain number, else a text."""
    number = read_number(written)
    return written if number is None else number


def shown(values: Mapping[str, Value], names: Mapping[str, object]) -> str:
    """These names with their values, for a message: `a = 3, b = 0`."""
    return ", ".join(f"{name} = {as_text(values[name])}" for name in names if name in values)


def _range(low: str, high: str, step: str | None) -> Steps:
    first, last = Fraction(low), Fraction(high)
    if step is None and (first.denominator > 1 or last.denominator > 1):
        raise ExpressionError(f"a range of decimals needs its step: `{low}..{high} step 0.1`")
    width = Fraction(step or 1)
    if width == 0:
        raise ExpressionError("the step of a range can't be 0")
    count = (last - first) // width + 1
    if count < 1:
        raise ExpressionError(f"the range is empty: {high} is less than {low}; write the smaller number first")
    if count > MOST_VALUES:
        raise ExpressionError(f"the range is too long (at most {MOST_VALUES:,} values)")
    return Steps(simplest(first), simplest(width), count)


def _with(item: Item, fixed: Mapping[str, str]) -> Item:
    for name in fixed:
        if name not in item.vars:
            raise ExpressionError(f"the item has no variable `{name}`")
    return replace(item, vars={**item.vars, **{name: [value] for name, value in fixed.items()}}) if fixed else item


def tries(template: Template, chance: Random) -> Iterator[dict[str, Value]]:
    """Combinations by chance, then, when there are few, all of them in an order by chance."""
    for _ in range(TRIES):
        yield template.chosen(chance)
    if template.space() <= FEW:
        yield from each_once(template, chance)


def each_once(template: Template, chance: Random) -> Iterator[dict[str, Value]]:
    """All combinations in an order by chance."""
    for index in sorted(range(template.space()), key=lambda _: chance.random()):
        yield template.combination(index)


def _spread(template: Template, most: int) -> Iterator[dict[str, Value]]:
    """All combinations when there are few, else some by chance."""
    if template.space() <= FEW:
        yield from map(template.combination, range(template.space()))
    else:
        chance = Random("variants")
        for _ in range(4 * most):
            yield template.chosen(chance)
