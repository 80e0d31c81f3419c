"""`tutor handin`: give a teacher what you choose, after you have seen it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile
from tutor.language import _

if TYPE_CHECKING:
    from tutor.core.learner.class_rows import ClassRow
    from tutor.study.classes.handing import Prepared
    from tutor.study.session import Session


def handin(
    which: Annotated[str, typer.Argument(metavar="[CLASS]", help="Which class, if you are in several.")] = "",
    level: Annotated[
        int | None, typer.Option("--level", min=0, max=3, help="How much to give: 0 to 3; else you are asked.")
    ] = None,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where to write the file.")] = Path(),
    tick: Annotated[
        str, typer.Option("--tick", metavar="1,3", help="Of level 3: these of the list, without asking.")
    ] = "",
    count_me: Annotated[
        bool | None,
        typer.Option("--count-me/--no-count-me", help="Whether answers may be counted in sums that leave the class."),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Show it, and write nothing.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Ask for all you handed in to be deleted.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    json: Json = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """Write a file for your teacher.

    You choose how much is in it, and see it first; it has no name but what you write yourself.

    --count-me lets your answers be counted, without your code, in sums that your teacher may send to who wrote the
    course. It is kept apart from the level, off until you say it, and then proposed again.

    Levels: 0 nothing but messages, 1 a summary, 2 answers, 3 answers and the work you tick. Exit status: 0; 1 when it
    was not written; 2 for a wrong option.
    """
    from tutor.cli.class_learner import learning
    from tutor.cli.saying import say_json
    from tutor.core.classroom.manifest import COUNTING
    from tutor.study.classes.handing import asks_adult, class_of, give, page

    with learning(learner, learner_file) as session:
        row = class_of(session.desk, which)
        chosen = 0 if withdraw else _level(row, level, preview=preview, yes=yes)
        ticked = _ticked(session, row, tick, asks=not (yes or preview)) if chosen == 3 else []
        counted = chosen >= COUNTING and _counted(row, count_me, asks=not (yes or preview))
        told = page(session.desk, row, chosen, ticked, counted=counted, withdraw=withdraw)
        made = told.prepared
        if json and preview:
            say_json(
                {"level": chosen, "counted": counted, "rows": {name: len(lines) for name, lines in made.lines.items()}}
            )
            return
        for line in filter(None, (*told.lines, told.left_out)):
            typer.echo(line, err=True)
        if preview:
            return
        asked_parent = asks_adult(row, made)
        if not yes:
            _ask(made, to, asked_parent=asked_parent)
        place = give(session.desk, made, to, asked_parent=asked_parent)
        if json:
            say_json({"file": str(place), "level": chosen, "counted": counted, "seq": made.manifest.seq})
            return
        typer.echo(_("Written: {file}. Give it to your teacher; any zip program shows what is in it.", file=str(place)))


def _level(row: ClassRow, level: int | None, *, preview: bool, yes: bool) -> int:
    """The level the learner chooses, each time anew; the last one, or what the teacher asks for, is proposed."""
    from tutor.core.classroom.manifest import LEVELS
    from tutor.present.class_files import level_words

    proposed = row.level if row.handed else row.asks_level
    if level is not None:
        return level
    if preview:
        return proposed
    if yes or not sys.stdin.isatty():
        typer.echo(_("Say how much with --level 0 to 3, and --yes; nothing was written."), err=True)
        raise typer.Exit(2)
    typer.echo(_("How much do you want to give to {title}?", title=row.title))
    for each in LEVELS:
        asked = _(" (your teacher asks for this)") if each == row.asks_level else ""
        typer.echo(f"  {each}  {level_words(each)}{asked}")
    while (said := typer.prompt(_("Level"), default=str(proposed), err=True).strip()) not in map(str, LEVELS):
        typer.echo(_("Write 0, 1, 2 or 3."), err=True)
    return int(said)


def _counted(row: ClassRow, count_me: bool | None, *, asks: bool) -> bool:
    """Whether the answers may be counted outside the class: as said now, else asked, else as it was said last."""
    from tutor.present.class_files import COUNT_ASKS, COUNT_MEANS

    if count_me is not None:
        return count_me
    if not asks or not sys.stdin.isatty():
        return row.counted
    typer.echo(_(COUNT_MEANS), err=True)
    return typer.confirm(_(COUNT_ASKS), default=row.counted, err=True)


def _ticked(session: Session, row: ClassRow, tick: str, *, asks: bool) -> list[str]:
    """The ids of the work to give at level 3, by the numbers of the list."""
    from tutor.study.classes.ticking import choices

    found = choices(session.desk, row)
    if tick:
        return [found[number - 1].id for number in _numbers(tick, len(found))]
    if not asks:
        return []
    if not found:
        typer.echo(_("There is no work of your own to tick."))
        return []
    typer.echo(_("What of this may your teacher see? Nothing is in it that you don't name."))
    for number, one in enumerate(found, 1):
        typer.echo(f"  {number:>3}  {one.words}")
    said = typer.prompt(_("Numbers with commas, or Enter for none"), default="", show_default=False, err=True)
    return [found[number - 1].id for number in _numbers(said, len(found))] if said.strip() else []


def _numbers(said: str, last: int) -> list[int]:
    words = [word.strip() for word in said.split(",")]
    if not all(word.isascii() and word.isdigit() and 0 < int(word[:9]) <= last for word in words):
        typer.echo(_("Write numbers of the list, 1 to {last}, with commas, like 1,3.", last=last), err=True)
        raise typer.Exit(2)
    return sorted({int(word) for word in words})


def _ask(made: Prepared, to: Path, *, asked_parent: bool) -> None:
    from tutor.cli.saying import agreed
    from tutor.present.class_files import ADULT

    if asked_parent:
        typer.echo(_(ADULT), err=True)
    question = _("Write {file}?", file=str(to / made.file_name))
    if not agreed(question, otherwise=_("--level and --yes answer at once")):
        typer.echo(_("Nothing was written."), err=True)
        raise typer.Exit(1)
