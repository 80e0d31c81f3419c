"""Which skills of a course are drawn as a graph, and where: in columns by depth, in an order with few crossings.

The layout is the layered one of Sugiyama, Tagawa and Toda (1981): layers by longest path, long edges through stand-ins,
order within a layer by barycentres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

Needs = Mapping[str, Sequence[str]]
"""Each skill with what it needs; what is no key of it is not drawn."""
MOST = 60
"""Skills that are drawn at once. Tunable (20..100): more lines than that nobody follows."""
SWEEPS = 6
"""Rounds of ordering. Tunable (2..24)."""


class Layered(Struct, frozen=True):
    """Skills and stand-ins by name: the layer of each (0 is leftmost), the layers in their order, and the links.

    Links lead from one layer to the next; a stand-in is called after the skill where its line begins.
    """

    layer: dict[str, int]
    orders: list[list[str]]
    before: dict[str, list[str]]
    after: dict[str, list[str]]

    @property
    def links(self) -> list[tuple[str, str]]:
        """From what is needed to what needs it, or between stand-ins."""
        return [(left, right) for left, ends in self.after.items() for right in ends]


def stands_in(name: str) -> bool:
    """Whether this is a stand-in, a piece of a long line."""
    return "\0" in name


def around(needs: Needs, chosen: str, steps: tuple[int, int], most: int = MOST) -> dict[str, list[str]]:
    """The skills so many steps before and after the chosen one, at most `most`, and what they need of each other."""
    opens: dict[str, list[str]] = {name: [] for name in needs}
    for name, below in needs.items():
        for other in below:
            if other in opens:
                opens[other].append(name)
    kept = {chosen: None}
    for links, far, room in ((needs, steps[0], most // 2), (opens, steps[1], most - 1)):
        edge = [chosen]
        for _step in range(far):
            found = (other for name in edge for other in links[name] if other in needs and other not in kept)
            edge = list(dict.fromkeys(found))[: max(0, room + 1 - len(kept))]
            kept |= dict.fromkeys(edge)
    return only(needs, kept)


def only(needs: Needs, kept: Iterable[str]) -> dict[str, list[str]]:
    """The graph of these skills alone, in the course's order."""
    wanted = set(kept)
    return {name: [other for other in below if other in wanted] for name, below in needs.items() if name in wanted}


def layers_of(needs: Needs) -> dict[str, int]:
    """The layer of each skill: one right of the furthest that it needs. What needs itself in a circle is leftmost."""
    found: dict[str, int] = {}
    waiting = {name: {other for other in below if other in needs and other != name} for name, below in needs.items()}
    while waiting:
        ready = [name for name, below in waiting.items() if below <= found.keys()]
        for name in ready or [next(iter(waiting))]:
            known = [found[other] for other in needs[name] if other in found]
            found[name] = max(known, default=-1) + 1 if ready else 0
            del waiting[name]
    return found


def layered(needs: Needs) -> Layered:
    """The layers, each in an order with few crossings."""
    layer = layers_of(needs)
    links = _links(needs, layer)
    orders: list[list[str]] = [[] for _layer in range(max(layer.values(), default=-1) + 1)]
    for name, at in layer.items():
        orders[at].append(name)
    before: dict[str, list[str]] = {name: [] for name in layer}
    after: dict[str, list[str]] = {name: [] for name in layer}
    for left, right in links:
        after[left].append(right)
        before[right].append(left)
    return Layered(layer, _ordered(orders, before, after), before, after)


def _links(needs: Needs, layer: dict[str, int]) -> list[tuple[str, str]]:
    """Links of one layer each. All long lines from one skill share their stand-ins, which are added to `layer`."""
    links: dict[tuple[str, str], None] = {}
    for name, below in needs.items():
        for other in below:
            if other not in needs or layer[other] >= layer[name]:
                continue
            last = other
            for at in range(layer[other] + 1, layer[name]):
                middle = f"{other}\0{at}"
                layer[middle] = at
                links[last, middle] = None
                last = middle
            links[last, name] = None
    return list(links)


def _ordered(
    orders: list[list[str]], before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> list[list[str]]:
    """The layers in the best order that some sweeps to the right and back come by."""
    best, least = [list(order) for order in orders], _crossings(orders, after)
    for sweep in range(SWEEPS):
        if not least:
            break
        forth = sweep % 2 == 0
        steps = range(1, len(orders)) if forth else range(len(orders) - 2, -1, -1)
        for at in steps:
            beside = {name: place for place, name in enumerate(orders[at - 1 if forth else at + 1])}
            _by_mean(orders[at], before if forth else after, beside)
        crossings = _crossings(orders, after)
        if crossings < least:
            best, least = [list(order) for order in orders], crossings
    return best


def _by_mean(order: list[str], beside: Mapping[str, Sequence[str]], place: Mapping[str, int]) -> None:
    mean = {
        name: sum(place[one] for one in beside[name]) / len(beside[name]) if beside[name] else float(at)
        for at, name in enumerate(order)
    }
    order.sort(key=lambda name: mean[name])


def _crossings(orders: Sequence[Sequence[str]], after: Mapping[str, Sequence[str]]) -> int:
    found = 0
    for left, right in pairwise(orders):
        place = {name: at for at, name in enumerate(right)}
        ends: list[int] = []
        for name in left:
            mine = sorted(place[one] for one in after[name])
            found += sum(end > one for one in mine for end in ends)
            ends += mine
    return found


def height_of(shown: Layered, gap: int) -> int:
    """The rows that the fullest layer takes."""
    return max((len(order) - 1) * gap + 1 for order in shown.orders) if shown.orders else 0


def rows_of(shown: Layered, gap: int) -> dict[str, int]:
    """Rows: each as near as may be to the middle of its neighbours, never nearer than `gap` to the one above."""
    orders, before, after, height = shown.orders, shown.before, shown.after, height_of(shown, gap)
    row: dict[str, int] = {}
    for order in orders:
        spare = height - ((len(order) - 1) * gap + 1)
        row |= {name: spare // 2 + at * gap for at, name in enumerate(order)}
    for order, beside in [*((one, before) for one in orders), *((one, after) for one in reversed(orders))]:
        wished = [round(_mean([row[one] for one in beside[name]], row[name])) for name in order]
        for at, name in enumerate(order):
            row[name] = max(wished[at], row[order[at - 1]] + gap if at else 0)
        lowest = height - 1
        for name in reversed(order):
            row[name] = min(row[name], lowest)
            lowest = row[name] - gap
    return row


def _mean(rows: Sequence[int], else_: int) -> float:
    return sum(rows) / len(rows) if rows else float(else_)
