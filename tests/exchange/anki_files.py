"""Anki packages as Anki writes them, made for the tests: the old schema in two generations, and the newest."""

import json
import sqlite3
import zipfile

import zstandard

BASIC = {"name": "Basic", "fields": ["Front", "Back"], "cards": [("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")]}
BOTH = BASIC | {
    "name": "Both",
    "cards": [*BASIC["cards"], ("{{Back}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Front}}")],
}
TYPED = BASIC | {"name": "Typed", "cards": [("{{Front}}\n{{type:Back}}", "{{FrontSide}}<hr id=answer>{{Back}}")]}
CLOZE = {
    "name": "Cloze",
    "fields": ["Text", "Extra"],
    "cloze": True,
    "cards": [("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")],
}
SHARED = """
create table col(id integer primary key, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
create table notes(id integer primary key, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data);
create table cards(id integer primary key, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left,
    odue, odid, flags, data);
create table revlog(id integer primary key, cid, usn, ease, ivl, lastIvl, factor, time, type);
"""
TABLES = """
create table notetypes(id integer primary key, name text collate unicase, mtime_secs, usn, config blob);
create table fields(ntid, ord, name text collate unicase, config blob, primary key (ntid, ord)) without rowid;
create table templates(ntid, ord, name text collate unicase, mtime_secs, usn, config blob, primary key (ntid, ord));
create table decks(id integer primary key, name text collate unicase, mtime_secs, usn, common, kind);
"""


class Deck:
    """A package to be. Notes are added with their type and fields; a card is made for each template or gap."""

    def __init__(self, deck="French::Words", scheduler=2):
        self.types, self.notes, self.cards, self.reviews, self.files = [], [], [], [], {}
        self.decks, self.scheduler = [deck], scheduler

    def note(self, kind, *fields, tags="", cards=(0,), queue=0, deck=0, guid=""):
        if kind not in self.types:
            self.types.append(kind)
        note = 1000 + len(self.notes)
        guid = guid or f"guid{note}"
        self.notes.append((note, guid, 10 + self.types.index(kind), f" {tags} ", "\x1f".join(fields)))
        for number in cards:
            self.cards.append((2000 + len(self.cards), note, number, 1 + deck, queue))
        return self

    def review(self, at, card, button, sort=1, factor=2500, milliseconds=5000):
        self.reviews.append((at, 2000 + card, button, factor, milliseconds, sort))
        return self

    def write(self, place, generation="collection.anki2"):
        newest = generation == "collection.anki21b"
        held = self._newest(place) if newest else self._old(place)
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr(generation, packed(held) if newest else held)
            if newest:
                names = b"".join(b"\x0a" + text(b"\x0a" + text(name.encode())) for name in self.files)
                archive.writestr("media", packed(names))
            else:
                archive.writestr("media", json.dumps({str(at): name for at, name in enumerate(self.files)}))
            for at, data in enumerate(self.files.values()):
                archive.writestr(str(at), packed(data) if newest else data)
        return place

    def _old(self, place):
        models = {10 + at: _model(kind) for at, kind in enumerate(self.types)}
        decks = {1 + at: {"name": name} for at, name in enumerate(self.decks)}
        return self._made(place, SHARED, json.dumps(models), json.dumps(decks))

    def _newest(self, place):
        rows = []
        for at, kind in enumerate(self.types, 10):
            rows.append(("notetypes", (at, kind["name"], 0, 0, b"\x08\x01" if kind.get("cloze") else b"")))
            rows += [("fields", (at, number, name, b"")) for number, name in enumerate(kind["fields"])]
            for number, (front, back) in enumerate(kind["cards"]):
                config = b"\x0a" + text(front.encode()) + b"\x12" + text(back.encode()) + b"\x40\xd0\xaf\xcd\xbb\x0c"
                rows.append(("templates", (at, number, f"Card {number + 1}", 0, 0, config)))
        rows += [("decks", (at, name.replace("::", "\x1f"), 0, 0, b"", b"")) for at, name in enumerate(self.decks, 1)]
        return self._made(place, SHARED + TABLES, "", "", rows)

    def _made(self, place, schema, models, decks, rows=()):
        made = place.with_suffix(".making")
        db = sqlite3.connect(made)
        db.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        db.executescript(schema)
        conf = json.dumps({"schedVer": self.scheduler})
        db.execute("insert into col values(1,0,0,0,11,0,0,0,?,?,?,'{}','{}')", (conf, models, decks))
        for table, row in rows:
            db.execute(f"insert into {table} values({','.join('?' * len(row))})", row)
        for note, guid, kind, tags, fields in self.notes:
            db.execute("insert into notes values(?,?,?,0,0,?,?,'',0,0,'')", (note, guid, kind, tags, fields))
        for card, note, number, deck, queue in self.cards:
            db.execute(
                "insert into cards values(?,?,?,?,0,0,0,?,0,0,0,0,0,0,0,0,0,'')", (card, note, deck, number, queue)
            )
        for at, card, button, factor, milliseconds, sort in self.reviews:
            db.execute("insert into revlog values(?,?,0,?,1,1,?,?,?)", (at, card, button, factor, milliseconds, sort))
        db.commit()
        db.close()
        data = made.read_bytes()
        made.unlink()
        return data


def _model(kind):
    return {
        "name": kind["name"],
        "type": int(kind.get("cloze", False)),
        "flds": [{"name": name} for name in kind["fields"]],
        "tmpls": [
            {"name": f"Card {number + 1}", "ord": number, "qfmt": front, "afmt": back}
            for number, (front, back) in enumerate(kind["cards"])
        ],
    }


def text(data):
    length, made = len(data), b""
    while length > 0x7F:
        made += bytes([length & 0x7F | 0x80])
        length >>= 7
    return made + bytes([length]) + data


def packed(data):
    return zstandard.ZstdCompressor().compress(data)
