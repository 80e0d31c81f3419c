"""Checking packs: everything that is wrong with them, and one sentence that sums it up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from tutor.authoring.lint import Level, lint
from tutor.authoring.translating.coverage import Coverage, Covered
from tutor.packs.checks import Installed
from tutor.packs.checks import check as check_whole
from tutor.packs.compile import ids_in, outcome
from tutor.packs.compiled import Loaded
from tutor.packs.problems import Problem, has_errors, visible
from tutor.packs.reader import read
from tutor.packs.source import open_source
from tutor.packs.written import Runs
from tutor.packs.yaml_events import quiet_collector

SEEDS = 50
"""Draws of each template that is checked. Fixed by the design."""


class Depth(Struct, frozen=True):
    """How deeply a pack is checked: draws of each template, notes on style, which items no test guards."""

    seeds: int = SEEDS
    strict: bool = False
    guards: bool = False

    def levels(self) -> frozenset[Level]:
        """The rules of teaching that are said."""
        more: dict[Level, bool] = {"warning": True, "note": self.strict, "guards": self.guards}
        return frozenset(level for level, said in more.items() if said)


class Checked(Struct, frozen=True):
    """A pack that was checked; `notes` counts what the rules of style would say and did not.

    `translated` tells how far each translation of a pack without errors is.
    """

    loaded: Loaded
    notes: int = 0
    translated: list[Coverage] = []

    @property
    def problems(self) -> list[Problem]:
        """Everything that was found, in file order."""
        return self.loaded.problems


def check(
    path: Path, installed: Installed | None = None, runs: Runs | None = None, depth: Depth | None = None
) -> Checked:
    """Check the pack at a path that exists; `installed` says what of other courses is in the library.

    `runs` runs its programs (see `programs`). Rules of teaching are asked of a pack without errors.
    """
    source = open_source(path)
    if isinstance(source, Problem):
        return Checked(Loaded(None, [source], path.name, 0, 0))
    depth = depth or Depth()
    with quiet_collector():
        reading = read(source, runs=runs, seeds=range(depth.seeds), kept=True)
        check_whole(reading, installed)
        if has_errors(reading.problems):
            return Checked(outcome(reading))
        notes, translated = lint(reading, depth.levels())
        return Checked(outcome(reading), notes, translated)


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


def summary(checked: Checked) -> str:
    """One sentence: "fractions: 8 skills, 84 items, no problems"; and a line for each translation."""
    loaded = checked.loaded
    errors = sum(problem.severity == "error" for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    parts = [_count(errors, "error")] if errors else []
    parts += [_count(warnings, "warning")] if warnings else []
    size = f"{_count(loaded.skill_count, 'skill')}, {_count(loaded.item_count, 'item')}"
    notes = f" ({_count(checked.notes, 'note')} on style with `--strict`)" if checked.notes else ""
    name = visible(loaded.name)
    return "\n".join(
        [
            f"{name}: {size}, {', '.join(parts) or 'no problems'}{notes}",
            *(f"{name} in {_far(one.whole)}" for one in checked.translated),
        ]
    )


def _far(whole: Covered) -> str:
    """How far a translation is: "es: 120 of 300 texts, 3 of them stale"."""
    done = whole.translated + whole.stale
    stale = f", {whole.stale:,} of them stale" if whole.stale else ""
    return f"{whole.language}: {done:,} of {_count(whole.texts, 'text')}{stale}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
