"""`tutor pack diff`: what a new version of a pack means for those who are learning from the old one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tutor.authoring.change import Change, Differences
    from tutor.authoring.change_places import Places
    from tutor.packs.compiled import Compiled

MOST = 5
"""Ids in one line of which a translation differs."""
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]


def diff(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="[OLD] NEW", help="Two versions of a pack: a folder, a .yaml or a .tutor file."),
    ],
    json: Json = False,
    write: Annotated[bool, typer.Option("--write", help="Write the lines that are missing into NEW.")] = False,
) -> None:
    """Say what a new version means for learners, each change at its place.

    Without OLD it is the version in the library. Exit status 0 without differences, 1 with.
    """
    from tutor.authoring.change_places import placed
    from tutor.authoring.differences import differences
    from tutor.cli.saying import existing, say_json

    if not 1 <= len(paths) <= 2:
        typer.echo("Name one version, or two: the old one first.", err=True)
        raise typer.Exit(2)
    new, places = _loaded(existing(paths)[-1])
    old, _ = _loaded(paths[0] if len(paths) == 2 else _in_library(new.course.id))
    found = placed(differences(old, new), places)
    if json:
        for change in found.changes:
            say_json(change)
        say_json({"old": found.old, "new": found.new, "other_id": found.other_id or None, "means": _means(found)})
    else:
        _say(found, new)
    if write:
        _write_into(paths[-1], found.changes)
    raise typer.Exit(1 if found.changes or found.other_id else 0)


def _loaded(place: Path) -> tuple[Compiled, Places]:
    from tutor.authoring.change_places import read_version
    from tutor.cli.saying import say_problems, working
    from tutor.packs.problems import has_errors, quoted

    with working(f"Reading {quoted(place)}"):
        loaded, places = read_version(place)
    if loaded.compiled is None or places is None:
        say_problems([one for one in loaded.problems if has_errors([one])], json=False, err=True)
        raise typer.Exit(2)
    return loaded.compiled, places


def _in_library(course: str) -> Path:
    """The version that the library has: the copy of an added pack, or the pack that comes with tutor."""
    from tutor.cli.library_commands import the_library
    from tutor.cli.places import kept_folder
    from tutor.packs.problems import quoted
    from tutor.packs.shipped import KEPT_SUFFIX

    source = the_library().source(course)
    kept = kept_folder() / f"{course}{KEPT_SUFFIX}"
    place = kept if source and source.origin == "added" else Path(source.source) if source else None
    if place is None or not place.exists():
        what = f"The library has no course {quoted(course)} to compare with; name the old version too: "
        typer.echo(f"{what}tutor pack diff OLD NEW", err=True)
        raise typer.Exit(2)
    return place


def _say(found: Differences, new: Compiled) -> None:
    from tutor.authoring.declaring import lines
    from tutor.packs.problems import quoted, visible

    if found.other_id:
        one, other = quoted(found.other_id, 80), quoted(new.course.id, 80)
        typer.echo(f"The course was {one} and is {other}: learners lose everything, unless it keeps its `id`.")
    for change in found.changes:
        typer.echo(visible(_line(change), 600))
    missing = lines(found.changes)
    if missing:
        typer.echo("\nTo paste into the course, or have written in with --write:")
        for line in missing:
            typer.echo(f"  {visible(line, 2_000)}")
    if found.changes:
        typer.echo("")
    if found.changes and found.old == found.new:
        typer.echo(f"Both are version {quoted(found.new, 40)}: raise `version` before you hand it out.")
    typer.echo(_means(found))


def _line(change: Change) -> str:
    """One change in one line, at its place; its id stands first behind it, so that a list can be searched."""
    said = _of_learning(change) if change.sort in ("skill", "item") else _beside(change)
    return f"{change.path}:{change.line}:{change.column}: {change.sort} {change.name}: {said}"


def _of_learning(change: Change) -> str:
    keys = f" ({', '.join(change.keys)})" if change.keys else ""
    to = " and ".join(change.to)
    said = {
        "new": "new",
        "gone": "gone without a word: learners lose it; say `retired:` or `moved:`",
        "retired": "retired: what was learned is kept as a record",
        "renamed": f"is {to} now",
        "merged": f"is part of {to} now",
        "split": f"was split into {to}",
        "typo": f"a typo{keys}",
        "better": f"better{keys}",
        "meaning": f"means something else{keys}: learners keep a schedule that isn't for it; say `rev: {change.rev}`",
        "restarts": f"begins anew{keys}, since its `rev` was raised",
    }[change.what]
    if change.what == "restarts" and change.rev:
        said = f"`rev` was lowered, which takes an older meaning up again; say `rev: {change.rev}`"
    if change.what == "gone" and not change.guessed:
        said = "gone with its skill"
    if change.guessed and change.what != "gone":
        said += ", it seems: without a word of it learners lose it"
    return said


def _beside(change: Change) -> str:
    """What touches nothing that was learned. Of many ids in a translation the first ones are told."""
    if change.sort == "project" and change.what == "gone":
        return "gone: what learners handed in for it stays in their portfolios"
    more = f" and {len(change.keys) - MOST:,} more" if len(change.keys) > MOST else ""
    keys = f" ({', '.join(change.keys[:MOST])}{more})" if change.keys else ""
    return f"{change.what}{keys}"


def _means(found: Differences) -> str:
    from tutor.authoring.effects import effect
    from tutor.present.new_version import for_authors

    return for_authors(effect(found))


def _one(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def _write_into(place: Path, changes: list[Change]) -> None:
    from tutor.authoring.declaring import declared
    from tutor.authoring.edits import CannotEdit, draft_of
    from tutor.cli.drafts import say_diff, write

    try:
        draft, count = declared(draft_of(place), changes)
    except CannotEdit as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem
    if not count:
        typer.echo("There is no line to write.", err=True)
        return
    say_diff(draft)
    write(draft, f"what became of {count:,} {_one(count, 'name', 'names')}")
