"""What a learner explores, computed and drawn in text: curves, points, bars, what chance gives; and the same in words.

Drawn with braille dots, two across and four down in a cell, and with blocks in eighths. Everything is bounded: the
expressions by `core.expressions`, their number by the reader of packs, the picture by its width and height.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tutor.core.explore import curve, draws, start_of, value_at
from tutor.core.expressions import Expression, ExpressionError, parse
from tutor.core.lesson import Sample
from tutor.language import _, in_own_signs
from tutor.present.charts import cells, padded

KEYS = ("plot", "bars", "points", "sample")
X = (-10.0, 10.0)
"""The range of x where the author gives none."""
LOOKED_AT = 60
"""Places along x at which the range of y is found. Tunable (30..200)."""
OUTLIERS = 0.05
"""Share of the values at either end that may lie outside of the picture: poles are endless. Tunable (0..0.1)."""
UNLIKE = 1e-12
"""Share of large values by which the ends of their range differ at least, so that it is more than rounding."""
MOST_BINS = 12
"""Bars of a sample; with more different values they are put together. Tunable (8..20)."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))

Values = Mapping[str, float]
Range = tuple[float, float]


class Slider(NamedTuple):
    """A value that the learner moves."""

    name: str
    low: float
    high: float
    step: float

    def moved(self, value: float, steps: int) -> float:
        """The value so many steps further, on a step and within the range."""
        at = round((value - self.low) / self.step) + steps
        return round(min(max(self.low + at * self.step, self.low), self.high), 10)


class Bar(NamedTuple):
    """A bar: what it stands for and how long it is (None: no number)."""

    label: str
    value: float | None


class Explored:
    """A block that is explored, read once. What can't be read is left out; the check of packs has said so."""

    def __init__(self, block: Mapping[str, Any], seed: int = 0) -> None:
        self.sliders = [Slider(name, *limits) for name, limits in (block.get("vars") or {}).items()]
        self.start = {one.name: start_of(one.low, one.high, one.step) for one in self.sliders}
        self.seed = seed
        self.curves = _read(((str(one), str(one)) for one in block.get("plot") or ()), curve)
        self._bars = _read(((str(one), str(one)) for one in block.get("bars") or ()), parse)
        self._points = [_read((("", str(one)) for one in pair), parse) for pair in block.get("points") or ()]
        sample = block.get("sample")
        self.sample = Sample(of=str(sample["of"]), count=str(sample.get("count", 100))) if sample else None
        self.x: Range = tuple(block.get("x") or X)
        self.y: Range = tuple(block.get("y") or self._range_of_y())
        self.longest = max(
            (abs(bar.value or 0) for values in self._corners() for bar in self._drawn_bars(values)), default=0
        )

    @property
    def has_plot(self) -> bool:
        """Whether there are curves or points."""
        return bool(self.curves or self._points)

    def ys(self, expression: Expression, xs: Iterable[float], values: Values) -> list[float | None]:
        """What a curve is at these places; None where it is nothing."""
        return [value_at(expression, {**values, "x": x}) for x in xs]

    def points(self, values: Values) -> list[tuple[float, float]]:
        """The points that have both their numbers."""
        found = [[value_at(one, values) for _label, one in pair] for pair in self._points]
        return [(pair[0], pair[1]) for pair in found if len(pair) == 2 and None not in pair]  # type: ignore[misc]

    def bars(self, values: Values) -> list[Bar]:
        """The bars of the expressions, then how often chance gave what."""
        return [*self._drawn_bars(values), *self._of_chance(values)]

    def _drawn_bars(self, values: Values) -> list[Bar]:
        return [Bar(label, value_at(one, values)) for label, one in self._bars]

    def _of_chance(self, values: Values) -> list[Bar]:
        if self.sample is None:
            return []
        try:
            return binned(draws(self.sample, dict(values), self.seed))
        except ExpressionError:
            return []

    def _corners(self) -> list[dict[str, float]]:
        """The values at the start, and with each of them as low and as high as it goes."""
        ends = [{**self.start, one.name: end} for one in self.sliders for end in (one.low, one.high)]
        return [dict(self.start), *ends]

    def _range_of_y(self) -> Range:
        """A range that stays while the values move, so that it is the curve that is seen moving."""
        xs = _spread(self.x, LOOKED_AT)
        corners = self._corners()
        found = [
            y for values in corners for _label, one in self.curves for y in self.ys(one, xs, values) if y is not None
        ]
        found.sort()
        cut = int(len(found) * OUTLIERS)
        found = found[cut : len(found) - cut]
        found += [y for values in corners for _x, y in self.points(values)]
        low, high = min(found, default=-1.0), max(found, default=1.0)
        step = _nice(max((high - low) / 4 or 1.0, UNLIKE * max(abs(low), abs(high))))
        low, high = math.floor(low / step) * step, math.ceil(high / step) * step
        return (low, high) if low < high else (low - step, high + step)


