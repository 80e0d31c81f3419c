"""What the learner's commands about a class have in common: a session that may write, and trouble in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tutor.cli.data_places import told

if TYPE_CHECKING:
    from tutor.study.session import Session


@contextmanager
def learning(learner: str, learner_file: Path | None, *, new: bool = False) -> Iterator[Session]:
    """A session with the learner's file; no file is made unless it may be `new`. Trouble ends the command."""
    from tutor.cli.data_places import path_of
    from tutor.cli.opening import open_session
    from tutor.cli.rebuilding import Rebuilding
    from tutor.store.connection import require_file
    from tutor.store.trouble import translated
    from tutor.study.trouble import StudyError

    with told():
        path = path_of(learner, learner_file)
        if not new:
            with translated(path):
                require_file(path)
        with Rebuilding() as progress:
            opened = open_session([], file=str(path), begin=False, progress=progress)
        try:
            yield opened.session
        except StudyError as problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(1) from problem
        finally:
            opened.close()
