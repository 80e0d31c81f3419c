"""The door of the room: which box there is here, and a job carried out in it."""

from __future__ import annotations

import functools
import sys
import threading
from typing import get_args

from .ending import outcome
from .gathered import Gathered, OnOutput
from .job import Job, Limits, NoBox, NoProgram, Outcome, Status, Tier, told

if sys.platform == "win32":
    from .windows import run
else:
    from .posix import run

__all__ = ["Job", "Limits", "NoBox", "Outcome", "Status", "Tier", "best_tier", "carry_out", "missing", "told"]

HARMLESS = Job(
    argv=[
        "python",
        "-S",
        "-c",
        "import os\nif hasattr(os, 'fork') and os.fork(): os.wait()\nelse: print('here', end='')",
    ],
    limits=Limits(wall=20.0),  # a busy computer has a box too
)


@functools.cache
def missing(tier: Tier) -> str:
    """Why a tier can't be had here, in one sentence; empty if it can. Found out by running a harmless program, once."""
    try:
        seen = run(HARMLESS, tier, None, None)
    except (NoBox, OSError) as trouble:
        return str(trouble) if isinstance(trouble, NoBox) else f"The box can't be set up here: {trouble.strerror}."
    if seen.out == b"here" and seen.code == 0:
        return ""
    last = seen.err.decode("utf-8", "replace").strip().rpartition("\n")[2]
    printable = "".join(c for c in last if c.isprintable())[:200]
    return f"The box does not work on this computer ({printable or seen.why or 'no word why'})."


@functools.cache
def best_tier() -> Tier:
    """The highest tier that works here, found out by running a harmless program in it; about 50 ms the first time."""
    return next((tier for tier in get_args(Tier) if not missing(tier)), "limits")


def carry_out(
    job: Job,
    *,
    tier: Tier | None = None,
    on_output: OnOutput | None = None,
    stop: threading.Event | None = None,
) -> Outcome:
    """Run a program in a box to its end. Blocks: call it in a thread.

    `on_output("out" | "err", chunk)` is called in this thread as output comes; setting `stop` ends everything at once.
    Without a tier the best one is taken, be it `limits`: whoever calls asks the person's consent for that first. Raises
    NoBox where the tier that was asked for can't be had: it never falls to a lower one. Nothing of the run stays: no
    file, and no process (in `limits`: as far as one can be found).
    """
    tier = tier or best_tier()
    if why := missing(tier):
        raise NoBox(why)
    try:
        return run(job, tier, on_output, stop)
    except NoProgram as trouble:
        why = str(trouble)
    except OSError as trouble:
        why = f"The box can't be set up now: {trouble.strerror or 'no word why'}."
    return outcome(job.limits, tier, Gathered(job.limits, None), "", f"! {why}", 0.0)
