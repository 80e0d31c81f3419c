"""Text on the way to the first question: mathematics between dollars, and paragraphs that need no Markdown parser.

The parser costs more to load than everything else here, so what holds nothing but words, `$…$` and single code spans
is read without it, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.core.dollars import maths_at
from tutor.present.prose_blocks import Paragraph, Span

_BLOCK_MARK = re.compile(
    r"^ {0,3}(?:[-+*](?: |$)|\#{1,6}(?: |$)|>|[0-9]{1,9}[.)](?: |$)|~~~|```)"  # lists, headings, quotes, fences
    r"|^ {4}|^[ |:=*_-]*[-=*_][ |:=*_-]*$"  # indented code; rules, underlined headings, lines below a table's head
    r"|(?: {2}|\\)$",  # hard breaks
    re.MULTILINE,
)
_INLINE_MARK = re.compile(r"[\\_~\[\]]|<[A-Za-z/!?]|&[#A-Za-z]|``|(?<! )\*|\*(?! )|[^\S \n]")
_SPECIAL = re.compile(r"[`$]")
_BLANK_LINES = re.compile(r"\n(?: *\n)+")


def maths_span(tex: str) -> Span:
    """The span that shows some TeX. What reads TeX is loaded with the first of it."""
    from tutor.present.maths import to_unicode

    return Span(text=to_unicode(tex), maths=tex)


def needs_parser(text: str) -> bool:
    """Whether a cleaned text holds any Markdown beyond paragraphs, `$…$` and single code spans."""
    if "\\$" in text or "``" in text or _BLOCK_MARK.search(text):
        return True
    return bool(_INLINE_MARK.search("".join(_words_only(text))))


def _words_only(text: str) -> Iterator[str]:
    """What stands outside mathematics and code, paragraph by paragraph; a mark for code over several lines."""
    for part in _BLANK_LINES.split(text):
        for piece in _pieces(part):
            yield piece if isinstance(piece, str) else "\\" if "\n" in piece[1] else "x"
        yield "\n"


def quick_paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs of a text that needs no parser."""
    parts = (part.strip("\n ") for part in _BLANK_LINES.split(text))
    return [Paragraph(quick_spans(part)) for part in parts if part]


def quick_spans(text: str) -> list[Span]:
    """Spans of one paragraph: words, mathematics, single code spans."""
    text = re.sub(r" *\n *", "\n", text)
    return [Span(text=piece.replace("\n", " ")) if isinstance(piece, str) else _made(*piece) for piece in _pieces(text)]


def _made(kind: str, source: str) -> Span:
    return maths_span(source) if kind == "$" else Span(text=source, code=True)


def _pieces(text: str) -> Iterator[str | tuple[str, str]]:
    """Words, and between them mathematics and code as (`$` or a backtick, source)."""
    start = at = 0
    while (found := _SPECIAL.search(text, at)) is not None:
        at, kind = found.start(), found.group()
        special = _code_at(text, at) if kind == "`" else maths_at(text, at)
        if special is None:
            at += 1
            continue
        if at > start:
            yield text[start:at]
        start = at = special[0]
        yield kind, special[1]
    if start < len(text):
        yield text[start:]


def _code_at(text: str, at: int) -> tuple[int, str] | None:
    end = text.find("`", at + 1)
    if end <= at + 1:
        return None
    code = text[at + 1 : end]
    if code.strip(" ") and code[0] == code[-1] == " ":
        code = code[1:-1]
    return end + 1, code
