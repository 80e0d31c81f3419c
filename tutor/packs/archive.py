"""Packs as a zip (`NAME-VERSION.tutor`): looked through before anything is read, never unpacked to disk.

The limits and refusals are those of the safety notes, section 3.2: a zip that would hide, climb out, collide or swell
is refused as a whole, by the name of its first bad entry.
"""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from tutor.packs.decode import LARGEST
from tutor.packs.names import path_flaw, same_name, without_version
from tutor.packs.problems import Problem, quoted
from tutor.packs.source import (
    LARGEST_MEDIA,
    LARGEST_SIGNATURE,
    MOST_BYTES,
    MOST_FILES,
    Refusal,
    no_file,
    read_regular,
    too_much,
)
from tutor.packs.stamps import MAIN, SIGNATURE, FileStamp

_ASIDE = ".tutor"
HIGHEST_RATIO = 100
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip can tell. Every file has it: when a file was saved says nothing of what is in it."""
_PLAIN_FILE = 0o100644 << 16
_SMALL = 64 * 1024
"""Below this many bytes a high ratio is no bomb."""
LONGEST_DIRECTORY = 4 * 2**20
"""Bytes of a zip's list of its files. It is read whole and at once, and as many files as are allowed need far less."""
_TAIL = 65_557 + 20 + 56
"""Bytes at the end of a zip in which its last records lie: a comment, and those of large archives before it."""
_RECORDS = ((b"PK\5\6", 12, 4), (b"PK\6\6", 40, 8))
"""How these records begin, where in them the size of the list stands, and in how many bytes."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What `zipfile` raises on archives that are broken or that it can't read."""


class ArchiveSource:
    """A zip in memory. Its names were all checked when it was opened."""

    def __init__(self, origin: Path, archive: zipfile.ZipFile, prefix: str, stamp: FileStamp) -> None:
        self.origin = origin
        self.main = MAIN
        self.name = prefix.rstrip("/") or without_version(origin.stem)
        self.contents: dict[str, str] = {}
        self.stamps = {stamp.name: stamp}
        self._archive = archive
        self._prefix = prefix
        self._bytes = 0

    def shown(self, name: str) -> str:
        return f"{self.origin}/{self._prefix}{name}"

    def read(self, name: str, largest: int = LARGEST) -> bytes | Refusal:
        if _is_aside(name):
            return no_file(name)
        if self._bytes > MOST_BYTES:
            return too_much()
        try:
            with self._archive.open(self._prefix + name) as file:
                data = file.read(largest + 1)
        except KeyError:
            return no_file(name)
        except DAMAGED:
            return Refusal("damaged", f"the archive is damaged at {quoted(name, 80)}", "get a new copy of it")
        self._bytes += len(data)
        if self._bytes > MOST_BYTES:
            return too_much()
        self.contents[name] = hashlib.sha256(data).hexdigest()
        return data

    def signature(self) -> bytes:
        try:
            with self._archive.open(self._prefix + SIGNATURE) as file:
                return file.read(LARGEST_SIGNATURE)
        except (KeyError, *DAMAGED):
            return b""


def open_archive(path: Path) -> ArchiveSource | Problem:
    """A zipped pack, or the problem why it is refused."""
    found = read_regular(path.resolve(), MOST_BYTES)
    if isinstance(found, Refusal):
        return _problem(path, found)
    data, facts = found
    if len(data) > MOST_BYTES:
        return _problem(path, Refusal("bomb", f"the archive is larger than {MOST_BYTES // 2**20} MiB"))
    if directory_size(data) > LONGEST_DIRECTORY:
        return _problem(path, Refusal("bomb", f"the archive has more than {MOST_FILES:,} files"))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not _is_aside(entry.orig_filename)]
        refusal = look_through(entries)
    except DAMAGED:
        return _problem(path, Refusal("damaged", "damaged archive: it can't be read as a zip", "get a new copy of it"))
    if refusal:
        return _problem(path, refusal)
    prefix = _prefix([entry.filename for entry in entries])
    if isinstance(prefix, Refusal):
        return _problem(path, prefix)
    stamp = FileStamp(path.name, facts.st_size, facts.st_mtime_ns, hashlib.sha256(data).hexdigest())
    return ArchiveSource(path, archive, prefix, stamp)


