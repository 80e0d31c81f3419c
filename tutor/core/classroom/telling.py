"""What may be told of a group of learners outside their class, so that no few of them can be told apart.

Whoever reads a file of sums can subtract: a cell that is left blank is a total less the rest, and what two files differ
by is what came between. So a count is told in fives, rounded down, a small one not at all; and before anything is told
it is looked at as its reader would: from all that is known, how few and how many learners may each cell have? A cell
that certainly has somebody and certainly fewer than five is *closed*, as is one that is certainly empty; with a closed
cell nothing of its breakdown is told. This is suppression by a smallest number with an audit, as statistical offices
do it (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4); it is not differential privacy.
"""

from __future__ import annotations

from typing import NamedTuple

FLOOR = 5
"""Learners: nothing is told of fewer. Fixed by the design."""
SUGGESTED_K = 10
"""Learners that a row needs before it is told. Fixed by the design; `FLOOR` at least."""
EXTREME = 0.05
"""A share up to this, or from all but this, is told as “nearly none” or “nearly all” only. Fixed by the design."""

Range = tuple[int, int]
"""The fewest and the most learners that a cell may have, as a reader knows."""


class Parts(NamedTuple):
    """Cells that make up a whole: how many learners each may have, and all of them together."""

    cells: list[Range]
    whole: Range


def in_fives(count: int) -> int:
    """A count as it is told."""
    return count // FLOOR * FLOOR


def known(told: int) -> Range:
    """What is known of a cell from its count as it is told."""
    return told, told + FLOOR - 1


def few(n: int) -> int:
    """The most of n learners that are so few that only “nearly none” is told of them."""
    return max(FLOOR - 1, int(EXTREME * n))


def tightened(parts: Parts) -> list[Range]:
    """How few and how many each cell can have, once the others and the whole are reckoned with."""
    low, high = (sum(cell[end] for cell in parts.cells) for end in (0, 1))
    return [
        (max(cell[0], parts.whole[0] - (high - cell[1])), min(cell[1], parts.whole[1] - (low - cell[0])))
        for cell in parts.cells
    ]


def is_open(cell: Range) -> bool:
    """Whether a cell may have five learners or more; or none or some, which nobody can tell."""
    return cell[1] >= FLOOR or (cell[0] <= 0 < cell[1])


def all_open(parts: Parts) -> bool:
    """Whether no cell is closed."""
    return all(map(is_open, tightened(parts)))


def between(old: Parts, new: Parts, came: int) -> Parts:
    """The same breakdown of those `came` alone, as whoever has the parts before and after them knows it."""
    cells = [_less(mine, before, came) for mine, before in zip(new.cells, old.cells, strict=True)]
    return Parts(cells, _less(new.whole, old.whole, came))


def _less(new: Range, old: Range, came: int) -> Range:
    return max(0, new[0] - old[1]), min(came, new[1] - old[0])


def exactly(count: int) -> Range:
    """A count that is known."""
    return count, count


def rounded_size(n: int) -> int:
    """How many learners a class has, to the nearest five."""
    return (n + FLOOR // 2) // FLOOR * FLOOR
