"""Running the programs of a pack while it is checked: only where a box keeps them from the author's files."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from tutor.core.item import Flaw, Item, Setting
from tutor.core.running import Ran, Run
from tutor.core.sample_runs import run_problems
from tutor.present.feedback import feedback
from tutor.study.running import SAFE, Boxes, Runner


class Runs:
    """Finds what is wrong with programs by running them. Where that can't be, it says so once."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner: Runner = runner or Boxes()
        self._said = False

    def __call__(self, item: Item, setting: Setting) -> Iterator[Flaw]:
        """The flaws of an item that its runs show; nothing for an item without a program."""
        kind = str(type(item).__struct_config__.tag)
        if kind not in ("code", "sql", "shell"):
            return
        if self._runner.tier() in SAFE:
            yield from run_problems(item, setting, self._carried_out, feedback)
        elif not self._said:
            self._said = True
            hint = "what they do is checked on a computer with a box, or not at all with `--no-run`"
            message = "the programs of this pack are not run: there is no box here that keeps them from your files"
            yield Flaw((kind,), "not-run", message, hint, "warning")

    def _carried_out(self, runs: Sequence[Run]) -> Iterator[list[Ran]]:
        stop = threading.Event()
        with ThreadPoolExecutor(os.cpu_count()) as several:
            try:
                yield from several.map(lambda run: self._runner.carry_out(run, stop=stop), runs)
            finally:
                stop.set()  # after trouble with one, or Ctrl-C, nobody waits for the others
