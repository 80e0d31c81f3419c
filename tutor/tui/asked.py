"""What is asked, whether by an item or by a step of a lesson, in the few shapes that the screens draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tutor.study.tasks import Task


class Option(NamedTuple):
    """Something to pick: what it is answered with, its text (Markdown), and what its picture shows."""

    response: Any
    text: str
    alt: str = ""


class Asked(NamedTuple):
    """A question in its shape. `around` are the pieces of text around gaps, `unit` stands beside a typed number."""

    shape: str
    options: tuple[Option, ...] = ()
    around: tuple[str, ...] = ()
    unit: str = ""


def asked_by(task: Task) -> Asked | None:
    """What this task asks; None for a lesson that is only read."""
    if task.kind != "lesson":
        found = {"choices": task.choices, "blanks": task.blanks, "unit": task.unit_of_answer}
        return _asked(task.shape, task.type, found)
    steps = (task.block or {}).get("steps") or []
    if not steps or not steps[-1].get("asks"):
        return None
    return _asked(steps[-1]["shape"], steps[-1]["type"], steps[-1])


def _asked(shape: str, kind: str, found: dict[str, Any]) -> Asked:
    options = tuple(Option(one["id"], one["text"], one.get("alt", "")) for one in found.get("choices") or ())
    if shape == "pick" and not options:
        options = (Option(True, "True"), Option(False, "False"))
    return Asked(shape, options, tuple(found.get("blanks") or ()), found.get("unit") or "")
