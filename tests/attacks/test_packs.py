"""Every attack pack and archive, as a person would meet it: checked, added, studied in each face.

All of them are judged by the loader here. The whole of it (each command in a process of its own, with what it costs,
writes and touches) takes minutes, so that a run takes a share of them, another one each day; `ATTACKS=all` takes all,
`ATTACKS_DAY=n` the share of a day.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attack_places
import pytest
from attack import COURSE, SECRET, Attack, write
from every_attack import ALL, ARCHIVES, DAY, EVERY, PACKS
from tries import ACTING

from tutor.packs.compile import load

ROOT = Path(__file__).parent.parent.parent
SHARES = 24
MOST_SECONDS, MOST_MEMORY = 5.0, 300
"""Of computing, and megabytes, of each command. Fixed by the demand."""


def share() -> list[str]:
    """The names that are tried whole in this run: all in `SHARES` days, each once."""
    return [name for name in ALL if EVERY or zlib.crc32(name.encode()) % SHARES == DAY % SHARES]


Try = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def tries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """The process that tries packs; its modules are loaded once."""
    folder = tmp_path_factory.mktemp("tries")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).parent / "tries.py"), str(folder)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=surroundings, cwd=ROOT
    )
    yield process
    process.communicate()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Where a pack is made: beside a folder that it must not touch."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "canary.txt").write_text(f"{SECRET}\n")
    return tmp_path


def named(attack: Attack, lines: list[str]) -> bool:
    """Whether an error stands where the pack is wrong, by the right name."""
    assert attack.place is not None
    file, number = attack.place
    return any(f"{file}:{number}:" in line and f": error {attack.code}" in line for line in lines)


@pytest.mark.parametrize("name", share())
def test_no_command_is_harmed_by_a_strangers_pack(name: str, case: Path, tries: subprocess.Popen[str]) -> None:
    attack = ALL[name]
    pack = attack.make(case)
    how = {"faces": True, "runs": attack.runs, "turns": attack.turns}
    assert tries.stdin is not None and tries.stdout is not None
    tries.stdin.write(json.dumps({"pack": os.fsencode(pack).hex(), "how": how}) + "\n")
    tries.stdin.flush()
    found = json.loads(tries.stdout.readline())
    assert complaints(attack, found) == []


def complaints(attack: Attack, found: dict[str, Any]) -> list[str]:
    """All that went otherwise than it must."""
    told = [what for what in ("touched", "left", "survivors", "leaked") if found[what]]
    told += [f"{what}: {found[what]}" for what in ("usable", "learner") if not found[what]]
    for command, facts in found["commands"].items():
        told += [f"{command}: {what}" for what in ("hung", "traceback") if facts[what]]
        told += [f"{command} wrote {facts['acting']}"] if facts["acting"] else []
        told += [f"{command} took {facts['seconds']} s"] if facts["seconds"] > MOST_SECONDS * attack.most else []
        told += [f"{command} took {facts['memory']} MB"] if facts["memory"] > MOST_MEMORY * attack.most else []
        told += [f"{command} ended with {facts['status']}"] if facts["status"] not in (0, 1) else []
    checked = found["commands"]["check"]
    if attack.outcome != "either" and checked["status"] != (attack.outcome == "refused"):
        told.append(f"the check ended with {checked['status']}: {checked['problems'][:3]}")
    if checked["status"] == 1 and attack.place and not named(attack, checked["problems"]):
        told.append(f"{attack.place} {attack.code} is not named: {checked['problems'][:3]}")
    if checked["status"] == 1 and not attack.runs:  # what only a run brings to light is found by `pack check` alone
        told += [
            f"{command} was done all the same"
            for command in ("add", "plain", "wire")
            if found["commands"][command]["status"] == 0
        ]
    return told


LIGHT = {name: attack for name, attack in ALL.items() if not attack.heavy or EVERY}


def test_every_attack_is_refused_at_its_line_or_is_a_pack(tmp_path: Path) -> None:
    odd, placed, missed = [], 0, []
    for number, (name, attack) in enumerate(LIGHT.items()):
        case = tmp_path / str(number)
        (case / "outside").mkdir(parents=True)
        (case / "outside" / "canary.txt").write_text(f"{SECRET}\n")
        loaded = load(attack.make(case))
        lines = [str(problem) for problem in loaded.problems]
        odd += [f"{name}: {line}" for line in lines if ACTING.search(line) or SECRET in line]
        if (
            attack.outcome != "either"
            and not attack.runs
            and (loaded.compiled is None) != (attack.outcome == "refused")
        ):
            odd.append(f"{name}: {lines[:2] or 'no problems'}")
        if attack.place and loaded.compiled is None:
            placed += 1
            missed += [] if named(attack, lines) else [f"{name}: {attack.place} {lines[:2]}"]
    assert odd == []
    assert missed == [], f"{len(missed)} of {placed}; at least 95 % must be named"


def test_nothing_that_lies_beside_a_course_is_run_by_a_fresh_process_in_its_folder(case: Path) -> None:
    """As an installed `tutor` starts: it has not imported anything yet, and stands where the files are."""
    for files in attack_places.BESIDE:
        write(case / "pack", files)
    write(case / "pack", {"course.yaml": f"id: attack\n{COURSE}"})
    command = [sys.executable, "-P", "-m", "tutor", "pack", "check", "."]
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TUTOR_HOME": str(case / "home"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(command, cwd=case / "pack", env=surroundings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert {path.name for path in case.iterdir()} <= {"home", "outside", "pack"}


def test_there_are_enough_of_them() -> None:
    assert len(PACKS) >= 150 and len(ARCHIVES) >= 25
