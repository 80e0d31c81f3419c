"""Running the SQL files: on SQLite with what comes with Python, on DuckDB with the extra `school`, on a
Spark that is there.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Name = Literal["item_sums", "choice_sums", "mistake_sums", "curve_sums", "learner_sums"]
NAMES: tuple[Name, ...] = ("item_sums", "choice_sums", "mistake_sums", "curve_sums", "learner_sums")
Row = dict[str, Any]

_MEMBER = r"(?ms)^(?:WITH )?(\w+) AS \(\n(.*?)\n\)"
_KEYS = ("class_id", "learner", "item", "rev")
"""Columns by which the members of a query are joined, and so indexed."""


@cache
def text(name: Name) -> str:
    """The SQL of one report."""
    return files("tutor.classroom.sums").joinpath(f"{name}.sql").read_text("utf-8")


def members(sql: str) -> tuple[list[tuple[str, str]], str]:
    """The WITH members of a query by name, and the SELECT that follows them."""
    found = [(match[1], match[2]) for match in re.finditer(_MEMBER, sql)]
    rest = sql[[match.end() for match in re.finditer(_MEMBER, sql)][-1] :].lstrip() if found else sql
    return found, rest


def on_sqlite(db: sqlite3.Connection, name: Name) -> list[Row]:
    """A report over the view `answers` of a database. Its members become indexed tables that are gone afterwards: the
    planner of SQLite would scan them once for each row.
    """
    steps, last = members(text(name))
    made: list[str] = []
    try:
        for member, select in steps:
            db.execute(f"create temp table {member} as {select}")
            made.append(member)
            columns = {row[1] for row in db.execute(f"pragma temp.table_info({member})")}
            keys = ", ".join(key for key in _KEYS if key in columns)
            if keys:
                db.execute(f"create index temp.{member}_keys on {member}({keys})")
        return list(_rows(db.execute(last)))
    finally:
        for member in made:
            db.execute(f"drop table temp.{member}")


def on_duckdb(db: Any, name: Name) -> list[Row]:
    """A report over the view `answers` of a DuckDB connection."""
    return list(_rows(db.execute(text(name))))


def on_spark(session: Any, name: Name) -> list[Row]:
    """A report over the temporary view `answers` of a Spark session; tutor itself never needs Spark."""
    return [row.asDict() for row in session.sql(text(name)).collect()]


def _rows(cursor: Any) -> Iterator[Row]:
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        yield dict(zip(names, row, strict=True))
