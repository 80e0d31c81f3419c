"""When a goal is likely reached: a range of days from the learner's own pace, and what helps when that is too late.

The time a goal takes, in planned days, is P = sum(minutes of new work) * factor / (1 - reviews) / (minutes a day *
fullness) / attendance. Its variance has four parts: how unsure pace and attendance are (they grow with P), how much
single skills differ, and chance in which days are kept (P (1 - a) / a, as of a negative binomial). The range is meant
to hold four times in five: P (1 + z s) at the late end and, as spans of work lean to the right, P / (1 + z s) at the
early one. More minutes never make either end later, and fewer skills never do, while the variance of single skills
is below 1 / z^2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from tutor.core.goal import Plan, nth_planned, planned_days
from tutor.core.pace import REVIEW_UNSURE, Pace

WIDTH = 1.2816
"""Standard deviations to either side of a range that holds four times in five; fixed by the normal distribution."""
FARTHEST = 36_500
"""Planned days; what is farther away than a century is not told apart."""
MOST_MINUTES = 240
"""A day's minutes beyond which more time is no honest offer."""


class Forecast(Struct, frozen=True, kw_only=True):
    """Learning days between which the goal is likely reached, and the likeliest one. `minutes` of new work are left.

    `fits` compares the late end with the plan's last day; None without one.
    """

    minutes: int
    earliest: int
    likely: int
    latest: int
    fits: bool | None = None


class WaysOut(Struct, frozen=True, kw_only=True):
    """What helps when the late end is past the plan's last day; None or empty where a way is none.

    `minutes` a day that are needed; how many of the skills, in their order, `fit`; the `later` day.
    """

    minutes: int | None
    fit: int
    later: int


def span(costs: Sequence[float], pace: Pace, minutes_a_day: float) -> tuple[float, float, float]:
    """Planned days until all is learned: the early end, the middle and the late end.

    `costs` are the usual minutes of each skill that is left.
    """
    work = sum(costs)
    if work <= 0:
        return 0.0, 0.0, 0.0
    share = _day_share(pace, minutes_a_day)
    middle = work * share
    chance = (1 - pace.attendance) / pace.attendance
    constant = pace.unsure**2 + (pace.attendance_unsure / pace.attendance) ** 2 + REVIEW_UNSURE**2
    single = pace.variance * sum(cost * cost for cost in costs) * share**2
    late = middle + WIDTH * math.sqrt(constant * middle**2 + single + chance * middle)
    return middle * middle / late, middle, late


def _day_share(pace: Pace, minutes_a_day: float) -> float:
    """Planned days that a usual minute of new work takes."""
    a_day = minutes_a_day * pace.fullness * (1 - pace.reviews)
    return pace.factor / a_day / pace.attendance


def forecast(costs: Sequence[float], pace: Pace, plan: Plan, first: int) -> Forecast:
    """When what is left will be learned. `first` is the next day that counts: today, or tomorrow when today is done."""
    early, middle, late = (
        nth_planned(plan, first, min(FARTHEST, math.ceil(days - 1e-9))) for days in span(costs, pace, plan.minutes)
    )
    fits = None if plan.until is None else late <= plan.until or not costs
    minutes = round(sum(costs) * pace.factor)
    return Forecast(minutes=minutes, earliest=early, likely=middle, latest=late, fits=fits)


def ways_out(costs: Sequence[float], pace: Pace, plan: Plan, first: int) -> WaysOut | None:
    """What helps when the goal slips; None when it fits or has no day. `costs` are in the order of learning."""
    found = forecast(costs, pace, plan, first)
    if plan.until is None or found.fits:
        return None
    room = planned_days(plan, first, plan.until)
    return WaysOut(
        minutes=_minutes_needed(costs, pace, plan.minutes, room),
        fit=_that_fit(costs, pace, plan.minutes, room),
        later=found.latest,
    )


def minutes_needed(costs: Sequence[float], pace: Pace, room: int) -> int | None:
    """Minutes a day with which the late end is within `room` planned days; None where even a whole day is too short."""
    return _minutes_needed(costs, pace, 0, room, most=1440)


def _minutes_needed(costs: Sequence[float], pace: Pace, low: int, room: int, most: int = MOST_MINUTES) -> int | None:
    if not _within(costs, pace, most, room):
        return None
    high = most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _within(costs, pace, middle, room) else (middle, high)
    return high


def _that_fit(costs: Sequence[float], pace: Pace, minutes: int, room: int) -> int:
    low, high = 0, len(costs)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _within(costs[:middle], pace, minutes, room) else (low, middle)
    return low


def _within(costs: Sequence[float], pace: Pace, minutes: int, room: int) -> bool:
    return math.ceil(span(costs, pace, minutes)[2] - 1e-9) <= room
