"""What the screens of a class ask for: parts and pages with names or codes, words and tasks written from them."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tutor.classroom import writing_back
from tutor.classroom.classbook import ClassBook
from tutor.classroom.folder import ClassFolder, ClassTrouble, stem_of
from tutor.classroom.one_learner import learner_page
from tutor.classroom.one_question import question_page
from tutor.classroom.report import Report, report
from tutor.classroom.words import packs_of
from tutor.cli.class_places import today
from tutor.cli.editing import CannotEdit, command_at, run_editor
from tutor.packs.bundle import write_whole
from tutor.packs.problems import quoted
from tutor.present import class_learner_page, class_question_page
from tutor.present.class_report import first_lines, not_in_here
from tutor.present.class_sections import ClassPage, Section, sections
from tutor.present.class_words import Told, Who, naming, title

if TYPE_CHECKING:
    from tutor.authoring.stats.places import Place

Kind = Literal["learner", "question"]


class ReportDesk:
    """A report as the screens ask for it. All but `sections` may take a while, and is asked for off their thread."""

    def __init__(self, folder: ClassFolder, found: Report, *, pack: Path | None = None, hidden: bool = False) -> None:
        self.folder, self.found, self.pack, self.always_hidden = folder, found, pack, hidden
        (self.title, self.come), *_lines = first_lines(found, naming(found))
        self.foot = not_in_here(found)
        self.packs = packs_of(folder)

    def _who(self, hidden: bool) -> Who:
        return naming(self.found, hidden=hidden or self.always_hidden)

    def sections(self, *, hidden: bool) -> list[Section]:
        """The parts, with names or with codes."""
        return sections(self.found, self._who(hidden))

    def page(self, kind: Kind, name: str, *, hidden: bool) -> ClassPage:
        """The page of a learner by the code, or of a question by its id."""
        who, no_words = self._who(hidden), hidden or self.always_hidden
        try:
            with self._book() as book:
                if kind == "learner":
                    person = learner_page(book, self.packs, self.found, name)
                    return class_learner_page.learner_page(person, self.found, who, hidden=no_words)
                asked = question_page(book, self.packs, self.found, name)
                return class_question_page.question_page(asked, self.found, who, hidden=no_words)
        except (ClassTrouble, sqlite3.Error) as problem:
            return ClassPage(who(name) if kind == "learner" else name, _trouble(problem), [], ())

    def whom(self, codes: Sequence[str], *, hidden: bool) -> str:
        """Those codes, as they are called."""
        return ", ".join(map(self._who(hidden), codes)) or "everybody"

    def note(self, codes: Sequence[str], words: str, *, about: str, reply: str, hidden: bool) -> str:
        """Keep a note; the sentence that says so, or why not."""

        def keep(book: ClassBook) -> str:
            chance = random.SystemRandom()
            kept = writing_back.write_note(
                self.folder, book, codes, words, today(), chance, about=about, reply_to=reply
            )
            return f"Kept for {self.whom(codes, hidden=hidden)} ({kept}); {writing_back.NEXT}"

        return self._told(keep)

    def proposal(self, kind: Kind, name: str, marked: Told | None) -> tuple[str, str]:
        """What a task would be of, as a full id, and what it may be called: the marked skill or question before all."""
        wanted = (marked.skill or marked.item) if marked is not None else ""
        if not wanted:
            wanted = name if kind == "question" else self._needed(name)
        words = self.found.words.get(wanted)
        called = title(self.found, wanted if words is None else words.skill) if wanted else ""
        return wanted, f"Once more: {called}" if called else ""

    def _needed(self, code: str) -> str:
        """The skill that somebody needs most: stuck on, fading, at work."""
        mine = [one for one in self.found.stands if one.learner == code and self.found.levels.get(code, 0) >= 1]
        order = {one.skill: place for place, one in enumerate(self.found.skills)}
        mine.sort(key=lambda one: (not one.stuck, one.state != "fading", order.get(one.skill, len(order))))
        return next((one.skill for one in mine if one.stuck or one.state in ("fading", "learning")), "")

    def task(self, codes: Sequence[str], wanted: str, called: str, due: str, *, hidden: bool) -> str:
        """Set a task of a skill or a question for these codes alone; the sentence that says so, or why not."""

        def keep(book: ClassBook) -> str:
            is_item = wanted.count("/") > 1
            wish = writing_back.Wish(
                title=called, items=wanted if is_item else "", skills="" if is_item else wanted, due=due
            )
            task = writing_back.set_task(self.folder, book, wish, today(), random.SystemRandom(), codes)
            self.found = report(self.folder, book, today(), self._since())
            return f"Set for {self.whom(codes, hidden=hidden)}: {task.title}; {writing_back.NEXT}"

        return self._told(keep)

    def editor(self, item: str) -> Callable[[], str] | str:
        """What opens the question in the author's own editor, to be called while the screens are away; or why not."""
        try:
            words = command_at(self._place(item))
        except CannotEdit as problem:
            return str(problem)
        return lambda: _edited(words)

    def export(self, *, hidden: bool) -> str:
        """Write the page into this folder, with names or with codes as on the screen; where, or why not."""
        from tutor.classroom.page import page

        return self._written(self.found.title, page(self.found, hidden=hidden or self.always_hidden))

    def export_page(self, kind: Kind, name: str, *, hidden: bool) -> str:
        """The same of the page of a learner or a question."""
        from tutor.classroom.page_of_one import page_of_one

        shown = self.page(kind, name, hidden=hidden)
        return self._written(shown.title.rpartition("/")[2], page_of_one(shown, self.found.title, self.found.today))

    def _written(self, title: str, page: str) -> str:
        place = Path(f"{stem_of(title)}-{self.found.today}.html")
        try:
            write_whole(place, page.encode())
        except OSError as problem:
            return f"It could not be written: {problem.strerror or problem}."
        return f"Wrote {place}: open it in a browser, or print it."

    def _place(self, item: str) -> Place:
        """Where a question stands in the folder that its pack is written in. Raises `CannotEdit`."""
        from tutor.authoring.stats.places import written

        path = self.pack or _folder_of(item.partition("/")[0])
        if path is None or not path.is_dir():
            raise CannotEdit(NO_FOLDER)
        found = written(path)
        if isinstance(found, list):
            raise CannotEdit(str(found[0]))
        if item not in found.places:
            raise CannotEdit(f"There is no question {quoted(item, 80)} in {quoted(path, 200)}.")
        return found.places[item]

    def _book(self) -> ClassBook:
        return ClassBook.open(self.folder.book, self.folder.card.id)

    def _since(self) -> date | None:
        return date.fromisoformat(self.found.since) if self.found.since else None

    def _told(self, keep: Callable[[ClassBook], str]) -> str:
        """What was done, or why it could not be."""
        try:
            with self._book() as book:
                return keep(book)
        except (ClassTrouble, sqlite3.Error) as problem:
            return _trouble(problem)


def _trouble(problem: ClassTrouble | sqlite3.Error) -> str:
    if isinstance(problem, ClassTrouble):
        return str(problem)
    return f"The class's file can't be used: {problem}. Nothing was changed."


NO_FOLDER = "Name the folder that the pack is written in: tutor class report --pack FOLDER"


def _folder_of(course: str) -> Path | None:
    """The folder from which a course of the library was added; None for what comes with tutor, or is packed."""
    from tutor.cli.places import library_file
    from tutor.packs.library import Library

    with closing(Library.open(library_file())) as library:
        source = library.source(course)
    return Path(source.source) if source is not None and source.origin != "shipped" else None


def _edited(words: list[str]) -> str:
    try:
        return "" if run_editor(words) else f"{words[0]} ended with an error."
    except CannotEdit as problem:
        return str(problem)
