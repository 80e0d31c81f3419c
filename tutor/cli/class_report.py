"""`tutor class report`: the class on screens, in lines, as a page, as tables; one learner of it, one question."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, meant, opened, today

if TYPE_CHECKING:
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassFolder
    from tutor.classroom.report import Report


def report(
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one page to keep or print.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FOLDER", help="Write tables for a spreadsheet.")] = None,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="Only answers from this day on.")] = "",
    learner: Annotated[str, typer.Option("--learner", metavar="WHO", help="One learner: a code or a name.")] = "",
    question: Annotated[
        str, typer.Option("--question", metavar="REF", help="One question: COURSE/SKILL/ITEM, or the end of it.")
    ] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Say what each term and figure means.")] = False,
    pack: Annotated[
        Path | None,
        typer.Option("--pack", metavar="PATH", help="The folder that a pack is written in: `e` edits questions there."),
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help="Codes in place of names, as for a projector.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Lines, in place of screens.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON, with codes.")] = False,
    place: Class = None,
) -> None:
    """Who needs what, common mistakes, questions to check, how far each is; every figure with its n."""
    from tutor.cli.study import is_screen

    if csv and (learner or question):
        typer.echo("--csv is for the whole class: leave out --learner and --question.", err=True)
        raise typer.Exit(2)
    if explain:
        _explain(json=json)
    elif learner or question:
        _page(place, since, learner, question, html, hidden=codes, json=json)
    elif not (plain or json or html or csv) and is_screen():
        raise typer.Exit(_screens(place, since, pack, hidden=codes))
    else:
        _whole(place, since, html, csv, hidden=codes, json=json)


def _whole(place: Path | None, since: str, html: Path | None, csv: Path | None, *, hidden: bool, json: bool) -> None:
    import msgspec

    from tutor.cli.saying import say_json, working
    from tutor.present.class_sections import text

    with working("Looking at the class"), opened(place) as (folder, book):
        found = gathered(folder, book, since)
    if json:
        say_json(msgspec.structs.replace(found, names={}))
    elif html is not None or csv is not None:
        _write(found, html, csv, hidden=hidden)
    else:
        for line in text(found, hidden=hidden):
            typer.echo(line)


def gathered(folder: ClassFolder, book: ClassBook, since: str) -> Report:
    """The report of today. Raises `ClassTrouble`."""
    from tutor.classroom.report import report

    first = _first_day(since)
    _something(book)
    return report(folder, book, today(), first)


def _first_day(since: str) -> date | None:
    from tutor.classroom.writing_back import day

    return date.fromisoformat(day(since)) if since else None


def _something(book: ClassBook) -> None:
    from tutor.classroom.folder import ClassTrouble

    if not book.learners():
        raise ClassTrouble("Nothing was collected yet: tutor class collect FOLDER; or look at `tutor class demo`.")


def _explain(*, json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.present import class_glossary

    if json:
        for term in class_glossary.terms():
            say_json(term._asdict())
        return
    for line in class_glossary.lines():
        typer.echo(line)


def _page(
    place: Path | None, since: str, learner: str, question: str, html: Path | None, *, hidden: bool, json: bool
) -> None:
    """One learner, or one question, as lines, as JSON or as a page to keep."""
    from tutor.classroom.folder import ClassTrouble
    from tutor.classroom.one_learner import learner_page
    from tutor.classroom.one_question import question_page
    from tutor.classroom.page_of_one import page_of_one
    from tutor.classroom.roster import read
    from tutor.classroom.words import packs_of, question_meant
    from tutor.cli.saying import say_json, working
    from tutor.present import class_learner_page, class_question_page
    from tutor.present.class_sections import page_text
    from tutor.present.class_words import naming

    with working("Looking at the class"), opened(place) as (folder, book):
        if learner and question:
            raise ClassTrouble("One page at a time: --learner or --question.", 2)
        who = meant(folder, read(folder.path), list(book.learners()), learner) if learner else ""
        found = gathered(folder, book, since)
        packs = packs_of(folder)
        name = naming(found, hidden=hidden)
        if learner:
            person = learner_page(book, packs, found, who)
            shown = class_learner_page.learner_page(person, found, name, hidden=hidden)
        else:
            item = question_meant(folder, (one.item for one in found.items), question)
            asked = question_page(book, packs, found, item)
            shown = class_question_page.question_page(asked, found, name, hidden=hidden)
    if json:
        say_json(person if learner else asked)
    elif html is not None:
        _keep(html, page_of_one(shown, found.title, found.today))
    else:
        for line in page_text(shown):
            typer.echo(line)


def _keep(place: Path, page: str) -> None:
    from tutor.cli.saying import shell_word
    from tutor.packs.bundle import write_whole

    try:
        write_whole(place, page.encode())
    except OSError as problem:
        typer.echo(f"It could not be written: {problem.strerror or problem}.", err=True)
        raise typer.Exit(1) from problem
    typer.echo(f"Wrote {shell_word(place)}: open it in a browser, or print it.")


def _write(found: Report, html: Path | None, csv: Path | None, *, hidden: bool) -> None:
    from tutor.classroom.page import page
    from tutor.classroom.tables import tables
    from tutor.cli.saying import shell_word
    from tutor.packs.bundle import write_whole

    if html is not None:
        _keep(html, page(found, hidden=hidden))
    if csv is None:
        return
    try:
        for name, text in tables(found, hidden=hidden).items():
            write_whole(csv / f"{name}.csv", text.encode("utf-8-sig"))
        typer.echo(f"Wrote tables to {shell_word(csv)}.")
    except OSError as problem:
        typer.echo(f"It could not be written: {problem.strerror or problem}.", err=True)
        raise typer.Exit(1) from problem


def _screens(place: Path | None, since: str, pack: Path | None, *, hidden: bool) -> int:
    """Look that there is a class, then show it; it is gathered while the first screen waits."""
    from tutor.classroom.classbook import ClassBook
    from tutor.classroom.folder import ClassTrouble
    from tutor.cli.class_desk import ReportDesk
    from tutor.cli.opening import local_time
    from tutor.tui.bridge import NotOpened
    from tutor.tui.clock import Clock
    from tutor.tui.screens.class_report import run

    with opened(place) as (folder, book):
        _first_day(since)
        _something(book)

    def load() -> ReportDesk:
        try:
            with ClassBook.open(folder.book, folder.card.id) as book:
                return ReportDesk(folder, gathered(folder, book, since), pack=pack, hidden=hidden)
        except ClassTrouble as problem:
            raise NotOpened(str(problem), problem.status) from problem

    return run(load, Clock(local_time))
