"""Plain mode as a program: through a pipe, and in a terminal that can do nothing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

PACK = Path(__file__).parent / "packs" / "tiny.yaml"


def command(*more: str) -> list[str]:
    return [sys.executable, "-m", "tutor", "study", str(PACK), "--learner-file", ":memory:", "--seed", "3", *more]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHONIO"))}
    places = {name: str(home) for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    return {**kept, **places, "TERM": "dumb", **more}


def test_it_works_through_a_pipe_in_the_poorest_surroundings(tmp_path: Path) -> None:
    typed = b"x\xff\n\n\n:e\n:x\n"
    done = subprocess.run(
        command("--plain"), input=typed, capture_output=True, env=surroundings(tmp_path, LC_ALL="C"), check=True
    )
    said = done.stdout.decode("ascii", "replace")
    assert said.startswith("A tiny course. Halves. Question 1, practice.\n")
    assert said.endswith("All is kept.\n")
    assert "\x1b" not in said
    assert done.stderr == b""


def test_a_terminal_that_can_do_nothing_gets_plain_lines_and_a_prompt(tmp_path: Path) -> None:
    terminal, other_end = pty.openpty()
    process = subprocess.Popen(
        command(), stdin=other_end, stdout=other_end, stderr=other_end, env=surroundings(tmp_path, LC_ALL="C.UTF-8")
    )
    os.close(other_end)
    said = b""
    try:
        while not said.endswith(b"\n> "):
            said += os.read(terminal, 1000)
        os.write(terminal, b":q\n")
        while chunk := _read(terminal):
            said += chunk
    finally:
        os.close(terminal)
    assert process.wait(timeout=60) == 0
    assert b"\x1b" not in said
    assert said.startswith(b"A tiny course. Halves. Question 1, practice.\r\n")
    assert said.endswith(b"All is kept.\r\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1000)
    except OSError:  # the other end is closed
        return b""
