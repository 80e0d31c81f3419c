"""From sums to figures: known answers, and figures that are finite whatever happened."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.insight import reckon
from tutor.core.insight.figures import Band, Grown
from tutor.core.learner.checked import BANDS
from tutor.core.learner.rows import DayRow, WayRow

MONDAY = (date(2026, 11, 16) - date(1970, 1, 1)).days


def day(number: int, *, seconds: float = 60.0, answers: int = 4, **courses: float) -> DayRow:
    return DayRow(id=str(number), day=number, answers=answers, right=answers // 2, seconds=seconds, courses=courses)


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ([], []),
        ([(18, 19, 17.1, 18)], []),
        ([(18, 20, 18.4, 18)], [Band(low=0.9, high=0.95, reviews=20, foretold=0.92, recalled=0.9)]),
        (
            [(19, 30, 29.1, 30), (18, 10, 9.2, 8), (17, 10, 8.8, 8)],
            [
                Band(low=0.85, high=0.95, reviews=20, foretold=0.9, recalled=0.8),
                Band(low=0.95, high=1.0, reviews=30, foretold=0.97, recalled=1.0),
            ],
        ),
        (
            [(19, 20, 19.6, 20), (3, 5, 0.9, 0)],
            [Band(low=0.15, high=1.0, reviews=25, foretold=0.82, recalled=0.8)],
        ),
    ],
)
def test_bands_are_as_narrow_as_their_reviews_allow(sums: list[tuple[int, int, float, int]], expected: object) -> None:
    assert reckon.bands(sums) == expected


@given(st.dictionaries(st.integers(0, BANDS - 1), st.integers(1, 300), max_size=BANDS))
def test_no_review_is_lost_between_bands_once_there_are_enough(counts: dict[int, int]) -> None:
    sums = [(band, count, count * (band + 0.5) / BANDS, count // 2) for band, count in counts.items()]
    found = reckon.bands(sums)
    whole = sum(counts.values())
    assert sum(one.reviews for one in found) == (whole if whole >= reckon.BAND_NEEDS else 0)
    assert all(one.reviews >= reckon.BAND_NEEDS and one.low <= one.foretold <= one.high for one in found)
    assert all(one.high <= other.low for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("reviews", "foretold", "recalled", "same"),
    [
        (20, 0.9, 0.8, True),
        (400, 0.9, 0.86, False),
        (400, 0.9, 0.925, True),
        (10_000, 0.9, 0.88, True),
        (0, 0.9, 0.9, True),
    ],
)
def test_what_chance_explains_is_not_called_an_error(
    reviews: int, foretold: float, recalled: float, same: bool
) -> None:
    assert reckon.is_as_foretold(reviews, foretold, recalled) == same


def test_growth_counts_what_was_learned_by_the_end_of_each_day() -> None:
    found = reckon.growth([MONDAY - 2, MONDAY, MONDAY], [MONDAY], MONDAY + 1)
    dates = [date(2026, 11, 16) + timedelta(days=number) for number in (-3, -2, -1, 0, 1)]
    counts = [(0, 0), (1, 0), (1, 0), (3, 1), (3, 1)]
    assert found == [
        Grown(day=at, learned=learned, mastered=mastered) for at, (learned, mastered) in zip(dates, counts, strict=True)
    ]


@pytest.mark.parametrize(("first", "step"), [(28, 1), (29, 7), (700, 7), (800, 28)])
def test_growth_goes_by_days_then_weeks_then_four_weeks(first: int, step: int) -> None:
    found = reckon.growth([MONDAY - first], [], MONDAY)
    assert {other.day - one.day for one, other in pairwise(found)} == {timedelta(days=step)}
    assert (found[0].learned, found[-1].learned) == (0, 1)


@given(st.lists(st.integers(-(10**7), 10**7), max_size=40), st.lists(st.integers(-(10**7), 10**7), max_size=40))
def test_growth_never_falls_and_stays_short_whatever_the_clocks_said(learned: list[int], mastered: list[int]) -> None:
    found = reckon.growth(learned, mastered, MONDAY)
    assert len(found) <= reckon.MOST_POINTS
    assert [one.learned for one in found] == sorted(one.learned for one in found)
    assert bool(found) == bool(learned)


def test_time_is_told_by_course_the_most_lately_first() -> None:
    rows = [day(MONDAY - 100, a=6000, b=60), day(MONDAY - 27, b=600), day(MONDAY, a=30), day(MONDAY - 28, a=60, c=0)]
    found = reckon.course_times(rows, MONDAY, {"a": "Algebra"})
    told = [(one.course, one.title, one.minutes, one.minutes_in_a_year) for one in found]
    assert told == [("b", "b", 10.0, 11.0), ("a", "Algebra", 0.5, 101.5)]


def test_days_without_study_are_no_study_days() -> None:
    rows = [day(MONDAY + 1), day(MONDAY), day(MONDAY + 2, seconds=0, answers=0), day(MONDAY + 3, seconds=9, answers=0)]
    assert [(one.day.day, one.minutes) for one in reckon.study_days(rows)] == [(16, 1.0), (17, 1.0), (19, 0.1)]


def test_ways_come_by_their_help_and_those_of_few_tries_last() -> None:
    rows = [
        WayRow(id="#words", way="words", shown=3, tries=20, right=12),
        WayRow(id="#steps", way="steps", shown=2, tries=10, right=9),
        WayRow(id="#story", way="story", shown=1, tries=9, right=9),
    ]
    assert [(one.way, one.share) for one in reckon.helped(rows)] == [("steps", 0.9), ("words", 0.6), ("story", None)]
