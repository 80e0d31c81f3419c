"""Rows about classes: those joined, their tasks, and what was written between learner and teacher. See `rows`."""

# Annotations are kept as types: see `rows`.

from typing import Literal

from tutor.core.learner.row import Row


class ClassRow(Row, kw_only=True):
    """A class the learner joined, by its id. `seq` is the newest hand-out taken in, `handed` the newest hand-in.

    `level` and `handed_at` are those of the newest hand-in, `counted` that of the newest with answers, `ticked` all
    that was ever ticked for one.
    """

    id: str
    code: str
    title: str
    asks_level: int = 2
    contact: str = ""
    parents: bool = False
    courses: list[str] = []
    signer: str = ""
    seq: int = 0
    handed: int = 0
    handed_at: int = 0
    level: int = 0
    counted: bool = False
    ticked: list[str] = []
    asked_parent: bool = False
    joined_at: int = 0
    left_at: int = 0


class TaskRow(Row, kw_only=True):
    """A teacher's task; days are ISO. Put off by the learner until `put_off`."""

    id: str
    class_id: str
    title: str
    target: Literal["skills", "items", "minutes"] = "skills"
    course: str = ""
    skills: list[str] = []
    items: list[str] = []
    minutes: int = 0
    since: str = ""
    due: str = ""
    optional: bool = False
    dropped: bool = False
    put_off: str = ""
    why: str = ""
    put_off_at: int = 0
    at: int = 0


class LetterRow(Row, kw_only=True):
    """Words between learner and teacher: a note by its id, or (`mine`) what the learner wrote, by its event."""

    id: str
    class_id: str
    mine: bool = False
    kind: str = "note"
    about: str = ""
    reply_to: str = ""
    day: str = ""
    text: str
    at: int = 0
    read_at: int = 0


class OwnQuestionRow(Row, kw_only=True):
    """A question that the learner wrote for classmates; `text` is an `OwnQuestion` as JSON, "" once it is gone."""

    id: str
    skill: str
    text: str
    at: int = 0


class OpinionRow(Row, kw_only=True):
    """What the learner thinks of a classmate's question, by the item's full id."""

    id: str
    rev: int = 1
    clear: bool = True
    right: bool = True
    hard: bool = False
    text: str = ""
    at: int = 0
