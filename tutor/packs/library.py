"""The compiled library: courses, skills and items in one SQLite file, opened by index, never scanned.

It is what study reads, so this module imports no YAML and no checker, and opening it costs less than a millisecond. It
is a cache of the packs it was made from: one of another schema, or a damaged one, is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from tutor.core.course import Course, Skill
from tutor.core.kinds import KINDS
from tutor.core.pick import ItemRef
from tutor.packs.compiled import Compiled
from tutor.packs.papers import Papers
from tutor.packs.stamps import FileStamp, Freshness, freshness_of

if TYPE_CHECKING:
    from tutor.core.kinds import AnyItem
    from tutor.packs.looked_up import Hit

SCHEMA = 7
"""Raised whenever the tables or what lies in them change: older files are then made anew from their packs."""
BUSY_MS = 5_000
TOGETHER = 64
"""Items in one statement; a few long statements are kept ready. Tunable (16 to 500)."""

Origin = Literal["shipped", "added", "visiting"]

_TABLES = """
CREATE TABLE course (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL, origin TEXT NOT NULL, source TEXT NOT NULL, program TEXT NOT NULL,
    hash TEXT NOT NULL, files BLOB NOT NULL, head BLOB NOT NULL, papers BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE skill (
    id TEXT PRIMARY KEY, course TEXT NOT NULL, position INTEGER NOT NULL, head BLOB NOT NULL, lesson BLOB NOT NULL
);
CREATE UNIQUE INDEX skill_of_course ON skill (course, position);
CREATE TABLE item (
    id TEXT PRIMARY KEY, skill TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
    ref BLOB NOT NULL, body BLOB NOT NULL
);
CREATE UNIQUE INDEX item_of_skill ON item (skill, position);
CREATE TABLE media (course TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (course, name));
CREATE TABLE translated (
    language TEXT NOT NULL, id TEXT NOT NULL, course TEXT NOT NULL, body BLOB NOT NULL, lesson BLOB NOT NULL,
    PRIMARY KEY (language, id)
) WITHOUT ROWID;
CREATE INDEX translated_of_course ON translated (course);
CREATE TABLE looked_up (
    course TEXT NOT NULL, language TEXT NOT NULL, sort TEXT NOT NULL, id TEXT NOT NULL, shown TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX looked_up_of_course ON looked_up (course);
"""


class CourseSource(Struct, frozen=True):
    """Where a course of the library came from. `source` is the absolute path of its pack."""

    course: str
    origin: Origin
    source: str
    program: str
    content_hash: str
    files: list[FileStamp]

    def freshness(self) -> Freshness:
        """Whether the files the course was made from are still as they were."""
        return freshness_of(Path(self.source), self.files)


_pack = msgspec.msgpack.Encoder().encode


@lru_cache(maxsize=8)
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """Decoders are made when first needed: making one takes longer than opening the file."""
    return msgspec.msgpack.Decoder(kind)


def _skill(head: bytes) -> Skill:
    """A skill without its lesson. It is read without types, since those of lessons take milliseconds to prepare."""
    return Skill(**_decoder(dict[str, Any]).decode(head))


class Library:
    """One file of compiled courses. Reading is by id or by position within a skill; nothing looks at all items."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Library:
        """Open the library at a path; it is made when it is missing, of another schema, or damaged.

        Raises `OSError` or `sqlite3.OperationalError` when the place can't be read or, for a new one, written.
        """
        connection = _connect(path)
        try:
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.OperationalError:
            connection.close()
            raise
        except sqlite3.DatabaseError:  # not a database: a cache may simply go
            connection.close()
            path.unlink()
            connection, schema = _connect(path), 0
        if schema != SCHEMA:
            _make(connection)
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def courses(self) -> list[Course]:
        """All courses, shipped ones first, in the order in which they came."""
        rows = self._connection.execute("SELECT head FROM course ORDER BY origin = 'shipped' DESC, number, id")
        return [_decoder(Course).decode(head) for (head,) in rows]

    def course(self, course_id: str, language: str = "") -> Course | None:
        """The head of a course; None for what is no id at all, such as a path."""
        if not course_id.isascii():
            return None
        found: Course | None = self._one(Course, "SELECT head FROM course WHERE id = ?", course_id)
        if found is not None and language:
            row = self._translated(language, course_id)
            return _decoder(Course).decode(row[0]) if row else found
        return found

    def has(self, course_id: str) -> bool:
        """Whether a course is here."""
        return self._connection.execute("SELECT 1 FROM course WHERE id = ?", (course_id,)).fetchone() is not None

    def knows(self, full_id: str) -> bool:
        """Whether a course, or a skill by its full id, is here."""
        return self.head(full_id) is not None if "/" in full_id else self.has(full_id)

    def source(self, course_id: str) -> CourseSource | None:
        """Where a course came from."""
        return next(iter(self._sources("WHERE id = ?", course_id)), None)

    def papers(self, course_id: str) -> Papers | None:
        """A course's files and what of them would be run."""
        found: Papers | None = self._one(Papers, "SELECT papers FROM course WHERE id = ?", course_id)
        return found

    def ships(self, content_hash: str) -> bool:
        """Whether a course that comes with tutor is made of just this."""
        query = "SELECT 1 FROM course WHERE origin = 'shipped' AND hash = ?"
        return self._connection.execute(query, (content_hash,)).fetchone() is not None

    def sources(self) -> list[CourseSource]:
        """Where all courses came from."""
        return self._sources("ORDER BY number, id")

    def freshness(self, course_id: str) -> Freshness:
        """Whether a course's files are as they were: looks at size and time, and at the content where those differ."""
        source = self.source(course_id)
        return source.freshness() if source else "gone"

    def skills(self, course_id: str, language: str = "") -> list[Skill]:
        """The skills of a course in order, without lessons and passages."""
        rows = self._connection.execute("SELECT head FROM skill WHERE course = ? ORDER BY position", (course_id,))
        found = [_skill(head) for (head,) in rows]
        return [self.head(skill.id, language) or skill for skill in found] if language else found

    def head(self, skill_id: str, language: str = "") -> Skill | None:
        """A skill by its full id, without its lesson and passages: cheaper than `skill`."""
        row = language and self._translated(language, skill_id)
        row = row or self._connection.execute("SELECT head FROM skill WHERE id = ?", (skill_id,)).fetchone()
        return _skill(row[0]) if row else None

    def skill(self, skill_id: str, language: str = "") -> Skill | None:
        """A skill by its full id, with its lesson and passages."""
        row = language and self._translated(language, skill_id)
        row = row or self._connection.execute("SELECT head, lesson FROM skill WHERE id = ?", (skill_id,)).fetchone()
        if row is None:
            return None
        from tutor.core.lesson import Lesson

        lesson: Lesson = _decoder(Lesson).decode(row[1]) if row[1] else Lesson()
        return msgspec.structs.replace(_skill(row[0]), lesson=lesson.lesson, passages=lesson.passages)

    def items(self, skill_id: str, start: int = 0, limit: int = 64) -> list[ItemRef]:
        """The items of a skill by position, from `start`, at most `limit`."""
        rows = self._connection.execute(
            "SELECT ref FROM item WHERE skill = ? AND position >= ? ORDER BY position LIMIT ?", (skill_id, start, limit)
        )
        decode = _decoder(ItemRef).decode
        return [decode(ref) for (ref,) in rows]

    def ref(self, item_id: str) -> ItemRef | None:
        """What choosing looks at of one item, by its full id."""
        found: ItemRef | None = self._one(ItemRef, "SELECT ref FROM item WHERE id = ?", item_id)
        return found

    def refs(self, item_ids: Iterable[str]) -> dict[str, ItemRef]:
        """The same of several, by id; those that are not here are left out."""
        decode, names = _decoder(ItemRef).decode, iter(item_ids)
        found: dict[str, ItemRef] = {}
        while some := list(islice(names, TOGETHER)):
            query = f"SELECT id, ref FROM item WHERE id IN ({', '.join('?' * len(some))})"
            found |= {name: decode(ref) for name, ref in self._connection.execute(query, some)}
        return found

    def item(self, item_id: str, language: str = "") -> AnyItem | None:
        """An item by its full id."""
        row = self._connection.execute("SELECT kind, body FROM item WHERE id = ?", (item_id,)).fetchone()
        if row is None:
            return None
        other = self._translated(language, item_id) if language else None
        found: AnyItem = _decoder(KINDS[row[0]]).decode(other[0] if other else row[1])
        return found

    def media(self, course_id: str, name: str) -> bytes | None:
        """The bytes of a picture or sound of a course, by its path in the pack; they are a stranger's."""
        row = self._connection.execute(
            "SELECT data FROM media WHERE course = ? AND name = ?", (course_id, name.removeprefix("./"))
        ).fetchone()
        return row[0] if row else None

    def look_up(self, course_id: str, words: Sequence[str], limit: int, language: str = "") -> list[Hit]:
        """Skills, lessons and items of a course in which all of the words stand, in this order, at most `limit`."""
        from tutor.packs import looked_up

        where, values = looked_up.conditions(words)
        found = self._connection.execute(looked_up.QUERY.format(where), (course_id, language, *values, limit))
        return [looked_up.Hit(*row) for row in found]

    def put(self, compiled: Compiled, origin: Origin, program: str) -> None:
        """Add a course, or replace it, in one transaction. `program` is the version that compiled it."""
        from tutor.packs import looked_up

        course = compiled.course
        with _Transaction(self._connection) as execute:
            row = execute("SELECT number FROM course WHERE id = ?", (course.id,)).fetchone()
            number = row[0] if row else execute("SELECT coalesce(max(number), 0) + 1 FROM course").fetchone()[0]
            self._forget(course.id)
            values = (course.id, number, origin, compiled.source, program, course.content_hash)
            packed = (_pack(compiled.files), _pack(course), _pack(compiled.papers))
            execute("INSERT INTO course VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, *packed))
            self._connection.executemany("INSERT INTO skill VALUES (?, ?, ?, ?, ?)", _skill_rows(compiled))
            self._connection.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)", _item_rows(compiled))
            media = ((course.id, name, data) for name, data in compiled.media.items())
            self._connection.executemany("INSERT INTO media VALUES (?, ?, ?)", media)
            self._connection.executemany("INSERT INTO translated VALUES (?, ?, ?, ?, ?)", _translated_rows(compiled))
            self._connection.executemany(looked_up.INSERT, looked_up.rows(compiled))

    def remove(self, course_id: str) -> bool:
        """Take a course out. False when it was not there."""
        with _Transaction(self._connection):
            return self._forget(course_id)

    def _translated(self, language: str, full_id: str) -> tuple[bytes, bytes] | None:
        """What a course, skill or item is in a language, where it is translated."""
        row: tuple[bytes, bytes] | None = self._connection.execute(
            "SELECT body, lesson FROM translated WHERE language = ? AND id = ?", (language, full_id)
        ).fetchone()
        return row

    def _forget(self, course_id: str) -> bool:
        execute = self._connection.execute
        execute("DELETE FROM item WHERE skill IN (SELECT id FROM skill WHERE course = ?)", (course_id,))
        execute("DELETE FROM skill WHERE course = ?", (course_id,))
        execute("DELETE FROM media WHERE course = ?", (course_id,))
        execute("DELETE FROM looked_up WHERE course = ?", (course_id,))
        execute("DELETE FROM translated WHERE course = ?", (course_id,))
        return execute("DELETE FROM course WHERE id = ?", (course_id,)).rowcount > 0

    def _one(self, kind: Any, query: str, key: str) -> Any:
        row = self._connection.execute(query, (key,)).fetchone()
        return None if row is None else _decoder(kind).decode(row[0])

    def _sources(self, where: str, *values: str) -> list[CourseSource]:
        rows = self._connection.execute(f"SELECT id, origin, source, program, hash, files FROM course {where}", values)
        decode = _decoder(list[FileStamp]).decode
        return [CourseSource(row[0], row[1], row[2], row[3], row[4], decode(row[5])) for row in rows]


class _Transaction:
    """A transaction that takes the write lock at once, so that two programs never wait for each other for ever."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Any:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection.execute

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables anew. Another program may have done so in the meantime."""
    with _Transaction(connection) as execute:
        if execute("PRAGMA user_version").fetchone()[0] == SCHEMA:
            return
        for name in ("course", "skill", "item", "media", "translated", "looked_up"):
            execute(f"DROP TABLE IF EXISTS {name}")
        for statement in filter(str.strip, _TABLES.split(";")):
            execute(statement)
        execute(f"PRAGMA user_version = {SCHEMA}")


def _skill_rows(compiled: Compiled) -> Iterable[tuple[str, str, int, bytes, bytes]]:
    for skill in compiled.skills:
        yield skill.id, compiled.course.id, skill.position, *_packed(skill)


def _packed(skill: Skill) -> tuple[bytes, bytes]:
    """A skill's head, and its lesson and passages."""
    from tutor.core.lesson import Lesson

    head = msgspec.structs.replace(skill, lesson=[], passages={})
    return _pack(head), _pack(Lesson(skill.lesson, skill.passages)) if skill.lesson or skill.passages else b""


def _translated_rows(compiled: Compiled) -> Iterable[tuple[str, str, str, bytes, bytes]]:
    for language, texts in compiled.translations.items():
        course = compiled.course.id
        yield language, course, course, _pack(texts.course), b""
        for skill in texts.skills:
            yield language, skill.id, course, *_packed(skill)
        for name, body in texts.items.items():
            yield language, name, course, body, b""


def _item_rows(compiled: Compiled) -> Iterable[tuple[str, str, int, str, bytes, bytes]]:
    for ref, body in compiled.items:
        yield ref.id, ref.skill, ref.position, ref.kind, _pack(ref), body
