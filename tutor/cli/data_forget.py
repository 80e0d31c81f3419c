"""`tutor data forget-words`: what a learner wrote goes, what they learned stays."""

from __future__ import annotations

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile, Yes, opened, path_of, told

FORGETTING = "forget"
"""The word that is typed before anything is forgotten."""


def forget_words(
    learner: Learner = "me", learner_file: LearnerFile = None, yes: Yes = False, json: Json = False
) -> None:
    """Forget what you wrote in your own words: notes, essays, drafts, projects, names. What you learned stays."""
    from tutor.cli.rebuilding import Rebuilding
    from tutor.cli.saying import say_json
    from tutor.store.forgetting import forget

    with told():
        path = path_of(learner, learner_file)
        with opened(path) as book:
            _ask_before_forgetting(yes)
            with Rebuilding() as progress:
                done = forget(book, progress)
    removed = [str(each) for each in done.removed]
    if json:
        say_json({"path": str(path), "forgotten": done.texts, "backup": str(done.backup), "removed": removed})
        return
    typer.echo(f"Forgotten: {done.texts} text{'s' * (done.texts != 1)}. What you answered and learned is as it was.")
    typer.echo(f"The only backup now is {done.backup}.")
    typer.echo("Exports, and backups and synced folders elsewhere, are not reached.")


def _ask_before_forgetting(yes: bool) -> None:
    if yes:
        return
    typer.echo(
        "Your notes, essays, drafts, projects and names will be gone for good, and with them all earlier", err=True
    )
    typer.echo("backups and journals, which have them too. (tutor data export FOLDER keeps them.)", err=True)
    if typer.prompt(f"Type {FORGETTING} to go on", default="", show_default=False, err=True).strip() != FORGETTING:
        typer.echo("Nothing was forgotten.", err=True)
        raise typer.Exit(1)
