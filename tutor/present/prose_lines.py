"""Blocks as plain lines: no colour, no boxes, every mark in ASCII. With `spoken` as English to be heard."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from tutor.language import _, _n
from tutor.present.prose_blocks import (
    OUTPUT,
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


def plain_text(blocks: Sequence[Block], width: int | None = None, spoken: bool = False) -> str:
    """The blocks as lines, at most `width` wide where words allow it.

    Lists have "- " or "1. ", code is indented by four, a table is said row by row as "header: value". `spoken` puts
    mathematics into English words and leaves out empty lines, which only make a listener wait.
    """
    between = "\n" if spoken else "\n\n"
    return between.join(text for block in blocks if (text := _block(block, width, spoken)))


def plain_spans(spans: Sequence[Span], spoken: bool = False) -> str:
    """The spans as text: links with their address, what is crossed out marked."""
    return "".join(_runs(spans, spoken)).strip()


def _runs(spans: Sequence[Span], spoken: bool) -> Iterator[str]:
    for at, span in enumerate(spans):
        text = _maths_words(span.maths) if span.maths and spoken else span.text
        if span.struck:
            text = _("(crossed out: {text})", text=text) if spoken else f"~~{text}~~"
        yield text
        following = spans[at + 1].link if at + 1 < len(spans) else ""
        if span.link and span.link != following and span.link != span.text:
            yield f" ({span.link})"


def _maths_words(tex: str) -> str:
    from tutor.present.maths import to_words

    return to_words(tex)


def _block(block: Block, width: int | None, spoken: bool) -> str:
    match block:
        case Paragraph() | Heading():
            return _filled(plain_spans(block.spans, spoken), width)
        case BulletList():
            return _list([("- ", item) for item in block.items], width, spoken)
        case OrderedList():
            return _list([(f"{number}. ", item) for number, item in enumerate(block.items, block.start)], width, spoken)
        case Code():
            return _code(block, spoken)
        case Table():
            return "\n".join(_filled(_row(block.header, row, spoken), width) for row in block.rows)
        case Quote():
            return _quote(block, width, spoken)
        case Rule():
            return "" if spoken else "---"


def _filled(text: str, width: int | None) -> str:
    if width is None:
        return text
    wrapped = (
        textwrap.wrap(line, max(width, 10), break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )
    return "\n".join("\n".join(lines) for lines in wrapped)


def _list(items: list[tuple[str, list[Block]]], width: int | None, spoken: bool) -> str:
    lines = []
    for mark, item in items:
        inner = width - len(mark) if width is not None else None
        text = "\n".join(text for block in item if (text := _block(block, inner, spoken)))
        lines.append(mark + text.replace("\n", "\n" + " " * len(mark)) if text else mark.rstrip())
    return "\n".join(lines)


def _code(block: Code, spoken: bool) -> str:
    lines = block.text.split("\n")
    shown = "\n".join(f"    {line}".rstrip() for line in lines)
    if not spoken:
        return shown
    if block.language == OUTPUT:
        head = _n("{count} line:", "{count} lines:", len(lines))
    elif block.language:
        head = _n("Code, {count} line:", "Code, {count} lines:", len(lines))
    else:
        head = _n("As drawn, {count} line:", "As drawn, {count} lines:", len(lines))
    return f"{head}\n{shown}"


def _row(header: list[list[Span]], row: list[list[Span]], spoken: bool) -> str:
    cells = []
    for at, cell in enumerate(row):
        name = plain_spans(header[at], spoken) if at < len(header) else ""
        value = plain_spans(cell, spoken)
        cells.append(f"{name}: {value}" if name else value)
    return "; ".join(cell for cell in cells if cell)


def _quote(block: Quote, width: int | None, spoken: bool) -> str:
    inner = plain_text(block.blocks, width - 2 if width is not None else None, spoken)
    if spoken:
        return _("Quote: {text}", text=inner)
    return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
