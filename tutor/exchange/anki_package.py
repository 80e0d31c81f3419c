"""Anki's packages, `.apkg` and `.colpkg`: a zip with a collection in one of three generations, and files by number.

`collection.anki21b` is packed with zstd, as are its files, whose list is a protobuf; `collection.anki21` and
`collection.anki2` lie plainly beside a list in JSON. Newer packages hold an older collection too that only says that it
is newer: it is never taken for the cards.
https://github.com/ankitects/anki/blob/main/proto/anki/import_export.proto
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.exchange.brought import NotThisFormat
from tutor.exchange.foreign import LARGEST, entry_of, zip_of
from tutor.exchange.foreign_sqlite import looked_at
from tutor.exchange.protobuf import fields, texts
from tutor.exchange.zstd import unpacked
from tutor.packs.problems import quoted

GENERATIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Newest first."""
_STUBS = ("This file requires a newer version of Anki", "Please update to the latest Anki version")
_LARGEST_LIST = 64 * 1024 * 1024


class Package:
    """An open package: its collection and its files by their names."""

    def __init__(self, archive: zipfile.ZipFile, db: sqlite3.Connection, packed: bool) -> None:
        self._archive, self.db, self._packed = archive, db, packed
        self.files = self._list()

    def _list(self) -> dict[str, str]:
        """The entry of the zip by each file's name."""
        try:
            data = entry_of(self._archive, "media", _LARGEST_LIST)
        except KeyError:
            return {}
        if self._packed:
            held = [value for number, value in fields(unpacked(data, _LARGEST_LIST)) if number == 1]
            return {texts(one).get(1, ""): str(at) for at, one in enumerate(held) if isinstance(one, bytes)}
        try:
            found = json.loads(data or b"{}")
        except (ValueError, RecursionError):
            raise NotThisFormat("The list of files in the package is damaged.") from None
        return {str(name): entry for entry, name in found.items()} if isinstance(found, dict) else {}

    def data(self, name: str, largest: int) -> bytes:
        """The bytes of a file; none where the package lacks it. Raises NotThisFormat."""
        try:
            data = entry_of(self._archive, self.files.get(name, ""), largest)
        except KeyError:
            return b""
        return unpacked(data, largest) if self._packed else data


@contextmanager
def package_of(path: Path) -> Iterator[Package]:
    """The package in a file. Raises NotThisFormat with one sentence; OSError."""
    with zip_of(path) as archive:
        names = set(archive.namelist())
        newest = next((name for name in GENERATIONS if name in names), None)
        if newest is None:
            raise NotThisFormat(f"{quoted(path.name)} holds no collection of Anki.")
        packed = newest == GENERATIONS[0]
        data = entry_of(archive, newest)
        with looked_at(unpacked(data, LARGEST) if packed else data) as db:
            if newest == GENERATIONS[2]:
                _refuse_stub(db)
            yield Package(archive, db, packed)


def _refuse_stub(db: sqlite3.Connection) -> None:
    held = db.execute("select flds from notes limit 2").fetchall()
    if len(held) == 1 and str(held[0][0]).startswith(_STUBS):
        raise NotThisFormat(
            "ANKI-STUB: the cards of this package are in a newer format that this file lacks; export again from Anki."
        )
