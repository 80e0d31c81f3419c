"""The inbox in words: tasks with their days and how far they are, notes and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from tutor.core.text import clean
from tutor.language import _, _n, later
from tutor.present.when import on_day, that_day

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
        many = _n("{count} task", "{count} tasks", len(tasks))
        more = _("{tasks}, the first", tasks=many) if len(tasks) > 1 else many
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
    return " · ".join([task.title, progress(task), *standing(task, today)])


def standing(task: TaskLine, today: date) -> list[str]:
    """How a task stands, in a few short pieces: done, put off or due, and whether it is one for who likes."""
    found: list[str] = []
    if task.finished:
        found.append(_("done"))
    elif task.later:
        found.append(_("put off until {day}", day=that_day(date.fromisoformat(task.later), today)))
    elif task.due:
        day = on_day(date.fromisoformat(task.due), today)
        found.append(_("was due {day}", day=day) if task.late else _("due {day}", day=day))
    if task.optional:
        found.append(_("if you like"))
    return found


NOT_IN_A_CLASS = {
    "command": later("You are in no class. A teacher's file is opened with: tutor join FILE.handout"),
    "colon": later("You are in no class. With a teacher's file, :join and its path joins one."),
    "key": later("You are in no class. If a teacher gave you a file, Enter opens it."),
}
TASKS = {
    "command": later("Tasks (a proposal; put one off with --later N --until DAY)"),
    "colon": later("Tasks, a proposal. :inbox go and the number goes on with one, :inbox later puts one off:"),
}
PROPOSALS = later("From your teacher, a proposal:")
NOTES = later("Notes, the newest first")
NOTHING = later("Nothing from your teacher yet.")


def lines(inbox: Inbox, today: date, by: str = "command") -> list[str]:
    """All of it, for lines; `by` what a person does more with it: by a `command` of the shell, or by a `colon`."""
    return list(_lines(inbox, today, by))


def _lines(inbox: Inbox, today: date, by: str) -> Iterator[str]:
    if not inbox.classes:
        yield _(NOT_IN_A_CLASS[by])
        return
    if inbox.tasks:
        yield _(TASKS[by])
    for number, task in enumerate(inbox.tasks, 1):
        yield f"  {number}. {task_line(task, today)}"
    if inbox.notes:
        yield _(NOTES)
    for number, note in enumerate(inbox.notes, 1):
        yield f"  {number}. {heading(note, today)}"
        yield from (f"     {line}" for line in clean(note.text).splitlines())
    if not inbox.tasks and not inbox.notes:
        yield _(NOTHING)


def heading(note: Note, today: date) -> str:
    """From whom a note is, about what, and when."""
    kind = f", {_(KINDS[note.kind])}" if note.kind in KINDS and not note.mine else ""
    about = _(", about {what}", what=note.about) if note.about else ""
    new = "" if note.read else _("  (new)")
    waits = _(", goes with your next hand-in") if note.waits else ""
    return f"{sender(note)}{kind}{about}, {note_day(note, today)}{waits}{new}"


def sender(note: Note) -> str:
    """Whose words a note holds."""
    return _("You") if note.mine else str(note.class_title)


def note_day(note: Note, today: date) -> str:
    """When a note was written."""
    return that_day(date.fromisoformat(note.day), today)
