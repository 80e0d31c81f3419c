"""A course's Markdown as HTML: the same blocks that the screens draw, so nothing of it is ever a tag of its author."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tutor.present.pages import escaped
from tutor.present.prose import blocks, inline
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


def markdown(text: str, heading: int = 4) -> str:
    """The HTML of some Markdown. A heading of the text's first level becomes one of level `heading`."""
    return _all(blocks(text), heading)


def line(text: str) -> str:
    """The HTML of a short text on one line."""
    return spans(inline(text))


def spans(found: Iterable[Span]) -> str:
    """The HTML of runs of text. Where mathematics was made readable, the TeX stands in the title."""
    return "".join(map(_span, found))


def _span(span: Span) -> str:
    text = escaped(span.text).replace("\n", "<br>\n")
    if span.maths:
        text = f'<span class="maths" title="{escaped(span.maths)}">{text}</span>'
    for wanted, tag in ((span.code, "code"), (span.bold, "strong"), (span.italic, "em"), (span.struck, "s")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f"{text} ({escaped(span.link)})" if span.link and span.link != span.text else text


def _all(found: Iterable[Block], heading: int) -> str:
    return "".join(_BLOCKS[type(block)](block, heading) + "\n" for block in found)


def _list(block: BulletList | OrderedList, heading: int) -> str:
    items = "".join(f"<li>{_item(item, heading)}</li>" for item in block.items)
    if isinstance(block, BulletList):
        return f"<ul>{items}</ul>"
    return f"<ol>{items}</ol>" if block.start == 1 else f'<ol start="{block.start}">{items}</ol>'


def _item(item: list[Block], heading: int) -> str:
    """A point of one paragraph needs no paragraph."""
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return spans(item[0].spans)
    return _all(item, heading)


def _table(block: Table, heading: int) -> str:
    head = "".join(f"<th>{spans(cell)}</th>" for cell in block.header)
    rows = "".join(f"<tr>{''.join(f'<td>{spans(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _heading(block: Heading, heading: int) -> str:
    level = min(heading + block.level - 1, 6)
    return f"<h{level}>{spans(block.spans)}</h{level}>"


_BLOCKS: dict[type, Callable[[Any, int], str]] = {
    Paragraph: lambda block, _: f"<p>{spans(block.spans)}</p>",
    Heading: _heading,
    BulletList: _list,
    OrderedList: _list,
    Code: lambda block, _: f"<pre><code>{escaped(block.text)}</code></pre>",
    Table: _table,
    Quote: lambda block, heading: f"<blockquote>{_all(block.blocks, heading)}</blockquote>",
    Rule: lambda block, _: "<hr>",
}
