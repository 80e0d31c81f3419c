"""What is typed at a pack: lines in plain mode, requests over JSON Lines, keys for whatever comes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

LINES = ["", ":h", ":h", ":h", ":w", "zzz", "", ":x", ":v", ":e", ":s", "", ":r", ":m", "1", "2", ":!", ":s", ""]
TYPED = LINES * 12 + [
    ":project",
    ":project 1",
    "mine",
    ".",
    "1",
    "1",
    ":portfolio",
    ":g pass attack",
    ":u",
    ":place",
    "zzz",
    "zzz",
    ":place stop",
    ":q",
]
"""What a person types in plain mode: whatever stands there is asked, hinted, answered wrong, skipped, and left."""


def typing_all(heard: Callable[[], bytes]) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in TYPED)


def answers(heard: Callable[[], bytes]) -> Iterator[bytes]:
    """What a program asks over JSON Lines, given its last line: every task with its hints and reasons, answered wrong, else skipped."""
    number = 0

    def line(op: str, **fields: Any) -> bytes:
        return json.dumps({"op": op, **fields}).encode() + b"\n"

    def reply() -> dict[str, Any]:
        try:
            return json.loads(heard())  # type: ignore[no-any-return]
        except ValueError:
            return {}

    yield line("hello")
    yield line("status")
    for number in range(40):
        yield line("next")
        task = reply().get("task")
        if not task:
            break
        here = {"task": task["id"]}
        yield line("why", **here)
        for _ in range(0 if task["kind"] == "lesson" else 3):
            yield line("hint", **here)
        yield line("explain", skill=task["skill"])
        for response in responses(task, number):
            yield line("answer", **here, response=response)
            if reply().get("ok") and not reply()["verdict"].get("almost"):
                break
        if reply().get("ok") and task.get("type") in ("recall", "essay", "code", "sql", "shell"):
            yield line("rate", **here, rating="again", criteria=[1])
        yield line("skip", **here)
    yield line("hand_in", project="attack/work", text="mine", criteria=[1])
    yield line("why", skill="attack/picking")
    yield line("undo")
    yield line("status")
    yield line("bye")


PROGRAMS = {
    "sql": "select * from t",
    "shell": "printf '\\033]0;taken\\007\\233m'; cat *; printf '\\033[2J' >&2",
    "code": "print('\\x1b]0;taken\\x07\\x9b')\ndef f(*n): raise ValueError('\\x1b[2J')",
}
"""What a learner may run among what a pack has brought."""


def responses(task: dict[str, Any], number: int) -> Iterator[Any]:
    """Answers of every form, by turns the first wrong and the first at all; one of them fits the task."""
    if program := PROGRAMS.get(task.get("type", "")):
        yield program
    choices = [choice["id"] for choice in task.get("choices") or ()]
    yield from choices[number % 2 :]
    for listed in ("lines", "blanks"):
        if task.get(listed):
            yield list(reversed(task[listed]))
            yield ["zzz"] * len(task[listed])
    if task.get("left"):
        yield {left: (task.get("right") or ["x"])[0] for left in task["left"]}
    if task.get("groups"):
        yield {task["groups"][0]: task.get("lines") or []}
    yield from ("zzz", "zzz", False, True, None, [], {}, ["zzz"], ["zzz", None], ["zzz", "zzz"], 7)
