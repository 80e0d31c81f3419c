"""A row of a table as items, and an item as a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tutor.core.gaps import OPEN
from tutor.core.item import Item
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.number import Number
from tutor.core.kinds.recall import Recall
from tutor.core.kinds.true_false import TrueFalse
from tutor.exchange.brought import Keys
from tutor.exchange.gapped import Gap, Piece, TooMuch, cards_of
from tutor.exchange.table_cells import joined, parted

_ANKI_GAP = re.compile(r"\{\{c(\d{1,3})::((?:(?!\}\}|\{\{c\d).)*)\}\}", re.DOTALL)
KINDS = {
    **dict.fromkeys(("", "recall", "card", "flashcard", "basic"), "recall"),
    **dict.fromkeys(("answer", "typed", "text", "short answer", "type-in"), "answer"),
    **dict.fromkeys(("choices", "choice", "multiple choice"), "choices"),
    **dict.fromkeys(("true_false", "true/false", "true false"), "true_false"),
    **dict.fromkeys(("number", "numeric", "numerical"), "number"),
    **dict.fromkeys(("formula", "expression"), "formula"),
    **dict.fromkeys(("cloze", "gaps", "fill in"), "cloze"),
}
"""What people write in a column `type`, and the kind it is."""


class NoItem(Exception):
    """The row can't be an item: its code, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass
class Cells:
    """What a row holds: `typed` is the answer as plain text, all others are Markdown."""

    prompt: str
    answer: str
    typed: str
    type: str = ""
    options: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    explain: str = ""

    def items(self) -> list[Keys]:
        """The keys of the items: one, or one for each gap of a cloze. Raises NoItem."""
        more: Keys = {"hints": self.hints} if self.hints else {}
        more |= {"explain": self.explain} if self.explain else {}
        return [
            keys | more | ({"hints": [*keys["hints"], *self.hints]} if "hints" in keys else {})
            for keys in self._of_kind()
        ]

    def _of_kind(self) -> list[Keys]:
        if pieces := _anki_gaps(self.prompt):
            below = {"explain": self.answer} if self.answer and not self.explain else {}
            try:
                return [keys | below for keys in cards_of(pieces)]
            except TooMuch as trouble:
                raise NoItem("TABLE-LONG", str(trouble)) from None
        kind = KINDS.get(self.type if self.type or not self.options else "choices")
        if kind is None:
            raise NoItem("TABLE-TYPE", f"the type {self.type[:30]!r} is none of {', '.join(filter(None, KINDS))}")
        if kind == "cloze":
            return [{"cloze": self.prompt}]
        if not self.answer.strip():
            raise NoItem("TABLE-ANSWER", "there is no answer")
        return [{"ask": self.prompt, kind: self._value(kind)}]

    def _value(self, kind: str) -> object:
        if kind == "choices":
            return self._choices()
        if kind == "answer":
            texts = parted(self.typed)
            return texts if len(texts) > 1 else texts[0]
        return self.answer if kind == "recall" else self.typed.strip()

    def _choices(self) -> list[Keys]:
        """All options in their order. An answer that is none of them, nor the letter of one, comes before them."""
        right = [option for option in self.options if option in self.right] or self._by_letter()
        options = self.options if right else [*self.right, *self.options]
        return [{"right" if option in (right or self.right) else "wrong": option} for option in options]

    def _by_letter(self) -> list[str]:
        letter = self.typed.strip().upper()
        at = "ABCDEFGHIJ".find(letter) if len(letter) == 1 else -1
        return self.options[at : at + 1] if at >= 0 else []


def _anki_gaps(text: str) -> list[Piece]:
    """The pieces of a text with Anki's `{{c1::gap::hint}}`; nothing when it has none."""
    pieces, at = list[Piece](), 0
    for found in _ANKI_GAP.finditer(text):
        gap, _, hint = found[2].partition("::")
        pieces += [text[at : found.start()], Gap(gap, int(found[1]), hint)]
        at = found.end()
    return [*pieces, text[at:]] if pieces else []


def row_of(item: Item) -> tuple[dict[str, str], set[str]] | None:
    """An item's cells by our columns, and which of its keys they hold. None for a kind that is no row."""
    row, held = {"ask": item.ask}, {"ask", "hints", "explain", "tags", "group", "id"}
    match item:
        case Recall():
            row |= {"answer": item.recall}
        case Answer():
            row |= {"answer": joined(item.accepted())}
        case Choices():
            row |= {"answer": joined(c.text for c in item.choices if c.is_right)}
            row |= {"options": joined(c.text for c in item.choices)}
        case TrueFalse():
            row |= {"answer": "true" if item.true_false else "false"}
        case Number() if item.tolerance is None and not item.unit:
            row |= {"answer": item.number}
        case Formula() if not item.domain and not item.form:
            row |= {"answer": item.formula}
        case Cloze():
            row |= {"ask": "\n\n".join(filter(None, [item.ask.replace(OPEN, "\\" + OPEN), item.cloze]))}
        case _:
            return None
    kind = type(item).__struct_config__.tag
    row |= {"type": str(kind), "explanation": item.explain, "tags": joined(item.tags), "group": item.group}
    row["hint"] = joined(hint for hint in item.hints if isinstance(hint, str))
    if not all(isinstance(hint, str) for hint in item.hints):
        held -= {"hints"}
    return row, {*held, str(kind)}
