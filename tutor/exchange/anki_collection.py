"""What an Anki collection holds, alike for the old schema (11, everything in JSON) and the newest (18, in tables).

https://github.com/ankidroid/Anki-Android/wiki/Database-Structure
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tutor.exchange.brought import NotThisFormat
from tutor.exchange.protobuf import numbers, texts

FIELD_BREAK = "\x1f"
_MOST_TEXT = 1_000_000
"""Characters of a note or a template; more than a person reads on one card."""


@dataclass(frozen=True)
class Template:
    """One sort of card of a note type."""

    name: str
    front: str
    back: str


@dataclass(frozen=True)
class NoteType:
    """The names of the fields in their order, and the templates by their numbers; a cloze has one for all its cards."""

    name: str
    cloze: bool
    fields: list[str]
    templates: dict[int, Template]


@dataclass(frozen=True)
class Note:
    """The fields as HTML, in order."""

    id: int
    guid: str
    type: int
    tags: list[str]
    fields: list[str]


@dataclass(frozen=True)
class Card:
    """One card: the template or gap (from 0) that makes it of its note, and its deck at home."""

    id: int
    note: int
    number: int
    deck: int
    put_away: bool


@dataclass(frozen=True)
class Answer:
    """One row of the log: the time in UTC milliseconds, the button 1..4 (0 for none), the sort as Anki counts them."""

    at: int
    card: int
    button: int
    factor: int
    milliseconds: int
    sort: int


@dataclass
class Collection:
    """All of it but the cards and the log, which are read one by one."""

    db: sqlite3.Connection
    types: dict[int, NoteType] = field(default_factory=dict)
    decks: dict[int, list[str]] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    first_scheduler: bool = False
    """Whether the log is of Anki's first scheduler, whose buttons of learning cards have other numbers."""

    def count(self, table: str) -> int:
        """How many rows `cards` or `revlog` have."""
        return int(self.db.execute(f"select count(*) from {table}").fetchone()[0])

    def cards(self) -> Iterator[Card]:
        """The cards in the order in which they were made."""
        query = "select id, nid, ord, did, odid, queue from cards order by nid, ord, id"
        for id, note, number, deck, home, queue in self.db.execute(query):
            yield Card(_int(id), _int(note), _int(number), _int(home) or _int(deck), _int(queue) < 0)

    def answers(self) -> Iterator[Answer]:
        """The log in the order of its times."""
        for row in self.db.execute("select id, cid, ease, factor, time, type from revlog order by id"):
            yield Answer(*map(_int, row))


def collection_of(db: sqlite3.Connection) -> Collection:
    """The collection in a database. Raises NotThisFormat, sqlite3.Error."""
    names = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if not {"col", "notes", "cards", "revlog"} <= names:
        raise NotThisFormat("The collection in the package lacks the tables of Anki.")
    found = Collection(db)
    if "notetypes" in names:
        _newest(found)
    else:
        _old(found)
    found.notes = {note.id: note for note in _notes(db)}
    return found


def _notes(db: sqlite3.Connection) -> Iterator[Note]:
    for id, guid, type, tags, flds in db.execute("select id, guid, mid, tags, flds from notes"):
        yield Note(_int(id), _text(guid), _int(type), _text(tags).split(), _text(flds)[:_MOST_TEXT].split(FIELD_BREAK))


def _old(found: Collection) -> None:
    row = found.db.execute("select models, decks, conf from col").fetchone() or ("{}", "{}", "{}")
    models, decks, settings = map(_mapping, row)
    for name, model in models.items():
        found.types[_int(name)] = _old_type(_of(model))
    found.decks = {_int(name): _path(_text(_of(deck).get("name")).split("::")) for name, deck in decks.items()}
    found.first_scheduler = _int(settings.get("schedVer", 1)) < 2


def _old_type(model: dict[str, Any]) -> NoteType:
    held = [_of(one) for one in _list(model.get("tmpls"))]
    templates = {
        _int(one.get("ord", at)): _template(_text(one.get("name")), _text(one.get("qfmt")), _text(one.get("afmt")))
        for at, one in enumerate(held)
    }
    names = [_text(_of(one).get("name")) for one in _list(model.get("flds"))]
    return NoteType(_text(model.get("name")), _int(model.get("type", 0)) == 1, names, templates)


def _newest(found: Collection) -> None:
    for id, name, config in found.db.execute("select id, name, config from notetypes"):
        names = found.db.execute("select name from fields where ntid = ? order by ord", (id,))
        held = found.db.execute("select ord, name, config from templates where ntid = ? order by ord", (id,))
        templates = {}
        for number, title, made in held:
            sides = texts(_bytes(made))
            templates[_int(number)] = _template(_text(title), sides.get(1, ""), sides.get(2, ""))
        cloze = numbers(_bytes(config)).get(1) == 1
        found.types[_int(id)] = NoteType(_text(name), cloze, [_text(one) for (one,) in names], templates)
    for id, name in found.db.execute("select id, name from decks"):
        found.decks[_int(id)] = _path(_text(name).split(FIELD_BREAK))


def _template(name: str, front: str, back: str) -> Template:
    return Template(name, front[:_MOST_TEXT], back[:_MOST_TEXT])


def _path(names: list[str]) -> list[str]:
    return [name for one in names if (name := " ".join(re.sub(r"[\x00-\x1f]", " ", one).split()))]


def _int(value: object) -> int:
    try:
        return int(value) if isinstance(value, int | float | str) else 0
    except (ValueError, OverflowError):
        return 0


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else _bytes(value).decode("utf-8", "replace")


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def _mapping(text: object) -> dict[str, Any]:
    try:
        return _of(json.loads(_text(text) or "{}"))
    except (ValueError, RecursionError):
        raise NotThisFormat("The collection in the package is damaged: its note types can't be read.") from None


def _of(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
