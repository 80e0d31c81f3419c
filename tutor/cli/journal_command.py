"""`tutor journal`: what one wrote for oneself, and a line more."""

from __future__ import annotations

from typing import Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile
from tutor.language import _


def journal(
    write: Annotated[str, typer.Option("--write", metavar="TEXT", help="Write an entry.")] = "",
    json: Json = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """Your journal: today's question and what you wrote, the newest first. It is for you alone."""
    from tutor.cli.class_learner import learning
    from tutor.cli.saying import say_json
    from tutor.core.text import clean
    from tutor.present.journal import question_words
    from tutor.study.notebook import notebook

    with learning(learner, learner_file, new=bool(write)) as session:
        name, words = session.question()
        if write:
            session.reflect(write, name)
            typer.echo(_("Kept, for you alone."))
            return
        entries = [entry for entry in notebook(session.desk) if entry.sort == "journal"]
    if json:
        for entry in entries:
            say_json(entry)
        return
    typer.echo(_("Today: {question}  (tutor journal --write …)", question=words))
    for entry in entries:
        asked = question_words(entry.question)
        typer.echo(f"\n{entry.at[:10]}  {asked}".rstrip())
        for line in clean(entry.text).splitlines():
            typer.echo(f"  {line}")
    if not entries:
        typer.echo(_("Nothing is written yet."))
