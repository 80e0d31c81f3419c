"""What lies between learner and teacher, for every face: tasks with how far they are, notes, what was answered."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from tutor.core.learner.class_events import LeftClass, NoteRead, TaskPutOff, WroteTeacher
from tutor.core.learner.class_rows import ClassRow, LetterRow, TaskRow
from tutor.core.learner.rows import ItemRow, SkillRow
from tutor.core.text import clean
from tutor.language import _
from tutor.study.desk import Desk, iso_day
from tutor.study.trouble import StudyError

LONGEST_MESSAGE = 5_000


class TaskLine(Struct, frozen=True, kw_only=True):
    """A task as it stands: `done` of `of` (skills learned, items answered, or minutes), days ISO, "" without one.

    `late`: its day is over; `later` until when the learner put it off.
    """

    id: str
    class_id: str
    class_title: str
    title: str
    target: str
    done: int
    of: int
    due: str = ""
    optional: bool = False
    late: bool = False
    later: str = ""
    course: str = ""

    @property
    def finished(self) -> bool:
        """Whether all of it is done."""
        return self.done >= self.of


class Note(Struct, frozen=True, kw_only=True):
    """A teacher's note, or (`mine`) what the learner wrote, which `waits` for the next hand-in; `about` in words."""

    id: str
    class_id: str
    class_title: str
    mine: bool
    kind: str
    about: str
    text: str
    day: str
    read: bool
    reply_to: str = ""
    waits: bool = False


class Inbox(Struct, frozen=True):
    """All classes with their tasks (not finished and not put off first) and notes (the newest first)."""

    classes: list[ClassRow]
    tasks: list[TaskLine]
    notes: list[Note]

    @property
    def unread(self) -> int:
        """Notes that were not read yet."""
        return sum(not note.read and not note.mine for note in self.notes)

    @property
    def open_tasks(self) -> list[TaskLine]:
        """Tasks that are not finished and not put off."""
        return [task for task in self.tasks if not task.finished and not task.later]


def inbox(desk: Desk) -> Inbox:
    """What there is."""
    classes = desk.book.classes()
    begun = [(row, one) for row in classes for one in desk.book.tasks(row.id) if _has_begun(desk, one)]
    tasks = [task for row, one in begun if (task := _task(desk, row, one)).of]
    letters = [(row, one) for row in classes for one in desk.book.letters(row.id)]
    notes = [(one.at, _note(desk, row, one)) for row, one in letters]
    notes.sort(key=lambda pair: (pair[1].day, pair[0]), reverse=True)
    tasks.sort(key=lambda task: (task.finished, bool(task.later), task.due or "9999", task.title))
    return Inbox(classes, tasks, [note for _at, note in notes])


def _has_begun(desk: Desk, task: TaskRow) -> bool:
    return not task.since or task.since <= iso_day(desk)


def _task(desk: Desk, row: ClassRow, task: TaskRow) -> TaskLine:
    done, of = progress(desk, task)
    today = iso_day(desk)
    return TaskLine(
        id=task.id,
        class_id=row.id,
        class_title=row.title,
        title=task.title,
        target=task.target,
        done=done,
        of=of,
        due=task.due,
        optional=task.optional,
        late=bool(task.due) and task.due < today and done < of,
        later=task.put_off if task.put_off > today else "",
        course=task.course or next((name.partition("/")[0] for name in [*task.skills, *task.items]), ""),
    )


def progress(desk: Desk, task: TaskRow) -> tuple[int, int]:
    """How much of a task is done, of how much: skills learned, items answered since it came, minutes since then."""
    if task.target == "skills":
        rows = [desk.book.rows.get(SkillRow, skill) for skill in task.skills]
        return sum(row is not None and row.phase == "learned" for row in rows), len(rows)
    if task.target == "items":
        seen = [desk.book.rows.get(ItemRow, item) for item in task.items]
        return sum(row is not None and row.seen > 0 for row in seen), len(seen)
    return min(task.minutes, _minutes_since(desk, task)), task.minutes


def _minutes_since(desk: Desk, task: TaskRow) -> int:
    first = date.fromisoformat(task.since) if task.since else date(1970, 1, 1) + timedelta(milliseconds=task.at)
    days = desk.book.days((first - date(1970, 1, 1)).days)
    seconds = sum(day.courses.get(task.course, 0) if task.course else day.seconds for day in days)
    return int(seconds // 60)


def _note(desk: Desk, row: ClassRow, letter: LetterRow) -> Note:
    about = letter.about
    return Note(
        id=letter.id,
        class_id=row.id,
        class_title=row.title,
        mine=letter.mine,
        kind=letter.kind,
        about=_about(desk, about) if about else "",
        text=letter.text,
        day=letter.day or desk.rfc3339(letter.at)[:10],
        read=letter.read_at > 0 or letter.mine,
        reply_to=letter.reply_to,
        waits=letter.mine and letter.at > row.handed_at,
    )


def _about(desk: Desk, about: str) -> str:
    """What a note is about, as one knows it: a skill's title, an item's question, or the words themselves."""
    if about.count("/") == 1:
        return desk.title(about)
    if about.count("/") == 2:
        return desk.title(about.rpartition("/")[0])
    return about


def read_notes(desk: Desk) -> int:
    """Keep that all notes were read; how many were new."""
    unread = [
        one.id for row in desk.book.classes() for one in desk.book.letters(row.id) if not one.mine and not one.read_at
    ]
    if unread:
        desk.write(*(NoteRead(note=one) for one in unread))
    return len(unread)


def write_teacher(desk: Desk, row: ClassRow, text: str, *, reply_to: str = "", about: str = "") -> str:
    """Keep words for the teacher; they go with the next hand-in. Returns their id."""
    words = clean(text).strip()
    if not words:
        raise StudyError("bad_request", _("Write something first."))
    if len(words) > LONGEST_MESSAGE:
        raise StudyError("bad_request", _("That is longer than {most} characters.", most=LONGEST_MESSAGE))
    if reply_to and desk.book.rows.get(LetterRow, reply_to) is None:
        raise StudyError("bad_request", _("There is no such note."))
    [event] = desk.write(WroteTeacher(class_id=row.id, text=words, reply_to=reply_to, about=about))
    return event.id


def put_off(desk: Desk, task: str, until: date, why: str) -> None:
    """Put a task off until a day, with a reason that goes to the teacher."""
    if desk.book.rows.get(TaskRow, task) is None:
        raise StudyError("bad_request", _("There is no such task."))
    if until.isoformat() <= iso_day(desk):
        raise StudyError("bad_request", _("Name a day after today."))
    desk.write(TaskPutOff(task=task, until=until.isoformat(), text=clean(why).strip()[:LONGEST_MESSAGE]))


def leave(desk: Desk, row: ClassRow) -> None:
    """Leave a class. What was handed in stays with the teacher unless it is withdrawn."""
    desk.write(LeftClass(class_id=row.id))
