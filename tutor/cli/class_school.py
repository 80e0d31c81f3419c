"""`tutor class export | school`: the answers of many classes, and what they come to together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, Json, opened, told

if TYPE_CHECKING:
    from tutor.classroom.school import CourseSums

MOST = 10


def export(
    to: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files of all classes come together.")],
    csv: Annotated[bool, typer.Option("--csv", help="CSV, which needs no extra, in place of Parquet.")] = False,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Also of those who did not agree to be counted, if you may.")
    ] = False,
    place: Class = None,
    json: Json = False,
) -> None:
    """Write the class's answers as one file for a school's sums: numbers for learners, no codes, no names.

    They are those of learners who agreed to be counted outside the class (`tutor handin --count-me`). The file takes
    the place of the class's earlier one. Whoever has it can read the answers: keep it like them.
    """
    import random

    from tutor.classroom.school import write
    from tutor.cli.saying import say_json, shell_word, working

    with opened(place) as (folder, book):
        try:
            with working("Writing the answers"):
                made = write(folder, book, to, random.SystemRandom(), parquet=not csv, everybody=everybody)
        except OSError as problem:
            typer.echo(f"Nothing was written to {shell_word(to)}: {problem.strerror or problem}.", err=True)
            raise typer.Exit(1) from problem
    if json:
        say_json({"file": str(made.path), "learners": made.learners, "answers": made.answers})
        return
    typer.echo(f"Wrote {shell_word(made.path)}: {made.answers:,} answers of {made.learners} learners.")
    typer.echo(f"All classes together: tutor class school {shell_word(to)}")


def school(
    places: Annotated[
        list[Path], typer.Argument(metavar="FOLDER…", help="Files of `tutor class export`, or folders of them.")
    ],
    json: Json = False,
) -> None:
    """What the classes of a school come to together: questions to check, common mistakes, skills that stay hard."""
    from tutor.classroom.school import opened as opened_answers
    from tutor.classroom.school import sums
    from tutor.cli.saying import existing, say_json, working

    existing(places)
    with told(), working("Adding up"), opened_answers(places) as db:
        found = sums(db)
    if json:
        say_json(found)
        return
    for line in _lines(found):
        typer.echo(line)


def _lines(found: CourseSums) -> list[str]:
    from tutor.classroom.school import LEAST
    from tutor.packs.problems import visible
    from tutor.present.class_items import FLAGS

    worst = list(FLAGS)
    flagged = sorted((one for one in found.items if one.flags), key=lambda one: (worst.index(one.flags[0]), -one.n))
    questions = [
        f"  {one.item}: n {one.n:,}, {one.facility:.0%} right; {'; '.join(FLAGS[flag] for flag in one.flags)}"
        for one in flagged[:MOST]
    ]
    often = sorted(found.mistakes, key=lambda row: (-row["learners"], row["skill"], row["mis"]))
    mistakes = [
        f"  {row['skill']}: {row['mis']}, {row['learners']:,} of {row['takers']:,} learners" for row in often[:MOST]
    ]
    lines = [
        f"{found.classes:,} classes, {found.learners:,} learners, {found.answers:,} answers.",
        f"Questions to check ({len(flagged):,} of {len(found.items):,}):",
        *(questions or ["  none"]),
        "Common mistakes:",
        *(mistakes or ["  none"]),
        "Errors at the first tries, by how often the skill was met before (learners in brackets):",
        *(_curves(found) or ["  none"]),
        f"Left out, with fewer than {LEAST} learners behind them: {found.left_out:,} rows.",
    ]
    return [visible(line, 300) for line in lines]


def _curves(found: CourseSums) -> list[str]:
    """The skills at which most still err at the end of what is known of them."""
    points: dict[str, list[tuple[int, int, float]]] = {}
    for row in found.curves:
        points.setdefault(row["skill"], []).append((row["opportunity"], row["n"], row["errors"] / row["n"]))
    hardest = sorted(points, key=lambda skill: (-points[skill][-1][2], skill))[:MOST]
    return [f"  {skill}: {', '.join(map(_point, _few(points[skill])))}" for skill in hardest]


def _few(points: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    return points if len(points) <= 3 else [points[0], points[len(points) // 2], points[-1]]


def _point(point: tuple[int, int, float]) -> str:
    at, n, errors = point
    return f"{at}. {errors:.0%} ({n:,})"
