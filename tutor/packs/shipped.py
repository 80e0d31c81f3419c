"""Keeping the library in step with the packs it is made from: those that ship, and those a person added.

When nothing changed this looks at sizes and times only. The loader (and with it YAML) is imported when a pack has to
be read again. A pack that has errors now leaves its last good version in the library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import tutor
from tutor.packs.library import CourseSource, Library, Origin
from tutor.packs.stamps import MAIN

if TYPE_CHECKING:
    from tutor.packs.problems import Problem

Progress = Callable[[str], None]
"""Told the name of each pack that is about to be read."""
KEPT_SUFFIX = ".tutor"


def courses_folder() -> Path:
    """Where the courses that ship lie: inside the installed package, or beside it in a source tree."""
    package = Path(tutor.__file__).parent
    installed = package / "_courses"
    return installed if installed.is_dir() else package.parent / "courses"


def refresh(
    library: Library,
    *,
    kept: Path | None = None,
    shipped: Path | None = None,
    signers: Path | None = None,
    progress: Progress | None = None,
) -> list[Problem]:
    """Compile what is new or changed, take out what no longer ships, and return what is wrong with packs.

    `kept` is the folder with the copies of added packs, from which a library that was made anew gets them back;
    `signers` is the list of signers that a person knows.
    """
    known = {source.source: source for source in library.sources()}
    problems: list[Problem] = []
    present: set[str] = set()
    for path in _packs_in(shipped or courses_folder()):
        key = str(path.resolve())
        present.add(key)
        problems += _refresh_one(library, known.get(key), path, "shipped", progress)
    for source in known.values():
        if source.origin == "shipped" and source.source not in present:
            library.remove(source.course)
        elif source.origin == "added":
            problems += _refresh_added(library, source, kept, signers, progress)
    return problems + _bring_back(library, kept, signers, progress)


def _packs_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in (".yaml", KEPT_SUFFIX) or (path / MAIN).is_file():
                yield path


def _refresh_one(
    library: Library,
    source: CourseSource | None,
    path: Path,
    origin: Origin,
    progress: Progress | None,
    signers: Path | None = None,
) -> list[Problem]:
    if source is not None and source.program == tutor.__version__:
        freshness = source.freshness()
        if freshness == "fresh":
            return []
    return compile_into(library, path, origin, progress, signers=signers)


def compile_into(
    library: Library,
    path: Path,
    origin: Origin,
    progress: Progress | None = None,
    signature: bytes = b"",
    own_place: Path | None = None,
    signers: Path | None = None,
) -> list[Problem]:
    """Read the pack at a path into the library. With errors the library stays as it is. Returns all problems.

    A version that somebody else signed than the one before is an error, and one whose signature does not hold, or is by
    a key that the list `signers` has and does not accept (any more). `signature` is that of the version before, where
    the library does not know it any more. `own_place` is where the pack lies that this is a copy of.
    """
    from msgspec.structs import replace

    from tutor.packs.compile import load
    from tutor.packs.problems import Problem
    from tutor.packs.signature import other_signer

    if progress:
        progress(path.name)
    loaded = load(path, tested=origin != "shipped")  # what ships was tested before it did
    if loaded.compiled is None:
        return loaded.problems
    before = library.papers(loaded.compiled.course.id)
    if before is not None and before.signature and not signature:
        signature = before.signature
    papers = loaded.compiled.papers
    refused = signature and other_signer(signature, papers.signature)
    if refused:
        hint = "`tutor add --new-signer` takes it, if you know why"
        return [*loaded.problems, Problem(str(path), 1, 1, "error", "signer", refused, hint)]
    if papers.signature and origin == "added":
        from tutor.packs.signers import check

        if (signed := check(papers, signers or path / "none")).standing in ("bad", "refused"):
            said = Problem(str(path), 1, 1, "error", "signature", signed.said.rstrip("."), "get a new copy of the pack")
            return [*loaded.problems, said]
    compiled = replace(loaded.compiled, source=str(own_place.resolve())) if own_place else loaded.compiled
    library.put(compiled, origin, tutor.__version__)
    return loaded.problems


def _refresh_added(
    library: Library, source: CourseSource, kept: Path | None, signers: Path | None, progress: Progress | None
) -> list[Problem]:
    """An added folder is followed while its author writes it; a file is taken in anew only by adding it again.

    What is not followed, or is gone, is studied on from the library, and made anew from its copy.
    """
    path = Path(source.source)
    copy = kept / f"{source.course}{KEPT_SUFFIX}" if kept else None
    if _is_followed(path) or path == copy:
        return _refresh_one(library, source, path, "added", progress, signers)
    if source.program == tutor.__version__ or copy is None or not copy.exists():
        return []
    return compile_into(library, copy, "added", progress, signers=signers)


def _is_followed(place: Path) -> bool:
    """Whether it is an author's own folder or text, not a file that was handed out."""
    return place.exists() and (place.is_dir() or place.suffix.lower() in (".yaml", ".yml"))


def _bring_back(library: Library, kept: Path | None, signers: Path | None, progress: Progress | None) -> list[Problem]:
    """Added packs that are not in a library made anew, from their own place or, if that is no good, their copy."""
    if kept is None or not kept.is_dir():
        return []
    problems: list[Problem] = []
    for copy in sorted(kept.glob(f"*{KEPT_SUFFIX}")):
        if library.source(copy.stem) is None:
            from tutor.packs.keeping import origin_of, signature_in

            origin = origin_of(copy)
            there = origin if origin and _is_followed(origin) else None
            if there:
                problems += compile_into(library, there, "added", progress, signature_in(copy), signers=signers)
            if library.source(copy.stem) is None:
                problems += compile_into(library, copy, "added", progress, own_place=there, signers=signers)
    return problems
