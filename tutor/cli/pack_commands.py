"""`tutor pack …`: what an author does with a pack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

pack = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="For authors: check packs and try their items.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]


@pack.command("check")
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Packs: a folder, a .yaml or a .tutor file.")],
    json: Json = False,
) -> None:
    """Say everything that is wrong with a pack. Exit status 0 without errors, 1 with."""
    from tutor.authoring.check import check as checked
    from tutor.authoring.check import summary
    from tutor.cli.saying import existing, say_problems, working
    from tutor.packs.problems import has_errors, quoted

    bad = False
    for place in existing(paths):
        with working(f"Reading {quoted(place)}"):
            loaded = checked(place)
        say_problems(loaded.problems, json=json)
        bad = bad or has_errors(loaded.problems)
        if not json:
            typer.echo(summary(loaded), err=True)
    raise typer.Exit(1 if bad else 0)


@pack.command("try")
def try_items(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder, a .yaml or a .tutor file.")],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Requests on standard input, replies on standard output.")
    ] = False,
) -> None:
    """Try items without a learner: a request a line, the task and the verdict back."""
    from tutor.authoring.trial import Trial
    from tutor.cli.saying import existing, say_problems
    from tutor.packs.compile import load

    if not jsonl:
        typer.echo("Items are tried by programs: add --jsonl, and write requests to standard input.", err=True)
        raise typer.Exit(2)
    [place] = existing([path])
    loaded = load(place)
    if loaded.compiled is None:
        say_problems(loaded.problems, json=False)
        raise typer.Exit(1)
    for reply in Trial(loaded.compiled).replies(sys.stdin.buffer):
        sys.stdout.buffer.write(reply + b"\n")
        sys.stdout.buffer.flush()
