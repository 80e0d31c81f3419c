"""Something to explore while a question is open: the same picture on a card, closed with Esc."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from tutor.language import _
from tutor.tui.closing import Closing
from tutor.tui.explore import Explore
from tutor.tui.keys import Key, key_line
from tutor.tui.safe import Shown
from tutor.tui.task_view import explanation


class Exploring(Closing[None]):
    """The text, the picture and its values, and what the keys do."""

    DEFAULT_CSS = """
    Exploring { align: center middle; }
    Exploring > Vertical { width: 100%; max-width: 78; height: auto; max-height: 100%; background: $surface; }
    Exploring:ansi > Vertical { border: round ansi_default; background: ansi_default; }
    Exploring > Vertical { padding: 1 3; }
    Exploring VerticalScroll { height: auto; max-height: 80vh; scrollbar-size-vertical: 1; }
    Exploring #explore, Exploring #card-keys { margin: 1 0 0 0; }
    Exploring.-short > Vertical { padding: 0 2; }
    """

    def __init__(self, block: Mapping[str, Any]) -> None:
        super().__init__()
        self.block = block
        self.explore = Explore()
        self.foot = Shown(id="card-keys")

    def compose(self) -> ComposeResult:
        words = Shown()
        words.show(explanation(self.block))
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield from (words, self.explore)
            yield self.foot

    def on_mount(self) -> None:
        self.explore.begin(self.block)
        self.explore.focus(scroll_visible=False)
        self._show_keys()

    def _keys(self) -> list[Key]:
        return [*self.explore.keys(), Key("escape enter", "Esc", _("back"), rank=0)]

    def _show_keys(self) -> None:
        keys = self._keys()
        self.foot.show(lambda width: key_line(keys, width))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if event.key in ("escape", "enter"):
            self.finish()
            return
        for key in self._keys():
            if key.is_for(event.key) and key.action is not None:
                key.action()
        self._show_keys()
