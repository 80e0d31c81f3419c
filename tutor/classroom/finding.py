"""Finding hand-ins where teachers keep them: folders, files, zips of a learning platform, files a program unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.core.classroom import manifest as manifests
from tutor.core.classroom.manifest import BadManifest
from tutor.packs.archive import DAMAGED, directory_size, look_through, zipped
from tutor.packs.bundle import HIGHEST_RATIO, LONGEST_DIRECTORY, MOST_FILES, SUFFIXES
from tutor.packs.problems import quoted
from tutor.packs.source import Refusal, read_regular

MOST_BYTES = 50 * 2**20
MOST_ZIPPED = 500 * 2**20
DEEPEST = 6
_HEAD = 1_000


def handins_in(places: Sequence[Path]) -> Iterator[tuple[str, bytes | Refusal]]:
    """Each hand-in at these places with what it is called: files, all in a folder, all in a zip of them."""
    for place in places:
        if place.is_dir():
            for file in _files_in(place):
                yield from _of_file(file, _name(file, place))
        else:
            yield from _of_file(place, place.name)


def _files_in(folder: Path) -> list[Path]:
    found = [file for file in folder.rglob("*") if len(file.relative_to(folder).parts) <= DEEPEST]
    return sorted(file for file in found if _is_wanted(file) and not file.is_symlink())


def _is_wanted(file: Path) -> bool:
    return file.suffix.lower() in (SUFFIXES["handin"], ".zip") or file.name == manifests.NAME


def _name(file: Path, place: Path) -> str:
    """What a file is called in what is said of it; an unpacked hand-in is its folder."""
    name = file.relative_to(place).as_posix()
    return f"{file.relative_to(place.parent).parent.as_posix()}/" if file.name == manifests.NAME else name


def _of_file(file: Path, name: str) -> Iterator[tuple[str, bytes | Refusal]]:
    if file.name == manifests.NAME:
        if (beside := _unpacked(file)) is not None:
            yield name, beside
        return
    is_zip = file.suffix.lower() == ".zip"
    found = read_regular(file, MOST_ZIPPED if is_zip else MOST_BYTES)
    if isinstance(found, Refusal):
        yield name, found
    elif is_zip:
        yield from _zipped(found[0], name)
    else:
        yield name, found[0]


def _zipped(data: bytes, name: str, *, inside: bool = False) -> Iterator[tuple[str, bytes | Refusal]]:
    """The hand-ins in a zip, as a learning platform gives them out, and in zips in it, a learner each; what else is in
    it is passed over.
    """
    if directory_size(data) > LONGEST_DIRECTORY:
        yield name, Refusal("bomb", "the zip has too many files")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            flaw = look_through(entries, most_files=MOST_FILES, most_bytes=MOST_ZIPPED, ratio=HIGHEST_RATIO)
            if flaw is not None:
                yield name, flaw
                return
            # A hand-in that somebody's program called a .zip.
            if manifests.NAME in archive.namelist() and _is_ours(archive.read(manifests.NAME)):
                yield name, data
                return
            for entry in entries:
                if entry.filename.lower().endswith(SUFFIXES["handin"]):
                    yield f"{name}/{entry.filename}", archive.read(entry)
                elif entry.filename.lower().endswith(".zip") and not inside:
                    yield from _zipped(archive.read(entry), f"{name}/{entry.filename}", inside=True)
    except DAMAGED:
        yield name, Refusal("damaged", "the zip is damaged", "get a new copy of it")


def _is_ours(manifest: bytes) -> bool:
    """Whether a `manifest.json` is one of ours; many programs write files of that name."""
    return manifests.FORMAT.encode() in manifest[:_HEAD]


def _unpacked(manifest: Path) -> bytes | Refusal | None:
    """The hand-in whose files lie beside this manifest: some programs unpack what they download. None for others."""
    found = read_regular(manifest, manifests.LARGEST)
    if isinstance(found, Refusal) or not _is_ours(found[0]):
        return None
    try:
        head = manifests.decode(found[0])
    except BadManifest as problem:
        return Refusal("damaged", str(problem))
    files, left = {manifests.NAME: found[0]}, MOST_BYTES
    for member in head.members:
        if member.name != Path(member.name).name:
            return Refusal("damaged", f"{quoted(member.name, 80)} is no file of a hand-in")
        beside = read_regular(manifest.with_name(member.name), left)
        if isinstance(beside, Refusal):
            return beside
        files[member.name] = beside[0]
        left -= len(beside[0])
    return zipped(files)
