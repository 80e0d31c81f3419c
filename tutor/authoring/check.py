"""Checking packs: everything that is wrong with them, and one sentence that sums it up."""

from __future__ import annotations

from pathlib import Path

from tutor.packs.checks import Installed
from tutor.packs.compile import load
from tutor.packs.compiled import Loaded
from tutor.packs.problems import visible


def check(path: Path, installed: Installed | None = None) -> Loaded:
    """Check the pack at a path that exists; `installed` says what of other courses is in the library."""
    return load(path, installed=installed)


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
