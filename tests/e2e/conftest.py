"""Real processes: the program as a person starts it, with everything of theirs in a temporary folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest


class Program:
    """A `tutor study --jsonl` process."""

    def __init__(self, *words: str, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tutor", "study", "--jsonl", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "TUTOR_HOME": str(home)},
        )

    def send(self, op: str, **fields: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"op": op, **fields}).encode() + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any] | None:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else None

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        self.send(op, **fields)
        reply = self.read()
        assert reply is not None
        return reply

    def end(self) -> int:
        self.send("bye")
        self.process.stdin.close()  # type: ignore[union-attr]
        status = self.process.wait(30)
        self.process.stdout.close()  # type: ignore[union-attr]
        self.process.stderr.close()  # type: ignore[union-attr]
        return status

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def program(home: Path) -> Any:
    started: list[Program] = []

    def start(*words: str) -> Program:
        started.append(Program(*words, home=home))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()
