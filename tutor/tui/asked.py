"""What is asked, whether by an item or by a step of a lesson, in the few shapes that the screens draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tutor.language import _

if TYPE_CHECKING:
    from tutor.study.tasks import Task

SHOWN = (
    *("lines", "indent", "left", "right", "groups", "parts", "examples"),
    *("rubric", "words", "starter", "language", "setup", "files", "tests"),
)
"""Keys of a task that one shape or another draws."""


class Option(Struct, frozen=True):
    """Something to pick: what it is answered with, its text (Markdown), and what its picture shows."""

    response: Any
    text: str
    alt: str = ""


class Asked(Struct, frozen=True):
    """A question in its shape. `around` are the pieces of text around gaps, `unit` is to be typed with a number.

    `shown` holds what else its kind shows, under the keys that it has in a task.
    """

    shape: str
    options: tuple[Option, ...] = ()
    around: tuple[str, ...] = ()
    unit: str = ""
    shown: Mapping[str, Any] = {}


def asked_by(task: Task) -> Asked | None:
    """What this task asks; None for a lesson that is only read."""
    if task.kind != "lesson":
        return asked_in({"shape": task.shape, "choices": task.choices, "blanks": task.blanks, **shown_by(task)})
    steps = (task.block or {}).get("steps") or []
    return asked_in(steps[-1]) if steps and steps[-1].get("asks") else None


def shown_by(task: Task) -> dict[str, Any]:
    """What a task shows besides its question, under the keys of the protocol."""
    found = {key: value for key in SHOWN if (value := getattr(task, key))}
    return {"unit": task.unit_of_answer, **found}


def asked_in(found: Mapping[str, Any]) -> Asked:
    """The question in a mapping with the keys of a task: a step of a lesson, a part of an item."""
    shape = found["shape"]
    options = tuple(Option(one["id"], one["text"], one.get("alt", "")) for one in found.get("choices") or ())
    if shape == "pick" and not options:
        options = (Option(True, _("True")), Option(False, _("False")))
    shown = {key: found[key] for key in SHOWN if found.get(key)}
    return Asked(shape, options, tuple(found.get("blanks") or ()), found.get("unit") or "", shown)
