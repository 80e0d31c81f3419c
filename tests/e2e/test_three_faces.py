"""One scripted session in a real pseudo-terminal, line by line and as JSON Lines: the same state in the end."""

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
from pathlib import Path
from typing import Any

import pyte
import pytest

NOW = "2027-01-04T18:00:00+00:00"
STEPS = 9
PACK = """
title: Small
skills:
  - skill: one
    title: First things
    lesson:
      - {way: words, text: Read me first.}
    items:
      - {id: a, ask: What is two and two?, number: 4}
      - {id: b, ask: What is three and three?, number: 6}
      - {id: c, ask: What is the capital of France?, answer: Paris}
      - {id: d, ask: What is the capital of Spain?, answer: Madrid}
      - {id: e, ask: Which one is even?, choices: [right: two, wrong: one, wrong: three]}
  - skill: two
    title: Second things
    requires: [one]
    items:
      - {id: f, ask: What is four and four?, number: 8}
      - {id: g, ask: What is five and five?, number: 10}
      - {id: h, ask: What is six and six?, number: 12}
"""
ANSWERS = {
    "two and two": "4",
    "three and three": "6",
    "capital of France": "Paris",
    "capital of Spain": "Madrid",
    "Which one": "two",
    "four and four": "8",
    "five and five": "10",
    "six and six": "12",
}


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "TUTOR_HOME": str(folder / "home"),
        "TUTOR_NOW": NOW,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }


def command(folder: Path, name: str, *words: str) -> list[str]:
    file = str(folder / f"{name}.sqlite")
    pack = str(folder / "small.yaml")
    return [sys.executable, "-m", "tutor", "study", pack, "--learner-file", file, "--seed", "5", *words]


OFFERED = ("leave it out", "That is all, go on", "go on without")
"""After five answers, once: name and goal, what is liked, a placement."""


class Screen:
    """The program in a pseudo-terminal, and what a person would see."""

    def __init__(self, words: list[str], environment: dict[str, str]) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(words[0], words, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def read(self, seconds: float) -> bool:
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.stream.feed(data)
        if b"\x1b[6n" in data:
            os.write(self.terminal, b"\x1b[1;1R")
        return bool(data)

    def wait(self, *needles: str, seconds: float = 20) -> str:
        """The first of these texts that is on the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.1)
            for needle in needles:
                if needle in self.text():
                    return needle
        raise AssertionError(f"none of {needles} on the screen:\n{self.text()}")

    def changes(self, before: str, seconds: float = 10) -> None:
        """Wait until the screen is another one, and still."""
        end = time.monotonic() + seconds
        while self.text() == before and time.monotonic() < end:
            self.read(0.1)
        while self.read(0.3):
            pass

    def press(self, keys: str) -> None:
        time.sleep(0.3)  # keys right after a change are ignored on purpose
        os.write(self.terminal, keys.encode())

    def end(self) -> int:
        self.press("\x11")
        while self.read(2):
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.terminal)
        return status


def by_screen(folder: Path) -> None:
    """Answer by looking at the screen and pressing keys."""
    screen = Screen(command(folder, "screen"), environment(folder))
    steps = 0
    while steps < STEPS:
        found = screen.wait(*OFFERED, "Read me first", *ANSWERS)
        if found in OFFERED:
            before = screen.text()
            screen.press("\x1b" if found == "leave it out" else "\r")
            screen.changes(before)
            continue
        steps += 1
        if found == "Read me first":
            screen.press("\r")
            screen.wait(*ANSWERS)
            continue
        answer = ANSWERS[found]
        if found == "Which one":
            line = next(line for line in screen.text().splitlines() if line.rstrip().endswith(" two"))
            screen.press(next(character for character in line if character.isdigit()))
        else:
            screen.press(answer + "\r")
        screen.wait("✓")
        before = screen.text()
        screen.press("\r")
        screen.changes(before)
    assert screen.end() == 0


def by_lines(folder: Path) -> None:
    """Answer by reading lines: the plain mode through pipes, one line at a time."""
    process = subprocess.Popen(
        command(folder, "plain", "--plain"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(folder),
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    steps = 0
    for line in process.stdout:
        if "What may I call you" in line or "What do you want to learn" in line or "Type p to begin" in line:
            process.stdin.write("\n")  # asked once after five answers; Enter skips
            process.stdin.flush()
        found = next((needle for needle in ANSWERS if needle in line), None)
        lesson = "Read me first" in line
        if not lesson and found is None:
            continue
        if steps == STEPS:
            process.stdin.write(":q\n")
            process.stdin.flush()
            break
        steps += 1
        process.stdin.write("\n" if lesson else f"{ANSWERS[str(found)]}\n\n")
        process.stdin.flush()
    process.stdin.close()
    process.stdout.read()
    process.stdout.close()
    assert process.wait(20) == 0


def by_protocol(folder: Path, program: Any) -> None:
    """Answer by requests."""
    running = program(str(folder / "small.yaml"), "--learner-file", str(folder / "jsonl.sqlite"), "--seed", "5")
    for _ in range(STEPS):
        task = running.ask("next", now=NOW, minutes_left=20)["task"]
        answer = None
        if task["kind"] != "lesson":
            answer = next(text for needle, text in ANSWERS.items() if needle in task["ask"])
        assert running.ask("answer", task=task["id"], response=answer)["verdict"]["correct"]
    assert running.end() == 0


def state(folder: Path, name: str, program: Any) -> tuple[str, int]:
    running = program(str(folder / "small.yaml"), "--learner-file", str(folder / f"{name}.sqlite"))
    status = running.ask("status", now=NOW)
    running.end()
    return status["state_hash"], status["answers"]


@pytest.mark.slow
def test_one_clock_tells_the_time_to_session_and_screens_alike(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(PACK, encoding="utf-8")
    screen = Screen(
        [sys.executable, "-m", "tutor"], {**environment(tmp_path), "TUTOR_NOW": "2031-05-09T12:00:00+00:00"}
    )
    assert screen.wait("Fri 9 May")
    assert screen.end() == 0


@pytest.mark.slow
def test_screens_lines_and_protocol_lead_to_the_same_state(tmp_path: Path, program: Any) -> None:
    (tmp_path / "small.yaml").write_text(PACK, encoding="utf-8")
    by_protocol(tmp_path, program)
    by_lines(tmp_path)
    by_screen(tmp_path)
    states = {name: state(tmp_path, name, program) for name in ("jsonl", "plain", "screen")}
    assert states["plain"] == states["jsonl"]
    assert states["screen"] == states["jsonl"]
    assert states["jsonl"][1] == STEPS - 1
