"""The two times that screens need: the wall clock for the day, and one that only runs on for how long things take."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from msgspec import Struct


class Clock(Struct, frozen=True):
    """`now` is the local time with its offset; `ticks` are seconds from some moment on, never set back."""

    now: Callable[[], datetime]
    ticks: Callable[[], float] = time.monotonic
