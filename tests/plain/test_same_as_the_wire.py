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


def wrong(task: Task) -> Any:
    """A wrong answer: (what is typed in plain mode, the response on the wire)."""
    match task.shape:
        case "gaps":
            return ["zzzz"] * (len(task.blanks or []) - 1)
        case _:
            return "zzzz"


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
        if self.last.startswith(("Enter to go on", "What may I call", "What do you want")):
            return ""
        if self.last.startswith("How well"):
            return "good"
        if self.last.endswith("or Enter to be told."):
            return ""
        return self.answer()

    def answer(self) -> str:
        current = self.session.desk.current
        assert current is not None and current.item is not None
        task, right = current.task, current.item.right_answer(current.setting)
        good = self.learner.is_right()
        if task.shape == "self_rate":
            return ""
        if task.type == "true_false":
            return ("t" if right else "f") if good else ("f" if right else "t")
        if task.shape == "gaps":
            first, *self.pending = right if good else wrong(task)
            return str(first)
        if task.shape in ("pick", "pick_many"):
            rights = right if isinstance(right, list) else [right]
            texts = [choice["text"] for choice in task.choices or []]
            places = [at for at, text in enumerate(texts, 1) if (text in rights) is good]
            return " ".join(map(str, places if task.shape == "pick_many" else places[:1]))
        if not good:
            return "12345678" if task.type == "number" else "zzzz"
        return f":{right}" if str(right).startswith(":") else str(right)


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
            response = right if learner.is_right() else bad(task, right)
            if task.shape == "self_rate":
                yield json.dumps({"op": "answer", "task": task.id, "response": None}).encode()
                yield json.dumps({"op": "rate", "task": task.id, "rating": "good"}).encode()
                continue
            yield json.dumps({"op": "answer", "task": task.id, "response": response}).encode()

    def bad(task: Task, right: Any) -> Any:
        if task.type == "true_false":
            return not right
        if task.shape in ("pick", "pick_many"):
            rights = right if isinstance(right, list) else [right]
            others = [choice["text"] for choice in task.choices or [] if choice["text"] not in rights]
            return others if task.shape == "pick_many" else others[0]
        if task.type == "number":
            return "12345678"
        return wrong(task)

    wire(session, Clock(session.desk.clock), requests(), io.BytesIO(), StoreTrouble)


@pytest.fixture(scope="session")
def fractions(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return visit(courses_folder() / "fractions", tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("name", ["tiny", "typed", "steps", "fractions"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_sitting_in_both_faces_gives_the_same_state(
    name: str, seed: int, room: Callable[..., Any], fractions: Library, tmp_path: Path
) -> None:
    library = fractions if name == "fractions" else visit(PACKS / f"{name}.yaml", tmp_path)
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
    assert heard.session.status()["answers"] >= 12
    assert heard.session.status() == wired.session.status()
