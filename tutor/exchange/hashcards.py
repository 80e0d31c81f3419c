"""hashcards: Markdown decks with `Q:` and `A:`, and `C:` with gaps in brackets. In and out.

https://github.com/eudoxia0/hashcards
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tutor.exchange.brought import Brought, Keys, NotThisFormat, Question, Wishes, stable_id
from tutor.exchange.gapped import Gap, Piece, TooMuch, cards_of
from tutor.exchange.hashcards_writing import write
from tutor.exchange.markdown_files import Found, beginning, front_matter, masked, texts_of, without_comments
from tutor.exchange.markup import clean
from tutor.exchange.pictures import Missing, Pictures
from tutor.exchange.report import Report
from tutor.packs.names import title_from

__all__ = ["looks", "read", "write"]
_CARD, _CLOZE = "card", "cloze"
_NO_ANSWER = "a question without its answer"
_LOOKS_Q, _LOOKS_A = re.compile(r"^Q:", re.MULTILINE), re.compile(r"^A:", re.MULTILINE)
_LOOKS_C = re.compile(r"^C:.*\n?.*\[", re.MULTILINE)
_TAG = re.compile(r"([QAC]):(.*)")
_SIGN = re.compile(r"!\[[^\]]*\]?|\\[\[\]]|[\[\]]|[^\[\]\\!]+|.", re.DOTALL)
_SPACED = re.compile(r"^ (?=[QAC]:)", re.MULTILINE)
"""How our own files keep a line that begins like a card's."""


def looks(path: Path) -> bool:
    """Whether a file, or one of a folder, has lines of cards."""
    return any((_LOOKS_Q.search(text) and _LOOKS_A.search(text)) or _LOOKS_C.search(text) for text in beginning(path))


def read(paths: Sequence[Path], wishes: Wishes) -> Brought:
    """The cards of files and folders. Raises NotThisFormat when there are none; OSError."""
    brought = Brought(Report("hashcards"), title=title_from(paths[0].stem))
    seen: dict[str, set[str]] = {}
    for found, text in texts_of(paths, brought.report):
        name, skipped = _head(text, found, brought.report)
        path = (*(found.titles or ((brought.title,) if found.root == paths[0] else ())), name)
        deck = _Deck(brought, found, path, seen)
        for card in _cards(without_comments(text), skipped):
            deck.take(card)
    if not brought.report.read:
        raise NotThisFormat(f"There is no line Q: or C: in {paths[0].name}, so it is no deck of hashcards.")
    return brought


def _head(text: str, found: Found, report: Report) -> tuple[str, int]:
    """The deck's name, and the lines of the front matter."""
    head, skipped = front_matter(text)
    try:
        name = tomllib.loads(head).get("name")
    except (tomllib.TOMLDecodeError, RecursionError):
        report.lose("HC-HEAD", "the lines between --- are no TOML; the file's name is the deck's", f"{found.name}:1")
        name = None
    return " ".join(clean(name).split()) if isinstance(name, str) and name.strip() else found.path.stem, skipped


class Card(NamedTuple):
    """A card as it was split: `answer` is None where there is no line `A:`."""

    line: int
    tag: str
    text: str
    answer: str | None = None


def _cards(text: str, skipped: int) -> Iterator[Card]:
    """The cards from after the front matter on. A fenced program keeps its lines with `#`, other such are comments."""
    tag, at, texts, fenced = "", 0, list[list[str]](), False
    for number, line in enumerate(text.split("\n"), 1):
        if number <= skipped:
            continue
        found = _TAG.match(line)
        fenced ^= line.lstrip().startswith("```")
        if found and found[1] == "A" and tag == "Q" and len(texts) == 1:
            texts.append([found[2]])
        elif found or (line.strip() == "---" and not fenced):
            if tag:
                yield _card(at, tag, texts)
            tag, at, texts, fenced = (found[1], number, [[found[2]]], False) if found else ("", 0, [], False)
        elif tag and (fenced or not line.lstrip().startswith("#")):
            texts[-1].append(line)
    if tag:
        yield _card(at, tag, texts)


