"""A whole sitting in plain mode over the real study service: a tiny pack, a book in memory, a clock moved by hand."""

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
from tutor.packs.visiting import visit
from tutor.plain.loop import run
from tutor.store.book import Book
from tutor.study.session import Session

START = datetime(2027, 1, 4, 18, 0, tzinfo=UTC)


class Room:
    """A learner before a terminal: `types` gives lines to the face and returns what it said."""

    def __init__(self, library: Library, *, seed: int = 1, book: Book | None = None, gate: Any = "advise") -> None:
        self.now = START
        self.book = book or Book.open(":memory:", fold=apply, now=START, chance=random.Random(seed))
        self.courses = [course.id for course in library.courses()]
        self.session = Session(
            Shelf([library]), self.book, courses=self.courses, gate=gate, chance=random.Random(seed), clock=self.clock
        )
        self.session.begin()
        self.said: list[str] = []
        self.complaints: list[str] = []
        self.code = -1

    def clock(self) -> datetime:
        return self.now

    def types(self, *lines: str, minutes: float | None = None, seconds: float = 0) -> str:
        """Run the face on these lines to their end. Every line takes `seconds` to type. Returns what was said."""
        self.said.clear()

        def typed() -> Iterator[str]:
            for line in lines:
                self.now += timedelta(seconds=seconds)
                self.said.append(f"> {line}".rstrip())
                yield line + "\n"

        self.code = run(
            self.session,
            typed(),
            self.said.append,
            course_ids=self.courses,
            minutes=minutes,
            clock=self.clock,
            complain=self.complaints.append,
        )
        return "\n".join(self.said)

    def hash(self) -> str:
        return str(self.session.status()["state_hash"])

    def right(self) -> Any:
        """The right answer of the task in hand."""
        current = self.session.desk.current
        assert current is not None and current.item is not None
        return current.item.right_answer(current.setting)


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], Library]:
    def compiled(text: str) -> Library:
        path = tmp_path / "sample.yaml"
        path.write_text(text, encoding="utf-8")
        return visit(path, tmp_path / "cache")

    return compiled


@pytest.fixture
def room(pack: Callable[[str], Library]) -> Iterator[Callable[..., Room]]:
    rooms: list[Room] = []

    def opened(course: str | Library, **more: Any) -> Room:
        rooms.append(Room(pack(course) if isinstance(course, str) else course, **more))
        return rooms[-1]

    yield opened
    for one in rooms:
        one.book.close()
