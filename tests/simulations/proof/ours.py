"""The tutor itself, through the real study service and a learner's file in memory."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from proof.course import ID, WRONG, compiled_library, right_text
from proof.life import KNOWN, TAUGHT_READY, UNKNOWN, Life, Outcome
from proof.policy import Ask
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import SkillRow
from tutor.packs.shelf import Shelf
from tutor.store.book import Book
from tutor.study.desk import Gate
from tutor.study.session import Session

START = datetime(2027, 1, 4, tzinfo=UTC)
LOOKED_AT_EVERY = 4
"""Study days between two looks at which skills are open."""
NO_HINTS = ("quiz", "place")
PLACEMENT_MINUTES = 15.0


class Ours:
    """A session whose clock is the simulation's."""

    def __init__(
        self,
        life: Life,
        *,
        seed: int,
        gate: Gate = "advise",
        place: bool = False,
        goal: int | None = None,
        days: int = 60,
    ) -> None:
        self.life, self.world = life, life.world
        self.now = START
        self.topic_of = {f"{ID}/{topic.name}": topic.number for topic in self.world.topics}
        self.library = compiled_library(self.world)
        self.book = Book.open(":memory:", fold=apply, now=START, chance=random.Random(seed))
        self.session = Session(
            Shelf([self.library]),
            self.book,
            courses=[ID],
            gate=gate,
            chance=random.Random(seed + 1),
            clock=lambda: self.now,
        )
        self.session.begin()
        self.task: Any = None
        self.sittings = 0
        self.place = place
        self.placing = False
        self.presumed: list[int] = []
        self._set_goal(goal, days)

    def _set_goal(self, goal: int | None, days: int) -> None:
        minutes = max(1, round(self.life.person.minutes))
        if goal is None:
            self.session.goal(minutes_a_day=minutes)
            return
        date = (START + timedelta(days=days)).date().isoformat()
        self.session.goal(skills=[f"{ID}/{self.world.topics[goal].name}"], date=date, minutes_a_day=minutes)

    def close(self) -> None:
        """Let go of the file and the library."""
        self.book.close()
        self.library.close()

    def next(self, at: float, minutes_left: float) -> Ask | None:
        self.now = START + timedelta(days=at)
        if self.place and self.life.marks.answers >= 1:
            self.place, self.placing = False, True
            self.session.place(PLACEMENT_MINUTES)
        began = time.thread_time()
        self.task = task = self.session.next(minutes_left=minutes_left)
        self.life.marks.engine += time.thread_time() - began
        if self.placing and (task is None or task.kind != "place"):
            self._placed(at)
        if task is None:
            return None
        topic = self.topic_of[task.skill]
        if task.kind == "lesson":
            return Ask(topic, None, "lesson", task.block["way"])
        question = int(task.item.rsplit("/q", 1)[1])
        return Ask(
            topic,
            question,
            task.kind,
            feedback=task.kind != "place",
            hints=bool(task.hints) and task.kind not in NO_HINTS,
        )

    def _placed(self, at: float) -> None:
        """The placement is over: what it credits, and how much of that is not so."""
        self.placing = False
        learned = [topic.number for topic in self.world.topics if self.phase(topic.number) == "learned"]
        self.presumed = [number for number in learned if number not in self.life.begun]
        self.life.marks.presumed = len(self.presumed)
        self.life.marks.presumed_wrongly = sum(self.life.retention(one, at) < TAUGHT_READY for one in self.presumed)

    def told(self, ask: Ask, outcome: Outcome | None, at: float, seconds: float) -> None:
        thought = outcome.thought if outcome is not None else seconds
        self.now = START + timedelta(days=at, seconds=thought)
        if outcome is not None:
            for _ in range(outcome.hints):
                self.session.hint(self.task.id)
        began = time.thread_time()
        if outcome is None:
            self.session.answer(self.task.id, None, seconds=thought)
        elif outcome.skipped:
            verdict = self.session.skip(self.task.id, seconds=thought)
        else:
            response = self._response(ask, outcome.correct)
            verdict = self.session.answer(self.task.id, response, seconds=thought)
            assert verdict.correct in (outcome.correct, None), (self.task, response)
        self.life.marks.engine += time.thread_time() - began
        self.life.marks.engine_calls += 1
        self.life.marks.placed += ask.sort == "place"

    def _response(self, ask: Ask, correct: bool) -> Any:
        assert ask.question is not None
        topic = self.world.topics[ask.topic]
        question = topic.questions[ask.question]
        right = right_text(topic, question)
        if question.kind == "choices":
            texts = [choice["text"] for choice in self.task.choices]
            return right if correct else next(text for text in texts if text != right)
        text = right if correct else WRONG
        return [text] if question.kind == "cloze" else text

    def end_day(self, life: Life, at: float) -> None:
        """Which skills are open that should not be, and which are closed that could be open."""
        self.sittings += 1
        if self.sittings % LOOKED_AT_EVERY:
            return
        marks = life.marks
        for topic in self.world.topics:
            phase = self.phase(topic.number)
            ready = life.needed(topic.number, at) >= TAUGHT_READY
            if phase in ("open", "learning"):
                marks.open += 1
                marks.open_early += not ready
            if ready and not life.known(topic.number, at):
                marks.ready += 1
                marks.ready_closed += phase == "locked"

    def phase(self, topic: int) -> str:
        """locked, open, learning or learned, as the service holds it."""
        row = self.book.rows.get(SkillRow, f"{ID}/{self.world.topics[topic].name}")
        return row.phase if row is not None else "locked"

    def is_presumed(self, topic: int) -> bool:
        """Whether placement credits this and nobody has confirmed it yet."""
        row = self.book.rows.get(SkillRow, f"{ID}/{self.world.topics[topic].name}")
        return row is not None and row.presumed

    def finish(self, life: Life, at: float, judged_at: float) -> None:
        """What became of the skills that the tutor calls learned, at the end of study and when judged."""
        learned = [topic.number for topic in self.world.topics if self.phase(topic.number) == "learned"]
        life.marks.passed = len(learned)
        life.marks.passed_kept = sum(life.retention(one, judged_at) >= KNOWN for one in learned)
        unconfirmed = set(self.presumed) & set(learned)
        life.marks.wrong_after_check = sum(life.retention(one, at) < UNKNOWN for one in unconfirmed)
