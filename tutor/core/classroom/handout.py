"""What a hand-out brings: about the class, tasks, a teacher's notes, marks for work that was handed in."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from tutor.core.classroom.lines import Count, Line, Name, Names, Text

CLASS_FILE, TASKS_FILE, EVERYBODY = "class.json", "tasks.jsonl", "notes.jsonl"
MARKS_FILE = "marks.jsonl"
PACKS = "packs/"

Target = Literal["skills", "items", "minutes"]
NoteKind = Literal["note", "praise", "question", "essential", "tip", "answer"]


class ClassCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """About the class: its title, which level of consent the teacher asks for, whom to ask about it.

    `parents`: an adult decides what is handed in; the program asks for one at the keyboard, and keeps only that it did.
    """

    title: str
    asks_level: int = 2
    contact: str = ""
    parents: bool = False
    about: str = ""


class TaskLine(Line, frozen=True, kw_only=True):
    """A task: skills to learn, items to answer, or minutes of a course to study, `since` to `due` (ISO days).

    `skills` and `items` are full ids. `dropped`: it is none any more.
    """

    id: Name
    title: Text
    target: Target = "skills"
    course: Name = ""
    skills: Names = []
    items: Names = []
    minutes: Count = 0
    since: Name = ""
    due: Name = ""
    optional: bool = False
    dropped: bool = False


class NoteLine(Line, frozen=True, kw_only=True):
    """A teacher's words to a learner. `about` is a skill, an item, a goal or nothing; `reply_to` a learner's message,
    dispute or earlier note.
    """

    id: Name
    text: Text
    kind: NoteKind = "note"
    about: Name = ""
    reply_to: Name = ""
    day: Name = ""


class MarkLine(Line, frozen=True, kw_only=True):
    """A teacher's rating of a piece that was handed in: the index of a level for each criterion, and words."""

    id: Name
    piece: Name
    project: Name
    criteria: Annotated[list[Count], Meta(max_length=50)] = []
    text: Text = ""
    teacher: Name = ""
    day: Name = ""


def read_card(data: bytes) -> ClassCard | None:
    """The card of a class; None when these bytes are none."""
    try:
        card = msgspec.json.decode(data, type=ClassCard)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    texts = (card.title, card.contact, card.about)
    return card if card.asks_level in (0, 1, 2, 3) and all(len(text) <= 2_000 for text in texts) else None
