"""An author's own editor, opened at a line of a pack: by `tutor pack stats` and from a class's report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.authoring.stats.places import Place


class CannotEdit(Exception):
    """Why no editor was opened, in one sentence."""


def command_at(place: Place) -> list[str]:
    """The words that open the editor of this person at a place. Raises `CannotEdit`."""
    import os
    import shlex

    from tutor.authoring.editors import command

    try:
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        editor = []
    if not editor:
        raise CannotEdit("There is no editor: set EDITOR to yours, as in EDITOR=nano.")
    path = Path(place.path).resolve()  # no file of a pack is ever taken for an option
    if not path.is_file():
        raise CannotEdit("A packed pack can't be edited: name the folder that it was built from.")
    return command(editor, str(path), place.line, place.column)


def run_editor(words: list[str]) -> bool:
    """Run it until it is closed; whether it ended well. Raises `CannotEdit`."""
    import subprocess

    try:
        return subprocess.run(words, check=False).returncode == 0
    except OSError as problem:
        raise CannotEdit(f"The editor could not be started ({problem.strerror}).") from problem
