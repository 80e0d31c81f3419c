"""What the commands have in common: paths that must exist, and problems printed a line each."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import typer

from tutor.packs.problems import Problem, quoted, visible

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0
"""Seconds that a person waits before wanting a sign of life. Fixed: progress on anything over a second."""


def existing(paths: Sequence[Path]) -> list[Path]:
    """The paths, or the end of the program with exit status 2 when one leads nowhere."""
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        typer.echo(f"There is no file or folder {quoted(path, 200)}.", err=True)
    if missing:
        raise typer.Exit(2)
    return list(paths)


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


def say_problems(problems: Iterable[Problem], *, json: bool, err: bool = False) -> None:
    """One line a problem, as text or as JSON."""
    for problem in problems:
        if json:
            say_json(problem)
        else:
            typer.echo(str(problem), err=err)


def shell_word(path: Path) -> str:
    """A path as it is typed in a shell, harmless to print."""
    return shlex.quote(visible(str(path), 200))


def say_json(thing: object) -> None:
    """One line of JSON on standard output, in UTF-8 whatever the terminal's encoding."""
    import msgspec

    typer.echo(msgspec.json.encode(thing))
