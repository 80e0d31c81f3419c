"""The JSON Lines face as a person with a keyboard would use it, over a real pack and a learner's file."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tutor.core.learner.fold import apply
from tutor.packs.shelf import Shelf
from tutor.packs.visiting import visit
from tutor.store.book import Book
from tutor.store.trouble import StoreTrouble
from tutor.study.session import Session
from tutor.wire.loop import Clock, run

PACK = """
title: Sample
language: en
skills:
  - skill: one
    title: First things
    mastery: {quiz: 2}
    lesson:
      - way: words
        text: Read this first.
      - way: steps
        steps:
          - show: Look.
          - ask: What is 1 + 1?
            number: 2
          - show: Done.
    items:
      - id: a
        ask: What is 2 + 3?
        number: 5
        hints: [Count on your fingers., It is one more than 4.]
        explain: Two and three make five.
        mistakes: [{when: 6, say: That is the product., name: multiplied}]
      - id: b
        ask: Capital of France?
        answer: Paris
      - id: c
        vars: {n: 2..9}
        ask: What is <<n>> + 1?
        number: n + 1
      - id: d
        ask: The [[cat]] sat on the [[mat]].
        cloze: The [[cat]] sat on the [[mat]].
      - id: e
        ask: Pick the even one.
        choices: [right: two, wrong: one, wrong: three]
      - id: f
        ask: Is 2 even?
        true_false: true
  - skill: two
    title: Second things
    requires: [one]
    mastery: {quiz: 2}
    lesson: [{text: More.}]
    items:
      - {id: g, ask: What is 3 + 3?, number: 6}
      - {id: h, ask: What is 4 + 4?, number: 8}
      - {id: i, ask: Say nine., recall: nine}
projects:
  - id: show
    title: Show it
    skills: [two]
    rubric: [{criterion: Clear, levels: [no, yes]}]
"""


class Wire:
    """A session of the study protocol; `ask` sends a request and returns the reply."""

    def __init__(self, folder: Path, file: Path | str = ":memory:", *, seed: int = 7, gate: Any = "advise") -> None:
        pack = folder / "sample.yaml"
        if not pack.exists():
            pack.write_text(
                PACK.replace("        ask: The [[cat]] sat on the [[mat]].\n", "        ask: Fill in.\n"), "utf-8"
            )
        self.clock = Clock(lambda: datetime(2027, 1, 4, 18, tzinfo=UTC))
        library = visit(pack, folder / "cache")
        self.book = Book.open(file, fold=apply, now=self.clock(), chance=random.Random(seed))
        self.session = Session(
            Shelf([library]), self.book, courses=["sample"], gate=gate, chance=random.Random(seed), clock=self.clock
        )
        self.raw: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.raw.append(data)

    def flush(self) -> None:
        """Lines go nowhere else."""

    def lines(self, *lines: bytes) -> list[dict[str, Any]]:
        before = len(self.raw)
        run(self.session, self.clock, lines, self, StoreTrouble)
        return [msgspec.json.decode(line) for line in self.raw[before:]]

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        return self.lines(msgspec.json.encode({"op": op, **fields}))[0]

    def task(self, **fields: Any) -> dict[str, Any]:
        reply = self.ask("next", **fields)
        assert reply["ok"], reply
        return reply["task"]  # type: ignore[no-any-return]

    def right(self) -> Any:
        current = self.session.desk.current
        assert current is not None and current.item is not None
        return current.item.right_answer(current.setting)

    def answer_right(self, **fields: Any) -> dict[str, Any]:
        """Do the next task right; lessons are read on the way and returned as they come."""
        task = self.task(**fields)
        if task["kind"] == "lesson":
            asks = task["block"].get("steps", [{}])[-1].get("asks")
            return self.ask("answer", task=task["id"], response="2" if asks else None)["verdict"]
        if task["type"] == "recall":
            self.ask("answer", task=task["id"], response=None)
            return self.ask("rate", task=task["id"], rating="good")["verdict"]
        return self.ask("answer", task=task["id"], response=self.right(), seconds=9)["verdict"]

    def until(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Answer right until a task of this kind is in hand."""
        for _ in range(40):
            task = self.task(**fields)
            if task["kind"] == kind:
                return task
            self.answer_right(**fields)
        raise AssertionError(f"no task of kind {kind}")

    def learn(self, skill: str) -> None:
        for _ in range(40):
            if self.state(skill)["state"] in ("learned", "mastered", "secure"):
                return
            self.answer_right(skill=f"sample/{skill}")
        raise AssertionError(f"{skill} was not learned")

    def state(self, skill: str) -> dict[str, Any]:
        lines = {line["skill"]: line for line in self.ask("status")["skills"]}
        return lines[f"sample/{skill}"]  # type: ignore[no-any-return]

    def item(self, name: str) -> dict[str, Any]:
        """Put everything else away until this item is asked."""
        for other in "abcdef":
            if other != name:
                self.ask("suspend", item=f"sample/one/{other}")
        self.ask("resume", item=f"sample/one/{name}")
        for _ in range(12):
            task = self.task()
            if task.get("item") == f"sample/one/{name}":
                return task
            self.ask("skip", task=task["id"])
        raise AssertionError(f"{name} was not asked")


@pytest.fixture
def wire(tmp_path: Path) -> Wire:
    return Wire(tmp_path)


@pytest.fixture
def make_wire(tmp_path: Path) -> Callable[..., Wire]:
    return lambda *words, **more: Wire(tmp_path, *words, **more)
