"""A control group for each run of root's: the kernel counts its processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.sandbox import Job, Limits, Tier, carry_out
from tutor.sandbox.counted import GROUPS, OWN, clear, counted, made, parents

MULTIPLY = """
import os, sys, time
made = 0
try:
    for _ in range(300):
        if not os.fork():
            os.closerange(1, 3)
            time.sleep(1000)
        made += 1
except OSError:
    pass
print(made, flush=True)
"""


def counting() -> bool:
    group = made(10) if sys.platform == "linux" and os.geteuid() == 0 else None
    if group is not None:
        group.rmdir()
    return group is not None


needs_groups = pytest.mark.skipif(not counting(), reason="this computer lets nobody make a control group")


@needs_groups
def test_whoever_multiplies_in_a_group_meets_its_number_and_leaves_nothing() -> None:
    with counted(20) as first:
        done = subprocess.run([*first, sys.executable, "-c", MULTIPLY], capture_output=True, text=True, timeout=30)
        group = Path(first[3]).parent
        for pid in (group / "cgroup.procs").read_text().split():
            os.kill(int(pid), 9)
    assert done.stdout == f"{20 + OWN - 1}\n"
    assert not group.exists()


@needs_groups
def test_no_box_lets_a_program_be_more_than_it_may(tier: Tier) -> None:
    seen = carry_out(Job(["python", "-c", MULTIPLY], limits=Limits(wall=20.0, processes=10)), tier=tier)
    assert seen.status == "failed" or int(seen.out) <= 10 + OWN
    assert not list(GROUPS.glob(f"**/tutor-{os.getpid()}-*"))


@needs_groups
def test_what_a_killed_tutor_left_is_cleared_by_the_next_run() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    group = made(10)
    assert group is not None
    left = group.with_name(f"tutor-{gone.pid}-0")
    left.mkdir()
    clear(group.parent)
    assert group.exists() and not left.exists()
    group.rmdir()


def test_nobody_but_root_gets_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with counted(20) as first:
        assert first == []


@pytest.mark.parametrize(
    ("told", "tried"),
    [
        ("8:pids:/\n4:memory:/x\n0::/\n", ["g/pids", "g", "g/unified"]),
        ("3:cpu,pids:/docker/1\n", ["g/pids/docker/1"]),
        (
            "0::/user.slice/a.scope\n",
            ["g/user.slice/a.scope", "g/user.slice", "g/unified/user.slice/a.scope", "g/unified/user.slice"],
        ),
        ("0::/../../other\n", []),
        ("", []),
    ],
)
def test_where_a_group_may_be_made_is_read_from_the_kernels_own_words(told: str, tried: list[str]) -> None:
    assert parents(told, Path("g")) == [Path(name) for name in tried]
