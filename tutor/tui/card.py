"""A card over a screen: the help, a reason, a question before something is done. Esc closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from tutor.language import _, later
from tutor.tui.closing import Closing
from tutor.tui.keys import Key, key_at, key_line
from tutor.tui.safe import Draw, Shown, joined, spaces, stacked, text, wrapped
from tutor.tui.task_view import parts


class Card(Closing[str]):
    """A title, some text, and keys; it comes back with the name of the key that was pressed, or ""."""

    DEFAULT_CSS = """
    Card { align: center middle; }
    Card > Vertical { width: 100%; max-width: 68; height: auto; max-height: 100%; background: $surface; padding: 1 3; }
    Card VerticalScroll { height: auto; max-height: 80vh; scrollbar-size-vertical: 1; }
    Card:ansi > Vertical { border: round ansi_default; background: ansi_default; padding: 0 2; }
    Card #card-keys { margin: 1 0 0 0; }
    Card.-short > Vertical { padding: 0 2; }
    Card.-short VerticalScroll { max-height: 70vh; }
    """
    CLOSE: ClassVar[Key] = Key("escape enter", "Esc", later("back"), rank=0)

    def __init__(self, title: str, draw: Draw, keys: Sequence[Key] = (), close: Key | None = None) -> None:
        super().__init__()
        self.title_line = text(title, "bold")
        self.draw = draw
        self.close = close or self.CLOSE._replace(words=_(self.CLOSE.words))
        self.keys = [*keys, self.close]

    def compose(self) -> ComposeResult:
        body, foot = Shown(id="card-text"), Shown(id="card-keys")
        body.show(parts(lambda width: stacked(wrapped(self.title_line, width)), self.draw))
        foot.show(lambda width: key_line(self.keys, width))
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield body
            yield foot

    def on_click(self, event: events.Click) -> None:
        """A key on the card's last line works by the mouse, too."""
        foot = self.query_one("#card-keys", Shown)
        at = event.get_content_offset(foot) if event.widget is foot else None
        key = key_at(self.keys, foot.content_size.width, at.x) if at is not None else None
        if key is not None and (key is self.close or key.names):
            event.stop()
            self.finish("" if key is self.close else key.names.split()[0])

    def on_key(self, event: events.Key) -> None:
        for key in self.keys:
            if key.is_for(event.key):
                event.stop()
                self.finish("" if key is self.close else event.key)
                return
        page = self.query_one(VerticalScroll)
        moves: dict[str, Callable[..., None]] = {"up": page.scroll_up, "down": page.scroll_down}
        moves |= {"pageup": page.scroll_page_up, "pagedown": page.scroll_page_down}
        if event.key in moves:
            event.stop()
            moves[event.key](animate=False)


def key_table(keys: Sequence[Key]) -> Draw:
    """All keys, one a line, with what the line at the bottom has no room for."""

    def draw(width: int) -> Content:
        cells = max((text(key.shown).cell_length for key in keys), default=0) + 3
        rows = [
            wrapped(
                text(f"{key.words}. {key.more}" if key.more else key.words),
                width,
                joined(text(key.shown, "$accent bold"), spaces(cells - text(key.shown).cell_length)),
            )
            for key in keys
        ]
        return stacked(one for row in rows for one in row)

    return draw
