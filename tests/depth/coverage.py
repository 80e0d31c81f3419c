"""Which lines and branches do the tests go through, in the rooms where a mistake costs most?

    python tests/depth/coverage.py [store|loader|judges|box|all] [--lines]

Each room is measured by the tests that are about it, and must come to 95 % of lines and branches together; else the
exit status is 1. `--lines` prints what is not gone through. Processes that are started or forked are measured as well,
and in the box, where there is nothing of ours, what runs beside a program: see `traced.py`. What the box does on
Windows and macOS can't be seen from here and is not counted. Needs Linux.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).parents[2]
HERE = str(Path(__file__).parent)
sys.path[:] = [str(ROOT), *(path for path in sys.path if path != HERE), HERE]  # this file's name is a package's

if TYPE_CHECKING:
    from coverage import Coverage

GOAL = 95.0


class Room(NamedTuple):
    """Files, as patterns below `tutor`, and the tests that are about them."""

    files: str
    tests: str


def _tests(folder: str, names: str) -> str:
    """Files of tests, with a space behind."""
    return "".join(f"tests/{folder}/test_{name}.py " for name in names.split())


ROOMS = {
    "store": Room("store/*", f"tests/store {_tests('cli', 'data_commands sync_command')}"),
    "loader": Room(
        "packs/* core/template*.py core/expression*.py core/pattern*.py",
        "tests/packs "
        + _tests("core", "expressions expression_bounds patterns templates template_problems mistakes explore")
        + _tests("cli", "trust_and_signing pack_commands library_commands")
        + _tests("study", "trust two_courses"),
    ),
    "judges": Room(
        "core/kinds/* core/algebra*.py core/*_judging.py core/code_running.py core/running.py core/sample_runs.py "
        "core/tracebacks.py core/programs.py core/pick*.py core/numbers.py core/number_words.py core/text.py "
        "core/typed.py core/slips.py core/mistakes.py core/gaps.py core/formulas.py core/quantities.py core/units.py "
        "core/*_units.py core/unit_table.py core/chemistry.py core/synonyms.py core/samples.py core/values.py "
        "core/rubric.py core/judgement.py core/item.py core/shown.py core/shuffling.py core/own_words.py "
        "core/programming.py study/programs.py study/running.py",
        "tests/core/kinds "
        + _tests("core", "algebra chemistry mistakes number_words numbers own_words running reports_judged samples")
        + _tests("core", "slips text typed units values engine_parts")
        + _tests("packs", "bad_packs good_packs")
        + _tests("study", "programs_judged programs_run limits_told trust media_and_language")
        + "tests/authoring/test_programs_checked.py tests/attacks/test_forgeries.py",
    ),
    "box": Room(
        "sandbox/* study/drivers/*",
        f"tests/sandbox {_tests('study', 'programs_run')} {_tests('attacks', 'submissions forgeries')}",
    ),
}
SETTINGS = """
[run]
branch = True
parallel = True
data_file = {folder}/found
patch = _exit, fork, subprocess
include =
  {files}
omit = */sandbox/windows.py
[report]
precision = 1
exclude_also =
  if TYPE_CHECKING
  if sys.platform == "(win32|darwin)"
  raise NotImplementedError$
"""

LAUNCHER = ["launcher", "becoming", "touches"]
DRIVERS = ["code", "calls", "script", "commands", "query"]
INSIDE = {f"<{name}>": f"tutor/sandbox/{name}.py" for name in LAUNCHER} | {
    f"<driver {name}>": f"tutor/study/drivers/{name}.py" for name in DRIVERS
}
"""By the names that their code is compiled under, in the box."""


def share(name: str, lines: bool) -> float:
    """Measure a room in a process of its own and print its table; percent of lines and branches."""
    print(f"\n{name}: {ROOMS[name].tests}", flush=True)
    with tempfile.TemporaryDirectory(prefix="tutor-coverage-") as folder:
        child = os.fork()
        if child == 0:
            measure(name, folder)
        failed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        counting = counter(name, folder)
        counting.combine()
        found = counting.report(show_missing=lines)
        if failed:
            print(f"{name}: not all tests passed; some have little time, and measuring takes much of it")
        return found


def counter(name: str, folder: str) -> Coverage:
    """What counts for a room; its settings lie in a file, for the processes that the tests start."""
    from coverage import Coverage

    settings = Path(folder) / "settings"
    files = "\n  ".join(str(ROOT / "tutor" / pattern) for pattern in ROOMS[name].files.split())
    settings.write_text(SETTINGS.format(folder=folder, files=files), "utf-8")
    return Coverage(config_file=str(settings))


def measure(name: str, folder: str) -> None:
    """Run the tests of a room, and end."""
    counting = counter(name, folder)
    counting.start()
    marks = watch_boxes(folder)
    status = 1
    try:
        status = run(ROOMS[name].tests)
    finally:
        counting.stop()
        counting.save()
        if name == "box":
            keep(marks, folder)
        os._exit(status)


def run(tests: str) -> int:
    """Run tests, with the same few examples each time; the exit status of pytest."""
    import pytest
    from hypothesis import HealthCheck, settings

    few = {"max_examples": 50, "derandomize": True, "database": None, "deadline": None}
    settings.register_profile("coverage", suppress_health_check=[*HealthCheck], **few)
    settings.load_profile("coverage")
    loaded = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is, before pytest could look into it
    return int(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *loaded, *tests.split()]))


def watch_boxes(folder: str) -> Path:
    """Send `traced.begin` along with whatever is started in a box; the file of its marks, which every box may reach."""
    import traced

    from tutor.sandbox import landlock, order
    from tutor.study import running

    marks = Path(folder) / "marks"
    marks.write_bytes(bytes(traced.room([*INSIDE])))
    first = f"{Path(traced.__file__).read_text('utf-8')}\nbegin({str(marks)!r}, {[*INSIDE]})\n"
    closed, confined, driver = order.bubblewrap, landlock.rules, running.driver
    order.BARE = first + order.BARE
    order.bubblewrap = lambda limits: [*closed(limits), "--bind", str(marks), str(marks)]
    landlock.rules = lambda *asked: (
        (rules := confined(*asked))
        | {"paths": [*rules["paths"], (str(marks), landlock.READ_FILE | landlock.WRITE_FILE)]}
    )
    running.driver = lambda name: f"{first}exec(compile({driver(name)!r}, '<driver {name}>', 'exec'))"
    return marks


def keep(marks: Path, folder: str) -> None:
    """What was marked in boxes, beside what coverage.py found."""
    import traced
    from coverage import CoverageData

    data = CoverageData(f"{folder}/found", suffix="boxes")
    found = traced.steps(marks.read_bytes(), [*INSIDE])
    data.add_arcs({str(ROOT / INSIDE[name]): steps for name, steps in found.items()})
    data.write()


def main() -> None:
    """Measure the rooms that are asked for."""
    reading = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    reading.add_argument("room", nargs="?", default="all", choices=[*ROOMS, "all"])
    reading.add_argument("--lines", action="store_true", help="print the lines and branches that are not gone through")
    asked = reading.parse_args()
    os.chdir(ROOT)
    sys.dont_write_bytecode = True
    shares = {name: share(name, asked.lines) for name in ([*ROOMS] if asked.room == "all" else [asked.room])}
    print("\n" + ", ".join(f"{name} {found:.1f} %" for name, found in shares.items()))
    sys.exit(int(min(shares.values()) < GOAL))


if __name__ == "__main__":
    main()
