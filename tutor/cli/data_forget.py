"""`tutor data forget-words`: what a learner wrote goes, what they learned stays."""

from __future__ import annotations

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile, Yes, opened, path_of, same_file, told
from tutor.language import _, _n

FORGETTING = "forget"
"""The word that is typed before anything is forgotten."""


def forget_words(
    learner: Learner = "me", learner_file: LearnerFile = None, yes: Yes = False, json: Json = False
) -> None:
    """Forget what you wrote in your own words: notes, essays, drafts, projects, names. What you learned stays."""
    from tutor.cli.data_handed_in import tell_what_teachers_have
    from tutor.cli.rebuilding import Rebuilding
    from tutor.cli.saying import say_json
    from tutor.store.forgetting import forget

    with told():
        path = path_of(learner, learner_file)
        with opened(path) as book:
            tell_what_teachers_have(book.events(), same_file(learner, learner_file), only_now=False)
            _ask_before_forgetting(yes)
            with Rebuilding() as progress:
                done = forget(book, progress)
    removed = [str(each) for each in done.removed]
    if json:
        say_json({"path": str(path), "forgotten": done.texts, "backup": str(done.backup), "removed": removed})
        return
    said = _n(
        "Forgotten: {count} text. What you answered and learned is as it was.",
        "Forgotten: {count} texts. What you answered and learned is as it was.",
        done.texts,
    )
    typer.echo(said)
    typer.echo(_("The only backup now is {backup}.", backup=done.backup))
    typer.echo(_("Exports, and backups and synced folders elsewhere, are not reached."))


def _ask_before_forgetting(yes: bool) -> None:
    if yes:
        return
    said = _(
        "Your notes, essays, drafts, projects and names will be gone for good, and with them all earlier\n"
        "backups and journals, which have them too. (tutor data export FOLDER keeps them.)"
    )
    typer.echo(said, err=True)
    asked = _("Type {word} to go on", word=FORGETTING)
    if typer.prompt(asked, default="", show_default=False, err=True).strip() != FORGETTING:
        typer.echo(_("Nothing was forgotten."), err=True)
        raise typer.Exit(1)
