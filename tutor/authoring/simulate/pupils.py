"""Simulated learners of a class, each with habits, days off, a favourite mistake, and a view of themselves.

They are for looking at a class's pages before there is one, and for testing them: invented, and no claim about people.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from tutor.authoring.simulate.answers import wrong_answers
from tutor.authoring.simulate.lives import Begin, Learner
from tutor.authoring.simulate.minds import Kind
from tutor.study.desk import Current, Shelf
from tutor.study.tasks import Task

MOST_WRONG = 6
"""Wrong answers of an item that are chosen among."""


@dataclass(frozen=True)
class Habits:
    """How a pupil studies. `days`: the chance 0..1 to sit down on a day; `until`: the day of drifting off (0: none).

    `minutes` a sitting; `mistake`: which of an item's wrong answers is a favourite; `faithful`: how often it is given;
    `bold`: added to how sure they feel, -1 to 1; `asked`: how often they say how sure they are; `speed`: of seconds.
    """

    kind: Kind = "average"
    days: float = 0.6
    until: int = 0
    minutes: float = 12.0
    mistake: int = 0
    faithful: float = 0.5
    bold: float = 0.0
    asked: float = 0.3
    speed: float = 1.0


MIXTURE: Sequence[tuple[Kind, float]] = (
    ("average", 0.45),
    ("strong", 0.15),
    ("weak", 0.25),
    ("forgetful", 0.08),
    ("slow-reader", 0.07),
)


def drawn(chance: random.Random, days: int) -> Habits:
    """A pupil as one may sit in any class; one in eight drifts off half-way."""
    kinds, weights = zip(*MIXTURE, strict=True)
    return Habits(
        kind=chance.choices(kinds, weights)[0],
        days=chance.uniform(0.25, 0.6),
        until=chance.randint(days // 4, days // 2) if chance.random() < 0.125 else 0,
        minutes=chance.uniform(6, 10),
        mistake=chance.choices((0, 1, 2), (0.6, 0.25, 0.15))[0],
        faithful=chance.uniform(0.3, 0.8),
        bold=chance.gauss(0.25, 0.4),
        speed=chance.lognormvariate(0, 0.25),
    )


class Pupil(Learner):
    """One of them, whose session stays open until it is closed."""

    def __init__(
        self, shelf: Shelf, course: str, begin: Begin, habits: Habits, number: int, seed: int, start: datetime
    ) -> None:
        self.start, self.habits = start, habits
        super().__init__(shelf, course, begin, habits.kind, number, seed)

    def study(self, first: int, last: int) -> None:
        """Live through the days from `first` to before `last`, counted from the start."""
        for day in range(first, last):
            drifted = self.habits.until and day >= self.habits.until
            if self.chance.random() < self.habits.days and not drifted:
                self.now = self.start + timedelta(days=day, minutes=self.chance.uniform(-120, 180))
                self._sit(self.habits.minutes)
        self.now = self.start + timedelta(days=last)

    def sure(self, task: Task, right: bool) -> int | None:
        """Surer when right, by as much as this pupil knows themselves; not asked each time."""
        if self.chance.random() > self.habits.asked:
            return None
        felt = (0.6 if right else -0.3) + self.habits.bold + self.chance.gauss(0, 0.5)
        return 3 if felt > 0.5 else 2 if felt > -0.2 else 1

    def _wrong(self, current: Current) -> Any:
        item = current.item
        assert item is not None
        if item.self_rated:
            return super()._wrong(current)
        found = list(islice(wrong_answers(item, current.setting), MOST_WRONG))
        if not found:
            return None
        if self.chance.random() < self.habits.faithful:
            return found[self.habits.mistake % len(found)]
        return self.chance.choice(found)

    def _seconds(self, task: Task, ref: Any) -> float:
        return super()._seconds(task, ref) * self.habits.speed
