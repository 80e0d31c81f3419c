"""A course's Markdown as blocks that any face can draw, and as plain lines for the face that is heard."""

from __future__ import annotations

import re

from tutor.core.text import clean
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
from tutor.present.prose_inline import needs_parser, quick_paragraphs, quick_spans
from tutor.present.prose_lines import plain_spans, plain_text

LONGEST = 200_000
"""Characters that are read as Markdown; a longer text is shown as it is. Fixed: bounds the time."""

__all__ = [
    "Block",
    "BulletList",
    "Code",
    "Heading",
    "OrderedList",
    "Paragraph",
    "Quote",
    "Rule",
    "Span",
    "Table",
    "blocks",
    "inline",
    "plain_spans",
    "plain_text",
]


def blocks(markdown: str) -> list[Block]:
    """The blocks of some Markdown, cleaned. Never raises; raw HTML is text, pictures are "[picture: …]".

    `$…$` is mathematics; a lone `$5` stays money, `\\$` is a dollar, code keeps its dollars. Marks of direction stay.
    """
    text = clean(markdown, right_to_left=True)
    if len(text) > LONGEST:
        return [Paragraph([Span(text=text)])]
    if not needs_parser(text):
        return list(quick_paragraphs(text))
    from tutor.present.prose_markdown import parse_blocks

    return parse_blocks(text)


def inline(markdown: str) -> list[Span]:
    """The spans of a short text such as a choice: never a list or a heading, whatever it begins with."""
    text = re.sub(r"\s*\n\s*", "\n", clean(markdown, right_to_left=True).strip())
    if len(text) > LONGEST:
        return [Span(text=text)]
    if not needs_parser("x" + text):
        return quick_spans(text)
    from tutor.present.prose_markdown import parse_inline

    return parse_inline(text)
