"""Filling gaps: what is typed stands in its place inside the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.style import Style

from tutor.core.text import clean
from tutor.language import _
from tutor.tui.areas.area import Given
from tutor.tui.areas.gap_text import lines_with_gaps
from tutor.tui.keys import Key
from tutor.tui.safe import Shown, joined, stacked, text, wrapped

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked

SHORTEST = 8
"""Cells of an empty gap, whatever belongs into it: its length shall not tell."""
LONGEST = 200
"""Characters that a gap takes."""


class Gaps(Shown, can_focus=True):
    """A text with gaps. One has the cursor; Tab and Enter go on, Enter in the last one answers."""

    shows_answer = True

    def __init__(self) -> None:
        super().__init__(id="gaps")
        self.around: tuple[str, ...] = ()
        self.values: list[str] = []
        self.at = 0
        self.cursor = 0
        self.right: list[str] | None = None
        self.marks: Sequence[bool] | None = None

    @property
    def typing(self) -> bool:
        return self.has_focus and self.right is None

    def ask(self, asked: Asked) -> None:
        """Empty gaps, the cursor in the first."""
        self.around = asked.around
        self.values = [""] * (len(asked.around) - 1)
        self.at = self.cursor = 0
        self.right = self.marks = None
        self.redraw()

    def wake(self) -> None:
        self.focus(scroll_visible=False)

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """Show the right texts in their places; what was typed otherwise is told below, a line for each gap.

        Where `marks` say that a gap is right, what was typed stays, even if it isn't the text shown first.
        """
        wanted = [str(one) for one in right] if isinstance(right, list) else list(self.values)
        self.values = list(given) if isinstance(given, list) else wanted
        self.right = list(self.values) if correct else self._where_wrong(wanted)
        self.redraw()

    def type_again(self) -> None:
        """The cursor goes to the first gap that was not right yet."""
        if self.marks and False in self.marks[: len(self.values)]:
            self._enter(list(self.marks).index(False))
        self.marks = None
        self.redraw()

    def _where_wrong(self, wanted: list[str]) -> list[str]:
        if self.marks is None or not len(self.marks) == len(self.values) == len(wanted):
            return wanted
        rows = zip(self.marks, self.values, wanted, strict=True)
        return [value.strip() if good else right for good, value, right in rows]

    def keys(self) -> list[Key]:
        if not self.has_focus:
            return [Key("enter i", "Enter", _("back to the gaps"), self.wake, rank=0)]
        last = self.at == len(self.values) - 1
        return [
            Key("", "Enter", _("answer") if last else _("next gap"), rank=0),
            Key("", "Tab", _("next gap"), more=_("Shift+Tab goes to the one before."), rank=9),
        ]

    def draft(self) -> Response:
        return list(self.values) if any(value.strip() for value in self.values) else None

    def restore(self, draft: Response) -> None:
        if isinstance(draft, list) and len(draft) == len(self.values):
            self.values = [str(value) for value in draft]
            self._enter(self.at)
            self.redraw()

    def draw(self, width: int) -> Content:
        missed = (one for line in self._missed() for one in wrapped(line, width))
        return stacked([*lines_with_gaps(self.around, self._gap, width), *missed])

    def _missed(self) -> list[Content]:
        """What was typed where something else is right; no arrow or bracket, which may stand in what was asked."""
        rows = []
        for number, (value, right) in enumerate(zip(self.values, self.right or (), strict=False), 1):
            if value.strip() != right:
                label = _("gap {number}: ", number=number) if len(self.values) > 1 else _("yours: ")
                typed = text(value.strip() or _("empty"), "$warm")
                rows.append(
                    joined(text(label, "$quiet"), typed, text(_(" — right is "), "$quiet"), text(right, "bold"))
                )
        return [text(""), *rows] if rows else []

    def _gap(self, number: int) -> Content:
        value = self.values[number]
        if self.right is not None:
            return self._told(value, self.right[number])
        shown = text(value + "_" * max(1, SHORTEST - len(value)), "$accent")
        if number == self.at and self.has_focus:
            shown = shown.stylize("reverse", self.cursor, self.cursor + 1)
        return shown.stylize(Style.from_meta({"gap": number}))

    def _told(self, value: str, right: str) -> Content:
        if value.strip() == right:
            return text(right, "$accent bold underline")
        return text(right, "$warm bold underline")

    def on_focus(self) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        if self.right is not None or not self.values:
            return
        if event.key in ("enter", "tab", "shift+tab"):
            self._go(event.key)
        elif event.key in ("left", "right", "home", "end", "backspace", "delete"):
            self._edit(event.key)
        elif event.is_printable and event.character:
            self._insert(event.character)
        else:
            return
        event.stop()
        event.prevent_default()
        self.redraw()

    def _go(self, key: str) -> None:
        last = len(self.values) - 1
        if key == "enter" and self.at == last:
            if self.draft() is not None:
                self.post_message(Given(self.draft()))
            return
        step = -1 if key == "shift+tab" else 1
        self._enter((self.at + step) % (last + 1))

    def _enter(self, number: int) -> None:
        self.at = number
        self.cursor = len(self.values[number])

    def _edit(self, key: str) -> None:
        value = self.values[self.at]
        match key:
            case "left":
                self.cursor = max(0, self.cursor - 1)
            case "right":
                self.cursor = min(len(value), self.cursor + 1)
            case "home":
                self.cursor = 0
            case "end":
                self.cursor = len(value)
            case "backspace" if self.cursor:
                self.cursor -= 1
                self.values[self.at] = value[: self.cursor] + value[self.cursor + 1 :]
            case "delete":
                self.values[self.at] = value[: self.cursor] + value[self.cursor + 1 :]

    def _insert(self, typed: str) -> None:
        value = self.values[self.at]
        typed = clean(typed).replace("\n", " ")[: LONGEST - len(value)]
        self.values[self.at] = value[: self.cursor] + typed + value[self.cursor :]
        self.cursor += len(typed)

    def on_paste(self, event: events.Paste) -> None:
        if self.typing and event.text:
            event.stop()
            self._insert(event.text.splitlines()[0])
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        number = event.style.meta.get("gap")
        if isinstance(number, int) and self.right is None and number < len(self.values):
            event.stop()
            self._enter(number)
            self.redraw()
