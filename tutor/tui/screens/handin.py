"""Handing in: how much, the page about oneself as it will be, one's own work to tick, where the file goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from tutor.core.classroom.codes import shown
from tutor.core.classroom.manifest import COUNTING, LEVELS
from tutor.language import _, _n, later
from tutor.present.class_files import ADULT, COUNT_MEANS, NOT_COUNTED, level_words
from tutor.tui.bridge import Refused
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.listing import Listing, named
from tutor.tui.place import Place
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import NOTHING, Draw, Shown, joined, line, spaces, stacked, text, wrapped
from tutor.tui.screens.asking import Asking, Question
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.core.learner.class_rows import ClassRow
    from tutor.study.classes.handing import Page
    from tutor.study.classes.ticking import Choice

WORK = 3
"""The level at which one's own work is ticked."""
FOLDER = Question(
    later("Into which folder shall it be written?"),
    later("A stick, a shared folder, or ~ for your own; then give it to your teacher."),
    value="~",
)


class HandIn(Place):
    """The levels, and below them what would be in the file. Enter writes it."""

    DEFAULT_CSS = """
    HandIn > Page > #handin-said, HandIn > Page > Rows { margin: 0 0 1 0; }
    """

    def __init__(self, row: ClassRow) -> None:
        super().__init__()
        self.row = row
        self.said, self.rows, self.shown = Shown(id="handin-said"), Rows(), Shown()
        self.ticked: list[str] = []
        self.counted = row.counted
        self.page_now: Page | None = None

    def contents(self) -> ComposeResult:
        yield from (self.said, self.rows, self.shown)

    def on_mount(self) -> None:
        self.show_head([line(_("Hand in · {title}", title=self.row.title), "bold")], [text(shown(self.row.code))])
        self.rows.show_rows([Row(self._level(each)) for each in LEVELS], self._proposed())
        self.rows.focus(scroll_visible=False)
        asked = _("Your teacher asks for {level}.", level=self.row.asks_level) if self.row.asks_level in LEVELS else ""
        self.tell(f"{_('How much do you want to give to {title}?', title=self.row.title)} {asked}".rstrip(), "")
        self.do(self.look())

    def _proposed(self) -> int:
        """What the learner gave last, or what the teacher asks for."""
        return min(max(0, self.row.level if self.row.handed else self.row.asks_level), max(LEVELS))

    def tell(self, words: str, style: str = "$warm") -> None:
        """A line above the levels."""
        self.said.show(sentence(words, style))

    @property
    def level(self) -> int:
        """The marked level."""
        return self.rows.marked or 0

    async def look(self) -> None:
        """Put it together as it would be, and show it."""
        class_id, level, ticked, counted = self.row.id, self.level, [*self.ticked], self.counted
        page = await self.tutor.study.call(lambda session: session.prepare(class_id, level, ticked, counted=counted))
        if (level, counted) != (self.level, self.counted):  # the mark has moved on
            return
        if isinstance(page, Refused):
            self.page_now = None
            self.tell(page.sentence)
        else:
            self.page_now = page
            self.shown.show(_drawn(page))
        self.show_keys()

    def keys(self) -> list[Key]:
        keys = [
            Key("", "Enter", _("write it"), more=_("Into a folder that you name."), rank=0),
            Key("", "0–3", _("how much"), rank=3),
            Key("", "PgDn", _("the page"), more=_("PgUp and PgDn turn it."), rank=5),
        ]
        if self.level >= COUNTING:
            words = _("don't count me") if self.counted else _("count me")
            keys.append(Key("c", "c", words, self.count, _(COUNT_MEANS), 4))
        if self.level == WORK:
            keys.insert(1, Key("t", "t", _("tick your work"), self.tick, _("Only what you tick is in it."), 2))
        if self.row.handed:
            more = _("Asks your teacher to delete all that you handed in.")
            keys.append(Key("x", "x", _("take all back"), self.withdraw, more, 6))
        return [*keys, Key("escape", "Esc", _("back"), self.tutor.show_inbox, rank=1)]

    def on_key(self, event: events.Key) -> None:
        if event.key in map(str, LEVELS):
            event.stop()
            self.rows.put_mark(int(event.key))
        else:
            super().on_key(event)

    def on_rows_moved(self) -> None:
        self.do(self.look())

    def on_rows_chosen(self) -> None:
        if self.settled:
            self.do(self.give())

    def _level(self, level: int) -> DrawRow:
        """A level: what it gives."""

        def draw(width: int, marked: bool) -> list[Content]:
            words = line(level_words(level), "bold" if marked else "")
            ticks = len(self.ticked)
            some = text(f"  {_n('{count} ticked', '{count} ticked', ticks)}", "$quiet")
            counted = text(f"  ✓ {_('may be counted')}", "$quiet")
            said = joined(words, *([some] if level == WORK and ticks else []))
            if self.counted and level == self.level >= COUNTING:
                said = joined(said, counted)
            return wrapped(said, width, joined(mark(marked), text(f"{level}  ", "$accent")), spaces(5))

        return draw

    async def tick(self) -> None:
        """Choose among one's own work."""
        class_id = self.row.id
        found = await self.tutor.study.call(lambda session: session.choices(class_id))
        if isinstance(found, Refused):
            self.tell(found.sentence)
            return
        await self.app.push_screen_wait(Ticks(found, self.ticked))
        self.rows.redraw()
        await self.look()

    async def count(self) -> None:
        """Let the answers be counted outside the class, or no more; what that means is told before it is written."""
        self.counted = not self.counted
        self.tell(_(COUNT_MEANS) if self.counted else _(NOT_COUNTED), "$quiet")
        self.rows.redraw()
        await self.look()

    async def give(self) -> None:
        """Ask for an adult where one decides, and for the folder; then write it."""
        if self.page_now is not None:
            await self._write(self.page_now, asks=self.row.parents and not self.row.asked_parent)

    async def withdraw(self) -> None:
        """Write the wish that all be deleted, after asking."""
        class_id = self.row.id
        page = await self.tutor.study.call(lambda session: session.prepare(class_id, 0, withdraw=True))
        if isinstance(page, Refused):
            self.tell(page.sentence)
            return
        words = sentence(" ".join([*page.lines, _("A file says so; give it to your teacher.")]))
        card = Card(_("Take back all that you handed in?"), words, [Key("x", "x", _("write that file"), rank=0)])
        if await self.app.push_screen_wait(card) == "x":
            await self._write(page, asks=False)

    async def _write(self, page: Page, *, asks: bool) -> None:
        if asks:
            card = Card(_("An adult decides"), sentence(_(ADULT)), [Key("y", "y", _("an adult agrees"), rank=0)])
            if await self.app.push_screen_wait(card) != "y":
                self.tell(_("Nothing was written."))
                return
        answers = await self.app.push_screen_wait(Asking([FOLDER], whole=True))
        if not answers:
            self.tell(_("Nothing was written."))
            return
        folder = answers[0] or FOLDER.value
        done = await self.tutor.study.call(lambda session: session.give_teacher(page, folder, asked_parent=asks))
        if isinstance(done, Refused):
            self.tell(done.sentence)
            return
        told = _("Written: {file}. Give it to your teacher; any zip program shows what is in it.", file=done)
        self.tell(told, "$accent")
        await self._anew()
        self.page.scroll_home(animate=False)

    async def _anew(self) -> None:
        """The class as it is after a hand-in, and the next one."""
        class_id = self.row.id
        rows = await self.tutor.study.call(lambda session: session.classes())
        if not isinstance(rows, Refused):
            self.row = next((one for one in rows if one.id == class_id), self.row)
        await self.look()


