"""The graph of skills as sets of bits: all that a skill stands on, all that stands on it, and how far up it lies.

Worked out once for a placement, so that each question looks at neighbours by a few operations on whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tutor.core.learner.events import of

Graph = Mapping[str, Sequence[str]]
"""Each skill with its direct prerequisites, course by course in the author's order."""


class SkillGraph:
    """Skills by number, in the order of `graph`. Courses that need one another in a circle are borne.

    `below` and `above` hold bit `n` for each skill a skill stands on, or that stands on it, itself never among them.
    `height` is 0..1 within its course: the mean of how far up its chain it lies and of its place in the author's order.
    """

    def __init__(self, graph: Graph) -> None:
        self.names = list(graph)
        self.number = {name: place for place, name in enumerate(self.names)}
        self.needs = [[self.number[one] for one in graph[name] if one in self.number] for name in self.names]
        self.course = [of(name) for name in self.names]
        self.order = _needed_first(self.needs)
        self.below = _closed(self.needs, self.order)
        self.above = _closed(_turned(self.needs), self.order[::-1])
        self.height = self._heights()

    def __len__(self) -> int:
        return len(self.names)

    def _heights(self) -> list[float]:
        deep = [0] * len(self)
        for one in self.order:  # within its own course: what another course asks for says nothing of this one's length
            deep[one] = max((deep[p] + 1 for p in self.needs[one] if self.course[p] == self.course[one]), default=0)
        by_course: dict[str, list[int]] = {}
        for one, course in enumerate(self.course):
            by_course.setdefault(course, []).append(one)
        height = [0.0] * len(self)
        for members in by_course.values():
            deepest, last = max(deep[one] for one in members) or 1, max(1, len(members) - 1)
            for place, one in enumerate(members):
                height[one] = 0.5 * min(1.0, deep[one] / deepest) + 0.5 * place / last
        return height


def members(bits: int) -> Iterator[int]:
    """The numbers in a set of bits, smallest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _needed_first(needs: list[list[int]]) -> list[int]:
    """All skills, each after what it needs; in a circle whoever was begun is not waited for."""
    order: list[int] = []
    begun, done = set[int](), set[int]()
    for first in range(len(needs)):
        waiting = [first]
        while waiting:
            top = waiting[-1]
            more = [one for one in needs[top] if one not in begun] if top not in begun else []
            begun.add(top)
            waiting += more
            if not more:
                waiting.pop()
                if top not in done:
                    done.add(top)
                    order.append(top)
    return order


def _turned(needs: list[list[int]]) -> list[list[int]]:
    turned: list[list[int]] = [[] for _ in needs]
    for one, below in enumerate(needs):
        for other in below:
            turned[other].append(one)
    return turned


def _closed(edges: list[list[int]], order: list[int]) -> list[int]:
    """Everything that is reached over the edges. One round is enough without circles; with them until nothing comes."""
    found = [0] * len(edges)
    moved = True
    while moved:
        moved = False
        for one in order:
            bits = found[one]
            for other in edges[one]:
                bits |= found[other] | 1 << other
            if bits != found[one]:
                found[one], moved = bits, True
    return [bits & ~(1 << one) for one, bits in enumerate(found)]
