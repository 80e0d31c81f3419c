"""Checking packs: everything that is wrong with them, and one sentence that sums it up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tutor.packs.checks import Installed
from tutor.packs.compile import ids_in, load
from tutor.packs.compiled import Loaded
from tutor.packs.problems import visible
from tutor.packs.written import Runs


def check(path: Path, installed: Installed | None = None, runs: Runs | None = None) -> Loaded:
    """Check the pack at a path that exists; `installed` says what of other courses is in the library.

    `runs` runs its programs (see `programs`).
    """
    return load(path, installed=installed, runs=runs)


def together(paths: Sequence[Path], installed: Installed) -> Installed:
    """What packs that are checked together may require: of one another, else of what is `installed`.

    They are read for it when the first one names another course.
    """

    @cache
    def ids() -> frozenset[str]:
        return frozenset[str]().union(*map(ids_in, paths))

    def known(full_id: str) -> bool:
        return full_id in ids() if full_id.partition("/")[0] in ids() else installed(full_id)

    return known


def summary(loaded: Loaded) -> str:
    """One sentence: "fractions: 8 skills, 84 items, no problems"."""
    errors = sum(problem.severity == "error" for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    parts = [_count(errors, "error")] if errors else []
    parts += [_count(warnings, "warning")] if warnings else []
    size = f"{_count(loaded.skill_count, 'skill')}, {_count(loaded.item_count, 'item')}"
    return f"{visible(loaded.name)}: {size}, {', '.join(parts) or 'no problems'}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
