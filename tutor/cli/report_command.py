"""`tutor report --for parent`: one page to show at home, made and seen first by the learner."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile
from tutor.language import _

HTML, TEXT = (".html", ".htm"), (".txt", ".md")


def report(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to write it: .html or .txt.")] = None,
    whom: Annotated[str, typer.Option("--for", metavar="WHOM", help="Whom it is for: parent.")] = "parent",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Your name, if it is to stand on it.")] = "",
    answer: Annotated[
        str,
        typer.Option("--answer", metavar="TEXT", help="What they say, for your teacher's eyes."),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over FILE if it is there.")] = False,
    json: Json = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """One page for your parents, which you see first.

    What you can do now, what comes next, your time, one thing to ask tonight; no wrong answers, nobody else.
    """
    from tutor.cli.class_learner import learning
    from tutor.cli.saying import say_json
    from tutor.present.for_parent import text
    from tutor.study.classes.handing import class_of
    from tutor.study.classes.inbox import write_teacher
    from tutor.study.for_parent import for_parent

    if whom != "parent":
        typer.echo(_("A report is for a parent: --for parent"), err=True)
        raise typer.Exit(2)
    with learning(learner, learner_file) as session:
        if answer:
            write_teacher(session.desk, class_of(session.desk), answer, about="parent")
            typer.echo(_("Kept; it goes with your next hand-in: tutor handin"))
            return
        found, today = for_parent(session.desk), session.desk.now().date()
        if json:
            say_json(found)
        elif file is None:
            typer.echo(text(found, name[:100], today), nl=False)
        else:
            _write(file, name[:100], found, today, force=force)


def _write(file: Path, name: str, found: object, today: object, *, force: bool) -> None:
    from datetime import date
    from typing import cast

    from tutor.cli.opening import CannotOpen
    from tutor.cli.portfolio_command import write_page
    from tutor.present.for_parent import page, text

    suffix, day = file.suffix.lower(), cast("date", today)
    if suffix not in (*HTML, *TEXT):
        raise CannotOpen(_("A report is written as .html or .txt; name the file so."), 2)
    if file.exists() and not force:
        raise CannotOpen(_("{file} is there already; --force writes over it.", file=str(file)), 1)
    write_page(file, page(found, name, day) if suffix in HTML else text(found, name, day))
