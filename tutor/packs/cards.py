"""Cards: many small facts at once, from a list or a table. Each becomes one item, or two, one for each direction."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, takewhile

from tutor.core.gaps import either
from tutor.packs.card_items import MOST_TEXTS, Row, card_items, slot, texts
from tutor.packs.convert import describe, names_of, say_unknown, to_struct
from tutor.packs.names import id_flaw
from tutor.packs.nodes import Map, Page, Seq
from tutor.packs.opening import open_named, seq_of
from tutor.packs.problems import quoted
from tutor.packs.written import ItemDraft, Reading, WrittenCard, WrittenCards
from tutor.packs.yaml_events import LONGEST, MOST_NODES

_NAMES = tuple(names_of(WrittenCard))
_COLUMNS = "the first line names the columns: `front`, `back` and, where you like, `id`, `hint`, `example`, `tags`"
_SEVERAL = re.compile(r" / |;")
"""How people write several answers in one text."""
_ROW = "`[front, back]`, each a text or a list of texts"


def read_cards(reading: Reading, page: Page, node: Map, skill: str) -> list[ItemDraft]:
    """The items that `cards:` of a skill stands for."""
    cards = node.get("cards")
    if cards is None:
        return []
    sheet, table = page, WrittenCards()
    if isinstance(cards, Seq):
        rows = list(_from_list(page, cards)) if reading.has_room_for(page, cards, lambda row: 1) else []
    elif isinstance(cards, Map):
        written = _table(page, node.value_at("cards"), cards)
        opened = open_named(reading, page, cards.value_at("file"), written.file) if written and written.file else page
        if written is None or opened is None:
            return []
        sheet, table = opened, written
        rows = _rows(reading, page, sheet, table, seq_of(page, cards, "rows"))
    else:
        what = f"`cards` must be a list of `[front, back]` or `{{file: words.csv}}`, not {describe(cards)}"
        page.error(node.value_at("cards"), "value", what)
        return []
    if table.typed:
        _look_for_several(sheet, rows, table)
    group = reading.full(f"{skill}/card-") if table.both else ""
    return list(card_items(sheet, rows, table, group, partial(reading.has_room, sheet)))


def _rows(reading: Reading, page: Page, sheet: Page, table: WrittenCards, written: Seq) -> list[Row]:
    """The rows of a table or of a list, as long as there is room for their items."""
    ways = 2 if table.both else 1
    if not table.file:
        return list(_from_list(page, written)) if reading.has_room_for(page, written, lambda row: ways) else []
    reading.budget.nodes -= sheet.text.count("\n")  # a line costs as much as a node
    if reading.budget.nodes < 0:
        sheet.error(0, "too-many-nodes", f"the pack has more than {MOST_NODES:,} texts and lines", "split the course")
        return []
    return list(takewhile(lambda row: reading.has_room(sheet, row[0], ways), _from_table(sheet, table)))


def _table(page: Page, at: int, node: Map) -> WrittenCards | None:
    """What stands around the rows, or nothing after saying what is wrong."""
    table = to_struct(page, node, WrittenCards, other_keys=("rows",))
    if table is None:
        return None
    if "file" in node and "rows" in node:
        page.error(node.key_at("rows"), "misplaced", "cards have `file` or `rows`, not both", "keep one")
        return None
    if not table.file and "rows" not in node:
        hint = "add `file: words.csv`, or the cards themselves: `rows: [[front, back], …]`"
        page.error(at, "missing", "`file` or `rows` is missing", hint)
        return None
    for key, needed, there in (
        ("ask_back", "both", table.both),
        *((key, "typed", table.typed) for key in ("case", "accents", "typos")),
    ):
        if key in node and not there:
            page.error(node.key_at(key), "misplaced", f"`{key}` needs `{needed}: true`", f"add `{needed}: true`")
    for key, side, other in (("ask", "front", "back"), ("ask_back", "back", "front")):
        _check_slots(page, node, key, side, other)
    return table


def _check_slots(page: Page, node: Map, key: str, side: str, other: str) -> None:
    """`ask` needs the slot of the side that is asked, and would give the answer away with the other."""
    written = node.get(key)
    if not written:
        return
    if not slot(side).search(written):
        hint = f"write `<<{side}>>` where the text of the card belongs"
        page.error(node.value_at(key), "value", f"`{key}` has no `<<{side}>>`, so all cards ask the same", hint)
    if slot(other).search(written):
        page.error(node.value_at(key), "value", f"`<<{other}>>` in `{key}` tells the answer", "take it out")


def _from_list(page: Page, cards: Seq) -> Iterator[Row]:
    for at, entry in cards.taken():
        if isinstance(entry, Map):
            card = to_struct(page, entry, WrittenCard)
        elif isinstance(entry, Seq) and len(entry) == 2 and all(map(_is_side, entry)):
            card = WrittenCard(front=entry[0], back=entry[1])
        else:
            card = None
            _say_no_card(page, at, entry)
        if card is not None and _is_whole(page, at, card):
            yield at, card


def _is_side(side: object) -> bool:
    return isinstance(side, str) or (isinstance(side, Seq) and all(isinstance(text, str) for text in side))


def _say_no_card(page: Page, at: int, entry: object) -> None:
    if not isinstance(entry, Seq):
        page.error(at, "value", f"a card must be `[front, back]`, not {describe(entry)}")
    elif len(entry) == 2:
        page.error(at, "value", f"a card must be {_ROW}")
    else:
        hint = "put several right answers into a list: `[front, [back, also right]]`" if len(entry) > 2 else ""
        page.error(at, "value", f"a card must be `[front, back]`, not a list of {len(entry)}", hint)


def _from_table(page: Page, table: WrittenCards) -> Iterator[Row]:
    """The rows of a table with a head line; columns are parted by commas, semicolons or tabs."""
    head = page.line_at(0)
    lines = _Lines(page.text)
    columns: list[str] = []
    at = 0
    try:
        for row in csv.reader(lines, delimiter=max(",;\t", key=head.count), strict=True):
            at, lines.row = lines.row, lines.at
            if not columns:
                columns = _columns(page, row)
                if not columns:
                    return
            elif any(cell.strip() for cell in row):
                card = _row(page, at, columns, row, several=table.typed or table.both)
                if card is not None and _is_whole(page, at, card):
                    yield at, card
    except csv.Error as error:
        page.error(lines.row, "table", f"the row that begins here can't be read: {error}", "check the quotes")
        return
    if not columns:
        page.error(0, "table", "the table is empty", "its first line names the columns: `front,back`")


class _Lines:
    """The lines of a text, one by one; `at` is the offset behind the last, `row` where the row that is read begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.row = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        start = self.at
        if start == len(self.text):
            raise StopIteration
        self.at = self.text.find("\n", start) + 1 or len(self.text)
        return self.text[start : self.at]


