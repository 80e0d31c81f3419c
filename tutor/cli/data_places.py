"""What the commands about the learner's file have in common: which file, and trouble in one sentence."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.language import _

if TYPE_CHECKING:
    from tutor.store.book import Book
    from tutor.study.session import Session

Learner = Annotated[str, typer.Option("--learner", metavar="NAME", help="Which learner.")]
LearnerFile = Annotated[Path | None, typer.Option("--learner-file", metavar="FILE", help="The file.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


@contextmanager
def told() -> Iterator[None]:
    """Trouble with the file ends the command with its sentence."""
    from tutor.cli.opening import CannotOpen
    from tutor.store.trouble import StoreTrouble

    try:
        yield
    except (CannotOpen, StoreTrouble) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(getattr(problem, "status", 1)) from problem


def path_of(learner: str, learner_file: Path | None) -> Path:
    """Where the learner's file lies, links followed. Raises `CannotOpen`."""
    import os

    from tutor.cli.opening import learner_file as place_of

    return Path(os.path.realpath(place_of(learner, str(learner_file) if learner_file else None)))


@contextmanager
def opened(path: Path, *, new: bool = False) -> Iterator[Book]:
    """The learner's file, which must be there unless it may be `new`, while it is used."""
    from tutor.cli.opening import CannotOpen, local_time
    from tutor.cli.rebuilding import Rebuilding
    from tutor.core.learner.fold import apply
    from tutor.store.book import Book
    from tutor.store.offer import left_of

    if not new and not path.exists() and not left_of(path):
        raise CannotOpen(_("There is no learner's file {path}.", path=path))
    with Rebuilding() as progress:
        book = Book.open(path, fold=apply, now=local_time(), progress=progress)
    with book:
        yield book


@contextmanager
def session_of(learner: str, learner_file: Path | None, language: str = "") -> Iterator[Session]:
    """A session with the learner's file, to look at. No file is made; an older one is folded anew, as always."""
    from tutor.cli.opening import learner_file as place_of
    from tutor.cli.opening import open_session
    from tutor.cli.rebuilding import Rebuilding
    from tutor.store.connection import require_file
    from tutor.store.trouble import translated

    path = Path(place_of(learner, str(learner_file) if learner_file else None))
    with translated(path):
        require_file(path)
    with Rebuilding() as progress:
        opened = open_session([], file=str(path), language=language, begin=False, progress=progress)
    with opened.book:
        yield opened.session


def same_file(learner: str, learner_file: Path | None) -> str:
    """The options that name the same file again, to be typed after a command."""
    if learner_file is not None:
        return f" --learner-file {shlex.quote(str(learner_file))}"
    return f" --learner {shlex.quote(learner)}" if learner != "me" else ""


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_dir():
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    return path.stat().st_size if path.is_file() else 0
