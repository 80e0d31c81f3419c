"""Insight: one question a screen, a drawing that answers it, a sentence that reads it, and its numbers on a key."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _
from tutor.present.charts import Line
from tutor.present.charts import table as table_lines
from tutor.present.insight import TITLES, Sheet, sheet
from tutor.present.sheets import Table
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.safe import NOTHING, Shown, joined, stacked, text, wrapped

STYLES = {"label": "$quiet", "bar": "$accent", "second": "$accent", "mark": "$warm bold", "words": ""}
LOWEST, HIGHEST = 5, 13
"""Lines of a drawing: under the first nothing is seen of it, beyond the second it says no more. Tunable."""
NAMES = tuple(TITLES)


class Insight(Place):
    """The questions, one after the other; the figures of each are asked for when it is shown."""

    def __init__(self, name: str = NAMES[0]) -> None:
        super().__init__()
        self.name_shown = name
        self.numbers = False
        self.shown = Shown()
        self.sheets: dict[str, Sheet] = {}

    def contents(self) -> ComposeResult:
        yield self.shown

    def on_mount(self) -> None:
        self.do(self.ask(self.name_shown))

    def on_resize(self) -> None:
        self.call_after_refresh(self.shown.redraw)

    async def ask(self, name: str) -> None:
        """Show this question."""
        self.name_shown = name
        number = _("{number} of {count}", number=NAMES.index(name) + 1, count=len(NAMES))
        self.show_head([text(_("Insight"), "$quiet")], [text(number, "$quiet")])
        if name not in self.sheets:
            found = await self.tutor.study.call(lambda session: session.insight(name))
            if isinstance(found, Refused):
                self.shown.show(text(found.sentence, "$warm"))
                self.show_keys()
                return
            self.sheets[name] = sheet(name, found)
        self.shown.show(self._draw)
        self.page.scroll_home(animate=False)
        self.show_keys()

    def _draw(self, width: int) -> Content:
        now = self.sheets[self.name_shown]
        title = wrapped(text(now.title, "bold"), width)
        if self.numbers and now.tables:
            return stacked([*title, NOTHING, *_tables(now, width)])
        words = wrapped(text(now.sentence), width)
        needed = len(title) + len(words) + 1
        words += [NOTHING, *wrapped(text(now.more, "$quiet"), width)] if now.more else []
        if now.draw is None:
            return stacked([*title, NOTHING, *words])
        height = self.page.content_size.height
        room = height - len(title) - len(words) - 2
        lines = [_line(one) for one in now.draw(width, max(LOWEST, min(HIGHEST, room)))]
        parted = [NOTHING] if len(lines) + needed < height else []  # the sentence is to be seen without scrolling
        return stacked([*title, *parted, *lines, NOTHING, *words])

    def keys(self) -> list[Key]:
        digits = [
            Key(f"{number}", f"{number}", _(title), partial(self.ask, name), rank=9)
            for number, (name, title) in enumerate(TITLES.items(), 1)
        ]
        now = self.sheets.get(self.name_shown)
        numbers = Key("d", "d", _("picture") if self.numbers else _("numbers"), self.toggle, rank=2)
        return [
            Key("enter right", "Enter", _("next"), partial(self.turn, 1), _("So does →."), rank=0),
            Key("left", "←", _("before"), partial(self.turn, -1), rank=5),
            *([numbers] if now is not None and now.tables else []),
            Key("", f"1–{len(NAMES)}", _("any of them"), rank=4),
            Key("escape", "Esc", _("back"), self.tutor.go_back, rank=1),
            *digits,
        ]

    async def turn(self, step: int) -> None:
        """To the question after this one, or before it; after the last comes the first."""
        await self.ask(NAMES[(NAMES.index(self.name_shown) + step) % len(NAMES)])

    def toggle(self) -> None:
        """The numbers in place of the drawing, or the drawing again."""
        self.numbers = not self.numbers
        self.shown.redraw()
        self.page.scroll_home(animate=False)
        self.show_keys()


def _line(line: Line) -> Content:
    return joined(*(text(signs, STYLES[kind]) for kind, signs in line))


def _tables(sheet: Sheet, width: int) -> list[Content]:
    lines: list[Content] = []
    for table in sheet.tables:
        lines += [NOTHING] if lines else []
        lines += _table(table, width)
    return lines


def _table(table: Table, width: int) -> list[Content]:
    return [_line(one) for one in table_lines(table.head, table.rows, width)]
