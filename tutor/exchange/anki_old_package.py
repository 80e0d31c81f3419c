"""Writing a package as every Anki reads it: a zip with `collection.anki2` (schema 11) and the list of files in JSON.

The same notes give the same bytes: all ids come from the notes' own, and no clock is read.
https://github.com/ankidroid/Anki-Android/wiki/Database-Structure
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from typing import Any

from tutor.exchange.anki_collection import FIELD_BREAK
from tutor.exchange.markup import plain

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST_ID, _IDS = 1_300_000_000_000, 300_000_000_000
"""Ids are times in milliseconds for Anki; ours lie in the years 2011 to 2020."""
_SCHEMA = """
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
    ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
    models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
    usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
    flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
    mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
    ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
    left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
    ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
    type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);
"""
_CSS = """.card { font-family: sans-serif; font-size: 20px; text-align: left; }
.cloze { font-weight: bold; color: #06c; }
"""


@dataclass(frozen=True)
class Model:
    """A note type: its id, name, fields, and the two sides of each of its cards."""

    id: int
    name: str
    fields: Sequence[str]
    cards: Sequence[tuple[str, str]]
    cloze: bool = False


@dataclass(frozen=True)
class Sent:
    """One note: its fields as HTML, by the model's names, and the numbers of its cards."""

    guid: str
    model: Model
    fields: Mapping[str, str]
    deck: str
    tags: Sequence[str] = ()
    cards: Sequence[int] = (0,)


@dataclass
class _Ids:
    """Ids that come from names; two names never share one."""

    taken: set[int] = field(default_factory=set)

    def of(self, name: str) -> int:
        found = _FIRST_ID + int.from_bytes(sha256(name.encode()).digest()[:6], "big") % _IDS
        while found in self.taken:
            found += 1
        self.taken.add(found)
        return found


def package(notes: Sequence[Sent], files: Mapping[str, bytes], changed: int) -> bytes:
    """The package's bytes. `files` by flat names; `changed` (UTC seconds) is when the notes were changed last: Anki
    brings a note up to date where that is later than its own.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "collection.anki2", _collection(notes, changed))
        _put(archive, "media", json.dumps({str(at): name for at, name in enumerate(files)}).encode())
        for at, data in enumerate(files.values()):
            _put(archive, str(at), data)
    return made.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    archive.writestr(entry, data)


def _collection(notes: Sequence[Sent], changed: int) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.executescript(_SCHEMA)
        db.execute("begin")
        ids, card_ids, deck_ids = _Ids(), _Ids(), _Ids()
        decks = {name: deck_ids.of(name) for name in dict.fromkeys(note.deck for note in notes)}
        _fill_head(db, notes, decks, changed)
        due = 0
        for note in notes:
            id = ids.of(note.guid)
            _add_note(db, id, note, changed)
            for number in note.cards:
                due += 1
                row = (card_ids.of(f"{note.guid} {number}"), id, decks[note.deck], number, changed, due)
                db.execute("insert into cards values(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')", row)
        db.execute("commit")
        return db.serialize()


def _add_note(db: sqlite3.Connection, id: int, note: Sent, changed: int) -> None:
    fields = [note.fields.get(name, "").replace(FIELD_BREAK, "") for name in note.model.fields]
    first = plain(fields[0])
    check = int(sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    row = (id, note.guid, note.model.id, changed, tags, FIELD_BREAK.join(fields), first, check)
    db.execute("insert into notes values(?,?,?,?,-1,?,?,?,?,0,'')", row)


def _fill_head(db: sqlite3.Connection, notes: Sequence[Sent], decks: Mapping[str, int], changed: int) -> None:
    models = {str(note.model.id): _model(note.model, changed) for note in notes}
    held = {str(id): _deck(id, name, changed) for name, id in decks.items()} | {"1": _deck(1, "Default", changed)}
    settings = {"nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0}
    settings |= {"sortBackwards": False, "addToCur": True, "curDeck": 1, "newSpread": 0, "dueCounts": True}
    settings |= {"curModel": None, "collapseTime": 1200, "schedVer": 2}
    texts = [json.dumps(one) for one in (settings, models, held, {"1": _OPTIONS}, {})]
    row = (_FIRST_ID // 1000, changed * 1000, changed * 1000, *texts)
    db.execute("insert into col values(1,?,?,?,11,0,0,0,?,?,?,?,?)", row)


def _deck(id: int, name: str, changed: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id, "name": name, "mod": changed, "usn": -1, "desc": "", "dyn": 0, "conf": 1}
    made |= {"collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0}
    return made | {f"{what}Today": [0, 0] for what in ("new", "rev", "lrn", "time")}


def _model(model: Model, changed: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": model.id, "name": model.name, "type": int(model.cloze), "mod": changed, "usn": -1}
    made |= {"sortf": 0, "did": None, "css": _CSS, "tags": [], "vers": [], "latexPre": "", "latexPost": ""}
    made["req"] = [[at, "any", [0]] for at in range(len(model.cards))]
    look = {"font": "Arial", "size": 20, "sticky": False, "rtl": False, "media": []}
    made["flds"] = [{"name": name, "ord": at, **look} for at, name in enumerate(model.fields)]
    sides = {"bqfmt": "", "bafmt": "", "did": None}
    made["tmpls"] = [
        {"name": f"Card {at + 1}", "ord": at, "qfmt": front, "afmt": back, **sides}
        for at, (front, back) in enumerate(model.cards)
    ]
    return made


_NEW = {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20}
_OPTIONS: dict[str, Any] = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "autoplay": True,
    "maxTaken": 60,
    "replayq": True,
    "timer": 0,
    "new": {**_NEW, "separate": True},
    "rev": {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 100},
    "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
}
