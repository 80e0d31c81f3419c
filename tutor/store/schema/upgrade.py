"""Bringing an older file to this program's version: first a verified copy, then step by step."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.store import schema
from tutor.store.trouble import trouble

if TYPE_CHECKING:
    from sqlite_utils.migrations import Migrations


def fill(db: sqlite3.Connection) -> None:
    """Make the tables of this version in an empty database."""
    from tutor.store.schema.migrations import MIGRATIONS

    _apply(db, MIGRATIONS)


def upgrade(
    db: sqlite3.Connection,
    path: Path,
    now: datetime,
    migrations: Migrations | None = None,
    version: int = schema.VERSION,
) -> Path:
    """Upgrade the file that `db` owns; returns the copy of it as it was, which stays among its backups.

    When a step fails, the file is of the version before that step, whole and usable by the older program. Other
    `migrations` and their last `version` are for tests.
    """
    from tutor.store.backup import copy_verified
    from tutor.store.backups import special_name
    from tutor.store.schema.migrations import MIGRATIONS

    before = _version(db)
    copy = special_name(path, now, f"before-version-{version}")
    copy_verified(db, path, copy)
    _apply(db, MIGRATIONS if migrations is None else migrations)
    if _version(db) != version:
        raise trouble("damaged", path, f"it says that it is of version {before}, but it is not")
    db.execute("pragma wal_checkpoint(truncate)")  # the new version stands in the file itself, not in its log
    return copy


def _apply(db: sqlite3.Connection, migrations: Migrations) -> None:
    from sqlite_utils import Database

    migrations.apply(Database(db, execute_plugins=False))


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])
