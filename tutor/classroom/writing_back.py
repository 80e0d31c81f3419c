"""A note or a task as a teacher asks for it, on the command line or on a screen: what is meant is found, then kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import cast

from msgspec import Struct

from tutor.classroom import coaching
from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassFolder, ClassTrouble, one_line
from tutor.classroom.words import about_meant, course_meant, items_meant, skills_meant
from tutor.core.classroom.handout import NoteKind, TaskLine
from tutor.packs.problems import quoted

EVERYBODY = ""
"""The code that stands for all."""
NEXT = "it goes with the next hand-out: tutor class handout"


class Wish(Struct, frozen=True, kw_only=True):
    """A task as it was asked for: one of skills (`course/skill` or `course/*`), questions, minutes; days as written."""

    title: str
    skills: str = ""
    items: str = ""
    minutes: int = 0
    course: str = ""
    since: str = ""
    due: str = ""
    optional: bool = False


def write_note(
    folder: ClassFolder,
    book: ClassBook,
    codes: Sequence[str],
    text: str,
    today: date,
    chance: Random,
    *,
    kind: str = "note",
    about: str = "",
    reply_to: str = "",
) -> int:
    """Keep a note for each of these codes (`EVERYBODY` for all) about a skill, a question or nothing; for how many.

    Raises `ClassTrouble`.
    """
    if kind not in coaching.KINDS:
        raise ClassTrouble(f"--kind is one of: {', '.join(coaching.KINDS)}.", 2)
    meant = about_meant(folder, about.strip())
    return coaching.note(book, codes, text, today, chance, kind=cast(NoteKind, kind), about=meant, reply_to=reply_to)


def givers(book: ClassBook, item: str, answer: str) -> list[str]:
    """The codes of all who gave an answer to a question. Raises `ClassTrouble` where nobody did."""
    codes = coaching.who_gave(book, item, answer)
    if not codes:
        given = coaching.answers_to(book, item)
        listed = "; ".join(f"{quoted(choice, 40)} ({count})" for choice, count in given)
        more = f" Answers to it: {listed}." if given else " Nobody answered it so that it could be told."
        raise ClassTrouble(f"Nobody gave the answer {quoted(answer, 40)} to {quoted(item, 80)}.{more}", 2)
    return codes


def set_task(
    folder: ClassFolder, book: ClassBook, wish: Wish, today: date, chance: Random, codes: Sequence[str] = ()
) -> TaskLine:
    """Keep a task for these codes alone, or for everybody. Raises `ClassTrouble` for one that can't be meant."""
    first, last = day(wish.since), day(wish.due)
    if last and last < today.isoformat():
        raise ClassTrouble(f"{last} is past; a task is due on a day to come.", 2)
    chosen = [bool(wish.skills), bool(wish.items), bool(wish.minutes)]
    if sum(chosen) != 1 or not one_line(wish.title):
        raise ClassTrouble("Give it a title and one of --skills, --items, --minutes.", 2)
    if wish.course and not wish.minutes:
        raise ClassTrouble("--course goes with --minutes; skills and questions say their course themselves.", 2)
    task = TaskLine(
        id=f"{chance.getrandbits(48):012x}",
        title=one_line(wish.title),
        target="skills" if wish.skills else "items" if wish.items else "minutes",
        course=course_meant(folder, wish.course) if wish.minutes else "",
        skills=skills_meant(folder, wish.skills) if wish.skills else [],
        items=items_meant(folder, wish.items) if wish.items else [],
        minutes=wish.minutes,
        since=first,
        due=last,
        optional=wish.optional,
    )
    coaching.assign(book, task, [code for code in codes if code != EVERYBODY])
    return task


def day(text: str) -> str:
    """An ISO day as it was written; "" stays. Raises `ClassTrouble`."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as problem:
        raise ClassTrouble(f"{quoted(text, 40)} is no day; write it like 2027-02-05.", 2) from problem
