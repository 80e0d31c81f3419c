"""`tutor class report`: the class on one screen, in lines, as a page, as tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.class_places import Class, opened, today

if TYPE_CHECKING:
    from tutor.classroom.report import Report
    from tutor.present.class_report import Section


def report(
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one page to keep or print.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FOLDER", help="Write tables for a spreadsheet.")] = None,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="Only answers from this day on.")] = "",
    codes: Annotated[bool, typer.Option("--codes", help="Codes in place of names, as for a projector.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Lines, in place of screens.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON, with codes.")] = False,
    place: Class = None,
) -> None:
    """Who needs what, common mistakes, questions to check, how far each is; every figure with its n."""
    import msgspec

    from tutor.cli.saying import say_json, working
    from tutor.cli.study import is_screen
    from tutor.present.class_report import text

    if not (plain or json or html or csv) and is_screen():
        raise typer.Exit(_screens(place, since, hidden=codes))
    with working("Looking at the class"):
        found = _report(place, since)
    if json:
        say_json(msgspec.structs.replace(found, names={}))
    elif html is not None or csv is not None:
        _write(found, html, csv, hidden=codes)
    else:
        for line in text(found, hidden=codes):
            typer.echo(line)


def _report(place: Path | None, since: str) -> Report:
    from tutor.classroom.folder import ClassTrouble
    from tutor.classroom.report import report as gathered
    from tutor.packs.problems import quoted

    with opened(place) as (folder, book):
        try:
            first = date.fromisoformat(since) if since else None
        except ValueError as problem:
            raise ClassTrouble(f"{quoted(since, 40)} is no day; write it like 2027-02-05.", 2) from problem
        if not book.learners():
            raise ClassTrouble("Nothing was collected yet: tutor class collect FOLDER; or look at `tutor class demo`.")
        return gathered(folder, book, today(), first)


def _write(found: Report, html: Path | None, csv: Path | None, *, hidden: bool) -> None:
    from tutor.classroom.page import page
    from tutor.classroom.tables import tables
    from tutor.cli.saying import shell_word
    from tutor.packs.bundle import write_whole

    try:
        if html is not None:
            write_whole(html, page(found, hidden=hidden).encode())
            typer.echo(f"Wrote {shell_word(html)}: open it in a browser, or print it.")
        if csv is not None:
            for name, text in tables(found, hidden=hidden).items():
                write_whole(csv / f"{name}.csv", text.encode("utf-8-sig"))
            typer.echo(f"Wrote tables to {shell_word(csv)}.")
    except OSError as problem:
        typer.echo(f"It could not be written: {problem.strerror or problem}.", err=True)
        raise typer.Exit(1) from problem


class ReportDesk:
    """A report as the screens ask for it."""

    def __init__(self, found: Report, *, hidden: bool = False) -> None:
        from tutor.present.class_report import first_lines, naming, not_in_here

        self.found, self.always_hidden = found, hidden
        (self.title, self.come), *_lines = first_lines(found, naming(found))
        self.foot = not_in_here(found)

    def sections(self, *, hidden: bool) -> list[Section]:
        """The parts, with names or with codes."""
        from tutor.present.class_report import naming, sections

        return sections(self.found, naming(self.found, hidden=hidden or self.always_hidden))

    def export(self, *, hidden: bool) -> str:
        """Write the page into this folder, with names or with codes as on the screen; where, or why not."""
        from tutor.classroom.folder import stem_of
        from tutor.classroom.page import page
        from tutor.packs.bundle import write_whole

        place = Path(f"{stem_of(self.found.title)}-{self.found.today}.html")
        try:
            write_whole(place, page(self.found, hidden=hidden or self.always_hidden).encode())
        except OSError as problem:
            return f"It could not be written: {problem.strerror or problem}."
        return f"Wrote {place}: open it in a browser, or print it."


def _screens(place: Path | None, since: str, *, hidden: bool) -> int:
    """Look that there is a class, then show it; it is gathered while the first screen waits."""
    from tutor.cli.opening import local_time
    from tutor.tui.clock import Clock
    from tutor.tui.screens.class_report import run

    with opened(place):
        pass
    return run(lambda: ReportDesk(_report(place, since), hidden=hidden), Clock(local_time))
