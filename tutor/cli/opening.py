"""Opening a session: the library, the courses, the learner's file, wired together in one place."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tutor.cli.places import cache_folder, data_folder, kept_folder, library_file, signers_file, trust_file
from tutor.cli.waiting import working
from tutor.core.languages import tag_of_locale
from tutor.core.learner.events import Event
from tutor.core.learner.rows import CourseRow, Rows
from tutor.language import _
from tutor.language.catalogues import languages
from tutor.packs.library import Library
from tutor.packs.papers import Papers
from tutor.packs.shelf import Shelf
from tutor.packs.shipped import refresh
from tutor.packs.stamps import MAIN
from tutor.packs.trust import TrustList
from tutor.store.book import Book
from tutor.store.refold import Progress
from tutor.store.trouble import StoreTrouble
from tutor.study.desk import Gate
from tutor.study.running import Boxes
from tutor.study.session import Session
from tutor.study.trusting import Packs, Permits

if TYPE_CHECKING:
    from tutor.packs.bundle import Bundle
    from tutor.study.classes.joining import Met, Shelved

FIRST = "fractions"
"""The course whose question greets a new learner: nearly everybody can answer it, with a pencil at most."""


class CannotOpen(Exception):
    """Why there is no session, in one sentence (or the lines of a bad pack), and the exit status."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


class Opened(Struct, frozen=True):
    """A session that is ready, the ids of all courses on the shelf, and the exception its file may raise."""

    session: Session
    book: Book
    course_ids: tuple[str, ...]
    notices: tuple[str, ...] = ()
    trouble: type[Exception] = StoreTrouble

    def close(self) -> None:
        """Back up what is new in the learner's file and let go of it. That it could not be backed up is only told."""
        try:
            with working(_("Keeping a backup")):
                self.book.keep()
        except StoreTrouble as problem:
            print(f"{_('No backup was made.')} {problem}", file=sys.stderr)
        finally:
            self.book.close()


def local_time() -> datetime:
    """The computer's time with its offset; in tests the time that `TUTOR_NOW` holds (RFC 3339)."""
    held = os.environ.get("TUTOR_NOW")
    try:
        return datetime.fromisoformat(held).astimezone() if held else datetime.now().astimezone()
    except ValueError:
        raise CannotOpen(_("TUTOR_NOW is not a time: “{held}”.", held=held), 2) from None


def learner_file(name: str, file: str | None) -> Path | str:
    """Where a learner's file lies: the file itself if named, else NAME in the data folder."""
    if file == ":memory:":
        return file
    if file is not None:
        return Path(file)
    if stranger := _not_of_a_name(name):
        raise CannotOpen(f"{stranger} {_('It is 1 to 64 letters, digits, spaces, dots and hyphens.')}", 2)
    return data_folder() / "learners" / f"{name}.sqlite"


def _not_of_a_name(name: str) -> str:
    """What of this can't be in a learner's name, as a sentence; "" when all of it can."""
    strange = re.search(r"[^\w .-]", name)
    if strange is not None:
        return _("{sign} can't be in a learner's name.", sign=_shown(strange[0]))
    if name[:1] in ("_", ".", "-", " "):
        return _("{sign} can't begin a learner's name.", sign=_shown(name[0]))
    if name.endswith((".", " ")):
        return _("{sign} can't end a learner's name.", sign=_shown(name[-1]))
    return "" if 1 <= len(name) <= 64 else _("A learner's name can't have {count} characters.", count=len(name))


def _shown(sign: str) -> str:
    """A character as it can be read, whatever it is."""
    return (
        _("A space")
        if sign == " "
        else f"“{sign}”"
        if sign.isprintable()
        else _("The sign U+{code}", code=f"{ord(sign):04X}")
    )


def open_session(
    courses: Sequence[str],
    *,
    learner: str = "me",
    file: str | None = None,
    gate: Gate = "advise",
    seed: int | None = None,
    clock: Callable[[], datetime] = local_time,
    begin: bool = True,
    language: str = "",
    own_language: str = "",
    progress: Progress | None = None,
    unboxed: bool = False,
    trust: Sequence[str] = (),
    asks: bool = True,
) -> Opened:
    """Open what a session needs. Raises `CannotOpen` or `StoreTrouble`, each with a sentence for the person.

    Courses are shown in `language`, or in the learner's `own_language`, or in that of the environment, where they are
    translated into it. Without `begin`
    nothing is written yet: whoever gets the session begins it when its clock knows the time. `progress` is told how
    far it is when a file of an older release is folded anew, which can take seconds. `unboxed`: programs run even where
    no box keeps them from the learner's files. `trust`: packs whose programs may run this time; `asks`: somebody is
    there to be asked about others; where nobody is, a pack that is named by its path is taken at its word.
    """
    if language and not tag_of_locale(language):
        raise CannotOpen(
            _("“{language}” is no tag of a language; write one like `es` or `pt-BR`.", language=language), 2
        )
    shelf, named, notices = _shelf(courses, languages(language, own_language))
    keeper = random.Random(f"book {seed}") if seed is not None else None
    book = Book.open(learner_file(learner, file), fold=_apply, now=local_time(), chance=keeper, progress=progress)
    with ExitStack() as failing:
        failing.callback(book.close)
        notices += _recovered(book.recovered)
        chosen = list(dict.fromkeys(named)) or _studied(shelf, book)
        chance = random.Random(f"session {seed} {book.length}") if seed is not None else random.Random()
        session = Session(
            shelf,
            book,
            courses=chosen,
            gate=gate,
            chance=chance,
            clock=clock,
            runner=Boxes(),
            unboxed=unboxed,
            permits=permits(shelf, trust=trust, asks=asks, unboxed=unboxed, named=named),
            shelve=_shelve,
        )
        if begin:
            session.begin()
        failing.pop_all()
    return Opened(session, book, tuple(course.id for course in shelf.courses()), tuple(notices))


