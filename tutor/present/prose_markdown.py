"""Markdown to blocks, with markdown-it: CommonMark, tables and strikethrough; raw HTML is text; nothing is fetched.

Imported late: see `prose`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec.structs import replace

from tutor.core.dollars import maths_at
from tutor.core.text import clean
from tutor.language import _
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
from tutor.present.prose_inline import maths_span


def parse_blocks(text: str) -> list[Block]:
    """The blocks of a cleaned text."""
    return _blocks(iter(_parser().parse(text)))


def parse_inline(text: str) -> list[Span]:
    """The spans of a cleaned text that is one line, whatever it begins with."""
    tokens = _parser().parseInline(text)
    return _spans(tokens[0].children or []) if tokens else []


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.after("escape", "maths", _maths_rule)
    return parser


def _maths_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = maths_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("maths", "", 0).content = found[1]
    state.pos = found[0]
    return True


def _blocks(tokens: Iterator[Token]) -> list[Block]:
    """Blocks up to the closing token of the one that these stand in."""
    found: list[Block] = []
    for token in tokens:
        if token.nesting < 0:
            break
        block = _block(token, tokens)
        if block is not None:
            found.append(block)
    return found


def _block(token: Token, tokens: Iterator[Token]) -> Block | None:
    match token.type:
        case "paragraph_open":
            spans = _inline(tokens)
            return Paragraph(spans) if spans else None
        case "heading_open":
            return Heading(int(token.tag[1:]), _inline(tokens))
        case "bullet_list_open":
            return BulletList(_items(tokens))
        case "ordered_list_open":
            return OrderedList(_items(tokens), int(token.attrGet("start") or 1))
        case "blockquote_open":
            return Quote(_blocks(tokens))
        case "fence" | "code_block":
            return Code(clean(token.info.strip().split(" ")[0], right_to_left=True), token.content.removesuffix("\n"))
        case "table_open":
            return _table(tokens)
        case "hr":
            return Rule()
        case _:
            return Paragraph([Span(text=token.content)]) if token.content else None


def _inline(tokens: Iterator[Token]) -> list[Span]:
    """The spans of the next token, and its closing token read away."""
    spans: list[Span] = []
    for token in tokens:
        if token.nesting < 0:
            break
        spans += _spans(token.children or [])
    return spans


def _items(tokens: Iterator[Token]) -> list[list[Block]]:
    found = []
    for token in tokens:
        if token.nesting < 0:
            break
        found.append(_blocks(tokens))
    return found


def _table(tokens: Iterator[Token]) -> Table:
    rows: list[list[list[Span]]] = []
    for token in tokens:
        match token.type:
            case "table_close":
                break
            case "tr_open":
                rows.append([])
            case "th_open" | "td_open":
                rows[-1].append(_inline(tokens))
            case _:
                pass
    header, *others = rows
    return Table(header, others)


def _spans(tokens: list[Token]) -> list[Span]:
    found: list[Span] = []
    style = Span(text="")
    outside: list[Span] = []
    for token in tokens:
        if token.nesting > 0:
            outside.append(style)
            style = _styled(style, token)
        elif token.nesting < 0:
            style = outside.pop() if outside else Span(text="")
        else:
            _add(found, _span(token, style))
    return found


def _styled(style: Span, token: Token) -> Span:
    match token.type:
        case "strong_open":
            return replace(style, bold=True)
        case "em_open":
            return replace(style, italic=True)
        case "s_open":
            return replace(style, struck=True)
        case "link_open":
            return replace(style, link=clean(str(token.attrGet("href") or ""), right_to_left=True))
        case _:
            return style


def _span(token: Token, style: Span) -> Span:
    match token.type:
        case "softbreak":
            return replace(style, text=" ")
        case "hardbreak":
            return replace(style, text="\n")
        case "code_inline":
            return replace(style, text=clean(token.content, right_to_left=True), code=True)
        case "maths":
            maths = maths_span(clean(token.content, right_to_left=True))
            return replace(style, text=maths.text, maths=maths.maths)
        case "image":
            alt = "".join(span.text for span in _spans(token.children or []))
            return replace(style, text=_("[picture: {alt}]", alt=alt) if alt else _("[picture]"))
        case _:
            return replace(style, text=clean(token.content, right_to_left=True))


def _add(found: list[Span], span: Span) -> None:
    """Add a span, joined to the one before where the style is the same."""
    if not span.text:
        return
    last = found[-1] if found else None
    if last is not None and not span.maths and replace(last, text="") == replace(span, text=""):
        found[-1] = replace(last, text=last.text + span.text)
    else:
        found.append(span)
