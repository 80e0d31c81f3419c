"""The plain mode and the JSON Lines face are faces of one service: the same answers give the same state."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.packs.library import Library
from tutor.packs.shipped import courses_folder
from tutor.packs.visiting import visit
from tutor.plain import words
from tutor.plain.loop import run as plain
from tutor.study.session import Session
from tutor.study.tasks import Task
from tutor.study.trouble import StoreTrouble
from tutor.wire.loop import Clock
from tutor.wire.loop import run as wire

PACKS = Path(__file__).parent / "packs"


class Learner:
    """Answers most tasks right and every third wrong, and takes a hint now and then: the same in both faces."""

    def __init__(self) -> None:
        self.count = 0

    def is_right(self) -> bool:
        self.count += 1
        return self.count % 3 != 0


def wrong(task: Task, right: Any) -> Any:
    """A wrong answer, as the wire takes it."""
    match task.shape:
        case "gaps":
            return ["zzzz"] * (len(task.blanks or []) - 1)
        case "pick" | "pick_many":
            if task.type == "true_false":
                return not right
            rights = right if isinstance(right, list) else [right]
            others = [choice["text"] for choice in task.choices or [] if choice["text"] not in rights]
            return others if task.shape == "pick_many" else others[0]
        case "lines":
            return right[::-1]
        case "pairs":
            rights = list(right.values())
            return dict(zip(right, rights[1:] + rights[:1], strict=True))
        case "groups":
            groups = list(right.values())
            return dict(zip(right, groups[1:] + groups[:1], strict=True))
        case "parts":
            parts = map(as_task, task.parts or [])
            return [wrong(part, one) for part, one in zip(parts, right, strict=True)]
        case "writing" | "program":
            return "zzzz\n\n  zz"
        case _:
            return "12345678" if task.type == "number" else "zzzz"


def as_task(part: dict[str, Any]) -> Task:
    return words.as_task(part, "learn")


def typed(task: Task, response: Any) -> list[str]:
    """The lines in which a person gives a response in plain mode."""
    match task.shape:
        case "pick" | "pick_many" if task.type == "true_false":
            return ["t" if response else "f"]
        case "pick" | "pick_many":
            picked = response if isinstance(response, list) else [response]
            texts = [choice["text"] for choice in task.choices or []]
            return [" ".join(str(texts.index(text) + 1) for text in picked)]
        case "gaps":
            return list(response)
        case "lines":
            return [placed(response, list(task.lines or []))]
        case "pairs":
            return [label(response[left], task.right or []) for left in task.left or []]
        case "groups":
            return [
                label(next(group for group, texts in response.items() if thing in texts), task.groups or [])
                for thing in task.lines or []
            ]
        case "parts":
            parts = map(as_task, task.parts or [])
            return [line for part, one in zip(parts, response, strict=True) for line in typed(part, one)]
        case "writing" | "program":
            return [*response.split("\n"), "."]
        case "self_rate":
            return [""]
        case _:
            return [f":{response}" if str(response).startswith(":") else str(response)]


def label(text: str, texts: list[str]) -> str:
    return words.labels(texts)[texts.index(text)]


def placed(order: list[str], there: list[str | None]) -> str:
    """The labels of lines in this order, equal ones in turn."""
    names, found = words.labels([str(text) for text in there]), list[str]()
    for text in order:
        at = there.index(text)
        found.append(names[at])
        there[at] = None
    return " ".join(found)


class InPlain:
    """Types what the last line said asks for."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.learner = Learner()
        self.last = ""
        self.pending: list[str] = []

    def say(self, line: str) -> None:
        self.last = line

    def lines(self, most: int) -> Iterator[str]:
        while self.session.desk.learner().answers < most and not self.last.startswith("Enter to stop"):
            yield self.line()

    def line(self) -> str:
        if self.pending:
            return self.pending.pop(0)
        if self.last.startswith(("Enter to go on", "What may I call", "What do you want", "Type p to begin it now")):
            return ""
        if self.last.startswith("How well"):
            return "good"
        if self.last.startswith("Answer 1") and self.session.desk.current.revealed:  # the second level of a criterion
            return "2"
        if self.last.endswith("or Enter to be told."):
            return ""
        return self.answer()

    def answer(self) -> str:
        current = self.session.desk.current
        assert current is not None and current.item is not None
        task, right = current.task, current.item.right_answer(current.setting)
        first, *self.pending = typed(task, right if self.learner.is_right() else wrong(task, right))
        return first


def on_the_wire(session: Session, most: int) -> None:
    """The same answers as JSON Lines."""
    learner = Learner()

    def requests() -> Iterator[bytes]:
        while session.desk.learner().answers < most:
            yield json.dumps({"op": "next"}).encode()
            current = session.desk.current
            if current is None:  # all that is for today is done
                return
            task = current.task
            if task.kind == "lesson":
                yield json.dumps({"op": "answer", "task": task.id, "response": None}).encode()
                continue
            assert current.item is not None
            right = current.item.right_answer(current.setting)
            response = right if learner.is_right() else wrong(task, right)
            if task.shape == "self_rate":
                response = None
            yield json.dumps({"op": "answer", "task": task.id, "response": response}).encode()
            if current.item.self_rated:
                how = {"criteria": [1 for _ in task.rubric]} if task.rubric else {"rating": "good"}
                yield json.dumps({"op": "rate", "task": task.id, **how}).encode()

    wire(session, Clock(session.desk.clock), requests(), io.BytesIO(), StoreTrouble)


@pytest.fixture(scope="session")
def fractions(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return visit(courses_folder() / "fractions", tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("name", ["tiny", "typed", "steps", "placed", "longer", "fractions"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_sitting_in_both_faces_gives_the_same_state(
    name: str, seed: int, room: Callable[..., Any], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    library = request.getfixturevalue(name) if name == "fractions" else visit(PACKS / f"{name}.yaml", tmp_path)
    heard, wired = room(library, seed=seed), room(library, seed=seed)
    person = InPlain(heard.session)
    plain(
        heard.session,
        person.lines(18),
        person.say,
        course_ids=heard.courses,
        minutes=None,
        clock=heard.clock,
    )
    on_the_wire(wired.session, 18)
    assert heard.session.status()["answers"] >= 9  # the others were lessons, and side trips
    assert heard.session.status() == wired.session.status()
