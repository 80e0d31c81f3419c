"""What a sheet of figures consists of, and the few ways in which their numbers are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from tutor.language import _, _n, number
from tutor.present.charts import Line
from tutor.present.prose import inline
from tutor.present.prose_lines import plain_spans
from tutor.present.when import weekday_words

Draw = Callable[[int, int], list[Line]]
"""A drawing for a width and a height in cells; the height is a wish."""
HOURS_FROM = 90
"""Minutes from which hours are told."""


class Table(NamedTuple):
    """Numbers as people read them."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


class Read(NamedTuple):
    """What is told of figures: one sentence, one that adds to it ("" where nothing does), a drawing, the numbers.

    Without a drawing there is nothing to see yet, and the sentence says when there will be.
    """

    sentence: str
    more: str = ""
    draw: Draw | None = None
    tables: Sequence[Table] = ()


def percent(share: float) -> str:
    """`88 %`."""
    return _("{number} %", number=round(100 * share))


def spent(minutes: float) -> str:
    """`1 minute`, `45 minutes`, `3.5 hours`, `40 hours`."""
    if minutes < HOURS_FROM:
        return _n("{count} minute", "{count} minutes", max(1, round(minutes)))
    hours = minutes / 60
    return _("{hours} hours", hours=number(hours, 1 if hours < 10 else 0))


def whole(minutes: float) -> str:
    """Minutes in a table: what took any time took one."""
    return f"{max(1, round(minutes))}" if minutes > 0 else "0"


def weekday(day: date, today: date) -> str:
    """`Mon 23 Nov`; with the year when it is far away."""
    return weekday_words(day, today)


def asked(markdown: str) -> str:
    """A text of a course on one line, as plain words."""
    return " ".join(plain_spans(inline(markdown)).split())
