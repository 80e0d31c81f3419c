"""Logs of answers: `tutor data export --to …` writes a CSV of them, `tutor data import LOG.csv` takes one in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from tutor.language import _, later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tutor.exchange.report import Report

LOGS = ("fsrs-csv", "answers-csv")
NEEDS_COURSE = later("Say which course the answers belong to: --course ID.")
NEEDS_LEARNER = later("The log holds the answers of several learners ({names}); say whose are yours: --of NAME.")


def write_log(path: Path, to: str, place: Path, *, names: bool) -> None:
    """Write the answers in a learner's file to a CSV; `-` is the screen."""
    from tutor.cli.data_places import opened, told
    from tutor.cli.saying import working
    from tutor.packs.problems import one_of, quoted
    from tutor.store.files import private_file
    from tutor.study.answer_logs import answers_csv, fsrs_csv

    if to not in LOGS:
        _end(_("There is no log {name}; there are {names}.", name=quoted(to), names=one_of(LOGS)))
    with told(), opened(path) as book, working(_("Writing all of it")):
        text = fsrs_csv(book) if to == "fsrs-csv" else answers_csv(book, names=names)
    if str(place) == "-":
        typer.echo(text, nl=False)
        return
    if not place.exists():
        private_file(place)
    place.write_text(text, encoding="utf-8", newline="")
    typer.echo(_("Wrote {name}: {count} answers.", name=quoted(place), count=f"{text.count(chr(10)) - 1:,}"), err=True)


def take_log(file: Path, path: Path, course: str, columns: str, of: str, *, json: bool) -> None:
    """Take the answers in a CSV into a learner's file, those to items of a course; once, however often."""
    from tutor.cli.data_places import told
    from tutor.cli.exchange_reviews import say_taken, taken_by
    from tutor.cli.opening import open_session
    from tutor.cli.rebuilding import Rebuilding
    from tutor.cli.saying import existing, say_report
    from tutor.exchange.brought import NotThisFormat
    from tutor.exchange.log_reading import log_of
    from tutor.packs.problems import visible

    existing([file])
    try:
        log = log_of(file, _mapping(columns), of)
    except NotThisFormat as problem:
        _end(str(problem), 3)
    if len(log.learners) > 1 and not of:
        _end(_(NEEDS_LEARNER, names=", ".join(visible(name, 30) for name in log.learners[:5])))
    if not course:
        _end(_(NEEDS_COURSE))
    with told(), Rebuilding() as progress:
        opened = open_session([course], file=str(path), progress=progress)
        try:
            taken, unknown = taken_by(opened.session, opened.session.desk.courses[0], log.reviews, (), progress)
        finally:
            opened.close()
    _leave_out(log.report, unknown)
    say_report(log.report, json=json)
    say_taken(taken, path, course, json=json)
    raise typer.Exit(log.report.status)


def _leave_out(report: Report, unknown: Mapping[str, int]) -> None:
    """Tell the rows whose items the course has not."""
    for name, count in unknown.items():
        report.imported["row"] -= count
        for _each in range(count):
            report.refuse("row", "LOG-ITEM", "the course has no such item", name)


def _mapping(columns: str) -> dict[str, str]:
    """`item=problem,time=when` as a mapping."""
    pairs = [one.partition("=") for one in columns.split(",") if one.strip()]
    return {name.strip(): column.strip() for name, _sign, column in pairs}


def _end(sentence: str, status: int = 2) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(status)
