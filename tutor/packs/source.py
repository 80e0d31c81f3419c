"""Where a pack comes from: a folder, a single file or a zip, read through one interface.

A path inside a pack is a stranger's text: it stays inside, names a regular file and is never a link. Every file that is
read leaves its size, time and hash behind, so that the library can see cheaply whether anything changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from tutor.packs.decode import LARGEST
from tutor.packs.names import path_flaw, same_name, without_version
from tutor.packs.problems import Problem, quoted
from tutor.packs.stamps import MAIN, SIGNATURE, FileStamp

LARGEST_MEDIA = 64 * 1024 * 1024
MOST_BYTES = 64 * 1024 * 1024
MOST_FILES = 2_000
"""Of a whole pack, so that every folder can be handed out as an archive."""
LARGEST_SIGNATURE = 20_000
"""Bytes of a signature; those of the largest keys have some thousand."""


class Refusal(Struct, frozen=True):
    """Why a file is not read: a code, what is wrong and what to do."""

    code: str
    message: str
    hint: str = ""


class Source(Protocol):
    """A pack's files. `main` is the file to start from, `name` what the pack is called where it has no id."""

    origin: Path
    main: str
    name: str
    contents: dict[str, str]
    """The hash of each file that was read, by its name in the pack: what the course is made of."""
    stamps: dict[str, FileStamp]
    """The files on disk to look at for changes."""

    def read(self, name: str, largest: int = LARGEST) -> bytes | Refusal:
        """The bytes of a file of the pack, at most `largest` + 1 of them."""

    def shown(self, name: str) -> str:
        """How a person names this file."""

    def signature(self) -> bytes:
        """The pack's signature as it lies beside its files; nothing where it has none."""


def pack_path(text: str) -> str | Refusal:
    """A path as an author wrote it, checked and without a leading `./`."""
    path = text.removeprefix("./")
    flaw = path_flaw(path)
    if same_name(path) == SIGNATURE:
        return Refusal("path", f"{quoted(text)} is the pack's signature, and no part of it", "name the file otherwise")
    return (
        Refusal("path", f"{quoted(text)} is no path inside the pack: {flaw}", "put the file into the pack")
        if flaw
        else path
    )


def content_hash(contents: dict[str, str]) -> str:
    """One hash over the sorted names and contents of all files a course is made of, as hexadecimal SHA-256."""
    whole = hashlib.sha256()
    for name, digest in sorted(contents.items()):
        whole.update(f"{name}\0{digest}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def read_regular(path: Path, largest: int) -> tuple[bytes, os.stat_result] | Refusal:
    """At most `largest` + 1 bytes of a regular file, never through a link, never waiting for a device."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        return Refusal("unreadable", f"{quoted(path.name)} can't be read: {error.strerror or error}")
    with os.fdopen(handle, "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            return Refusal("not-a-file", f"{quoted(path.name)} is not an ordinary file")
        return file.read(largest + 1), facts


class FolderSource:
    """A folder with a `course.yaml`, or (`alone`) a single file that has no other files."""

    def __init__(self, origin: Path, *, alone: bool = False) -> None:
        self.origin = origin
        self.alone = alone
        self.root = origin.parent if alone else origin
        self.main = origin.name if alone else MAIN
        self.name = without_version(origin.stem) if alone else origin.resolve().name
        self.contents: dict[str, str] = {}
        self.stamps: dict[str, FileStamp] = {}
        self._bytes = 0

    def shown(self, name: str) -> str:
        return str(self.origin) if self.alone else str(self.root / name)

    def read(self, name: str, largest: int = LARGEST) -> bytes | Refusal:
        if self.alone and name != self.main:
            return Refusal(
                "path", f"{quoted(name)}: a single-file pack has no other files", f"make it a folder with a {MAIN}"
            )
        missing = too_much() if self._bytes > MOST_BYTES else self._missing(name)
        if missing:
            return missing
        found = read_regular(self.root / name, largest)
        if isinstance(found, Refusal):
            return found
        data, facts = found
        self._bytes += len(data)
        if self._bytes > MOST_BYTES or len(self.contents) >= MOST_FILES:
            return too_much()
        digest = hashlib.sha256(data).hexdigest()
        self.contents[name] = digest
        self.stamps[name] = FileStamp(name, facts.st_size, facts.st_mtime_ns, digest)
        return data

    def signature(self) -> bytes:
        found = None if self.alone else read_regular(self.root / SIGNATURE, LARGEST_SIGNATURE)
        if found is None or isinstance(found, Refusal):
            return b""
        data, facts = found
        digest = hashlib.sha256(data).hexdigest()
        self.stamps[SIGNATURE] = FileStamp(SIGNATURE, facts.st_size, facts.st_mtime_ns, digest)
        return data

    def _missing(self, name: str) -> Refusal | None:
        """Why a path can't be followed: each part must exist and be no link."""
        here = self.root
        for part in name.split("/"):
            here = here / part
            try:
                mode = here.lstat().st_mode
            except OSError:
                return no_file(name)
            if stat.S_ISLNK(mode):
                return Refusal("link", f"{quoted(name, 80)} is a link", "copy the file into the pack")
        return None if stat.S_ISREG(mode) else Refusal("not-a-file", f"{quoted(name, 80)} is not an ordinary file")


def too_much() -> Refusal:
    """Why no more of a pack is read; a file that is named again counts again, since it is kept once more."""
    limit = f"{MOST_BYTES // 2**20} MiB or {MOST_FILES:,} files"
    return Refusal("too-big", f"the pack has more than {limit}", "split it into several courses")


def no_file(name: str) -> Refusal:
    """Why there is nothing to read; many write a path as it is from the file that names it."""
    hint = "paths go from the pack's folder; check its name, case included"
    return Refusal("no-file", f"there is no file {quoted(name, 80)} in the pack", hint)


def open_source(path: Path) -> Source | Problem:
    """The source at a path a person gave, which exists; or the problem why it can't be a pack."""
    from tutor.packs.archive import open_archive

    if unnamed := _no_text(path):
        return unnamed
    if path.is_dir():
        return _open_folder(path)
    if path.suffix.lower() in (".tutor", ".zip"):
        return open_archive(path)
    if path.name == MAIN:
        return _open_folder(path.parent)
    if path.suffix.lower() in (".yaml", ".yml"):
        return FolderSource(path, alone=True)
    what = "a pack is a folder with a course.yaml, a .yaml file or a .tutor file"
    return Problem(str(path), 1, 1, "error", "no-course", what)


def _no_text(path: Path) -> Problem | None:
    """The problem when a path has bytes that are no text: the library and JSON could not name it."""
    try:
        str(path.resolve()).encode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode("utf-8", "replace")
        what = "the name of this file, or of a folder it lies in, is no text"
        return Problem(shown, 1, 1, "error", "path", what, "rename it with ordinary letters")
    return None


def _open_folder(path: Path) -> Source | Problem:
    twins = sorted(entry.name for entry in os.scandir(path) if same_name(entry.name) == MAIN)
    if not twins:
        return Problem(str(path), 1, 1, "error", "no-course", f"no course found: there is no {MAIN} in this folder")
    if twins != [MAIN]:
        names = " and ".join(quoted(twin) for twin in twins)
        return Problem(str(path), 1, 1, "error", "twins", f"the folder has {names}", f"keep one, named {MAIN}")
    return FolderSource(path)
