"""Adding a pack to the library and taking it out again.

A copy of what was read is kept beside the library, so that a course stays when the stick or folder it came from is
gone and the library has to be made anew.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from msgspec import Struct

import tutor
from tutor.core.course import Course
from tutor.packs.compile import load_source
from tutor.packs.library import CourseSource, Library
from tutor.packs.papers import Papers
from tutor.packs.problems import Problem, quoted
from tutor.packs.shipped import KEPT_SUFFIX
from tutor.packs.signature import other_signer
from tutor.packs.signers import Signed, check
from tutor.packs.source import LARGEST_MEDIA, Refusal, Source, open_source
from tutor.packs.stamps import MAIN, SIGNATURE

_EARLIEST = (1980, 1, 1, 0, 0, 0)


class Added(Struct, frozen=True):
    """The outcome of adding: the course when it is in the library now, and which version it replaced."""

    course: Course | None
    problems: list[Problem]
    name: str
    replaced: str = ""
    signed: Signed | None = None


def add(library: Library, path: Path, kept: Path, *, signers: Path | None = None, new_signer: bool = False) -> Added:
    """Check the pack at a path that exists, put it into the library, and keep a copy in the folder `kept`.

    `signers` is the list of signers that a person knows. A course that was signed before must be signed by the same key
    again, unless `new_signer`.
    """
    source = open_source(path)
    if isinstance(source, Problem):
        return Added(None, [source], path.name)
    loaded = load_source(source, installed=library.knows)
    if loaded.compiled is None:
        return Added(None, loaded.problems, loaded.name)
    course = loaded.compiled.course
    before, old = library.source(course.id), library.course(course.id)
    taken = _taken(source, course, before, old)
    signed = check(loaded.compiled.papers, signers or kept / "none")
    taken = taken or _badly_signed(source, signed, loaded.compiled.papers, library.papers(course.id), new_signer)
    if taken is not None:
        return Added(None, [*loaded.problems, taken], loaded.name)
    _keep(source, kept / f"{course.id}{KEPT_SUFFIX}")
    library.put(loaded.compiled, "added", tutor.__version__)
    return Added(course, loaded.problems, loaded.name, old.version if old else "", signed)


def _badly_signed(
    source: Source, signed: Signed, papers: Papers, before: Papers | None, new_signer: bool
) -> Problem | None:
    """Why a pack is refused for its signature: it does not hold, or another one signed the version before."""
    shown = source.shown(source.main)
    if signed.standing == "bad":
        return Problem(shown, 1, 1, "error", "signature", signed.said.rstrip("."), "get a new copy of the pack")
    refused = "" if new_signer or before is None else other_signer(before.signature, papers.signature)
    hint = "ask its author; `tutor add --new-signer` takes it, if you know why"
    return Problem(shown, 1, 1, "error", "signer", refused, hint) if refused else None


def _taken(source: Source, course: Course, before: CourseSource | None, old: Course | None) -> Problem | None:
    """Why a pack may not have this id: learners' progress in one course must not become progress in another."""
    if before is None or old is None:
        return None
    if before.origin == "shipped":
        what = f"a course with the id {quoted(course.id)} comes with tutor"
    elif old.title != course.title and before.source != str(source.origin.resolve()):
        what = f"the library has another course with the id {quoted(course.id)}, titled {quoted(old.title)}"
    else:
        return None
    hint = "give yours another `id`, so that learners' progress is not mixed"
    return Problem(source.shown(source.main), 1, 1, "error", "taken", what, hint)


def remove(library: Library, course_id: str, kept: Path) -> bool:
    """Take an added course out, with its copy; what learners did in it stays in their files. False if there is none."""
    source = library.source(course_id)
    if source is None or source.origin != "added":
        return False
    (kept / f"{course_id}{KEPT_SUFFIX}").unlink(missing_ok=True)
    return library.remove(course_id)


def origin_of(copy: Path) -> Path | None:
    """Where a kept pack came from, if its copy can say so."""
    try:
        with zipfile.ZipFile(copy) as archive:
            return Path(os.fsdecode(archive.comment)) if archive.comment else None
    except (zipfile.BadZipFile, OSError):
        return None


def signature_in(copy: Path) -> bytes:
    """The signature of a kept pack; nothing where it has none or can't be read."""
    source = open_source(copy)
    return b"" if isinstance(source, Problem) else source.signature()


def _keep(source: Source, copy: Path) -> None:
    """Write the files a course is made of as a zip, whole or not at all."""
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partly = copy.with_suffix(".part")
    opened = open_source(source.origin)  # anew: what was read once counts against the size of a pack
    again = source if isinstance(opened, Problem) else opened
    with zipfile.ZipFile(partly, "w") as archive:
        for name in sorted(source.contents):
            data = again.read(name, LARGEST_MEDIA)
            if not isinstance(data, Refusal):
                target = MAIN if name == source.main else name
                archive.writestr(zipfile.ZipInfo(target, _EARLIEST), data)
        if signature := source.signature():
            archive.writestr(zipfile.ZipInfo(SIGNATURE, _EARLIEST), signature)
        archive.comment = os.fsencode(source.origin.resolve())[:65_535]
    partly.replace(copy)
