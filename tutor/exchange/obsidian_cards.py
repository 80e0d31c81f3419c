"""The cards of one Obsidian note, as the plugin "Spaced Repetition" takes them.

https://stephenmwangi.com/obsidian-spaced-repetition/flashcards/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tutor.exchange.gapped import Gap, Piece
from tutor.exchange.markdown_files import front_matter, masked, without_comments

_SCHEDULE = re.compile(r"<!--SR:([^>]{0,2000})-->")
_TAG = re.compile(r"#(?=[\w/-]*[^\W\d])[\w/-]+")
_TAGS_FIRST = re.compile(rf"\s*(?:{_TAG.pattern}\s+)+")
_ONLY_TAGS = re.compile(rf"\s*(?:{_TAG.pattern}\s*)+")
_DECK = re.compile(r"#flashcards?(?:/([\w/-]+))?(?=\s|$)", re.IGNORECASE)
_HEAD_DECK = re.compile(r"^cards-deck:\s*(.+)$", re.MULTILINE)
_HEAD_TAG = re.compile(r"\bflashcards?(?:/([\w/-]+))?\b", re.IGNORECASE)
_BREAK = re.compile(r"(?<=[^\n\\])\n(?!\n|\s*(?:[-*+>#]|\d+[.)]))")
_LIST = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
LONGEST_GAP = 1_000
"""Characters of a gap. Fixed: bounds the time."""
_AFTER_GAP = r"(?:\^\[([^\]\n]*)\])?(?:\[\^(\w+)\])?"


class Signs(NamedTuple):
    """What parts cards: on one line (both ways, one way), on a line of its own (both, one), and around gaps."""

    both: str = ":::"
    one: str = "::"
    line_both: str = "??"
    line_one: str = "?"
    gaps: tuple[str, ...] = ("==",)

    @classmethod
    def of(cls, wished: str) -> Signs:
        """As wished: `:: ::: ? ??` and any signs around gaps, with blanks between; what is left out stays."""
        words = wished.split()
        defaults = ("::", ":::", "?", "??")
        one, both, line_one, line_both = (*words[:4], *defaults[len(words) :])
        return cls(both, one, line_both, line_one, tuple(words[4:]) or ("==",))


@dataclass
class NoteCard:
    """A card: its first line, and what stands on its sides, or its pieces with gaps.

    `deck` is None in a note without a tag; `fault` is a code and a sentence where it can be no card.
    """

    line: int
    front: str = ""
    back: str = ""
    both: bool = False
    pieces: list[Piece] = field(default_factory=list)
    deck: tuple[str, ...] | None = None
    fault: tuple[str, str] | None = None


class Note:
    """One note on its way through its lines. `schedules` counts the cards that have a date."""

    def __init__(self, text: str, signs: Signs) -> None:
        head, self.skipped = front_matter(text)
        self.schedules = sum(found[1].count("!") or 1 for found in _SCHEDULE.finditer(text))
        self.text, self.signs = without_comments(text), signs
        self.hidden = masked(self.text).split("\n")
        self.deck = _deck_of_head(head)

    def cards(self) -> Iterator[NoteCard]:
        """The cards of the note, in order."""
        for start, lines in self._blocks():
            deck = self._deck(lines)
            texts = lines[1:] if _ONLY_TAGS.fullmatch(lines[0]) else lines
            for card in self._of_block(start + len(lines) - len(texts), texts):
                card.deck = deck
                yield card

    def _blocks(self) -> Iterator[tuple[int, list[str]]]:
        """The lines between empty lines and headings; a fenced program is not parted."""
        block, fenced = list[str](), False
        lines = self.text.split("\n")
        for number, line in enumerate([*lines, ""], 1):
            fenced ^= line.lstrip().startswith("```")
            heading = re.match(r"#{1,6}\s", line)
            if number > self.skipped and (line.strip() or fenced) and not (heading and not fenced):
                block.append(line)
            elif block:
                yield number - len(block), block
                block = []
        if block:
            yield len(lines) + 1 - len(block), block

    def _deck(self, lines: list[str]) -> tuple[str, ...] | None:
        """The deck of a block. Tags on a line of their own hold for what follows, others for the one card."""
        found = _DECK.search(lines[0])
        if not found:
            return self.deck
        deck = tuple(filter(None, (found[1] or "").split("/")))
        if _ONLY_TAGS.fullmatch(lines[0]):
            self.deck = deck
        return deck

    def _of_block(self, start: int, lines: list[str]) -> Iterator[NoteCard]:
        signs = self.signs
        hidden = self.hidden[start - 1 : start - 1 + len(lines)]
        for at, line in enumerate(map(str.strip, hidden)):
            if line in (signs.line_one, signs.line_both):
                yield _card(start, _sides(lines[:at]), _sides(lines[at + 1 :]), line == signs.line_both)
                return
        inline = [at for at, line in enumerate(hidden) if signs.one in line]
        for at in inline:
            yield self._inline(start + at, lines[at], hidden[at])
        if not inline and (pieces := self._pieces("\n".join(lines), "\n".join(hidden))):
            yield _gapped(start, pieces)

    def _inline(self, number: int, line: str, hidden: str) -> NoteCard:
        sign = self.signs.both if self.signs.both in hidden else self.signs.one
        at = hidden.find(sign)
        return _card(number, _side(line[:at]), line[at + len(sign) :].strip(), sign == self.signs.both)

    def _pieces(self, text: str, hidden: str) -> list[Piece]:
        """The text with its gaps; nothing when it has none."""
        marks = "|".join(map(_between, self.signs.gaps))
        pieces, at = list[Piece](), 0
        for found in re.finditer(rf"({marks}){_AFTER_GAP}", hidden):
            sign = next(sign for sign in self.signs.gaps if found[1].startswith(sign))
            inner = text[found.start(1) + len(sign) : found.end(1) - len(_closing(sign))]
            number = found[3] or str(len(pieces) + 1)
            pieces += [text[at : found.start()], Gap(inner, int(number) if number.isdecimal() else -1, found[2] or "")]
            at = found.end()
        if pieces:
            pieces[0] = _LIST.sub("", _TAGS_FIRST.sub("", str(pieces[0])), count=1)
        return [*pieces, text[at:]] if pieces else []


def _closing(sign: str) -> str:
    return "}}" if sign == "{{" else sign


def _between(sign: str) -> str:
    """The pattern of a gap on one line between a sign and its like."""
    opens, closes = re.escape(sign), re.escape(_closing(sign))
    return rf"{opens}(?=\S)(?:(?!{closes})[^\n]){{1,{LONGEST_GAP}}}?{closes}"


def _card(line: int, front: str, back: str, both: bool) -> NoteCard:
    fault = ("OBS-EMPTY", "a side of the card is empty") if not front or not back else None
    return NoteCard(line, front, back, both, fault=fault)


def _gapped(line: int, pieces: list[Piece]) -> NoteCard:
    overlaps = any(isinstance(piece, Gap) and piece.number < 0 for piece in pieces)
    fault = ("OBS-OVERLAP", "gaps that say for each card whether they are shown") if overlaps else None
    return NoteCard(line, pieces=pieces, fault=fault)


def _side(line: str) -> str:
    """One line without the tags of its card and the mark of a list."""
    return _LIST.sub("", _TAGS_FIRST.sub("", line, count=1), count=1).strip()


def _sides(lines: list[str]) -> str:
    """Several lines without the tags of their card; Obsidian shows each on a line of its own."""
    text = _TAGS_FIRST.sub("", "\n".join(lines), count=1).strip() if lines else ""
    return text if re.search(r"```|\$\$|\|", text) else _BREAK.sub("\\\\\n", text)


def _deck_of_head(head: str) -> tuple[str, ...] | None:
    """The deck that a note's properties name."""
    named = _HEAD_DECK.search(head)
    if named:
        return tuple(filter(None, named[1].strip().strip("\"'").split("::")))
    tags = head[head.find("tags:") :] if "tags:" in head else ""
    found = _HEAD_TAG.search(tags)
    return tuple(filter(None, (found[1] or "").split("/"))) if found else None
