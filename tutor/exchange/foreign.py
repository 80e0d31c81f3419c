"""Foreign files, read with bounds: bytes, texts in the encodings people have, and zips looked through first."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.exchange.brought import NotThisFormat
from tutor.packs.problems import quoted

LARGEST = 512 * 1024 * 1024
"""Bytes of a foreign file; Anki collections with sound have hundreds of millions."""
LARGEST_TEXT = 64 * 1024 * 1024
MOST_ENTRIES = 200_000
LARGEST_WHOLE = 2 * 1024 * 1024 * 1024
"""Bytes of everything in a zip, unpacked."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def data_of(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file. Raises NotThisFormat when it is too large; OSError."""
    with path.open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise NotThisFormat(f"{quoted(path.name)} is larger than {largest // 2**20} MiB; split it.")
    return data


def text_of(path: Path) -> str:
    """The text of a file, UTF-8 or by its byte order mark UTF-16 or -32. Line breaks are `\\n` afterwards.

    Raises NotThisFormat with the line of the first byte that is no text; OSError.
    """
    data = data_of(path, LARGEST_TEXT)
    mark, encoding = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotThisFormat(f"TEXT-ENCODING line {line}: not UTF-8; save {quoted(path.name)} as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


@contextmanager
def zip_of(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip whose list was looked through. Raises NotThisFormat when it is none, is damaged or would swell; OSError."""
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGED as error:
        raise NotThisFormat(f"{quoted(path.name)} is no zip that can be read: {error}.") from None
    with archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
            raise NotThisFormat(f"{quoted(path.name)} would unpack to more than a course needs; it is not read.")
        yield archive


def entry_of(archive: zipfile.ZipFile, name: str, largest: int = LARGEST) -> bytes:
    """The bytes of one entry, at most `largest` whatever its header says. Raises KeyError, NotThisFormat."""
    try:
        with archive.open(name) as file:
            data = file.read(largest + 1)
    except _DAMAGED as error:
        raise NotThisFormat(f"the archive is damaged at {quoted(name)}: {error}.") from None
    if len(data) > largest:
        raise NotThisFormat(f"{quoted(name)} in the archive is larger than {largest // 2**20} MiB.")
    return data
