"""`tutor pack check` and `ids`: what is wrong with a pack, and mending what can be mended without asking."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tutor.packs.library import Library

Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would be changed, and change nothing.")]


def check(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Packs: a folder, a .yaml or a .tutor file.")],
    json: Json = False,
    run: Annotated[bool, typer.Option("--run/--no-run", help="Run its programs, where there is a box.")] = True,
    strict: Annotated[bool, typer.Option("--strict", help="Say the notes on style too; warnings fail.")] = False,
    guards: Annotated[bool, typer.Option("--guards", help="Say which items no test of theirs guards.")] = False,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Draws of each template.")] = 50,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended without asking you.")] = False,
    dry_run: Dry = False,
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
    if fix or dry_run:
        for place in places:
            _fix(place, dry=dry_run)
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


def ids(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder or a .yaml file.")],
    dry_run: Dry = False,
) -> None:
    """Write ids into items that have none.

    Later changes then keep what learners did. Nothing else changes.
    """
    from tutor.authoring.edits import CannotEdit, draft_of
    from tutor.authoring.ids import with_ids
    from tutor.cli.drafts import say_diff, write
    from tutor.cli.saying import existing

    [place] = existing([path])
    try:
        draft, count = with_ids(draft_of(place))
    except CannotEdit as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem
    if not count:
        typer.echo("Every item has an id of its own.", err=True)
    elif dry_run:
        say_diff(draft)
    else:
        write(draft, f"{count:,} {'id' if count == 1 else 'ids'}")


def _fix(place: Path, *, dry: bool) -> None:
    """Mend a pack where that is safe, and say what was changed before it is written."""
    from tutor.authoring.edits import CannotEdit, draft_of
    from tutor.authoring.mending import mended
    from tutor.cli.drafts import say_diff, write

    try:
        draft, count = mended(draft_of(place))
    except CannotEdit as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem
    say_diff(draft)
    if count and not dry:
        write(draft, f"{count:,} {'change' if count == 1 else 'changes'}")
    elif not count:
        typer.echo("There is nothing to mend without asking you.", err=True)


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
