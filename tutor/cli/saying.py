"""What the commands have in common: paths that must exist, and problems printed a line each."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tutor.cli.waiting import working
from tutor.language import _
from tutor.packs.problems import Problem, quoted, visible

if TYPE_CHECKING:
    from tutor.exchange.report import Report

__all__ = ["agreed", "existing", "say_json", "say_problems", "say_report", "shell_word", "working"]


def existing(paths: Sequence[Path]) -> list[Path]:
    """The paths, or the end of the program with exit status 2 when one leads nowhere."""
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        typer.echo(_("There is no file or folder {name}.", name=quoted(path, 200)), err=True)
    if missing:
        raise typer.Exit(2)
    return list(paths)


def agreed(question: str, *, default: bool = False, otherwise: str) -> bool:
    """Ask on the terminal; with nobody there to answer the command ends, and `otherwise` says what answers at once."""
    try:
        answer: bool = typer.confirm(question, default=default, err=True)
    except typer.Abort:
        typer.echo("\n" + _("There was no answer, so nothing was changed; {otherwise}.", otherwise=otherwise), err=True)
        raise typer.Exit(1) from None
    return answer


def say_problems(problems: Iterable[Problem], *, json: bool, err: bool = False) -> None:
    """One line a problem, as text or as JSON."""
    for problem in problems:
        if json:
            say_json(problem)
        else:
            typer.echo(str(problem), err=err)


def say_report(report: Report, *, json: bool, err: bool = False) -> None:
    """The account of an import or export: for people a line each, for programs one line of JSON."""
    if json:
        say_json(report.as_data(), err=err)
        return
    for line in report.lines():
        typer.echo(line, err=err)


def shell_word(path: Path) -> str:
    """A path as it is typed in a shell, harmless to print."""
    return shlex.quote(visible(str(path), 200))


def say_json(thing: object, *, err: bool = False) -> None:
    """One line of JSON on standard output (or aside), in UTF-8 whatever the terminal's encoding."""
    import msgspec

    typer.echo(msgspec.json.encode(thing), err=err)
