"""A text with gaps as it is drawn: prose is read as Markdown, code stays as it is, gaps in place in both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from textual.content import Content

from tutor.present.fences import regions
from tutor.present.prose_blocks import Code
from tutor.tui.prose import NARROWEST, inline
from tutor.tui.safe import NOTHING, joined, spaces, text, wrapped

GAP = "\x00"
"""Stands for a gap; no cleaned text holds it."""
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\x00]{0,500}\x00[^`]{0,500})\1(?!`)")
"""Inline code with a gap in it."""

DrawGap = Callable[[int], Content]


def lines_with_gaps(around: Sequence[str], gap: DrawGap, width: int) -> Iterator[Content]:
    """Lines of the pieces of text with the gaps between them, each drawn by its number; code keeps its lines."""
    whole = GAP.join(piece.replace(GAP, "\ufffd") for piece in around)
    first, said = 0, False
    for region in regions(whole):
        is_code = isinstance(region, Code)
        words = region.text if isinstance(region, Code) else region
        if said:
            yield NOTHING
        filled = _filled(words, gap, first, is_code)
        for line in filled.split("\n", allow_blank=True):
            if is_code:
                yield from (joined(spaces(2), bit) for bit in line.fold(max(NARROWEST, width - 2)) or [NOTHING])
            else:
                yield from wrapped(line, width)
        first, said = first + words.count(GAP), True


def _filled(words: str, gap: DrawGap, first: int, is_code: bool) -> Content:
    """The words with their gaps, of which the first has this number."""
    parts, at, count = list[Content](), 0, first
    spans = [] if is_code else list(_CODE.finditer(words))
    for found in spans:
        parts += _pieces(words[at : found.start()], gap, count, _prose)
        count += words.count(GAP, at, found.start())
        parts += _pieces(found[2], gap, count, lambda piece: text(piece, "on $surface"))
        count += found[2].count(GAP)
        at = found.end()
    parts += _pieces(words[at:], gap, count, text if is_code else _prose)
    return joined(*parts)


def _pieces(words: str, gap: DrawGap, first: int, draw: Callable[[str], Content]) -> Iterator[Content]:
    for number, piece in enumerate(words.split(GAP)):
        if number:
            yield gap(first + number - 1)
        yield draw(piece)


def _prose(words: str) -> Content:
    """The text between two gaps, with the blanks at its ends."""
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :] if words.strip() else ""
    return joined(text(before), inline(words), text(after))
