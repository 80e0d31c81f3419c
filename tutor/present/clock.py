"""When the computer's clock and the learner's file disagree about the time."""

from __future__ import annotations

from tutor.core.day import DAY_MS, learning_day, moment
from tutor.language import _, _n
from tutor.present.when import day_words

BACK = 60_000
"""Milliseconds that a clock may go back unnoticed; fixed (design/safety.md, 2.3)."""
FORWARD = 2 * DAY_MS
"""How far it may go forward; fixed likewise."""


def jump(last: int, now: int, offset: int) -> str:
    """A sentence when the clock went back, or far forward, since the last event; both UTC ms, `offset` minutes east.

    Nothing is asked: events keep their order whatever the clock says, and after a break little is due at once.
    """
    if not last:
        return ""
    then, today = moment(last, offset), moment(now, offset).date()
    if now < last - BACK:
        return _(
            "The computer's clock is behind your last answer ({day}, {time}). "
            "Everything keeps its order; please look at the clock.",
            day=day_words(then.date(), today),
            time=f"{then:%H:%M}",
        )
    if now > last + FORWARD:
        days = learning_day(now, offset) - learning_day(last, offset)
        return _n(
            "By the computer's clock your last answer was {count} day ago, on {day}.",
            "By the computer's clock your last answer was {count} days ago, on {day}.",
            days,
            day=day_words(then.date(), today),
        )
    return ""
