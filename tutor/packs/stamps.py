"""Whether files changed since they were read: by size and time first, by content only where those differ.

This is on the way to the first question, so it imports nothing of the reader.
"""

# Annotations are kept as types: msgspec reads them at the start, and from text each would be compiled first.

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

MAIN = "course.yaml"
"""The file that makes a folder a pack."""
SIGNATURE = "pack.sig"
"""The file with a pack's signature, which is no part of what it signs."""


class FileStamp(Struct, frozen=True, array_like=True):
    """A file as it was when it was read; `name` is relative to the pack."""

    name: str
    size: int
    mtime_ns: int
    sha256: str


Freshness = Literal["fresh", "touched", "changed", "gone"]
"""`touched` files have another time and the same content; `gone` ones can't be read any more."""


def freshness_of(source: Path, files: Iterable[FileStamp]) -> Freshness:
    """Compare files with how they were. `source` is the pack's path: a folder, or one file that is all there is."""
    touched, folder = False, source.is_dir()
    for stamp in files:
        path = source / stamp.name if folder else source
        try:
            facts = path.stat()
            if (facts.st_size, facts.st_mtime_ns) == (stamp.size, stamp.mtime_ns):
                continue
            if facts.st_size != stamp.size or hashlib.sha256(path.read_bytes()).hexdigest() != stamp.sha256:
                return "changed"
        except OSError:
            return "gone"
        touched = True
    return "touched" if touched else "fresh"
