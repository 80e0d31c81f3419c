"""A pack whose text we change: shown as a diff, written with the old files kept beside the new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tutor.authoring.edits import Draft


def say_diff(draft: Draft) -> None:
    """Show what would be changed, as a diff."""
    for line in draft.diff():
        typer.echo(line, err=True)


def write(draft: Draft, what: str) -> None:
    """Write the changed files, and say where the old ones are."""
    from tutor.authoring.edits import CannotEdit
    from tutor.packs.problems import quoted

    try:
        kept = draft.write()
    except (CannotEdit, OSError) as problem:
        typer.echo(f"It could not be written: {problem}", err=True)
        raise typer.Exit(1) from problem
    files = ", ".join(quoted(path.name, 80) for path, _ in kept)
    backups = ", ".join(quoted(backup.name, 80) for _, backup in kept)
    typer.echo(f"Wrote {what} into {files}; as before: {backups}", err=True)
