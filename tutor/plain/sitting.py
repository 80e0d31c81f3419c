"""One sitting in plain mode: the session, the voice, the lines typed, what was done, what a command refers to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct

from tutor.core.settings import Kept
from tutor.language import _
from tutor.plain.reading import Left, Reader, Typed, read, read_text
from tutor.plain.saying import Voice
from tutor.study.overview import title
from tutor.study.session import Session
from tutor.study.tasks import Task, Verdict
from tutor.study.trouble import StoreTrouble, StudyError

T = TypeVar("T")

STOP = ("q", "quit", "stop")
EDIT = "edit"
SKIP = ("s", "skip", "0")
LONGEST_PAUSE = 180.0
"""Seconds before a line beyond which nobody was there; they don't count as time studied. Tunable (60..600)."""


class Done(Struct, frozen=True):
    """One answer: whether it was right (None in a placement), the titles of what was learned and opened with it."""

    right: bool | None
    learned: list[str]
    opened: list[str]


class Given(Struct, frozen=True):
    """A response, and how it was heard; "" for what is too long to be said back."""

    response: Any
    heard: str = ""


class Here(Struct, frozen=True):
    """Where a person is when they type: the task, whether it is answered, how to hear it again.

    `optional` is a question about the person: to skip it is the same as Enter alone.
    """

    task: Task | None = None
    answered: bool = False
    repeat: Callable[[], None] | None = None
    optional: bool = False


class Sitting:
    """All that the functions of this room share. `obey` does a command and says whether the task was left by it."""

    def __init__(
        self,
        session: Session,
        voice: Voice,
        reader: Reader,
        obey: Callable[[Sitting, Here, Typed], bool],
        *,
        course_ids: Sequence[str],
        minutes: float | None,
        clock: Callable[[], datetime],
    ) -> None:
        self.session = session
        self.voice = voice
        self.reader = reader
        self.obey = obey
        self.course_ids = tuple(course_ids)
        self.minutes = minutes
        self.clock = clock
        self.done: list[Done] = []
        self.disputed: list[Done | None] = []
        self.seconds = 0.0
        self.asked = 0
        self.welcomed = False
        self.wish = ""
        self.of_task = ""
        """A teacher's task that the person goes on with."""
        self.sure: tuple[str, int] = ("", 0)
        self.written: tuple[str, str] = ("", "")
        """The task at which a text or a program was handed in last, and that text."""
        self.goal = ""
        self.trouble = ""
        self.last_course = ""
        self.last_passage = ""
        self.passages_read: set[str] = set()
        self.unrated: dict[str, tuple[Given, Verdict]] = {}
        self.steps_said: tuple[str, int] = ("", 0)
        self.on_map: list[str] = []
        self.settings = Kept()
        self.before_verdict: Callable[[Task], None] = lambda _task: None
        """What is done between an answer, which is kept by then, and its verdict."""
        self.begun = clock()

    @property
    def minutes_left(self) -> float | None:
        """Minutes until the time the person set is up; None when they set none."""
        return None if self.minutes is None else self.minutes - self.seconds / 60

    @property
    def minute(self) -> str:
        """Which minute of the sitting this is, where that is wanted."""
        if self.settings.settings.timer != "on":
            return ""
        return _("Minute {number}", number=max(0, int((self.clock() - self.begun).total_seconds() // 60)) + 1)

    def say(self, words: str) -> None:
        """A sentence of ours."""
        self.voice.say(words)

    def read(self, how: Callable[[str], Typed] = read) -> Typed:
        """The next line; the time until it comes is time studied. Raises `Left`."""
        return how(self._line())

    def _line(self) -> str:
        since = self.clock()
        line = self.reader.next()
        self.seconds += min(LONGEST_PAUSE, max(0.0, (self.clock() - since).total_seconds()))
        return line

    def kept(self, action: Callable[[], T]) -> T:
        """What an action gives. While the learner's file can't be written, it is tried again at every Enter.

        Raises `StudyError`, and `Left` when the person stops instead.
        """
        while True:
            try:
                found = action()
            except StoreTrouble as problem:
                self.trouble = str(problem)
                self.say(self.trouble)
                self._until_enter(_("Nothing is lost. Enter sends it again, :q stops."))
            else:
                self.trouble = ""
                return found

    def prompt(self, here: Here, words: str) -> str | None:
        """Say what is asked for and give the text that is typed; None when a command left the task. Raises `Left`."""
        self.say(words)
        while (typed := self.read()).command is not None:
            if here.optional and typed.command in SKIP:
                return ""
            if self.obey(self, here, typed):
                return None
            self.say(words)
        return typed.text

    def line(self, here: Here, words: str, edit: Callable[[], None] | None = None) -> str | None:
        """The next line of a longer text, `words` said after a command; None when a command left the task.

        `edit` is what `:edit` does here.
        """
        while (typed := self.read(read_text)).command is not None:
            if typed.command == EDIT and edit is not None:
                edit()
            elif self.obey(self, here, typed):
                return None
            self.say(words)
        return typed.text

    def words(self, asks: str) -> str:
        """A person's own words, "" when they want none. A command is done instead, as if it were typed after them.

        Raises `Left`.
        """
        self.say(asks)
        line = self._line()
        typed = read(line)
        if typed.command is None:
            return typed.text
        if typed.command in SKIP:
            self.say(_("Left out."))
        elif typed.command in STOP:
            raise Left
        else:
            self.say(_("Left for later."))
            self.reader.put_back(line)
        return ""

    def pause(self, here: Here, words: str) -> bool:
        """Wait for Enter (true), or for a command that goes on in its own way."""
        while typed := self.prompt(here, words):
            self.say(_("Nothing is asked here; commands begin with a colon."))
        return typed is not None

    def _until_enter(self, words: str) -> None:
        self.say(words)
        while (typed := self.read()) != Typed():
            if typed.command in STOP:
                raise Left
            self.say(words)

    def tried(self, action: Callable[[], T]) -> T | None:
        """The same; None, and the reason said, when it can't be done now."""
        try:
            return self.kept(action)
        except StudyError as problem:
            self.say(problem.message)
            return None

    def titles(self, skills: Sequence[str]) -> list[str]:
        """Titles of skills."""
        return [title(self.session.desk, skill) for skill in skills]

    def count(self, verdict: Verdict) -> Done:
        """Keep what came of an answer for the end of the sitting."""
        done = Done(verdict.correct, self.titles(verdict.learned), self.titles(verdict.unlocked))
        self.done.append(done)
        return done

    def take_back(self) -> None:
        """The last answer doesn't count any more."""
        if self.done:
            self.done.pop()

    def dispute(self, answered: bool) -> None:
        """An answer that is disputed doesn't count, until the dispute is taken back."""
        self.disputed.append(self.done.pop() if answered and self.done else None)

    def settle(self) -> None:
        """The last dispute is taken back: its answer, if it had one, counts again."""
        done = self.disputed.pop() if self.disputed else None
        if done is not None:
            self.done.append(done)
