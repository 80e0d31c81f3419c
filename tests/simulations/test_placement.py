"""Placement before learners whose truth is known, with generous bounds; the table is `tests/benchmarks/placement.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from proof import placing
from proof.seeds import TUNING_SEEDS

SEED = TUNING_SEEDS[502]
LEARNERS = 5


@pytest.fixture(scope="module")
def found() -> dict[str, list[placing.Found]]:
    return {
        sort: [placing.place(placing.knower(sort, SEED, number), SEED) for number in range(LEARNERS)]
        for sort in placing.SORTS
    }


def total(found: list[placing.Found], name: str) -> int:
    return sum(getattr(one, name) for one in found)


def test_at_most_thirty_questions_are_asked(found: dict[str, list[placing.Found]]) -> None:
    assert all(one.asked <= 30 for several in found.values() for one in several)


@pytest.mark.parametrize("sort", ["halfway", "patchy"])
def test_most_of_what_is_known_is_found(found: dict[str, list[placing.Found]], sort: str) -> None:
    assert total(found[sort], "found") >= 0.6 * total(found[sort], "known")


@pytest.mark.parametrize("sort", placing.SORTS)
def test_little_is_presumed_wrongly_even_before_the_check(found: dict[str, list[placing.Found]], sort: str) -> None:
    assert total(found[sort], "wrong") <= 0.3 * total(found[sort], "presumed")


@pytest.mark.slow
def test_after_the_checks_hardly_anything_is_presumed_wrongly_and_time_is_saved() -> None:
    pairs = [
        [placing.study("patchy", SEED, number, placed=placed, days=14) for placed in (True, False)] for number in (0, 3)
    ]
    placed = [one for one, _ in pairs]
    assert all(0 < one.asked <= 30 for one in placed)
    assert sum(one.wrong_after for one in placed) <= 0.10 * sum(one.presumed for one in placed)
    hours = [placing.hours_to_the_same(one, plain) for one, plain in pairs]
    assert sum(one for one, _ in hours) <= sum(plain for _, plain in hours)
