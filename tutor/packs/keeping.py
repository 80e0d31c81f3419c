"""Adding a pack to the library and taking it out again.

A copy of what was read is kept beside the library, so that a course stays when the stick or folder it came from is
gone and the library has to be made anew. The copy of the version before is kept, too, and only that one: so a person
can go back.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

from msgspec import Struct

import tutor
from tutor.core.course import Course
from tutor.packs.compile import load, load_source
from tutor.packs.compiled import Compiled
from tutor.packs.library import CourseSource, Library
from tutor.packs.papers import Papers
from tutor.packs.problems import Problem, quoted
from tutor.packs.shipped import KEPT_SUFFIX
from tutor.packs.signature import other_signer
from tutor.packs.signers import Signed, check
from tutor.packs.source import LARGEST_MEDIA, Refusal, Source, open_source
from tutor.packs.stamps import MAIN, SIGNATURE

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_WAS = b"was:"
"""Before the place a copy came from, where that has a newer version by now and is not followed any more."""


class Added(Struct, frozen=True):
    """The outcome of adding: the course when it is in the library now, and which version it replaced."""

    course: Course | None
    problems: list[Problem]
    name: str
    replaced: str = ""
    signed: Signed | None = None


class Ready(Struct, frozen=True):
    """A pack that may be put into the library, read and checked, with all that was noticed."""

    source: Source
    compiled: Compiled
    problems: list[Problem]
    name: str
    replaced: str
    signed: Signed


def add(library: Library, path: Path, kept: Path, *, signers: Path | None = None, new_signer: bool = False) -> Added:
    """Check the pack at a path that exists, put it into the library, and keep a copy in the folder `kept`.

    `signers` is the list of signers that a person knows. A course that was signed before must be signed by the same key
    again, unless `new_signer`.
    """
    found = checked(library, path, kept, signers=signers, new_signer=new_signer)
    return found if isinstance(found, Added) else take_in(library, found, kept)


def checked(
    library: Library, path: Path, kept: Path, *, signers: Path | None = None, new_signer: bool = False
) -> Ready | Added:
    """The first half of `add`: nothing is put anywhere yet. What can't be added is told at once."""
    source = open_source(path)
    if isinstance(source, Problem):
        return Added(None, [source], path.name)
    loaded = load_source(source, installed=library.knows)
    if loaded.compiled is None:
        return Added(None, loaded.problems, loaded.name)
    course = loaded.compiled.course
    before, old = library.source(course.id), library.course(course.id)
    taken = _taken(source, course, before, old, kept)
    signed = check(loaded.compiled.papers, signers or kept / "none")
    taken = taken or _badly_signed(source, signed, loaded.compiled.papers, library.papers(course.id), new_signer)
    if taken is not None:
        return Added(None, [*loaded.problems, taken], loaded.name)
    return Ready(source, loaded.compiled, loaded.problems, loaded.name, old.version if old else "", signed)


def take_in(library: Library, ready: Ready, kept: Path) -> Added:
    """The second half of `add`."""
    course = ready.compiled.course
    copy = kept_copy(kept, course.id)
    partly = _written(ready.source, copy)
    if _differ(copy, partly):
        _put_aside(copy, earlier_copy(kept, course.id))
    partly.replace(copy)
    library.put(ready.compiled, "added", tutor.__version__)
    return Added(course, ready.problems, ready.name, ready.replaced, ready.signed)


def go_back(library: Library, course_id: str, kept: Path, *, signers: Path | None = None) -> Added:
    """Put the version before, of which there must be a copy, in place of an added course; the two change places.

    From now on the course is read from its copy: the place it came from has the newer version.
    """
    copy, earlier = kept_copy(kept, course_id), earlier_copy(kept, course_id)
    replaced = library.course(course_id)
    loaded = load(earlier, tested=False)
    if loaded.compiled is None:
        return Added(None, loaded.problems, course_id)
    signed = check(loaded.compiled.papers, signers or kept / "none")
    why = signed.said.rstrip(".") if signed.standing in ("bad", "refused") else ""
    if loaded.compiled.course.id != course_id:
        why = f"it is the copy of another course, {quoted(loaded.compiled.course.id)}"
    if why:
        return Added(None, [Problem(str(earlier), 1, 1, "error", "signature", why)], course_id)
    _change_places(copy, earlier)
    loaded = load(copy, tested=False)
    if loaded.compiled is not None:
        library.put(loaded.compiled, "added", tutor.__version__)
    course = loaded.compiled.course if loaded.compiled else None
    return Added(course, loaded.problems, course_id, replaced.version if replaced else "", signed)


