"""The inbox in words: tasks with their days and how far they are, notes and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from tutor.core.text import clean
from tutor.language import _, _n, later
from tutor.present.when import on_day

# What `study.classes.inbox` gathers; this room stands below it and knows these things by their fields alone.
Inbox: TypeAlias = Any
TaskLine: TypeAlias = Any
Note: TypeAlias = Any

KINDS = {
    "praise": later("praise"),
    "question": later("a question"),
    "essential": later("important"),
    "tip": later("a tip"),
    "answer": later("an answer"),
}


def summary(inbox: Inbox, today: date) -> str:
    """One line for the home screen: “2 notes, 1 task due Friday (3 of 8 skills)”; "" when nothing waits."""
    found = [_n("{count} new note", "{count} new notes", inbox.unread)] if inbox.unread else []
    tasks = inbox.open_tasks
    if tasks:
        first = tasks[0]
        due = _(" due {day}", day=on_day(date.fromisoformat(first.due), today)) if first.due else ""
        more = _n("{count} task", "{count} tasks", len(tasks))
        found.append(f"{more}{due} ({progress(first)})")
    return ", ".join(found)


def progress(task: TaskLine) -> str:
    """How far a task is."""
    if task.target == "skills":
        return _("{done} of {of} skills", done=task.done, of=task.of)
    if task.target == "items":
        return _("{done} of {of} questions", done=task.done, of=task.of)
    return _("{done} of {of} minutes", done=task.done, of=task.of)


def task_line(task: TaskLine, today: date) -> str:
    """A task in a line."""
    parts = [task.title, progress(task)]
    if task.finished:
        parts.append(_("done"))
    elif task.later:
        parts.append(_("put off, {day}", day=on_day(date.fromisoformat(task.later), today)))
    elif task.due:
        day = on_day(date.fromisoformat(task.due), today)
        parts.append(_("was due {day}", day=day) if task.late else _("due {day}", day=day))
    if task.optional:
        parts.append(_("if you like"))
    return " · ".join(parts)


def lines(inbox: Inbox, today: date) -> list[str]:
    """All of it, for lines."""
    return list(_lines(inbox, today))


def _lines(inbox: Inbox, today: date) -> Iterator[str]:
    if not inbox.classes:
        yield _("You are in no class. A teacher's file is opened with: tutor join FILE.handout")
        return
    if inbox.tasks:
        yield _("Tasks (a proposal; put one off with --later N --until DAY)")
    for number, task in enumerate(inbox.tasks, 1):
        yield f"  {number}. {task_line(task, today)}"
    if inbox.notes:
        yield _("Notes, the newest first")
    for number, note in enumerate(inbox.notes, 1):
        yield f"  {number}. {heading(note)}"
        yield from (f"     {line}" for line in clean(note.text).splitlines())
    if not inbox.tasks and not inbox.notes:
        yield _("Nothing from your teacher yet.")


def heading(note: Note) -> str:
    """From whom a note is, about what, and when."""
    who = _("You") if note.mine else note.class_title
    kind = f", {_(KINDS[note.kind])}" if note.kind in KINDS and not note.mine else ""
    about = _(", about {what}", what=note.about) if note.about else ""
    new = "" if note.read else _("  (new)")
    return f"{who}{kind}{about}, {note.day}{new}"
