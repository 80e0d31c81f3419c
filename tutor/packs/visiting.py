"""Studying a pack by its path: compiled into a small library of its own in the cache, and used again while fresh."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path

import tutor
from tutor.packs.library import Library
from tutor.packs.problems import Problem, has_errors


class BadPack(Exception):
    """The pack has errors; the message is the lines that `tutor pack check` prints."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def visit(path: Path, cache_folder: Path) -> Library:
    """The library that holds just the pack at a path that exists. Raises `BadPack` when the pack has errors."""
    folder = cache_folder / "visits"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    library = Library.open(folder / f"{name}.sqlite")
    with ExitStack() as failing:
        failing.callback(library.close)
        _bring_up_to_date(library, path)
        failing.pop_all()
    return library


def _bring_up_to_date(library: Library, path: Path) -> None:
    sources = library.sources()
    if [(source.program, source.freshness()) for source in sources] == [(tutor.__version__, "fresh")]:
        return
    from tutor.packs.compile import load

    loaded = load(path)
    if loaded.compiled is None or has_errors(loaded.problems):
        raise BadPack(loaded.problems)
    for source in sources:
        library.remove(source.course)
    library.put(loaded.compiled, "visiting", tutor.__version__)