def _columns(page: Page, row: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    good = True
    for index, column in enumerate(columns):
        if column not in _NAMES:
            say_unknown(page, 0, row[index].strip(), _NAMES, otherwise=_COLUMNS)
            good = False
        elif column in columns[:index]:
            page.error(0, "table", f"the column {quoted(column)} is there twice", "keep one")
            good = False
    if good and not {"front", "back"} <= set(columns):
        page.error(0, "table", "the table needs the columns `front` and `back`", "name the columns in its first line")
        good = False
    return columns if good else []


def _row(page: Page, at: int, columns: list[str], row: list[str], *, several: bool) -> WrittenCard | None:
    if len(row) > len(columns):
        what = f"the row has {len(row)} cells, more than the {len(columns)} columns"
        page.error(at, "table", what, "put quotes around a cell that holds the separator")
        return None
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    if max(map(len, row)) > LONGEST:
        page.error(at, "too-long", f"a cell of more than {LONGEST:,} characters", "shorten it")
        return None
    sides = [cells.pop(side, "") for side in ("front", "back")]
    front, back = (_either(page, at, cell) if several and "|" in cell else cell for cell in sides)
    return WrittenCard(front=front, back=back, **cells)


def _either(page: Page, at: int, cell: str) -> str | list[str]:
    """The texts of a cell. A bar that parts nothing, as in `|x|`, is a bar."""
    found = either(cell)
    if all(found):
        return found if len(found) > 1 else found[0]
    what = f"a bar in {quoted(cell)} has no text on one side, so the cell is taken as it stands"
    page.warning(at, "several", what, "write `a|b` for several right answers, and `\\|` for a bar itself")
    return cell


def _is_whole(page: Page, at: int, card: WrittenCard) -> bool:
    flaw = id_flaw(card.id) if card.id else ""
    if flaw:
        page.error(at, "id", f"{quoted(card.id)} is no id of a card: {flaw}")
    for side, code in (("front", "no-question"), ("back", "no-answer")):
        found = texts(getattr(card, side))
        if not any(text.strip() for text in found):
            page.error(at, code, f"the card has no {side}", f"give it a {side}")
            return False
        if not all(text.strip() for text in found):
            page.error(at, code, f"one of the texts of the card's {side} is empty", "fill it in or remove it")
            return False
        if len(found) > MOST_TEXTS:
            what = f"the card's {side} has {len(found):,} texts, more than {MOST_TEXTS}"
            page.error(at, "too-many", what)
            return False
    return not flaw


def _look_for_several(page: Page, rows: list[Row], table: WrittenCards) -> None:
    """Warn about a text to be typed that looks like several in one."""
    for at, card in rows:
        sides = (card.front, card.back) if table.both else (card.back,)
        for text in chain.from_iterable(side if isinstance(side, list) else [side] for side in sides):
            parts = [part.strip() for part in _SEVERAL.split(text)]
            if len(parts) > 1 and all(any(map(str.isalpha, part)) for part in parts):
                shown = quoted("|".join(parts) if table.file else f"[{', '.join(parts)}]", 80)
                what = f"{quoted(text)} must be typed as it stands"
                page.warning(at, "several", what, f"if these are several right answers, write {shown}")
