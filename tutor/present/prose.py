"""A course's Markdown as blocks that any face can draw, and as plain lines for the face that is heard."""

from __future__ import annotations

import re

from tutor.core.text import clean
from tutor.present.fences import has_fence, regions
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
    "has_code",
    "inline",
    "plain_spans",
    "plain_text",
    "short",
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


def inline(markdown: str, more: str = "…") -> list[Span]:
    """The spans of a short text on one line: never a list or a heading, whatever it begins with.

    Fenced code is named by its first line, and by `more` where that is not all of it.
    """
    text = _short(markdown)
    if not has_fence(text):
        return _spans(text)
    found = (_named(one, more) if isinstance(one, Code) else _spans(one) for one in regions(text))
    return [span for spans in found for span in (Span(text=" "), *spans)][1:] or _spans(text)


def short(markdown: str) -> list[Block]:
    """A short text such as a choice where there is room for lines: paragraphs as `inline` reads them, and code."""
    text = _short(markdown)
    if not has_fence(text):
        return [Paragraph(_spans(text))]
    found = [one if isinstance(one, Code) else Paragraph(_spans(one)) for one in regions(text)]
    return [*found] or [Paragraph(_spans(text))]


def has_code(markdown: str) -> bool:
    """Whether a short text holds fenced code, so that one line doesn't hold it."""
    return has_fence(markdown) and any(isinstance(one, Code) for one in short(markdown))


def _short(markdown: str) -> str:
    return clean(markdown, right_to_left=True).strip("\n")


def _named(code: Code, more: str) -> list[Span]:
    lines = [line.strip() for line in code.text.split("\n") if line.strip()]
    return [Span(text=lines[0], code=True), *([Span(text=more)] if len(lines) > 1 else [])]


def _spans(text: str) -> list[Span]:
    text = re.sub(r"\s*\n\s*", "\n", text.strip())
    if len(text) > LONGEST:
        return [Span(text=text)]
    if not needs_parser("x" + text):
        return quick_spans(text)
    from tutor.present.prose_markdown import parse_inline

    return parse_inline(text)
