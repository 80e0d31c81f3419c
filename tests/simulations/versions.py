"""A learner who is given one version of a course after another: packs on disk, read by the reader, studied through."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tutor.core.learner.events import Answered
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.packs.shelf import Shelf
from tutor.packs.visiting import visit
from tutor.store.book import Book
from tutor.study.session import Session

START = datetime(2027, 1, 4, 18, 0, tzinfo=UTC)


def skill(name: str, *items: str, requires: str = "", lesson: bool = True, **revs: int) -> str:
    lines = [f"  - skill: {name}", "    mastery: {quiz: 2}"]
    lines += [f"    requires: [{requires}]"] if requires else []
    lines += [f"    lesson: [{{way: words, text: About {name}.}}]"] if lesson else []
    lines += ["    items:"]
    for item in items:
        rev = f", rev: {revs[item]}" if item in revs else ""
        lines.append(f"      - {{id: {item}, ask: What is {item}?, answer: the {item}{rev}}}")
    return "\n".join(lines)


class Learner:
    """A learner with one book who is given one version of the course after another."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.folder, self.now, self.seed = folder, START, seed
        self.book = Book.open(":memory:", fold=apply, now=START, chance=random.Random(seed))
        self.versions = 0
        self.told: list[str] = []

    def meets(self, *skills: str, head: str = "") -> Learner:
        self.versions += 1
        path = self.folder / "course.yaml"
        path.write_text(
            f"id: course\ntitle: Course\nversion: {self.versions}.0.0\n{head}\nskills:\n" + "\n".join(skills), "utf-8"
        )
        library = visit(path, self.folder / "cache")
        chance = random.Random(self.seed)
        self.session = Session(
            Shelf([library]), self.book, courses=["course"], gate="advise", chance=chance, clock=lambda: self.now
        )
        self.session.begin()
        self.told = self.session.news()
        library.close()
        self.session.desk.shelf = Shelf([visit(path, self.folder / "cache")])
        return self

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    def answers(self, name: str, count: int = 1, *, right: bool = True) -> None:
        for _ in range(count):
            self.wait(seconds=20)
            task = self.session.next(skill=f"course/{name}")
            assert task is not None
            if task.kind == "lesson":
                self.session.answer(task.id, None)
                continue
            current = self.session.desk.current
            assert current is not None and current.item is not None
            self.session.answer(task.id, current.item.right_answer(current.setting) if right else "no idea")

    def learns(self, name: str) -> SkillRow:
        for _ in range(60):
            if self.row(name).phase == "learned":
                return self.row(name)
            self.answers(name)
        raise AssertionError(f"{name} was not learned")

    def row(self, name: str) -> SkillRow:
        found = self.book.rows.get(SkillRow, f"course/{name}")
        assert found is not None, name
        return found

    def item(self, name: str) -> ItemRow:
        found = self.book.rows.get(ItemRow, f"course/{name}")
        assert found is not None, name
        return found

    def says(self, data: Any) -> None:
        self.book.record(self.now, data)

    def checked(self) -> Learner:
        """The state follows from the log: folded anew it is the same."""
        before = self.book.state_hash()
        self.book.rebuild()
        assert self.book.state_hash() == before
        assert self.book.check().ok
        return self


def known(row: SkillRow | ItemRow, *but: str) -> Any:
    """Everything of a row but its name, and the names of what a quiz has asked."""
    return replace(
        row, **{name: type(getattr(row, name))() for name in ("id", "skill", "quiz_asked", *but) if hasattr(row, name)}
    )


def answered(item: str, *, right: bool = True, rev: int = 1) -> Answered:
    """An answer of another device, under the names it knew."""
    return Answered(
        item=f"course/{item}",
        skill=f"course/{item.rpartition('/')[0]}",
        rev=rev,
        kind="learn",
        type="answer",
        score=float(right),
        correct=right,
        rating="good" if right else "again",
    )
