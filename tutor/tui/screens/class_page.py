"""A page behind a class's report: one learner, or one question. `n` writes a note from it, `t` sets a task.

What is shown is handed in as sentences; this room knows nothing of classes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, Protocol

from textual.app import ComposeResult, SuspendNotSupported
from textual.content import Content

from tutor.present.class_glossary import terms
from tutor.present.class_sections import ClassPage, Section
from tutor.present.class_words import Told
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.rows import Row, Rows
from tutor.tui.safe import NOTHING, Draw, Shown, line, spaces, stacked, text, wrapped
from tutor.tui.screens.asking import Asking, Question, ask_line
from tutor.tui.screens.class_lines import opens, rows_of
from tutor.tui.screens.goal import wrong_date
from tutor.tui.verdict_view import sentence

Kind = Literal["learner", "question"]
NOTE_HELP = "It goes with the next hand-out, and nowhere else. Empty writes nothing."


class Desk(Protocol):
    """What the command hands in. All but `sections` may take a while."""

    title: str
    come: str
    foot: str

    def sections(self, *, hidden: bool) -> Sequence[Section]:
        """The report's parts, with names or with codes."""

    def page(self, kind: Kind, name: str, *, hidden: bool) -> ClassPage:
        """The page of a learner by the code, or of a question by its id."""

    def whom(self, codes: Sequence[str], *, hidden: bool) -> str:
        """Those codes, as they are called."""

    def note(self, codes: Sequence[str], words: str, *, about: str, reply: str, hidden: bool) -> str:
        """Keep a note; the sentence that says so, or why not."""

    def proposal(self, kind: Kind, name: str, marked: Told | None) -> tuple[str, str]:
        """What a task would be of (a full id, or ""), and what it may be called."""

    def task(self, codes: Sequence[str], wanted: str, called: str, due: str, *, hidden: bool) -> str:
        """Set a task for these codes alone, without any for everybody; the sentence that says so, or why not."""

    def editor(self, item: str) -> Callable[[], str] | str:
        """What opens the question in an editor, or why nothing does."""

    def export(self, *, hidden: bool) -> str:
        """Write the report as a page; the sentence that says where, or why not."""

    def export_page(self, kind: Kind, name: str, *, hidden: bool) -> str:
        """The same of the page of a learner or a question."""


class View:
    """What all screens of a class share: the desk, and whether names are hidden."""

    def __init__(self) -> None:
        self.desk: Desk | None = None
        self.hidden = False


class Viewing(Place):
    """A screen over a class's report: `?` explains its terms, `P` hides names on all of them."""

    DEFAULT_CSS = """
    Viewing > #head, Viewing > #foot, Viewing > Page { max-width: 120; }
    Viewing Page > * { max-width: 112; }
    """

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    def _general(self) -> list[Key]:
        """The help keeps F1: `?` is for the terms."""
        keys = super()._general()
        return [keys[0]._replace(names="f1", shown="F1", rank=4), *keys[1:]]

    def names_key(self) -> Key:
        """The key that hides names."""
        words = "names" if self.view.hidden else "hide names"
        return Key("P p", "P", words, self.toggle_names, "For a projector.", 3)

    def terms_key(self) -> Key:
        """The key that explains."""
        return Key("question_mark", "?", "terms", self.show_terms, "What each figure means, in a sentence.", 2)

    def toggle_names(self) -> Awaitable[None] | None:
        """Codes in place of names, or names again."""
        self.view.hidden = not self.view.hidden
        return self.names_toggled()

    def names_toggled(self) -> Awaitable[None] | None:
        """Show what is shown once more, with names or with codes."""

    def shown_terms(self) -> Sequence[str]:
        """The terms that stand on the screen now."""
        return ()

    async def show_terms(self) -> None:
        """The glossary, the terms of this screen first."""
        await self.app.push_screen(Card("What the figures mean", glossary(self.shown_terms())))


def glossary(first: Sequence[str]) -> Draw:
    """All terms with their sentences, these first."""

    def draw(width: int) -> Content:
        found: list[Content] = []
        for term in terms(first):
            found += [*wrapped(text(term.name, "$accent bold"), width), *wrapped(text(term.words), width, spaces(2))]
        return stacked(found)

    return draw


