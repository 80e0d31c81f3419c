"""Coming back after a break: what fell due is spread over some days, the most at risk first, and new things wait.

A break is three or more planned days missed; it matters when more is due than two usual days' worth of reviews (rule 22
of the peers' study) and more than a day's answers: less is done at one sitting. Nothing is stored: the days of the log
say when the learner came back, and so how far the spread is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from msgspec import Struct

from tutor.core.goal import Plan, is_planned
from tutor.core.learner.rows import DayRow
from tutor.core.pace import review_share

MISSED = 3
"""Planned days missed that make a break; fixed by rule 22."""
DAYS_WORTH = 2.0
"""Usual days' worth of reviews due above which the load is spread; fixed by rule 22."""
SPREADS = (3, 5, 7)
"""Days over which the load is spread; fixed by rule 22."""
LOOKED_AT = 28
"""Study days before the break that say what is usual; tunable 7-60."""


class Comeback(Struct, frozen=True):
    """A load that is being spread: over so many `days`, this is the `day`-th; `today` reviews are its part.

    `missed` planned days were missed. New things are paused while this lasts, unless they are asked for.
    """

    missed: int
    days: int
    day: int
    today: int
    done: bool = False


def comeback(
    history: Sequence[DayRow], plan: Plan, today: int, count: Callable[[], int], usual: float
) -> Comeback | None:
    """The spread that is under way or begins today, or None.

    `history` are the learning days in order (today's too, if anything was done), `count` gives what is due by tonight
    and is asked only after a break, `usual` are the answers of a usual day where the log has none before the break.
    """
    came = [day.day for day in history if day.day <= today and (day.answers or day.seconds)]
    gap = _last_break(came, plan, today)
    if gap is None:
        return None
    back, missed = gap
    answered = {day.day: day.answers for day in history}
    before = sorted([answered[day] for day in came if day < back][-LOOKED_AT:])
    answers = float(before[len(before) // 2]) if before else usual
    reviews = answers * review_share([day for day in history if day.day < back])
    since = sum(answered[day] for day in came if day >= back)
    due = count()
    whole = due + since
    if whole <= max(DAYS_WORTH * reviews, answers):
        return None
    days = next((spread for spread in SPREADS if whole / spread <= answers), SPREADS[-1])
    number = 1 + sum(back <= day < today for day in came)
    if number > days or due == 0:
        return None
    done_today = answered.get(today, 0)
    part = math.ceil((due + done_today) / (days - number + 1))
    return Comeback(missed, days, number, max(0, part - done_today), done_today >= part)


def _last_break(came: Sequence[int], plan: Plan, today: int) -> tuple[int, int] | None:
    """When the learner came back from the last break (today, when they just do), and how many planned days it had.

    Only a return within the longest spread is looked for.
    """
    starts = [*came, *([] if came and came[-1] == today else [today])]
    for place in range(len(starts) - 1, max(0, len(starts) - 1 - SPREADS[-1]), -1):
        earlier, back = starts[place - 1], starts[place]
        missed = sum(is_planned(plan, day) for day in range(max(earlier + 1, back - 400), back))
        if missed >= MISSED:
            return back, missed
    return None