def _is_aside(name: str) -> bool:
    """Whether an entry lies in the author's own `.tutor`, which goes along when a folder is zipped by hand."""
    return _ASIDE in map(same_name, name.split("/")[:2])


def directory_size(data: bytes) -> int:
    """The most bytes that a zip may say its list of files has; what is no size at all is 0."""
    tail, found = data[-_TAIL:], 0
    for sign, place, width in _RECORDS:
        at = tail.find(sign)
        while at >= 0:
            size = int.from_bytes(tail[at + place : at + place + width], "little")
            found = max(found, size if size != 0xFFFF_FFFF else 0)  # "see the other record"
            at = tail.find(sign, at + 1)
    return found


def _problem(path: Path, refusal: Refusal) -> Problem:
    return Problem(str(path), 1, 1, "error", refusal.code, refusal.message, refusal.hint)


def _prefix(names: list[str]) -> str | Refusal:
    """The folder inside the zip that holds the course: the top or one folder."""
    found = [name for name in names if name.count("/") < 2 and same_name(PurePosixPath(name).name) == MAIN]
    if not found:
        return Refusal("no-course", f"no course found: there is no {MAIN} in the archive")
    if len(found) > 1:
        shown = " and ".join(quoted(name, 80) for name in found)
        return Refusal("twins", f"the archive has {shown}", f"keep one {MAIN}")
    if not found[0].endswith(MAIN):
        return Refusal("twins", f"the archive has {quoted(found[0], 80)}", f"name it {MAIN}")
    return found[0].removesuffix(MAIN)


def look_through(
    entries: list[zipfile.ZipInfo],
    *,
    most_files: int = MOST_FILES,
    most_bytes: int = MOST_BYTES,
    ratio: int = HIGHEST_RATIO,
) -> Refusal | None:
    """Why a zip with these entries is refused as a whole; None when nothing is wrong with it."""
    if len(entries) > most_files:
        return Refusal("bomb", f"the archive has {len(entries):,} files, more than {most_files:,}")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        refusal = _entry_flaw(entry, ratio)
        if refusal:
            return refusal
        same = same_name(entry.filename.rstrip("/"))
        if same in seen:
            return Refusal(
                "twins", f"the archive has {quoted(entry.filename, 80)} twice", "some computers see one file"
            )
        seen.add(same)
        total += entry.file_size
        if total > most_bytes:
            return Refusal("bomb", f"unpacked the archive has more than {most_bytes // 2**20} MiB")
    return None


def _entry_flaw(entry: zipfile.ZipInfo, ratio: int) -> Refusal | None:
    name = entry.orig_filename
    flaw = path_flaw(name.rstrip("/"))
    if flaw:
        return Refusal("path", f"the archive has an entry {quoted(name, 80)}: {flaw}", "zip the pack anew")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Refusal(
            "link", f"the archive's entry {quoted(name, 80)} is a link or a device", "zip ordinary files only"
        )
    if entry.flag_bits & 0x1:
        return Refusal("encrypted", f"the archive's entry {quoted(name, 80)} is encrypted", "zip it without a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Refusal("damaged", f"the archive's entry {quoted(name, 80)} is packed in an unknown way", "zip it anew")
    swells = entry.file_size > _SMALL and entry.file_size > ratio * max(entry.compress_size, 1)
    if swells or entry.file_size > LARGEST_MEDIA:
        return Refusal("bomb", f"the archive's entry {quoted(name, 80)} would swell to {entry.file_size:,} bytes")
    return None


def zipped(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """A zip of these files, in a folder if one is named: the same bytes wherever and whenever it is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, EPOCH)
            entry.create_system, entry.external_attr = 3, _PLAIN_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return made.getvalue()
