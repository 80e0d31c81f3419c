"""`tutor class work` and `mark`: what learners chose to show, and a teacher's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, Json, meant, opened, today

if TYPE_CHECKING:
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassFolder
    from tutor.classroom.work import Work

Number = Annotated[int, typer.Argument(metavar="N", min=1, help="Its number in `tutor class work`.")]


def work(
    number: Annotated[int, typer.Argument(metavar="[N]", min=0, help="Show this one whole.")] = 0,
    place: Class = None,
    json: Json = False,
) -> None:
    """What learners chose to show: projects, texts they wrote, entries of their journals, goals."""
    from tutor.classroom.roster import called, read
    from tutor.classroom.work import handed_in
    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    with opened(place) as (folder, book):
        found, names = handed_in(folder, book), called(read(folder.path))
    if json:
        for one in found:
            say_json(one)
        return
    if number:
        _show(_nth(found, number), names)
        return
    for place_, one in enumerate(found, 1):
        marked = "  (marked)" if one.marked else ""
        with_ = f"  (the same text as {', '.join(names.get(code, code) for code in one.alike)})" if one.alike else ""
        typer.echo(visible(f"{place_:>3}  {names.get(one.code, one.code)}, {one.day}: {one.what}{marked}{with_}", 300))
    if not found:
        typer.echo("Nobody chose to show any work yet: that is level 3 of a hand-in.")


def mark(
    number: Number,
    levels: Annotated[
        str, typer.Option("--levels", metavar="2,3", help="For each criterion the number of its level, from 1.")
    ] = "",
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="What you say to it.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Your name, as learners read it.")] = "",
    group: Annotated[bool, typer.Option("--group", help="The same for all who handed in the same text.")] = False,
    also: Annotated[
        list[str] | None, typer.Option("--also", metavar="WHO", help="The same for this learner's piece of it.")
    ] = None,
    place: Class = None,
) -> None:
    """Rate a project by its rubric, or say something to it; it goes with the next hand-out into the portfolio.

    At the highest level throughout it stands for the mastery quiz of the project's skills.
    """
    import random

    from tutor.classroom.coaching import mark as keep
    from tutor.classroom.roster import called, read
    from tutor.classroom.work import handed_in, levels_of

    with opened(place) as (folder, book):
        found = handed_in(folder, book)
        one = _nth(found, number)
        chosen = levels_of(one, levels, words)
        members = _group(folder, book, found, one, also or [], same_text=group)
        for each in members:
            keep(book, each.code, each.id, chosen, words, name, today(), random.SystemRandom())
        names = called(read(folder.path))
    who = ", ".join(names.get(each.code, each.code) for each in members)
    typer.echo(f"Kept for {who}: {one.what}; it goes with the next hand-out: tutor class handout")


def _group(
    folder: ClassFolder, book: ClassBook, found: list[Work], one: Work, also: list[str], *, same_text: bool
) -> list[Work]:
    """This piece and those of the others that are meant. Raises `ClassTrouble`."""
    from tutor.classroom.folder import ClassTrouble
    from tutor.classroom.roster import called, read
    from tutor.classroom.work import newest_of, newest_of_group

    people = read(folder.path)
    members = {one.code: one}
    if same_text:
        members |= {other.code: other for other in newest_of_group(found, one)}
    for word in also:
        code = meant(folder, people, list(book.learners()), word)
        piece = newest_of(found, one, code)
        if piece is None:
            raise ClassTrouble(f"{called(people).get(code, code)} handed in no piece for this project.", 2)
        members.setdefault(code, piece)
    return list(members.values())


def _nth(found: list[Work], number: int) -> Work:
    from tutor.classroom.folder import ClassTrouble

    if not 1 <= number <= len(found):
        raise ClassTrouble(f"There is no work {number}; `tutor class work` lists them.", 2)
    return found[number - 1]


def _show(one: Work, names: dict[str, str]) -> None:
    from tutor.packs.problems import visible

    typer.echo(visible(f"{names.get(one.code, one.code)}, {one.day}: {one.what}", 300))
    for line in one.text.splitlines():
        typer.echo(f"  {visible(line, 2_000)}")
    for place, criterion in enumerate(one.rubric):
        own = one.criteria[place] if place < len(one.criteria) else None
        typer.echo(f"\n{criterion.criterion}")
        for level, told in enumerate(criterion.levels):
            typer.echo(f"  {level + 1}  {told}{'   (their own rating)' if level == own else ''}")
