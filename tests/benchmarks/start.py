"""Process start to the first question painted, in a pseudo-terminal, beside the smallest Textual app.

    python tests/benchmarks/start.py [--rounds 9] [--items 1000 10000 100000]

Rounds are interleaved and ratios taken round by round. Goals: at most 1.3 times the bare app; with 100,000 items at
most 1.1 times of that with 1,000 (performance goals 1 and 2).
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from statistics import median

from large_course import NOW, fill_book, fill_library

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("Question number one?")

    def on_key(self, event):
        self.exit()

Bare().run()
"""
TERMINAL = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}  # bytecode, as installed
QUESTION = re.compile(r"Question number")
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=!$]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP.*?\x1b\\|\x1b[@-_=>]")
ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[6n", b"\x1b[1;1R"), (b"\x1b[c", b"\x1b[?62;22c"))


def until_painted(words: list[str], environment: dict[str, str], limit: float = 30) -> float:
    """Seconds from the start of the process to the question; the process is ended afterwards."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.execvpe(words[0], words, {**os.environ, **TERMINAL, **environment})
    seen, answered, found = b"", set(), None
    try:
        while found is None and time.perf_counter() - start < limit:
            if not select.select([terminal], [], [], 1)[0]:
                continue
            seen += os.read(terminal, 65536)
            for query, reply in ANSWERS:
                if query in seen and query not in answered:
                    answered.add(query)
                    os.write(terminal, reply)
            if QUESTION.search(ESCAPES.sub(b"", seen).decode("utf-8", "replace")):
                found = time.perf_counter() - start
    except OSError:
        pass
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    if found is None:
        raise SystemExit(f"the question was not seen:\n{ESCAPES.sub(b'', seen).decode('utf-8', 'replace')[-2000:]}")
    return found


def prepared(folder: Path, items: int) -> dict[str, str]:
    """A home with a compiled course of so many items and a learner who has answered half of them."""
    home = folder / str(items)
    (home / "cache").mkdir(parents=True)
    (home / "learners").mkdir()
    fill_library(home / "cache" / "library.sqlite", items, "skills").close()
    fill_book(home / "learners" / "me.sqlite", items, "skills", NOW).close()
    return {"TUTOR_HOME": str(home)}


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--rounds", type=int, default=9)
    words.add_argument("--items", type=int, nargs="+", default=[1000, 10_000, 100_000])
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = folder / "bare.py"
        bare.write_text(BARE)
        homes = {items: prepared(folder, items) for items in options.items}
        times: dict[int, list[float]] = {0: [], **{items: [] for items in options.items}}
        for number in range(options.rounds + 1):
            for items, found in times.items():
                program = [sys.executable, str(bare)] if not items else [sys.executable, "-m", "tutor", "study", "big"]
                took = until_painted(program, homes.get(items, {}))
                if number:  # the first round only warms up
                    found.append(took)
    first = options.items[0]
    print(f"bare Textual app: {median(times[0]) * 1e3:.0f} ms")
    for items in options.items:
        ratio = median(ours / base for ours, base in zip(times[items], times[0], strict=True))
        beside = median(ours / base for ours, base in zip(times[items], times[first], strict=True))
        print(
            f"{items:>7,} items: {median(times[items]) * 1e3:.0f} ms, {ratio:.2f}x bare (goal 1.3), "
            f"{beside:.2f}x of {first:,} items (goal 1.1)"
        )


if __name__ == "__main__":
    main()
