"""Taking in a hand-out: joining its class, its tasks, notes and marks. The same one twice changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from msgspec import Struct

from tutor.core.classroom.codes import new_code, read_code, shown
from tutor.core.classroom.handout import (
    CLASS_FILE,
    EVERYBODY,
    PACKS,
    TASKS_FILE,
    ClassCard,
    MarkLine,
    NoteLine,
    TaskLine,
    read_card,
)
from tutor.core.classroom.lines import BadLine, Line, read
from tutor.core.learner.class_events import Joined, TaskSet, TeacherWrote
from tutor.core.learner.class_rows import ClassRow, LetterRow, TaskRow
from tutor.core.learner.events import AnyEvent
from tutor.core.learner.rows import PieceRow
from tutor.core.text import clean
from tutor.language import _
from tutor.packs.bundle import Bundle
from tutor.present.class_files import wrong_code
from tutor.study import projects
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError

LONGEST_NOTE = 5_000
LONGEST_TITLE = 200
LONGEST_ID = 200
MOST_LINES = 2_000
L = TypeVar("L", bound=Line)


class Taken(Struct, frozen=True, kw_only=True):
    """What a hand-out brought: the class as it is now, whether it was joined by it, how many things are new."""

    row: ClassRow
    joined: bool
    drawn: bool = False
    """The code was drawn by this program: the teacher doesn't know it yet."""
    tasks: int = 0
    notes: int = 0
    marks: int = 0
    unfit: int = 0
    """Marks for pieces or projects that are not here, or not as they were."""


def take(desk: Desk, bundle: Bundle, code: str = "") -> Taken:
    """Take in a hand-out that has a class. `code` is what the teacher gave the learner; without one it is drawn.

    Raises `StudyError` when it is none, or the code is none or another than before.
    """
    head = bundle.manifest
    card = read_card(bundle.files.get(CLASS_FILE, b""))
    if head.kind != "handout" or not head.class_id or card is None:
        raise StudyError("bad_request", _("This is no hand-out of a class."))
    before = desk.book.rows.get(ClassRow, head.class_id)
    own, drawn = _code(desk, before, code or head.code)
    if head.code and head.code != own:
        raise StudyError(
            "bad_request", _("This hand-out is for {code}, and you are {own}.", code=shown(head.code), own=shown(own))
        )
    courses = [pack.id for pack in head.packs]
    events: list[AnyEvent] = []
    row = ClassRow(id=head.class_id, code=own, title="")
    said = _joined(head.class_id, own, card, courses, head.seq)
    if before is None or before.left_at or _says_more(before, said):
        events.append(said)
    newer = before is None or head.seq >= before.seq
    tasks = list(_tasks(desk, bundle, newer=newer))
    notes = list(_notes(desk, bundle, own))
    written = desk.write(*events, *tasks, *notes) if events or tasks or notes else []
    marks, unfit = _marks(desk, bundle, own)
    row = desk.book.rows.get(ClassRow, head.class_id) or row
    return Taken(
        row=row,
        joined=bool(written) and (before is None or bool(before.left_at)),
        drawn=drawn,
        tasks=len(tasks),
        notes=len(notes),
        marks=marks,
        unfit=unfit,
    )


def _code(desk: Desk, before: ClassRow | None, wanted: str) -> tuple[str, bool]:
    code = read_code(wanted) if wanted else None
    if wanted and code is None:
        raise StudyError("bad_request", wrong_code(wanted))
    if before is not None and before.left_at and code is not None:
        return code, False  # who left may come back under the code that the teacher has for them
    if before is not None and code is not None and code != before.code:
        what = _("You are in this class as {code}; leave it first (`tutor join --leave`).", code=shown(before.code))
        raise StudyError("bad_request", what)
    if before is not None:
        return before.code, False
    return (code, False) if code else (new_code(desk.chance), True)


def _joined(class_id: str, code: str, card: ClassCard, courses: list[str], seq: int) -> Joined:
    return Joined(
        class_id=class_id,
        code=code,
        title=_line(card.title) or class_id[:8],
        asks_level=card.asks_level,
        contact=_line(card.contact),
        parents=card.parents,
        courses=courses,
        seq=seq,
    )


