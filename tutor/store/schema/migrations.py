"""The steps from one version of the file to the next, in order. Imported only when a file is new or older.

A step's name is written into the file when it has run: a released step is never renamed, changed or removed. Each runs
in a transaction of its own and sets `user_version` in it, so a file is always wholly of one version.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tutor.core.learner.rows import FOLD
from tutor.store.schema import APPLICATION_ID, version1

MIGRATIONS = Migrations("tutor")


@MIGRATIONS()
def m001_log_and_projections(db: Database) -> None:
    """Make the tables of the log as in version 1, and those folded from it as they are now."""
    for statement in version1.LOG + version1.PROJECTIONS:
        db.execute(statement)
    db.execute("insert into meta values('fold', ?)", (str(FOLD),))
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute("pragma user_version = 1")
