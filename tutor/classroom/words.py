"""What learners wrote to the teacher, and what the class's packs call things."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from tutor.classroom.classbook import ClassBook
from tutor.classroom.coaching import tasks
from tutor.classroom.folder import PACKS, ClassFolder, ClassTrouble, one_line
from tutor.packs.compile import load
from tutor.packs.compiled import Compiled
from tutor.packs.problems import nearest, quoted

EPOCH = date(1970, 1, 1)
MOST_SKILLS = 50


class Letter(Struct, frozen=True):
    """A learner's words: `what` they are about in one line, the text, the day (ISO), whether they were not read yet."""

    code: str
    id: str
    what: str
    text: str
    day: str
    new: bool


def letters(book: ClassBook) -> list[Letter]:
    """All of them, the newest first: messages, tasks put off, disputes with what was said."""
    titles = {task.id: task.title for task in tasks(book)}
    wrote = [
        Letter(
            code,
            one_line(id_),
            one_line(_what(about, reply_to, titles.get(_own(task), task), until)),
            text,
            _day(day),
            not seen,
        )
        for code, id_, text, about, reply_to, task, until, day, seen in book.db.execute("select * from message")
    ]
    disputed = [
        Letter(code, one_line(id_), one_line(f"{item}: “{text or choice}” should count"), "", _day(day), False)
        for code, id_, item, choice, day, text in book.db.execute(
            "select d.code, d.id, d.item, d.choice, d.day, coalesce(w.text, '') from dispute d "
            "left join words w on w.code = d.code and w.id = d.id"
        )
    ]
    return sorted([*wrote, *disputed], key=lambda one: (one.day, one.code, one.id), reverse=True)


def _own(task: str) -> str:
    """A task's id as the class has it; on a learner's side the class's own stands before it."""
    return task.rpartition("-")[2]


def _what(about: str, reply_to: str, task: str, until: str) -> str:
    if until:
        return f"puts the task “{task}” off until {until}"
    if reply_to:
        return "answers your note"
    return f"about {about}" if about else "wrote"


def _day(day: int) -> str:
    return (EPOCH + timedelta(days=day)).isoformat()


def packs_of(folder: ClassFolder) -> dict[str, Compiled]:
    """The packs that the class's folder keeps, by their ids; those that can't be read any more are left out."""
    found = {}
    for pack in folder.card.packs:
        loaded = load(folder.path / PACKS / f"{pack.id}.tutor", tested=False)
        if loaded.compiled is not None:
            found[pack.id] = loaded.compiled
    return found


def skills_meant(folder: ClassFolder, text: str) -> list[str]:
    """The full ids of the skills that are meant by `course/skill` or `course/*`, with commas. Raises `ClassTrouble`."""
    packs = packs_of(folder)
    known = [skill.id for pack in packs.values() for skill in pack.skills]
    found: list[str] = []
    for word in filter(None, (one.strip() for one in text.split(","))):
        fitting = [skill for skill in known if skill == word or (word.endswith("/*") and skill.startswith(word[:-1]))]
        if not fitting:
            hint = nearest(word, known)
            raise ClassTrouble(f"No pack of the class has a skill {quoted(word, 80)}{f'; {hint}' if hint else '.'}", 2)
        found += fitting
    return list(dict.fromkeys(found))[:MOST_SKILLS]


def items_meant(folder: ClassFolder, text: str) -> list[str]:
    """The full ids of the questions that are meant, with commas. Raises `ClassTrouble` for one that there is not."""
    known = [ref.id for pack in packs_of(folder).values() for ref, _body in pack.items]
    wanted = list(dict.fromkeys(filter(None, (one.strip() for one in text.split(",")))))
    for word in wanted:
        if word not in known:
            hint = nearest(word, known)
            raise ClassTrouble(
                f"No pack of the class has a question {quoted(word, 80)}{f'; {hint}' if hint else '.'}", 2
            )
    return wanted[:MOST_SKILLS]


def about_meant(folder: ClassFolder, text: str) -> str:
    """The skill, question or course that a note is about; "" stays. Raises `ClassTrouble` for one that there is not."""
    packs = packs_of(folder)
    known = [*packs, *(skill.id for pack in packs.values() for skill in pack.skills)]
    known += [ref.id for pack in packs.values() for ref, _body in pack.items]
    if text and packs and text not in known:
        hint = nearest(text, known)
        raise ClassTrouble(f"No pack of the class has {quoted(text, 80)}{f'; {hint}' if hint else '.'}", 2)
    return text


def course_meant(folder: ClassFolder, text: str) -> str:
    """The id of a course of the class; "" stays: any of them. Raises `ClassTrouble`."""
    known = [pack.id for pack in folder.card.packs]
    if text and text not in known:
        raise ClassTrouble(f"The class has no course {quoted(text, 60)}; it has: {', '.join(known) or 'none yet'}.", 2)
    return text
