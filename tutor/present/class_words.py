"""Words that a class's report and the pages behind it share: a line of it, names or codes, titles, days, shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from tutor.core.classroom.codes import shown
from tutor.core.text import clean

# What `classroom.report` gathers; this room stands below it and knows these things by their fields alone.
Report: TypeAlias = Any

Who = Callable[[str], str]
LONGEST_SAID = 110
"""Characters of what a pack says to a mistake."""
PERCENT_N = 5
"""Learners below which a count is told and no percentage. Fixed by the design."""


class Told(NamedTuple):
    """A line of the report; what stands below it; the learner's code or the question whose page it opens.

    `skill` is the one it is about, `codes` are those of whom it speaks: a note may go to them, as an answer to `reply`.
    """

    words: str
    under: str = ""
    learner: str = ""
    item: str = ""
    skill: str = ""
    codes: tuple[str, ...] = ()
    reply: str = ""


def naming(report: Report, *, hidden: bool = False) -> Who:
    """What a learner is called: the name on the teacher's own list, or the code; the code alone while hidden."""
    return lambda code: shown(code) if hidden or code not in report.names else report.names[code]


def title(report: Report, skill: str) -> str:
    """What a skill is called."""
    return clean(str(report.titles.get(skill, skill)))


def readable(name: str) -> str:
    """A mistake's name as words."""
    return clean(name).replace("-", " ")


def shortened(said: str) -> str:
    """What a pack says, on one line of bounded length."""
    words = " ".join(clean(said).split())
    return f"{words[:LONGEST_SAID]}{'…' if len(words) > LONGEST_SAID else ''}"


def skill_of(item: str) -> str:
    """The skill that a question belongs to."""
    return item.rpartition("/")[0]


def share(part: float, n: int) -> str:
    """How many of n, as a share where there are enough for one."""
    return f"{part / n:.0%}" if n >= PERCENT_N else f"{part:g} of {n}"


def day(number: int) -> str:
    """A day since 1970 as it is written."""
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat() if number else ""


def ago(day: str, today: str) -> str:
    """How long an ISO day is past."""
    if not day:
        return ""
    days = (date.fromisoformat(today) - date.fromisoformat(day)).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
