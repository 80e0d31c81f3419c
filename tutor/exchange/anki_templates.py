"""Anki's card templates: fields, filters, conditions and gaps. What a card shows is HTML again, never run.

https://docs.ankiweb.net/templates/fields.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from tutor.exchange.gapped import Gap
from tutor.exchange.markup import plain

_TAG = re.compile(r"\{\{\s*([#^/]?)([^{}]*?)\s*\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLANK = re.compile(r"(?:\s|&nbsp;|</?(?:br|div|p)\s*/?>)*", re.IGNORECASE)
_CLOZE = re.compile(r"\{\{c([\d,]{1,40})::|\}\}", re.IGNORECASE)
_RUBY = re.compile(r" ?([^ >\[\]]{1,100})\[([^\]]{1,100})\]")
_LARGEST = 2_000_000
"""Characters of one side of a card."""
START, END = "\ue000", "\ue001"
"""Around the number of a gap, while its text becomes Markdown."""
MARK = re.compile(f"{START}(\\d+){END}")


@dataclass
class Side:
    """One side of a card, and what it asks for."""

    html: str = ""
    gaps: list[Gap] = field(default_factory=list)
    """By the numbers between `START` and `END`; their texts are HTML."""
    typed: list[str] = field(default_factory=list)
    """The fields that are typed, as HTML."""
    bare: bool = False
    """Whether the accents of what is typed don't count."""
    hints: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Fields and filters that nobody knows."""


def shown(
    template: str, fields: Mapping[str, str], gap: int = 0, front: str = "", *, open: bool = False, asks: bool = True
) -> Side:
    """A side of a card as HTML. `gap` is the number of the gaps it asks (0: none), which `open` shows.

    `front` stands where the template says `{{FrontSide}}`. What is typed is blank while the side `asks`, else shown.
    """
    side = Side()
    parts, showing, size = list[str](), list[bool](), 0
    at = 0
    template = _COMMENT.sub("", template)

    def put(text: str) -> None:
        nonlocal size
        if all(showing) and size < _LARGEST:
            parts.append(text)
            size += len(text)

    for tag in _TAG.finditer(template):
        put(template[at : tag.start()])
        at = tag.end()
        sign, name = tag.groups()
        if sign == "/":
            del showing[-1:]
        elif sign:
            showing.append(_holds(name, fields, gap) == (sign == "#"))
        elif name == "FrontSide":
            put(front)
        elif all(showing):
            put(_Value(side, gap, open, asks).of(name, fields))
    put(template[at:])
    side.html = "".join(parts)
    return side


def _holds(name: str, fields: Mapping[str, str], gap: int) -> bool:
    if re.fullmatch(r"c\d{1,3}", name):
        return int(name[1:]) == gap
    return _BLANK.fullmatch(fields.get(name, "")) is None


@dataclass
class _Value:
    """How a field is shown on a side."""

    side: Side
    gap: int
    open: bool
    asks: bool

    def of(self, tag: str, fields: Mapping[str, str]) -> str:
        """A field after its filters, the innermost first: they stand before it with `:` between."""
        *filters, name = (part.strip() for part in tag.split(":"))
        if name not in fields:
            if not filters and tag:
                self.side.unknown.append(f"field {tag}")
            return ""
        text = fields[name]
        if "cloze" not in filters and _CLOZE.search(text):
            if "hint" in filters:  # it would show all the gaps
                return ""
            text = gapped(text, self.gap, self.side, open=True)
        for one in reversed(filters):
            text = self._filtered(one, text)
        return text

    def _filtered(self, name: str, text: str) -> str:
        if name in _FILTERS:
            return _FILTERS[name](text)
        if name == "cloze":
            return gapped(text, self.gap, self.side, open=self.open)
        if name == "cloze-only":
            return ", ".join(gap.text for gap in _only(text, self.gap))
        if name == "type":
            return self._typed(text)
        if name == "nc":
            self.side.bare = True
            return text
        if name == "hint":
            self.side.hints.append(text)
            return ""
        if name.startswith("tts"):
            self.side.spoken.append(plain(text))
            return ""
        self.side.unknown.append(f"filter {name}")
        return text

    def _typed(self, text: str) -> str:
        """A whole field; a gap that is typed stands in its text."""
        if not self.asks or self.open or MARK.search(text):
            return text
        self.side.typed.append(text)
        return ""


def _only(text: str, number: int) -> list[Gap]:
    side = Side()
    gapped(text, number, side, open=False)
    return side.gaps


def gapped(text: str, number: int, side: Side, *, open: bool) -> str:
    """A text with `{{c1::…::hint}}`: the gaps of this number as marks, or shown where they are `open`; others shown."""
    stack: list[tuple[bool, list[str]]] = [(False, [])]
    at = 0
    for found in _CLOZE.finditer(text):
        stack[-1][1].append(text[at : found.start()])
        at = found.end()
        if found[1]:
            numbers = [int(one) for one in found[1].split(",") if one]
            stack.append((number in numbers, []))
        elif len(stack) == 1:
            stack[-1][1].append("}}")
        else:
            asked, parts = stack.pop()
            held, _, hint = "".join(parts).partition("::")
            if asked and not open:
                held = MARK.sub(lambda inner: side.gaps[int(inner[1])].text, held)
                hint = plain(hint) if any(map(str.isalnum, hint)) and hint != held else ""
                side.gaps.append(Gap(held, number, hint))
                held = f"{START}{len(side.gaps) - 1}{END}"
            stack[-1][1].append(held)
    stack[-1][1].append(text[at:])
    return "".join(text for _, parts in stack for text in parts)


def _words(text: str) -> str:
    return escape(plain(text), quote=False)


def _kanji(text: str) -> str:
    return _RUBY.sub(r"\1", text)


def _kana(text: str) -> str:
    return _RUBY.sub(r"\2", text)


def _furigana(text: str) -> str:
    return _RUBY.sub(r"\1（\2）", text)


_FILTERS: dict[str, Callable[[str], str]] = {
    "text": _words,
    "kanji": _kanji,
    "kana": _kana,
    "furigana": _furigana,
}
