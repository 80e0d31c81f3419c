"""The two times that screens need: the wall clock for the day, and one that only runs on for how long things take."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from msgspec import Struct


def _local_time() -> datetime:
    return datetime.now().astimezone()


class Clock(Struct, frozen=True):
    """`now` is the local time with its offset; `ticks` are seconds from some moment on, never set back."""

    now: Callable[[], datetime] = _local_time
    ticks: Callable[[], float] = time.monotonic
