"""A list with a mark that moves: choices, the map, the courses. One widget draws all of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widget import Widget

from tutor.tui.safe import NOTHING, Shown, stacked, text
from tutor.tui.spacing import spacing

DrawRow = Callable[[int, bool], list[Content]]
"""The lines of a row for a width, marked or not."""


class Row(Struct, frozen=True):
    """How a row is drawn, and whether the mark may stand on it."""

    draw: DrawRow
    pickable: bool = True


def mark(marked: bool, sign: str = "▸") -> Content:
    """The two cells before a row."""
    return text(f"{sign if marked else chr(32)} ", "$accent bold")


class Rows(Shown, can_focus=True):
    """Rows from top to bottom. Arrows move the mark, Enter or a second click chooses."""

    roomy: ClassVar[bool] = False
    """Whether the wide spacing parts the rows too, as where they are answers."""

    steady: ClassVar[bool] = True
    """Whether a row looks different by nothing but the mark, until `redraw` says so."""

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> Rows:
            return self.rows

    class Moved(Chosen):
        """The mark stands on another row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.marked: int | None = None
        self.loose = False
        """Whether an empty line parts the rows, as where they hold code of several lines."""
        self._starts: list[int] = []
        self._lines: dict[int, tuple[int, bool, list[Content]]] = {}
        """By number: what a row was drawn for (width, marked), and its lines. A mark that moves alters two."""

    def show_rows(self, rows: Sequence[Row], marked: int | None = None) -> None:
        """Show these rows from now on."""
        self.rows = rows
        self.marked = marked
        self.redraw()

    def redraw(self) -> None:
        """Draw every row again."""
        self._lines.clear()
        super().redraw()

    def draw(self, width: int) -> Content:
        lines: list[Content] = []
        self._starts = []
        for number, row in enumerate(self.rows):
            lines += [NOTHING] if lines and (self.loose or (self.roomy and spacing.wide)) else []
            self._starts.append(len(lines))
            lines += self._lines_of(number, row, width)
        return stacked(lines)

    def _lines_of(self, number: int, row: Row, width: int) -> list[Content]:
        for_this = (width, number == self.marked)
        kept = self._lines.get(number)
        if kept is None or kept[:2] != for_this:
            kept = self._lines[number] = (*for_this, row.draw(*for_this))
        return kept[2]

    def move(self, step: int) -> None:
        """Move the mark to the next row that may have it, if there is one."""
        at = -1 if self.marked is None and step > 0 else len(self.rows) if self.marked is None else self.marked
        while 0 <= (at := at + step) < len(self.rows):
            if self.rows[at].pickable:
                self.put_mark(at)
                return

    def put_mark(self, index: int) -> None:
        """Mark this row and bring it into view."""
        if index != self.marked:
            self.marked = index
            if not self.steady:
                self._lines.clear()
            super().redraw()
            self.post_message(self.Moved(self, index))
        self.call_after_refresh(self.show_mark)

    def show_mark(self) -> None:
        """Scroll just far enough that the marked row is seen, and the one before and after it."""
        page, offset = self._page()
        if self.marked is None or self.marked >= len(self._starts) or page is None:
            return
        top = self._starts[self.marked]
        ends = [*self._starts[1:], self.content_size.height]
        first = max(0, top - 2) if self.marked > 1 else 0
        region = Region(0, first, 1, ends[self.marked] - first + 1).translate(offset)
        page.scroll_to_region(region, animate=False, force=True)

    def _page(self) -> tuple[Widget | None, Offset]:
        """What scrolls this list, and where the list begins in it."""
        offset, around = self.virtual_region.offset, self.parent
        while isinstance(around, Widget) and not isinstance(around, ScrollableContainer):
            offset, around = offset + around.virtual_region.offset, around.parent
        return (around if isinstance(around, Widget) else None), offset

    def row_at(self, y: int) -> int | None:
        """The row that is drawn at this line of the widget."""
        if not 0 <= y < self.content_size.height:
            return None
        return max((n for n, start in enumerate(self._starts) if start <= y), default=None)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down"):
            self.move(-1 if event.key == "up" else 1)
        elif event.key == "enter" and self.marked is not None:
            self.post_message(self.Chosen(self, self.marked))
        else:
            return
        event.stop()

    def on_click(self, event: events.Click) -> None:
        index = self.row_at(event.y)
        if index is None or not self.rows[index].pickable:
            return
        event.stop()
        if index == self.marked:
            self.post_message(self.Chosen(self, index))
        else:
            self.put_mark(index)
