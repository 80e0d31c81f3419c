"""What lies on a learner's desk during a session: their book, the shelf of courses, and the task in hand."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from tutor.core.choose import Why
from tutor.core.course import Course, Skill
from tutor.core.day import learning_day, milliseconds, moment, offset_minutes
from tutor.core.item import Response, Setting
from tutor.core.learner.events import AnyEvent, Event, TaskKind
from tutor.core.learner.rows import LearnerRow, SkillRow
from tutor.core.pick import ItemRef
from tutor.core.placement import Belief
from tutor.language import _
from tutor.present.why import readable
from tutor.store.book import Book
from tutor.study.tasks import Task
from tutor.study.trouble import StudyError

if TYPE_CHECKING:
    from tutor.core.kinds import AnyItem
    from tutor.core.lesson import Block
    from tutor.packs.looked_up import Hit
    from tutor.study.classes.joining import Shelve
    from tutor.study.programs import Found
    from tutor.study.running import Runner
    from tutor.study.trusting import Permits

Gate = Literal["strict", "advise", "open"]
EPOCH = date(1970, 1, 1)
MOST_IN_HAND = 20
"""Open tasks that are remembered while others are asked for."""


class Shelf(Protocol):
    """How study reads courses; the compiled library and several of them side by side both fit."""

    def courses(self) -> list[Course]: ...
    def course(self, course_id: str) -> Course | None: ...
    def skills(self, course_id: str) -> list[Skill]: ...
    def head(self, skill_id: str) -> Skill | None: ...
    def skill(self, skill_id: str) -> Skill | None: ...
    def items(self, skill_id: str, start: int = 0, limit: int = 64) -> list[ItemRef]: ...
    def ref(self, item_id: str) -> ItemRef | None: ...
    def refs(self, item_ids: Iterable[str]) -> dict[str, ItemRef]: ...
    def item(self, item_id: str) -> AnyItem | None: ...
    def look_up(self, course_id: str, words: Sequence[str], limit: int) -> list[Hit]: ...
    def media(self, course_id: str, name: str) -> bytes | None: ...


class Current(Struct, kw_only=True):
    """The task in hand. It stays the same until it is answered, skipped or disputed."""

    task: Task
    kind: TaskKind
    skill: str
    given_at: datetime
    ref: ItemRef | None = None
    item: AnyItem | None = None
    setting: Setting = Setting()
    block: Block | None = None
    block_number: int = 0
    step: int | None = None
    hints: int = 0
    hints_said: list[str] = []
    last_wrong: Response = None
    attempt: int = 1
    revealed: bool = False
    text: str = ""
    """What the learner wrote and rates next."""
    seconds: float | None = None
    confidence: int | None = None
    ran: Found | None = None
    """What came of running it, for a program."""
    remedy_for: str = ""
    """The skill whose trouble this task is to mend."""
    why: Why | None = None
    """Why it came."""

    @property
    def asked_item(self) -> AnyItem | None:
        """The item that is asked: the task's own, or that of the lesson's step."""
        if self.block is None or self.step is None:
            return self.item
        return self.block.steps[self.step].item


class Answered(Struct, kw_only=True):
    """The last task that was answered, for lowering its rating, disputing it or taking it back."""

    current: Current
    event: Event
    response: Response = None


class Desk:
    """Everything a use-case needs, and the one place where events are written."""

    def __init__(
        self,
        shelf: Shelf,
        book: Book,
        *,
        courses: Sequence[str],
        gate: Gate,
        chance: random.Random,
        clock: Callable[[], datetime],
        runner: Runner | None = None,
        unboxed: bool = False,
        permits: Permits | None = None,
        shelve: Shelve | None = None,
    ) -> None:
        self.shelf = shelf
        self.book = book
        self.courses = tuple(courses)
        self.gate: Gate = gate
        self.chance = chance
        self.clock = clock
        self.runner = runner
        self.unboxed = unboxed
        self.permits = permits
        """Which packs may run programs; without it all may, as in tests and where an author tries their own."""
        self.shelve = shelve
        self.speaks: Callable[[str], bool] = lambda _language: False
        """Whether the machine has a voice for a language (BCP 47)."""
        self.overheard: set[str] = set()
        """Items whose answers the learner heard while somebody else was asked, since the session began."""
        self.stop = threading.Event()
        self.trace = ""
        """What the language said of the last program that stopped with an error."""
        self.in_hand: list[Current] = []
        self.last: Answered | None = None
        self.news: list[str] = []
        self.belief: tuple[tuple[int, int], Belief] | None = None
        """What a placement makes likely, and of which: when it began, and how many answers there are beside it."""
        self.foreseen: tuple[int, int] | None = None
        """After how many answers of a placement so many more were told to come."""
        self.told: list[Why] = []
        """What a word of the learner's changed, until it is told."""
        self._heads: dict[str, Course] = {}

    @property
    def current(self) -> Current | None:
        """The task that was given last and is still open."""
        return self.in_hand[-1] if self.in_hand else None

    def give(self, current: Current) -> Current:
        """Put a task on top; it stays in hand until it is done, whatever else is asked for in between."""
        self.done(current)
        self.in_hand = [*self.in_hand, current][-MOST_IN_HAND:]
        return current

    def done(self, current: Current) -> None:
        """Take a task out of hand."""
        self.in_hand = [one for one in self.in_hand if one is not current]

    def now(self) -> datetime:
        """The time, from the request or the clock."""
        return self.clock()

    def at(self) -> int:
        """The time in UTC milliseconds."""
        return milliseconds(self.now())

    def as_of(self, at: int) -> Desk:
        """This desk as it lies at another moment (UTC ms): to look at, not to write at."""
        then = moment(at, offset_minutes(self.now()))
        other = copy(self)
        other.clock, other.chance = lambda: then, random.Random(at)
        return other

    def course(self, course_id: str) -> Course:
        """The head of a course on the shelf; a bare one when the course has left it."""
        if course_id not in self._heads:
            self._heads[course_id] = self.shelf.course(course_id) or Course(id=course_id, title=course_id)
        return self._heads[course_id]

    def look_again(self, course_id: str) -> None:
        """Another version of a course may have come to the shelf: what is known of it here is of the one before."""
        self._heads.pop(course_id, None)

    def title(self, skill_id: str) -> str:
        """What a skill is called; the words of its id when it has left the shelf."""
        head = self.shelf.head(skill_id)
        return head.title if head is not None else readable(skill_id)

    def learner(self) -> LearnerRow:
        """The row about the learner."""
        return self.book.rows.get(LearnerRow, "me") or LearnerRow()

    def row(self, skill_id: str) -> SkillRow:
        """The row of a skill; `unknown_skill` when no met course has it."""
        row = self.book.rows.get(SkillRow, skill_id)
        if row is None or row.phase == "gone":
            raise StudyError("unknown_skill", _("There is no skill “{skill}” in your courses.", skill=skill_id))
        return row

    def write(self, *events: AnyEvent) -> list[Event]:
        """Record events in one transaction: on disk when this returns."""
        return self.book.record(self.now(), *events)

    def task_in_hand(self, task_id: str) -> Current:
        """The open task with this id."""
        for current in self.in_hand:
            if current.task.id == task_id:
                return current
        raise StudyError("unknown_task", _("That task is not in hand; ask for the next one."))

    def new_id(self) -> str:
        """A random name of 12 hex digits."""
        return f"{self.chance.getrandbits(48):012x}"

    def rfc3339(self, at: int) -> str:
        """A time in the learner's zone, to the second."""
        offset = self.now().utcoffset()
        minutes = 0 if offset is None else int(offset.total_seconds() // 60)
        return moment(at, minutes).replace(microsecond=0).isoformat()


def iso_day(desk: Desk) -> str:
    """The learning day now, as an ISO date."""
    return (EPOCH + timedelta(days=learning_day(desk.at(), offset_minutes(desk.now())))).isoformat()
