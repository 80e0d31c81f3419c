"""What is said beside a question: the machine's voice reads it when asked to, and alone where nothing else is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tutor.language import _, later
from tutor.tui.bridge import Refused
from tutor.tui.safe import Draw
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.study.session import Hearing
    from tutor.study.tasks import Task
    from tutor.tui.screens.study import StudyScreen
    from tutor.tui.sitting import Sitting

FELL_SILENT = later("The voice on this machine gave up. Where there is a hint, it shows the words.")
_NO_LETTERS = ("text", "gaps", "writing", "program", "parts")
"""Shapes in which letters are typed."""


async def hearing_of(sitting: Sitting, task: Task, before: Hearing) -> Hearing:
    """How what is said beside this task can be heard. The voice of the task `before` falls silent."""
    if before == "voice":
        await sitting.study.call(lambda session: session.silence())
    if not _sound(task):
        return ""
    found = await sitting.study.call(lambda session: session.hearing(task.id))
    if isinstance(found, Refused):
        return ""
    at_once = found == "voice" and not _shows_something(task)
    if at_once and await sitting.study.call(lambda session: session.hear(task.id)) is False:
        found = await sitting.study.call(lambda session: session.hearing(task.id))
    return "" if isinstance(found, Refused) else found


async def hear(screen: StudyScreen) -> None:
    """Hear what is said beside the question on this screen; a voice that gives up is told once."""
    task = screen.current.id
    spoke = await screen.ask(lambda session: session.hear(task), screen.hear)
    if spoke is False and screen.hearing == "voice":
        screen.hearing = ""
        screen.add_note(sentence(FELL_SILENT, "$quiet"))
        screen.show_keys()


def _sound(task: Task) -> Mapping[str, Any]:
    steps = (task.block or {}).get("steps") or [{}]
    media = task.media or steps[-1].get("media") or {}
    return media if media.get("speak") or media.get("audio") else {}


def _shows_something(task: Task) -> bool:
    picture = (task.media or {}).get("image")
    return bool(task.ask.strip() or task.passage or task.blanks or task.parts or picture or task.block)


def sound_line(task: Task, how: Hearing, shape: str) -> Draw | None:
    """One quiet line below the question: which key hears it, or where its words are."""
    spoken = _sound(task).get("speak")
    match how:
        case "voice":
            return sentence(_("♪ {key} hears it", key="F6" if shape in _NO_LETTERS else "v"), "$quiet")
        case "hint":
            if spoken:
                return sentence(_("No voice on this machine; a hint shows the words."), "$quiet")
            return sentence(_("♪ A recording can't be played here; a hint shows the words."), "$quiet")
        case "nothing":
            return sentence(
                _("No voice on this machine.") if spoken else _("♪ A recording can't be played here."), "$quiet"
            )
    return None
