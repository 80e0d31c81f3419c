"""`tutor inbox`: what came from a teacher, and words back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile
from tutor.language import _

if TYPE_CHECKING:
    from tutor.study.classes.inbox import Inbox
    from tutor.study.session import Session


def inbox(
    write: Annotated[str, typer.Option("--write", metavar="TEXT", help="Write to your teacher.")] = "",
    reply: Annotated[int, typer.Option("--reply", metavar="N", min=0, help="As an answer to note N.")] = 0,
    later: Annotated[int, typer.Option("--later", metavar="N", min=0, help="Put task N off.")] = 0,
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Until when, like 2027-02-05.")] = "",
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, for your teacher.")] = "",
    to: Annotated[str, typer.Option("--class", metavar="CLASS", help="Which class, if you are in several.")] = "",
    json: Json = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
) -> None:
    """Tasks and notes from your teacher. What you write goes along with your next hand-in."""
    from tutor.cli.class_learner import learning
    from tutor.study.classes import inbox as inboxes
    from tutor.study.classes.handing import class_of

    with learning(learner, learner_file) as session:
        found = inboxes.inbox(session.desk)
        if later:
            task = found.tasks[_index(later, len(found.tasks), _("task"))]
            inboxes.put_off(session.desk, task.id, _day(until), because)
            typer.echo(_("Put off until {day}; your teacher reads why with your next hand-in.", day=until))
            return
        if write:
            note = found.notes[_index(reply, len(found.notes), _("note"))] if reply else None
            row = class_of(session.desk, to or (note.class_title if note else ""))
            inboxes.write_teacher(session.desk, row, write, reply_to=note.id if note else "")
            typer.echo(_("Kept; it goes with your next hand-in: tutor handin"))
            return
        _say(session, found, json=json)
        inboxes.read_notes(session.desk)


def _index(number: int, count: int, what: str) -> int:
    if not 1 <= number <= count:
        typer.echo(_("There is no {what} {number}; `tutor inbox` lists them.", what=what, number=number), err=True)
        raise typer.Exit(2)
    return number - 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        typer.echo(_("Say until when with --until, like --until 2027-02-05."), err=True)
        raise typer.Exit(2) from problem


def _say(session: Session, found: Inbox, *, json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.present.inbox import lines

    if json:
        for thing in (*found.tasks, *found.notes):
            say_json(thing)
        return
    for line in lines(found, session.desk.now().date()):
        typer.echo(line)
