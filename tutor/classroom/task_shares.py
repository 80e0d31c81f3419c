"""How far learners are with the tasks they were set, by the skills or answers that were handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tutor.classroom.classbook import ClassBook
from tutor.classroom.coaching import tasks, whose
from tutor.classroom.figures.skills import HELD, Stand
from tutor.classroom.report_data import TaskFigure
from tutor.core.classroom.handout import TaskLine

EPOCH = date(1970, 1, 1)
BEGUN = 0.01
"""The share of a task that was begun, and nothing of it done."""


class TaskShares:
    """Tasks against what is known of learners. Used while the view `answers` has today's names (`as_called_now`)."""

    def __init__(self, book: ClassBook, now: Callable[[str], str], stands: Sequence[Stand]) -> None:
        self.db, self.now = book.db, now
        self.tasks, self.whose = tasks(book), whose(book)
        self.stands = {(one.learner, one.skill): one for one in stands}

    def figures(self, known: set[str]) -> list[TaskFigure]:
        """Each task: how many of those it is for (`known` are codes that handed in) have done it, begun it, or not."""
        return [self._figure(task, known & self.whose.get(task.id, known)) for task in self.tasks]

    def _figure(self, task: TaskLine, codes: set[str]) -> TaskFigure:
        shares = [self.share(task, code) for code in sorted(codes)]
        done = sum(share >= 1 for share in shares)
        begun = sum(0 < share < 1 for share in shares)
        return TaskFigure(task, done, begun, len(shares) - done - begun, len(self.whose.get(task.id, ())))

    def of(self, code: str) -> list[TaskLine]:
        """The tasks that are for a learner: those for everybody, and their own."""
        return [task for task in self.tasks if code in self.whose.get(task.id, {code})]

    def share(self, task: TaskLine, code: str) -> float:
        """How much of a task somebody has done (0..1); of a task of minutes by the weeks since it began."""
        if task.target == "skills":
            wanted = set(map(self.now, task.skills))
            mine = [self.stands[code, name] for name in wanted if (code, name) in self.stands]
            held = sum(one.state in (*HELD, "fading") for one in mine)
            return held / max(len(wanted), 1) or (BEGUN if any(one.answers for one in mine) else 0.0)
        if task.target == "items":
            seen = {item for (item,) in self.db.execute("select distinct item from answers where learner = ?", (code,))}
            wanted = set(map(self.now, task.items))
            return len(seen & wanted) / max(len(wanted), 1)
        first = (date.fromisoformat(task.since) - EPOCH).days - 6 if task.since else 0
        query = "select coalesce(sum(minutes), 0) from week where code = ? and week >= ?"
        [(minutes,)] = self.db.execute(query, (code, first))
        return float(minutes) / max(task.minutes, 1)
