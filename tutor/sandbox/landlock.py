"""Which files a confined program may touch: the rules that the launcher hands to Landlock (linux/landlock.h).

What Landlock leaves open, and seccomp.py can't shut without breaking `touch` and `ls`: a program that knows a file's
name can learn that it is there, how large and how old, and change its times. Its content and its mode are out of reach.
"""

from __future__ import annotations

import ctypes
import functools
import struct
import sys

READ_FILE, READ_FOLDER, EXECUTE, WRITE_FILE = 1 << 2, 1 << 3, 1 << 0, 1 << 1
MOVE, TRUNCATE, IOCTL = 1 << 13, 1 << 14, 1 << 15
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL
READ = EXECUTE | READ_FILE | READ_FOLDER
KNOWN = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights over files each ABI knows; 16 from the fifth on
TCP, SIGNALS, SCOPES = 0b11, 0b10, 0b11  # bind and connect (ABI 4); signals, and with abstract sockets (ABI 6)
VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION


@functools.cache
def abi() -> int:
    """The version of Landlock that this kernel has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(ctypes.CDLL(None).syscall(444, None, ctypes.c_long(0), ctypes.c_long(VERSION))))


def rules(version: int, readable: list[str], folder: str) -> dict[str, object]:
    """All rights over files, TCP and signals outside are held back, then given: reading, and the folder whole."""
    every = (1 << KNOWN.get(version, 16)) - 1
    attributes = struct.pack("QQQ", every, TCP if version >= 4 else 0, SCOPES if version >= 6 else 0)
    length = 8 if version < 4 else 16 if version < 6 else 24
    paths = [(path, READ) for path in readable]
    paths += [(path, (READ_FILE | WRITE_FILE | TRUNCATE) & every) for path in ("/dev/null", "/dev/zero", "/dev/full")]
    paths += [(path, READ_FILE) for path in ("/dev/urandom", "/dev/random")]
    paths += [(folder, every)]
    return {"attributes": attributes[:length], "paths": paths, "on_files": ON_FILES & every}


def signals_alone(version: int) -> dict[str, object] | None:
    """Rules that keep nothing but signals in. Moving between folders must be allowed: any ruleset else forbids it."""
    if version < 6:
        return None
    return {"attributes": struct.pack("QQQ", MOVE, 0, SIGNALS), "paths": [("/", MOVE)], "on_files": 0}
