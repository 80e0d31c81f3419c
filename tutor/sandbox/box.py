"""The door of the room: which box there is here, and a job carried out in it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from .job import Job, Limits, NoBox, Outcome, Status, Tier, told

__all__ = ["Job", "Limits", "NoBox", "Outcome", "Status", "Tier", "best_tier", "carry_out", "missing", "told"]

OnOutput = Callable[[str, bytes], None]


def missing(tier: Tier) -> str:
    """Why a tier can't be had here, in one sentence; empty if it can. Found out by running a harmless program, once."""
    raise NotImplementedError


def best_tier() -> Tier:
    """The highest tier that works here, found out by running a harmless program in it; about 50 ms the first time."""
    raise NotImplementedError


def carry_out(
    job: Job,
    *,
    tier: Tier | None = None,
    on_output: OnOutput | None = None,
    stop: threading.Event | None = None,
) -> Outcome:
    """Run a program in a box to its end. Blocks: call it in a thread.

    `on_output("out" | "err", chunk)` is called in this thread as output comes; setting `stop` ends everything at once.
    Without a tier the best one is taken. Raises NoBox where the tier that was asked for can't be had: it never falls to a
    lower one. Nothing of the run is left behind afterwards, neither a process (in `limits`: as far as can be found) nor a file.
    """
    raise NotImplementedError
