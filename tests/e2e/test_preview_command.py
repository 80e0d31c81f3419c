"""`tutor pack preview` in a real terminal: a save is seen, and the author's own records stay as they are."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

PACK = "title: Rivers\nitems:\n  - {id: a, ask: Which river runs through Cologne?, answer: Rhine}\n"


class Terminal:
    """What a person sees of a program, and their keys."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)

    def shows(self, words: str, within: float = 30.0) -> bool:
        """Whether these words come up in time."""
        end = time.monotonic() + within
        while words not in "\n".join(self.screen.display):
            ready = select.select([self.handle], [], [], max(0.0, end - time.monotonic()))[0]
            if not ready:
                return False
            try:
                self.stream.feed(os.read(self.handle, 65536))
            except OSError:
                return False
        return True


@contextmanager
def previewing(path: Path, home: Path) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**os.environ, "TUTOR_HOME": str(home), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "tutor", "pack", "preview", str(path)]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True)
    os.close(slave)
    try:
        yield Terminal(master), process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(10)
        os.close(master)


def test_a_save_is_shown_errors_are_named_and_nothing_is_recorded(tmp_path: Path) -> None:
    path, home = tmp_path / "rivers.yaml", tmp_path / "home"
    path.write_text(PACK, encoding="utf-8")
    with previewing(path, home) as (terminal, process):
        assert terminal.shows("Which river runs through Cologne?")
        path.write_text(PACK.replace("Cologne", "Basel"), encoding="utf-8")
        assert terminal.shows("Which river runs through Basel?")
        path.write_text(PACK.replace("answer:", "anwser:"), encoding="utf-8")
        assert terminal.shows("error unknown-key")
        time.sleep(0.3)  # keys in the first moment of a new screen are not meant for it
        os.write(terminal.handle, b"Rhine\r")
        assert terminal.shows("Right.")
        os.write(terminal.handle, b"\x11")
        assert not terminal.shows("never shown", within=10) and process.wait(20) == 0
    assert not list(home.rglob("*.sqlite"))


def test_without_a_terminal_it_says_what_to_do_instead(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    path.write_text(PACK, encoding="utf-8")
    command = [sys.executable, "-m", "tutor", "pack", "preview", str(path)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "needs a terminal" in done.stderr and done.stdout == ""
