"""One key on the question screen, from the press to the last byte painted, beside the smallest Textual app.

    python tests/benchmarks/keys.py [--keys 60] [--rounds 5]

In a pseudo-terminal of 120 by 40. `typing` writes a letter into the field of an answer, `moving` moves the mark among
choices. Rounds are interleaved and ratios taken round by round. Goal: at most 1.6 times the bare app (performance
goal 9).
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from start import ANSWERS, ESCAPES, TERMINAL, prepared

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    count = 0

    def compose(self):
        yield Static("Question number one?", id="q")

    def on_key(self, event):
        self.count += 1
        self.query_one("#q", Static).update(f"key {self.count}")

Bare().run()
"""
CHOICES = """
title: Choices
items:
  - ask: Question number one?
    choices: [{right: beta}, {wrong: alpha}, {wrong: gamma}, {wrong: delta}]
"""
QUIET = 0.03
"""Seconds without a byte after which a frame is taken to be whole."""


@contextmanager
def running(words: list[str], environment: dict[str, str]) -> Iterator[int]:
    """The terminal of a program that shows its question."""
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.execvpe(words[0], words, {**os.environ, **TERMINAL, **environment})
    try:
        seen, answered, end = b"", set(), time.perf_counter() + 30
        while b"Question number" not in ESCAPES.sub(b"", seen):
            if time.perf_counter() > end:
                raise SystemExit(f"the question was not seen:\n{ESCAPES.sub(b'', seen)[-2000:]!r}")
            if select.select([terminal], [], [], 1)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:  # it has ended: what it said is told
                    end = 0
            for query, reply in ANSWERS:
                if query in seen and query not in answered:
                    answered.add(query)
                    os.write(terminal, reply)
        time.sleep(1.5)  # what is prepared beside the first question is done
        while select.select([terminal], [], [], 0.1)[0]:
            os.read(terminal, 65536)
        yield terminal
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)


def until_quiet(terminal: int, key: bytes) -> float:
    """Seconds from a key to the last byte that came of it."""
    start = last = time.perf_counter()
    os.write(terminal, key)
    while select.select([terminal], [], [], 1.0 if last == start else QUIET)[0]:
        os.read(terminal, 65536)
        last = time.perf_counter()
    if last == start:
        raise SystemExit(f"nothing came of the key {key!r}")
    return last - start


def pressed(words: list[str], environment: dict[str, str], keys: list[bytes]) -> float:
    """Median seconds of these keys; the first five only warm up."""
    with running(words, environment) as terminal:
        return median([until_quiet(terminal, key) for key in keys][5:])


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--keys", type=int, default=60)
    words.add_argument("--rounds", type=int, default=5)
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE)
        (folder / "choices.yaml").write_text(CHOICES)
        home = prepared(folder, 1000)
        tutor = [sys.executable, "-m", "tutor", "study"]
        typed = [b"a"] * options.keys
        moved = [b"\x1b[B", *[b"\x1b[B", b"\x1b[A"] * (options.keys // 2)]
        runs: dict[str, tuple[list[str], dict[str, str], list[bytes]]] = {
            "bare": ([sys.executable, str(folder / "bare.py")], {}, typed),
            "typing": ([*tutor, "big"], home, typed),
            "moving": ([*tutor, str(folder / "choices.yaml")], {"TUTOR_HOME": str(folder / "other")}, moved),
        }
        took: dict[str, list[float]] = {run: [] for run in runs}
        for _ in range(options.rounds):
            for run, one in runs.items():
                took[run].append(pressed(*one))
    print(f"bare Textual app: {median(took['bare']) * 1e3:.2f} ms a key")
    for run in ("typing", "moving"):
        ratio = median(ours / base for ours, base in zip(took[run], took["bare"], strict=True))
        print(f"{run}: {median(took[run]) * 1e3:.2f} ms a key, {ratio:.2f}x bare (goal 1.6)")


if __name__ == "__main__":
    main()
