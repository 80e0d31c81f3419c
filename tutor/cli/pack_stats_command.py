"""`tutor pack stats`: what learners' answers say about a pack, as a work list that an editor opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tutor.authoring.stats.findings import Finding
    from tutor.authoring.stats.given import Given
    from tutor.authoring.stats.places import Written
    from tutor.core.classroom.sums import Sums


def stats(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder, a .yaml or a .tutor file.")],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Learners' files (exports, journals, .sqlite), or sums of classes."),
    ],
    open_: Annotated[int, typer.Option("--open", metavar="N", min=0, help="Open the item of line N in $EDITOR.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")] = False,
) -> None:
    """List what to mend in a pack, by learners' answers.

    What hurts most of them comes first, and nobody is named.

    Exit status: 0 when there is nothing to mend; 1 when there is, or the pack has errors; 2 when nothing could be read.
    """
    from tutor.authoring.stats.findings import findings, in_order
    from tutor.authoring.stats.places import written
    from tutor.authoring.stats.summed import findings_in
    from tutor.cli.saying import existing, say_problems, working

    [place] = existing([path])
    pack = written(place)
    if isinstance(pack, list):
        say_problems(pack, json=False, err=True)
        raise typer.Exit(1)
    existing(files)
    with working("Reading what learners did"):
        given, sums = _given(files, pack.course)
        found = findings(given, pack.items, pack.setting)
        if sums is not None:
            given.versions |= {one.content: one.version for one in sums.pack.versions}
            found = in_order([*found, *findings_in(sums, pack.items, pack.setting, pack.edition)])
    found = [one for one in found if one.at in pack.places]
    if open_:
        _open(found, pack, open_)
        return
    _say(found, given, sums, pack, json=json)
    raise typer.Exit(1 if found else 0)


def _given(files: list[Path], course: str) -> tuple[Given, Sums | None]:
    """What learners did with the course, and the sums of classes. A file is told by its number: its name may be
    somebody's.
    """
    from tutor.authoring.stats.given import People
    from tutor.cli.learners_given import NotRead, events, sums
    from tutor.core.classroom.sums import added

    people, some, summed = People(), False, list["Sums"]()
    for number, file in enumerate(files, 1):
        try:
            if (one := sums(file)) is not None:
                _take(summed, one, course, f"File {number} of {len(files)}")
                continue
            found, bad = events(file)
        except NotRead as problem:
            typer.echo(f"File {number} of {len(files)} is left out: {problem}.", err=True)
            continue
        if bad:
            typer.echo(f"In file {number} of {len(files)} {bad:,} lines could not be read.", err=True)
        people.add(found)
        some = True
    given = people.given(course)
    if not (some and given.learners) and not summed:
        typer.echo(f"Nobody answered anything of the course {course} in these files.", err=True)
        raise typer.Exit(2)
    return given, added(summed) if summed else None


def _take(summed: list[Sums], one: Sums, course: str, which: str) -> None:
    """Take sums in, if they are of this course and not here yet."""
    from tutor.packs.problems import visible

    if one.pack.id != course:
        typer.echo(f"{which} is left out: its sums are of the course {visible(one.pack.id, 70)}.", err=True)
    elif one in summed:
        typer.echo(f"{which} is left out: it is here already.", err=True)
    else:
        summed.append(one)


def _say(found: list[Finding], given: Given, sums: Sums | None, pack: Written, *, json: bool) -> None:
    from msgspec.structs import asdict

    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    for number, one in enumerate(found, 1):
        place = pack.places[one.at]
        version = given.versions.get(one.edition, "")
        if json:
            say_json(
                {"path": place.path, "line": place.line, "column": place.column, **asdict(one), "version": version}
            )
            continue
        older = f" [version {visible(version, 30)}]" if one.edition != pack.edition else ""
        who = f"{one.learners} of {one.n} learners"
        where = f"{visible(place.path, 300)}:{place.line}:{place.column}"
        short = one.at.partition("/")[2]
        typer.echo(f"{where}: [{number}] {who}: {visible(one.said, 300)} ({visible(short, 130)}){older}")
    if not json:
        kinds = "nothing to mend" if not found else f"{len(found):,} to mend"
        few = given.learners < 10 and sums is None
        typer.echo(
            f"{visible(pack.course)}: {', '.join(_whose(given, sums))}, {kinds}"
            + (" (too few learners to say much)" if few else ""),
            err=True,
        )


def _whose(given: Given, sums: Sums | None) -> Iterator[str]:
    """Whose answers the list is of."""
    if given.learners or sums is None:
        yield "1 learner" if given.learners == 1 else f"{given.learners:,} learners"
        yield f"{given.answers:,} answers"
    if sums is not None:
        classes = "1 class" if sums.classes == 1 else f"{sums.classes:,} classes"
        yield f"sums of {classes} with about {sums.size:,} learners"


def _open(found: list[Finding], pack: Written, number: int) -> None:
    from tutor.cli.editing import CannotEdit, command_at, run_editor

    if number > len(found):
        typer.echo(f"There is no line {number}: there are {len(found)}.", err=True)
        raise typer.Exit(2)
    try:
        well = run_editor(command_at(pack.places[found[number - 1].at]))
    except CannotEdit as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from problem
    raise typer.Exit(0 if well else 1)
