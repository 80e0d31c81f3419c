"""The quick proof: the tutor beside Anki's default, on a few learners and weeks, with generous bounds.

The table itself is `tests/benchmarks/teaching.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from proof.marks import Marks
from proof.running import Plan, run
from proof.seeds import TUNING_SEEDS

LEARNERS, DAYS = 6, 20
SEED = TUNING_SEEDS[70]


@pytest.fixture(scope="module")
def taught() -> dict[str, list[Marks]]:
    return {
        policy: [run(Plan(policy, SEED, number, days=DAYS)) for number in range(LEARNERS)]
        for policy in ("ours", "anki")
    }


def total(marks: list[Marks], name: str) -> float:
    return float(sum(getattr(one, name) for one in marks))


@pytest.mark.slow
def test_more_is_kept_after_a_month_than_with_ankis_default(taught: dict[str, list[Marks]]) -> None:
    assert total(taught["ours"], "retention") > 1.1 * total(taught["anki"], "retention")


@pytest.mark.slow
def test_hardly_any_time_goes_into_what_cannot_be_understood_yet(taught: dict[str, list[Marks]]) -> None:
    assert total(taught["ours"], "futile") <= 0.05 * total(taught["ours"], "seconds")


@pytest.mark.slow
def test_skills_are_taught_when_what_they_need_is_there(taught: dict[str, list[Marks]]) -> None:
    assert total(taught["ours"], "taught_early") <= 0.2 * total(taught["ours"], "taught")


@pytest.mark.slow
def test_most_of_the_time_that_a_learner_gives_is_used(taught: dict[str, list[Marks]]) -> None:
    assert total(taught["ours"], "idle") <= 0.5 * total(taught["ours"], "offered")


@pytest.mark.slow
def test_most_answers_are_right(taught: dict[str, list[Marks]]) -> None:
    assert 0.65 <= total(taught["ours"], "right") / total(taught["ours"], "answers") <= 0.97
