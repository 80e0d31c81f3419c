"""Looking something up: type, and what fits stands below; Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input

from tutor.core.search_words import STATES, read
from tutor.language import _
from tutor.present.searching import HELP, SORTS, TITLE, nothing
from tutor.present.why import SIGNS
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.listing import Sought
from tutor.tui.prose import inline
from tutor.tui.rows import DrawRow, Row, mark
from tutor.tui.safe import fitted, joined, line, spaces, text, two_ends

if TYPE_CHECKING:
    from tutor.study.searching import Found
    from tutor.tui.place import Place

PAUSE = 0.12
"""Seconds without a key after which is looked: who types on is not kept waiting. Tunable (0.05..0.3)."""


class Search(Sought):
    """Comes back with nothing: what is chosen is gone to."""

    DEFAULT_CSS = """
    Search VerticalScroll { height: 14; }
    """
    TITLE_WORDS = TITLE
    PAGE = 6

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.found: list[Found] = []
        self.waiting = self.looked = 0
        self.eager = False
        """Enter came before it was looked for: the first that is found is gone to."""

    def fill(self) -> None:
        self.rows.show_rows([Row(_line(one)) for one in self.found], 0 if self.found else None)
        typed = self.field.value.strip()
        if typed and not self.found and self.looked == self.waiting:
            self.say(nothing(typed, read(typed).strange, STATES))
        else:
            self.say("" if self.found else _(HELP))
        self.show_keys()

    def keys(self) -> list[Key]:
        return [*([Key("", "Enter", _("go there"), rank=0)] if self.found else []), self.closing()]

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.waiting += 1
        self.eager, asked = False, self.waiting
        self.set_timer(PAUSE, lambda: self.do(self._look(asked)))

    async def _look(self, asked: int) -> None:
        """Look, unless something else was typed meanwhile."""
        if asked == self.waiting:
            typed = self.field.value
            found = await self.tutor.study.call(lambda session: session.search(typed))
            if asked == self.waiting and self.is_attached:
                self.found = [] if isinstance(found, Refused) else found
                self.looked = asked
                self.fill()
                if isinstance(found, Refused):
                    self.say(found.sentence)
                if self.eager and self.found:
                    await self.chosen(0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.looked != self.waiting:
            self.eager = True
        elif self.is_current and self.rows.marked is not None and self.found:
            self.do(self.chosen(self.rows.marked))

    async def chosen(self, index: int) -> None:
        """Go there: a skill or a question on the map, a lesson over it, one's own words in the notebook."""
        if index >= len(self.found):  # another look ended meanwhile
            return
        one = self.found[index]
        self.finish()
        await self.place.save()
        if one.sort in ("skill", "lesson", "item"):
            await self.tutor.show_map_at(one.skill, lesson=one.sort == "lesson")
        elif one.sort == "piece":
            await self.tutor.show_portfolio(one.id)
        else:
            await self.tutor.show_notebook(one.id)


def _line(one: Found) -> DrawRow:
    """What it is called and which sort of thing it is; below it its words."""

    def draw(width: int, marked: bool) -> list[Content]:
        sign = text(f"{SIGNS[one.state]} " if one.state else "  ", "$accent")
        title = line(one.title or one.words, "bold" if marked else "")
        head = two_ends([joined(mark(marked), sign, title)], [text(_(SORTS[one.sort]), "$quiet")], width)
        words = inline(one.words, "$quiet") if one.sort in ("item", "lesson") else line(one.words, "$quiet")
        return [head, *([joined(spaces(4), fitted(words, width - 4))] if one.words and one.title else ())]

    return draw
