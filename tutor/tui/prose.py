"""A course's prose on the screen: its blocks wrapped to a width, with hanging indents, as text that parses nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

from tutor.language import _
from tutor.present import prose
from tutor.present.prose_blocks import (
    Block,
    BulletList,
    Code,
    Heading,
    OrderedList,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from tutor.tui.safe import NOTHING, Draw, fitted, joined, spaces, stacked, text, wrapped
from tutor.tui.spacing import LINE, spacing

_DRAWN = re.compile(r"([^\w\s])\1\1|[\u2500-\u259f\u2800-\u28ff]{2}")
"""Signs in a row that only drawings have: `---`, `|||`, boxes, blocks, braille."""
NARROWEST = 12
"""Cells that a column of a table needs; with less the table is shown row by row. Tunable (8..20)."""


def inline(words: str, style: str = "") -> Content:
    """A short text, such as a choice."""
    return content_of(prose.inline(words), style)


def short(words: str, width: int, first: Content = NOTHING, style: str = "", after: Content = NOTHING) -> list[Content]:
    """A short text as lines: prose wrapped, code as it is; `first` stands before it and `after` behind it."""
    *above, last = prose.short(words)
    room = max(4, width - first.cell_length)
    lines = [line for block in above for line in _short_block(block, room, style)]
    if isinstance(last, Paragraph):
        lines += _filled(joined(content_of(last.spans, style), after), room)
    else:
        blanks = len(after.plain) - len(after.plain.lstrip())
        lines += [*_short_block(last, room, style), *(wrapped(after[blanks:], room) if after else [])]
    return [joined(spaces(first.cell_length) if number else first, one) for number, one in enumerate(lines)]


def _short_block(block: Block, room: int, style: str) -> list[Content]:
    """A block of a short text; its code stands on the ground of inline code, a rectangle that nothing is cut from."""
    if not isinstance(block, Code):
        return _block(block, room, style)
    bits = [bit for line in block.text.split("\n") for bit in text(line, style).fold(room)]
    cells = min(room, max(bit.cell_length for bit in bits) + 1)
    return [joined(bit, spaces(cells - bit.cell_length)).stylize_before("on $surface") for bit in bits]


def short_width(words: str) -> int:
    """Cells of the longest line that `short` draws where there is room for it."""
    return max(_cells(block) for block in prose.short(words))


def _cells(block: Block) -> int:
    match block:
        case Code():
            return 1 + max(text(line).cell_length for line in block.text.split("\n"))
        case Paragraph():
            return content_of(block.spans).cell_length
        case _:
            return 0


def lay(markdown: str, style: str = "") -> Draw:
    """A longer text; it is parsed when it is first drawn."""
    parsed: list[list[Block]] = []

    def draw(width: int) -> Content:
        if not parsed:
            parsed.append(prose.blocks(markdown))
        return stacked(lines_of(parsed[0], width, style))

    return draw


def content_of(spans: Sequence[Span], style: str = "") -> Content:
    """Spans in their styles. The address of a link stands behind it, since nothing is ever opened from here."""
    return joined(*(part for span in spans for part in _span(span, style)))


def _span(span: Span, style: str) -> list[Content]:
    marks = [("bold", span.bold), ("italic", span.italic), ("strike", span.struck), ("on $surface", span.code)]
    shown = text(span.text, " ".join([style, *(name for name, on in marks if on)]).strip())
    if span.link and span.link != span.text:
        return [shown, text(f" ({span.link})", "$quiet")]
    return [shown]


def lines_of(blocks: Sequence[Block], width: int, style: str = "") -> list[Content]:
    """Blocks one below the other, with an empty line between; in the wide spacing two."""
    lines: list[Content] = []
    between = [NOTHING, NOTHING] if spacing.wide else [NOTHING]
    for block in blocks:
        drawn = _block(block, width, style)
        lines += [*between, *drawn] if lines and drawn else drawn
    return lines


def _block(block: Block, width: int, style: str) -> list[Content]:
    match block:
        case Paragraph():
            return _filled(content_of(block.spans, style), width)
        case Heading():
            return _filled(content_of(block.spans, f"bold {style}".strip()), width)
        case BulletList():
            return _list([("• ", item) for item in block.items], width, style)
        case OrderedList():
            return _list([(f"{number}. ", item) for number, item in enumerate(block.items, block.start)], width, style)
        case Code():
            drawn = not block.language and _DRAWN.search(block.text)
            return drawing(block.text, width, style) if drawn else listing(block.text, width, style)
        case Table():
            return _table(block, width, style)
        case Quote():
            bar = text("│ ", "$quiet")
            return [joined(bar, one) for one in lines_of(block.blocks, max(NARROWEST, width - 2), style)]
        case Rule():
            return [text("─" * min(width, 24), "$quiet")]


def _filled(content: Content, width: int) -> list[Content]:
    room = min(width, LINE) if spacing.wide else width
    rows = [wrapped(line, room) for line in content.split("\n", allow_blank=True)]
    if spacing.wide:
        rows = [[*(part for one in row[:-1] for part in (one, NOTHING)), row[-1]] for row in rows]
    return [one for row in rows for one in row]


def _list(items: Sequence[tuple[str, list[Block]]], width: int, style: str) -> list[Content]:
    loose = any(len(item) > 1 for _sign, item in items)
    cells = max((len(sign) for sign, _item in items), default=0)
    lines: list[Content] = []
    for sign, item in items:
        drawn = lines_of(item, max(NARROWEST, width - cells), style) or [NOTHING]
        first = text(sign.rjust(cells), "$quiet")
        lines += [NOTHING] if loose and lines else []
        lines += [joined(spaces(cells) if number else first, one) for number, one in enumerate(drawn)]
    return lines


def listing(code: str, width: int, style: str = "") -> list[Content]:
    """A program as it is, its blanks kept; lines that are too long go on in the next."""
    room = max(NARROWEST, width - 2)
    bits = (bit for line in code.split("\n") for bit in text(line, style).fold(room))
    return [joined(spaces(2), bit) for bit in bits]


def drawing(signs: str, width: int, style: str = "") -> list[Content]:
    """Something drawn with signs: folded it would be another picture. What has no room is cut off, and that is said."""
    room = max(NARROWEST, width - 2)
    lines = [text(line, style) for line in signs.split("\n")]
    cells = max(line.cell_length for line in lines)
    drawn = [joined(spaces(2), fitted(line, room)) for line in lines]
    if cells <= room:
        return drawn
    said = _("Cut off: it is {cells} columns wide. A wider window shows all of it.", cells=cells)
    return [*drawn, *wrapped(text(said, "$quiet"), width, spaces(2))]


def _table(table: Table, width: int, style: str) -> list[Content]:
    header = [content_of(cell, f"bold {style}".strip()) for cell in table.header]
    rows = [[content_of(cell, style) for cell in row] for row in table.rows]
    wanted = [max(cell.cell_length for cell in column) for column in zip(header, *rows, strict=True)]
    gaps = 3 * (len(wanted) - 1)
    if sum(wanted) + gaps <= width:
        return _grid(header, rows, wanted)
    if NARROWEST * len(wanted) + gaps <= width:
        return _grid(header, rows, _shares(wanted, width - gaps))
    return _row_by_row(header, rows, width)


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """Narrow columns as they are, the others with equal parts of what is left."""
    shares: dict[int, int] = {}
    for number in sorted(range(len(wanted)), key=lambda number: wanted[number]):
        part = (room - sum(shares.values())) // (len(wanted) - len(shares))
        shares[number] = max(1, min(wanted[number], part))
    return [shares[number] for number in range(len(wanted))]


def _grid(header: Sequence[Content], rows: Sequence[Sequence[Content]], widths: Sequence[int]) -> list[Content]:
    rule = text("─" * (sum(widths) + 3 * (len(widths) - 1)), "$quiet")
    return [*_across(header, widths), rule, *(line for row in rows for line in _across(row, widths))]


def _across(cells: Sequence[Content], widths: Sequence[int]) -> list[Content]:
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max((len(column) for column in columns), default=0)):
        parts = [column[number] if number < len(column) else NOTHING for column in columns]
        padded = [joined(part, spaces(width - part.cell_length)) for part, width in zip(parts, widths, strict=True)]
        lines.append(spaces(3).join(padded))
    return lines


def _row_by_row(header: Sequence[Content], rows: Sequence[Sequence[Content]], width: int) -> list[Content]:
    lines: list[Content] = []
    for row in rows:
        lines += [NOTHING] if lines else []
        for name, cell in zip(header, row, strict=True):
            lines += wrapped(joined(name, text(": ") if name else NOTHING, cell), width)
    return lines
