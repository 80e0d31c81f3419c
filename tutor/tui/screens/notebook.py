"""The notebook: the journal, notes and bookmarks of a learner, the newest first."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _, later
from tutor.present.journal import EMPTY
from tutor.tui.bridge import Refused
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.prose import inline, lay
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import (
    NOTHING,
    Draw,
    Shown,
    as_written,
    fitted,
    joined,
    line,
    spaces,
    stacked,
    text,
    two_ends,
    wrapped,
)
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence
from tutor.tui.words import ago

if TYPE_CHECKING:
    from tutor.study.notebook import Entry

SORTS = ("", "journal", "note", "bookmark")
TITLES = {"": later("Notebook"), "journal": later("Journal"), "note": later("Notes"), "bookmark": later("Bookmarks")}
NAMES = {"journal": later("Journal"), "note": later("Note"), "bookmark": later("Bookmark")}
NONE = {
    "journal": later("Nothing is written in your journal yet: n begins."),
    "note": later("There are no notes yet. While you study, n keeps one."),
    "bookmark": later("There are no bookmarks yet. While you study, b keeps one."),
}


class NotebookScreen(Place):
    """All entries: Enter reads one, Tab shows one sort of them only."""

    def __init__(self, marked: str = "") -> None:
        super().__init__()
        self.sort = ""
        self.wished = marked
        self.asks = Shown()
        self.said = Shown()
        self.rows = Rows()
        self.entries: list[Entry] = []
        self.shown: Sequence[Entry] = ()
        self.question = ("", "")
        self.done = 0
        """Things done here that can be taken back."""

    def contents(self) -> ComposeResult:
        yield from (self.asks, self.said, self.rows)

    def on_mount(self) -> None:
        self.said.display = False
        self.asks.styles.margin = (0, 0, 1, 0)
        self.do(self.fill())

    async def fill(self) -> None:
        """Ask for all entries and show those of the sort."""
        found = await self.tutor.study.call(
            lambda session: (session.notebook(), session.question(), session.reflected_today())
        )
        if isinstance(found, Refused):
            self.tell(found.sentence)
            return
        self.entries, self.question, written = found
        asks = not written and self.sort in ("", "journal")
        self.asks.show(_asks(self.question[1]) if asks else None)
        self.asks.display = asks
        self.show()

    def show(self) -> None:
        """The entries of the sort, as far as the mark can stay where it was."""
        self.shown = [entry for entry in self.entries if self.sort in ("", entry.sort)]
        now, ids = self.tutor.clock.now(), [entry.id for entry in self.shown]
        at = ids.index(self.wished) if self.wished in ids else self.rows.marked
        self.wished = ""
        self.rows.show_rows([Row(_line(entry, now)) for entry in self.shown], _kept(at, len(ids)))
        self.rows.display = bool(self.shown)
        self.said.display = not self.shown
        if self.shown:
            self.rows.focus(scroll_visible=False)
            self.call_after_refresh(self.rows.show_mark)
        else:
            self.said.show(sentence(_(NONE.get(self.sort, EMPTY))))
        self.show_head(
            [text(_(TITLES[self.sort]), "bold")], [text(str(len(self.shown)) if self.shown else "", "$quiet")]
        )
        self.show_keys()

    def tell(self, words: str) -> None:
        """A line above the list."""
        self.said.show(sentence(words, "$warm"))
        self.said.display = True

    @property
    def entry(self) -> Entry | None:
        """The marked entry."""
        return self.shown[self.rows.marked] if self.shown and self.rows.marked is not None else None

    def keys(self) -> list[Key]:
        keys = [Key("n", "n", _("write"), self.write, _("In your journal: today's question, or whatever you like."), 2)]
        keys.append(Key("tab", "Tab", _("one sort"), self.turn, _("All, the journal, notes, bookmarks."), 3))
        if self.entry is not None:
            keys.insert(0, Key("", "Enter", _("read it"), rank=0))
            if self.entry.about:
                keys.append(Key("m", "m", _("on the map"), self.to_map, _("Where it stands in its course."), 4))
            if self.entry.sort == "bookmark":
                keys.append(Key("b delete", "b", _("take it away"), self.unmark, rank=4))
        if self.done:
            keys.append(Key("u", "u", _("undo"), self.undo, _("Brings back what you took away here."), 2))
        return [*keys, Key("escape", "Esc", _("back"), self.tutor.go_back, rank=1)]

    def on_rows_moved(self) -> None:
        self.show_keys()

    async def on_rows_chosen(self) -> None:
        if self.settled and self.entry is not None:
            entry, now = self.entry, self.tutor.clock.now()
            await self.app.push_screen(Card(entry.title or NAMES[entry.sort], _whole(entry, now)))

    async def turn(self) -> None:
        """The next sort."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        await self.fill()

    def write(self) -> Awaitable[None]:
        """Write in the journal."""
        self.tutor.early = []
        return self._write()

    async def _write(self) -> None:
        from tutor.tui.screens.asking import Question, ask_line

        name, asked = self.question
        words = await ask_line(
            self, Question(asked, _("Or whatever you like. It stays on this computer, for you alone."))
        )
        if words:
            done = await self.tutor.study.call(lambda session: session.reflect(words, name))
            if isinstance(done, Refused):
                self.tell(done.sentence)
                return
            self.done += 1
            self.rows.marked = 0
        await self.fill()

    async def unmark(self) -> None:
        """Take a bookmark away."""
        entry = self.entry
        if entry is not None and entry.sort == "bookmark":
            done = await self.tutor.study.call(lambda session: session.bookmark(entry.about))
            if isinstance(done, Refused):
                self.tell(done.sentence)
            else:
                self.done += 1
                await self.fill()

    async def undo(self) -> None:
        """Take back what was done here last."""
        undone = await self.tutor.study.call(lambda session: session.undo())
        if isinstance(undone, Refused):
            self.tell(undone.sentence)
        else:
            self.done -= 1
            await self.fill()

    async def to_map(self) -> None:
        """The map of the course, with the mark on what the entry is about."""
        entry = self.entry
        if entry is not None:
            await self.tutor.show_map_at(entry.about)


def _kept(marked: int | None, length: int) -> int | None:
    return min(marked or 0, length - 1) if length else None


def _asks(question: str) -> Draw:
    return parts(lambda width: stacked(wrapped(joined(text(question), text("  n", "$accent")), width)))


def _line(entry: Entry, now: datetime) -> DrawRow:
    """What sort it is and the day, then its first words, and what it is about."""

    def draw(width: int, marked: bool) -> list[Content]:
        day = text(ago(datetime.fromisoformat(entry.at), now), "$quiet")
        style = "bold" if marked else ""
        words = inline(entry.asked, style) if entry.asked and not entry.text else line(entry.text or entry.title, style)
        head = two_ends([joined(mark(marked), text(_(NAMES[entry.sort]), "$accent"))], [day], width)
        about = entry.title if entry.text or entry.asked else ""
        about = about or (entry.question if entry.sort == "journal" else "")
        rows = [head, joined(spaces(2), fitted(words, width - 2))]
        return [*rows, *([joined(spaces(2), fitted(line(about, "$quiet"), width - 2))] if about else ()), NOTHING]

    return draw


def _whole(entry: Entry, now: datetime) -> Draw:
    return parts(
        sentence(entry.question, "$quiet") if entry.question else None,
        lay(entry.asked) if entry.asked else None,
        as_written(entry.text) if entry.text else None,
        sentence(ago(datetime.fromisoformat(entry.at), now), "$quiet"),
    )
