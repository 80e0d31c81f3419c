"""`tutor join`: open a teacher's hand-out, with its courses, tasks and notes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Learner, LearnerFile
from tutor.language import _

if TYPE_CHECKING:
    from tutor.study.session import Session


def join(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="A .handout, or the folder where it lies.")
    ] = None,
    code: Annotated[str, typer.Option("--code", metavar="CODE", help="The code your teacher gave you.")] = "",
    leave: Annotated[str, typer.Option("--leave", metavar="CLASS", help="Leave this class.")] = "",
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """Open a teacher's file: courses, tasks, notes.

    The first one joins the class. Nothing is sent anywhere.

    Exit status: 0; 1 when a file can't be taken; 2 for a wrong option.
    """
    from tutor.cli.class_learner import learning
    from tutor.cli.saying import existing

    if leave:
        with learning(learner, learner_file) as session:
            _leave(session, leave)
        return
    if not files:
        typer.echo(_("Name a hand-out: tutor join FILE.handout"), err=True)
        raise typer.Exit(2)
    with learning(learner, learner_file, new=True) as session:
        _join(session, existing(files), code)


def _join(session: Session, places: list[Path], code: str) -> None:
    from tutor.study.classes.joining import asks_code, for_learner, read_at, shelve, taken_in
    from tutor.study.classes.taking import take

    handouts = read_at(places)
    for problem in handouts.problems:
        typer.echo(problem, err=True)
    if not code and sys.stdin.isatty() and asks_code(session.desk, handouts):
        asked = _("The code on your slip (like KTRW-BHSL-S), or Enter if you have none")
        code = typer.prompt(asked, default="", show_default=False, err=True)
    for name, bundle in for_learner(session.desk, handouts, code):
        shelved = shelve(session.desk, bundle)
        for problem in shelved.problems:
            typer.echo(problem, err=True)
        taken = take(session.desk, bundle, code)
        for told in (*shelved.added, *taken_in(session.desk, name, taken, brought=bool(shelved.added))):
            typer.echo(told)
        if taken.joined:
            typer.echo(_("Study with: tutor study · what is new: tutor inbox · hand in with: tutor handin"))


def _leave(session: Session, wanted: str) -> None:
    from tutor.study.classes.handing import class_of

    for told in session.leave_class(class_of(session.desk, wanted).id):
        typer.echo(told)
