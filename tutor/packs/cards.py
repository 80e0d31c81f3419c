"""Cards: many small facts at once, from a list or a table. Each becomes one item, or two, one for each direction."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator

from tutor.core.kinds.answer import Answer
from tutor.core.kinds.recall import Recall
from tutor.packs.convert import describe, names_of, say_unknown, to_struct
from tutor.packs.names import id_flaw
from tutor.packs.nodes import Map, Page, Seq
from tutor.packs.opening import open_named
from tutor.packs.problems import quoted
from tutor.packs.written import ItemDraft, Reading, WrittenCard, WrittenCards
from tutor.packs.yaml_events import LONGEST

_NAMES = tuple(names_of(WrittenCard))
BACK = "-back"
"""Added to the id of a card for the item that asks the other way."""


def read_cards(reading: Reading, page: Page, node: Map, skill: str) -> list[ItemDraft]:
    """The items that `cards:` of a skill stands for."""
    cards = node.get("cards")
    if cards is None:
        return []
    if isinstance(cards, Seq):
        rows, sheet, table = list(_from_list(page, cards)), page, WrittenCards(file="")
    elif isinstance(cards, Map):
        written = to_struct(page, cards, WrittenCards)
        opened = open_named(reading, page, cards.value_at("file"), written.file) if written else None
        if written is None or opened is None:
            return []
        rows, sheet, table = list(_from_table(opened)), opened, written
    else:
        what = f"`cards` must be a list of `[front, back]` or `{{file: words.csv}}`, not {describe(cards)}"
        page.error(node.value_at("cards"), "value", what)
        return []
    group = reading.full(f"{skill}/card-") if table.both else ""
    return [draft for at, card in rows for draft in _items(sheet, at, card, table, group)]


def _from_list(page: Page, cards: Seq) -> Iterator[tuple[int, WrittenCard]]:
    for at, entry in zip(cards.marks, cards, strict=True):
        if isinstance(entry, Map):
            card = to_struct(page, entry, WrittenCard)
        elif isinstance(entry, Seq) and len(entry) == 2 and all(isinstance(side, str) for side in entry):
            card = WrittenCard(front=entry[0], back=entry[1])
        else:
            card = None
            shown = f"a list of {len(entry)}" if isinstance(entry, Seq) else describe(entry)
            page.error(at, "value", f"a card must be `[front, back]`, not {shown}")
        if card is not None and _is_whole(page, at, card):
            yield at, card


def _from_table(page: Page) -> Iterator[tuple[int, WrittenCard]]:
    """The rows of a table with a head line; columns are parted by commas, semicolons or tabs."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\n", page.text)), len(page.text)]
    head = page.line_at(0)
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(page.text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    columns: list[str] = []
    line = 0
    try:
        for row in rows:
            at, line = starts[line], min(rows.line_num, len(starts) - 1)
            if not columns:
                columns = _columns(page, row)
                if not columns:
                    return
            elif any(cell.strip() for cell in row):
                card = _row(page, at, columns, row)
                if card is not None and _is_whole(page, at, card):
                    yield at, card
    except csv.Error as error:
        page.error(
            starts[min(rows.line_num, len(starts) - 1) - 1],
            "table",
            f"the table can't be read here: {error}",
            "check the quotes",
        )
        return
    if not columns:
        page.error(0, "table", "the table is empty", "its first line names the columns: `front,back`")


def _columns(page: Page, row: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    good = True
    for index, column in enumerate(columns):
        if column not in _NAMES:
            say_unknown(page, 0, row[index].strip(), _NAMES)
            good = False
        elif column in columns[:index]:
            page.error(0, "table", f"the column {quoted(column)} is there twice", "keep one")
            good = False
    if good and not {"front", "back"} <= set(columns):
        page.error(0, "table", "the table needs the columns `front` and `back`", "name the columns in its first line")
        good = False
    return columns if good else []


def _row(page: Page, at: int, columns: list[str], row: list[str]) -> WrittenCard | None:
    if len(row) > len(columns):
        what = f"the row has {len(row)} cells, more than the {len(columns)} columns"
        page.error(at, "table", what, "put quotes around a cell that holds the separator")
        return None
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    if max(map(len, row)) > LONGEST:
        page.error(at, "too-long", f"a cell of more than {LONGEST:,} characters", "shorten it")
        return None
    return WrittenCard(front=cells.pop("front", ""), back=cells.pop("back", ""), **cells)


def _is_whole(page: Page, at: int, card: WrittenCard) -> bool:
    flaw = id_flaw(card.id) if card.id else ""
    if flaw:
        page.error(at, "id", f"{quoted(card.id)} is no id of a card: {flaw}")
    for side in ("front", "back"):
        if not getattr(card, side).strip():
            page.error(
                at, "no-answer" if side == "back" else "no-question", f"the card has no {side}", f"give it a {side}"
            )
            return False
    return not flaw


def _items(page: Page, at: int, card: WrittenCard, table: WrittenCards, group: str) -> Iterator[ItemDraft]:
    name = card.id or _made_id(card.front, card.back)
    group = group and group + name
    yield _item(page, at, card, name, (card.front, card.back), group=group, typed=table.typed)
    if table.both:
        yield _item(page, at, card, name + BACK, (card.back, card.front), group=group, typed=table.typed)


def _made_id(front: str, back: str) -> str:
    return hashlib.sha256(f"{front}\n{back}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _item(
    page: Page, at: int, card: WrittenCard, name: str, sides: tuple[str, str], *, group: str, typed: bool
) -> ItemDraft:
    """One direction. What is spoken goes with the side it says, and the hint leads to the back only."""
    ask, answer = sides
    tags = card.tags if isinstance(card.tags, list) else re.split(r"[\s,;]+", card.tags.strip())
    speak = card.speak if card.speak != answer and (card.speak == ask or ask == card.front) else ""
    hints: list[object] = [card.hint] if card.hint and ask == card.front else []
    common = {
        "id": name,
        "ask": ask,
        "group": group,
        "explain": card.example,
        "hints": hints,
        "speak": speak,
        "tags": [tag for tag in tags if tag],
    }
    item = Answer(answer=answer, **common) if typed else Recall(recall=answer, **common)  # type: ignore[arg-type]
    return ItemDraft(item, page, at, made=not card.id, card=True)
