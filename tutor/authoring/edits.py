"""Changing an author's files at exact places: everything else stays byte for byte, comments and line ends too.

Changes are tried on the text as it would be, by reading the pack anew, before a file on disk is touched.
"""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from tutor.packs.decode import LARGEST
from tutor.packs.problems import Problem, visible
from tutor.packs.source import FolderSource, Refusal, open_source

BACKUP = ".bak"
"""Added to the name of a file as it was before."""
_AROUND = 1
"""Lines shown around a change."""


class CannotEdit(Exception):
    """Why nothing was changed, in one sentence. `status` is the exit status."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


class Edit(Struct, frozen=True, order=True):
    """A change of one file: at an offset, counted in characters, so many of them become another text."""

    name: str
    at: int
    length: int
    instead: str


class Draft(FolderSource):
    """A folder or a single file, some of whose files read as they would be after changes."""

    def __init__(self, origin: Path, *, alone: bool) -> None:
        super().__init__(origin, alone=alone)
        self.before: dict[str, bytes] = {}
        self.after: dict[str, bytes] = {}
        """What files are and will be; one that is not there yet is only in the latter."""

    def read(self, name: str, largest: int = LARGEST) -> bytes | Refusal:
        if name in self.after and name not in self.before:
            if (self.root / name).exists():
                raise CannotEdit(f"{visible(self.shown(name))} was made meanwhile; nothing was written.", 1)
            return self.after[name]
        data = super().read(name, largest)
        if isinstance(data, Refusal):
            return data
        if name in self.after and self.before[name] != data:
            raise CannotEdit(f"{visible(self.shown(name))} was changed meanwhile; nothing was written.", 1)
        return self.after.get(name, data)

    def with_edits(self, edits: Iterable[Edit]) -> Draft:
        """The same with more changes. Raises CannotEdit for a file that can't be read as text."""
        draft = Draft(self.origin, alone=self.alone)
        draft.before, draft.after = dict(self.before), dict(self.after)
        of: dict[str, list[Edit]] = {}
        for edit in edits:
            of.setdefault(edit.name, []).append(edit)
        for name, found in of.items():
            data = self.read(name)
            if isinstance(data, Refusal):
                raise CannotEdit(f"{visible(self.shown(name))}: {data.message}")
            draft.before.setdefault(name, data)
            draft.after[name] = _edited(data, found)
        return draft

    def with_file(self, name: str, data: bytes) -> Draft:
        """The same with a file that is made, or has another text altogether. Raises CannotEdit."""
        draft = self.with_edits([])
        before = self.read(name)
        if isinstance(before, Refusal):
            if before.code != "no-file" or self.alone or not _may_be_made(self.root, name):
                raise CannotEdit(f"{visible(self.shown(name))}: {before.message}; {before.hint}")
        elif name in self.before or name not in self.after:
            draft.before.setdefault(name, before)
        draft.after[name] = data
        return draft

    def diff(self) -> Iterator[str]:
        """What changes, line by line, as `diff -u` shows it, harmless to print."""
        for name, data in self.after.items():
            old, new = (text.decode("utf-8").splitlines() for text in (self.before.get(name, b""), data))
            shown = visible(self.shown(name), 200)
            for line in unified_diff(old, new, shown, f"{shown} (mended)", n=_AROUND, lineterm=""):
                yield visible(line, 300)

    def write(self) -> list[tuple[Path, Path]]:
        """Write the changed files; gives each with the copy of what it was. Raises CannotEdit, OSError."""
        changed = [(name, data) for name, data in self.after.items() if data != self.before.get(name)]
        for name, _ in changed:
            self.read(name)  # none may have been changed since
        for name, data in changed:
            if name not in self.before:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                with (self.root / name).open("xb") as file:
                    file.write(data)
        changed = [(name, data) for name, data in changed if name in self.before]
        return [(self.root / name, _replace(self.root / name, self.before[name], data)) for name, data in changed]


def draft_of(path: Path) -> Draft:
    """The pack at a path that exists, to be changed. Raises CannotEdit for what is no folder and no single file."""
    source = open_source(path)
    if isinstance(source, Problem):
        raise CannotEdit(str(source), 1)
    if not isinstance(source, FolderSource):
        what = "is a finished pack: change the folder that it was made of, and build it anew."
        raise CannotEdit(f"{visible(str(path))} {what}")
    return Draft(source.origin, alone=source.alone)


def _may_be_made(root: Path, name: str) -> bool:
    """Whether the folders of a file that is not there are folders, as far as they are there, and no links."""
    folders = [root.joinpath(*Path(name).parts[:count]) for count in range(1, len(Path(name).parts))]
    return not any(folder.is_symlink() or (folder.exists() and not folder.is_dir()) for folder in folders)


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        text = data[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        raise CannotEdit(f"{visible(edits[0].name)} is not UTF-8; save it as UTF-8 first.", 1) from None
    for edit in sorted(edits, reverse=True):
        text = text[: edit.at] + edit.instead + text[edit.at + edit.length :]
    return mark + text.encode("utf-8")


def _replace(path: Path, before: bytes, data: bytes) -> Path:
    """Put a file in the place of another at once, with its rights; what was there is kept beside it."""
    rights = path.stat().st_mode & 0o777
    backup = keep(path, before)
    backup.chmod(rights)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".mending-")
    partly = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partly.chmod(rights)
        partly.replace(path)
    finally:
        partly.unlink(missing_ok=True)
    return backup


def keep(path: Path, data: bytes) -> Path:
    """A copy of a file as it was, under a name that is free."""
    for number in range(1, 1_000):
        backup = path.with_name(f"{path.name}{BACKUP}{number if number > 1 else ''}")
        with suppress(FileExistsError), backup.open("xb") as file:
            file.write(data)
            return backup
    raise CannotEdit(f"There are too many copies of {visible(path.name)} already; nothing was written.", 1)
