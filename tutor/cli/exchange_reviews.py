"""What was answered elsewhere goes into the file: `tutor import --with-reviews`, `tutor data import LOG.csv`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tutor.packs.problems import visible

_CARD = re.compile(r"\bcid:(\d{1,19})$")

if TYPE_CHECKING:
    from tutor.exchange.brought import Brought, Review
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

    course = _added(place)
    with told():
        path = path_of(learner, learner_file)
        path.parent.mkdir(parents=True, exist_ok=True)
        with Rebuilding() as progress:
            opened = open_session([course], file=str(path), progress=progress)
            try:
                taken, _ = taken_by(opened.session, course, brought.reviews, brought.put_away, progress)
            finally:
                opened.close()
    say_taken(taken, path, course, json=json)


def say_taken(taken: Taken, path: Path, course: str, *, json: bool) -> None:
    """What became of the answers, and where it goes on."""
    from tutor.cli.saying import say_json

    if json:
        say_json({"learner_file": str(path), "course": course, "reviews": taken})
        return
    for line in _lines(taken, visible(path.stem), course):
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
    typer.echo(f"Added to the library as {added.course.id}.", err=True)
    return added.course.id


def taken_by(
    session: Session, course: str, reviews: Sequence[Review], away: Sequence[str], progress: Progress
) -> tuple[Taken, Counter[str]]:
    """What the learner's file took in of answers to a course's items, and how often names were met that it has not.

    An item is named by its full id, by its skill and id, or by its id alone where only one has it; a card of Anki by
    the number that Anki gave it, which the item's `source` keeps.
    """
    from tutor.study.elsewhere import Elsewhere, take_over

    full = _full_ids(session, course, cards=any(one.question.isdecimal() for one in reviews))
    answers = [
        Elsewhere(full[one.question], one.at, one.rating, one.seconds, one.first)
        for one in reviews
        if full.get(one.question)
    ]
    items = [full[one] for one in away if full.get(one)]
    unknown = Counter(one.question for one in reviews if not full.get(one.question))
    return take_over(session.desk, answers, items, zone=_here, progress=progress), unknown


def _full_ids(session: Session, course: str, *, cards: bool) -> dict[str, str]:
    """The full id by each name of an item; "" for an id that several have. `cards`: by numbers of Anki, too."""
    shelf, found = session.desk.shelf, dict[str, str]()
    for skill in shelf.skills(course):
        for ref in shelf.items(skill.id, 0, skill.item_count):
            _course, inner = ref.id.split("/", 1)
            own = ref.id.rpartition("/")[2]
            found |= {ref.id: ref.id, inner: ref.id, own: "" if own in found else ref.id}
            item = shelf.item(ref.id) if cards else None
            if item is not None and (number := _CARD.search(item.source)):
                found[number[1]] = ref.id
    return found


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
    return [*lines, f"tutor study {visible(course, 200)} goes on from there."]
