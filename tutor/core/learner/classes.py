"""What comes of events between learner and teacher. No memory and no mastery is touched by any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from tutor.core.classroom.manifest import COUNTING
from tutor.core.learner.class_events import (
    GaveTeacher,
    Joined,
    LeftClass,
    NoteRead,
    QuestionJudged,
    QuestionWritten,
    TaskPutOff,
    TaskSet,
    TeacherWrote,
    WroteTeacher,
)
from tutor.core.learner.class_rows import ClassRow, LetterRow, OpinionRow, OwnQuestionRow, TaskRow
from tutor.core.learner.events import Event
from tutor.core.learner.rows import Rows


def join(rows: Rows, event: Event, data: Joined) -> None:
    """Take in what a class says of itself. An older hand-out, from another device, changes nothing."""
    before = rows.get(ClassRow, data.class_id)
    row = before or ClassRow(id=data.class_id, code=data.code, title=data.title, joined_at=event.at)
    if before is not None and data.seq < before.seq and not before.left_at:
        return
    rows.put(
        replace(
            row,
            code=data.code,
            title=data.title,
            asks_level=data.asks_level,
            contact=data.contact,
            parents=data.parents,
            courses=list(dict.fromkeys([*row.courses, *data.courses])),
            signer=data.signer or row.signer,
            seq=max(row.seq, data.seq),
            left_at=0,
        )
    )


def leave(rows: Rows, event: Event, data: LeftClass) -> None:
    """The class is over for the learner; its tasks are none any more."""
    row = rows.get(ClassRow, data.class_id)
    if row is not None:
        rows.put(replace(row, left_at=event.at))


def set_task(rows: Rows, event: Event, data: TaskSet) -> None:
    """Take in a task; that it was put off stays."""
    before = rows.get(TaskRow, data.task)
    fresh = TaskRow(id=data.task, class_id=data.class_id, title=data.title, at=before.at if before else event.at)
    if before is not None:
        fresh = replace(fresh, put_off=before.put_off, why=before.why, put_off_at=before.put_off_at)
    rows.put(
        replace(
            fresh,
            target=data.target,
            course=data.course,
            skills=data.skills,
            items=data.items,
            minutes=data.minutes,
            since=data.since,
            due=data.due,
            optional=data.optional,
            dropped=data.dropped,
        )
    )


def put_off(rows: Rows, event: Event, data: TaskPutOff) -> None:
    """Keep until when a task is put off, and why."""
    row = rows.get(TaskRow, data.task)
    if row is not None:
        rows.put(replace(row, put_off=data.until, why=data.text, put_off_at=event.at))


def note(rows: Rows, event: Event, data: TeacherWrote) -> None:
    """Keep a teacher's note once, read or not."""
    before = rows.get(LetterRow, data.note)
    rows.put(
        LetterRow(
            id=data.note,
            class_id=data.class_id,
            kind=data.kind,
            about=data.about,
            reply_to=data.reply_to,
            day=data.day,
            text=data.text,
            at=before.at if before else event.at,
            read_at=before.read_at if before else 0,
        )
    )


def read(rows: Rows, event: Event, data: NoteRead) -> None:
    """Keep that a note was read."""
    row = rows.get(LetterRow, data.note)
    if row is not None and not row.read_at:
        rows.put(replace(row, read_at=event.at))


def write(rows: Rows, event: Event, data: WroteTeacher) -> None:
    """Keep what the learner wrote to the teacher."""
    rows.put(
        LetterRow(
            id=event.id,
            class_id=data.class_id,
            mine=True,
            about=data.about,
            reply_to=data.reply_to,
            text=data.text,
            at=event.at,
        )
    )


def give(rows: Rows, event: Event, data: GaveTeacher) -> None:
    """Keep what was handed in last."""
    row = rows.get(ClassRow, data.class_id)
    if row is not None:
        rows.put(
            replace(
                row,
                handed=max(row.handed, data.seq),
                handed_at=event.at,
                level=data.level,
                counted=data.counted if data.level >= COUNTING else row.counted and not data.withdrawn,
                ticked=[] if data.withdrawn else list(dict.fromkeys([*row.ticked, *data.ticked])),
                asked_parent=row.asked_parent or data.asked_parent,
            )
        )


def ask(rows: Rows, event: Event, data: QuestionWritten) -> None:
    """Keep a question for classmates, or that it is none any more."""
    before = rows.get(OwnQuestionRow, data.question)
    at = before.at if before else event.at
    rows.put(OwnQuestionRow(id=data.question, skill=data.skill, text=data.text, at=at))


def judge(rows: Rows, event: Event, data: QuestionJudged) -> None:
    """Keep what the learner thinks of a classmate's question."""
    rows.put(
        OpinionRow(
            id=data.item,
            rev=data.rev,
            clear=data.clear,
            right=data.right,
            hard=data.hard,
            text=data.text,
            at=event.at,
        )
    )


STEPS: dict[type, Callable[[Rows, Event, Any], None]] = {
    Joined: join,
    LeftClass: leave,
    TaskSet: set_task,
    TaskPutOff: put_off,
    TeacherWrote: note,
    NoteRead: read,
    WroteTeacher: write,
    GaveTeacher: give,
    QuestionWritten: ask,
    QuestionJudged: judge,
}
