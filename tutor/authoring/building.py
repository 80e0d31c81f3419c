"""A pack as one file to hand out, `NAME-VERSION.tutor`: the same bytes whoever builds it, wherever and whenever."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tutor.packs.archive import zipped
from tutor.packs.compile import load
from tutor.packs.compiled import Compiled
from tutor.packs.problems import quoted
from tutor.packs.source import LARGEST_MEDIA, LARGEST_SIGNATURE, Refusal, read_regular
from tutor.packs.stamps import MAIN, SIGNATURE


class CannotBuild(Exception):
    """Why there is no archive, in one sentence (or the lines of a bad pack). `status` is the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


class Built(NamedTuple):
    """Where it is, whether anything changed there, and whether another content of the same version was there before."""

    path: Path
    changed: bool
    replaced: bool = False


def build(pack: Path, folder: Path) -> Built:
    """Write the pack at a path into a folder as one file.

    It holds the files that the course is made of and its signature, and nothing else that lies beside them. What was
    built is read once more, and must be the very course. Raises CannotBuild, OSError.
    """
    if not (pack.is_dir() or pack.suffix.lower() in (".yaml", ".yml")):
        raise CannotBuild(f"{quoted(pack)} is no folder and no .yaml file; only those are built.", 2)
    compiled = _compiled(pack)
    place = folder / f"{compiled.course.id}-{_version(compiled.course.version)}.tutor"
    data = zipped(_files(pack, compiled), compiled.course.id)
    if place.is_file() and place.read_bytes() == data:
        return Built(place, changed=False)
    replaced = place.is_file()
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".building-", suffix=".tutor")
    partly = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _look_again(partly, compiled)
        partly.chmod(0o644)
        partly.replace(place)
    finally:
        partly.unlink(missing_ok=True)
    return Built(place, changed=True, replaced=replaced)


def _compiled(pack: Path) -> Compiled:
    loaded = load(pack)
    if loaded.compiled is None:
        lines = [str(problem) for problem in loaded.problems if problem.severity == "error"]
        raise CannotBuild("\n".join([*lines, "A pack with errors is not built."]))
    return loaded.compiled


def _version(version: str) -> str:
    """A version as it may stand in a file's name."""
    kept = "".join(sign if sign.isascii() and (sign.isalnum() or sign in ".+-_") else "-" for sign in version)
    return kept.strip(".-") or "0"


def _files(pack: Path, compiled: Compiled) -> dict[str, bytes]:
    """The files by their names in the archive, each as it was when it was checked."""
    found: dict[str, bytes] = {}
    for name, digest in compiled.papers.files.items():
        data = read_regular(pack / name if pack.is_dir() else pack, LARGEST_MEDIA)
        if isinstance(data, Refusal) or hashlib.sha256(data[0]).hexdigest() != digest:
            raise CannotBuild(f"{quoted(name)} was changed while the pack was built; build it again.")
        found[name if pack.is_dir() else MAIN] = data[0]
    if pack.is_dir() and compiled.papers.signature:
        signature = read_regular(pack / SIGNATURE, LARGEST_SIGNATURE)
        if isinstance(signature, Refusal):
            raise CannotBuild(signature.message)
        found[SIGNATURE] = signature[0]
    return found


def _taught(compiled: Compiled) -> tuple[object, ...]:
    """All that a learner meets; the hash of the files is left out, since a single file has another name inside."""
    return replace(compiled.course, content_hash=""), compiled.skills, compiled.items, compiled.translations


def _look_again(place: Path, compiled: Compiled) -> None:
    loaded = load(place, tested=False)
    if loaded.compiled is None:
        why = next(problem.message for problem in loaded.problems if problem.severity == "error")
        raise CannotBuild(f"This pack can't be handed out as one file: {why}.")
    if _taught(loaded.compiled) != _taught(compiled):
        raise CannotBuild("What was built is not the same course; nothing was written.")
