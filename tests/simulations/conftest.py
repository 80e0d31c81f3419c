"""Simulated learners over the real study service, the shipped course and a learner's file in memory."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.fold import apply
from tutor.packs.library import Library
from tutor.packs.shelf import Shelf
from tutor.packs.shipped import courses_folder
from tutor.packs.visiting import visit
from tutor.store.book import Book
from tutor.study.session import Session
from tutor.study.tasks import Task, Verdict

START = datetime(2027, 1, 4, 18, 0, tzinfo=UTC)


class Sitting:
    """A session whose clock is moved by hand."""

    def __init__(self, library: Library, *, seed: int = 1, gate: Any = "advise") -> None:
        self.now = START
        self.book = Book.open(":memory:", fold=apply, now=START, chance=random.Random(seed))
        courses = [course.id for course in library.courses()]
        self.session = Session(
            Shelf([library]), self.book, courses=courses, gate=gate, chance=random.Random(seed), clock=lambda: self.now
        )
        self.session.begin()

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def right_answer(self) -> Any:
        current = self.session.desk.current
        assert current is not None and current.item is not None
        return current.item.right_answer(current.setting)

    def do(self, task: Task, respond: Callable[[Task], Any]) -> Verdict:
        """Answer a task; lessons are read, what learners rate themselves is rated good."""
        self.wait(seconds=15)
        if task.kind == "lesson":
            return self._lesson(task)
        verdict = self.session.answer(task.id, None if task.shape == "self_rate" else respond(task))
        if verdict.waits_for_rating:
            return self.session.rate(task.id, "good")
        return self.session.answer(task.id, respond(task)) if verdict.almost else verdict

    def _lesson(self, task: Task) -> Verdict:
        current = self.session.desk.current
        assert current is not None and current.block is not None
        if current.step is None:
            return self.session.answer(task.id, None)
        return self.session.skip(task.id)

    def perfect(self, task: Task) -> Verdict:
        return self.do(task, lambda _: self.right_answer())

    def state(self, skill: str) -> str:
        lines = {line["skill"]: line["state"] for line in self.session.status()["skills"]}
        return str(lines[skill])


@pytest.fixture(scope="session")
def fractions(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return visit(courses_folder() / "fractions", tmp_path_factory.mktemp("cache"))


@pytest.fixture
def sit() -> Iterator[Callable[..., Sitting]]:
    open_ones: list[Sitting] = []

    def make(library: Library, **more: Any) -> Sitting:
        open_ones.append(Sitting(library, **more))
        return open_ones[-1]

    yield make
    for one in open_ones:
        one.book.close()


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], Library]:
    def compiled(text: str) -> Library:
        path = tmp_path / "sample.yaml"
        path.write_text(text, encoding="utf-8")
        return visit(path, tmp_path / "cache")

    return compiled