class PageScreen(Viewing):
    """One learner, or one question. Enter opens what the marked line is about, Esc goes back."""

    DEFAULT_CSS = """
    PageScreen > Page > #page-said { margin: 0 0 1 0; }
    """

    def __init__(self, view: View, desk: Desk, kind: Kind, name: str) -> None:
        super().__init__(view)
        self.desk, self.kind, self.name_of = desk, kind, name
        self.said = Shown(id="page-said")
        self.rows = Rows()
        self.shown: ClassPage | None = None
        self.things: list[Told | None] = []

    def contents(self) -> ComposeResult:
        yield from (self.said, self.rows)

    def on_mount(self) -> None:
        self.do(self.fill())

    async def fill(self, said: str = "") -> None:
        """Look at it, off the thread of the screens."""
        shown = await asyncio.to_thread(self.desk.page, self.kind, self.name_of, hidden=self.view.hidden)
        self.shown = shown
        rows, self.things = rows_of(shown.parts)
        self.show_head([text(shown.title, "bold")], [line(self.desk.title, "$quiet"), NOTHING])
        self.said.show(sentence(said or shown.come, "$accent" if said else "$quiet"))
        self.rows.show_rows(rows, self._first(rows))
        self.rows.focus(scroll_visible=False)
        self.call_after_refresh(self.rows.show_mark)
        self.show_keys()

    def _first(self, rows: Sequence[Row]) -> int | None:
        """Where the mark stands: where it was; where there is room on the first wrong answer; on the first line."""
        at = min(self.rows.marked or 0, len(rows) - 1)
        if self.rows.marked is None and not self.has_class("-short"):
            at = next((number for number, one in enumerate(self.things) if one is not None and one.codes), 0)
            at = at if self.kind == "question" else 0
        return next((number for number in range(max(at, 0), len(rows)) if rows[number].pickable), None)

    @property
    def marked(self) -> Told | None:
        """What the marked line tells."""
        at = self.rows.marked
        return self.things[at] if at is not None and at < len(self.things) else None

    def keys(self) -> list[Key]:
        note = "note, to all of these" if self.kind == "question" else "note"
        keys = [Key("enter", "Enter", "open", self.open_marked, rank=0)] if opens(self.marked) else []
        if self.kind == "learner" or self.codes():
            keys.append(Key("n", "n", note, self.write_note, NOTE_HELP, 1))
        keys.append(Key("t", "t", "task", self.set_task, "For them alone; it goes with the next hand-out.", 1))
        if self.kind == "question":
            keys.append(Key("e", "e", "edit", self.edit, "In your own editor, where its pack is a folder.", 3))
        keys.append(Key("x", "x", "write as a page", self.export, rank=5))
        return [*keys, self.names_key(), self.terms_key(), Key("escape", "Esc", "back", self.close, rank=0)]

    def codes(self) -> tuple[str, ...]:
        """Of whom the marked line speaks; on a learner's page the learner."""
        return (self.name_of,) if self.kind == "learner" else self.marked.codes if self.marked is not None else ()

    def close(self) -> None:
        """Back to where it was opened."""
        self.app.pop_screen()

    async def open_marked(self) -> None:
        """The page of what the marked line is about."""
        if (told := self.marked) is not None and opens(told):
            await self.app.push_screen(page_of(self.view, self.desk, told))

    def names_toggled(self) -> Awaitable[None]:
        return self.fill()

    def shown_terms(self) -> Sequence[str]:
        return [*(term for part in self.shown.parts for term in part.terms), *self.shown.terms] if self.shown else ()

    def write_note(self) -> Awaitable[None]:
        """Ask for a note, and keep it."""
        self.tutor.early = []
        return self._write_note()

    async def _write_note(self) -> None:
        codes, told, hidden = self.codes(), self.marked, self.view.hidden
        words = await ask_line(self, Question(f"A note to {self.desk.whom(codes, hidden=hidden)}:", NOTE_HELP))
        if words:
            reply = told.reply if told is not None else ""
            about = "" if reply else self._about(told)
            keep = self.desk.note
            await self.fill(await asyncio.to_thread(keep, codes, words, about=about, reply=reply, hidden=hidden))

    def _about(self, told: Told | None) -> str:
        if self.kind == "question":
            return self.name_of
        return (told.item or told.skill) if told is not None else ""

    def set_task(self) -> Awaitable[None]:
        """Ask for a task, and set it."""
        self.tutor.early = []
        return self._set_task()

    async def _set_task(self) -> None:
        codes, hidden = self.codes(), self.view.hidden
        wanted, called = self.desk.proposal(self.kind, self.name_of, self.marked)
        whom = self.desk.whom(codes, hidden=hidden)
        questions = [
            Question(f"A task for {whom}: of which skill or question?", "COURSE/SKILL, or COURSE/SKILL/ITEM.", wanted),
            Question("What is it called?", "As they read it in their inbox.", called),
            Question("Until which day?", "Like 2027-01-31. Empty sets none.", wrong=wrong_date),
        ]
        answers = await self.app.push_screen_wait(Asking(questions, whole=True))
        if len(answers) == len(questions):
            of, name, due = (answer or "" for answer in answers)
            await self.fill(await asyncio.to_thread(self.desk.task, codes, of, name, due, hidden=hidden))

    async def export(self) -> None:
        """Write the page, with names or with codes as on the screen."""
        hidden = self.view.hidden
        said = await asyncio.to_thread(self.desk.export_page, self.kind, self.name_of, hidden=hidden)
        self.said.show(sentence(said, "$accent"))

    async def edit(self) -> None:
        """Open the question in the author's own editor, and come back."""
        found = await asyncio.to_thread(self.desk.editor, self.name_of)
        if isinstance(found, str):
            said = found
        else:
            try:
                with self.app.suspend():
                    said = found()
            except SuspendNotSupported:
                said = "This terminal can't be lent to an editor: tutor pack stats opens one, too."
        self.said.show(sentence(said or "Learners get it as it is now with: tutor class handout --pack", "$accent"))

    def on_rows_moved(self) -> None:
        self.show_keys()

    def on_rows_chosen(self) -> None:
        if self.settled:
            self.do(self.open_marked())

    def on_screen_resume(self) -> None:
        """Names may have been hidden meanwhile."""
        if self.shown is not None and not self.busy:
            self.do(self.fill())


def page_of(view: View, desk: Desk, told: Told) -> PageScreen:
    """The page that a line opens."""
    return PageScreen(view, desk, "learner" if told.learner else "question", told.learner or told.item)
