"""The probe units: five subjects, written with the author guide alone. Each is sound, and can be learned to its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tutor.packs.compile import load
from tutor.packs.visiting import visit

PROBES = sorted(path.parent for path in (Path(__file__).parents[1] / "probes").glob("*/course.yaml"))
DAYS = 12


def study(sitting: Any, minutes: float = 40) -> None:
    until = sitting.now.timestamp() + minutes * 60
    while (left := until - sitting.now.timestamp()) > 0:
        task = sitting.session.next(minutes_left=left / 60)
        if task is None:
            return
        sitting.perfect(task)


@pytest.mark.parametrize("folder", PROBES, ids=lambda folder: folder.name)
def test_a_probe_is_checked_without_a_line(folder: Path) -> None:
    assert [str(problem) for problem in load(folder).problems] == []


@pytest.mark.parametrize("folder", PROBES, ids=lambda folder: folder.name)
def test_who_answers_all_right_learns_all_of_a_probe(folder: Path, sit: Any, tmp_path: Path) -> None:
    sitting = sit(visit(folder, tmp_path / "cache"))
    for _ in range(DAYS):
        study(sitting)
        sitting.wait(days=1)
    states = {line["skill"]: line["state"] for line in sitting.session.status()["skills"]}
    assert set(states.values()) <= {"learned", "mastered", "secure", "fading"}, states


def test_there_are_five_subjects() -> None:
    names = {folder.name for folder in PROBES}
    assert names == {"first-functions", "lab-values", "printing-press", "small-molecules", "spanish-market"}
