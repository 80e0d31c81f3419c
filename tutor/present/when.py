"""Days and spans of time in words: how far away something is, and when a goal is likely reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tutor.language import _, _c, _n, later

MONTHS = (
    *(later("Jan"), later("Feb"), later("Mar"), later("Apr"), later("May"), later("Jun")),
    *(later("Jul"), later("Aug"), later("Sep"), later("Oct"), later("Nov"), later("Dec")),
)
WEEKDAYS = (
    *(later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday")),
    *(later("Friday"), later("Saturday"), later("Sunday")),
)
SHORT_WEEKDAYS = (
    *(later("Mon"), later("Tue"), later("Wed"), later("Thu")),
    *(later("Fri"), later("Sat"), later("Sun")),
)
TINY_WEEKDAYS = (
    *(later("Mo"), later("Tu"), later("We"), later("Th")),
    *(later("Fr"), later("Sa"), later("Su")),
)
"""Two letters, for a column of them."""
FAR = 300
"""Days from which a date is told with its year."""


def when(due: datetime, now: datetime) -> str:
    """How far away a moment is: later today, tomorrow, in 5 days, in 3 weeks, in 4 months."""
    days = (due.astimezone(now.tzinfo).date() - now.date()).days
    if days < 1:
        return _("later today")
    if days == 1:
        return _("tomorrow")
    if days < 14:
        return _n("in {count} day", "in {count} days", days)
    if days < 60:
        return _n("in {count} week", "in {count} weeks", round(days / 7))
    return _n("in {count} month", "in {count} months", round(days / 30.4))


def on_day(day: date, today: date) -> str:
    """A day as one says it: today, tomorrow, yesterday, on Friday (within a week), on 20 Feb."""
    near = _near(day, today)
    if near or 0 < (day - today).days < 7:
        return near or _("on {day}", day=_(WEEKDAYS[day.weekday()]))
    return _("on {day}", day=day_words(day, today))


def that_day(day: date, today: date) -> str:
    """The same as the name of a day, to stand after `until` and `since`: today, Friday, 20 Feb."""
    near = _near(day, today)
    if near or 0 < (day - today).days < 7:
        return near or _c("until, since", "{day}", day=_(WEEKDAYS[day.weekday()]))
    return _c("until, since", "{day}", day=day_words(day, today))


def _near(day: date, today: date) -> str:
    away = (day - today).days
    return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(away, "")


def comes_back(due: str | None, now: datetime, *, correct: bool) -> str:
    """When what was answered comes back: `due` is an RFC 3339 time, or None when nothing is scheduled.

    "" for what is due already: it is still being practised, and to say so after every answer helps nobody.
    """
    if not correct:
        return _("It comes back soon.")
    moment = datetime.fromisoformat(due) if due else now
    return _("It comes back {when}.", when=when(moment, now)) if moment > now else ""


def span(days: float) -> str:
    """How long until something comes back, in short: `12 hours`, `3 days`, `5 weeks`, `4 months`, `2 years`."""
    if days < 1:
        return _n("{count} hour", "{count} hours", max(1, round(24 * days)))
    if days < 14:
        return _n("{count} day", "{count} days", round(days))
    if days < 60:
        return _n("{count} week", "{count} weeks", round(days / 7))
    if days < 700:
        return _n("{count} month", "{count} months", round(days / 30.4))
    return _n("{count} year", "{count} years", round(days / 365))


def until_next(rating: str, days: float) -> str:
    """What a rating leads to: `again` comes back soon, the others after some days."""
    return _("soon") if rating == "again" else span(days)


def count(number: int, word: str, many: str = "") -> str:
    """`1 review`, `3 reviews`."""
    return f"{number} {word if number == 1 else many or word + 's'}"


def day_words(day: date, today: date) -> str:
    """`20 Feb`; with the year when it is far away."""
    month = _(MONTHS[day.month - 1])
    if abs((day - today).days) > FAR:
        return _("{day} {month} {year}", day=day.day, month=month, year=day.year)
    return _("{day} {month}", day=day.day, month=month)


def weekday_words(day: date, today: date) -> str:
    """`Mon 23 Nov`; with the year when it is far away."""
    return _("{weekday} {day}", weekday=_(SHORT_WEEKDAYS[day.weekday()]), day=day_words(day, today))


def forecast(found: Mapping[str, Any], today: date) -> str:
    """When a goal is likely reached, as a range; and what would be needed where its date does not fit."""
    early, late = (day_words(date.fromisoformat(found[key]), today) for key in ("earliest", "latest"))
    values = {"learned": found["learned"], "early": early, "late": late}
    likely = _n(
        "{learned} of {count} skills learned; likely done between {early} and {late}.",
        "{learned} of {count} skills learned; likely done between {early} and {late}.",
        found["skills"],
        **values,
    )
    if early == late:
        likely = _n(
            "{learned} of {count} skills learned; likely done around {early}.",
            "{learned} of {count} skills learned; likely done around {early}.",
            found["skills"],
            **values,
        )
    if found.get("fits", True):
        return likely
    needed = _n(
        "For the day you chose it would take {count} minute a day, a later day, or less to learn.",
        "For the day you chose it would take {count} minutes a day, a later day, or less to learn.",
        found["minutes_a_day_needed"],
    )
    return f"{likely} {needed}"
