"""Writing in the editor that a person has, `$VISUAL` or `$EDITOR`, on a file that goes when it is closed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from tutor.core.own_words import LONGEST_WORK
from tutor.core.programming import language_of
from tutor.core.text import clean
from tutor.language import _, later, number

NONE = later("There is no editor: set EDITOR to yours, as in EDITOR=nano. What you typed is kept.")


class CannotEdit(Exception):
    """Why nothing was written in an editor, in one sentence; what was typed before is kept."""


def edited(text: str, language: str) -> str:
    """The text as it comes out of the editor. Blocks until it is closed. Raises `CannotEdit`."""
    if not is_terminal():
        raise CannotEdit(_("An editor needs a terminal, and there is none here."))
    command = _editor()
    with TemporaryDirectory(prefix="tutor-") as folder:  # 0700
        path = Path(folder, f"answer{_suffix(language)}")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(f"{text}\n" if text else "")
        try:
            status = subprocess.run([*command, str(path)], check=False).returncode
            data = path.read_bytes()
        except OSError as problem:
            why = problem.strerror or _("no word why")
            raise CannotEdit(
                _("{command} can't be used ({why}). What you typed is kept.", command=command[0], why=why)
            ) from problem
    if status != 0:
        raise CannotEdit(_("{command} ended with an error. What you typed is kept.", command=command[0]))
    if len(data) > 4 * LONGEST_WORK or len(found := data.decode("utf-8", "replace")) > LONGEST_WORK:
        raise CannotEdit(
            _("That is more than {count} characters. What you typed before is kept.", count=number(LONGEST_WORK))
        )
    return "\n".join(line.rstrip() for line in clean(found, right_to_left=True).rstrip("\n").split("\n"))


def is_terminal() -> bool:
    """Whether an editor has a place to be shown."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _editor() -> list[str]:
    try:
        words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        words = []
    if not words:
        raise CannotEdit(_(NONE))
    return words


def _suffix(language: str) -> str:
    """The ending by which an editor knows what it shows."""
    known = language_of(language)
    return ".sql" if language == "sql" else PurePath(known.name).suffix if known else ".txt"
