"""Which backups stay: many of the last days, few of long ago."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

LAST = 10
"""The newest that stay, whenever they were made."""
DAYS, WEEKS, MONTHS = 12, 10, 9
"""Of how many days, weeks and months before them the last one stays. Fixed: as Anki's."""

_RULES: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (LAST, lambda at: tuple(at.timetuple())),
    (DAYS, lambda at: (at.toordinal(),)),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def kept(times: Iterable[datetime]) -> set[datetime]:
    """The times of the backups that stay.

    Each rule takes the newest of each period, counts only those that no rule before it has taken, and goes no further
    back than its number; so one that leaves the days is there for the weeks, and then for the months.
    """
    newest_first = sorted(set(times), reverse=True)
    staying: set[datetime] = set()
    for number, period in _RULES:
        taken: set[datetime] = set()
        last: tuple[int, ...] = ()
        for at in newest_first:
            if len(taken) == number:
                break
            if period(at) != last:
                last = period(at)
                if at not in staying:
                    taken.add(at)
        staying |= taken
    return staying
