"""Tasks and verdicts as the study protocol writes them: exactly its keys, in whichever face or workshop."""

from __future__ import annotations

from typing import Any

import msgspec

from tutor.study.tasks import Task, Verdict

VERDICT_KEYS = (
    "correct",
    "score",
    "rating",
    "almost",
    "feedback",
    "right_answer",
    "explain",
    "misconception",
    "due",
    "changed",
    "unlocked",
)
FACE_ONLY = ("shape", "title", "course_title", "more", "by")
"""Keys of a task that the other faces use and the protocol does not have."""


def task_dict(task: Task) -> dict[str, Any]:
    """A task as the protocol writes it, each key only where it belongs."""
    found: dict[str, Any] = msgspec.to_builtins(task)
    for name in FACE_ONLY:
        found.pop(name, None)
    return found


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict with exactly the protocol's keys, and `coach` where there is something to tell."""
    found = msgspec.to_builtins(verdict)
    return {name: found[name] for name in VERDICT_KEYS} | ({"coach": verdict.coach} if verdict.coach else {})
