"""`tutor class add | forget`: who is in a class, after it was made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, meant, opened, today

if TYPE_CHECKING:
    from tutor.classroom.roster import Person

SHOWN = 3


def read_as(names: Sequence[str]) -> str:
    """How the first names of a list were read, so that a wrong column is seen at once."""
    from tutor.packs.problems import visible

    shown = "; ".join(visible(name, 60) for name in names[:SHOWN])
    return f"The names were read as: {shown}{'; …' if len(names) > SHOWN else '.'}"


def add(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Who comes to the class.")],
    code: Annotated[
        str, typer.Option("--code", metavar="CODE", help="The code that one learner has already, from joining.")
    ] = "",
    place: Class = None,
) -> None:
    """Put learners on the class's list, each with a code; the slips are written anew.

    With --code, somebody who joined without a slip gets a name, and who was forgotten may hand in again.
    """
    import random

    from tutor.classroom import roster as rosters
    from tutor.classroom.folder import ClassTrouble, one_line
    from tutor.classroom.name_lists import LONGEST_NAME, MOST
    from tutor.core.classroom.codes import shown
    from tutor.packs.problems import visible

    with opened(place) as (folder, book):
        people = rosters.read(folder.path)
        plain = [name for name in (one_line(name, LONGEST_NAME) for name in names) if name]
        if not plain or len(people) + len(plain) > MOST:
            raise ClassTrouble(f"Say who comes to the class: a name each, {MOST:,} learners at most.", 2)
        if code:
            new = [rosters.Person(_free(code, people, len(plain)), plain[0])]
        else:
            new = rosters.draw(plain, random.SystemRandom(), [*people, *map(rosters.Person, book.learners())])
        rosters.write(folder.path, [*people, *new], folder.card.title)
        with book.changing():
            for person in new:
                book.let_in_again(person.code)
    for person in new:
        typer.echo(visible(f"{shown(person.code)}  {person.name}", 200))
    typer.echo("They are on the list, and their slips in slips.txt.")


def _free(code: str, people: Sequence[Person], names: int) -> str:
    """A code typed by the teacher, which nobody on the list has. Raises `ClassTrouble`."""
    from tutor.classroom.folder import ClassTrouble
    from tutor.core.classroom.codes import read_code
    from tutor.packs.problems import quoted

    found = read_code(code)
    if found is None:
        raise ClassTrouble(f"{quoted(code, 40)} is no code: nine letters like KTRW-BHSL-S, and one is mistyped.", 2)
    if names != 1:
        raise ClassTrouble("A code is for one learner: give one name with --code.", 2)
    if any(person.code == found for person in people):
        raise ClassTrouble(f"{quoted(code, 40)} is on the list already; change the name in roster.csv.", 2)
    return found


def forget(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A code or a name.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    place: Class = None,
) -> None:
    """Delete all that is kept about a learner.

    Only a hash of the code is kept, so that no file of theirs is collected again. Files that were handed in and lie
    elsewhere are yours to delete.
    """
    from tutor.classroom import roster as rosters
    from tutor.cli.saying import agreed

    with opened(place) as (folder, book):
        people = rosters.read(folder.path)
        code = meant(folder, people, list(book.learners()), who)
        name = rosters.called(people).get(code, code)
        if not yes and not agreed(f"Delete all about {name}? There is no way back.", otherwise="--yes says yes"):
            raise typer.Exit(1)
        with book.changing():
            book.forget(code, all_of_it=True)
            book.keep_out(code, today().isoformat())
        book.db.execute("vacuum")
        kept = [person for person in people if person.code != code]
        if len(kept) != len(people):
            rosters.write(folder.path, kept, folder.card.title)
    typer.echo(f"Deleted: {name} is not in this class any more, nor anything they handed in.")
    typer.echo("Hand-ins that still lie somewhere are refused from now on; delete them, too.")
