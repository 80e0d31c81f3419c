"""`tutor import --with-reviews`: what the learner answered elsewhere goes into their file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tutor.exchange.brought import Brought
    from tutor.store.refold import Progress
    from tutor.study.elsewhere import Taken
    from tutor.study.session import Session


def take_reviews(brought: Brought, place: Path, learner: str, learner_file: Path | None, *, json: bool) -> None:
    """Put the pack of what was brought into the library, as `tutor add` does, and its reviews into the learner's file.

    The course is then one that the learner has begun. A second time the same reviews change nothing.
    """
    from tutor.cli.data_places import path_of, told
    from tutor.cli.opening import open_session
    from tutor.cli.rebuilding import Rebuilding
    from tutor.cli.saying import say_json

    course = _added(place)
    with told():
        path = path_of(learner, learner_file)
        path.parent.mkdir(parents=True, exist_ok=True)
        with Rebuilding() as progress:
            opened = open_session([course], file=str(path), progress=progress)
            try:
                taken = _taken(brought, opened.session, course, progress)
            finally:
                opened.close()
    if json:
        say_json({"learner_file": str(path), "course": course, "reviews": taken})
        return
    for line in _lines(taken, learner if learner_file is None else path.name, course):
        typer.echo(line, err=True)


def _added(place: Path) -> str:
    """The course's id, once it is in the library."""
    from tutor.cli.library_commands import the_library
    from tutor.cli.places import kept_folder, signers_file
    from tutor.cli.saying import say_problems
    from tutor.packs.keeping import add

    added = add(the_library(), place, kept_folder(), signers=signers_file())
    if added.course is None:
        say_problems(added.problems, json=False, err=True)
        typer.echo("The pack is written, but not in the library; so its reviews were not taken over.", err=True)
        raise typer.Exit(1)
    return added.course.id


def _taken(brought: Brought, session: Session, course: str, progress: Progress) -> Taken:
    from tutor.study.elsewhere import Elsewhere, take_over

    shelf, full = session.desk.shelf, dict[str, str]()
    for skill in shelf.skills(course):
        full |= {ref.id.rpartition("/")[2]: ref.id for ref in shelf.items(skill.id, 0, skill.item_count)}
    answers = [
        Elsewhere(full[one.question], one.at, one.rating, one.seconds, one.first)
        for one in brought.reviews
        if one.question in full
    ]
    away = [full[one] for one in brought.put_away if one in full]
    return take_over(session.desk, answers, away, zone=_here, progress=progress)


def _here(at: int) -> datetime:
    """A moment as the clock of this computer showed it then."""
    from tutor.core.day import moment

    return moment(at, 0).astimezone()


def _lines(taken: Taken, learner: str, course: str) -> list[str]:
    lines = [
        f"Answers taken over into the file of learner {learner}: {taken.new:,} ({taken.known:,} were there already)."
    ]
    if taken.overtaken:
        lines.append(f"Left out, since their questions were answered here afterwards: {taken.overtaken:,}.")
    if taken.ahead:
        lines.append(f"Left out, since their time has not come yet: {taken.ahead:,}.")
    if taken.put_away:
        lines.append(f"Put away, since they were suspended: {taken.put_away:,}.")
    return [*lines, f"The course is in the library; tutor study {course} goes on from there."]
