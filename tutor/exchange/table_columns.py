"""Which column of a table is what: by Anki's lines, by a first row of names, else in the usual order."""

from __future__ import annotations

import re
from typing import NamedTuple

from tutor.exchange.table_cells import NAMES
from tutor.exchange.table_rows import Row, Table

_HTML = re.compile(r"</?(br|b|i|u|p|em|img|div|span|sub|sup|ul|ol|li|a|font|strong|table)\b[^<>]*>|&(#?\w{2,8});", re.I)
_ANKIS = {"guid": "id", "deck": "skill", "tags": "tags", "notetype": "notetype"}


class Columns(NamedTuple):
    """`names` are what columns are, by their place from 0; `unknown` are titles that say nothing to us.

    `ours` is a table that an export of ours wrote: its texts are Markdown. `html` tells that they are HTML.
    """

    names: dict[int, str]
    rows: list[Row]
    unknown: list[str]
    ours: bool = False
    html: bool = False
    titled: bool = False

    def named(self, row: Row) -> dict[str, str]:
        """The cells of a row by what they are."""
        found = {name: row.cells[at] for at, name in self.names.items() if at < len(row.cells)}
        return found if self.ours else {name: cell.strip("\n") for name, cell in found.items()}

    def others(self, row: Row) -> list[str]:
        """The cells of columns without a title, which belong to the answer."""
        return [] if self.titled else [cell for at, cell in enumerate(row.cells) if at not in self.names]


def columns_of(table: Table) -> Columns:
    """What the columns of a table are."""
    known = {at: _ANKIS[name] for at, name in table.columns.items()}
    if table.said.get("tags", "").isdecimal():
        known[int(table.said["tags"][:3]) - 1] = "tags"  # as older versions of Anki wrote it
    rows, titles = table.rows, list[str]()
    if "columns" in table.said:
        titles = table.said["columns"].split(table.separator)
    elif rows:
        titles = rows[0].cells
    names = _titled(titles) if titles else {}
    titled = bool(names)
    if titled and "columns" not in table.said:
        rows = rows[1:]
    unknown = [title.strip() for at, title in enumerate(titles) if at not in names | known and title.strip()]
    names = known | (names or _in_order(rows, known))
    ours = "ask" in names.values()
    return Columns(names, rows, unknown if titled else [], ours, not ours and _is_html(table), titled)


def _titled(titles: list[str]) -> dict[int, str]:
    """What the titles say; nothing when they are no titles but a row as any other."""
    found = {at: NAMES[word] for at, title in enumerate(titles) if (word := title.strip().lower()) in NAMES}
    names = set(found.values())
    is_one = len(names) == len(found) and names & {"prompt", "ask"} and names & {"answer", "options", "type"}
    return found if is_one else {}


def _in_order(rows: list[Row], known: dict[int, str]) -> dict[int, str]:
    width = max((len(row.cells) for row in rows), default=0)
    return dict(zip((at for at in range(width) if at not in known), ("prompt", "answer"), strict=False))


def _is_html(table: Table) -> bool:
    said = table.said.get("html")
    return said == "true" if said else any(_HTML.search(cell) for row in table.rows for cell in row.cells)
