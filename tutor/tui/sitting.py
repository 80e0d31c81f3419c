"""One sitting: its tasks one after the other, and what is to be said of it in the end.

It asks the session through its thread and keeps count; it draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from tutor.language import _
from tutor.tui.bridge import Refused, Study
from tutor.tui.clock import Clock

if TYPE_CHECKING:
    from tutor.core.consent import Consent
    from tutor.core.item import Response
    from tutor.study.session import Session
    from tutor.study.tasks import Task, Verdict

T = TypeVar("T")

FIRST_ANSWERS = 5
"""Answers after which a new learner is asked, lightly, who they are and what they want. Tunable (3..10)."""
LONGEST_TASK = 180.0
"""Seconds at one task beyond which nobody was there; they don't count as time studied. Tunable (60..600)."""


class Done(Struct, frozen=True):
    """One task done: how long it took, whether it was right (None: nothing says so), what it taught and opened."""

    kind: str
    seconds: float
    right: bool | None = None
    learned: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


class Tally:
    """What was done in a sitting."""

    def __init__(self) -> None:
        self.done: list[Done] = []

    @property
    def answers(self) -> int:
        return sum(one.right is not None for one in self.done)

    @property
    def placed(self) -> int:
        return sum(one.kind == "place" for one in self.done)

    @property
    def right(self) -> int:
        return sum(one.right is True for one in self.done)

    @property
    def seconds(self) -> float:
        return sum(one.seconds for one in self.done)

    @property
    def learned(self) -> list[str]:
        return [title for one in self.done for title in one.learned]

    @property
    def opened(self) -> list[str]:
        return [title for one in self.done for title in one.opened]

    def take_back(self) -> None:
        """Forget the last answer."""
        for number in range(len(self.done) - 1, -1, -1):
            if self.done[number].kind != "lesson":
                del self.done[number]
                return


class Told(Struct, frozen=True):
    """A verdict and the titles of the skills that it opened."""

    verdict: Verdict
    opened: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    """A sentence for each goal that is reached with it."""


