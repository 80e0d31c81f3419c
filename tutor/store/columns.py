"""How a row of the projections lies in its table: a column a field, lists and mappings as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from operator import ne
from typing import Any, Generic, get_origin

import msgspec

from tutor.core.learner.rows import ROWS, R, Row

_json = msgspec.json.Encoder().encode  # mappings keep their order, so that a sum over one is the same when read back


class Columns(Generic[R]):
    """The table of one kind of row."""

    def __init__(self, table: str, kind: type[R]) -> None:
        self.table = table
        self.kind = kind
        self.names: tuple[str, ...] = kind.__struct_fields__
        fields = msgspec.structs.fields(kind)
        self._unpack = [(place, of) for place, field in enumerate(fields) if (of := _reader(field.type))]
        self._packed = frozenset(place for place, field in enumerate(fields) if is_json(field.type))
        listed = ", ".join(map(quoted, self.names))
        self.insert = f"insert into {quoted(table)}({listed}) values({', '.join('?' * len(self.names))})"
        self._listed = listed
        self.select = f"select {listed} from {quoted(table)} where id = ?"
        self.delete = f"delete from {quoted(table)} where id = ?"
        self._places = range(len(self.names))
        self._updates: dict[tuple[int, ...], str] = {}

    def select_of(self, number: int) -> str:
        """What finds the rows of so many keys."""
        return f"select {self._listed} from {quoted(self.table)} where id in ({', '.join('?' * number)})"

    def read(self, values: Sequence[Any]) -> R:
        """The row from what the table holds."""
        fields = dict(zip(self.names, values, strict=True))
        for place, unpack in self._unpack:
            name = self.names[place]
            fields[name] = unpack(fields[name])
        return self.kind(**fields)

    def written(self, row: Row) -> list[Any]:
        """The row's values for the table, in the order of its columns."""
        values = msgspec.structs.astuple(row)
        return [self._value(place, value) for place, value in enumerate(values)]

    def change(self, old: Row, new: Row) -> tuple[str, list[Any]] | None:
        """The update that makes the one into the other: only what differs, so that few pages and indexes change."""
        after = msgspec.structs.astuple(new)
        places = tuple(compress(self._places, map(ne, msgspec.structs.astuple(old), after)))
        if not places:
            return None
        update = self._updates.get(places) or self._update(places)
        values = [after[place] for place in places]
        for number, place in enumerate(places):
            if place in self._packed:
                values[number] = _json(values[number]).decode()
        values.append(after[0])
        return update, values

    def _update(self, places: tuple[int, ...]) -> str:
        settings = ", ".join(f"{quoted(self.names[place])} = ?" for place in places)
        update = self._updates[places] = f"update {quoted(self.table)} set {settings} where id = ?"
        return update

    def _value(self, place: int, value: Any) -> Any:
        return _json(value).decode() if place in self._packed else value


def quoted(name: str) -> str:
    """A table's or column's name in SQL."""
    return f'"{name}"'


def is_json(kind: Any) -> bool:
    """Whether fields of this type are JSON in the table."""
    return get_origin(kind) in (list, dict)


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    if is_json(kind):
        return msgspec.json.Decoder(kind).decode
    return bool if kind is bool else None


class _Made(dict[type[Row], Columns[Any]]):
    """Made when first asked for: a session needs few of them, and each takes some time."""

    def __missing__(self, kind: type[Row]) -> Columns[Any]:
        made = self[kind] = Columns(_TABLES[kind], kind)
        return made


_TABLES = {kind: table for table, kind in ROWS.items()}
COLUMNS: dict[type[Row], Columns[Any]] = _Made()
