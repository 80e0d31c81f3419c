"""Putting lines in order: a digit takes the line that comes next; lines that don't belong are simply left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from tutor.language import _, _n, later
from tutor.tui.areas.area import Given, left_over
from tutor.tui.areas.standing import Stood, compare
from tutor.tui.keys import Key
from tutor.tui.prose import short
from tutor.tui.rows import Row, Rows, mark
from tutor.tui.safe import joined, spaces, stacked, text, wrapped

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked

MORE = later("On a placed line Space takes it up, the arrows carry it, and Space lets it go.")


class Lines(Rows):
    """The lines in the learner's order on top, below them those that are not placed."""

    shows_answer = True
    steady = False

    def __init__(self) -> None:
        super().__init__(id="lines")
        self.lines: list[str] = []
        self.indent = False
        self.placed: list[int] = []
        self.carrying = False
        self.asked_twice = False
        self.right: list[Stood] | None = None

    @property
    def typing(self) -> bool:
        return False

    def ask(self, asked: Asked) -> None:
        """Nothing is placed yet; the mark stands on the first line."""
        self.lines, self.indent = list(asked.shown.get("lines", ())), bool(asked.shown.get("indent"))
        self.placed, self.right = [], None
        self.carrying = self.asked_twice = False
        self._rebuild(self._rest()[0] if self.lines else None)

    def wake(self) -> None:
        self.focus(scroll_visible=False)

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """The right order; beside a line that stood elsewhere, where the learner had it."""
        wanted = list(right) if isinstance(right, list) else []
        had = list(given) if isinstance(given, list) else None
        self.right = compare(had if correct and had else wanted, had)
        self.marked = None
        self.redraw()

    def keys(self) -> list[Key]:
        if self.carrying:
            arrows = Key("", "↑ ↓", _("carry the line"), rank=1)
            return [arrows, Key("", "Space", _("let go"), rank=2), Key("", "Enter", _("let go"), rank=0)]
        placed = self._marked_place() is not None
        return [
            Key(
                "",
                f"1–{min(9, len(self.lines))}",
                _("comes next"),
                more=_("The digit again takes the line back."),
                rank=1,
            ),
            Key("", "Space", _("carry") if placed else _("comes next"), more=_(MORE), rank=2 if placed else 9),
            Key("", "x", _("put the line back"), rank=6 if placed else 9),
            Key("", "Enter", _("answer"), rank=0),
        ]

    def draft(self) -> Response:
        return [self.lines[number] for number in self.placed] or None

    def restore(self, draft: Response) -> None:
        for words in draft if isinstance(draft, list) else ():
            line = next((number for number in self._rest() if self.lines[number] == words), None)
            if line is not None:
                self.toggle(line)

    # What is where

    def _rest(self) -> list[int]:
        return [number for number in range(len(self.lines)) if number not in self.placed]

    def _row(self, line: int) -> int:
        """The row of a line; one row lies between those that are placed and the rest."""
        rest = self._rest()
        return self.placed.index(line) if line in self.placed else len(self.placed) + 1 + rest.index(line)

    def _line(self, row: int | None) -> int | None:
        order = [*self.placed, None, *self._rest()]
        return order[row] if row is not None and row < len(order) else None

    def _marked_place(self) -> int | None:
        """Which place the marked line has; None for one that isn't placed."""
        line = self._line(self.marked)
        return self.placed.index(line) if line in self.placed else None

    def _rebuild(self, line: int | None) -> None:
        """The rows as the lines stand now, the mark on this line."""
        rows = [self._row_of(number) for number in self.placed]
        rows.append(Row(lambda width, marked: self._between(width), pickable=False))
        rows += [self._row_of(number) for number in self._rest()]
        self.show_rows(rows, self._row(line) if line is not None else None)
        self.call_after_refresh(self.show_mark)
        self.post_message(self.Moved(self, self.marked or 0))

    def _row_of(self, number: int) -> Row:
        return Row(lambda width, marked: self._draw_line(number, width, marked))

    # What is done

    def toggle(self, line: int) -> None:
        """Place a line after the last one, or take it back."""
        if line in self.placed:
            self.placed.remove(line)
            self._rebuild(line)
        else:
            later = [one for one in self._rest() if one != line]
            self.placed.append(line)
            self._rebuild(next((one for one in later if one > line), later[0] if later else line))

    def carry(self, step: int) -> None:
        """Move the marked line past its neighbour; over the middle it is placed, or put back."""
        line = self._line(self.marked)
        if line is None:
            return
        place = self._marked_place()
        if place is None:
            if step < 0:
                self.placed.append(line)
        elif not 0 <= place + step < len(self.placed):
            if step > 0:
                self.placed.remove(line)
                self.carrying = False
        else:
            other = place + step
            self.placed[place], self.placed[other] = self.placed[other], self.placed[place]
        self._rebuild(line)

    def on_key(self, event: events.Key) -> None:
        if self.right is not None or not self.lines:
            return
        if event.key == "enter":
            self._enter()
        elif self._do(event):
            self.asked_twice = False
            self.redraw()
        else:
            return  # the list moves its mark
        event.stop()
        event.prevent_default()

    def _do(self, event: events.Key) -> bool:
        name, line = event.character or "", self._line(self.marked)
        if name and name in "123456789" and int(name) <= len(self.lines):
            self.carrying = False
            self.toggle(int(name) - 1)
        elif event.key in ("up", "down") and self.carrying:
            self.carry(-1 if event.key == "up" else 1)
        elif event.key in ("shift+up", "shift+down"):
            self.carry(-1 if event.key == "shift+up" else 1)
        elif event.key == "space" and line is not None:
            self._space(line)
        elif event.key in ("x", "delete", "backspace") and self.placed:
            self.carrying = False
            self.toggle(line if line is not None and line in self.placed else self.placed[-1])
        else:
            return False
        return True

    def _space(self, line: int) -> None:
        if line in self.placed:
            self.carrying = not self.carrying
            self._rebuild(line)
        else:
            self.toggle(line)

    def _enter(self) -> None:
        """Answer; what is left over may have been forgotten, so that is asked about once."""
        if self.carrying:
            self.carrying = False
            self._rebuild(self._line(self.marked))
        elif self.placed and (self.asked_twice or not self._rest()):
            self.post_message(Given(self.draft()))
        else:
            self.asked_twice = bool(self.placed)
            self.redraw()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The keys say what Space does here, so the event goes up to them."""

    def on_click(self, event: events.Click) -> None:
        line = self._line(self.row_at(event.y))
        if line is not None and self.right is None:
            event.stop()
            self.asked_twice = self.carrying = False
            self.toggle(line)

    # How it looks

    def draw(self, width: int) -> Content:
        if self.right is not None:
            return stacked(self._draw_right(self.right, width))
        drawn = super().draw(width)
        if not self.asked_twice:
            return drawn
        left = _n(
            "{count} is left out. Enter once more answers so.",
            "{count} are left out. Enter once more answers so.",
            len(self._rest()),
        )
        return stacked([drawn, *left_over(left, width)])

    def _between(self, width: int) -> list[Content]:
        if not self._rest():
            return []
        words = _("What comes next?") if self.placed else _("What comes first?")
        return wrapped(text(words, "$quiet"), width, text("  ── " if self.placed else "  ", "$quiet"))

    def _draw_line(self, number: int, width: int, marked: bool) -> list[Content]:
        placed = number in self.placed
        sign = "↕" if marked and self.carrying else "▸"
        key = text(f"{number + 1}" if number < 9 else " ", "$quiet" if placed else "$accent")
        first = joined(mark(marked, sign), key, spaces(3))
        return self._words(self.lines[number], first, "bold" if placed else "", width)

    def _words(self, line: str, first: Content, style: str, width: int, said: str = "") -> list[Content]:
        """A line of a program is no prose: its blanks stay and nothing in it is read as Markdown."""
        after = text(f"   {said}" if said else "", "$quiet")
        if not self.indent:
            return short(line, width, first, style, after)
        bare = line.lstrip(" ")
        blanks = spaces(min(len(line) - len(bare), width // 2))
        return wrapped(joined(text(bare, style), after), width, joined(first, blanks))

    def _draw_right(self, right: Sequence[Stood], width: int) -> list[Content]:
        lines: list[Content] = []
        number = 0
        for one in right:
            number += one.belongs
            sign = " " if one.said is None else "✓" if one.stands else "·"
            key = text(f"{number:>2}" if one.belongs else " –", "$quiet")
            first = joined(text(f"{sign} ", "$accent bold"), key, spaces(2))
            lines += self._words(one.text, first, "" if one.belongs else "$quiet", width, one.said or "")
        return lines
