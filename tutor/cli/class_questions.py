"""`tutor class questions`: what learners wrote for each other, looked at, handed out, judged by answers."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, Json, opened

if TYPE_CHECKING:
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassFolder
    from tutor.classroom.questions import Asked, Opinions
    from tutor.core.classroom.questions import OwnQuestion

STATES = {"new": "new", "passed": "handed out", "left": "left out", "promoted": "in the course"}


def questions(
    show: Annotated[str, typer.Option("--show", metavar="ID", help="This one whole, with what is to mend.")] = "",
    hand_out: Annotated[
        list[str] | None, typer.Option("--hand-out", metavar="ID", help="Let it go with the next hand-out.")
    ] = None,
    leave: Annotated[str, typer.Option("--leave", metavar="ID", help="Leave it out; say why with --why.")] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="What its learner reads about it.")] = "",
    edit: Annotated[str, typer.Option("--edit", metavar="ID", help="Put it into other words, in $EDITOR.")] = "",
    promote: Annotated[
        str, typer.Option("--promote", metavar="ID", help="Print it as an item for the course's own pack.")
    ] = "",
    place: Class = None,
    json: Json = False,
) -> None:
    """Questions that learners wrote for the class.

    Look at each, mend it, hand it out or leave it out. Those handed out are a pack of their own: answers to them touch
    no skill of a course. Classmates say whether a question is clear, right, hard; with five answers and four of five
    that call it right it is ready for the course.
    """
    from tutor.classroom import questions as asking
    from tutor.classroom.roster import called, read

    with opened(place) as (folder, book):
        found = asking.asked(book)
        names = called(read(folder.path))
        if show:
            _show(folder, asking.one_of(found, show), asking.opinions(folder, book), names)
        elif hand_out:
            _hand_out(folder, book, [asking.one_of(found, wanted) for wanted in hand_out])
        elif leave:
            _leave(book, asking.one_of(found, leave), why)
        elif edit:
            asking.edit(book, asking.one_of(found, edit), _edited(asking.one_of(found, edit).question))
            typer.echo("Kept in your words.")
        elif promote:
            one = asking.one_of(found, promote)
            asking.decide(book, one, "promoted")
            _promote(one)
        else:
            _list(found, asking.opinions(folder, book), names, json=json)


def _list(found: Sequence[Asked], came: Mapping[str, Opinions], names: Mapping[str, str], *, json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    for one in found:
        told = came[one.item]
        if json:
            say_json({"question": one, "opinions": told, "ready": told.ready})
            continue
        who = names.get(one.code, one.code)
        typer.echo(visible(f"{one.id[:8]}  {STATES[one.state]}  {who}, {one.skill}: {one.question.ask}", 300))
        if one.state == "passed":
            typer.echo(f"          {_came(told)}")
    if not found and not json:
        typer.echo("Nobody wrote a question yet. Learners do with `tutor question new SKILL`, or q in their inbox.")


def _came(told: Opinions) -> str:
    if not told.answered and not told.said:
        return "nobody answered it yet"
    right = f"{told.answered} answered it, {round(100 * told.share)} % of the points at first tries"
    said = f"of {told.said} who say something {told.right} call it right, {told.clear} clear, {told.hard} hard"
    ready = "; ready for the course: --promote" if told.ready else ""
    return f"{right}; {said}{ready}" if told.said else f"{right}; nobody said what they think of it"


def _show(folder: ClassFolder, one: Asked, came: Mapping[str, Opinions], names: Mapping[str, str]) -> None:
    from tutor.packs.problems import visible

    typer.echo(f"{one.id}  {STATES[one.state]}  by {names.get(one.code, one.code)}, about {one.skill}")
    if one.why:
        typer.echo(visible(f"You wrote: {one.why}", 600))
    typer.echo(_as_yaml(_item(one)).rstrip())
    told = came[one.item]
    typer.echo(_came(told))
    for sentence in told.sentences:
        typer.echo(visible(f"  “{sentence}”", 600))
    for line in _problems(folder, one):
        typer.echo(line)


def _hand_out(folder: ClassFolder, book: ClassBook, chosen: Sequence[Asked]) -> None:
    from tutor.classroom import questions as asking
    from tutor.classroom.folder import ClassTrouble

    for one in chosen:
        wrong = [line for line in _problems(folder, one) if line.startswith("error")]
        if wrong:
            raise ClassTrouble("\n".join([*wrong, f"Mend it first: tutor class questions --edit {one.id[:8]}"]))
        asking.decide(book, one, "passed")
    typer.echo(f"To go with the next hand-out: {len(chosen)}. Write it with: tutor class handout")


def _leave(book: ClassBook, one: Asked, why: str) -> None:
    import random

    from tutor.classroom import coaching
    from tutor.classroom import questions as asking
    from tutor.cli.class_places import today

    asking.decide(book, one, "left", why)
    if why:
        text = f"About your question “{one.question.ask[:200]}”: {why}"
        coaching.note(book, [one.code], text, today(), random.SystemRandom(), about=one.skill)
    typer.echo("Left out; its learner reads why with the next hand-out." if why else "Left out.")


def _promote(one: Asked) -> None:
    typer.echo(_as_yaml([_item(one)]), nl=False)
    typer.echo(f"Put this under `items:` of the skill {one.skill}, then `tutor pack check` it.", err=True)


def _item(one: Asked) -> dict[str, object]:
    from tutor.core.classroom.questions import as_item

    return as_item(one.question, one.item, one.rev)


def _as_yaml(data: object) -> str:
    from tutor.exchange.yaml_writing import written

    return written(data)


def _edited(question: OwnQuestion) -> OwnQuestion:
    """The question as it comes out of the editor. Raises `ClassTrouble`."""
    import msgspec
    import yaml

    from tutor.classroom.folder import ClassTrouble
    from tutor.core.classroom.questions import OwnQuestion as Question
    from tutor.plain.editing import CannotEdit, edited

    try:
        text = edited(_as_yaml(msgspec.to_builtins(question)), "yaml")
        return msgspec.convert(yaml.safe_load(text), Question, strict=False)
    except CannotEdit as problem:
        raise ClassTrouble(str(problem)) from problem
    except (yaml.YAMLError, msgspec.ValidationError, RecursionError, ValueError) as problem:
        raise ClassTrouble(f"Nothing was changed: that can't be read ({str(problem).splitlines()[0]}).", 2) from problem


def _problems(folder: ClassFolder, one: Asked) -> list[str]:
    """What `tutor pack check` says of the question alone, a line each."""
    from tutor.authoring.check import check

    with tempfile.TemporaryDirectory() as place:
        path = _written(folder, [one], Path(place), "1.0.0")
        return [f"{problem.severity}: {problem.message}" for problem in check(path).problems]


def _written(folder: ClassFolder, passed: Sequence[Asked], to: Path, version: str) -> Path:
    from tutor.classroom import questions as asking
    from tutor.classroom.words import packs_of

    packs = packs_of(folder)
    titles = {skill.id: skill.title for pack in packs.values() for skill in pack.skills}
    languages = [packs[one.skill.partition("/")[0]].course.language for one in passed if one.skill in titles]
    made = asking.course(folder, passed, titles, languages[0] if languages else "en")
    path = to / "questions.yaml"
    path.write_text(_as_yaml({**made, "version": version}), encoding="utf-8", newline="\n")
    return path


def keep_questions(folder: ClassFolder, book: ClassBook) -> None:
    """Bring the pack of the class's questions up to date before a hand-out: a new version only if something changed."""
    from tutor.classroom import questions as asking
    from tutor.classroom.handouts import keep, pack_at

    passed = [one for one in asking.asked(book) if one.state == "passed"]
    name = asking.pack_id(folder)
    here = next((pack for pack in folder.card.packs if pack.id == name), None)
    if not passed:
        folder.card.packs = [pack for pack in folder.card.packs if pack.id != name]
        return
    with tempfile.TemporaryDirectory() as place:
        version = here.version if here is not None else ".".join(map(str, asking.FIRST_VERSION))
        pack = pack_at(_written(folder, passed, Path(place), version))
        if here is not None and pack.ref.content != here.content:
            pack = pack_at(_written(folder, passed, Path(place), asking.later_version(version)))
        keep(folder, pack)