def _drawn(page: Page) -> Draw:
    """What is not in it first: it is the shorter, and what people ask. Then the page that the teacher sees."""

    def draw(width: int) -> Content:
        rows = [one for words in page.lines for one in wrapped(text(words.strip()), width, spaces(_indent(words)))]
        head = text(_("What your teacher would see"), "bold")
        return stacked([head, *wrapped(text(page.left_out, "$quiet"), width), NOTHING, *rows])

    return draw


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())


class Ticks(Listing):
    """One's own work, the newest first: Enter or Space ticks it, or takes that back."""

    TITLE_WORDS = later("What may your teacher see?")

    def __init__(self, choices: list[Choice], ticked: list[str]) -> None:
        super().__init__()
        self.choices = choices
        self.ticked = ticked

    def fill(self) -> None:
        rows = [named(one.words, key="✓" if one.id in self.ticked else "·") for one in self.choices]
        self.rows.show_rows(rows, self.rows.marked or 0)
        self.say(_("Only what you tick is in it."))
        self.show_keys()

    def keys(self) -> list[Key]:
        tick = Key("space", "Enter", _("tick, or not"), lambda: self.chosen(self.rows.marked or 0), rank=0)
        return [tick, self.closing()._replace(words=_("done"))]

    async def chosen(self, index: int) -> None:
        """Tick it, or take that back."""
        one = self.choices[index].id
        if one in self.ticked:
            self.ticked.remove(one)
        else:
            self.ticked.append(one)
        self.fill()
