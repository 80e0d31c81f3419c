"""The optimiser behind the extra: what it is given, and what is said without it."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from tutor.core.memory import Memory
from tutor.core.refit import Review
from tutor.study import optimizer


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(optimizer.NoOptimizer, match=r"pip install 'tutor-terminal\[optimize\]'"):
        optimizer.fit([])


class Asked:
    """Stands in for the package and keeps what it was asked."""

    def __init__(self, weights: list[float]) -> None:
        assert weights == [1.0] * 21

    def compute_parameters(self, items: list[Any], cards: list[int]) -> list[float]:
        return [*cards, *items]


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType("fsrs_rs_python")
    module.DEFAULT_PARAMETERS, module.FSRS = (1.0,) * 21, Asked
    module.FSRSItem, module.FSRSReview = list, lambda rating, days: (rating, days)
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", module)


@pytest.mark.usefixtures("package")
def test_each_review_on_a_later_day_is_given_with_all_before_it_in_whole_days() -> None:
    log = [
        Review("a", 0.0, "good"),
        Review("b", 0.0, "again"),
        Review("b", 0.01, "hard"),
        Review("a", 2.4, "easy"),
        Review("b", 0.6, "good"),
        Review("a", 1e12, "good"),
    ]
    assert optimizer.fit(log) == [0, 1, 0, [(3, 0), (4, 2)], [(1, 0), (2, 0), (3, 1)], [(3, 0), (4, 2), (3, 36_500)]]


@pytest.mark.usefixtures("package")
def test_a_card_that_was_presumed_known_tells_nothing_of_how_a_memory_begins() -> None:
    presumed = Review("a", 9.0, "good", had=Memory(20.0, 5.0))
    assert optimizer.fit([presumed, presumed]) == []


@pytest.mark.usefixtures("package")
def test_a_card_with_endless_reviews_is_cut_where_the_optimiser_stops_looking() -> None:
    found: list[Any] = optimizer.fit([Review("a", 1.0, "good")] * 1000)
    assert max(len(one) for one in found if isinstance(one, list)) == optimizer.LONGEST


def test_the_real_optimiser_gives_weights_that_can_be_used() -> None:
    pytest.importorskip("fsrs_rs_python", reason="the extra `optimize` is not installed")
    from tutor.core.refit import usable

    log = [
        Review(str(card), float(turn * 3), "again" if (card + turn) % 7 == 0 else "good")
        for turn in range(8)
        for card in range(60)
    ]
    assert usable(tuple(optimizer.fit(log)))
