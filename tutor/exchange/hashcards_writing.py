"""Decks of hashcards from a pack: a file for each skill, in a folder for each unit."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from tutor.core.course import Skill
from tutor.core.gaps import gaps
from tutor.core.item import Item
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.number import Number
from tutor.core.kinds.recall import Recall
from tutor.exchange.brought import Wishes
from tutor.exchange.gapped import HIDDEN
from tutor.exchange.markdown_files import masked
from tutor.exchange.report import Report
from tutor.exchange.sent import Sent, items_of, keys_of
from tutor.packs.compiled import Compiled
from tutor.packs.names import id_from, path_flaw

_HELD = {"ask", "recall", "answer", "number", "unit", "cloze", "group", "id", "source", "image", "alt", "audio"}
_TAG = re.compile(r"(?<=\n)(?=[QAC]:)")
_LOST = re.compile(r"^\s*(#|---\s*$)", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\[\]]*\](?=\()")
_APART = re.compile(r"\s*([-+*] |>|\||```|\$\$|!\[|\d+[.)] )")
_MEDIA = re.compile(r"(!\[[^\]]*\]\()(?=media/)")


class Holed(NamedTuple):
    """A text and which of its characters are asked for."""

    text: str
    holes: list[tuple[int, int]]


@dataclass
class _Deck:
    """The cards of a skill in their order. Gaps of the same text are one card, at the place of the first."""

    cards: list[str] = field(default_factory=list)
    gapped: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, holed: Holed) -> None:
        known = self.gapped.get(holed.text)
        if known is None:
            self.cards.append(f"C {holed.text}")
        self.gapped[holed.text] = sorted({*(known or []), *holed.holes})

    def written(self, name: str) -> bytes:
        """The file: the deck's name, then each card with an empty line after it."""
        cards = (_gapped(card[2:], self.gapped[card[2:]]) if card.startswith("C ") else card for card in self.cards)
        return "\n\n".join([f"---\nname = {json.dumps(name, ensure_ascii=False)}\n---", *cards]).encode() + b"\n"


def write(compiled: Compiled, wishes: Wishes) -> Sent:
    """A pack's recalled, typed and gapped items as decks; all other kinds are told as refused."""
    sent = Sent(Report("hashcards", "written"))
    titles = {unit.id: unit.title for unit in compiled.course.units}
    for skill, found in groupby(items_of(compiled), key=lambda one: one[0]):
        deck = _Deck()
        for _, full_id, item in found:
            _take(sent, deck, full_id, item)
        if deck.cards:
            sent.files[_file(sent, compiled, skill, titles)] = deck.written(skill.title)
    used = b"\n".join(sent.files.values()).decode()
    sent.files |= {f"/{name}": data for name, data in compiled.media.items() if f"@/{name})" in used}
    return sent


def _file(sent: Sent, compiled: Compiled, skill: Skill, titles: dict[str, str]) -> str:
    unit = titles.get(skill.unit, "")
    folder = "" if unit in ("", skill.title, compiled.course.title) else f"/{_named(unit)}"
    name = f"{folder}/{_named(skill.title)}.md"
    return name if name not in sent.files else f"{folder}/{skill.id.rpartition('/')[2]}.md"


def _named(title: str) -> str:
    return (
        title if "/" not in title and not title.startswith(".") and not path_flaw(title) else id_from(title) or "cards"
    )


def _take(sent: Sent, deck: _Deck, full_id: str, item: Item) -> None:
    kind, report = str(type(item).__struct_config__.tag), sent.report
    report.read[kind] += 1
    if item.vars or not isinstance(item, Recall | Answer | Number | Cloze):
        why = "its values change" if item.vars else "it is no card"
        report.refuse(kind, "HC-KIND", f"{kind}: {why}", full_id)
        return
    holed = _holed(item)
    question, answer = (holed.text, "") if holed else (_asked(item), _answer(item))
    if _LOST.search(_unfenced(f"{question}\n{answer}")):
        report.refuse(kind, "HC-LINE", "a line is --- or begins with #, which hashcards takes for its own", full_id)
        return
    report.imported[kind] += 1
    for key in sorted(keys_of(item) - _HELD):
        report.lose("HC-KEY", f"a card has no {key}", full_id)
    if isinstance(item, Answer | Number):
        report.lose("HC-TYPED", "it is typed and judged here, recalled and rated there", full_id)
    if holed:
        deck.add(holed)
    else:
        deck.cards.append(f"{_side('Q', question)}\n{_side('A', answer)}")


def _unfenced(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def _asked(item: Item) -> str:
    shown = [f"![{item.alt}]({item.image})"] if item.image else []
    heard = [f"![]({item.audio})"] if item.audio else []
    return "\n\n".join([*filter(None, [item.ask.strip()]), *shown, *heard])


def _answer(item: Recall | Answer | Number | Cloze) -> str:
    match item:
        case Recall():
            return item.recall.strip()
        case Answer():
            return item.accepted()[0]
        case Number():
            return f"{item.number} {item.unit}".strip()
        case _:
            return ""


def _holed(item: Item) -> Holed | None:
    """The text with its gaps, of a cloze, or of a question that an import made of one."""
    if isinstance(item, Cloze):
        found = gaps(item.cloze)
        around, inside = found.around, [accepted[0] for accepted in found.accepted]
        around = [f"{item.ask.strip()}\n\n{around[0]}" if item.ask.strip() else around[0], *around[1:]]
    elif isinstance(item, Recall) and item.ask.count(HIDDEN) == 1 and not item.image and not item.audio:
        formula = masked(item.ask, code=False)[item.ask.find(HIDDEN)] == "\0"
        around, inside = item.ask.split(HIDDEN), [item.recall.strip().strip("$") if formula else item.recall.strip()]
    else:
        return None
    text, holes = around[0], list[tuple[int, int]]()
    for gap, after in zip(inside, around[1:], strict=True):
        holes.append((len(text), len(text) + len(gap)))
        text += gap + after
    return Holed(text, holes)


def _side(tag: str, text: str) -> str:
    """A side of a card; what does not begin with words starts on a line of its own."""
    text = _MEDIA.sub(r"\1@/", _TAG.sub(" ", text))
    apart = _APART.match(text) and "\n" in text
    return f"{tag}:\n\n{text}" if apart else f"{tag}: {text}"


def _gapped(text: str, holes: list[tuple[int, int]]) -> str:
    """A `C:` card. Of holes that overlap the first is kept; import makes none such."""
    written, at = "", 0
    for start, end in holes:
        if start < at:
            continue
        before = written + _escaped(text[at:start])
        written = before + (" " if before.endswith(("!", "\\")) else "") + f"[{_escaped(text[start:end])}]"
        at = end
    return _side("C", written + _escaped(text[at:]))


def _escaped(text: str) -> str:
    """The text with its own brackets told from gaps; those of a picture stay."""
    pieces, at = list[str](), 0
    for picture in _PICTURE.finditer(text):
        pieces += [re.sub(r"([\[\]])", r"\\\1", text[at : picture.start()]), picture.group()]
        at = picture.end()
    return "".join([*pieces, re.sub(r"([\[\]])", r"\\\1", text[at:])])
