"""The learner's own things: their journal, notes about what they study, and bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from tutor.core.asked import asked
from tutor.core.day import learning_day, offset_minutes
from tutor.core.learner.events import Bookmarked, Noted
from tutor.core.learner.names import is_item, skill_of
from tutor.core.learner.rows import BookmarkRow, NoteRow
from tutor.core.text import visible
from tutor.language import _
from tutor.present.journal import QUESTIONS, question_of, question_words
from tutor.study.desk import Desk
from tutor.study.trouble import StudyError
from tutor.study.wishes import words

if TYPE_CHECKING:
    from tutor.study.searching import Found

Sort = Literal["journal", "note", "bookmark"]
MOST = 1000
"""Entries of each sort that are listed, the newest. Tunable (100..10,000)."""

MOST_BESIDE = 20
"""Notes about one thing that are shown with it. Tunable (5..100)."""


class Entry(Struct, frozen=True, kw_only=True):
    """Something of the learner's own. `about` is a full id or "", `title` what it is called, `asked` an item's words.

    `text` is what was written, `question` what the journal asked, `at` an RFC 3339 time.
    """

    sort: Sort
    id: str
    at: str
    about: str = ""
    title: str = ""
    asked: str = ""
    text: str = ""
    question: str = ""


class Notebook:
    """The part of a session that keeps what the learner writes for themselves."""

    desk: Desk

    def note(self, about: str, text: str) -> None:
        """Write a note about a skill, an item or a course."""
        self._write(about, text)

    def reflect(self, text: str, question: str = "") -> None:
        """Write in the journal, to a question of its rota or to none."""
        self._write("", text, question if question in QUESTIONS else "")

    def _write(self, about: str, text: str, question: str = "") -> None:
        if not visible(text):
            raise StudyError("bad_request", _("There is nothing to keep yet: write something first."))
        self.desk.write(Noted(about=words(about)[:200], text=words(text), question=question))

    def question(self) -> tuple[str, str]:
        """The journal's question of today: its name and its words."""
        name = question_of(_today(self.desk))
        return name, question_words(name)

    def reflected_today(self) -> bool:
        """Whether something was written in the journal on this learning day."""
        last = next(iter(self.desk.book.notes_about("", 1)), None)
        return last is not None and learning_day(last.at, offset_minutes(self.desk.now())) == _today(self.desk)

    def bookmark(self, about: str) -> bool:
        """Keep a skill or an item at hand, or no longer. Returns whether it is kept now."""
        kept = self.desk.book.rows.get(BookmarkRow, about) is not None
        there = self.desk.shelf.ref(about) if is_item(about) else self.desk.shelf.head(about)
        if not kept and there is None:
            raise StudyError(
                "bad_request", _("There is no skill or item “{about}” in your courses.", about=about[:200])
            )
        self.desk.write(Bookmarked(about=about, off=kept))
        return not kept

    def notebook(self) -> list[Entry]:
        """Everything of the learner's own, the newest first."""
        return notebook(self.desk)

    def search(self, typed: str) -> list[Found]:
        """What fits the words and filters that were typed: see `core.search_words`."""
        from tutor.core.search_words import read
        from tutor.study.searching import search

        return search(self.desk, read(typed))

    def notes_on(self, about: str) -> list[Entry]:
        """What was noted about a skill (its items too) or about one item, the newest first."""
        return [_written(self.desk, row) for row in self.desk.book.notes_about(about, MOST_BESIDE)]


def notebook(desk: Desk) -> list[Entry]:
    """Notes, journal and bookmarks, the newest first."""
    notes = [(row.at, _written(desk, row)) for row in desk.book.notes(MOST)]
    marks = [(row.at, _marked(desk, row)) for row in desk.book.bookmarks(MOST)]
    return [entry for _at, entry in sorted(notes + marks, key=lambda pair: pair[0], reverse=True)]


def _today(desk: Desk) -> int:
    return learning_day(desk.at(), offset_minutes(desk.now()))


def _written(desk: Desk, row: NoteRow) -> Entry:
    return Entry(
        sort="note" if row.about else "journal",
        id=row.id,
        at=desk.rfc3339(row.at),
        about=row.about,
        title=title_of(desk, row.about),
        asked=item_words(desk, row.about),
        text=row.text,
        question=question_words(row.question),
    )


def _marked(desk: Desk, row: BookmarkRow) -> Entry:
    title, words = title_of(desk, row.id), item_words(desk, row.id)
    return Entry(sort="bookmark", id=row.id, at=desk.rfc3339(row.at), about=row.id, title=title, asked=words)


def title_of(desk: Desk, about: str) -> str:
    """What a course, a skill or the skill of an item is called; "" for nothing."""
    if "/" not in about:
        return desk.course(about).title if about else ""
    return desk.title(skill_of(about) if is_item(about) else about)


def item_words(desk: Desk, about: str) -> str:
    """What an item asks, in its author's words; "" for what is no item, or is no longer there."""
    item = desk.shelf.item(about) if is_item(about) else None
    return asked(item.ask, getattr(item, "cloze", "")) if item is not None else ""
