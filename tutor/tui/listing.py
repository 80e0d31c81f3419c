"""A card with a list on it: the settings, the colours, the keys, all that can be done. Esc closes it."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from tutor.language import _
from tutor.tui.areas.line import Field
from tutor.tui.closing import Closing
from tutor.tui.keys import Key, key_line
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import NOTHING, Shown, fitted, joined, line, spaces, stacked, text, two_ends, wrapped
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp


class Listing(Closing[Key | None]):
    """A title, a list, a line about what is marked, and keys. Who makes more of it says what choosing does."""

    DEFAULT_CSS = """
    Listing { align: center middle; }
    Listing > Vertical { width: 100%; max-width: 68; height: auto; max-height: 100%; background: $surface; }
    Listing > Vertical { padding: 1 3; }
    Listing:ansi > Vertical { border: round ansi_default; background: ansi_default; padding: 0 2; }
    Listing #listing-title { margin: 0 0 1 0; }
    Listing VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    Listing Rows { padding: 0 1 0 0; }
    Listing #listing-said { min-height: 1; }
    Listing #listing-said, Listing #listing-keys { margin: 1 0 0 0; }
    Listing.-short > Vertical { padding: 0 2; }
    Listing.-short #listing-title, Listing.-short #listing-said, Listing.-short #listing-keys { margin: 0; }
    Listing.-narrow > Vertical { padding: 0 1; }
    """
    TITLE_WORDS: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self.said = Shown(id="listing-said")
        self.foot = Shown(id="listing-keys")

    @property
    def tutor(self) -> TutorApp:
        """The app."""
        return cast("TutorApp", self.app)

    def compose(self) -> ComposeResult:
        title = Shown(id="listing-title")
        title.show(lambda width: stacked(wrapped(text(_(self.TITLE_WORDS), "bold"), width)))
        with Vertical():
            yield title
            yield from self.above()
            with VerticalScroll(can_focus=False):
                yield self.rows
            yield from (self.said, self.foot)

    def above(self) -> ComposeResult:
        """What stands between the title and the list."""
        yield from ()

    def on_mount(self) -> None:
        self.fill()
        self.begin()
        self.call_after_refresh(self.rows.show_mark)

    def begin(self) -> None:
        """Where the keys go."""
        self.rows.focus(scroll_visible=False)

    def fill(self) -> None:
        """Show the rows, the words about the marked one and the keys."""

    def keys(self) -> list[Key]:
        """What the keys do; Enter is for the list itself."""
        return [Key("", "Enter", _("choose"), rank=0), self.closing()]

    def closing(self) -> Key:
        """The key that closes."""
        return Key("escape", "Esc", _("back"), self.close, rank=1)

    def close(self) -> None:
        """Back to where this was opened."""
        self.finish()

    def chosen(self, index: int) -> Awaitable[None] | None:
        """Enter on this row, or a second click."""

    def say(self, words: str, style: str = "$quiet") -> None:
        """A line below the list."""
        self.said.show(sentence(words, style) if words else None)

    def show_keys(self) -> None:
        """Bring the line of keys up to date."""
        self.foot.show(lambda width: key_line(self.keys(), width))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.moved(event.index)

    def moved(self, index: int) -> None:
        """The mark stands on another row now."""

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if self.is_current:
            self.do(self.chosen(event.index))

    def do(self, work: Awaitable[None] | None) -> None:
        """Do something that waits for the disk."""
        if work is not None:
            self.app.run_worker(self.tutor.guarded(work))

    def on_key(self, event: events.Key) -> None:
        for key in self.keys():
            if key.action is not None and key.is_for(event.key):
                event.stop()
                event.prevent_default()
                self.do(key.action())
                return


class Sought(Listing):
    """A list below a field: what is typed there says what is listed. The arrows move the mark meanwhile."""

    DEFAULT_CSS = """
    Sought Field, Sought Field:focus { background: $background; width: 100%; margin: 0 0 1 0; }
    Sought.-short VerticalScroll { height: 7; }
    Sought.-short Field, Sought.-short Field:focus { margin: 0; }
    """
    PAGE: ClassVar[int] = 8
    """Rows that PgUp and PgDn pass."""

    def __init__(self) -> None:
        super().__init__()
        self.field = Field()

    def above(self) -> ComposeResult:
        yield self.field

    def begin(self) -> None:
        self.write_into(self.field)

    def on_key(self, event: events.Key) -> None:
        if self.typed_early(event, self.field):
            return
        steps = {"up": -1, "down": 1, "pageup": -self.PAGE, "pagedown": self.PAGE}
        if event.key in steps:
            event.stop()
            for _step in range(abs(steps[event.key])):
                self.rows.move(1 if steps[event.key] > 0 else -1)
        else:
            super().on_key(event)


def named(left: str, right: str = "", cells: int = 0, *, key: str = "") -> Row:
    """A row with something at its left, something beside it from `cells` on, and a key at its right end."""
    return Row(_drawn(left, right, cells, key))


def _drawn(left: str, right: str, cells: int, key: str) -> DrawRow:
    def draw(width: int, marked: bool) -> list[Content]:
        first = fitted(line(left, "bold" if marked else ""), max(8, width - 2 - line(key).cell_length - 2))
        gap = spaces(max(2, cells - first.cell_length)) if right else NOTHING
        front = joined(mark(marked), first, gap, line(right, "" if marked else "$quiet"))
        return [two_ends([front], [line(key, "$accent bold")], width)] if key else [fitted(front, width)]

    return draw
