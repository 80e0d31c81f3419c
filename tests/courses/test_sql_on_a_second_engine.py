"""The course `sql` says what holds beyond SQLite: each solution gives the same rows on DuckDB, or it is told why not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import duckdb
import pytest
from shipped import items_of

from tutor.core.kinds.sql import Sql
from tutor.core.template_texts import fill
from tutor.core.template_values import draw

SQLITE_ALONE = {"patterns/contains-tra": "LIKE without regard to capitals"}
"""Queries that the notes name among what is SQLite's own."""
ITEMS = {name: item for name, item in items_of("sql").items() if isinstance(item, Sql)}


def comparable(rows: list[tuple[Any, ...]], query: str) -> list[tuple[Any, ...]]:
    """Rows with their numbers as floats, sorted where the query leaves the order open."""
    plain = [tuple(float(value) if hasattr(value, "__float__") else value for value in row) for row in rows]
    return plain if "order by" in query.lower() else sorted(plain, key=str)


def on_both(item: Sql) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    query = item.sql.solution
    with closing(sqlite3.connect(":memory:")) as one, closing(duckdb.connect()) as other:
        one.executescript(item.sql.setup)
        other.execute(item.sql.setup)
        return (
            comparable(one.execute(query).fetchall(), query),
            comparable(other.execute(query).fetchall(), query),
        )


@pytest.mark.parametrize("name", ITEMS)
def test_a_solution_gives_the_same_rows_on_another_engine(name: str) -> None:
    ours, theirs = on_both(fill(ITEMS[name], draw(ITEMS[name], 0)))
    if name in SQLITE_ALONE:
        assert ours != theirs
    else:
        assert theirs == [tuple(map(pytest.approx, row)) for row in ours] if ours else theirs == []
