"""The container of hand-ins and hand-outs: a zip with a manifest that names each of its files with its hash.

Read in memory and never unpacked; a file that isn't in the manifest is passed over, with one that differs from it the
whole is refused. Written alike wherever and whenever: no time of day is in it.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tutor.core.classroom import manifest as manifests
from tutor.core.classroom.manifest import BadManifest, Manifest, Member
from tutor.packs.archive import DAMAGED, directory_size, look_through, zipped
from tutor.packs.problems import quoted
from tutor.packs.source import Refusal, read_regular

SUFFIXES = {"handin": ".handin", "handout": ".handout"}
MOST_BYTES = 50 * 2**20
"""Unpacked, and packed."""
MOST_FILES = 2_200
LONGEST_DIRECTORY = 2**20
HIGHEST_RATIO = 200
"""Rows look alike, so they are packed tighter than a pack's files."""
_NEW_COPY = "get a new copy of it"


class Bundle(Struct, frozen=True):
    """A container that was read whole: its manifest, and the bytes of the files that the manifest names."""

    manifest: Manifest
    files: dict[str, bytes]


def read_bundle(path: Path) -> Bundle | Refusal:
    """The container in an ordinary file, or why it is refused."""
    found = read_regular(path, MOST_BYTES)
    return found if isinstance(found, Refusal) else bundle_of(found[0])


def bundle_of(data: bytes) -> Bundle | Refusal:
    """The container in these bytes, or why it is refused."""
    if len(data) > MOST_BYTES:
        return Refusal("bomb", f"it is larger than {MOST_BYTES // 2**20} MiB")
    if directory_size(data) > LONGEST_DIRECTORY:
        return Refusal("bomb", f"it has more than {MOST_FILES:,} files")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _opened(archive)
    except DAMAGED:
        return Refusal("damaged", "it is damaged, or no file of tutor's", _NEW_COPY)


def _opened(archive: zipfile.ZipFile) -> Bundle | Refusal:
    flaw = look_through(archive.infolist(), most_files=MOST_FILES, most_bytes=MOST_BYTES, ratio=HIGHEST_RATIO)
    if flaw is not None:
        return flaw
    names = set(archive.namelist())
    if manifests.NAME not in names:
        return Refusal("damaged", "it is no hand-in and no hand-out of tutor")
    if archive.getinfo(manifests.NAME).file_size > manifests.LARGEST:
        return Refusal("bomb", "its manifest is too large")
    try:
        manifest = manifests.decode(archive.read(manifests.NAME))
    except BadManifest as problem:
        return Refusal("damaged", str(problem))
    files: dict[str, bytes] = {}
    for member in manifest.members:
        if member.name not in names or member.name in files:
            return Refusal("damaged", f"{quoted(member.name, 80)} is missing in it, or named twice", _NEW_COPY)
        content = archive.read(member.name)
        if hashlib.sha256(content).hexdigest() != member.sha256:
            return Refusal("damaged", f"{quoted(member.name, 80)} was changed after it was made", _NEW_COPY)
        files[member.name] = content
    return Bundle(manifest, files)


def packed(manifest: Manifest, files: Mapping[str, bytes], rows: Mapping[str, int]) -> bytes:
    """The container as bytes; the manifest's list of members is made from `files` and the number of `rows` of each."""
    members = [
        Member(name, hashlib.sha256(content).hexdigest(), rows.get(name, 0)) for name, content in sorted(files.items())
    ]
    return zipped({manifests.NAME: manifests.encode(replace(manifest, members=members)), **files})


def write_whole(place: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `OSError`."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".writing-", suffix=place.suffix)
    partly = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partly.chmod(0o644)
        partly.replace(place)
    finally:
        partly.unlink(missing_ok=True)
