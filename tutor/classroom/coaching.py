"""What a teacher writes back: notes to one, to some, to all; tasks; marks for work. It goes with the next hand-out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import get_args

import msgspec

from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassTrouble, one_line
from tutor.core.classroom.handout import MarkLine, NoteKind, NoteLine, TaskLine
from tutor.core.text import clean, in_words

LONGEST_NOTE = 5_000
KINDS: tuple[str, ...] = get_args(NoteKind)


def note(
    book: ClassBook,
    codes: Iterable[str],
    text: str,
    today: date,
    chance: Random,
    *,
    kind: NoteKind = "note",
    about: str = "",
    reply_to: str = "",
) -> int:
    """Keep a note for each of these codes, for everybody where the code is ""; to how many.

    One that answers a dispute is about the disputed item, unless `about` says otherwise: an inbox would else not tell.
    """
    words = clean(text).strip()
    if not words or len(words) > LONGEST_NOTE:
        raise ClassTrouble(f"A note has 1 to {LONGEST_NOTE:,} characters.", 2)
    codes = list(codes)
    if reply_to:
        check_reply(book, codes, reply_to)
    rows = []
    for code in codes:
        line = NoteLine(
            id=f"{chance.getrandbits(48):012x}",
            text=words,
            kind=kind,
            about=about or _disputed(book, code, reply_to),
            reply_to=reply_to,
            day=today.isoformat(),
        )
        rows.append((line.id, code, msgspec.json.encode(line).decode()))
    with book.changing():
        book.db.executemany("insert into note values(?,?,?)", rows)
    return len(rows)


def notes(book: ClassBook) -> list[tuple[str, NoteLine]]:
    """All notes that go with the next hand-out, each with its code ("" for everybody), the newest first."""
    found = [(code, msgspec.json.decode(line, type=NoteLine)) for code, line in book.db.execute(_NOTES)]
    return sorted(found, key=lambda one: (one[1].day, one[1].id), reverse=True)


def drop_note(book: ClassBook, note_id: str) -> NoteLine:
    """Take a note out of all further hand-outs; who has it already keeps it."""
    for code, line in notes(book):
        if line.id == note_id:
            with book.changing():
                book.db.execute("delete from note where code = ? and id = ?", (code, note_id))
            return line
    raise ClassTrouble(f"There is no note {one_line(note_id, 40)}; `tutor class note --list` lists them.", 2)


def check_reply(book: ClassBook, codes: Iterable[str], reply_to: str) -> None:
    """Raise `ClassTrouble` unless each of these codes wrote the message, or disputed the answer, that is replied to."""
    for code in codes:
        if book.db.execute(_WROTE, (code, reply_to, code, reply_to)).fetchone() is None:
            what = f"There is no message {one_line(reply_to, 40)} of theirs"
            raise ClassTrouble(f"{what}; `tutor class messages` lists what was written, and by whom.", 2)


def _disputed(book: ClassBook, code: str, dispute: str) -> str:
    row = book.db.execute("select item from dispute where code = ? and id = ?", (code, dispute)).fetchone()
    return one_line(row[0], 200) if row else ""


_NOTES = "select code, line from note"
_WROTE = "select 1 from message where code = ? and id = ? union all select 1 from dispute where code = ? and id = ?"


def who_gave(book: ClassBook, item: str, answer: str) -> list[str]:
    """The codes of those who gave this answer to this item, did not take it back, and go on giving answers."""
    query = (
        "select distinct a.learner from answers a join learner l on l.code = a.learner and l.level >= 2 "
        "where a.item = ? and a.choice = ? order by a.learner"
    )
    return [str(code) for (code,) in book.db.execute(query, (item, in_words(answer)))]


def answers_to(book: ClassBook, item: str, most: int = 10) -> list[tuple[str, int]]:
    """The answers that were given to an item, the most frequent first, with how many learners gave each."""
    query = (
        "select choice, count(distinct learner) as n from answers where item = ? and choice <> '' "
        "group by choice order by n desc, choice limit ?"
    )
    return [(str(choice), int(count)) for choice, count in book.db.execute(query, (item, most))]


def assign(book: ClassBook, task: TaskLine, codes: Iterable[str] = ()) -> None:
    """Keep a task, in the place of one with the same id; for these codes alone, without any for everybody."""
    if task.since and task.due and task.since > task.due:
        raise ClassTrouble(f"The task would be due on {task.due}, before it begins on {task.since}.", 2)
    line = msgspec.json.encode(task).decode()
    with book.changing():
        book.db.execute("insert or replace into task values(?,?)", (task.id, line))
        book.db.executemany("insert or ignore into task_for values(?,?)", [(task.id, code) for code in codes])


def whose(book: ClassBook) -> dict[str, set[str]]:
    """By the ids of tasks that are not for everybody, the codes of those whom they are for."""
    found: dict[str, set[str]] = {}
    for task, code in book.db.execute("select task, code from task_for"):
        found.setdefault(task, set()).add(code)
    return found


def tasks(book: ClassBook) -> list[TaskLine]:
    """All tasks that stand, by their days."""
    found = [msgspec.json.decode(line, type=TaskLine) for (line,) in book.db.execute("select line from task")]
    return sorted(
        (task for task in found if not task.dropped), key=lambda task: (task.due or "9999", task.title, task.id)
    )


def drop(book: ClassBook, task_id: str) -> TaskLine:
    """Take a task back. It stays in hand-outs as dropped, so that it leaves learners' lists."""
    for task in tasks(book):
        if task.id == task_id:
            assign(book, msgspec.structs.replace(task, dropped=True))
            return task
    raise ClassTrouble(f"There is no task {one_line(task_id, 40)}; `tutor class assign --list` lists them.", 2)


def wait(book: ClassBook, code: str, until: date, why: str = "") -> None:
    """Leave a learner off the attention list until a day: the teacher has talked to them."""
    with book.changing():
        book.db.execute("insert or replace into waiting values(?,?,?)", (code, until.isoformat(), one_line(why)))


def mark(
    book: ClassBook, code: str, piece: str, criteria: list[int], text: str, teacher: str, today: date, chance: Random
) -> None:
    """Keep a rating of a piece that was handed in, in the place of an earlier one."""
    row = book.db.execute("select project from piece where code = ? and id = ?", (code, piece)).fetchone()
    if row is None:
        raise ClassTrouble("There is no such piece; `tutor class work` lists what was handed in.", 2)
    line = MarkLine(
        id=f"{chance.getrandbits(48):012x}",
        piece=piece,
        project=row[0],
        criteria=criteria,
        text=clean(text)[:LONGEST_NOTE],
        teacher=one_line(teacher, 100),
        day=today.isoformat(),
    )
    with book.changing():
        book.db.execute("insert or replace into mark values(?,?,?)", (code, piece, msgspec.json.encode(line).decode()))
