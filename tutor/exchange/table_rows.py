"""Delimited text taken apart: Anki's `#` lines, what parts the columns, and the rows by the lines they begin on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tutor.exchange.brought import NotThisFormat

SIGNS = {"tab": "\t", r"\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
"""Separators by the names that Anki writes and people type; any other text stands for itself."""
_HEADER = re.compile(r"#([a-z][a-z ]*):(.*)")
_KNOWN = re.compile(r"(separator|html|columns|notetype|deck|tags|if matches|(notetype|deck|tags|guid|id) column)")
_QUOTED = r'"(?:[^"]|"")*"(?=%s|\n|\Z)'


class Row(NamedTuple):
    """One row: the line it begins on, counted from 1, and its cells."""

    line: int
    cells: list[str]


@dataclass
class Table:
    """The rows of a text and what its `#` lines say. `comments` are lines with columns that are commented out."""

    rows: list[Row]
    separator: str
    said: dict[str, str] = field(default_factory=dict)
    comments: list[int] = field(default_factory=list)

    @property
    def columns(self) -> dict[int, str]:
        """What Anki's `#deck column:3` and its like say of columns, counted from 0."""
        found = {}
        for key, value in self.said.items():
            name, column, _ = key.partition(" column")
            if column and value.isdecimal() and 0 < len(value) < 4:
                found[int(value) - 1] = name
        return found


def table_of(text: str, separator: str, name: str) -> Table:
    """Take a text apart. Raises NotThisFormat when it isn't clear what parts its columns."""
    lines = text.split("\n")
    said: dict[str, str] = {}
    noted: list[int] = []
    start = 0
    for start, line in enumerate([*lines, ""]):
        if not line.startswith("#"):
            break
        header = _HEADER.fullmatch(line.rstrip())
        if header and _KNOWN.fullmatch(header[1]):
            said[header[1]] = header[2].strip() if header[1] != "separator" else header[2]
        else:
            noted.append(start)
    rest = "\n".join(lines[start:])
    sign = _sign(separator or said.get("separator", "")) or _guessed(rest, name)
    table = Table([], sign, said, [line + 1 for line in noted if sign in lines[line]])
    for row in _rows(rest, sign, start + 1):
        if said and lines[row.line - 1].startswith("#"):
            table.comments += [row.line] if len(row.cells) > 1 else []
        else:
            table.rows.append(row)
    return table


def _sign(said: str) -> str:
    return SIGNS.get(said.strip().lower(), said)


def _guessed(text: str, name: str) -> str:
    """A tab where there is one, else the sign that each line has as often as the others."""
    if "\t" in text:
        return "\t"
    for sign in ";", ",":
        counts = {len(row.cells) for row in _rows(text, sign, 1)}
        if len(counts) == 1 and counts != {1}:
            return sign
    raise NotThisFormat(
        f"It is not clear what parts the columns of {name}: no tab, and no ; or , as often in every line; "
        "say it with --separator."
    )


def _rows(text: str, sign: str, first: int) -> Iterator[Row]:
    """The rows that hold anything. A quote opens a cell only where another closes it: many people write quotes."""
    cell = re.compile(f"{_QUOTED % re.escape(sign)}|(?:(?!{re.escape(sign)})[^\n])*")
    at, line, began, cells = 0, first, first, list[str]()
    while at <= len(text):
        found = cell.match(text, at)
        raw = found.group() if found else ""
        quoted = len(raw) > 1 and raw[0] == raw[-1] == '"'
        cells.append(raw[1:-1].replace('""', '"') if quoted else raw)
        line += raw.count("\n")
        at += len(raw)
        if text.startswith(sign, at):
            at += len(sign)
            continue
        if any(one.strip() for one in cells):
            yield Row(began, cells)
        at, line = at + 1, line + 1
        began, cells = line, []
