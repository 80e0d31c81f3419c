"""One hash over all that is known of the learner, to see that two ways led to the same state.

Rows count by table and id, not by where they lie; numbers are rounded to 1e-9, and 1, 1.0 and true are one.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec

from tutor.core.learner.rows import ROWS
from tutor.store.columns import COLUMNS, is_json, quoted

DIGITS = 9
_encode = msgspec.json.Encoder(order="sorted").encode


def state_hash(db: sqlite3.Connection) -> str:
    """The hash over all tables of the projections, hexadecimal."""
    return sha256(b"".join(table_hash(db, table) for table in sorted(ROWS))).hexdigest()


def table_hash(db: sqlite3.Connection, table: str) -> bytes:
    """The hash over one table."""
    columns = COLUMNS[ROWS[table]]
    packed = _packed(table)
    total = sha256(_encode([table, *columns.names]))
    for values in db.execute(f"select {', '.join(map(quoted, columns.names))} from {quoted(table)} order by id"):
        row = [msgspec.json.decode(value) if json else value for value, json in zip(values, packed, strict=True)]
        total.update(_encode(canonical(row)))
    return total.digest()


@cache
def _packed(table: str) -> list[bool]:
    """Which columns hold JSON."""
    return [is_json(field.type) for field in msgspec.structs.fields(ROWS[table])]


def canonical(value: Any) -> Any:
    """The value with its numbers rounded; whole ones become integers, so −0.0 is 0."""
    if isinstance(value, float):
        value = round(value, DIGITS)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, list):
        return [canonical(each) for each in value]
    if isinstance(value, dict):
        return {name: canonical(each) for name, each in value.items()}
    return value
