"""A foreign SQLite file, looked at and no more: a copy of its own, only reading, for a bounded time."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tutor.exchange.brought import NotThisFormat

MOST_STEPS = 2_000
"""Times a hundred thousand instructions of SQLite's machine: some seconds; a card takes about twenty of them."""
_STEP = 100_000
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_COUNTING = "count"
_MAGIC = b"SQLite format 3\0"


@contextmanager
def looked_at(data: bytes) -> Iterator[sqlite3.Connection]:
    """The database in these bytes. Its texts are read whatever bytes they hold.

    Raises NotThisFormat when it is none, or when anything in it, in the caller's questions too, fails.
    """
    if not data.startswith(_MAGIC):
        raise NotThisFormat("The collection in the package is no SQLite file; it may be encrypted or damaged.")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "collection.sqlite")
        place.write_bytes(data)
        try:
            with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
                _fence(db)
                yield db
        except (sqlite3.Error, UnicodeDecodeError) as error:  # names of tables are decoded strictly
            raise NotThisFormat(f"The collection in the package can't be read: {error}.") from None


def _fence(db: sqlite3.Connection) -> None:
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    db.create_collation("unicase", _by_letter)
    db.execute("pragma trusted_schema = off")
    left = [MOST_STEPS]

    def tick() -> int:
        left[0] -= 1
        return left[0] < 0

    def allowed(action: int, first: str | None, second: str | None, _in: str | None, inner: str | None) -> int:
        fine = action in _READING or (action == sqlite3.SQLITE_FUNCTION and second == _COUNTING)
        return sqlite3.SQLITE_OK if fine and not inner else sqlite3.SQLITE_DENY

    db.set_progress_handler(tick, _STEP)
    db.set_authorizer(allowed)


def _by_letter(one: str, other: str) -> int:
    """The order of names in Anki's newest collections, without which nothing of them that is sorted can be read."""
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())
