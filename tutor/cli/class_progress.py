"""Progress over a thing that is counted and not known beforehand, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def counting(things: Iterable[T], words: str) -> Iterator[T]:
    """The things, while their number is shown beside the words; drawn only where somebody can see it."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,.0f}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words)
        for thing in things:
            yield thing
            progress.advance(task)
