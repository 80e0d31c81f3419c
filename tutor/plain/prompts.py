"""The words our prompts end with."""

from __future__ import annotations

from tutor.language import _
from tutor.plain.sitting import Sitting
from tutor.study.tasks import Task

HELPED = 3
"""Prompts of a sitting that mention the help. Tunable (1..5): after that it is only noise."""


def ending(sitting: Sitting, task: Task, may_look: bool) -> str:
    """How a prompt ends: with the help, the first times, or with what else can be done."""
    if may_look:
        return _(", or Enter to be told.")
    if task.kind == "place":
        return _(", or :0 if you have not learned it yet.")
    return _(", or :? for help.") if sitting.asked <= HELPED else "."


def nothing_typed(sitting: Sitting) -> None:
    """What is said when Enter alone is no answer."""
    sitting.say(_("Nothing was typed. :r tells the question again, :s shows the answer."))
