"""Whether a learner's file is where it was, or a copy that was taken elsewhere.

Two copies that went on as one device would be two histories with the same numbers. So the file knows the place where
it got its device's name, as a hash over the computer and the path, and gets a new name in any other place. A device's
name costs nothing; where this is deceived (a cloned machine), syncing sees it and parts the two (`forks`).

A file on a stick is moved with it, from computer to computer: its place is the stick, by the name that its file system
was given when it was made, and the path on it. A copy lies under another path, or on another stick; one that took the
very place of the first leaves only itself there. That holds where the system says that a disk is one to be taken out
(Linux). Of a disk that stays, the file system's name tells nothing: machines are set up from one image, and share it.
Elsewhere, and of a file moved on a disk that stays, a move looks like a copy whose first is kept, and a new name is
what is safe.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
DISKS, BY_NAME = Path("/sys/dev/block"), Path("/dev/disk/by-uuid")


def machine() -> str:
    """What tells this computer from others: the system's own id where it has one, else its name."""
    for place in MACHINE_IDS:
        with suppress(OSError, UnicodeDecodeError):
            if found := place.read_text("ascii").strip():
                return found
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def stick(device: int) -> str:
    """The name of the file system on this device, if its disk is one to be taken out; else empty."""
    if not hasattr(os, "major"):
        return ""
    with suppress(OSError, UnicodeDecodeError):
        disk = (DISKS / f"{os.major(device)}:{os.minor(device)}").resolve(strict=True)
        whole = disk if (disk / "removable").exists() else disk.parent
        if (whole / "removable").read_text("ascii").strip() == "1":
            return next((each.name for each in BY_NAME.iterdir() if each.resolve().name == disk.name), "")
    return ""


def home_of(path: Path) -> str:
    """The place of a file, which is there, as 16 hexadecimal digits that tell neither computer nor path."""
    where, below = machine(), path
    with suppress(OSError):
        device = path.stat().st_dev
        if name := stick(device):
            root = next(each for each in reversed(path.parents) if each.stat().st_dev == device)
            where, below = f"stick {name}", path.relative_to(root)
    return sha256(f"tutor\0{where}\0{below}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
