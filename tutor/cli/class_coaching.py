"""`tutor class note | assign | messages`: words and tasks to learners, and what they wrote."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, Json, meant, opened, today

if TYPE_CHECKING:
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassFolder
    from tutor.core.classroom.handout import NoteLine, TaskLine

ALL = "everybody"


def note(
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="What to say.")] = "",
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="WHO", help="A code or a name; `everybody` for all.")
    ] = None,
    who: Annotated[
        str, typer.Option("--who", metavar="ITEM=ANSWER", help="Everybody who gave this answer to this question.")
    ] = "",
    kind: Annotated[str, typer.Option("--kind", help="note, praise, question, essential, tip or answer.")] = "note",
    about: Annotated[str, typer.Option("--about", metavar="ID", help="The skill or item it is about.")] = "",
    reply: Annotated[str, typer.Option("--reply", metavar="ID", help="The message it answers.")] = "",
    drop: Annotated[str, typer.Option("--drop", metavar="ID", help="Take this note out of further hand-outs.")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="List the notes, with whom they are for.")] = False,
    place: Class = None,
    json: Json = False,
) -> None:
    """Write a note; it goes with the next hand-out."""
    import random

    from tutor.classroom import coaching, writing_back
    from tutor.classroom.folder import ClassTrouble
    from tutor.classroom.roster import called, read

    with opened(place) as (folder, book):
        people = read(folder.path)
        if list_all:
            _list_notes(coaching.notes(book), called(people), json=json)
            return
        if drop:
            coaching.drop_note(book, drop)
            typer.echo("Dropped: it goes with no further hand-out. Who has it already keeps it.")
            return
        item, _equals, answer = who.partition("=")
        item = item.strip()
        codes = writing_back.givers(book, item, answer) if who else _codes(folder, book, to or [])
        if not codes:
            raise ClassTrouble("Say to whom: --to WHO, --to everybody, or --who ITEM=ANSWER.", 2)
        chance, day = random.SystemRandom(), today()
        kept = writing_back.write_note(
            folder, book, codes, text, day, chance, kind=kind, about=item or about, reply_to=reply
        )
        names = called(people)
    typer.echo(f"Kept for {_whom(codes, names)} ({kept}); {writing_back.NEXT}")


def _whom(codes: Collection[str], names: dict[str, str]) -> str:
    return ALL if "" in codes or not codes else ", ".join(sorted(names.get(code, code) for code in codes))


def _list_notes(found: list[tuple[str, NoteLine]], names: dict[str, str], *, json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    for code, line in found:
        if json:
            say_json({"code": code, "note": line})
            continue
        whom = names.get(code, code) or ALL
        about = f", about {line.about}" if line.about else ""
        typer.echo(visible(f"{line.id}  {line.day}  {whom}{about} ({line.kind}): {line.text}", 300))
    if not found and not json:
        typer.echo("There are no notes.")


def _codes(folder: ClassFolder, book: ClassBook, wanted: list[str]) -> list[str]:
    from tutor.classroom.roster import read

    if any(one.strip().casefold() == ALL for one in wanted):
        return [""]
    people, known = read(folder.path), list(book.learners())
    return list(dict.fromkeys(meant(folder, people, known, one) for one in wanted))


def assign(
    title: Annotated[str, typer.Argument(metavar="[TITLE]", help="What the task is called.")] = "",
    skills: Annotated[
        str, typer.Option("--skills", metavar="A,B", help="Skills to learn: course/skill, or course/*.")
    ] = "",
    items: Annotated[str, typer.Option("--items", metavar="A,B", help="Questions to answer: course/skill/item.")] = "",
    minutes: Annotated[int, typer.Option("--minutes", min=0, max=10_000, help="Minutes to study.")] = 0,
    course: Annotated[str, typer.Option("--course", metavar="ID", help="Of which course, with --minutes.")] = "",
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The day it begins, like 2027-02-01.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="The day it is due.")] = "",
    optional: Annotated[bool, typer.Option("--optional", help="For those who like.")] = False,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="WHO", help="For this learner alone: a code or a name.")
    ] = None,
    drop: Annotated[str, typer.Option("--drop", metavar="ID", help="Take this task back.")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="List the tasks.")] = False,
    place: Class = None,
    json: Json = False,
) -> None:
    """Set a task; it goes with the next hand-out, beside the learners' own goals and never above them."""
    import random

    from tutor.classroom import coaching, writing_back
    from tutor.classroom.roster import called, read

    with opened(place) as (folder, book):
        names = called(read(folder.path))
        if list_all:
            _list_tasks(coaching.tasks(book), coaching.whose(book), names, json=json)
            return
        if drop:
            typer.echo(f"Taken back: {coaching.drop(book, drop).title}. Learners see it with the next hand-out.")
            return
        wish = writing_back.Wish(
            title=title,
            skills=skills,
            items=items,
            minutes=minutes,
            course=course,
            since=since,
            due=due,
            optional=optional,
        )
        codes = [code for code in _codes(folder, book, to or []) if code]
        task = writing_back.set_task(folder, book, wish, today(), random.SystemRandom(), codes)
    whom = f" for {_whom(codes, names)}" if codes else ""
    typer.echo(f"Set{whom}: {task.title} ({task.id}); {writing_back.NEXT}")


def _list_tasks(found: list[TaskLine], whose: dict[str, set[str]], names: dict[str, str], *, json: bool) -> None:
    from msgspec import to_builtins

    from tutor.cli.saying import say_json

    for task in found:
        if json:
            say_json({**to_builtins(task), "for": sorted(whose.get(task.id, ()))})
            continue
        whom = f", for {_whom(whose[task.id], names)}" if task.id in whose else ""
        typer.echo(f"{task.id}  {task.title}{f', due {task.due}' if task.due else ''}{whom}")


def messages(place: Class = None, json: Json = False) -> None:
    """What learners wrote to you, tasks they put off, and answers that should count, they say."""
    from tutor.classroom.roster import called, read
    from tutor.classroom.words import letters
    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    with opened(place) as (folder, book):
        names = called(read(folder.path))
        found = letters(book)
        with book.changing():
            book.db.execute("update message set seen = 1")
    for letter in found:
        if json:
            say_json(letter)
            continue
        new = " (new)" if letter.new else ""
        typer.echo(f"{names.get(letter.code, letter.code)}, {letter.day}{new}: {letter.what}  [{letter.id}]")
        for line in letter.text.splitlines():
            typer.echo(f"  {visible(line, 300)}")
    if not found and not json:
        typer.echo("Nobody wrote anything yet.")
    if found and not json:
        typer.echo('Answer with: tutor class note "…" --to WHO --reply ID')


def talked(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A code or a name.")],
    days: Annotated[int, typer.Option("--days", min=1, max=100, help="For how many days.")] = 7,
    place: Class = None,
) -> None:
    """Note that you talked to somebody: they stay off the list of those who need a look for some days."""
    from datetime import timedelta

    from tutor.classroom.coaching import wait
    from tutor.classroom.roster import called, read

    with opened(place) as (folder, book):
        people = read(folder.path)
        code = meant(folder, people, list(book.learners()), who)
        until = today() + timedelta(days=days)
        wait(book, code, until)
        name = called(people).get(code, code)
    typer.echo(f"{name} is off the list until {until.isoformat()}.")
