"""`tutor import` and `tutor export`: content that exists elsewhere, in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from tutor.exchange.brought import Brought

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def bring(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or folders of one format.")],
    to: Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="Write the pack into this folder.")] = None,
    format: Annotated[str, typer.Option("--format", metavar="NAME", help="Say what the files are.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The course's title.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="TAG", help="Of its texts, such as en.")] = "",
    separator: Annotated[str, typer.Option("--separator", metavar="SIGN", help="What parts the columns.")] = "",
    tags_as_skills: Annotated[bool, typer.Option("--tags-as-skills", help="Each tag becomes a skill.")] = False,
    with_reviews: Annotated[
        bool, typer.Option("--with-reviews", help="Take over what was answered, too; the pack goes into the library.")
    ] = False,
    learner: Annotated[str, typer.Option("--learner", metavar="NAME", help="Whose answers they are.")] = "me",
    learner_file: Annotated[Path | None, typer.Option("--learner-file", metavar="FILE", help="Their file.")] = None,
    json: Json = False,
) -> None:
    """Make a pack of what other programs wrote. Without --to it is only read, and told what would become of it.

    Exit status 0 when all came over, 1 when something was refused or lost, 2 when nothing was, 3 for another format.
    """
    from tutor.cli.saying import existing, say_report, working
    from tutor.exchange.brought import NotThisFormat, Wishes
    from tutor.exchange.formats import format_of, reader
    from tutor.exchange.pack_folder import CannotWrite, course_id, put_in_place, settle
    from tutor.packs.problems import quoted

    places = existing(files)
    wishes = Wishes(with_reviews=with_reviews, tags_as_skills=tags_as_skills, separator=separator, language=language)
    name = course_id(to or places[0].with_suffix(""))
    try:
        with working(f"Reading {quoted(places[0].name)}"):
            brought = reader(format_of(places[0], format))(places, wishes)
            brought.title = title or brought.title
            if language:
                brought.head["language"] = language
            warnings = settle(brought, name)
    except NotThisFormat as problem:
        _end(str(problem), 3)
    except CannotWrite as problem:
        _end(str(problem), 2)
    say_report(brought.report, json=json)
    if to is not None and brought.report.imported:
        try:
            changed = put_in_place(brought, to)
        except CannotWrite as problem:
            _end(str(problem), 2)
        _say_written(brought, to, changed, len(warnings))
        if with_reviews:
            from tutor.cli.exchange_reviews import take_reviews

            take_reviews(brought, to, learner, learner_file, json=json)
    elif brought.report.imported:
        typer.echo("Nothing is written yet; --to FOLDER makes the pack.", err=True)
    raise typer.Exit(brought.report.status)


def _say_written(brought: Brought, place: Path, changed: bool, warnings: int) -> None:
    from tutor.cli.saying import shell_word

    items = sum(len(skill.questions) for skill in brought.skills.values())
    what = f"{items:,} items and {len(brought.media):,} files"
    typer.echo(f"Wrote {shell_word(place)}: {what}." if changed else "The pack is there already, the same.", err=True)
    if warnings:
        things = "1 thing" if warnings == 1 else f"{warnings:,} things"
        typer.echo(f"tutor pack check {shell_word(place)} has {things} to say.", err=True)
    typer.echo(f"tutor study {shell_word(place)} studies it.", err=True)


def _end(sentence: str, status: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def _put(files: dict[str, bytes], out: Path | None, course: str) -> None:
    """Write one file, or several into a folder: those whose names begin with a slash."""
    from tutor.packs.problems import quoted

    folder = any(name.startswith("/") for name in files)
    if folder and str(out) == "-":
        _end("These are several files; name a folder with --out.", 2)
    for name, data in files.items():
        if str(out) == "-":
            typer.echo(data, nl=False)
            continue
        target = Path(out or course, name[1:]) if folder else out or Path(f"{course}{name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        if not folder:
            typer.echo(f"Wrote {quoted(target)}.", err=True)
    if folder:
        typer.echo(f"Wrote {len(files):,} files into {quoted(out or course)}.", err=True)


def give(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="A folder, a .yaml or a .tutor file.")],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="The format to write.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; - for the screen.")] = None,
    separator: Annotated[str, typer.Option("--separator", metavar="SIGN", help="What parts the columns.")] = "",
    spreadsheet: Annotated[bool, typer.Option("--spreadsheet", help="Guard cells that look like formulas.")] = False,
    json: Json = False,
) -> None:
    """Write a pack for another program.

    What its format can't hold is told.
    """
    from tutor.cli.saying import existing, say_problems, say_report
    from tutor.exchange.brought import Wishes
    from tutor.exchange.formats import FORMATS, writer
    from tutor.packs.compile import load
    from tutor.packs.problems import one_of, quoted

    if to not in FORMATS or not FORMATS[to].writes:
        writable = [name for name, one in FORMATS.items() if one.writes]
        _end(f"There is no format {quoted(to)} to write; there are {one_of(writable)}.", 2)
    [place] = existing([pack])
    loaded = load(place)
    if loaded.compiled is None:
        say_problems(loaded.problems, json=json, err=True)
        _end("A pack with errors is not exported.", 2)
    sent = writer(to)(loaded.compiled, Wishes(separator=separator, spreadsheet=spreadsheet))
    say_report(sent.report, json=json, err=str(out) == "-")
    _put(sent.files, out, loaded.compiled.course.id)
    raise typer.Exit(sent.report.status)
