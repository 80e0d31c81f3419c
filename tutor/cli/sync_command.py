"""`tutor sync` and `tutor data import`: what you did on another computer, brought together with what you did here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile, opened, path_of, told
from tutor.cli.saying import agreed

if TYPE_CHECKING:
    from tutor.store.book import Book
    from tutor.store.sync import Synced

Join = Annotated[
    bool, typer.Option("--join", help="What is there is mine as well: bring it together with what is here.")
]
READING = "Bringing together what you did"


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
    from tutor.store import sync as syncing

    def step(book: Book, joined: bool) -> Synced:
        from tutor.cli.rebuilding import Rebuilding

        with Rebuilding(READING) as progress:
            return syncing.sync(book, folder, join=joined, progress=progress)

    _bring_together(path_of_told(learner, learner_file), step, join, json, folder)


def take_in(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A learner's file, a backup, or tutor-….jsonl of an export.")
    ],
    join: Join = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    json: Json = False,
) -> None:
    """Take in what another file of the same learner has and this one has not; a backup is made first."""
    from tutor.store import sync as syncing

    def step(book: Book, joined: bool) -> Synced:
        from tutor.cli.rebuilding import Rebuilding

        with Rebuilding(READING) as progress:
            return syncing.take_in(book, file, join=joined, progress=progress)

    _bring_together(path_of_told(learner, learner_file), step, join, json, None)


def path_of_told(learner: str, learner_file: Path | None) -> Path:
    """Where the learner's file lies; trouble with its name ends the command."""
    with told():
        return path_of(learner, learner_file)


def _bring_together(
    path: Path, step: Callable[[Book, bool], Synced], join: bool, json: bool, folder: Path | None
) -> None:
    from tutor.store.sync import OtherLearner
    from tutor.store.trouble import StoreTrouble

    with told(), opened(path, new=True) as book:
        try:
            done = step(book, join)
        except OtherLearner as other:
            if not (other.alone and other.fresh and asks()):
                raise
            typer.echo(f"{folder or 'The file'} holds what one learner did, and here is nothing yet.", err=True)
            if not agreed("Is that you, and shall all of it be taken over?", otherwise="--join says yes at once"):
                typer.echo("Nothing was changed.", err=True)
                raise typer.Exit(1) from other
            done = step(book, True)
        try:
            book.keep()
        except StoreTrouble as problem:
            typer.echo(f"No backup was made. {problem}", err=True)
    _say(done, json, folder)


def asks() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def _say(done: Synced, json: bool, folder: Path | None) -> None:
    from msgspec.structs import asdict

    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    if json:
        say_json(asdict(done) | {"backup": str(done.backup) if done.backup else None})
        return
    for each in done.troubles:
        where = visible(each.file, 200) + (f", line {each.line}" if each.line else "")
        rest = "; what comes before it was taken, the rest not" if each.line > 1 else ""
        typer.echo(f"{where}: {visible(each.why, 300)}{rest}.", err=True)
    for name in done.branches:
        typer.echo(f"A copy had gone on under the same name; all of it is kept, its part as device {name}.", err=True)
    taken = f"{_events(done.taken)} taken in" if done.taken else "nothing new"
    sent = f", {_events(done.sent)} sent" if done.sent else ", nothing to send" if folder else ""
    typer.echo(f"{taken}{sent}; {_events(done.events)} in all.")


def _events(number: int) -> str:
    return f"{number} event{'s' * (number != 1)}"
