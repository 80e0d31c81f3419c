"""Run the README's first command in a real pseudo-terminal: home screen, then a question within three keys, then out.

    python first_start.py COMMAND

Standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=!$]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP.*?\x1b\\|\x1b[@-_=>]")
HOME = "Go on|Welcome"
QUESTION = re.compile(r"1[–-]\d answer|Enter (check|answer|submit)|\bs skip\b|Ctrl\+S skip")


def start(command: str) -> tuple[int, int]:
    """Run a command in a terminal of 80 by 24; returns its process and the terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LANG="C.UTF-8")
        os.execvp("bash", ["bash", "-c", command])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return pid, terminal


def read_until(terminal: int, found: re.Pattern[str], seconds: float) -> str:
    """What was drawn until the pattern is seen; ends the program when it is not seen in time."""
    seen = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        text = ESCAPES.sub(b"", seen).decode("utf-8", "replace")
        if found.search(text):
            return text
    print(ESCAPES.sub(b"", seen).decode("utf-8", "replace")[-3000:])
    raise SystemExit(f"not seen: {found.pattern}")


def main() -> None:
    """Home, a question within three keys, out."""
    pid, terminal = start(sys.argv[1])
    read_until(terminal, re.compile(HOME), 300)
    for keys in range(1, 4):
        time.sleep(0.5)
        os.write(terminal, b"\r")
        try:
            read_until(terminal, QUESTION, 8)
        except SystemExit:
            if keys == 3:
                raise
            continue
        print(f"the home screen, and a question after {keys} key(s)")
        break
    os.write(terminal, b"\x11")  # Ctrl+Q
    _, status = os.waitpid(pid, 0)
    raise SystemExit(os.waitstatus_to_exitcode(status))


main()
