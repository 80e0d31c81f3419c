"""Carrying out what a kind wants run: each step in a box of its own, what comes back read as data.

The session is given a `Runner`; without one, or where nothing can be run, programs are rated by the learner.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from tutor.core.running import NotRun, Ran, Run, Step, Stopped, believed
from tutor.core.text import clean
from tutor.language import _

if TYPE_CHECKING:
    from tutor.sandbox import Job, Outcome, Tier

Heard = Callable[[str], None]
"""Is given what a program prints, as it comes: cleaned, for a face to show."""

SAFE = ("closed", "confined")
"""Boxes that keep a program from the files of whoever runs it."""
LONGEST_REPORT = 6_000_000
"""Bytes of all results of one step: a hundred values or printed texts as long as they may be, and then some."""
LONGEST_SHOWN = 20_000
"""Characters of output that are kept to be shown."""
PYTHON = ["python", "-I", "-B", "-X", "utf8", "-c"]


class Runner(Protocol):
    """What carries out runs. `tier` says in which box that would be, "" for none.

    `told` says what that means in one sentence, `why_not` why there is none.
    """

    def tier(self) -> str: ...
    def told(self) -> str: ...
    def why_not(self) -> str: ...
    def carry_out(self, run: Run, *, stop: threading.Event, heard: Heard | None = None) -> list[Ran]: ...


class Boxes:
    """Runs in the best box of this computer. `tier` asks for another one, as tests do."""

    def __init__(self, tier: Tier | None = None) -> None:
        self._wanted = tier

    def tier(self) -> Tier | Literal[""]:
        """The box that programs run in, found out once; "" where there is none at all."""
        from tutor.sandbox import best_tier, missing

        tier = self._wanted or best_tier()
        return "" if missing(tier) else tier

    def told(self) -> str:
        """What the box keeps out, in one sentence for the learner."""
        from tutor.sandbox import told

        tier = self.tier()
        return _(told(tier)) if tier else ""

    def why_not(self) -> str:
        """Why there is no box, in one sentence."""
        from tutor.sandbox import missing

        return missing(self._wanted or "limits")

    def carry_out(self, run: Run, *, stop: threading.Event, heard: Heard | None = None) -> list[Ran]:
        """What came of each step. Blocks. Raises NotRun without a box or a program that it needs, Stopped by `stop`."""
        import shutil
        from concurrent.futures import ThreadPoolExecutor

        for name in run.needs:
            if shutil.which(name) is None:
                raise NotRun(_("This needs {name}, which is not installed on this computer.", name=name))
        with ThreadPoolExecutor(1, "box") as thread:  # so that Ctrl-C finds somebody who listens
            doing = thread.submit(self._all, run, stop, heard)
            while True:
                try:
                    return doing.result()
                except KeyboardInterrupt:
                    stop.set()

    def _all(self, run: Run, stop: threading.Event, heard: Heard | None) -> list[Ran]:
        last = len(run.steps) - 1
        return [self._step(step, stop, heard if number == last else None) for number, step in enumerate(run.steps)]

    def _step(self, step: Step, stop: threading.Event, heard: Heard | None) -> Ran:
        import secrets

        from tutor.sandbox import NoBox, carry_out

        token = secrets.token_hex(16)
        told = (lambda _stream, chunk: heard(shown(chunk))) if heard is not None else None
        try:
            outcome = carry_out(job_of(step, token), tier=self._wanted, on_output=told, stop=stop)
        except NoBox as problem:
            raise NotRun(str(problem)) from problem
        if outcome.status == "stopped" or stop.is_set():
            raise Stopped
        return ran_of(outcome, token, step.tests)


def job_of(step: Step, token: str) -> Job:
    """A step as a job for the box: the driver as text, the request on its input."""
    import json

    from tutor.sandbox import Job, Limits

    request = {**step.request, "token": token}
    if step.driver == "code":
        request |= {part: [*PYTHON, driver(text), request["name"]] for part, text in CHILDREN.items()}
    return Job(
        argv=["python", "-X", "utf8", "-c", driver(step.driver)],
        files={name: storable(text) for name, text in step.files.items()},
        stdin=json.dumps(request).encode(),
        limits=Limits(wall=step.seconds, cpu=step.seconds / 2, report=LONGEST_REPORT),
        report=True,
    )


CHILDREN = {"call": "calls", "script": "script"}
"""Programs that the driver of code starts beside the learner's, by their keys in its request."""


@cache
def driver(name: str) -> str:
    """The text of a driver."""
    from importlib.resources import files

    return files("tutor.study.drivers").joinpath(f"{name}.py").read_text("utf-8")


def ran_of(outcome: Outcome, token: str, tests: int) -> Ran:
    """What came of a box, as the kinds read it."""
    results, opening = believed(outcome.report, token, tests)
    status: Any = outcome.status
    why = outcome.why
    if status == "ended" and outcome.code != 0 and not results and not opening:
        status, why = "failed", _("The program could not be run here.")
    return Ran(
        status=status,
        results=results,
        opening=opening,
        out=shown(outcome.out),
        err=shown(outcome.err),
        tier=outcome.tier,
        why=why,
    )


def shown(data: bytes) -> str:
    """Output as it may be shown: cleaned and cut."""
    return clean(data[: 4 * LONGEST_SHOWN].decode("utf-8", "replace"))[:LONGEST_SHOWN]


def storable(text: str) -> bytes:
    """A file of a program; what no file can hold becomes a question mark."""
    return text.encode("utf-8", "replace")