def _card(line: int, tag: str, texts: list[list[str]]) -> Card:
    question, *rest = (_SPACED.sub("", clean("\n".join(lines))).strip() for lines in texts)
    return Card(line, tag, question, rest[0] if rest else None)


class _Deck:
    """One file's cards on their way into what is brought."""

    def __init__(self, brought: Brought, found: Found, path: tuple[str, ...], seen: dict[str, set[str]]) -> None:
        self.brought, self.report, self.path, self.seen = brought, brought.report, path, seen
        self.name = found.name
        self.pictures = Pictures(brought, found.path.parent, found.root)

    def take(self, card: Card) -> None:
        kind, place = _CLOZE if card.tag == "C" else _CARD, f"{self.name}:{card.line}"
        self.report.read[kind] += 1
        answers = self.seen.setdefault(card.text, set())
        if (card.answer or "") in answers:
            self.report.ignore(kind, "HC-TWICE", "the same card stands above", place)
            return
        answers.add(card.answer or "")
        if fault := _fault(card):
            self.report.refuse(kind, *fault, place)
            return
        try:
            items = self._gapped(card, place) if card.tag == "C" else [self._plain(card, place)]
        except TooMuch as trouble:
            self.report.refuse(kind, "HC-LONG", str(trouble), place)
            return
        except Missing as name:
            self.report.refuse(kind, "HC-MEDIA", f"it asks about {name}, which is not among the files", place)
            return
        if not items or not items[0].get("recall", "a cloze"):
            fault = ("HC-NOANSWER", _NO_ANSWER) if items else ("HC-NOGAP", "there is no gap")
            self.report.refuse(kind, *fault, place)
            return
        again = [str(len(answers))] if len(answers) > 1 else []
        self._add(items, kind, place, stable_id(card.text, *again))

    def _plain(self, card: Card, place: str) -> Keys:
        return self.pictures.asked_with(card.text) | {"recall": self.pictures.brought(card.answer or "", place)}

    def _gapped(self, card: Card, place: str) -> list[Keys]:
        pieces, odd = _pieces(card.text)
        if odd:
            self.report.lose("HC-BRACKET", "brackets in code stay as they are; hashcards makes gaps of them", place)
        shown = [self.pictures.brought(piece, place) if isinstance(piece, str) else piece for piece in pieces]
        return cards_of(shown) if len(pieces) > 1 else []

    def _add(self, items: list[Keys], kind: str, place: str, name: str) -> None:
        for at, keys in enumerate(items):
            several = len(items) > 1
            one = Question(f"{name}-{at + 1}" if several else name, keys, kind, place, f"hashcards, {place}", at == 0)
            if several:
                keys["group"] = name
            self.brought.skill(*self.path).questions.append(one)


def _fault(card: Card) -> tuple[str, str] | None:
    if card.tag == "A":
        return "HC-ANSWER", "an answer without its question"
    if not card.text:
        return "HC-EMPTY", "there is no question"
    if card.tag == "Q" and not card.answer:
        return "HC-NOANSWER", _NO_ANSWER
    return None


def _pieces(text: str) -> tuple[list[Piece], bool]:
    """The text and its gaps, and whether there are brackets in code, which stay as they are.

    As hashcards' own parser takes them but for these: `![` begins a picture, `\\[` and `\\]` are brackets, of nested
    brackets the innermost are the gap.
    """
    pieces: list[Piece] = []
    hidden = masked(text, formulas=False)
    opened, odd, buffer = False, False, ""
    for found in _SIGN.finditer(text):
        sign = found.group()
        code = hidden[found.start()] == "\0"
        if sign == "[" and not code:
            pieces.append(buffer)
            opened, buffer = True, ""
        elif sign == "]" and opened and not code:
            pieces.append(Gap(buffer, len(pieces)))
            opened, buffer = False, ""
        elif sign != "]" or code:
            odd |= code and sign in ("[", "]")
            buffer += sign[1:] if sign in ("\\[", "\\]") else sign
    return [*pieces, buffer], odd
