"""Rating one's own work: a level for each criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual import events
from textual.content import Content
from textual.style import Style

from tutor.language import _
from tutor.tui.areas.area import Rated
from tutor.tui.keys import Key
from tutor.tui.prose import inline
from tutor.tui.rows import Row, Rows, mark
from tutor.tui.safe import joined, spaces, text, wrapped


class Rubric(Rows):
    """Criteria one below the other; the marked one shows its levels, the others the level that was chosen."""

    steady = False

    def __init__(self) -> None:
        super().__init__(id="rubric")
        self.criteria: list[tuple[str, list[str]]] = []
        self.levels: list[int | None] = []

    def begin(self, rubric: Sequence[Mapping[str, Any]]) -> None:
        """No level is chosen yet."""
        self.criteria = [(str(one["criterion"]), [str(level) for level in one["levels"]]) for one in rubric]
        self.levels = [None] * len(self.criteria)
        self.show_rows([self._row_of(number) for number in range(len(self.criteria))], 0 if self.criteria else None)
        self.call_after_refresh(self.show_mark)

    @property
    def whole(self) -> bool:
        """Whether each criterion has its level."""
        return None not in self.levels

    def keys(self) -> list[Key]:
        most = len(self.criteria[self.marked][1]) if self.marked is not None else 0
        last = _("done") if self.whole else _("next")
        return [
            Key("", f"1–{min(9, most)}", _("choose the level"), rank=1),
            Key("", "↑ ↓", _("criterion"), more=_("Left and right go to a lower or higher level."), rank=2),
            Key("", "Enter", last, more=_("Done when each criterion has its level."), rank=0),
        ]

    def choose(self, level: int) -> None:
        """This level for the marked criterion; the mark goes on to the next that has none."""
        if self.marked is None or not 0 <= level < len(self.criteria[self.marked][1]):
            return
        self.levels[self.marked] = level
        self._go_on()

    def _go_on(self) -> None:
        open_ones = [number for number, level in enumerate(self.levels) if level is None]
        at = self.marked or 0
        if open_ones:
            self.put_mark(next((number for number in open_ones if number > at), open_ones[0]))
        self.post_message(self.Moved(self, at))
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        name = event.character or ""
        if name and name in "123456789":
            self.choose(int(name) - 1)
        elif event.key in ("left", "right") and self.marked is not None:
            self._turn(self.marked, -1 if event.key == "left" else 1)
        elif event.key == "enter":
            self._enter()
        else:
            return  # the list moves its mark
        event.stop()
        event.prevent_default()

    def _turn(self, number: int, step: int) -> None:
        last = len(self.criteria[number][1]) - 1
        level = self.levels[number]
        self.levels[number] = min(max((0 if step > 0 else last) if level is None else level + step, 0), last)
        self.post_message(self.Moved(self, number))
        self.redraw()

    def _enter(self) -> None:
        if self.whole:
            self.post_message(Rated([level for level in self.levels if level is not None]))
        else:
            self._go_on()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()

    def on_click(self, event: events.Click) -> None:
        level, number = event.style.meta.get("level"), self.row_at(event.y)
        event.stop()
        if isinstance(level, int) and number == self.marked:
            self.choose(level)
        elif number is not None:
            self.put_mark(number)

    def _row_of(self, number: int) -> Row:
        return Row(lambda width, marked: self._draw_one(number, width, marked))

    def _draw_one(self, number: int, width: int, marked: bool) -> list[Content]:
        name, levels = self.criteria[number]
        chosen = self.levels[number]
        words = inline(name, "bold" if marked else "")
        if not marked:
            words = joined(words, text(": "), text("…", "$quiet") if chosen is None else inline(levels[chosen], "bold"))
        lines = wrapped(words, width, mark(marked))
        if marked:
            for level, said in enumerate(levels):
                key = joined(text(f"    {level + 1}", "$accent"), text(" ● " if level == chosen else " ○ ", "$accent"))
                drawn = wrapped(inline(said, "bold" if level == chosen else ""), width, joined(key, spaces(1)))
                lines += [line.stylize(Style.from_meta({"level": level})) for line in drawn]
        return lines
