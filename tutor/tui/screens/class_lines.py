"""The lines of a class's report as rows: headings apart, what opens a page with a sign for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tutor.present.class_sections import Section
from tutor.present.class_words import Told
from tutor.tui.rows import DrawRow, Row, mark
from tutor.tui.safe import NOTHING, fitted, joined, spaces, text, wrapped

OPENS = "›"
"""What stands at the end of a line that Enter opens."""
HEAD_WIDTH = 20
MOST_LINES = 2
"""Lines of what a part says on the first screen."""


def opens(told: Told | None) -> bool:
    """Whether a line has a page behind it."""
    return told is not None and bool(told.learner or told.item)


def rows_of(parts: Iterable[Section]) -> tuple[list[Row], list[Told | None]]:
    """The lines of some parts below their headings; beside each row what it tells, None for a heading."""
    rows: list[Row] = []
    things: list[Told | None] = []
    for part in parts:
        rows.append(Row(_heading(part.head, first=not rows), pickable=False))
        things.append(None)
        rows += [Row(drawn(one)) for one in part.lines]
        things += part.lines
    return rows, things


def _heading(words: str, *, first: bool) -> DrawRow:
    def draw(width: int, marked: bool) -> list[Any]:
        return [*([] if first else [NOTHING]), *wrapped(text(words, "bold"), width)]

    return draw


def drawn(told: Told) -> DrawRow:
    """A line with what stands below it; what belongs below another stays indented."""

    def draw(width: int, marked: bool) -> list[Any]:
        indent = len(told.words) - len(told.words.lstrip())
        first = joined(mark(marked), spaces(indent))
        lines = wrapped(text(told.words.strip()), width, first, spaces(indent + 4))
        if opens(told) and lines[-1].cell_length + 2 <= width:
            lines[-1] = joined(lines[-1], text(f" {OPENS}", "$accent"))
        below = wrapped(text(told.under, "$quiet"), width, spaces(indent + 4)) if told.under else []
        return [*lines, *below]

    return draw


def listed(part: Section) -> DrawRow:
    """A part on the first screen: its heading, and how what it says begins."""

    def draw(width: int, marked: bool) -> list[Any]:
        head = joined(mark(marked), text(part.head, "bold"))
        if width < 2 * HEAD_WIDTH + 20:
            below = wrapped(text(part.said, "$quiet"), width, spaces(4))[:MOST_LINES]
            return [head, *below, NOTHING]
        first = joined(head, spaces(HEAD_WIDTH + 6 - head.cell_length))
        lines = wrapped(text(part.said), width, first, spaces(HEAD_WIDTH + 6))
        more = lines[:MOST_LINES]
        return [*more[:-1], fitted(more[-1], width) if len(lines) > len(more) else more[-1], NOTHING]

    return draw
