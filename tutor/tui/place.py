"""What all screens have in common: a head line, a page, a line of keys, and one table of keys behind them."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from tutor.language import _
from tutor.tui.keys import Key, key_at, key_line, rebound
from tutor.tui.safe import NOTHING, Shown, two_ends

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

SETTLE = 0.2
"""Seconds after a change within which keys are not meant for what is shown now. Fixed: peers' rule 6."""


class Page(VerticalScroll, can_focus=False):
    """The part that scrolls."""


class Place(Screen[None]):
    """A screen of the tutor. It says what its keys do; it draws; it decides nothing about studying."""

    DEFAULT_CSS = """
    Place { align-horizontal: center; }
    Place > #head, Place > #foot { height: 1; padding: 0 1; max-width: 84; }
    Place > Page { max-width: 84; height: 1fr; padding: 2 1 1 3; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    Page > * { max-width: 72; }
    Place.-short > Page { padding: 1 1 1 3; }
    Place.-narrow > Page { padding: 1 0 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(classes=self._of_this_size())
        self.head = Shown(id="head")
        self.foot = Shown(id="foot")
        self.page = Page()
        self.busy = False
        self.left = False
        """Whether nobody comes back to it."""
        self._changed = float("-inf")

    def _of_this_size(self) -> str:
        """The classes of the terminal's size. Textual sets them with its first resize, and styles all once more."""
        (wide, high), app = self.app.size, self.app
        breaks = ((wide, app.HORIZONTAL_BREAKPOINTS), (high, app.VERTICAL_BREAKPOINTS))
        return " ".join(max((least, name) for least, name in each or [] if least <= size)[1] for size, each in breaks)

    @property
    def tutor(self) -> TutorApp:
        """The app."""
        return cast("TutorApp", self.app)

    def compose(self) -> ComposeResult:
        yield self.head
        with self.page:
            yield from self.contents()
        yield self.foot

    def contents(self) -> ComposeResult:
        """The widgets on the page."""
        yield from ()

    def keys(self) -> list[Key]:
        """What the keys do now, the most useful first."""
        return []

    def every_key(self) -> list[Key]:
        """The keys of this screen and those of every screen, each as the learner wants it."""
        keys = [*self.keys(), *self._general()]
        return rebound(keys, own) if (own := self.tutor.own_keys) else keys

    def _general(self) -> list[Key]:
        help_key = Key("question_mark f1", "F1" if self.typing else "?", _("keys"), self.tutor.show_help, rank=0)
        every = Key("ctrl+p", "Ctrl+P", _("all commands"), self.tutor.show_commands, _("Type what you want to do."), 9)
        themes = Key("ctrl+t", "Ctrl+T", _("colours"), self.tutor.show_themes, rank=9)
        settings = Key("comma", ",", _("settings"), self.tutor.show_settings, rank=9)
        leave = Key("", "Ctrl+Q", _("quit, all is kept"), rank=9)
        if self.typing:
            return [help_key, every, themes, leave]
        people = [Key("L", "L", _("another learner"), self.tutor.show_learners, rank=9)] if self.tutor.people else []
        find = [Key("slash", "/", _("search"), self.tutor.search, _("Skills, lessons, questions, your own notes."), 9)]
        every = every._replace(names="ctrl+p colon")
        return [help_key, *(find if self.tutor.ELSEWHERE else ()), every, themes, settings, *people, leave]

    async def save(self) -> None:
        """Put on disk what is not there yet; only what is written at length ever waits."""

    @property
    def waits(self) -> bool:
        """Whether it stays below, as it is, while something else is shown."""
        return False

    async def look_again(self) -> None:
        """It is shown again after it waited."""

    @property
    def typing(self) -> bool:
        """Whether letters go into a text now."""
        return False

    def show_head(self, left: Sequence[Content], right: Sequence[Content] = (NOTHING,)) -> None:
        """Something at either end of the head line, each in its forms from long to short."""
        self.head.show(lambda width: two_ends(left, right, width))

    def show_keys(self) -> None:
        """Bring the line of keys up to date."""
        keys = self.every_key()
        self.foot.show(lambda width: key_line(keys, width))

    def changed(self) -> None:
        """Something new is shown: keys pressed just now were not meant for it."""
        self._changed = self.tutor.clock.ticks()
        self.show_keys()

    @property
    def settled(self) -> bool:
        """Whether a key can be meant for what is shown, and nothing is being done."""
        return not self.busy and self.tutor.clock.ticks() - self._changed >= SETTLE

    def do(self, work: Awaitable[None] | None) -> None:
        """Do something that asks the session; keys wait until it is done."""
        if work is not None:
            self.busy = True  # from this moment on, not from when the work begins: two keys may have been waiting
            self.app.run_worker(self.busily(work))  # of the app: work that changes the screen must outlive it

    async def busily(self, work: Awaitable[None]) -> None:
        """Await this; keys wait until it is done."""
        self.busy = True
        try:
            await self.tutor.guarded(work)
        finally:
            self.busy = False
            self.tutor.early = None

    def on_key(self, event: events.Key) -> None:
        if self.tutor.early is not None and event.is_printable and event.character:
            event.stop()
            self.tutor.early.append(event.character)
            return
        for key in self.every_key():
            if key.action is not None and key.is_for(event.key):
                event.stop()
                event.prevent_default()
                if self.settled:
                    self.do(key.action())
                return
        self._scroll(event)

    def on_click(self, event: events.Click) -> None:
        """A key on the line at the bottom works by the mouse, too."""
        if event.widget is not self.foot:
            return
        at = event.get_content_offset(self.foot)
        key = key_at(self.every_key(), self.foot.content_size.width, at.x) if at is not None else None
        if key is not None and key.action is not None and self.settled:
            event.stop()
            self.do(key.action())

    def turned(self) -> VerticalScroll:
        """What PgUp and PgDn turn."""
        return self.page

    def _scroll(self, event: events.Key) -> None:
        page, turned = self.page, self.turned()
        moves = {"up": page.scroll_up, "down": page.scroll_down, "pageup": turned.scroll_page_up}
        moves |= {"pagedown": turned.scroll_page_down, "home": page.scroll_home, "end": page.scroll_end}
        if event.key in moves:
            event.stop()
            moves[event.key](animate=self.app.animation_level == "full")

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def on_descendant_blur(self) -> None:
        self.show_keys()
