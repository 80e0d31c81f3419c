"""A job made ready for the launcher: what it says to each tier, and the command that starts it there."""

from __future__ import annotations

import functools
import marshal
import math
import os
import shutil
import sys
from pathlib import Path
from types import CodeType
from typing import Any

from . import landlock, seccomp
from .job import Job, Limits, NoBox, NoProgram, Tier

SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/ld.so.cache", "/etc/alternatives"]
STORES = ["/nix/store", "/gnu/store"]  # where NixOS and Guix keep every program
BARE = (
    "import marshal, sys\n"
    "order = marshal.load(open(int(sys.argv[1]), 'rb'))\n"
    "exec(order['code']['launcher'], {'__name__': '__main__', 'order': order})\n"
)
INSIDE = "/tmp/work"  # the working folder as a closed box sees it
TOGETHER = 100  # beyond as many as the whole computer has now: where the kernel counts all processes of a person
MAC = """(version 1)(deny default)(allow process*)(allow sysctl-read)(allow signal (target same-sandbox))
(allow file-read-metadata)(allow file-read* (subpath "/usr")(subpath "/bin")(subpath "/sbin")(subpath "/System")
(subpath "/Library/Developer")(subpath "/private/var/db/dyld")(literal "/")(literal "/dev/null")(literal "/dev/zero")
(literal "/dev/random")(literal "/dev/urandom")(subpath (param "PYTHON")))
(allow file* (subpath (param "FOLDER")))(allow file-write* (literal "/dev/null"))"""


@functools.cache
def interpreter() -> tuple[str, str]:
    """Python below any virtual environment, and the folder of its installation. The learner's packages stay out."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable), sys.base_prefix


@functools.cache
def code() -> dict[str, CodeType]:
    """The launcher and its two parts, compiled for the Python that we and it share."""
    folder = Path(__file__).parent
    files = {name: folder / f"{name}.py" for name in ("launcher", "becoming", "touches")}
    return {name: compile(file.read_bytes(), f"<{name}>", "exec", dont_inherit=True) for name, file in files.items()}


def readable() -> list[str]:
    """What every program may read: the system's programs and libraries, and Python's."""
    python, prefix = interpreter()
    prefixes = [prefix, os.path.realpath(prefix)]
    if Path.home().is_relative_to(prefix):  # installed straight into somebody's home
        prefixes = [os.path.join(prefix, part) for part in ("bin", "lib", "lib64")]
    known = any(Path(python).is_relative_to(prefix) for prefix in prefixes)
    parts = dict.fromkeys([*SYSTEM, *STORES, *prefixes, *([] if known else [python])])
    return [part for part in parts if os.path.exists(part)]


def search_path() -> str:
    """PATH inside: our Python's folder and the system's."""
    if sys.platform == "win32":
        return os.environ.get("PATH", os.defpath)
    folders = [os.path.dirname(interpreter()[0]), "/usr/local/bin", "/usr/bin", "/bin"]
    return os.pathsep.join(dict.fromkeys(folders))


def environment(folder: str) -> dict[str, str]:
    """All that a program gets to know of the environment."""
    return {"PATH": search_path(), "HOME": folder, "LANG": "C.UTF-8"}


def command(job: Job) -> tuple[str, list[str]]:
    """The program's path and its arguments. Raises NoProgram if there is none."""
    name, *rest = job.argv
    if name == "python":
        python = interpreter()[0]
        return python, [python, "-I", *rest]  # by its path, so that sys.executable is right
    found = name if "/" in name else shutil.which(name, path=search_path())
    if found is None:
        raise NoProgram(f"There is no program named {name[:100]} on this computer.")
    return found, list(job.argv)


def rlimits(limits: Limits, tier: Tier) -> dict[str, int]:
    """Per process, by names of `resource`. Memory that is kept, not addresses: some languages reserve far more."""
    most = {
        "RLIMIT_CPU": max(1, math.ceil(limits.cpu)),
        "RLIMIT_DATA": limits.memory,
        "RLIMIT_FSIZE": limits.disk,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    if sys.platform == "linux":
        most["RLIMIT_NPROC"] = limits.processes + 10 if tier == "closed" else everybody() + TOGETHER
    return most


def everybody() -> int:
    """How many processes and threads the computer has now, see proc(5)/loadavg."""
    return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])


def order(job: Job, tier: Tier, folder: str) -> bytes:
    """The launcher's order. `folder` is the working folder as the launcher will see it."""
    program, argv = command(job)
    limits = job.limits
    told: dict[str, Any] = {
        "code": code(),
        "program": program,
        "argv": argv,
        "env": environment(folder),
        "folder": folder,
        "files": job.files,
        "limits": rlimits(limits, tier),
        "most": {
            "processes": limits.processes,
            "cpu": limits.cpu,
            "memory": limits.memory,
            "disk": 0 if tier == "closed" else limits.disk,
        },
        "namespace": tier == "closed",
        "landlock": None,
        "scope": None,
        "filter": b"",
        "ask": None,
    }
    if tier == "closed":
        told["filter"] = seccomp.closed_filter()
    if tier == "confined" and sys.platform == "linux":
        version = landlock.abi()
        told["landlock"] = landlock.rules(version, readable(), folder)
        told["ask"] = {"numbers": seccomp.asked_about(), "seccomp": seccomp.own_number()}
        told["scope"] = landlock.signals_alone(version)
        told["filter"] = seccomp.confined_filter(version)
    return marshal.dumps(told)


def start(tier: Tier, folder: str, limits: Limits, descriptors: list[int]) -> list[str]:
    """The command that runs the launcher in this tier. Raises NoBox where its means are not there."""
    bare = [interpreter()[0], "-I", "-S", "-c", BARE, *map(str, descriptors)]
    if tier == "limits":
        return bare
    if tier == "closed":
        return [*bubblewrap(limits), *bare]
    if sys.platform == "darwin":
        seatbelt = shutil.which("sandbox-exec", path="/usr/bin")
        if seatbelt is None:
            raise NoBox("This Mac has no sandbox-exec.")
        return [
            seatbelt,
            "-D",
            f"FOLDER={os.path.realpath(folder)}",
            "-D",
            f"PYTHON={interpreter()[1]}",
            "-p",
            MAC,
            *bare,
        ]
    if not landlock.abi():
        raise NoBox("The kernel of this computer has no Landlock.")
    if not seccomp.known_machine():
        raise NoBox("The confined box knows only machines of the kinds x86_64 and aarch64.")
    return bare


def bubblewrap(limits: Limits) -> list[str]:
    """Every namespace its own, the system read-only, and one small file system in memory to write to."""
    program = shutil.which("bwrap", path=os.defpath + os.pathsep + search_path()) if sys.platform == "linux" else None
    if program is None:
        raise NoBox("The closed box needs the program bubblewrap (bwrap), which is not installed.")
    words = [program, "--unshare-all", "--die-with-parent", "--hostname", "box", "--proc", "/proc", "--dev", "/dev"]
    words += ["--size", str(limits.disk), "--tmpfs", "/tmp", "--perms", "0700", "--dir", INSIDE]
    for path in readable():
        link = Path(path).is_symlink() and path in SYSTEM
        words += ["--symlink", os.readlink(path), path] if link else ["--ro-bind", path, path]
    return [*words, "--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", INSIDE]
