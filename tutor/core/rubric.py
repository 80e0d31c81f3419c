"""A rubric: what a piece of work is rated by, and what its levels come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from tutor.core.item import Flaw, Written

GOOD = 0.7
HARD = 0.4
"""Least means over the criteria for these ratings; below `HARD` it is `again`. Tunable, .6-.8 and .3-.5. Nothing is
`easy` by its criteria alone: that is for the learner to say."""
MOST_CRITERIA = 20
MOST_LEVELS = 10


class Criterion(Written, frozen=True, kw_only=True):
    """One row of a rubric, its levels from lowest to highest."""

    criterion: str
    levels: list[str]


def flaws_of_rubric(rubric: Sequence[Criterion], path: tuple[str | int, ...]) -> Iterator[Flaw]:
    """What is wrong with a rubric that stands at `path` in its item."""
    if len(rubric) > MOST_CRITERIA:
        yield Flaw(path, "too-many", f"the rubric has more than {MOST_CRITERIA} criteria", "keep those that matter")
    for number, row in enumerate(rubric):
        here = (*path, number)
        if not row.criterion.strip():
            yield Flaw(here, "empty", "the criterion has no name", "say what is looked at")
        if len(row.levels) < 2:
            yield Flaw(here, "levels", "a criterion needs at least two levels", "write them from lowest to highest")
        elif len(row.levels) > MOST_LEVELS:
            yield Flaw(here, "levels", f"the criterion has more than {MOST_LEVELS} levels", "merge some")
        elif len(set(row.levels)) < len(row.levels) or not all(level.strip() for level in row.levels):
            yield Flaw(here, "levels", "two levels read the same, or one is empty", "say how they differ")


def trouble_of(criteria: Sequence[int], rubric: Sequence[Criterion]) -> str:
    """What is wrong with levels chosen for a rubric (one index for each criterion, from 0), or nothing."""
    if not rubric:
        return "There are no criteria here to rate by."
    fits = len(criteria) == len(rubric) and all(
        0 <= level < len(row.levels) for level, row in zip(criteria, rubric, strict=True)
    )
    return "" if fits else f"Rate each of the {len(rubric)} criteria with the number of its level, from 0."


def mean_level(criteria: Sequence[int], rubric: Sequence[Criterion]) -> float:
    """The mean over the criteria of level / highest level, 0..1."""
    return sum(level / max(len(row.levels) - 1, 1) for level, row in zip(criteria, rubric, strict=True)) / len(rubric)


def at_the_top(criteria: Sequence[int], rubric: Sequence[Criterion]) -> bool:
    """Whether every criterion is rated with its highest level."""
    return bool(rubric) and all(level == len(row.levels) - 1 for level, row in zip(criteria, rubric, strict=True))


def rating_of(mean: float) -> Literal["again", "hard", "good"]:
    """The rating that a mean level comes to."""
    return "good" if mean >= GOOD else "hard" if mean >= HARD else "again"
