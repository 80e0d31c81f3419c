"""`tutor pair`: two learners at one keyboard."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from tutor.cli.data_places import Learner, told
from tutor.language import _, later


def pair(
    other: Annotated[str, typer.Argument(metavar="NAME", help="Another learner of this computer.")],
    courses: Annotated[list[str] | None, typer.Argument(metavar="[COURSE]…", help="Courses; yours if none.")] = None,
    learner: Learner = "me",
    minutes: Annotated[float | None, typer.Option("--minutes", min=1, help="Minutes for each of the two.")] = None,
) -> None:
    """Study in turns with somebody who sits beside you.

    One answers, then both say why, then the answer is told. Each answer is kept in one's own file alone.
    """
    from tutor.cli.opening import Opened, local_time, open_session
    from tutor.cli.study import told_prompt
    from tutor.plain.pair import run

    names, opened = [learner, other], list[Opened]()
    with told(), ExitStack() as both:
        _two_of_them(names)
        for name in names:
            opened.append(open_session(courses or [], learner=name, asks=sys.stdin.isatty()))
            both.callback(opened[-1].close)
        for one in opened:
            for notice in (*one.notices, *one.session.left_out(), *one.session.news()):
                typer.echo(notice, err=True)
        status = run(
            [(one.session.desk.learner().name or name, one.session) for one, name in zip(opened, names, strict=True)],
            sys.stdin,
            typer.echo,
            course_ids=opened[0].course_ids,
            minutes=minutes,
            clock=local_time,
            ready=told_prompt(),
            complain=lambda words: typer.echo(words, err=True),
        )
    raise typer.Exit(status)


def _two_of_them(names: list[str]) -> None:
    """Raises `CannotOpen` unless these are two learners, both of whom are there."""
    from tutor.cli.opening import CannotOpen, learner_file

    paths = [Path(learner_file(name, None)) for name in names]
    if paths[0] == paths[1]:
        raise CannotOpen(_("Pair study is for two; “{name}” is both of them.", name=names[0]), 2)
    for name, path in zip(names, paths, strict=True):
        if not path.exists():
            words = later("There is no learner “{name}” here yet; `tutor study --learner {name}` begins one.")
            raise CannotOpen(_(words, name=name), 2)
