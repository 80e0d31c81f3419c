"""From cards to items: one for each direction, each with all that is right there.

Where several cards of one list ask the same, the answers of all of them are right.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator

from tutor.core.item import Item
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.recall import Recall
from tutor.packs.nodes import Page
from tutor.packs.written import ItemDraft, WrittenCard, WrittenCards

BACK = "-back"
"""Added to the id of a card for the item that asks the other way."""
MOST_TEXTS = 100
"""Right texts of one side of a card, as many as an `answer` may have."""
_FRONT, _BACK = "front", "back"

HasRoom = Callable[[int, int, int], bool]
"""Whether there is room at an offset for so many more items, and so many characters that are copied."""
Row = tuple[int, WrittenCard]
"""A card, and where it was written."""


def slot(side: str) -> re.Pattern[str]:
    """`<<front>>` or `<<back>>`, as it stands in `ask` and `ask_back`."""
    return re.compile(rf"<<\s*{side}\s*>>")


def texts(side: str | list[str]) -> list[str]:
    """The texts of one side; the first is the one that is shown."""
    return [side] if isinstance(side, str) else side


def card_items(page: Page, rows: list[Row], table: WrittenCards, group: str, has_room: HasRoom) -> Iterator[ItemDraft]:
    """The items of all cards of a list. `group` begins the groups of the two directions; empty without them."""
    there = _Way(rows, table, _FRONT)
    back = _Way(rows, table, _BACK) if table.both else None
    for at, card in rows:
        name = card.id or _made_id(texts(card.front)[0], texts(card.back)[0])
        together = group and group + name
        for way, full in ((there, name), (back, name + BACK)):
            if way is not None:
                if not has_room(at, 0, way.copied(card)):
                    return
                yield ItemDraft(way.item(card, full, together), page, at, made=not card.id, card=True)


def _made_id(front: str, back: str) -> str:
    """From what is shown, so that a further right answer keeps what learners know of the card."""
    return hashlib.sha256(f"{front}\n{back}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


class _Way:
    """One direction in which the cards of a list are asked."""

    def __init__(self, rows: Iterable[Row], table: WrittenCards, asks: str) -> None:
        self.asks, self.answers = (_FRONT, _BACK) if asks == _FRONT else (_BACK, _FRONT)
        self.table = table
        self.template = table.ask if asks == _FRONT else table.ask_back
        self.right: dict[str, list[str]] = {}
        """All that is right for a text, over all the cards."""
        for _, card in rows:
            for asked in texts(getattr(card, self.asks)):
                known = self.right.setdefault(asked.strip(), [])
                known.extend(texts(getattr(card, self.answers))[: MOST_TEXTS - len(known)])

    def copied(self, card: WrittenCard) -> int:
        """Characters of the card's item that stand in others, too: those of `ask`, and answers of other cards."""
        right = self.right[texts(getattr(card, self.asks))[0].strip()]
        alone = len(right) <= len(texts(getattr(card, self.answers)))
        return len(self.template) + (0 if alone else sum(map(len, right)))

    def item(self, card: WrittenCard, name: str, group: str) -> Item:
        """What is spoken goes with the side it says, and the hint leads to the back only."""
        asked = texts(getattr(card, self.asks))[0]
        own = texts(getattr(card, self.answers))
        right = list(dict.fromkeys([*own, *self.right[asked.strip()]]))[:MOST_TEXTS]
        forward = self.asks == _FRONT
        spoken = card.speak not in right and (forward or card.speak == asked)
        common = {
            "id": name,
            "ask": slot(self.asks).sub(lambda _: asked, self.template) if self.template else asked,
            "group": group,
            "explain": "\n\n".join(filter(None, (card.explain, card.example))),
            "hints": [card.hint] if card.hint and forward else [],
            "speak": card.speak if spoken else "",
            "tags": _tags(card),
        }
        if not self.table.typed:
            return Recall(recall=" / ".join(right), **common)  # type: ignore[arg-type]
        rules = {"case": self.table.case, "accents": self.table.accents, "typos": self.table.typos}
        return Answer(answer=right if len(right) > 1 else right[0], **common, **rules)  # type: ignore[arg-type]


def _tags(card: WrittenCard) -> list[str]:
    tags = card.tags if isinstance(card.tags, list) else re.split(r"[\s,;]+", card.tags.strip())
    return [tag for tag in tags if tag]
