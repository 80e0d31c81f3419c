"""What is known of the learner, as rows that the fold reads and writes: a cache over the tables.

Rows are values: what is put is never changed in place, so cache, tables and images before a change may share them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tutor.core.learner.rows import ROWS, ItemRow, R, Row, SkillRow, key
from tutor.store.columns import COLUMNS, quoted
from tutor.store.trouble import translated

KEPT = 5_000
"""Tunable (1,000 to 50,000): rows in the cache before it is emptied; about 1 KB each."""

TOGETHER = 64
"""Rows in one statement. Tunable (16 to 500)."""

LAST_SIGN = "\U0010ffff"
"""Sorts behind every sign that an id may have."""

_UNREAD = Row()
"""Stands in the cache's answers for "not looked up yet"; None is "there is no such row"."""

Place = tuple[type[Row], str]
Images = dict[Place, Row | None]


class SqlRows:
    """The projections in one file; implements `Rows`.

    `put` and `drop` stay in memory until `flush`; `before` holds the image of each row first touched since `begin`.
    """

    def __init__(self, db: sqlite3.Connection, path: Path | str = ":memory:") -> None:
        self._db = db
        self._path = path
        self._cache: dict[Place, Row | None] = {}
        self._stored: Images = {}
        self._regraphed = False
        self.before: Images = {}

    @property
    def pending(self) -> int:
        """How many rows are changed and not yet in the tables."""
        return len(self._stored)

    def get(self, kind: type[R], key: str) -> R | None:
        """The row with this key."""
        found: Any = self._cache.get((kind, key), _UNREAD)  # what lies under a kind is of that kind
        if found is _UNREAD:
            found = self._read(kind, key)
        return found  # type: ignore[no-any-return]

    def several(self, kind: type[R], keys: Iterable[str]) -> list[R | None]:
        """The rows with these keys, in their order; those that are not in the cache are read together."""
        names, cache = list(keys), self._cache
        unread = [name for name in dict.fromkeys(names) if (kind, name) not in cache]
        if len(unread) > 1:
            self._read_together(kind, unread)
        return [self.get(kind, name) for name in names]

    def put(self, row: Row) -> None:
        """Insert or replace a row by its key."""
        self._set((type(row), key(row)), row)

    def drop(self, kind: type[Row], key: str) -> None:
        """Remove a row; nothing happens when it is not there."""
        self._set((kind, key), None)

    def dependents(self, skill: str) -> Sequence[str]:
        """Ids of the skills that directly require this one."""
        self._flush_graph()
        return self._column("select skill from edge where prerequisite = ? order by skill", skill)

    def skills_of(self, course: str) -> Sequence[str]:
        """Ids of all skills of a course, by their position."""
        self._flush_graph()
        return self._column("select id from skill where course = ? order by position, id", course)

    def met(self, course: str) -> list[str]:
        """The full ids of a course's items that the learner has met and that are still asked."""
        found = self.several(ItemRow, self.keys(ItemRow, f"{course}/"))
        return [row.id for row in found if row is not None and row.seen and not row.gone]

    def keys(self, kind: type[Row], prefix: str) -> Sequence[str]:
        """Keys of all rows of a kind that begin with `prefix`, in order; by the index, not by looking at all."""
        if self._stored:
            self.flush()
        with translated(self._path):
            query = f"select id from {quoted(COLUMNS[kind].table)} where id >= ? and id < ? order by id"
            return [found for (found,) in self._db.execute(query, (prefix, prefix + LAST_SIGN))]

    def begin(self) -> None:
        """From now on `before` collects the images of rows as they are now."""
        self.before = {}

    def flush(self) -> None:
        """Write what was put and dropped into the tables."""
        stored, self._stored, self._regraphed = self._stored, {}, False
        for place, old in stored.items():
            self._write(place, old, self._cache[place])

    def forget(self) -> None:
        """Drop all that is only in memory: after a failed transaction nothing of it remains."""
        self._cache, self._stored, self.before, self._regraphed = {}, {}, {}, False

    def restore(self, images: Images) -> None:
        """Put the rows back as they were."""
        for place, row in images.items():
            self._set(place, row)

    def clear(self) -> None:
        """Empty all tables."""
        self.forget()
        for table in (*ROWS, "edge"):
            self._db.execute(f"delete from {quoted(table)}")

    def _read(self, kind: type[Row], key: str) -> Row | None:
        columns = COLUMNS[kind]
        with translated(self._path):
            values = self._db.execute(columns.select, (key,)).fetchone()
            row: Row | None = None if values is None else columns.read(values)
        self._make_room()
        self._cache[kind, key] = row
        return row

    def _read_together(self, kind: type[Row], keys: Sequence[str]) -> None:
        columns = COLUMNS[kind]
        self._make_room()
        for start in range(0, len(keys), TOGETHER):
            some = keys[start : start + TOGETHER]
            with translated(self._path):
                rows = map(columns.read, self._db.execute(columns.select_of(len(some)), some))
                found = {key(row): row for row in rows}
            for name in some:
                self._cache[kind, name] = found.get(name)

    def _make_room(self) -> None:
        if len(self._cache) >= KEPT and not self._stored:
            self._cache.clear()

    def _set(self, place: Place, row: Row | None) -> None:
        old = self._cache.get(place, _UNREAD)
        if old is _UNREAD:
            old = self._read(*place)
        if place not in self.before:
            self.before[place] = old
        if place not in self._stored:
            self._stored[place] = old
        self._cache[place] = row
        if place[0] is SkillRow and not _same_graph(old, row):
            self._regraphed = True

    def _flush_graph(self) -> None:
        if self._regraphed:
            self.flush()

    def _column(self, query: str, value: str) -> Sequence[str]:
        with translated(self._path):
            return [found for (found,) in self._db.execute(query, (value,))]

    def _write(self, place: Place, old: Row | None, new: Row | None) -> None:
        columns = COLUMNS[place[0]]
        if new is None:
            if old is not None:
                self._db.execute(columns.delete, (place[1],))
        elif old is None:
            self._db.execute(columns.insert, columns.written(new))
        elif change := columns.change(old, new):
            self._db.execute(*change)
        if place[0] is SkillRow:
            self._write_edges(place[1], _requires(old), _requires(new))

    def _write_edges(self, skill: str, old: Iterable[str], new: Iterable[str]) -> None:
        if old == new:
            return
        self._db.executemany("delete from edge where prerequisite = ? and skill = ?", ((each, skill) for each in old))
        self._db.executemany("insert or ignore into edge values(?, ?)", ((each, skill) for each in new))


def _requires(row: Row | None) -> list[str]:
    return row.requires if isinstance(row, SkillRow) else []


def _same_graph(old: Row | None, new: Row | None) -> bool:
    """Whether the answers to the questions about the graph stay what they are."""
    if isinstance(old, SkillRow) and isinstance(new, SkillRow):
        return (old.requires, old.position, old.course) == (new.requires, new.position, new.course)
    return old is new
