"""Exploring: the learner moves the values, and the picture follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from textual import events
from textual.content import Content
from textual.style import Style

from tutor.language import _, _n
from tutor.present.plots import Explored, Slider, bar_lines, in_words, plot, shown
from tutor.tui.keys import Key
from tutor.tui.rows import mark
from tutor.tui.safe import NOTHING, Shown, joined, spaces, stacked, text, wrapped

_DRAWN = re.compile("([\u2801-\u28ff█▉▊▋▌▍▎▏●]+)")
LOWEST, HIGHEST = 6, 14
"""Lines of a picture. Tunable; more than this and its text is out of sight."""


class Explore(Shown, can_focus=True):
    """A picture and the values that make it. Left and right move the chosen one, up and down choose."""

    SCOPED_CSS = False
    DEFAULT_CSS = "Beside Explore { margin: 1 0 0 0; }"

    def __init__(self) -> None:
        super().__init__(id="explore")
        self.block: Mapping[str, Any] = {}
        self.explored: Explored | None = None
        self.values: dict[str, float] = {}
        self.at = 0
        self.as_words = False

    def begin(self, block: Mapping[str, Any]) -> None:
        """Show this block, its values in their middle."""
        self.block, self.explored = block, Explored(block)
        self.values, self.at, self.as_words = dict(self.explored.start), 0, False
        self.redraw()

    def end(self) -> None:
        """There is nothing to explore."""
        self.explored = None
        self.redraw()

    def keys(self) -> list[Key]:
        if self.explored is None:
            return []
        count = len(self.explored.sliders)
        keys = [Key("", "← →", _("change"), more=_("Shift makes larger steps."), rank=1)] if count else []
        if count > 1:
            keys.append(Key("", "↑ ↓", _("choose the value"), rank=2))
        if self.explored.sample is not None:
            keys.append(Key("r", "r", _("draw again"), self.again, rank=2))
        return [*keys, Key("t", "t", _("picture") if self.as_words else _("in words"), self.toggle, rank=4)]

    def again(self) -> None:
        """Other draws of the same chance."""
        if self.explored is not None:
            self.explored.seed += 1
            self.redraw()

    def toggle(self) -> None:
        """The picture, or the same in words."""
        self.as_words = not self.as_words
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        sliders = self.explored.sliders if self.explored is not None else []
        if event.key in ("left", "right", "shift+left", "shift+right") and sliders:
            steps = 5 if event.key.startswith("shift") else 1
            self._move(sliders[self.at], steps if event.key.endswith("right") else -steps)
        elif event.key in ("up", "down") and len(sliders) > 1:
            self.at = (self.at + (1 if event.key == "down" else -1)) % len(sliders)
        else:
            return
        event.stop()
        event.prevent_default()
        self.redraw()

    def _move(self, slider: Slider, steps: int) -> None:
        self.values[slider.name] = slider.moved(self.values[slider.name], steps)

    def on_click(self, event: events.Click) -> None:
        """A click on a slider sets it there."""
        number, place, cells = (event.style.meta.get(key) for key in ("slider", "place", "cells"))
        if self.explored is None or not isinstance(number, int) or number >= len(self.explored.sliders):
            return
        event.stop()
        self.at = number
        if isinstance(place, int) and isinstance(cells, int):
            slider = self.explored.sliders[number]
            self.values[slider.name] = slider.moved(slider.low + (slider.high - slider.low) * place / (cells - 1), 0)
        self.redraw()

    def draw(self, width: int) -> Content:
        if self.explored is None:
            return NOTHING
        height = min(HIGHEST, max(LOWEST, self.app.size.height - 14 - len(self.explored.sliders)))
        picture = self._words(width) if self.as_words else self._picture(self.explored, width, height)
        return stacked([*picture, NOTHING, *self._sliders(self.explored, width)])

    def _picture(self, explored: Explored, width: int, height: int) -> list[Content]:
        lines: list[Content] = []
        if explored.has_plot:
            lines += [_coloured(line) for line in plot(explored, self.values, width, height)]
            several = len(explored.curves) > 1
            for number, (label, _curve) in enumerate(explored.curves, 1):
                lines += wrapped(text(label), width, text(f"{number}  " if several else "   ", "$accent"))
        bars = explored.bars(self.values)
        if bars:
            lines += [NOTHING] if lines else []
            lines += [_coloured(line) for line in bar_lines(bars, width, explored.longest)]
        if explored.sample is not None:
            times = sample_count(bars)
            drawn = _n("{what}, drawn {count} times", "{what}, drawn {count} times", times, what=explored.sample.of)
            lines += wrapped(text(drawn, "$quiet"), width)
        return lines

    def _words(self, width: int) -> list[Content]:
        assert self.explored is not None
        rows = in_words(self.explored, self.values)
        return [one for name, value in rows for one in wrapped(text(value, "bold"), width, text(f"{name}:  "))]

    def _sliders(self, explored: Explored, width: int) -> list[Content]:
        names = max((text(one.name).cell_length for one in explored.sliders), default=0)
        cells = min(33, max(9, width - names - 24))
        lines = []
        for number, one in enumerate(explored.sliders):
            value = self.values[one.name]
            at = round((value - one.low) / (one.high - one.low) * (cells - 1))
            name = text(one.name, "bold" if number == self.at else "")
            said = joined(name, spaces(names - name.cell_length), text(f" = {shown(value):<7}"))
            bar = [self._piece(number, place, cells, place == at) for place in range(cells)]
            ends = text(f"  {_('{low} to {high}', low=shown(one.low), high=shown(one.high))}", "$quiet")
            lines.append(joined(mark(number == self.at), said, *bar, ends))
        return lines

    def _piece(self, number: int, place: int, cells: int, here: bool) -> Content:
        piece = text("●", "$accent") if here else text("─", "$quiet")
        return piece.stylize(Style.from_meta({"slider": number, "place": place, "cells": cells}))


def _coloured(line: str) -> Content:
    """A line of a picture, what is drawn in another colour than axes and numbers."""
    return joined(*(text(bit, "$accent" if number % 2 else "$quiet") for number, bit in enumerate(_DRAWN.split(line))))


def sample_count(bars: Any) -> int:
    """How many draws the bars stand for."""
    return int(sum(bar.value or 0 for bar in bars))


def still(block: Mapping[str, Any], width: int) -> list[Content]:
    """The picture as it is at first, where nothing can be moved."""
    explored = Explored(block)
    drawn = plot(explored, explored.start, width, LOWEST + 2) if explored.has_plot else []
    drawn += bar_lines(explored.bars(explored.start), width, explored.longest)
    lines = [_coloured(line) for line in drawn]
    values = ", ".join(f"{name} = {shown(value)}" for name, value in explored.start.items())
    return [*lines, *wrapped(text(values, "$quiet"), width)]
