"""What learners wrote to the teacher, and what the class's packs call things."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from msgspec import Struct

from tutor.classroom.classbook import ClassBook
from tutor.classroom.coaching import tasks
from tutor.classroom.folder import PACKS, ClassFolder, ClassTrouble, one_line
from tutor.packs.compile import load
from tutor.packs.compiled import Compiled
from tutor.packs.problems import nearest, quoted

EPOCH = date(1970, 1, 1)
MOST_SKILLS = 50
MOST_NAMED = 4
"""Questions that are named where several may be meant."""


class Letter(Struct, frozen=True):
    """A learner's words: `what` they are about in one line, the text, the day (ISO), whether they were not read yet."""

    code: str
    id: str
    what: str
    text: str
    day: str
    new: bool


def letters(book: ClassBook) -> list[Letter]:
    """All of them, the newest first: messages, tasks put off, disputes with what was said.

    What a learner's newest hand-in no longer gives is not told of an earlier one: disputes belong to level 2, their own
    words to level 3.
    """
    levels = {code: one.level for code, one in book.learners().items()}
    typed, picked = disputes_in(book), disputes_in(book, typed=False)
    disputes = [
        whole if levels.get(whole.code, 0) >= 3 else bare
        for whole, bare in zip(typed, picked, strict=True)
        if levels.get(whole.code, 0) >= 2
    ]
    found = [*messages_in(book), *disputes]
    return sorted(found, key=lambda one: (one.day, one.code, one.id), reverse=True)


def messages_in(book: ClassBook) -> list[Letter]:
    """What learners wrote, and tasks that they put off."""
    titles = {task.id: task.title for task in tasks(book)}
    return [
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


def disputes_in(book: ClassBook, *, typed: bool = True) -> list[Letter]:
    """Answers that should count, learners say; without `typed` none in their own words."""
    return [
        Letter(code, one_line(id_), one_line(_should_count(item, (typed and text) or choice)), "", _day(day), False)
        for code, id_, item, choice, day, text in book.db.execute(
            "select d.code, d.id, d.item, d.choice, d.day, coalesce(w.text, '') from dispute d "
            "left join words w on w.code = d.code and w.id = d.id order by d.code, d.id"
        )
    ]


def _should_count(item: str, answer: str) -> str:
    return f"{item}: “{answer}” should count" if answer else f"{item}: their answer should count"


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


def question_meant(folder: ClassFolder, tried: Iterable[str], text: str) -> str:
    """The full id of a question that a pack has or somebody tried; its end is enough where no other ends so.

    Raises `ClassTrouble`.
    """
    known = dict.fromkeys(ref.id for pack in packs_of(folder).values() for ref, _body in pack.items)
    names = list(known | dict.fromkeys(tried))
    word = text.strip().strip("/")
    if word in names:
        return word
    found = [name for name in names if word and name.endswith(f"/{word}")]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(quoted(name, 80) for name in found[:MOST_NAMED])
        raise ClassTrouble(f"{quoted(text, 80)} may be {listed}; write more of it.", 2)
    near = list(dict.fromkeys(filter(None, (nearest(word, names), _near_end(word, names)))))
    raise ClassTrouble(f"The class has no question {quoted(text, 80)}{f'; {near[0]}' if near else '.'}", 2)


def _near_end(word: str, names: Iterable[str]) -> str:
    """A hint by the last part of ids."""
    ends: dict[str, str] = {}
    for name in names:
        ends.setdefault(name.rpartition("/")[2], name)
    near = get_close_matches(word.rpartition("/")[2], ends, n=1)
    return f"did you mean {quoted(ends[near[0]], 80)}?" if near else ""


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
