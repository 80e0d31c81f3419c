"""Every test in a box ends with two looks: no process that carries its mark is left, and no folder.

`box_world.py` beside this file is importable.
"""

from __future__ import annotations

import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.sandbox import Job, Limits, Outcome, Tier, carry_out, missing

sys.path.insert(0, str(Path(__file__).parent))

from box_world import PROGRAMS, QUICK, TIERS, Attack, survivors


@pytest.fixture(params=TIERS)
def tier(request: pytest.FixtureRequest) -> Tier:
    if why := missing(request.param):
        pytest.skip(why)
    return request.param


@pytest.fixture
def mark() -> str:
    return f"mark-{uuid.uuid4().hex}"


@pytest.fixture
def attack(tier: Tier, mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Attack]:
    """Run one of the programs in `tests/attacks/programs` in a box; its first argument is the mark."""
    folders = tmp_path / "folders"
    folders.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folders))

    def run(name: str, *args: str, limits: Limits = QUICK, report: bool = False, **more: object) -> Outcome:
        files = {"program.py": (PROGRAMS / f"{name}.py").read_bytes()}
        job = Job(["python", "-S", "program.py", mark, *args], files=files, limits=limits, report=report)
        return carry_out(job, tier=tier, **more)  # type: ignore[arg-type]

    yield run
    until = time.monotonic() + 1
    while (left := survivors(mark)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not left, f"processes {left} outlived the run by a second"
    assert list(folders.iterdir()) == []
