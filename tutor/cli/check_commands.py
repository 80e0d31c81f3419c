"""`tutor pack check` and `ids`: what is wrong with a pack, and mending what can be mended without asking."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tutor.packs.library import Library

Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]


def check(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Packs: a folder, a .yaml or a .tutor file.")],
    json: Json = False,
    run: Annotated[bool, typer.Option("--run/--no-run", help="Run its programs, where there is a box.")] = True,
    strict: Annotated[bool, typer.Option("--strict", help="Say the notes on style too; warnings fail.")] = False,
    guards: Annotated[bool, typer.Option("--guards", help="Say which items no test of theirs guards.")] = False,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Draws of each template.")] = 50,
) -> None:
    """Say everything that is wrong with a pack. Exit status 0 without errors, 1 with."""
    from tutor.authoring.check import Depth, summary, together
    from tutor.authoring.check import check as checked
    from tutor.authoring.programs import Runs
    from tutor.cli.saying import existing, say_problems, working
    from tutor.cli.workshop import may_run
    from tutor.packs.problems import has_errors, quoted

    bad = False
    places = existing(paths)
    known = together(places, _installed)
    depth = Depth(seeds=seeds, strict=strict, guards=guards)
    for place in places:
        runs = run and may_run(place)
        with working(f"Reading {quoted(place)}"):
            found = checked(place, known, Runs() if runs else None, depth)
        say_problems(found.problems, json=json)
        bad = bad or has_errors(found.problems) or (strict and bool(found.problems))
        if not json:
            typer.echo(summary(found), err=True)
    raise typer.Exit(1 if bad else 0)


def _installed(full_id: str) -> bool:
    """Whether a course or skill is in the library, which is opened only when a pack names another course."""
    return _library().knows(full_id)


@cache
def _library() -> Library:
    from tutor.cli.places import kept_folder, library_file, signers_file
    from tutor.packs.library import Library
    from tutor.packs.shipped import refresh

    library = Library.open(library_file())
    refresh(library, kept=kept_folder(), signers=signers_file())
    return library
