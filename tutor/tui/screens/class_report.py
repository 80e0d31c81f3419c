"""A class's report on screens: its parts with what each says first, Enter for all of one, `P` hides names.

What is shown is handed in as sentences (`present.class_report`); this room knows nothing of classes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from tutor.present.class_report import Section
from tutor.tui.app import TutorApp, show
from tutor.tui.bridge import Opened, Study
from tutor.tui.clock import Clock
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import NOTHING, Shown, fitted, joined, line, spaces, stacked, text, wrapped

WAITING = "Looking at the class …"
HEAD_WIDTH = 20
MOST_LINES = 2
"""Lines of what a part says on the first screen."""


class Desk(Protocol):
    """What the command hands in: the report's parts, and a page that is written on request."""

    title: str
    come: str
    foot: str

    def sections(self, *, hidden: bool) -> Sequence[Section]:
        """The parts, with names or with codes."""

    def export(self, *, hidden: bool) -> str:
        """Write the report as a page; the sentence that says where, or why not."""


class ClassScreen(Place):
    """The parts of a report. Enter opens the marked one, Esc closes it, and then leaves."""

    DEFAULT_CSS = """
    ClassScreen > #head, ClassScreen > #foot, ClassScreen > Page { max-width: 120; }
    ClassScreen Page > * { max-width: 112; }
    ClassScreen > Page > #class-said { margin: 0 0 1 0; }
    """

    def __init__(self, load: Callable[[], Desk]) -> None:
        super().__init__()
        self.load = load
        self.desk: Desk | None = None
        self.hidden = False
        self.opened: Section | None = None
        self.said = Shown(id="class-said")
        self.rows = Rows()
        self.lines = Shown()

    def contents(self) -> ComposeResult:
        yield from (self.said, self.rows, self.lines)

    def on_mount(self) -> None:
        self.tell(WAITING)
        self.rows.display = self.lines.display = False
        self.do(self.look())

    async def look(self) -> None:
        """Gather the report, off the thread of the screens."""
        self.desk = await asyncio.to_thread(self.load)
        self.fill()

    def fill(self) -> None:
        """Show the parts."""
        if self.desk is None:
            return
        self.show_head([text(self.desk.title, "bold")], [line(self.desk.come, "$quiet"), NOTHING])
        parts = self.parts()
        self.rows.show_rows([Row(_part(one)) for one in parts], min(self.rows.marked or 0, len(parts) - 1))
        self.tell(self.desk.foot)
        self.lines.display, self.rows.display = False, True
        self.rows.focus(scroll_visible=False)
        self.call_after_refresh(self.rows.show_mark)
        self.show_keys()

    def parts(self) -> Sequence[Section]:
        """What there is, by name or by code."""
        return self.desk.sections(hidden=self.hidden) if self.desk is not None else ()

    def tell(self, words: str) -> None:
        """A line above the list."""
        self.said.show(lambda width: stacked(wrapped(text(words, "$quiet"), width)))

    def show_part(self, part: Section) -> None:
        """All of one part, and what its figures mean."""
        self.opened = part
        self.show_head([text(part.head, "bold")], [line(self.desk.title if self.desk else "", "$quiet"), NOTHING])
        self.tell(part.why)
        self.lines.show(lambda width: stacked(one for words in part.lines for one in _wrapped(words, width)))
        self.rows.display, self.lines.display = False, True
        self.set_focus(None)
        self.page.scroll_home(animate=False)
        self.show_keys()

    def keys(self) -> list[Key]:
        if self.opened is not None:
            return [
                Key("escape enter", "Esc", "back", self.close_part, rank=0),
                Key("", "↑ ↓", "scroll", rank=3),
                Key("P p", "P", "names" if self.hidden else "hide names", self.toggle_names, rank=2),
            ]
        return [
            Key("enter", "Enter", "all of it", self.open_part, rank=0),
            Key("P p", "P", "names" if self.hidden else "hide names", self.toggle_names, "For a projector.", 1),
            Key("x", "x", "write as a page", self.export, rank=2),
            Key("escape", "Esc", "leave", self.leave_all, rank=1),
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

    def toggle_names(self) -> None:
        """Codes in place of names, or names again."""
        self.hidden = not self.hidden
        if self.opened is None:
            self.fill()
            return
        at = self.rows.marked or 0
        self.show_part(self.parts()[at])

    async def export(self) -> None:
        """Write the page."""
        if self.desk is not None:
            self.tell(await asyncio.to_thread(self.desk.export, hidden=self.hidden))

    def leave_all(self) -> None:
        """End the program."""
        self.app.exit(0)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a part."""
        event.stop()
        self.open_part()

    def on_resize(self, event: events.Resize) -> None:
        """Another width wraps otherwise."""
        self.call_after_refresh(self.lines.redraw)


def _part(part: Section) -> DrawRow:
    def draw(width: int, marked: bool) -> list[Any]:
        head = joined(mark(marked), text(part.head, "bold"))
        if width < 2 * HEAD_WIDTH + 20:
            below = wrapped(text(part.said, "$quiet"), width, spaces(4))[:MOST_LINES]
            return [head, *below, NOTHING]
        first = joined(head, spaces(HEAD_WIDTH + 6 - head.cell_length))
        lines = wrapped(text(part.said), width, first, spaces(HEAD_WIDTH + 6))
        more = lines[:MOST_LINES]
        return [*more[:-1], fitted(more[-1], width) if len(lines) > len(more) else more[-1], NOTHING]

    return draw


def _wrapped(words: str, width: int) -> list[Any]:
    """A line of the report; what belongs below another stays indented."""
    indent = len(words) - len(words.lstrip())
    return wrapped(text(words.strip()), width, spaces(indent), spaces(indent + 2)) if words.strip() else [NOTHING]


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
