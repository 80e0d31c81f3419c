"""From sums to figures: what needs thought and no disk."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from tutor.core.insight.figures import Band, CourseTime, Grown, StudyDay, WayHelp
from tutor.core.learner.checked import BANDS
from tutor.core.learner.rows import DayRow, WayRow

EPOCH = date(1970, 1, 1)
LAST_DAY = (date.max - EPOCH).days
LATELY = 28
"""Days that count as lately: four weeks, so that each weekday is in it as often."""
BAND_NEEDS = 20
"""Reviews in a band before its share is told: fewer swing by more than ten points by chance. Tunable 10-50."""
WAY_NEEDS = 10
"""Tries after a way of explaining, likewise. Tunable 5-30."""
MOST_POINTS = 130
"""Points of the growth: ten years of steps of four weeks."""
STEPS = ((28, 1), (7 * 104, 7))
"""Up to so many days since the first skill a point stands for so many; then for four weeks."""


def day_of(number: int) -> date:
    """The date of a learning day, whatever a clock once said."""
    return EPOCH + timedelta(days=min(max(0, number), LAST_DAY))


def study_days(rows: Iterable[DayRow]) -> list[StudyDay]:
    """The days with study, in order."""
    return [
        StudyDay(day=day_of(row.day), minutes=round(row.seconds / 60, 1), answers=row.answers, right=row.right)
        for row in sorted(rows, key=lambda row: row.day)
        if row.answers or row.seconds > 0
    ]


def bands(sums: Sequence[tuple[int, int, float, int]]) -> list[Band]:
    """Bands of enough reviews each, from sums (band, reviews, foretold, recalled); the surest are kept narrowest.

    Neighbours are put together until there are enough; what is left over at the weak end joins its neighbour. None
    when all together are too few.
    """
    found: list[list[float]] = []
    for band, reviews, foretold, recalled in sorted(sums, reverse=True):
        if not found or found[-1][2] >= BAND_NEEDS:
            found.append([0.0, (band + 1) / BANDS, 0, 0.0, 0])
        last = found[-1]
        found[-1] = [band / BANDS, last[1], last[2] + reviews, last[3] + foretold, last[4] + recalled]
    if len(found) > 1 and found[-1][2] < BAND_NEEDS:
        weak, last = found.pop(), found.pop()
        found.append([weak[0], last[1], last[2] + weak[2], last[3] + weak[3], last[4] + weak[4]])
    return [_band(*one) for one in reversed(found) if one[2] >= BAND_NEEDS]


def _band(low: float, high: float, reviews: float, foretold: float, recalled: float) -> Band:
    share, mean = recalled / reviews, foretold / reviews
    return Band(low=low, high=high, reviews=int(reviews), foretold=round(mean, 4), recalled=round(share, 4))


def is_as_foretold(reviews: int, foretold: float, recalled: float) -> bool:
    """Whether the share recalled is no farther off than chance explains: two standard errors, three points at least."""
    return abs(recalled - foretold) <= max(0.03, 2 * math.sqrt(foretold * (1 - foretold) / max(1, reviews)))


def growth(learned: Iterable[int], mastered: Iterable[int], today: int) -> list[Grown]:
    """Points up to today, from the days on which each skill was learned, and mastered; the first lies before them."""
    learned, mastered = sorted(learned), sorted(mastered)
    if not learned:
        return []
    away = max(0, today - learned[0])
    step = next((step for most, step in STEPS if away <= most), 28)
    count = min(MOST_POINTS, away // step + 2)
    return [grown(learned, mastered, today - step * back) for back in reversed(range(count))]


def grown(learned: Sequence[int], mastered: Sequence[int], day: int) -> Grown:
    """How many by the end of this day; both lists are sorted."""
    return Grown(day=day_of(day), learned=bisect_right(learned, day), mastered=bisect_right(mastered, day))


def course_times(rows: Iterable[DayRow], today: int, titles: Mapping[str, str]) -> list[CourseTime]:
    """Minutes by course, lately and in all of these days, the most first."""
    lately: dict[str, float] = {}
    in_all: dict[str, float] = {}
    for row in rows:
        for course, seconds in row.courses.items():
            in_all[course] = in_all.get(course, 0.0) + seconds
            lately[course] = lately.get(course, 0.0) + (seconds if row.day > today - LATELY else 0.0)
    found = [
        CourseTime(
            course=course,
            title=titles.get(course, course),
            minutes=round(lately[course] / 60, 1),
            minutes_in_a_year=round(seconds / 60, 1),
        )
        for course, seconds in in_all.items()
        if seconds > 0
    ]
    return sorted(found, key=lambda one: (-one.minutes, -one.minutes_in_a_year, one.course))


def helped(rows: Iterable[WayRow]) -> list[WayHelp]:
    """How each way of explaining helped, the most helpful first; those of too few tries last."""
    found = [
        WayHelp(
            way=row.way,
            shown=row.shown,
            tries=row.tries,
            right=row.right,
            share=round(row.right / row.tries, 4) if row.tries >= WAY_NEEDS else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.share is None, -(one.share or 0), -one.tries, one.way))
