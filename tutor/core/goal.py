"""A goal's plan: so many minutes on such days of the week, until a day. Days are learning days since 1970-01-01."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tutor.core.learner.rows import GoalRow, SkillRow

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL_MINUTES = 20
"""Minutes a day of a goal that names none."""
EVERY_DAY = frozenset(range(7))
EPOCH = date(1970, 1, 1)
THURSDAY = 3
"""The weekday of day 0."""


class Plan(Struct, frozen=True, kw_only=True):
    """Minutes on each planned day, its weekdays (0 is Monday), the last day, and the day when it was made."""

    minutes: int = USUAL_MINUTES
    weekdays: frozenset[int] = EVERY_DAY
    until: int | None = None
    since: int = 0


def plan_of(goal: GoalRow, since: int) -> Plan:
    """The plan of a goal that was set on the learning day `since`."""
    weekdays = frozenset(WEEK.index(day) for day in goal.days if day in WEEK)
    until = day_number(date.fromisoformat(goal.date)) if goal.date else None
    minutes = goal.minutes_a_day or USUAL_MINUTES
    return Plan(minutes=minutes, weekdays=weekdays or EVERY_DAY, until=until, since=since)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day with this number; the last one a date can say for what lies beyond."""
    return EPOCH + timedelta(days=min(number, (date.max - EPOCH).days))


def is_planned(plan: Plan, day: int) -> bool:
    """Whether the plan has this day."""
    return (day + THURSDAY) % 7 in plan.weekdays


def planned_days(plan: Plan, first: int, last: int) -> int:
    """How many days from `first` to `last`, both counted, are planned."""
    if last < first:
        return 0
    weeks, more = divmod(last - first + 1, 7)
    return weeks * len(plan.weekdays) + sum(is_planned(plan, first + number) for number in range(more))


def nth_planned(plan: Plan, first: int, count: int) -> int:
    """The `count`-th planned day from `first` on; `first` itself when nothing is to be done (`count` 0)."""
    if count <= 0:
        return first
    weeks, more = divmod(count - 1, len(plan.weekdays))
    day = first + 7 * weeks
    while True:
        more -= is_planned(plan, day)
        if more < 0:
            return day
        day += 1


def in_order(skills: Mapping[str, SkillRow], targets: Sequence[str]) -> list[str]:
    """All that the targets stand on and they themselves: each after what it needs, the nearest targets first.

    The targets come by how many skills they stand on, then by their place in the course, so that every beginning of
    the list is a goal of its own. What `skills` does not have is left out.
    """
    below = {name: _below(skills, name) for name in targets if name in skills}
    near = sorted(below, key=lambda name: (len(below[name]), skills[name].course, skills[name].position, name))
    found: dict[str, None] = {}
    for target in near:
        found |= dict.fromkeys(below[target])
    return list(found)


def _below(skills: Mapping[str, SkillRow], target: str) -> list[str]:
    """A skill and what it stands on, each after what it needs. A loop, which no check lets pass, is cut."""
    found: dict[str, None] = {}
    path: list[tuple[str, bool]] = [(target, False)]
    begun: set[str] = set()
    while path:
        name, done = path.pop()
        if done:
            found[name] = None
        elif name not in begun:
            begun.add(name)
            needed = [one for one in skills[name].requires if one in skills]
            path += [(name, True), *((one, False) for one in sorted(needed, reverse=True))]
    return list(found)


def highest(skills: Mapping[str, SkillRow], names: Iterable[str]) -> list[str]:
    """Those of the skills that no other of them needs: they stand for all of them in a goal."""
    chosen = list(names)
    needed = {one for name in chosen if name in skills for one in skills[name].requires}
    return [name for name in chosen if name not in needed]
