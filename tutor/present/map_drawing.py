"""The map of a course as a drawing: skills in columns by depth, and lines between what needs what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tutor.present.map_layers import MOST, Layered, Needs, around, height_of, layered, layers_of, rows_of, stands_in
from tutor.present.map_lines import Gutter, Tangled, on_top

WIDEST, NARROWEST = 26, 15
"""Cells of a column of names: as many as there is room for; with less room the drawing shows less. Tunable (12..34)."""
GAPS = (3, 2, 1)
"""Rows from one skill to the next, the roomiest that has room."""
STEPS = ((4, 4), (3, 3), (3, 2), (2, 3), (2, 2), (2, 1), (1, 2), (1, 1))
"""Steps before and after the chosen skill, where not everything has room."""
FEWER = (24, 14, 8, 5, 3, 2, 1)
"""Skills at most, where even its neighbours have no room."""


class Stroke(Struct, frozen=True):
    """A cell of a line: where, its character, and whether it leads to or from the chosen skill."""

    x: int
    y: int
    sign: str
    lit: bool


class Box(Struct, frozen=True):
    """Where a skill stands: its name begins at `x` and has `cells`; `line` says whether one begins right of it."""

    name: str
    x: int
    y: int
    cells: int
    line: bool


class Drawing(Struct, frozen=True):
    """What is drawn, in cells. `whole` says that nothing of the course is left out.

    A name may take `lines` rows, 1 or 2: nothing else stands below it then.
    """

    width: int
    height: int
    boxes: list[Box]
    strokes: list[Stroke]
    lines: int
    whole: bool


def drawing(needs: Needs, chosen: str, width: int, height: int, longest: int = WIDEST) -> Drawing | None:
    """The largest part of the graph around the chosen skill that has room, all of it where it can; else None.

    `longest` are the cells of the longest name. Pure, and bounded by `MOST` skills.
    """
    if chosen not in needs:
        return None
    for shown in _choices(needs, chosen):
        layers = max(layers_of(shown).values()) + 1
        if layers * NARROWEST + (layers - 1) * 3 <= width:
            found = _drawn(shown, chosen, width, height, min(longest, WIDEST))
            if found is not None:
                return found if len(shown) == len(needs) else replace(found, whole=False)
    return None


def _choices(needs: Needs, chosen: str) -> Iterator[Needs]:
    """The whole graph, then less and less of it."""
    if len(needs) <= MOST:
        yield needs
    seen = set[tuple[str, ...]]()
    for steps, most in [*((steps, MOST) for steps in STEPS), *((STEPS[-1], most) for most in FEWER)]:
        shown = around(needs, chosen, steps, most)
        if tuple(shown) not in seen:
            seen.add(tuple(shown))
            yield shown


def _drawn(needs: Needs, chosen: str, width: int, height: int, longest: int) -> Drawing | None:
    shown = layered(needs)
    for gap in GAPS:
        tall, lines = height_of(shown, gap), min(gap, 2)
        if tall + lines - 1 > height:
            continue
        try:
            gutters = _gutters(shown, rows_of(shown, gap), tall)
        except Tangled:
            continue
        room = (width - sum(gutter.width for gutter in gutters)) // (len(gutters) + 1)
        if room >= NARROWEST:
            plan = _Plan(needs, chosen, shown, gutters, max(NARROWEST, min(room, longest)))
            boxes, strokes = _put(plan, rows_of(shown, gap))
            wide = plan.left(len(gutters)) + plan.column
            return Drawing(wide, tall + lines - 1, boxes, strokes, lines, whole=True)
    return None


class _Plan(Struct, frozen=True):
    """What is drawn, and how wide its columns are."""

    needs: Needs
    chosen: str
    shown: Layered
    gutters: list[Gutter]
    column: int

    def left(self, layer: int) -> int:
        """Where a column begins."""
        return layer * self.column + sum(gutter.width for gutter in self.gutters[:layer])

    def lit(self, link: tuple[str, str]) -> bool:
        """Whether a piece of a line belongs to one that begins or ends at the chosen skill."""
        start = link[0].split("\0")[0]
        if self.chosen in (start, link[1]):
            return True
        return stands_in(link[1]) and start in self.needs[self.chosen]


def _gutters(shown: Layered, row: dict[str, int], height: int) -> list[Gutter]:
    by_layer: list[list[tuple[str, str]]] = [[] for _order in shown.orders[1:]]
    for link in shown.links:
        by_layer[shown.layer[link[0]]].append(link)
    return [Gutter(links, row, height) for links in by_layer]


def _put(plan: _Plan, row: Mapping[str, int]) -> tuple[list[Box], list[Stroke]]:
    boxes = [
        Box(name, plan.left(at), row[name], plan.column, bool(plan.shown.after[name]))
        for name, at in plan.shown.layer.items()
        if not stands_in(name)
    ]
    return boxes, [*_through(plan, row), *_between(plan)]


def _between(plan: _Plan) -> Iterator[Stroke]:
    for at, gutter in enumerate(plan.gutters):
        left = plan.left(at) + plan.column
        lit = {part for link, parts in gutter.lines.items() if plan.lit(link) for part in parts}
        for (x, y), nets in gutter.grid.items():
            net, sign = on_top(nets)
            yield Stroke(left + x, y, sign, ((x, y), net) in lit)


def _through(plan: _Plan, row: Mapping[str, int]) -> Iterator[Stroke]:
    """Long lines pass the columns between."""
    for name, at in plan.shown.layer.items():
        if stands_in(name):
            lit = any(plan.lit((name, end)) for end in plan.shown.after[name])
            for x in range(plan.left(at), plan.left(at) + plan.column):
                yield Stroke(x, row[name], "─", lit)


def beside(needs: Mapping[str, list[str]], chosen: str) -> tuple[list[str], list[str]]:
    """What the chosen skill needs, and what needs it."""
    return list(needs.get(chosen, ())), [name for name, below in needs.items() if chosen in below]
