"""Lessons by ear: a block is read out, a worked example step by step, and a step that asks waits for an answer."""

from __future__ import annotations

from functools import partial
from typing import Any

from tutor.language import _
from tutor.plain import asking, telling, words
from tutor.plain.exploring import explore, read_explored
from tutor.plain.sitting import Here, Sitting
from tutor.present.plots import Explored, explorable
from tutor.study.tasks import Task, Verdict


def lesson(sitting: Sitting, task: Task) -> None:
    """Read a block as far as its next step that asks, and wait: for that answer, or for Enter."""
    block = task.block or {}
    steps = block.get("steps") or []
    said = _said_before(sitting, task)
    if not said:
        asking.tell_place(sitting, task)
    read_block(sitting, block, since=said, task_id=task.id)
    sitting.steps_said = (_name(task), len(steps))
    here = Here(task=task, repeat=lambda: read_block(sitting, block, task_id=task.id))
    if steps and steps[-1].get("asks"):
        _step(sitting, task, steps[-1], here)
        return
    asks = _("Enter to go on, :e another explanation.")
    if explore(sitting, block, here, asks) if explorable(block) else sitting.pause(here, asks):
        sitting.tried(lambda: sitting.session.answer(task.id, None))
        sitting.steps_said = ("", 0)


def _name(task: Task) -> str:
    return f"{task.skill} {(task.block or {}).get('way', '')}"


def _said_before(sitting: Sitting, task: Task) -> int:
    name, steps = sitting.steps_said
    return steps if name == _name(task) else 0


def read_block(sitting: Sitting, block: dict[str, Any], since: int = 0, task_id: str = "") -> None:
    """Say a block, or its steps from one of them on; with the task it belongs to, how its last step can be heard."""
    if not since:
        sitting.voice.show(block.get("text") or "")
        _read_media(sitting, block)
        if explorable(block):
            explored = Explored(block)
            read_explored(sitting, explored, explored.start)
    for step in (block.get("steps") or [])[since:]:
        _read_step(sitting, step, task_id)


def _read_media(sitting: Sitting, block: dict[str, Any]) -> None:
    """What a picture, a sound or a page elsewhere holds, in the author's words; a link is said, never opened."""
    if block.get("file"):
        sitting.voice.show(_("[picture: {alt}]", alt=block.get("alt", "")))
    elif block.get("link"):
        sitting.voice.line(f"{block.get('alt', '')} {block['link']}".strip())


def _read_step(sitting: Sitting, step: dict[str, Any], task_id: str) -> None:
    if "show" in step:
        sitting.voice.show(step["show"])
        return
    asked = words.as_task(step, "lesson")
    asking.tell_question(sitting, asked)
    if step.get("asks") and task_id:
        asking.tell_sound(sitting, asked, task_id)
    if not step.get("asks"):
        telling.right(sitting, asked, step.get("answer"))


def _step(sitting: Sitting, task: Task, step: dict[str, Any], here: Here) -> None:
    asked = words.as_task(step, "lesson")
    while (given := asking.respond(sitting, asked, here, may_look=True)) is not None:
        verdict = sitting.tried(partial(sitting.session.answer, task.id, given.response))
        if verdict is None:
            continue
        if not verdict.almost:
            if asked.shape in telling.ANSWERS:
                telling.reveal(sitting, asked, given, verdict)
            else:
                telling.told(sitting, asked, verdict, given)
            return
        telling.almost(sitting, verdict)


def skipped(sitting: Sitting, task: Task, verdict: Verdict) -> None:
    """What is told when a step that asks is skipped: its answer. Of a lesson without one, nothing."""
    steps = (task.block or {}).get("steps") or []
    if steps and steps[-1].get("asks"):
        telling.told(sitting, words.as_task(steps[-1], "lesson"), verdict, None)
