"""Where a learner's lines stand against the right order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tutor.language import _


class Stood(NamedTuple):
    """A line of the right order (`belongs`), or one of the learner's that has no place in it.

    `stands` is whether the learner had it right among the others; `said` is where they had it, "" where nothing needs
    saying, None where they gave no order at all.
    """

    text: str
    belongs: bool
    stands: bool
    said: str | None


def compare(right: Sequence[str], given: Sequence[str] | None) -> list[Stood]:
    """The right lines with where the learner had each; then the learner's lines that don't belong."""
    if given is None:
        return [Stood(line, True, False, None) for line in right]
    kept = in_order(right, given)
    free = [number for number in range(len(given)) if number not in kept.values()]
    found = []
    for number, line in enumerate(right):
        if number in kept:
            found.append(Stood(line, True, True, ""))
            continue
        had = next((one for one in free if given[one] == line), None)
        if had is not None:
            free.remove(had)
        found.append(
            Stood(line, True, False, _("you left it out") if had is None else _("yours: {number}", number=had + 1))
        )
    return found + [
        Stood(given[one], False, False, _("doesn't belong; yours: {number}", number=one + 1)) for one in free
    ]


def in_order(right: Sequence[str], given: Sequence[str]) -> dict[int, int]:
    """The most lines that stand in the right order: numbers in `right` → numbers in `given`.

    The longest common subsequence; time and room grow with the product of the lengths.
    """
    best = [[0] * (len(given) + 1) for _row in range(len(right) + 1)]
    for i in reversed(range(len(right))):
        for j in reversed(range(len(given))):
            best[i][j] = best[i + 1][j + 1] + 1 if right[i] == given[j] else max(best[i + 1][j], best[i][j + 1])
    found, i, j = dict[int, int](), 0, 0
    while i < len(right) and j < len(given):
        if right[i] == given[j]:
            found[i] = j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
