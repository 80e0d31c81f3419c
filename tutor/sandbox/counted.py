"""The kernel's own count of a run's processes: a control group for each run, where we may make one.

For everybody but root RLIMIT_NPROC holds a program that only multiplies; root it doesn't hold (getrlimit(2)), and
watching comes too late for who is quick enough to take the last process of the computer. Root may make control groups
(cgroups(7)), so a run of root's gets one. Nobody else needs it, and where none can be made, watching must do.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

OWN = 8  # processes of ours beside the program: bubblewrap's two, the launcher, and a few that are just ending
TRIES = 50
GROUPS = Path("/sys/fs/cgroup")
ENTER = 'echo $$ > "$0" && exec "$@"'  # the shell goes in, and becomes the command
numbers = itertools.count()


@contextlib.contextmanager
def counted(processes: int) -> Iterator[list[str]]:
    """Words to put before a command, so that it and all that descends from it are never more than `processes` and OWN.

    No words where no group can be made. The group is gone afterwards.
    """
    group = made(processes + OWN) if sys.platform == "linux" and os.geteuid() == 0 else None
    try:
        yield [] if group is None else ["/bin/sh", "-c", ENTER, str(group / "cgroup.procs")]
    finally:
        if group is not None:
            leave(group)


def made(most: int) -> Path | None:
    """A new group that holds at most so many processes and threads."""
    for parent in parents(Path("/proc/self/cgroup").read_text(), GROUPS):
        group = parent / f"tutor-{os.getpid()}-{next(numbers)}"
        try:
            clear(parent)
            group.mkdir()
        except OSError:
            continue
        try:
            (group / "pids.max").write_text(f"{most}\n")
            return group
        except OSError:
            group.rmdir()  # a second-version group whose parent hands no counting of processes on
    return None


def parents(told: str, groups: Path) -> list[Path]:
    """Where a group might be made, by /proc/self/cgroup: beside the first version's own, in ours, or beside ours."""
    found = []
    for line in told.splitlines():
        _, controllers, place = line.split(":", 2)
        below = place.lstrip("/")
        if "pids" in controllers.split(","):
            found.append(groups / "pids" / below)
        elif not controllers:
            found += [base / part for base in (groups, groups / "unified") for part in (below, os.path.dirname(below))]
    return [parent for parent in dict.fromkeys(found) if ".." not in parent.parts]


def leave(group: Path) -> None:
    """Take a group away. It is busy for as long as what was killed in it is ending; a later run clears what stayed."""
    for _ in range(TRIES):
        try:
            group.rmdir()
        except OSError:
            time.sleep(0.002)
        else:
            return


def clear(parent: Path) -> None:
    """Take away what runs have left whose tutor is gone."""
    for left in parent.glob("tutor-*-*"):
        if not os.path.exists(f"/proc/{left.name.split('-')[1]}"):
            with contextlib.suppress(OSError):
                left.rmdir()
