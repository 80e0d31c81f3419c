"""`tutor class note | assign | messages`: words and tasks to learners, and what they wrote."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, Json, meant, opened, today

if TYPE_CHECKING:
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassFolder
    from tutor.core.classroom.handout import NoteLine

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
    from typing import cast

    from tutor.classroom import coaching
    from tutor.classroom.folder import ClassTrouble
    from tutor.classroom.roster import called, read
    from tutor.classroom.words import about_meant
    from tutor.core.classroom.handout import NoteKind

    with opened(place) as (folder, book):
        if kind not in coaching.KINDS:
            raise ClassTrouble(f"--kind is one of: {', '.join(coaching.KINDS)}.", 2)
        people = read(folder.path)
        if list_all:
            _list_notes(coaching.notes(book), called(people), json=json)
            return
        if drop:
            coaching.drop_note(book, drop)
            typer.echo("Dropped: it goes with no further hand-out. Who has it already keeps it.")
            return
        codes = [] if who else _codes(folder, book, to or [])
        item = about_meant(folder, about.strip())
        if who:
            item, _equals, answer = who.partition("=")
            codes = _who_gave(book, item.strip(), answer)
            item = item.strip()
        if not codes:
            raise ClassTrouble("Say to whom: --to WHO, --to everybody, or --who ITEM=ANSWER.", 2)
        kept = coaching.note(
            book, codes, text, today(), random.SystemRandom(), kind=cast(NoteKind, kind), about=item, reply_to=reply
        )
        names = called(people)
    told = ALL if codes == [""] else ", ".join(names.get(code, code) for code in codes)
    typer.echo(f"Kept for {told} ({kept}); it goes with the next hand-out: tutor class handout")


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


def _who_gave(book: ClassBook, item: str, answer: str) -> list[str]:
    from tutor.classroom.coaching import answers_to, who_gave
    from tutor.classroom.folder import ClassTrouble
    from tutor.packs.problems import quoted

    codes = who_gave(book, item, answer)
    if not codes:
        given = answers_to(book, item)
        listed = "; ".join(f"{quoted(choice, 40)} ({count})" for choice, count in given)
        more = f" Answers to it: {listed}." if given else " Nobody answered it so that it could be told."
        raise ClassTrouble(f"Nobody gave the answer {quoted(answer, 40)} to {quoted(item, 80)}.{more}", 2)
    return codes


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
    drop: Annotated[str, typer.Option("--drop", metavar="ID", help="Take this task back.")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="List the tasks.")] = False,
    place: Class = None,
    json: Json = False,
) -> None:
    """Set a task; it goes with the next hand-out, beside the learners' own goals and never above them."""
    import random

    from tutor.classroom import coaching
    from tutor.classroom.folder import ClassTrouble, one_line
    from tutor.classroom.words import course_meant, items_meant, skills_meant
    from tutor.cli.saying import say_json
    from tutor.core.classroom.handout import TaskLine

    with opened(place) as (folder, book):
        if list_all:
            for task in coaching.tasks(book):
                if json:
                    say_json(task)
                else:
                    typer.echo(f"{task.id}  {task.title}{f', due {task.due}' if task.due else ''}")
            return
        if drop:
            typer.echo(f"Taken back: {coaching.drop(book, drop).title}. Learners see it with the next hand-out.")
            return
        first, last = _day(since), _day(due)
        if last and last < today().isoformat():
            raise ClassTrouble(f"{last} is past; a task is due on a day to come.", 2)
        chosen = [bool(skills), bool(items), bool(minutes)]
        if sum(chosen) != 1 or not one_line(title):
            raise ClassTrouble("Give it a title and one of --skills, --items, --minutes.", 2)
        if course and not minutes:
            raise ClassTrouble("--course goes with --minutes; skills and questions say their course themselves.", 2)
        task = TaskLine(
            id=f"{random.SystemRandom().getrandbits(48):012x}",
            title=one_line(title),
            target="skills" if skills else "items" if items else "minutes",
            course=course_meant(folder, course) if minutes else "",
            skills=skills_meant(folder, skills) if skills else [],
            items=items_meant(folder, items) if items else [],
            minutes=minutes,
            since=first,
            due=last,
            optional=optional,
        )
        coaching.assign(book, task)
    typer.echo(f"Set: {task.title} ({task.id}); it goes with the next hand-out: tutor class handout")


def _day(text: str) -> str:
    from tutor.classroom.folder import ClassTrouble
    from tutor.packs.problems import quoted

    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as problem:
        raise ClassTrouble(f"{quoted(text, 40)} is no day; write it like 2027-02-05.", 2) from problem


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