def permits(
    shelf: Packs, *, trust: Sequence[str] = (), asks: bool = True, unboxed: bool = False, named: Sequence[str] = ()
) -> Permits:
    """Which packs may run programs on this computer. `named` are the ids of the courses that the command names."""
    answers = TrustList(trust_file())
    given = [*trust, *(str(Path(one).resolve()) for one in trust)]
    if not asks:
        given += _at_their_word(shelf, named, answers)
    return Permits(shelf, answers, signed=_signed, asks=asks, given=given, unboxed=unboxed)


def _at_their_word(shelf: Packs, named: Sequence[str], answers: TrustList) -> list[str]:
    """The packs that a script names by their paths: what they run, runs in the box, unless it was refused."""
    found = [source for one in named if (source := shelf.source(one)) is not None and source.origin == "visiting"]
    said = {source.source: answers.answer(source.content_hash) for source in found}
    return [place for place, answer in said.items() if answer is None or answer.allowed]


def _signed(papers: Papers) -> str:
    """Who signed a pack, in a sentence: looked up only when somebody is asked."""
    from tutor.packs.signers import check

    return check(papers, signers_file()).said


def _shelve(bundle: Bundle, met: Met) -> Shelved:
    """Put a hand-out's packs into the library; all of it is imported when a class is joined."""
    from tutor.cli.class_packs import shelve

    return shelve(bundle, met)


def _apply(rows: Rows, event: Event) -> None:
    """The fold, whose modules are imported with the first event: the first question needs none of them."""
    from tutor.core.learner.fold import apply

    apply(rows, event)


def _shelf(courses: Sequence[str], wanted: Sequence[str]) -> tuple[Shelf, list[str], list[str]]:
    """The library, with packs given by path beside it; ids of the courses that were named; what to tell."""
    try:
        return _laid_out(courses, wanted)
    except (OSError, sqlite3.Error) as problem:
        from tutor.cli.faults import sentence

        raise CannotOpen(sentence(problem)) from problem


def _laid_out(courses: Sequence[str], wanted: Sequence[str]) -> tuple[Shelf, list[str], list[str]]:
    library = Library.open(library_file())
    notices = [str(problem) for problem in refresh(library, kept=kept_folder(), signers=signers_file())]
    libraries, named = [library], []
    for name in courses:
        if library.course(name) is not None:
            named.append(name)
            notices += _lies_here_too(library, name)
            continue
        visited = _visit(name)
        libraries.insert(0, visited)
        named += [course.id for course in visited.courses()]
    return Shelf(libraries, wanted), named, notices


def _lies_here_too(library: Library, name: str) -> list[str]:
    """That a pack of this name lies in the folder where one is, and is not the one that is studied."""
    source, here = library.source(name), Path(name)
    if source is None or not (here / MAIN).is_file() or here.resolve() == Path(source.source):
        return []
    return [_("“{name}” is the course in the library; type `./{name}` for the folder that lies here.", name=name)]


def _visit(name: str) -> Library:
    from tutor.packs.visiting import BadPack, visit

    if not Path(name).exists():
        raise CannotOpen(
            _("There is no course “{name}” in the library and no file or folder of that name.", name=name), 2
        )
    try:
        return visit(Path(name), cache_folder())
    except BadPack as problem:
        raise CannotOpen(str(problem)) from problem


def _recovered(number: int) -> list[str]:
    """That the journal gave back what the file had lost, when it did."""
    if not number:
        return []
    return [
        _("The learner's file lacked what was done last; its journal gave it back ({number} events).", number=number)
    ]


def _studied(shelf: Shelf, book: Book) -> list[str]:
    """The courses the learner has met; for a new learner `FIRST`, or else the first on the shelf."""
    on_shelf = [course.id for course in shelf.courses()]
    met = [name for name in on_shelf if book.rows.get(CourseRow, name) is not None]
    return met or [name for name in on_shelf if name == FIRST] or on_shelf[:1]
