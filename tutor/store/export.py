"""Everything in a learner's file as plain files: JSON Lines for programs, CSV for people and their spreadsheets."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from tutor.core.day import moment
from tutor.core.learner.rows import ROWS
from tutor.store import files, learners
from tutor.store.columns import COLUMNS
from tutor.store.folder import Folder, head_of
from tutor.store.log import Entry, Log
from tutor.store.settings import LARGEST
from tutor.store.trouble import translated, trouble

NAMES = {
    "skill": "skills",
    "item": "items",
    "goal": "goals",
    "note": "notes",
    "bookmark": "bookmarks",
    "piece": "portfolio",
    "day": "days",
}
"""What tables are called for people; the others are called as they are."""

_TIMES = re.compile(r"(\w+_)?at|due")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_encode = msgspec.json.Encoder().encode
Cells = dict[str, Any]


def export(db: sqlite3.Connection, folder: Path, settings: Path | None = None) -> list[Path]:
    """Write all into an empty or new folder, closed to others; returns the files. Raises `StoreTrouble`.

    `settings` are those of the learner, if there are any.
    In JSON Lines times are UTC milliseconds as they are kept, in CSV they are dates with an offset.
    """
    with translated(folder):
        files.private_folder(folder)
        if any(folder.iterdir()):
            raise trouble("not_empty", folder)
        log = Log(db)
        log.load()
        made = _pair(folder / "events", EVENT_COLUMNS, map(_event, log.ordered()))
        for table, kind in sorted(ROWS.items()):
            columns = COLUMNS[kind]
            rows = db.execute(columns.select.replace("where id = ?", "order by id"))
            made += _pair(folder / NAMES.get(table, table), columns.names, (_row(columns.read(one)) for one in rows))
        made += [*_log(folder, log), *_settings(folder, settings)]
        files.sync_folder(folder)
    return made


def _log(folder: Path, log: Log) -> list[Path]:
    """The events once more as they are chained, for `tutor data import`: what an older program can verify too."""
    if not log.end.seq:
        return []
    shared = Folder(folder)
    shared.write(head_of(learners.known(log)[0], log.device), log, range(1, log.end.seq + 1))
    return sorted(folder.glob("tutor-*.jsonl"))


def _settings(folder: Path, settings: Path | None) -> list[Path]:
    if settings is None or not settings.is_file():
        return []
    made = folder / "settings.json"
    files.private_file(made)
    made.write_bytes(settings.read_bytes()[:LARGEST])
    files.sync_file(made)
    return [made]


def _event(entry: Entry) -> Cells:
    event = entry.event
    head = {"number": entry.seq, "at": event.at, "offset": event.offset, "device": event.device, "id": event.id}
    data = msgspec.to_builtins(event.data)
    return {**head, "event": data.pop("event"), "data": data}


def _row(row: msgspec.Struct) -> Cells:
    return {name: msgspec.to_builtins(getattr(row, name)) for name in row.__struct_fields__}


def _pair(path: Path, columns: Sequence[str], rows: Iterable[Cells]) -> list[Path]:
    """The same rows twice; nothing of them is held in memory."""
    lines, table = path.with_suffix(".jsonl"), path.with_suffix(".csv")
    with _private(lines) as as_lines, _private(table) as as_table:
        writer = csv.DictWriter(as_table, columns, restval="")
        writer.writeheader()
        for row in rows:
            as_lines.write(_encode(row).decode() + "\n")
            offset = row.get("offset", 0)
            writer.writerow({name: cell(value, name, offset) for name, value in _flat(row).items() if name in columns})
    for each in (lines, table):
        files.sync_file(each)
    return [lines, table]


def _private(path: Path) -> io.TextIOWrapper:
    files.private_file(path)
    return path.open("w", encoding="utf-8", newline="")


EVENT_COLUMNS = (
    *("number", "at", "device", "id", "event", "skill", "item", "kind", "response", "text", "score", "correct"),
    *("rating", "seconds", "hints", "confidence", "more"),
)
"""What a person looks for in an event; all the rest of it is JSON in the last column."""


def _flat(row: Cells) -> Cells:
    if "data" not in row:
        return row
    data = dict(row["data"])
    known = {name: data.pop(name) for name in EVENT_COLUMNS if name in data and name not in row}
    return {**{name: row[name] for name in row if name != "data"}, **known, "more": data or ""}


def cell(value: Any, name: str = "", offset: int = 0) -> str:
    """A cell that a person can read and that no spreadsheet takes for a formula; hidden characters are named."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, name, offset)
    text = value if isinstance(value, str) else _encode(value).decode()
    text = _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _number(value: float, name: str, offset: int) -> str:
    if isinstance(value, int) and _TIMES.fullmatch(name):
        with suppress(OverflowError, ValueError):
            return when(value, offset) if value > 0 else ""
    return str(value)


def when(at: int, offset: int) -> str:
    """UTC milliseconds as a date and time with its offset, to the second."""
    told: datetime = moment(at, offset if abs(offset) < 24 * 60 else 0)
    return told.replace(microsecond=0).isoformat(sep=" ")
