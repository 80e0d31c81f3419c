"""A class as it is: a teacher's folder, learners on computers of their own, files between them."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple
from unittest import mock

from command import tutor

from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassFolder, find
from tutor.classroom.report import Report, report
from tutor.cli.opening import open_session
from tutor.core.classroom.codes import read_code
from tutor.core.item import Response
from tutor.study.session import Session
from tutor.study.tasks import Task

PACK = """
title: Sums
id: sums
version: "1"
language: en
mastery: {quiz: 2}
skills:
  - skill: adding
    title: Adding
    can: I can add small numbers.
    lesson: [{way: words, text: Put them together.}]
    items:
      - {id: two, ask: 2 + 3?, number: 5, explain: Five., mistakes: [{when: 6, say: That is the product., name: multiplied}]}
      - {id: pick, ask: Pick the even one., choices: [right: four, wrong: three, wrong: seven]}
      - {id: word, ask: How is 5 written?, answer: five}
      - {id: more, ask: 4 + 4?, number: 8}
  - skill: taking
    title: Taking away
    requires: [adding]
    items:
      - {id: a, ask: 5 - 2?, number: 3}
      - {id: b, ask: 9 - 4?, number: 5}
      - {id: tell, ask: Why is 3 - 3 nothing?, essay: {model: All is taken., rubric: [{criterion: Right, levels: [no, yes]}]}}
projects:
  - {id: shop, title: A shop, skills: [adding], rubric: [{criterion: Sums, levels: [wrong, right]}]}
"""
PLACES = {"stick", "out", "box", "kept", *(f"level{level}" for level in range(4))}
"""Folders into which learners hand in; they are there."""
START = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
RIGHT = {"two": "5", "pick": "four", "word": "five", "more": "8", "a": "3", "b": "5", "tell": "All of it is taken."}


def right(item: str) -> Response:
    """The right answer to an item."""
    return RIGHT.get(item, "")


def _as_given(task: Task, reply: Response) -> Response:
    """A choice is told by its text, and given by its id."""
    return next((one["id"] for one in task.choices or [] if one["text"] == reply), reply)


class World:
    """The computers, by who sits there; each has its own `TUTOR_HOME`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = START
        (folder / "sums.yaml").write_text(PACK, "utf-8")

    def book(self, name: str = "7b") -> ClassBook:
        """The teacher's book of a class."""
        place = find(self.folder / name)
        return ClassBook.open(place.book, place.card.id)

    def run(self, who: str, *words: str, given: str = "", ok: bool = True) -> CompletedProcess[str]:
        """A command of somebody's, in the folder that all share."""
        for place in PLACES.intersection(words[1:] if words[0] == "handin" else ()):
            (self.folder / place).mkdir(exist_ok=True)
        done = tutor(
            *words, cwd=self.folder, given=given, TUTOR_HOME=str(self.home(who)), TUTOR_NOW=self.now.isoformat()
        )
        assert not ok or done.returncode == 0, done.stdout + done.stderr
        return done

    def home(self, who: str) -> Path:
        """Where somebody's files lie."""
        return self.folder / "homes" / who

    def later(self, **span: float) -> None:
        """Time goes on."""
        self.now += timedelta(**span)

    def study(self, who: str, answers: int, reply: Callable[[str], Response] = right) -> int:
        """Somebody answers so many questions, by `reply` to the item's id; returns how many were asked."""
        home = {"TUTOR_HOME": str(self.home(who)), "TUTOR_NOW": self.now.isoformat()}
        asked = 0
        with mock.patch.dict("os.environ", home):
            opened = open_session(["sums"], clock=self._clock, seed=random.Random(f"{who}{self.now}").randrange(99))
            try:
                for _ in range(4 * answers):
                    task = opened.session.next()
                    if task is None or asked >= answers:
                        break
                    asked += self._answer(opened.session, task, reply)
            finally:
                opened.close()
        return asked

    def _clock(self) -> datetime:
        self.now += timedelta(seconds=4)
        return self.now

    def _answer(self, session: Session, task: Task, reply: Callable[[str], Response]) -> int:
        if task.kind == "lesson":
            session.answer(task.id, None, seconds=30)
            return 0
        item = task.item.rpartition("/")[2]
        session.answer(task.id, _as_given(task, reply(item)), seconds=8, confidence=2)
        if task.type == "essay":
            session.rate(task.id, criteria=[1])
        return 1

    def code(self, number: int = 1, folder: str = "7b") -> str:
        """The code on a line of the roster."""
        line = (self.folder / folder / "roster.csv").read_text("utf-8").splitlines()[number]
        code = read_code(line.split(",")[0])
        assert code is not None
        return code


def kept(name: str, text: str) -> None:
    """Compare with the text that is kept in `golden/`; with GOLDEN in the environment it is kept instead."""
    path = Path(__file__).parent / "golden" / f"{name}.txt"
    if os.environ.get("GOLDEN"):
        path.write_text(text + "\n", "utf-8")
    assert path.read_text("utf-8") == text + "\n", f"see {path}; GOLDEN=1 keeps the new text"


LEARNERS = 12


class Demo(NamedTuple):
    """A small demo class with a task, its report, its folder and where its hand-ins lie."""

    report: Report
    handins: Path
    folder: ClassFolder


def made_demo(folder: Path) -> Demo:
    """The demo class as `tutor class demo` makes it."""
    world = World(folder)
    world.run("teacher", "class", "demo", "--learners", str(LEARNERS), "--weeks", "2", "--in", "demo")
    world.run("teacher", "class", "assign", "Parts", "--skills", "fractions/name-parts", "--class", "demo")
    place = find(folder / "demo")
    with ClassBook.open(place.book, place.card.id) as book:
        return Demo(report(place, book, world.now.date()), folder / "demo" / "handins", place)
