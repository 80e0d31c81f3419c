"""A disk that can be looked at: what a process did to it, in order, and what is left of it when the power goes.

The shim in `disk_shim.c` is compiled when it is needed; where there is no compiler, or it is not Linux, tests that need
it are skipped (`needs_disk`).
"""

import os
import random
import shutil
import struct
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

import pytest

HERE = Path(__file__).parent
COMPILER = shutil.which("gcc") or shutil.which("cc")
SORTS = {"write": 0, "sync": 1, "open": 2, "name": 3}
SECTOR = 512

needs_disk = pytest.mark.skipif(not (COMPILER and sys.platform == "linux"), reason="needs Linux and a C compiler")


@cache
def shim():
    made = Path(mkdtemp(prefix="tutor-shim-")) / "disk.so"
    source = str(HERE / "disk_shim.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", str(made), source, "-ldl"], check=True)
    return made


def run(script, prefix, *arguments, log=None):
    """Run a script with the shim under it; it finds `world` and `disk` on its path."""
    env = {
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE), os.environ.get("PYTHONPATH", "")]),
        "PATH": os.environ["PATH"],
        "LD_PRELOAD": str(shim()),
        "DISK_PREFIX": str(prefix),
        **({"DISK_LOG": str(log)} if log else {}),
    }
    command = [sys.executable, "-c", script, str(prefix), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def operations(log):
    """What was done, in order: (what, inode, place, data, other)."""
    data, at, found = log.read_bytes(), 0, []
    while at < len(data):
        what, inode, place, size, more = struct.unpack_from("<cQQII", data, at)
        at += 25
        found.append((what.decode(), inode, place, data[at : at + size], data[at + size : at + size + more]))
        at += size + more
    return found


class Power:
    """What is on the disk for sure after these operations, and what only on its way."""

    def __init__(self, done):
        self.objects, self.waiting, self.names, self.sure = {}, {}, [], 0
        self.inodes, self.paths, self.acknowledged = {}, {}, []
        for operation in done:
            self._do(*operation)

    def _do(self, what, inode, place, data, other):
        match what:
            case "A":
                self.acknowledged.append(data.decode())
            case "C":
                number = self.inodes[inode] = len(self.objects)
                self.objects[number], self.waiting[number] = bytearray(), []
                self.names.append(("put", data.decode(), number))
                self.paths[data.decode()] = number
            case "W" | "T":
                self.waiting[self.inodes[inode]].append((what, place, data))
            case "S":
                number = self.inodes[inode]
                for write in self.waiting[number]:
                    apply(self.objects[number], *write)
                self.waiting[number] = []
            case "D":
                self.sure = len(self.names)
            case "R" | "L":
                self.paths[other.decode()] = self.paths[data.decode()]
                self.names.append(("put", other.decode(), self.paths[data.decode()]))
                if what == "R":
                    del self.paths[data.decode()]
                    self.names.append(("take", data.decode(), 0))
            case "U":
                self.paths.pop(data.decode(), None)
                self.names.append(("take", data.decode(), 0))

    def cut(self, chance, prefix, folder):
        """Write what is left into the folder: without `chance` only what is sure, else some of the rest, in part torn."""
        reached = self.sure if chance is None else chance.randint(self.sure, len(self.names))
        there = {}
        for what, path, number in self.names[:reached]:
            if what == "put":
                there[path] = number
            else:
                there.pop(path, None)
        for path, number in there.items():
            content = bytearray(self.objects[number])
            for write in self.waiting[number] if chance else ():
                for part in torn(chance, *write):
                    apply(content, *part)
            target = folder / Path(path).relative_to(prefix)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def torn(chance, what, place, data):
    """The parts of a write that reach the disk: none, all, or some sectors."""
    if chance.random() < 0.5:
        return []
    if what == "T" or chance.random() < 0.5:
        return [(what, place, data)]
    first = (place // SECTOR + 1) * SECTOR - place
    ends = [0, *range(first, len(data), SECTOR), len(data)]
    parts = pairwise(ends)
    return [("W", place + start, data[start:end]) for start, end in parts if chance.random() < 0.5]


def apply(content, what, place, data):
    if what == "T":
        content[:] = content[:place] + bytes(max(0, place - len(content)))
    else:
        content.extend(bytes(max(0, place - len(content))))
        content[place : place + len(data)] = data


def cuts(done, number, seed=1):
    """Moments at which the power goes, spread over all that was done, and the chance of each (None: the worst)."""
    chance = random.Random(seed)
    for turn in range(number):
        at = 1 + turn * len(done) // number
        yield at, None if turn % 3 == 0 else random.Random(chance.getrandbits(32))
