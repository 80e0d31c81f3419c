"""`tutor data …`: looking after the learner's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tutor.store.check import Report

data = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the learner's file.")

MENDED_BY_REBUILDING = {"state", "graph", "undo"}
"""Findings about what is folded from the log; the log itself is whole."""


@data.callback()
def _group() -> None:
    """Keep `check` a command of its own while it is the only one."""


@data.command("check")
def check(
    learner: Annotated[str, typer.Option("--learner", metavar="NAME", help="Which learner.")] = "me",
    learner_file: Annotated[Path | None, typer.Option("--learner-file", metavar="FILE", help="The file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON Lines.")] = False,
) -> None:
    """Verify every answer in the learner's file, and rebuild what follows from them where it differs."""
    from tutor.cli.opening import CannotOpen
    from tutor.cli.opening import learner_file as place_of
    from tutor.core.learner.fold import apply
    from tutor.store.check import check_file

    try:
        path = Path(place_of(learner, str(learner_file) if learner_file else None))
    except CannotOpen as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem
    report = check_file(path, apply)
    if report.findings and {finding.code for finding in report.findings} <= MENDED_BY_REBUILDING:
        report = _rebuilt(path, report, as_json)
    _say(report, as_json)
    raise typer.Exit(0 if report.ok else 1)


def _rebuilt(path: Path, report: Report, as_json: bool) -> Report:
    from tutor.cli.opening import local_time
    from tutor.cli.rebuilding import Rebuilding
    from tutor.core.learner.fold import apply
    from tutor.store.book import Book
    from tutor.store.check import check_file

    if not as_json:
        for finding in report.findings:
            typer.echo(finding.sentence, err=True)
        typer.echo("The log of answers is whole; everything else is rebuilt from it.", err=True)
    with Rebuilding() as progress, Book.open(path, fold=apply, now=local_time(), progress=progress) as book:
        book.rebuild(progress)
    return check_file(path, apply)


def _say(report: Report, as_json: bool) -> None:
    import msgspec

    if as_json:
        typer.echo(msgspec.json.encode({"path": report.path, "events": report.events, "ok": report.ok}))
        for finding in report.findings:
            typer.echo(msgspec.json.encode(finding))
        return
    for finding in report.findings:
        typer.echo(finding.sentence, err=True)
    if report.ok:
        typer.echo(f"{report.path}: {report.events} events, all verified.")
