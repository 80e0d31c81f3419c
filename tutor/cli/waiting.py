"""A sign of life while something takes more than a moment. Rich is imported only then."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0
"""Seconds that a person waits before wanting a sign of life. Fixed: progress on anything over a second."""


@contextmanager
def working(what: str) -> Iterator[None]:
    """A moving sign beside a sentence while something takes more than a moment; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield
        return
    sign: list[Status] = []
    timer = Timer(PATIENCE, lambda: sign.append(_sign(what)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for one in sign:
            one.stop()


def _sign(what: str) -> Status:
    from rich.console import Console
    from rich.text import Text

    status = Console(stderr=True).status(Text(what))
    status.start()
    return status