def kept_copy(kept: Path, course_id: str) -> Path:
    """Where the copy of an added course lies."""
    return kept / f"{course_id}{KEPT_SUFFIX}"


def earlier_copy(kept: Path, course_id: str) -> Path:
    """Where the copy of the version before lies, if there was one."""
    return kept / "earlier" / f"{course_id}{KEPT_SUFFIX}"


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


def _taken(
    source: Source, course: Course, before: CourseSource | None, old: Course | None, kept: Path
) -> Problem | None:
    """Why a pack may not have this id: learners' progress in one course must not become progress in another."""
    if before is None or old is None:
        return None
    if before.origin == "shipped":
        what = f"a course with the id {quoted(course.id)} comes with tutor"
    elif old.title != course.title and source.origin.resolve() not in _places(before, kept):
        what = f"the library has another course with the id {quoted(course.id)}, titled {quoted(old.title)}"
    else:
        return None
    hint = "give yours another `id`, so that learners' progress is not mixed"
    return Problem(source.shown(source.main), 1, 1, "error", "taken", what, hint)


def _places(course: CourseSource, kept: Path) -> set[Path]:
    """Where an added course came from, and where the version before did."""
    copies = (kept_copy(kept, course.course), earlier_copy(kept, course.course))
    return {Path(course.source), *(Path(os.fsdecode(_comment(copy).removeprefix(_WAS))) for copy in copies)}


def remove(library: Library, course_id: str, kept: Path) -> bool:
    """Take an added course out, with its copy; what learners did in it stays in their files. False if there is none."""
    source = library.source(course_id)
    if source is None or source.origin != "added":
        return False
    for copy in (kept_copy(kept, course_id), earlier_copy(kept, course_id)):
        copy.unlink(missing_ok=True)
    return library.remove(course_id)


def origin_of(copy: Path) -> Path | None:
    """Where a kept pack came from, if its copy can say so and is not the version before of what lies there."""
    comment = _comment(copy)
    return None if not comment or comment.startswith(_WAS) else Path(os.fsdecode(comment))


def _comment(copy: Path) -> bytes:
    try:
        with zipfile.ZipFile(copy) as archive:
            return archive.comment
    except (zipfile.BadZipFile, OSError):
        return b""


def signature_in(copy: Path) -> bytes:
    """The signature of a kept pack; nothing where it has none or can't be read."""
    source = open_source(copy)
    return b"" if isinstance(source, Problem) else source.signature()


def _written(source: Source, copy: Path) -> Path:
    """The files a course is made of as a zip, beside the place where its copy belongs."""
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
    return partly


def _differ(copy: Path, other: Path) -> bool:
    """Whether there is a copy, and other files are in it."""
    try:
        with zipfile.ZipFile(copy) as one, zipfile.ZipFile(other) as two:
            return {(each.filename, each.CRC) for each in one.infolist()} != {
                (each.filename, each.CRC) for each in two.infolist()
            }
    except (zipfile.BadZipFile, OSError):
        return False  # one that is missing or damaged is nothing to go back to


def _change_places(copy: Path, earlier: Path) -> None:
    """Put the earlier copy in place of today's, and that in place of the earlier one; either is whole at all times."""
    partly, newer = copy.with_suffix(".part"), earlier.with_suffix(".part")
    shutil.copyfile(earlier, partly)
    with zipfile.ZipFile(partly, "a") as archive:
        archive.comment = _WAS + archive.comment.removeprefix(_WAS)
    if not copy.exists():
        partly.replace(copy)
        return
    shutil.copyfile(copy, newer)
    partly.replace(copy)
    newer.replace(earlier)


def _put_aside(copy: Path, earlier: Path) -> None:
    """Keep the copy of what is replaced, in place of any before, whole or not at all."""
    earlier.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partly = earlier.with_suffix(".part")
    shutil.copyfile(copy, partly)
    partly.replace(earlier)
