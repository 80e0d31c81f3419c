"""`tutor trust`: which packs may run their programs on this computer; to allow, to refuse and to take it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.language import _, later

if TYPE_CHECKING:
    from tutor.packs.papers import Papers
    from tutor.packs.shelf import Shelf
    from tutor.packs.trust import Answer, TrustList

Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for programs.")]


def trust(
    pack: Annotated[str, typer.Argument(metavar="[PACK]", help="A course's id, or the path of a pack.")] = "",
    take_back: Annotated[bool, typer.Option("--take-back", help="Forget the answer; it is asked again.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="Never let its programs run.")] = False,
    unboxed: Annotated[bool, typer.Option("--unboxed", help="Also where nothing keeps them from your files.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Let them run without asking.")] = False,
    json: Json = False,
) -> None:
    """Say which packs may run their programs here. Without PACK, list them all."""
    from tutor.cli.places import trust_file
    from tutor.packs.trust import TrustList

    answers = TrustList(trust_file())
    answers.read()
    if answers.problem:
        typer.echo(answers.problem, err=True)
    if sum((take_back, refuse, yes)) > 1:
        _wrong(_("Say one of --yes, --refuse and --take-back."))
    if not pack:
        if take_back or refuse or yes or unboxed:
            _wrong(_("Name the pack: its id, as `tutor trust` lists it, or its path."))
        _list(answers, json)
        return
    if take_back:
        _take_back(answers, pack, json)
        return
    _answer(answers, pack, refuse=refuse, unboxed=unboxed, yes=yes, json=json)


def _wrong(words: str) -> None:
    typer.echo(words, err=True)
    raise typer.Exit(2)


def _take_back(answers: TrustList, pack: str, json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.packs.problems import quoted

    gone = answers.take_back(pack)
    if not gone and Path(pack).exists():
        gone = answers.take_back(_course_at(pack)[0])
    if not gone:
        typer.echo(_("Nothing was answered about {name}; `tutor trust` lists what was.", name=quoted(pack)), err=True)
        raise typer.Exit(1)
    if json:
        say_json({"taken_back": [one.hash for one in gone]})
    else:
        typer.echo(_("Taken back: {course}. Before anything of it runs you are asked again.", course=gone[-1].course))


def _answer(answers: TrustList, pack: str, *, refuse: bool, unboxed: bool, yes: bool, json: bool) -> None:
    """Tell what a pack would run, and take the answer: from the options, else asked for."""
    from msgspec.structs import replace

    from tutor.cli.opening import permits
    from tutor.cli.saying import agreed, say_json
    from tutor.present.consent import facts, question
    from tutor.study.running import Boxes

    course, shelf = _course_of(pack)
    runner = Boxes()
    asked_about = _state(shelf, course)
    consent = permits(shelf).consent(course, runner)
    if not consent.programs:
        typer.echo(_("{course} has no programs to run; there is nothing to allow.", course=course), err=True)
        raise typer.Exit(1)
    if consent.bare and not unboxed and not refuse:
        said = _("Nothing of {course} is run here.", course=course)
        if runner.tier():
            said = _("Nothing of {course} is run here; --unboxed says that they may run all the same.", course=course)
        typer.echo(f"{consent.box or runner.why_not()} {said}", err=True)
        raise typer.Exit(1)
    for line in facts(consent):
        typer.echo(line, err=True)
    allowed = not refuse and (yes or agreed(question(consent), otherwise=_("--yes and --refuse answer at once")))
    answer = replace(asked_about, allowed=allowed, unboxed=allowed if unboxed else None)
    _keep(answers, answer)
    if json:
        say_json(_row(course, shelf.papers(course), answer, ships=consent.ships))
    else:
        words = (
            later("The programs of {course} may run.") if allowed else later("The programs of {course} are not run.")
        )
        typer.echo(_(words, course=course))


def _course_of(pack: str) -> tuple[str, Shelf]:
    """A course by its id in the library, or by the path of its pack, and where it is read."""
    shelf = _shelf()
    if shelf.course(pack) is not None:
        return pack, shelf
    if not Path(pack).exists():
        from tutor.packs.problems import quoted

        _wrong(_("There is no course {name} in the library and no file or folder of that name.", name=quoted(pack)))
    return _course_at(pack)


def _course_at(path: str) -> tuple[str, Shelf]:
    """The course of the pack at a path, which comes before the library's."""
    shelf = _shelf(path)
    return shelf.courses()[0].id, shelf


def _shelf(path: str = "") -> Shelf:
    """The library, with the pack at a path before it."""
    from tutor.cli.library_commands import the_library
    from tutor.cli.places import cache_folder
    from tutor.packs.shelf import Shelf
    from tutor.packs.visiting import BadPack, visit

    try:
        return Shelf([*([visit(Path(path), cache_folder())] if path else []), the_library()])
    except BadPack as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem


def _hash(shelf: Shelf, course: str) -> str:
    source = shelf.source(course)
    return source.content_hash if source is not None else ""


def _state(shelf: Shelf, course: str) -> Answer:
    """What a pack is before it is asked about: another window may put a new version there meanwhile."""
    from tutor.packs.papers import Papers
    from tutor.packs.trust import Answer

    content, head, papers = _hash(shelf, course), shelf.course(course), shelf.papers(course) or Papers()
    return Answer(content, course, head.title if head else course, allowed=False, files=papers.files)


def _keep(answers: TrustList, answer: Answer) -> None:
    try:
        answers.put(answer)
    except OSError as problem:
        typer.echo(
            _(
                "{path} can't be written ({strerror}); nothing was changed.",
                path=answers.path,
                strerror=problem.strerror,
            ),
            err=True,
        )
        raise typer.Exit(1) from problem


def _list(answers: TrustList, json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    rows = list(_rows(answers))
    for row in rows if json else ():
        say_json(row)
    if json:
        return
    widest = max((len(row["course"]) for row in rows), default=0)
    for row in rows:
        runs = ", ".join(row["runs"]) or _("an earlier state of it")
        typer.echo(f"{visible(row['course'], 64):{widest}}  {row['answer']:12}  {visible(runs, 60)}")
    if not rows:
        typer.echo(_("No pack here has programs to run."))


def _rows(answers: TrustList) -> Iterator[dict[str, Any]]:
    """Every course of the library that runs something, then what was answered about other packs and states."""
    shelf, told = _shelf(), set[str]()
    for course in shelf.courses():
        papers, content = shelf.papers(course.id), _hash(shelf, course.id)
        told.add(content)
        if papers is not None and papers.programs:
            yield _row(course.id, papers, answers.answer(content), ships=shelf.ships(content))
    for answer in reversed(answers.read().answers):
        if answer.hash not in told:
            yield _row(answer.course, None, answer, ships=False)


def _row(course: str, papers: Papers | None, answer: Answer | None, *, ships: bool) -> dict[str, Any]:
    """A line about one pack: `answer` is `comes along`, `allowed`, `refused` or `not asked`."""
    from tutor.present.consent import name_of

    said = (
        _("comes along") if ships else _("not asked") if answer is None else "allowed" if answer.allowed else "refused"
    )
    return {
        "course": course,
        "answer": said,
        "unboxed": answer is not None and answer.allowed and answer.unboxed is True,
        "runs": [name_of(kind) for kind in papers.programs] if papers is not None else [],
        "hash": answer.hash if answer is not None else "",
    }