def _says_more(before: ClassRow, said: Joined) -> bool:
    """Whether the class says anything that isn't known of it yet."""
    if said.seq < before.seq:
        return False
    now = (before.title, before.asks_level, before.contact, before.parents, before.seq)
    return now != (said.title, said.asks_level, said.contact, said.parents, said.seq) or not set(said.courses) <= set(
        before.courses
    )


def _line(text: str) -> str:
    """One line of a stranger's text."""
    return " ".join(clean(text).split())[:LONGEST_TITLE]


def _id(text: str) -> str:
    """A stranger's id, harmless and no longer than fits into a row of one's own."""
    return clean(text)[:LONGEST_ID]


def _day(text: str) -> str:
    """An ISO day, or "": a stranger's thirteenth month is none."""
    try:
        return text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text) else ""
    except ValueError:
        return ""


def _read(bundle: Bundle, name: str, kind: type[L]) -> Iterator[L]:
    try:
        for number, (_raw, line) in enumerate(read(bundle.files.get(name, b""), kind)):
            if number >= MOST_LINES:
                return
            yield line
    except BadLine as problem:
        raise StudyError(
            "bad_request", _("This hand-out can't be taken: in {name} {what}.", name=name, what=problem)
        ) from problem


def _tasks(desk: Desk, bundle: Bundle, *, newer: bool) -> Iterator[TaskSet]:
    for line in _read(bundle, TASKS_FILE, TaskLine):
        task = TaskSet(
            task=f"{bundle.manifest.class_id[:12]}-{_id(line.id)}",
            class_id=bundle.manifest.class_id,
            title=_line(line.title),
            target=line.target,
            course=_id(line.course),
            skills=[_id(skill) for skill in line.skills],
            items=[_id(item) for item in line.items],
            minutes=line.minutes,
            since=_day(line.since),
            due=_day(line.due),
            optional=line.optional,
            dropped=line.dropped,
        )
        known = desk.book.rows.get(TaskRow, task.task)
        if known is None or (newer and _differs(known, task)):
            yield task


def _differs(known: TaskRow, task: TaskSet) -> bool:
    names = ("title", "target", "course", "skills", "items", "minutes", "since", "due", "optional", "dropped")
    return any(getattr(known, name) != getattr(task, name) for name in names)


def _notes(desk: Desk, bundle: Bundle, code: str) -> Iterator[TeacherWrote]:
    for name in (EVERYBODY, f"notes/{code}.jsonl"):
        for line in _read(bundle, name, NoteLine):
            note = f"{bundle.manifest.class_id[:12]}-{_id(line.id)}"
            if desk.book.rows.get(LetterRow, note) is None:
                yield TeacherWrote(
                    note=note,
                    class_id=bundle.manifest.class_id,
                    kind=line.kind,
                    about=_line(line.about),
                    reply_to=_line(line.reply_to),
                    day=_day(line.day),
                    text=clean(line.text)[:LONGEST_NOTE],
                )


def _marks(desk: Desk, bundle: Bundle, code: str) -> tuple[int, int]:
    """Put a teacher's marks beside the pieces: how many did, how many could not be."""
    taken = unfit = 0
    for line in _read(bundle, f"marks/{code}.jsonl", MarkLine):
        piece = desk.book.rows.get(PieceRow, line.piece)
        words = clean(line.text)[:LONGEST_NOTE]
        if (
            piece is not None
            and (piece.teacher_criteria, piece.teacher_text) == (line.criteria, words)
            and piece.rated_at
        ):
            continue
        try:
            projects.rated_by_teacher(desk, line.piece, line.criteria, _line(line.teacher), words)
            taken += 1
        except StudyError:
            unfit += 1
    return taken, unfit


def packs_of(bundle: Bundle) -> dict[str, dict[str, bytes]]:
    """The packs that a hand-out brings: the files of each by its id, by their names in the pack."""
    found: dict[str, dict[str, bytes]] = {}
    for name, content in bundle.files.items():
        if name.startswith(PACKS) and name.count("/") >= 2:
            _top, pack, rest = name.split("/", 2)
            found.setdefault(pack, {})[rest] = content
    return found
