"""`tutor …` run whole but in this process, as if started with nobody at a terminal: seven times as quick."""

from __future__ import annotations

import io
import subprocess
from contextlib import chdir
from pathlib import Path
from unittest import mock

from tutor.__main__ import run
from tutor.cli import check_commands
from tutor.language import Speaking, speaking


class Stream(io.TextIOWrapper):
    """A stream of the process: a pipe, in UTF-8."""

    def __init__(self, given: bytes = b"") -> None:
        super().__init__(io.BytesIO(given), encoding="utf-8", write_through=True, newline="")

    @property
    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def tutor(*words: str, cwd: Path | None = None, given: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """What the command printed and its exit status. `env` is added to the environment."""
    out, err = Stream(), Stream()
    with (
        chdir(cwd or Path.cwd()),
        mock.patch.dict("os.environ", env),
        mock.patch.multiple("sys", stdin=Stream(given.encode()), stdout=out, stderr=err),
    ):
        status = run(list(words))
    check_commands._library.cache_clear()
    vars(speaking).update(vars(Speaking()))
    return subprocess.CompletedProcess(words, status, out.text, err.text)
