"""A class's file of an older tutor is brought up to date when it is opened: all of it, or nothing."""

from __future__ import annotations

import sqlite3

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "alter table learner add column counted integer not null default 0",
        "create table told(row text not null, number integer not null, line text not null, "
        "primary key(row, number)) strict, without rowid",
        "create table told_of(row text not null, number integer not null, code text not null, base text not null, "
        "rest text not null, primary key(row, number, code)) strict, without rowid",
    ),
    2: (
        "create table task_for(task text not null, code text not null, primary key(task, code)) strict, without rowid",
    ),
    3: (
        "create table question(code text not null, id text not null, skill text not null, line text not null, "
        "sent text not null, state text not null default 'new', why text not null default '', "
        "rev integer not null default 1, primary key(code, id)) strict, without rowid",
        "create table opinion(code text not null, item text not null, rev integer not null, clear integer not null, "
        "right integer not null, hard integer not null, text text not null, day integer not null, "
        "primary key(code, item)) strict, without rowid",
    ),
}
"""What makes each version the next one. Steps that went out with a release are never changed."""
NEWEST = max(STEPS) + 1


def bring_up_to_date(db: sqlite3.Connection, version: int) -> None:
    """Take the steps from this version on. Within a transaction of the caller's. Raises `sqlite3.Error`."""
    for step in range(version, NEWEST):
        for statement in STEPS[step]:
            db.execute(statement)
    db.execute(f"pragma user_version = {NEWEST}")


def in_memory(db: sqlite3.Connection) -> sqlite3.Connection:
    """The same content where it can be changed, for a file that can only be read."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(copy)
    db.close()
    return copy
