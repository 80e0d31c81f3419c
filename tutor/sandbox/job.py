"""What goes into a box and what comes out of it: data alone."""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor.language import later

Tier = Literal["closed", "confined", "limits"]
"""`closed`: bubblewrap, nothing of the computer but its programs. `confined`: Landlock and seccomp (on macOS:
sandbox-exec). `limits`: time, memory and output alone."""

Status = Literal["ended", "time", "memory", "output", "stopped", "failed"]

TOLD: dict[Tier, str] = {
    "closed": later("Runs in a closed box: no files, no network."),
    "confined": later("Runs with your files and the network blocked."),
    "limits": later("No box on this computer: the code can read your files. Only run code you wrote or trust."),
}

MB = 1_000_000


class Limits(msgspec.Struct, frozen=True):
    """What one run may use. The defaults are fixed by design/safety.md 4.2."""

    wall: float = 10.0
    """Seconds from start to end."""
    cpu: float = 5.0
    """Seconds of computing, all its processes together."""
    memory: int = 256 * MB
    """Bytes, all its processes together (what two share counts twice)."""
    output: int = MB
    """Bytes of output and errors together."""
    report: int = 500_000
    """Bytes of the report."""
    disk: int = 64 * MB
    """Bytes in the working folder; also of one file."""
    processes: int = 64


class Job(msgspec.Struct, frozen=True):
    """A program to run, with all that it is given.

    `argv[0]` is "python" (our own Python below any virtual environment, run with -I), the name of a program on the
    system's PATH, or a relative path into the working folder. A variable of the environment is set by `env`, as in
    `["env", "TMPDIR=.", "gcc", …]`. Raises ValueError for a name in `files` that leads out of the working folder.
    """

    argv: list[str]
    files: dict[str, bytes] = {}
    """By relative name (`a/b.txt`), written into a fresh working folder, where the program starts."""
    stdin: bytes = b""
    limits: Limits = Limits()
    report: bool = False
    """Whether file descriptor 3 is open for writing: what comes there is the report, apart from the output."""

    def __post_init__(self) -> None:
        if not self.argv or any("\0" in word for word in self.argv):
            raise ValueError("a program needs a name, and no NUL in its arguments")
        for name in self.files:
            if not is_inside(name):
                raise ValueError(f"{name!r} is no name of a file in the working folder")


class Outcome(msgspec.Struct, frozen=True):
    """What became of a run. Output and report are bytes as they came: clean them before they are shown.

    Paths of the working folder in them differ by tier (`HOME`, the folder where the program started, is that path).
    """

    status: Status
    """`ended`: by itself, well or badly. `failed`: not started, or a limit broken that has no word of its own."""
    code: int | None
    """The exit code, if it ended by itself."""
    signal: int | None
    """The signal that ended it, if one did."""
    out: bytes
    err: bytes
    report: bytes
    seconds: float
    tier: Tier
    why: str = ""
    """One plain sentence for people where the status is not `ended`."""


class NoBox(Exception):
    """The tier that was asked for can't be had on this computer; the text is one sentence for people."""


class NoProgram(Exception):
    """There is no such program on this computer; the text is one sentence for people."""


def told(tier: Tier) -> str:
    """What a tier means, in one sentence for the learner."""
    return TOLD[tier]


def is_inside(name: str) -> bool:
    """Whether a name, read on any system, stays in the folder it is taken from."""
    parts = name.split("/")
    plain = all(part not in ("", ".", "..") and len(part.encode("utf-8", "replace")) <= 255 for part in parts)
    return plain and len(parts) <= 20 and len(name) <= 1000 and not any(c in "\\:" or not c.isprintable() for c in name)
