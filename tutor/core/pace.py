"""The learner's own pace, from their own log: what a skill costs them, what reviews take, how often they come.

Until there is evidence the defaults of the learning model stand; with every skill learned and every day kept they
weigh less. All shares are 0..1; all spreads are relative (0.3: give or take 30 %).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from tutor.core.gate import USUAL_SECONDS
from tutor.core.goal import Plan, is_planned
from tutor.core.learner.rows import DayRow

PRIOR_SKILLS = 1.5
"""Skills' worth of the usual cost that one's own is blended with; tunable 1-4."""
PRIOR_VARIANCE = 0.25
PRIOR_VARIANCE_SKILLS = 4.0
"""Variance of the cost of single skills about one's own, and how many skills it counts for; tunable."""
VARIANCE_RANGE = (0.04, 0.60)
"""Beyond .60 a forecast of fewer skills could end later (see `goal_forecast`)."""
USUAL_SKILL = 4.0
"""Minutes of such a skill."""
STEP = 1.25
"""How far one more skill may move one's own cost: the first that took long is no reason to lose heart. Tunable
1.1-1.5."""
FACTOR_RANGE = (0.1, 10.0)
REVIEW_SHARE = 0.35
"""Share of study time that reviews take before there is one's own; tunable .2-.5."""
REVIEW_PRIOR = 3600.0
"""Seconds of study that this default counts for."""
REVIEW_MOST = 0.85
REVIEW_UNSURE = 0.10
"""How much the share of reviews changes on the way; tunable .05-.2."""
ATTENDANCE = 0.75
ATTENDANCE_STEP = 0.08
"""Start and step of the moving average of planned days kept; the start is the learning model's, the step tunable."""
ATTENDANCE_UNSURE = 0.15
"""Standard deviation of attendance before anything is known of it; tunable .1-.25."""
ATTENDANCE_LEAST = 0.1
FULL_DAYS = 3.0
"""Kept days with all their minutes that are assumed beside the real ones; tunable 1-7."""
FULLNESS_LEAST = 0.3


class Spent(Struct, frozen=True):
    """A skill that was learned: minutes it took, minutes that are usual for it, answers it took."""

    minutes: float
    usual: float
    answers: int = 0


class Pace(Struct, frozen=True, kw_only=True):
    """How somebody studies. `factor` is the cost of a skill over the usual; `skills` and `days` are the evidence.

    `variance` is of single skills about `factor`; `unsure` how far `factor` itself may be off. `fullness` is the share
    of the planned minutes that a kept day has. `answers` (per skill) and `seconds` (per answer) are None without
    evidence.
    """

    factor: float = 1.0
    variance: float = PRIOR_VARIANCE
    unsure: float = math.sqrt(PRIOR_VARIANCE / PRIOR_SKILLS)
    reviews: float = REVIEW_SHARE
    attendance: float = ATTENDANCE
    attendance_unsure: float = ATTENDANCE_UNSURE
    fullness: float = 1.0
    skills: int = 0
    days: int = 0
    answers: float | None = None
    seconds: float | None = None


def measured(spent: Sequence[Spent], days: Sequence[DayRow], plan: Plan, today: int) -> Pace:
    """The pace that these skills (the one learned last first) and learning days (in order) show, as of `today`.

    Today counts as kept once something is done, and not by its minutes: it is not over.
    """
    factor, variance = _cost(spent)
    attendance, unsure, count = _attendance(days, plan, today)
    answers = sum(one.answers for one in spent)
    return Pace(
        factor=factor,
        variance=variance,
        unsure=math.sqrt(variance / (len(spent) + PRIOR_SKILLS)),
        reviews=review_share(days),
        attendance=attendance,
        attendance_unsure=unsure,
        fullness=_fullness([day for day in days if day.day < today], plan),
        skills=len(spent),
        days=count,
        answers=answers / len(spent) if answers else None,
        seconds=60 * sum(one.minutes for one in spent if one.answers) / answers if answers else None,
    )


def minutes_of(day: DayRow) -> float:
    """Minutes studied on a day; of answers that were not timed, the usual seconds."""
    return (day.seconds or day.answers * USUAL_SECONDS) / 60


def _cost(spent: Sequence[Spent]) -> tuple[float, float]:
    """One's own cost over the usual, and the variance of single skills about it, which a damped step widens."""
    factor, minutes, usual = 1.0, PRIOR_SKILLS * USUAL_SKILL, PRIOR_SKILLS * USUAL_SKILL
    for one in reversed(spent):
        minutes, usual = minutes + one.minutes, usual + one.usual
        factor = min(factor * STEP, max(factor / STEP, minutes / usual))
    factor = min(FACTOR_RANGE[1], max(FACTOR_RANGE[0], factor))
    off = sum((one.minutes / one.usual / factor - 1) ** 2 for one in spent if one.usual)
    variance = (PRIOR_VARIANCE * PRIOR_VARIANCE_SKILLS + off) / (PRIOR_VARIANCE_SKILLS + len(spent))
    return factor, min(VARIANCE_RANGE[1], max(VARIANCE_RANGE[0], variance))


def review_share(days: Sequence[DayRow]) -> float:
    """The share of study time that reviews take on these days; the usual one before there is much to go by."""
    whole = sum(day.seconds for day in days)
    reviews = max(0.0, whole - sum(day.learn_seconds for day in days))
    return min(REVIEW_MOST, (reviews + REVIEW_SHARE * REVIEW_PRIOR) / (whole + REVIEW_PRIOR))


def _attendance(days: Sequence[DayRow], plan: Plan, today: int) -> tuple[float, float, int]:
    """The moving average of planned days kept, how unsure it is, and of how many days it is.

    The average forgets: its variance is that of about 2 / step days, and what is left of not knowing at the start.
    """
    came = {day.day for day in days if day.answers or day.seconds}
    if not came:
        return ATTENDANCE, ATTENDANCE_UNSURE, 0
    last = today if today in came else today - 1
    planned = [day for day in range(min(came), last + 1) if is_planned(plan, day)]
    share = ATTENDANCE
    for day in planned:
        share += ATTENDANCE_STEP * ((day in came) - share)
    share = max(ATTENDANCE_LEAST, share)
    known = 1 - (1 - ATTENDANCE_STEP) ** (2 * len(planned))
    noise = share * (1 - share) * ATTENDANCE_STEP / (2 - ATTENDANCE_STEP) * known
    return share, math.sqrt(noise + (1 - known) * ATTENDANCE_UNSURE**2), len(planned)


def _fullness(days: Sequence[DayRow], plan: Plan) -> float:
    """The share of the planned minutes that kept days had since the plan was made."""
    shares = [min(1.0, minutes_of(day) / plan.minutes) for day in days if day.day > plan.since and minutes_of(day)]
    return max(FULLNESS_LEAST, (sum(shares) + FULL_DAYS) / (len(shares) + FULL_DAYS))