def explorable(block: Mapping[str, Any]) -> bool:
    """Whether there is something to explore in this block."""
    return any(block.get(key) for key in KEYS)


def _read(texts: Iterable[tuple[str, str]], read: Any) -> list[tuple[str, Expression]]:
    found = []
    for label, written in texts:
        try:
            found.append((label, read(written)))
        except ExpressionError:
            continue
    return found


def _spread(ends: Range, count: int) -> list[float]:
    low, high = ends
    return [low + (high - low) * number / (count - 1) for number in range(count)]


def binned(values: Sequence[float]) -> list[Bar]:
    """How often each value came; where there are many different ones, how often one of a range of them came."""
    counts = Counter(values)
    if len(counts) <= MOST_BINS:
        return [Bar(shown(value), counts[value]) for value in sorted(counts)]
    size = _nice((max(values) - min(values)) / MOST_BINS)
    first = math.floor(min(values) / size)
    bins = Counter(math.floor(value / size) for value in values)
    return [
        Bar(_("{low} to {high}", low=shown(n * size), high=shown((n + 1) * size)), bins[n])
        for n in range(first, max(bins) + 1)
    ]


def _nice(size: float) -> float:
    """The next larger 1, 2 or 5 of a power of ten."""
    size = max(size, 1e-300)  # below it powers of ten are 0
    power = 10.0 ** math.floor(math.log10(size))
    return next(nice * power for nice in (1, 2, 5, 10, 20) if nice * power >= size)


def shown(value: float | None) -> str:
    """A number in at most four digits or so."""
    if value is None:
        return _("nothing")
    return in_own_signs(f"{value:.4g}").replace("-", "−") if value else "0"


# Drawn


