"""The one place where text becomes something that is shown. What a stranger wrote stays text.

Textual reads markup in every `str` it is given, and lets control codes through to the terminal. So nothing in this
room hands it a `str`: all text goes through `text`, which strips the codes and parses nothing, and through `Shown`, the
one widget that draws. A test reads the sources and forbids every other way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from tutor.core.text import clean

Draw = Callable[[int], Content]
"""Text that wraps itself: the width in cells in, the drawn lines out."""

NOTHING = Content()


def text(words: str, style: str = "") -> Content:
    """Words as they are, whoever wrote them. `style` is ours, never a stranger's."""
    return Content.styled(clean(words, right_to_left=True), style)


def line(words: str, style: str = "") -> Content:
    """The same on one line."""
    return text(" ".join(words.split()), style)


def joined(*parts: Content) -> Content:
    """Contents one after the other."""
    return NOTHING.join(parts)


def stacked(lines: Iterable[Content]) -> Content:
    """Contents one below the other."""
    return Content("\n").join(lines)


def spaces(count: int, style: str = "") -> Content:
    """So many blank cells."""
    return Content.blank(max(0, count), style or None)


def wrapped(content: Content, width: int, first: Content = NOTHING, rest: Content | None = None) -> list[Content]:
    """Lines of at most `width` cells; the first begins with `first`, the others with `rest` (default: blanks)."""
    rest = spaces(first.cell_length) if rest is None else rest
    room = max(4, width - max(first.cell_length, rest.cell_length))
    lines = content.wrap(room) or [NOTHING]
    return [joined(rest if number else first, one) for number, one in enumerate(lines)]


def as_written(words: str) -> Draw:
    """The lines of a learner's own text as they are, the long ones wrapped."""
    return lambda width: stacked(one for row in words.split("\n") for one in (wrapped(text(row), width) or [NOTHING]))


def fitted(content: Content, width: int) -> Content:
    """One line cut to this width, with an ellipsis where something is left out."""
    return content if content.cell_length <= width else content.truncate(max(0, width), ellipsis=True)


def two_ends(left: Sequence[Content], right: Sequence[Content], width: int) -> Content:
    """A line with something at either end, each in the longest of its forms that has room; then the left gives way."""
    pairs = [*((one, right[0]) for one in left), *((left[-1], one) for one in right)]
    fitting = (pair for pair in pairs if pair[0].cell_length + 2 + pair[1].cell_length <= width)
    first, last = next(fitting, pairs[-1])
    return _ends(fitted(first, width - last.cell_length - 2), last, width)


def _ends(left: Content, right: Content, width: int) -> Content:
    return joined(left, spaces(width - left.cell_length - right.cell_length), right)


def _rows(content: Content) -> int:
    return content.plain.count("\n") + 1 if content else 0


class Painted(NamedTuple):
    """What was drawn, in this style; its lines, and those that were painted."""

    drawn: Content
    style: Style
    lines: list[Content]
    strips: dict[int, Strip]


class Shown(Widget):
    """A widget that draws text for its own width. Give it something new with `show`; it is never mounted anew."""

    DEFAULT_CSS = """
    Shown { height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._draw: Draw | None = None
        self._drawn: tuple[int, Content] | None = None
        self._painted: Painted | None = None

    def show(self, draw: Draw | Content | None) -> None:
        """Show this from now on; None shows nothing and takes no room."""
        self._draw = (lambda width: draw) if isinstance(draw, Content) else draw
        self.redraw()

    def redraw(self) -> None:
        """Draw again. Only what looks different is painted, and only a new height (or an own width) moves others."""
        before, self._drawn = self._drawn, None
        self.clear_cached_dimensions()
        width, height = self.content_size
        grows = self.styles.is_auto_width or before is None or before[0] != width
        if grows or before is None or not _rows(before[1]) == height == _rows(self.drawn(width)):
            self.refresh(layout=True)
        elif not before[1].is_same(self.drawn(width)):
            self.refresh()

    def draw(self, width: int) -> Content:
        """The lines for this width."""
        return NOTHING if self._draw is None else self._draw(width)

    def drawn(self, width: int) -> Content:
        """The lines for this width, drawn once."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self.draw(width))
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the drawing has lines."""
        return _rows(self.drawn(width))

    def render(self) -> Content:
        """What Textual paints."""
        return self.drawn(self.content_size.width)

    def render_line(self, y: int) -> Strip:
        """Only lines in sight are painted, each once: a list may have thousands."""
        if self.text_selection is not None:
            return super().render_line(y)
        drawn, style = self.render(), self.visual_style
        painted = self._painted
        if painted is None or painted.drawn is not drawn or painted.style != style:
            painted = self._painted = Painted(drawn, style, drawn.split("\n", allow_blank=True), {})
        if y not in painted.strips:
            line = painted.lines[y] if y < len(painted.lines) else NOTHING
            strips = Visual.to_strips(self, line, self.content_size.width, 1, style)
            blank = Strip.blank(self.content_size.width, style.rich_style)
            painted.strips[y] = _at_row(strips[0], y) if strips else blank
        return painted.strips[y]


def _at_row(strip: Strip, y: int) -> Strip:
    """A line that was painted by itself, as the row `y` it is: by that the mouse knows which letters it marks."""

    def moved(segment: Segment) -> Segment:
        words, style, control = segment
        at = style.meta.get("offset") if style is not None else None
        return Segment(words, style + RichStyle.from_meta({"offset": (at[0], y)}), control) if style and at else segment

    return Strip(map(moved, strip), strip.cell_length) if y else strip
