"""What a course's Markdown is, once read: neutral blocks and spans that every face draws in its own way."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run of text in one style; hard line breaks are `\\n` in it.

    `maths` is the TeX that `text` was made from (Unicode, one line), `link` an address that is shown and never opened
    by itself.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    maths: str = ""
    link: str = ""


class Paragraph(Struct, frozen=True, tag=True):
    """Running text."""

    spans: list[Span]


class Heading(Struct, frozen=True, tag=True):
    """A heading of level 1 to 6."""

    level: int
    spans: list[Span]


class BulletList(Struct, frozen=True, tag=True):
    """Points; each item is a list of blocks."""

    items: list[list[Block]]


class OrderedList(Struct, frozen=True, tag=True):
    """Numbered points, from `start` on."""

    items: list[list[Block]]
    start: int = 1


OUTPUT = "output"
"""The language of what a program printed: read aloud it is neither code nor a drawing."""


class Code(Struct, frozen=True, tag=True):
    """Lines to be shown as they are, in a language that may be empty."""

    language: str
    text: str


class Table(Struct, frozen=True, tag=True):
    """A table: cells are lists of spans. Every row is as long as the header."""

    header: list[list[Span]]
    rows: list[list[list[Span]]]


class Quote(Struct, frozen=True, tag=True):
    """Quoted blocks."""

    blocks: list[Block]


class Rule(Struct, frozen=True, tag=True):
    """A line between two parts."""


Block = Paragraph | Heading | BulletList | OrderedList | Code | Table | Quote | Rule
