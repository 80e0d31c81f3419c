"""`tutor sync` and `tutor data import`: what you did on another computer, brought together with what you did here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile, opened, path_of, told
from tutor.cli.saying import agreed
from tutor.language import _, _n, later

if TYPE_CHECKING:
    from tutor.store.book import Book
    from tutor.store.sync import Synced

Join = Annotated[
    bool, typer.Option("--join", help="What is there is mine as well: bring it together with what is here.")
]
READING = later("Bringing together what you did")


def sync(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder that your computers share, or carry about.")
    ],
    join: Join = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    json: Json = False,
) -> None:
    """Bring together what you did on several computers, through a folder that they share; no server is asked.

    The folder may lie on a stick, or be kept alike by Syncthing, a shared drive or git. Each computer writes files of
    its own there, and reads the others'. Nothing is ever taken away, in the folder or here: all that was done counts.
    Do it before you study and after. On a new computer it takes over everything, once you say that it is yours.
    """
    from tutor.store.sync import sync as synced

    _bring_together(path_of_told(learner, learner_file), synced, folder, join, json)


def take_in(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A learner's file, a backup, tutor-….jsonl of an export, or a log.csv."),
    ],
    join: Join = False,
    course: Annotated[str, typer.Option("--course", metavar="ID", help="Of a log: the course of its items.")] = "",
    columns: Annotated[
        str, typer.Option("--columns", metavar="NAME=COLUMN,…", help="Of a log: item=…, time=…, rating=… or correct=….")
    ] = "",
    of: Annotated[str, typer.Option("--of", metavar="NAME", help="Of a log: the rows of this learner.")] = "",
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    json: Json = False,
) -> None:
    """Take in what another file of the same learner has and this one has not; a backup is made first.

    Of a log of answers (.csv: FSRS's, Anki's, or any with columns for item, time and rating) what is about a course.
    """
    if file.suffix.lower() == ".csv":
        from tutor.cli.log_commands import take_log

        take_log(file, path_of_told(learner, learner_file), course, columns, of, json=json)
    from tutor.store.sync import take_in as taken_in

    _bring_together(path_of_told(learner, learner_file), taken_in, file, join, json)


def path_of_told(learner: str, learner_file: Path | None) -> Path:
    """Where the learner's file lies; trouble with its name ends the command."""
    with told():
        return path_of(learner, learner_file)


def _bring_together(path: Path, step: Callable[..., Synced], place: Path, join: bool, json: bool) -> None:
    """Do `sync` or `take_in` of the store with this place, asking once where a fresh file could take over all."""
    from tutor.store.sync import OtherLearner
    from tutor.store.trouble import StoreTrouble

    with told(), opened(path, new=True) as book:
        try:
            done = _with_progress(step, book, place, join)
        except OtherLearner as other:
            if not (other.alone and other.fresh and asks()):
                raise
            typer.echo(_("{place} holds what one learner did, and here is nothing yet.", place=place), err=True)
            if not agreed(_("Is that you, and shall all of it be taken over?"), otherwise=_("--join says yes at once")):
                typer.echo(_("Nothing was changed."), err=True)
                raise typer.Exit(1) from other
            done = _with_progress(step, book, place, True)
        try:
            book.keep()
        except StoreTrouble as problem:
            typer.echo(f"{_('No backup was made.')} {problem}", err=True)
    _say(done, json, sends=place.is_dir())


def _with_progress(step: Callable[..., Synced], book: Book, place: Path, join: bool) -> Synced:
    from tutor.cli.rebuilding import Rebuilding

    with Rebuilding(_(READING)) as progress:
        return step(book, place, join=join, progress=progress)


def asks() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def _say(done: Synced, json: bool, *, sends: bool) -> None:
    from msgspec.structs import asdict

    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    if json:
        say_json(asdict(done) | {"backup": str(done.backup) if done.backup else None})
        return
    for each in done.troubles:
        where = visible(each.file, 200) + (_(", line {line}", line=each.line) if each.line else "")
        rest = _("; what comes before it was taken, the rest not") if each.line > 1 else ""
        typer.echo(f"{where}: {visible(each.why, 300)}{rest}.", err=True)
    for name in done.branches:
        words = later("A copy had gone on under the same name; all of it is kept, its part as device {name}.")
        typer.echo(_(words, name=name), err=True)
    told = [_("{events} taken in", events=_events(done.taken)) if done.taken else _("nothing new")]
    if sends:
        told.append(_("{events} sent", events=_events(done.sent)) if done.sent else _("nothing to send"))
    typer.echo(_("{what}; {events} in all.", what=", ".join(told), events=_events(done.events)))


def _events(number: int) -> str:
    return _n("{count} event", "{count} events", number)
