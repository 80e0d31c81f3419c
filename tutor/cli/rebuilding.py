"""How far it is when what is known is folded anew from the log: seconds for years of answers, so it is shown."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tutor.language import _, later

if TYPE_CHECKING:
    from rich.progress import Progress

WORDS = later("Bringing what you know up to date")


class Rebuilding:
    """Shows a bar on standard error from the first call on, if that is a terminal. Rich is imported only then."""

    def __init__(self, words: str = WORDS) -> None:
        self._words = words
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        if done < total and self._bar is None and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._bar.add_task(_(self._words), total=total)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
