"""A study session: what a learner can do, one method each. All faces talk to this and to nothing below it.

Every method may raise `StudyError` (nothing is changed, the session goes on) and `StoreTrouble` (the file could not be
written; nothing is lost that was told). What no first question needs is imported by the methods that need it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from tutor.core.day import milliseconds, offset_minutes
from tutor.core.item import Response
from tutor.core.learner.events import (
    Answered,
    Bookmarked,
    Drafted,
    Event,
    Explained,
    Felt,
    GoalDropped,
    GoalSet,
    Named,
    Noted,
    Preferred,
    Refitted,
    SkillOpened,
)
from tutor.core.mistakes import hints_for, transcript
from tutor.language import _
from tutor.present import clock
from tutor.present.why import sentence
from tutor.store.book import Book
from tutor.study import answering, asking, choosing, feeling, lessons, wishes
from tutor.study.desk import Current, Desk, Gate, Shelf
from tutor.study.enrolling import meet, take_up
from tutor.study.goal_actions import GoalActions
from tutor.study.handing_in import HandingIn
from tutor.study.in_class import InClass
from tutor.study.notebook import Notebook
from tutor.study.own_words import OwnWords
from tutor.study.programs import Programs
from tutor.study.showing import Showing
from tutor.study.tasks import Task, Verdict
from tutor.study.trouble import StudyError
from tutor.study.trusting import Trusting, left_out

if TYPE_CHECKING:
    from tutor.study import overview
    from tutor.study.classes.joining import Shelve
    from tutor.study.running import Runner
    from tutor.study.trusting import Permits
    from tutor.study.voice import Speaker

KEEP_TASKS = (Bookmarked, Explained, Felt, GoalDropped, GoalSet, Named, Noted, Preferred, Refitted)
"""Undoing these changes nothing that a task in hand rests on."""

Hearing = Literal["", "voice", "hint", "nothing"]


class Session(GoalActions, HandingIn, InClass, Notebook, OwnWords, Programs, Showing, Trusting):
    """One learner at work with some courses. `chance` decides what chance decides; `clock` tells the time.

    `runner` carries out programs; without one the learner rates them. `unboxed`: also where there is no box. `permits`
    say of which packs; without them of all. `shelve` puts the packs of a hand-out into the library.
    """

    def __init__(
        self,
        shelf: Shelf,
        book: Book,
        *,
        courses: Sequence[str],
        gate: Gate = "advise",
        chance: random.Random,
        clock: Callable[[], datetime],
        runner: Runner | None = None,
        unboxed: bool = False,
        permits: Permits | None = None,
        shelve: Shelve | None = None,
    ) -> None:
        self.desk = Desk(
            shelf,
            book,
            courses=courses,
            gate=gate,
            chance=chance,
            clock=clock,
            runner=runner,
            unboxed=unboxed,
            permits=permits,
            shelve=shelve,
        )
        self.desk.speaks = lambda language: self.speaker.speaks(language)  # the voice is looked for when it is needed

    def begin(self) -> None:
        """Meet the session's courses: record what is new of them. A jump of the clock is news."""
        now = self.desk.now()
        if told := clock.jump(self.desk.book.last_at, milliseconds(now), offset_minutes(now)):
            self.desk.news.append(told)
        meet(self.desk, self.desk.courses)

    def news(self) -> list[str]:
        """What is to be told about updated courses, a sentence each; once told it is news no more."""
        told, self.desk.news = self.desk.news, []
        return told

    def take_up(self, course: str) -> None:
        """Study this course too from now on."""
        take_up(self.desk, course)

    def next(self, *, minutes_left: float | None = None, course: str = "", skill: str = "") -> Task | None:
        """The task in hand or the next one; None when nothing is worth doing now (see `nothing`)."""
        current = choosing.next_task(self.desk, minutes_left=minutes_left, course=course, skill=skill)
        return current.task if current is not None else None

    def nothing(self, minutes_left: float | None = None) -> tuple[str, int | None]:
        """Why there is no task, and when the next one comes (UTC ms); None when none does by itself."""
        from tutor.study import projects, reasons, waiting

        left = waiting.look(self.desk)
        why = reasons.nothing(self.desk, minutes_left, left)
        project = "" if why.code in ("time_is_up", "all_rests") else projects.waiting(self.desk)
        said = " ".join(filter(None, (sentence(why), project, *left_out(self.desk))))
        return said, left.moment

    def answer(
        self, task: str, response: Response, *, seconds: float | None = None, confidence: int | None = None
    ) -> Verdict:
        """Judge an answer; it is on disk when this returns, unless the verdict is `almost`."""
        return answering.answer(self.desk, task, response, seconds, confidence)

    def rate(self, task: str, rating: str = "", criteria: Sequence[int] = ()) -> Verdict:
        """Rate a revealed answer by a rating, the levels of its rubric or both; or lower what the last one earned."""
        return answering.rate(self.desk, task, rating, list(criteria))

    def skip(self, task: str, *, seconds: float | None = None) -> Verdict:
        """Show the answer and go on."""
        return answering.skip(self.desk, task, seconds)

    def hint(self, task: str) -> tuple[str | None, int]:
        """The next hint (None when there is none left) and how many are left after it."""
        current = self.desk.task_in_hand(task)
        if current.item is None or current.kind in ("quiz", "place"):
            raise StudyError("not_now", _("There are no hints here."))
        hints = hints_for(current.item, current.last_wrong, current.setting)
        left = [hint for hint in hints if hint not in current.hints_said]
        if not left:
            return None, 0
        current.hints_said = [*current.hints_said, left[0]]
        current.hints += 1
        return left[0], len(left) - 1

    def speech(self, task: str) -> tuple[str, str] | None:
        """What a voice is to say beside a task, and in which language (BCP 47); None when nothing is spoken.

        It may be the very answer, so it is for a voice only and never for the eyes.
        """
        current = self._known_task(task)
        item = current.asked_item
        if item is None or not item.speak:
            return None
        if current.kind == "lesson":
            item, _values = lessons.filled(self.desk, current.skill)(item)
        course = self.desk.course(current.skill.split("/", 1)[0])
        return item.speak, course.target or course.language

    @cached_property
    def speaker(self) -> Speaker:
        """The machine's voice."""
        from tutor.study.voice import Speaker

        return Speaker()

    def hearing(self, task: str) -> Hearing:
        """How a learner comes to what is heard beside a task: by the `voice`, by a `hint`, by `nothing`, or "".

        "" is for a task without sound, and for one whose question shows what would be said.
        """
        current = self._known_task(task)
        item, said = current.asked_item, self.speech(task)
        if item is None or not (said or item.audio):
            return ""
        if said is not None and self.speaker.speaks(said[1]):
            return "voice"
        if not transcript(item):
            return "" if said is not None else "nothing"
        return "hint" if current.item is not None and current.kind not in ("quiz", "place") else "nothing"

    def hear(self, task: str) -> bool:
        """Let the voice read what is said beside a task; False where there is none. It does not wait for the end."""
        said = self.speech(task)
        return said is not None and self.speaker.say(*said)

    def silence(self) -> None:
        """Stop the voice, if it was ever used."""
        if "speaker" in self.__dict__:
            self.speaker.stop()

    def media(self, course: str, name: str) -> bytes | None:
        """The bytes of a picture or sound of a course; a stranger's, whatever its name says."""
        return self.desk.shelf.media(course, name)

    def glossary(self, course: str) -> dict[str, str]:
        """The terms of a course and what they mean; `present.glossary` finds them in a text."""
        return self.desk.course(course).glossary

    def dispute(self, task: str, note: str = "") -> None:
        """The answer should count: kept for the author, ungraded."""
        answering.dispute(self.desk, task, wishes.words(note))

    def explain(self, skill: str) -> dict[str, Any] | None:
        """The next way of explaining a skill."""
        return lessons.explain(self.desk, skill)

    def why(self, *, skill: str = "", task: str = "") -> dict[str, Any]:
        """Why a skill is as it is, or why a task came."""
        from tutor.study import reasons

        if task:
            return reasons.why_task(self._known_task(task))
        return reasons.why_skill(self.desk, skill)

    def _known_task(self, task: str) -> Current:
        last = self.desk.last
        if last is not None and last.current.task.id == task:
            return last.current
        return self.desk.task_in_hand(task)

    def open(self, skill: str) -> None:
        """Open a locked skill on the learner's own word.

        Under the strict gate only when all it needs lies in courses that are not here: they say that they know it.
        """
        row = self.desk.row(skill)
        if row.phase != "locked":
            raise StudyError("not_now", _("That skill is open already."))
        if because := self.closed(skill):
            raise StudyError("locked", because)
        self.desk.write(SkillOpened(skill=skill))

    def suspend(self, item: str, until: str | None = None) -> None:
        """Put an item away."""
        wishes.suspend(self.desk, item, until)

    def resume(self, item: str) -> None:
        """Take an item up again."""
        wishes.resume(self.desk, item)

    def undo(self) -> dict[str, Any] | None:
        """Take back the newest thing done, across sessions; None when there is nothing."""
        answers = self.desk.learner().answers
        event = self.desk.book.undo(self.desk.now())
        if event is not None and isinstance(event.data, GoalDropped) and event.data.reached:
            event = self.desk.book.undo(self.desk.now())  # it was told of the answer before it, which is what is meant
        if event is None:
            return None
        if isinstance(event.data, Felt):
            feeling.taken_back(self.desk, event.data)
        if isinstance(event.data, KEEP_TASKS):
            return self._undone(event)
        self.desk.last, self.desk.in_hand = None, []
        if isinstance(event.data, Drafted) or (
            isinstance(event.data, Answered) and self.desk.learner().answers < answers
        ):
            asking.ask_again(self.desk, event.data)
        return self._undone(event)

    def _undone(self, event: Event) -> dict[str, Any]:
        found: dict[str, Any] = {"event": str(type(event.data).__struct_config__.tag), "id": event.id}
        if isinstance(event.data, Answered | Drafted):
            found["item"] = event.data.item
        return found

    def status(self) -> dict[str, Any]:
        """All skills with their states, goals, answers, and the hash of the learner's state."""
        from tutor.study import overview

        return overview.status(self.desk)

    def home(self, courses: Sequence[str]) -> overview.Home:
        """The home screen as data, with these courses on it."""
        from tutor.study import overview

        current = choosing.next_task(self.desk)
        return overview.home(self.desk, current, list(courses))

    def map(self, course: str) -> list[overview.UnitLines]:
        """A course by unit, with states and reasons."""
        from tutor.study import overview

        return overview.course_map(self.desk, course)
