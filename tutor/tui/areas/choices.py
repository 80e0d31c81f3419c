"""Picking: digits choose at once, or the mark moves and Enter chooses; several are ticked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from tutor.language import _
from tutor.present.prose import has_code
from tutor.tui.areas.area import Given
from tutor.tui.keys import Key
from tutor.tui.prose import short
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import joined, spaces, text

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked


class Choices(Rows):
    """The choices of a question, and after the answer the signs beside them."""

    roomy = True
    steady = False

    shows_answer = True

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.asked: Asked | None = None
        self.ticked: set[int] = set()
        self.right: frozenset[int] | None = None

    @property
    def many(self) -> bool:
        return self.asked is not None and self.asked.shape == "pick_many"

    @property
    def typing(self) -> bool:
        return False

    def ask(self, asked: Asked) -> None:
        """Show new choices; nothing is marked yet."""
        self.asked, self.ticked, self.right = asked, set(), None
        self.loose = any(has_code(option.text) for option in asked.options)
        self.show_rows([Row(self._drawer(number)) for number in range(len(asked.options))])

    def wake(self) -> None:
        self.focus(scroll_visible=False)

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """Show what is right, and what was picked. What was picked is right too where any right one will do."""
        assert self.asked is not None
        wanted = right if isinstance(right, list) else [right]
        picked = given if isinstance(given, list) else [given]
        found = {n for n, one in enumerate(self.asked.options) if one.response in wanted or one.text in wanted}
        self.ticked = {n for n, one in enumerate(self.asked.options) if one.response in picked}
        self.right = frozenset(found | (self.ticked if correct else set()))
        self.marked = None
        self.redraw()

    def keys(self) -> list[Key]:
        count = min(9, len(self.asked.options)) if self.asked else 0
        digits = Key("", f"1–{count}", _("tick") if self.many else _("answer"), rank=1)
        if self.many:
            return [digits, Key("", "Enter", _("answer"), rank=0)]
        arrows = Key("", "↑ ↓", _("move the mark"), more=_("Enter answers with what is marked."), rank=9)
        return [digits, arrows]

    def on_key(self, event: events.Key) -> None:
        if self.right is not None or self.asked is None:
            return
        index = self._index(event)
        if index is not None:
            self.put_mark(index)
            self.choose(index)
        elif event.key == "enter" and self.many:
            self._give()
        elif event.key == "space" and self.many and self.marked is not None:
            self.choose(self.marked)
        else:
            return  # the list moves its mark
        event.stop()
        event.prevent_default()

    def _index(self, event: events.Key) -> int | None:
        """The choice that a digit (or t and f) names."""
        assert self.asked is not None
        options = self.asked.options
        name = event.character or ""
        if name in ("t", "f") and options and isinstance(options[0].response, bool):
            return 0 if name == "t" else 1
        if len(name) == 1 and name in "123456789" and int(name) <= len(options):
            return int(name) - 1
        return None

    def choose(self, index: int) -> None:
        """Tick or untick; where one is to be picked, answer."""
        if self.many:
            self.ticked ^= {index}
            self.redraw()
        else:
            self.ticked = {index}
            self._give()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if self.right is None:
            self.choose(event.index)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()

    def on_focus(self) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()

    def draft(self) -> Response:
        picked = [self.asked.options[number].response for number in sorted(self.ticked)] if self.asked else []
        return None if not picked else picked if self.many else picked[0]

    def restore(self, draft: Response) -> None:
        picked = draft if isinstance(draft, list) else [draft]
        options = self.asked.options if self.asked else ()
        self.ticked = {number for number, one in enumerate(options) if one.response in picked}
        self.redraw()

    def _give(self) -> None:
        picked = self.draft()
        if picked is not None:
            self.post_message(Given(picked))

    def _drawer(self, number: int) -> DrawRow:
        return lambda width, marked: self._draw_one(number, width, marked)

    def _draw_one(self, number: int, width: int, marked: bool) -> list[Content]:
        assert self.asked is not None
        option = self.asked.options[number]
        told = self.right is not None
        right, picked = told and number in (self.right or ()), number in self.ticked
        sign = "✓" if right else "▸" if marked or (told and picked) else " "
        style = "bold" if right or (picked and not told) else "$quiet" if told and not picked else ""
        after = text(f" ({option.alt})" if option.alt else "", "$quiet")
        if picked and (told or not self.many):
            after = joined(after, text(f"   {_('your answer')}", "$quiet"))
        box = text("[x] " if picked else "[ ] ", "$accent" if picked else "$quiet") if self.many else spaces(0)
        key = text(f"{number + 1}" if number < 9 else " ", "$accent" if not told else "$quiet")
        return short(option.text, width, joined(mark(sign != " ", sign), key, spaces(3), box), style, after)
