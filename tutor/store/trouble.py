"""The one way in which the store says that something is wrong with the learner's file or its place.

Every fault of SQLite or of the file system that a person can meet becomes a `StoreTrouble` here, and nowhere else:
one plain sentence that says what happened, where, and what to do.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Literal

import msgspec

from tutor.language import _, later
from tutor.store.owner import holder
from tutor.store.packing import DamagedData

Code = Literal[
    "already_open",
    "damaged",
    "disk_full",
    "empty",
    "folder",
    "gone",
    "missing",
    "newer",
    "not_empty",
    "not_ours",
    "not_writable",
    "storage",
]

SENTENCES: dict[str, str] = {
    "already_open": later("{path} is already open in another window; go on there, or close it first."),
    "damaged": later("{path} is damaged ({detail}); it was left as it is: restore a backup of it."),
    "disk_full": later("{path} could not be written ({detail}), so this is not saved; free some space and try again."),
    "empty": later(
        "{path} is empty, not a learner's file; it was left as it is: restore a backup, or name another file."
    ),
    "folder": later("{path} is a folder; name a file in it."),
    "gone": later("{path} is gone, but {detail} of it is there: restore it, or erase that too to begin anew."),
    "missing": later("{path} cannot be reached ({detail}); check the name, and that its disk is there."),
    "newer": later(
        "{path} was written by a newer tutor ({detail}); it was left as it is: use the newer program for it."
    ),
    "not_empty": later("{path} has something in it; name a new folder."),
    "not_ours": later(
        "{path} is not a learner's file ({detail}); it was left as it is: name another, or restore a backup of it."
    ),
    "not_writable": later("{path} may not be written ({detail}); allow it, or name a file elsewhere."),
    "storage": later("{path} cannot be used ({detail}); check it with: tutor data check."),
}
"""What is said for each code."""

_BY_RESULT: dict[int, Code] = {
    sqlite3.SQLITE_IOERR_READ: "damaged",
    sqlite3.SQLITE_IOERR_SHORT_READ: "damaged",
    sqlite3.SQLITE_IOERR_CORRUPTFS: "damaged",
    sqlite3.SQLITE_BUSY: "already_open",
    sqlite3.SQLITE_LOCKED: "already_open",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_full",
    sqlite3.SQLITE_IOERR_LOCK: "not_writable",
    sqlite3.SQLITE_IOERR_RDLOCK: "not_writable",
    sqlite3.SQLITE_READONLY: "not_writable",
    sqlite3.SQLITE_CANTOPEN: "not_writable",
    sqlite3.SQLITE_PERM: "not_writable",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_TOOBIG: "damaged",
    sqlite3.SQLITE_NOTADB: "not_ours",
}

_BY_ERRNO: dict[int, Code] = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EISDIR: "folder",
}


class StoreTrouble(Exception):
    """Stop and tell the person. `code` is for programs, the text is the sentence for people."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def trouble(code: Code, path: Path | str, detail: str = "") -> StoreTrouble:
    """The trouble of this code with this file; `detail` is what the system called it."""
    return StoreTrouble(code, _sentence(code, path, detail))


class translated:  # noqa: N801 - reads as a word in a `with` statement
    """`with translated(path):` turns faults of SQLite and of the file system into `StoreTrouble`.

    Mistakes of ours (wrong SQL, a closed connection) stay what they are.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path | str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError):
            result = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if str(error).startswith("Could not decode"):  # Python's own, at a text that is none
                result = sqlite3.SQLITE_CORRUPT
            code = _BY_RESULT.get(result) or _BY_RESULT.get(result & 0xFF, "storage")
            raise trouble(code, self._path, str(error)) from error
        if isinstance(error, (DamagedData, msgspec.DecodeError, UnicodeDecodeError)):
            raise trouble("damaged", self._path, str(error)) from error
        if isinstance(error, OSError):
            raise trouble(_BY_ERRNO.get(error.errno or 0, "storage"), self._path, error.strerror or "") from error


def _sentence(code: Code, path: Path | str, detail: str) -> str:
    if code == "already_open" and (number := holder(Path(path))):
        words = later("{path} is already open in another window (process {number}); go on there, or close it first.")
        return _(words, path=path, number=number)
    words = SENTENCES.get(code, SENTENCES["storage"])
    return _(words, path=_closed(Path(path)) if code == "not_writable" else path, detail=detail)


def _closed(path: Path) -> str:
    """What it is that may not be written, as far as the system tells."""
    if os.access(path, os.F_OK) and not os.access(path, os.W_OK):  # pathlib raises where a folder is closed
        return str(path)
    if os.access(path.parent, os.F_OK) and not os.access(path.parent, os.W_OK):
        return _("The folder of {path}", path=path)
    return _("{path} or its folder", path=path)
