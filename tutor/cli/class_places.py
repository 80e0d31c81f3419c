"""What the commands of a class have in common: its folder, its file, who is meant, trouble in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassFolder
    from tutor.classroom.roster import Person

Class = Annotated[Path | None, typer.Option("--class", metavar="FOLDER", help="The class's folder, if it isn't here.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]


@contextmanager
def told() -> Iterator[None]:
    """Trouble with a class ends the command with its sentence."""
    import sqlite3

    from tutor.classroom.folder import ClassTrouble
    from tutor.cli.opening import CannotOpen

    try:
        yield
    except (ClassTrouble, CannotOpen) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem
    except sqlite3.Error as problem:
        typer.echo(f"The class's file can't be used: {problem}. Nothing was changed.", err=True)
        raise typer.Exit(1) from problem


@contextmanager
def opened(path: Path | None) -> Iterator[tuple[ClassFolder, ClassBook]]:
    """A class's folder with its file, while they are used."""
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import find
    from tutor.classroom.roster import is_lost
    from tutor.packs.problems import quoted

    with told():
        folder = find(path)
        if is_lost(folder.path):
            what = f"There is no roster.csv in {quoted(folder.path, 200)} any more"
            typer.echo(f"{what}: codes stand for names. Take it from a copy.", err=True)
        with ClassBook.open(folder.book, folder.card.id) as book:
            yield folder, book


def today() -> date:
    """The day where the teacher is."""
    from tutor.cli.opening import local_time

    return local_time().date()


def meant(folder: ClassFolder, people: Sequence[Person], codes: Sequence[str], wanted: str) -> str:
    """The code that is meant by a code or a name. Raises `ClassTrouble`."""
    from tutor.classroom.folder import ClassTrouble
    from tutor.classroom.roster import called, near_names
    from tutor.core.classroom.codes import read_code
    from tutor.packs.problems import quoted

    code = read_code(wanted)
    known = {person.code for person in people} | set(codes)
    if code is not None and code in known:
        return code
    word = wanted.strip().casefold()
    found = [person for person in people if word and word in person.name.casefold()]
    exact = [person for person in found if person.name.casefold() == word]
    if len(exact or found) == 1:
        return (exact or found)[0].code
    if found:
        names = ", ".join(called(found[:6]).values())
        raise ClassTrouble(f"{quoted(wanted, 60)} may be {names}; write the whole name or the code.", 2)
    near = near_names(word, [person.name for person in people])
    hint = f"; did you mean {' or '.join(near)}?" if near else "."
    raise ClassTrouble(f"Nobody in {quoted(folder.card.title, 60)} is called {quoted(wanted, 60)}{hint}", 2)


def on_a_terminal() -> bool:
    """Whether somebody sits there who could be asked."""
    return sys.stdin.isatty()