class Sitting:
    """Tasks until `minutes` are over or nothing is left, of one course or one skill first where wished.

    `of_task` is a teacher's task that the learner goes on with, by its id.
    """

    def __init__(
        self, study: Study, clock: Clock, minutes: float, *, course: str = "", skill: str = "", of_task: str = ""
    ) -> None:
        self.study = study
        self.clock = clock
        self.minutes = minutes
        self.course = course
        self.skill = skill
        self.of_task = of_task
        self.tally = Tally()
        self.task: Task | None = None
        self._begun = self._since = clock.ticks()
        self._greeted = False

    @property
    def minutes_left(self) -> float:
        return self.minutes - self.tally.seconds / 60

    @property
    def minutes_gone(self) -> int:
        """Whole minutes since this was begun, pauses and all."""
        return int((self.clock.ticks() - self._begun) // 60)

    async def next(self) -> Task | Refused | None:
        """The next task; None when the time is up or nothing is left."""
        left = self.minutes_left
        found = await self.study.call(lambda session: self._next(session, left))
        if not isinstance(found, Refused):
            self.task = found
            self._since = self.clock.ticks()
        return found

    def _next(self, session: Session, left: float) -> Task | None:
        if self.of_task:
            return session.next_of(self.of_task, left)
        return session.next(minutes_left=left, course=self.course, skill=self.skill)

    async def consent(self, task: Task | Refused | None) -> Consent | None:
        """What must be asked before this task is shown: whether the programs of its pack may run."""
        if task is None or isinstance(task, Refused) or (task.shape != "program" and task.kind != "lesson"):
            return None
        found = await self.study.call(lambda session: session.consent(task.id))
        return None if isinstance(found, Refused) else found

    async def news(self) -> str:
        """What an update of a course changed, to be told once."""
        told = await self.study.call(lambda session: " ".join(session.news()))
        return "" if isinstance(told, Refused) else told

    async def placement_waits(self) -> str:
        """That a placement goes on next time; "" when there is none."""
        told = await self.study.call(_waits)
        return "" if isinstance(told, Refused) else told

    async def placed(self) -> str:
        """What a placement found that is over now."""
        told = await self.study.call(_presumed)
        return "" if isinstance(told, Refused) else told

    async def comeback(self) -> str:
        """What is said at the end to somebody who came back after a break; "" when there is nothing to say."""
        told = await self.study.call(lambda session: session.comeback(ending=True))
        return "" if isinstance(told, Refused) else told

    async def calibration(self) -> str:
        """How well the learner knows what they know; "" while there is not enough to go by."""
        told = await self.study.call(lambda session: str(session.calibration()["sentence"]))
        return "" if isinstance(told, Refused) else told

    async def why_over(self) -> tuple[str, int | None] | Refused:
        """Why there is no task, and when the next review falls due (UTC ms)."""
        left = self.minutes_left
        return await self.study.call(lambda session: session.nothing(left))

    async def answer(self, response: Response, confidence: int | None = None) -> Told | Refused:
        """Answer the task in hand; it is on disk when this comes back."""
        task, _seconds = self._in_hand()
        return await self._told(task, lambda session: session.answer(task.id, response, confidence=confidence))

    async def skip(self) -> Told | Refused:
        """See the answer and go on."""
        task, _seconds = self._in_hand()
        return await self._told(task, lambda session: session.skip(task.id))

    async def rate(self, rating: str, criteria: Sequence[int] = ()) -> Told | Refused:
        """Rate what was revealed, by a rating, or by a level for each criterion."""
        task, _seconds = self._in_hand()
        return await self._told(task, lambda session: session.rate(task.id, rating, criteria))

    async def lower(self, rating: str) -> Verdict | Refused:
        """Lower what the last answer earned."""
        task, _seconds = self._in_hand()
        return await self.study.call(lambda session: session.rate(task.id, rating))

    async def is_time_to_greet(self) -> bool:
        """Once, when somebody has just given the first answers of their life here."""
        if self.task is None or self._greeted:
            return False
        found = await self.study.call(lambda session: session.desk.learner().answers)
        answers = found if isinstance(found, int) else 0
        self._greeted = answers >= FIRST_ANSWERS
        return self._greeted and answers - self.tally.answers < FIRST_ANSWERS

    async def undo(self) -> bool | Refused:
        """Take the newest thing back; False when there is nothing."""
        undone = await self.study.call(lambda session: session.undo())
        if isinstance(undone, Refused):
            return undone
        if undone is not None and "item" in undone:
            self.tally.take_back()
        return undone is not None

    def _in_hand(self) -> tuple[Task, float]:
        """The task, and the seconds spent on it so far."""
        assert self.task is not None
        return self.task, max(0.0, self.clock.ticks() - self._since)

    async def _told(self, task: Task, work: Callable[[Session], Verdict]) -> Told | Refused:
        found = await self.study.call(lambda session: _with_titles(session, work(session)))
        if isinstance(found, Refused):
            return found
        verdict, learned, opened, reached = found
        if not verdict.almost and not verdict.waits_for_rating:
            self._keep(task, verdict, learned, opened)
        return Told(verdict, opened, reached)

    def _keep(self, task: Task, verdict: Verdict, learned: tuple[str, ...], opened: tuple[str, ...]) -> None:
        seconds = min(LONGEST_TASK, self._in_hand()[1])
        right = None if task.kind == "lesson" else verdict.correct
        self.tally.done.append(Done(task.kind, seconds, right, learned, opened))
        self._since = self.clock.ticks()
        if learned:
            self.skill = ""


def _with_titles(
    session: Session, verdict: Verdict
) -> tuple[Verdict, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The verdict, with the titles of what is learned now and of what it opened, and with the goals it reached."""
    reached = tuple(goal["sentence"] for goal in session.reached())
    return verdict, _titles(session, verdict.learned), _titles(session, verdict.unlocked), reached


def _waits(session: Session) -> str:
    from tutor.present.placement import waits

    before = session.placement()
    return waits(before.more) if before is not None else ""


def _presumed(session: Session) -> str:
    from tutor.present.placement import over

    presumed = [line["skill"] for line in session.status()["skills"] if line["presumed"]]
    found = over(_titles(session, presumed))
    return f"{found} {_('Here is where you start.')}" if presumed else found


def _titles(session: Session, skills: Sequence[str]) -> tuple[str, ...]:
    if not skills:
        return ()
    from tutor.study.overview import title

    return tuple(title(session.desk, skill) for skill in skills)
