"""Whether a learner's file is where it was, or a copy that was taken elsewhere.

Two copies that went on as one device would be two histories with the same numbers. So the file knows the place where
it got its device's name, as a hash over the computer and the path, and gets a new name in any other place. A device's
name costs nothing; where this is deceived (a cloned machine), syncing sees it and parts the two (`forks`).
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def machine() -> str:
    """What tells this computer from others: the system's own id where it has one, else its name."""
    for place in MACHINE_IDS:
        with suppress(OSError, UnicodeDecodeError):
            if found := place.read_text("ascii").strip():
                return found
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def home_of(path: Path) -> str:
    """The place of a file as 16 hexadecimal digits, from which neither computer nor path can be told."""
    return sha256(f"tutor\0{machine()}\0{path}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
