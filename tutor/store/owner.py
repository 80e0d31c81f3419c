"""Who has a file open: the number of the process that holds SQLite's lock on it.

Read from the kernel's own list. Opening the file to ask it would be dangerous: closing that descriptor would drop the
locks that this process itself may hold (SQLite, "How To Corrupt An SQLite Database File", 2.2).
"""

from __future__ import annotations

import os
from pathlib import Path

LOCKS = Path("/proc/locks")


def holder(path: Path) -> int | None:
    """The process that has locked this file, or None where the system does not tell (not Linux, another machine)."""
    try:
        status = path.stat()
        lines = LOCKS.read_text().splitlines()
    except (OSError, ValueError):
        return None
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    for line in lines:
        words = line.split()
        if place in words and words[words.index(place) - 1].isdigit():
            return int(words[words.index(place) - 1])
    return None
