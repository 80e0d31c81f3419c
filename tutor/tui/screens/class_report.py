"""A class's report on screens: its parts with what each says first, Enter for all of one, and the pages behind it.

What is shown is handed in as sentences (`present.class_sections`); this room knows nothing of classes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, cast

from textual.app import ComposeResult
from textual.screen import Screen

from tutor.present.class_glossary import told as told_of
from tutor.present.class_sections import Section
from tutor.present.class_words import Told
from tutor.tui.app import TutorApp, show
from tutor.tui.bridge import Opened, Study
from tutor.tui.clock import Clock
from tutor.tui.keys import Key
from tutor.tui.rows import Row, Rows
from tutor.tui.safe import NOTHING, Shown, line, stacked, text, wrapped
from tutor.tui.screens.class_lines import drawn, listed, opens
from tutor.tui.screens.class_page import Desk, View, Viewing, page_of

WAITING = "Looking at the class …"


class ClassScreen(Viewing):
    """The parts of a report. Enter opens the marked one, then what its marked line is about; Esc goes back."""

    DEFAULT_CSS = """
    ClassScreen > Page > #class-said { margin: 0 0 1 0; }
    """

    def __init__(self, load: Callable[[], Desk]) -> None:
        super().__init__(View())
        self.load = load
        self.opened: Section | None = None
        self.said = Shown(id="class-said")
        self.rows = Rows()
        self.lines = Rows(id="class-lines")

    def contents(self) -> ComposeResult:
        yield from (self.said, self.rows, self.lines)

    def on_mount(self) -> None:
        self.tell(WAITING)
        self.rows.display = self.lines.display = False
        self.do(self.look())

    async def look(self) -> None:
        """Gather the report, off the thread of the screens."""
        self.view.desk = await asyncio.to_thread(self.load)
        self.fill()

    def fill(self) -> None:
        """Show the parts."""
        desk = self.view.desk
        if desk is None:
            return
        self.show_head([text(desk.title, "bold")], [line(desk.come, "$quiet"), NOTHING])
        parts = self.parts()
        self.rows.show_rows([Row(listed(one)) for one in parts], min(self.rows.marked or 0, len(parts) - 1))
        self.tell(desk.foot)
        self._show(self.rows)

    def parts(self) -> Sequence[Section]:
        """What there is, by name or by code."""
        return self.view.desk.sections(hidden=self.view.hidden) if self.view.desk is not None else ()

    def tell(self, words: str) -> None:
        """A line above the list."""
        self.said.show(lambda width: stacked(wrapped(text(words, "$quiet"), width)))
        self.said.display = bool(words)

    def show_part(self, part: Section, marked: int | None = None) -> None:
        """All of one part, and where there is room what its figures mean; the mark on what opens."""
        self.opened = part
        if marked is None:
            marked = next((number for number, one in enumerate(part.lines) if opens(one)), 0)
        title = self.view.desk.title if self.view.desk else ""
        self.show_head([text(part.head, "bold")], [line(title, "$quiet"), NOTHING])
        self.tell("" if self.has_class("-short") else told_of(part.terms))
        self.lines.show_rows([Row(drawn(one)) for one in part.lines], min(marked, len(part.lines) - 1))
        self._show(self.lines)

    def _show(self, rows: Rows) -> None:
        """These rows in place of the others, from their beginning as far as the mark allows."""
        self.lines.display, self.rows.display = rows is self.lines, rows is self.rows
        rows.focus(scroll_visible=False)
        self.page.scroll_home(animate=False)
        self.call_after_refresh(rows.show_mark)
        self.show_keys()

    @property
    def marked(self) -> Told | None:
        """What the marked line of the open part tells."""
        at = self.lines.marked
        lines = self.opened.lines if self.opened is not None else []
        return lines[at] if at is not None and at < len(lines) else None

    def keys(self) -> list[Key]:
        if self.opened is not None:
            found = [Key("enter", "Enter", "open", self.open_marked, rank=0)] if opens(self.marked) else []
            back = Key("escape", "Esc", "back", self.close_part, rank=0)
            return [*found, back, Key("", "↑ ↓", "move", rank=3), self.names_key(), self.terms_key()]
        return [
            Key("enter", "Enter", "all of it", self.open_part, rank=0),
            self.names_key(),
            self.terms_key(),
            Key("x", "x", "write as a page", self.export, rank=3),
            Key("escape", "Esc", "leave", self.leave_all, rank=0),
        ]

    def open_part(self) -> None:
        """The marked part."""
        parts = self.parts()
        if parts and self.rows.marked is not None:
            self.show_part(parts[self.rows.marked])

    def close_part(self) -> None:
        """Back to the parts."""
        self.opened = None
        self.fill()

    async def open_marked(self) -> None:
        """The page of what the marked line is about."""
        told, desk = self.marked, self.view.desk
        if told is not None and desk is not None and opens(told):
            await self.app.push_screen(page_of(self.view, desk, told))

    def names_toggled(self) -> None:
        """The same with names or with codes."""
        if self.opened is None:
            self.fill()
            return
        head = self.opened.head
        part = next((one for one in self.parts() if one.head == head), None)
        if part is None:
            self.close_part()
        else:
            self.show_part(part, self.lines.marked)

    def shown_terms(self) -> Sequence[str]:
        return self.opened.terms if self.opened is not None else ()

    async def export(self) -> None:
        """Write the page."""
        if self.view.desk is not None:
            self.tell(await asyncio.to_thread(self.view.desk.export, hidden=self.view.hidden))

    def leave_all(self) -> None:
        """End the program."""
        self.app.exit(0)

    def on_rows_moved(self) -> None:
        self.show_keys()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter, or a click on what is marked."""
        event.stop()
        if not self.settled:
            return
        if self.opened is None:
            self.open_part()
        else:
            self.do(self.open_marked())

    def on_screen_resume(self) -> None:
        """On a page names may have been hidden, or a task set."""
        if self.view.desk is not None:
            self.names_toggled()


class _Nobody:
    """There is no learner's file behind these screens."""

    def stop_run(self) -> None:
        """Nothing runs."""

    def news(self) -> list[str]:
        """Nothing is new."""
        return []


class _Nothing:
    session, course_ids, notices, trouble = _Nobody(), (), (), OSError

    def close(self) -> None:
        """Nothing was opened."""


class ClassApp(TutorApp):
    """The tutor over a class's report."""

    ELSEWHERE = False

    def __init__(self, load: Callable[[], Desk], clock: Clock) -> None:
        self.load = load
        super().__init__(Study(lambda: cast("Opened", _Nothing())), start="home", clock=clock)

    def get_default_screen(self) -> Screen[Any]:
        return ClassScreen(self.load)


def run(load: Callable[[], Desk], clock: Clock) -> int:
    """Show a class until the teacher leaves. Returns the exit status."""
    app = ClassApp(load, clock)
    try:
        return show(app)
    finally:
        app.study.close()