def plot(explored: Explored, values: Values, width: int, height: int) -> list[str]:
    """The curves and points in so many cells, axes through 0, the ends of the ranges beside and below."""
    labels = _labels_of_y(explored.y, height)
    margin = max((len(one) for one in labels.values()), default=0) + 1
    several = len(explored.curves) > 1
    columns = max(8, width - margin - (len(explored.curves) + 1 if several else 0))
    cells = _axes(explored.x, explored.y, columns, height)
    ends: dict[int, str] = {}
    for number, (_label, expression) in enumerate(explored.curves, 1):
        rows = _rows(explored.ys(expression, _spread(explored.x, 2 * columns), values), explored.y, 4 * height)
        _dot(cells, rows, height)
        last = next((row for row in reversed(rows) if row is not None and 0 <= row < 4 * height), None)
        if several and last is not None:
            ends[last // 4] = ends.get(last // 4, "") + str(number)
    for point in explored.points(values):
        _point(cells, point, explored, columns, height)
    lines = [
        f"{labels.get(n, ''):>{margin - 1}} {''.join(row)} {ends.get(n, '')}".rstrip() for n, row in enumerate(cells)
    ]
    return [*lines, " " * margin + _labels_of_x(explored.x, columns)]


def _axes(x: Range, y: Range, columns: int, height: int) -> list[list[str]]:
    cells = [[" "] * columns for _row in range(height)]
    across, down = _cell(0, y[1], y[0], height), _cell(0, x[0], x[1], columns)
    if across is not None:
        cells[across] = ["─"] * columns
    if down is not None:
        for row in cells:
            row[down] = "┼" if row[down] == "─" else "│"
    return cells


def _cell(value: float, first: float, last: float, count: int) -> int | None:
    """In which of so many cells between two ends a value lies; None outside of them."""
    share = (value - first) / (last - first)
    return min(int(share * count), count - 1) if 0 <= share <= 1 else None


def _rows(ys: Sequence[float | None], y: Range, count: int) -> list[int | None]:
    """The row of dots of each value, 0 on top; outside of the picture -1 or `count`."""
    low, high = y
    rows = list[int | None]()
    for value in ys:
        share = None if value is None else (high - value) / (high - low)
        rows.append(None if share is None else round(min(max(share * (count - 1), -1), count)))
    return rows


def _dot(cells: list[list[str]], rows: Sequence[int | None], height: int) -> None:
    """Dots from one value to the next, so that steep parts have no holes."""
    before: int | None = None
    for column, row in enumerate(rows):
        if row is not None:
            start = row if before is None or _leaps(before, row, 4 * height) else before
            for one in range(min(start, row), max(start, row) + 1):
                if 0 <= one < 4 * height and (one != start or start == row):
                    _set(cells, column, one)
        before = row


def _leaps(before: int, row: int, count: int) -> bool:
    """Whether a curve jumps from over the picture to under it, as at a pole."""
    return {before, row} == {-1, count}


def _set(cells: list[list[str]], column: int, row: int) -> None:
    here = cells[row // 4][column // 2]
    dots = ord(here) if "\u2800" <= here <= "\u28ff" else 0x2800
    cells[row // 4][column // 2] = chr(dots | _DOTS[row % 4][column % 2])


def _point(cells: list[list[str]], point: tuple[float, float], explored: Explored, columns: int, height: int) -> None:
    column = _cell(point[0], *explored.x, columns)
    row = _cell(point[1], explored.y[1], explored.y[0], height)
    if column is not None and row is not None:
        cells[row][column] = "●"


def _labels_of_y(y: Range, height: int) -> dict[int, str]:
    labels = {0: shown(y[1]), height - 1: shown(y[0])}
    zero = _cell(0, y[1], y[0], height)
    return {zero: "0", **labels} if zero is not None else labels


def _labels_of_x(x: Range, columns: int) -> str:
    first, last = shown(x[0]), shown(x[1])
    zero = _cell(0, *x, columns)
    line = first
    if zero is not None and len(first) < zero < columns - len(last) - 1:
        line = line.ljust(zero) + "0"
    return line + last.rjust(max(len(last) + 1, columns - len(line)))


def bar_lines(bars: Sequence[Bar], width: int, longest: float = 0) -> list[str]:
    """One line a bar: what it is, the bar in eighths of a cell, its number. Below 0 it is said by the number alone."""
    label = min(max((cells(bar.label) for bar in bars), default=0), width // 3)
    longest = max([longest, *(abs(bar.value or 0) for bar in bars)]) or 1
    number = max(len(shown(value)) for value in (longest, *(bar.value for bar in bars)))
    room = max(4, width - label - number - 4)
    labels = (padded(bar.label, label, right=True) for bar in bars)
    return [
        f"{name}  {_bar(bar.value, longest, room)} {shown(bar.value)}" for name, bar in zip(labels, bars, strict=True)
    ]


def _bar(value: float | None, longest: float, room: int) -> str:
    eighths = round(abs(value or 0) / longest * room * 8)
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


# In words


def in_words(explored: Explored, values: Values, count: int = 5) -> list[tuple[str, str]]:
    """The picture as pairs of words, such as `x = 2` and `y = 5`: curves at `count` places, points, then bars."""
    found: list[tuple[str, str]] = []
    for number, (label, expression) in enumerate(explored.curves, 1):
        xs = _spread(explored.x, count)
        ys = explored.ys(expression, xs, values)
        found.append((_("curve {number}", number=number) if len(explored.curves) > 1 else _("curve"), label))
        found += [(f"x = {shown(x)}", f"y = {shown(y)}") for x, y in zip(xs, ys, strict=True)]
    for x, y in explored.points(values):
        found.append((_("point"), f"x = {shown(x)}, y = {shown(y)}"))
    return [*found, *((bar.label, shown(bar.value)) for bar in explored.bars(values))]
