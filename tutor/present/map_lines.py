"""The lines of a drawn map: from what is needed to what needs it, each to be followed from left to right on the grid.

Between two columns a line goes right, up or down, and right again, up or down, and right: first along a rail of the
skill where it begins, then along a row of its own, then along a rail of the skill where it ends. Rails belong to one
skill, rows to one line, so whoever never turns left comes only to what the skill opens. Where two lines cross the
horizontal one passes below: `─│─`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
ARMS = {
    LEFT | RIGHT: "─",
    UP | DOWN: "│",
    RIGHT | DOWN: "╭",
    LEFT | DOWN: "╮",
    RIGHT | UP: "╰",
    LEFT | UP: "╯",
    UP | DOWN | RIGHT: "├",
    UP | DOWN | LEFT: "┤",
    LEFT | RIGHT | DOWN: "┬",
    LEFT | RIGHT | UP: "┴",
    UP | DOWN | LEFT | RIGHT: "┼",
}
"""The characters by the sides that they reach."""

Cell = tuple[int, int]
Link = tuple[str, str]
Grid = dict[Cell, dict[str, int]]
"""Cells (column, row), each with the nets that pass it and the sides they reach there."""


class Tangled(Exception):
    """There is no room for a line of its own."""


class Gutter:
    """The room between two columns. Raises `Tangled` while it is made where the lines don't find their way."""

    def __init__(self, links: Sequence[Link], row: Mapping[str, int], height: int) -> None:
        self.links = links
        self.row = row
        self.height = height
        self.grid: Grid = {}
        self.lines: dict[Link, list[tuple[Cell, str]]] = {}
        self.out = _rails(links, row, 0)
        self.into = _rails(links, row, 1)
        first, last = max(self.out.values(), default=0), max(self.into.values(), default=0)
        self.width = first + last + 3
        self.into = {name: self.width - 1 - at for name, at in self.into.items()}
        for name, at in self.out.items():
            self._draw([(x, row[name]) for x in range(at)], f"out {name}", LEFT | RIGHT)
        for name, at in self.into.items():
            self._draw([(x, row[name]) for x in range(at + 1, self.width)], f"in {name}", LEFT | RIGHT)
        for link in sorted(links, key=lambda one: abs(row[one[0]] - row[one[1]])):
            self._route(link)

    def _draw(self, cells: Iterable[Cell], net: str, arms: int) -> None:
        for cell in cells:
            nets = self.grid.setdefault(cell, {})
            nets[net] = nets.get(net, 0) | arms

    def _route(self, link: Link) -> None:
        left, right = link
        for y in self._rows(self.row[left], self.row[right]):
            parts = self._parts(link, y)
            if all(self._free(cell, net, arms) for cell, net, arms in parts):
                for cell, net, arms in parts:
                    self._draw([cell], net, arms)
                entry = [((x, self.row[left]), f"out {left}") for x in range(self.out[left])]
                leave = [((x, self.row[right]), f"in {right}") for x in range(self.into[right] + 1, self.width)]
                self.lines[link] = [*entry, *((cell, net) for cell, net, _arms in parts), *leave]
                return
        raise Tangled

    def _rows(self, left: int, right: int) -> Iterator[int]:
        """The rows that a line may take, the nearest first."""
        yield from dict.fromkeys((right, left))
        others = (y for y in range(self.height) if y not in (left, right))
        yield from sorted(others, key=lambda y: min(abs(y - left), abs(y - right)))

    def _parts(self, link: Link, y: int) -> list[tuple[Cell, str, int]]:
        """The cells of a line over row `y` between the two rails, each with its net and the sides it adds."""
        left, right = link
        x0, x1 = self.out[left], self.into[right]
        parts = _rail(x0, self.row[left], y, f"out {left}", LEFT, RIGHT)
        parts += [((x, y), f"{left} to {right}", LEFT | RIGHT) for x in range(x0 + 1, x1)]
        return parts + _rail(x1, y, self.row[right], f"in {right}", LEFT, RIGHT)

    def _free(self, cell: Cell, net: str, arms: int) -> bool:
        """Whether a net may pass here: alone, or straight across one that goes straight the other way."""
        nets = self.grid.get(cell, {})
        ours = nets.get(net, 0) | arms
        others = [arms for name, arms in nets.items() if name != net]
        return not others or (len(others) == 1 and {ours, others[0]} == {LEFT | RIGHT, UP | DOWN})


def _rail(x: int, start: int, end: int, net: str, enter: int, leave: int) -> list[tuple[Cell, str, int]]:
    """From the left at row `start`, along the rail, to the right at row `end`."""
    if start == end:
        return [((x, start), net, enter | leave)]
    step = 1 if end > start else -1
    onward, back = (DOWN, UP) if step > 0 else (UP, DOWN)
    between = [((x, y), net, UP | DOWN) for y in range(start + step, end, step)]
    return [((x, start), net, enter | onward), *between, ((x, end), net, leave | back)]


def _rails(links: Sequence[Link], row: Mapping[str, int], side: int) -> dict[str, int]:
    """The rail of each skill at this side of the gutter, counted from there; those that never meet share one."""
    spans: dict[str, tuple[int, int]] = {}
    for link in links:
        rows = sorted(row[one] for one in link)
        low, high = spans.get(link[side], (rows[0], rows[1]))
        spans[link[side]] = (min(low, rows[0]), max(high, rows[1]))
    found: dict[str, int] = {}
    for name, (low, high) in sorted(spans.items(), key=lambda one: _by_way(row[one[0]], one[1])):
        taken = {at for other, at in found.items() if spans[other][0] <= high and low <= spans[other][1]}
        found[name] = next(at for at in range(len(found) + 1) if at not in taken)
    return found


def _by_way(start: int, span: tuple[int, int]) -> tuple[int, int]:
    """Lines that go down turn off the sooner the lower they begin, so that they don't cut one another."""
    down, up = span[1] - start, start - span[0]
    return (0, -start) if down >= up else (1, start)


def on_top(nets: Mapping[str, int]) -> tuple[str, str]:
    """The net that is seen in a cell, and its character. Where two cross, it is the vertical one."""
    net = max(nets, key=lambda one: nets[one] == UP | DOWN)
    return net, ARMS[nets[net]]
