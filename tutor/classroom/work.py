"""Work that learners ticked: projects with their rubrics, texts, journal, goals, the newest first."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassFolder, ClassTrouble
from tutor.classroom.words import packs_of
from tutor.core.rubric import Criterion
from tutor.core.text import clean

EPOCH = date(1970, 1, 1)


class Work(Struct, frozen=True, kw_only=True):
    """A piece of work: whose, what it is in a few words, its text; of a project its rubric and the own rating."""

    code: str
    id: str
    sort: str
    what: str
    text: str
    day: str
    project: str = ""
    rubric: list[Criterion] = []
    criteria: list[int] = []
    marked: bool = False
    alike: list[str] = []
    """Codes of others who handed in the very same text for the project: a group, as far as one can see."""


def handed_in(folder: ClassFolder, book: ClassBook) -> list[Work]:
    """All of it. Projects come first, each sort by day."""
    rubrics = {
        f"{name}/{project.id}": list(project.rubric)
        for name, pack in packs_of(folder).items()
        for project in pack.course.projects
    }
    marked = {(code, piece) for code, piece in book.db.execute("select code, piece from mark")}
    pieces = [
        Work(
            code=code,
            id=id_,
            sort="project",
            what=f"{title or project} ({name})" if name else (title or project),
            text=text,
            day=_day(day),
            project=project,
            rubric=rubrics.get(project, []),
            criteria=msgspec.json.decode(criteria, type=list[int]),
            marked=(code, id_) in marked,
        )
        for code, id_, project, title, _sort, text, name, criteria, day in book.db.execute(
            "select * from piece order by day desc, code, id"
        )
    ]
    pieces = [replace(one, alike=[other.code for other in newest_of_group(pieces, one)]) for one in pieces]
    texts = [
        Work(code=code, id=id_, sort="answer", what=f"answer to {item}", text=text, day=_day(day or 0))
        for code, id_, item, text, day in book.db.execute(
            "select w.code, w.id, w.item, w.text, a.day from words w left join answer a "
            "on a.code = w.code and a.id = w.id order by a.day desc, w.code, w.id"
        )
    ]
    entries = [
        Work(code=code, id=id_, sort="journal", what=clean(about or question or "journal"), text=text, day=_day(day))
        for code, id_, text, about, question, day in book.db.execute(
            "select * from journal order by day desc, code, id"
        )
    ]
    goals = [
        Work(code=code, id=id_, sort="goal", what=f"goal{f' until {until}' if until else ''}", text=text, day="")
        for code, id_, text, _skills, until in book.db.execute("select * from goal order by code, id")
    ]
    return [*pieces, *texts, *entries, *goals]


def newest_of_group(found: list[Work], one: Work) -> list[Work]:
    """The newest piece of each other learner who handed in the very same text for the same project."""
    same = [other for other in found if other.project == one.project and _words(other.text) == _words(one.text)]
    newest = {other.code: other for other in reversed(same) if other.code != one.code}
    return sorted(newest.values(), key=lambda other: other.code) if one.project and _words(one.text) else []


def newest_of(found: list[Work], one: Work, code: str) -> Work | None:
    """The newest piece of another learner for the project of this one."""
    return next((other for other in found if other.code == code and other.project == one.project), None)


def _words(text: str) -> str:
    return " ".join(text.split())


def _day(day: int) -> str:
    return (EPOCH + timedelta(days=day)).isoformat()


def levels_of(one: Work, written: str, words: str) -> list[int]:
    """The levels (from 0) that a teacher gives a project, as written from 1. Raises `ClassTrouble`."""
    if one.sort != "project":
        raise ClassTrouble("Only projects are marked; to anything else answer with `tutor class note`.", 2)
    if not written:
        if one.rubric or not words:
            needs = ", ".join(f"1 to {len(line.levels)} for “{clean(line.criterion)}”" for line in one.rubric)
            raise ClassTrouble(
                f"Give its levels with --levels: {needs}." if needs else "Say something with --words.", 2
            )
        return []
    parts = [part.strip() for part in written.split(",")]
    fits = len(parts) == len(one.rubric) and all(
        part.isascii() and part.isdigit() and 1 <= int(part[:6]) <= len(line.levels)
        for part, line in zip(parts, one.rubric, strict=False)
    )
    if not fits:
        counts = ", ".join(str(len(line.levels)) for line in one.rubric) or "none"
        raise ClassTrouble(f"--levels needs a number for each of {len(one.rubric)} criteria; levels: {counts}.", 2)
    return [int(part) - 1 for part in parts]
