"""`tutor data …`: looking after the learner's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.data_forget import forget_words
from tutor.cli.data_places import Json, Learner, LearnerFile, Yes, opened, path_of, same_file, size, told
from tutor.cli.data_restore import restore
from tutor.cli.sync_command import take_in
from tutor.language import _, _n, later

if TYPE_CHECKING:
    from tutor.store.check import Report

data = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the learner's file.")

MENDED_BY_REBUILDING = {"state", "graph", "undo"}
"""Findings about what is folded from the log; the log itself is whole."""

ERASING = "erase"
"""The word that is typed before anything is erased."""


def where(learner: Learner = "me", learner_file: LearnerFile = None, json: Json = False) -> None:
    """Where your data lies on this computer."""
    from tutor.cli.places import cache_folder, kept_folder, trust_file
    from tutor.cli.saying import say_json
    from tutor.store import backups, journal, settings

    with told():
        path = path_of(learner, learner_file)
    places = [
        ("file", path, _("your answers and all that follows from them")),
        ("journal", journal.place(path), _("what was done since the last backup, once more in plain lines")),
        ("backups", backups.folder_of(path), _("verified copies, made when a session ends")),
        ("settings", settings.place(path), _("how it looks and which keys are yours; tutor settings changes it")),
        ("packs", kept_folder(), _("copies of the packs you added")),
        ("trust", trust_file(), _("which packs you let run programs")),
        ("cache", cache_folder(), _("made anew whenever it is missing")),
    ]
    for name, place, what in places:
        if json:
            say_json({"what": name, "path": str(place), "exists": place.exists(), "bytes": size(place)})
        else:
            there = f"{(size(place) + 1023) // 1024} KB" if place.exists() else _("not there yet")
            typer.echo(f"{name:8} {place} ({there}): {what}")


def backup(
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help="Where to; else beside the file.")] = None,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    json: Json = False,
) -> None:
    """Make a verified copy of the learner's file now. After each session one is made anyway."""
    from tutor.cli.saying import say_json, working
    from tutor.store.backup import backup as copied
    from tutor.store.backups import folder_of

    with told():
        path = path_of(learner, learner_file)
        with opened(path) as book, working(_("Making a backup")):
            made = copied(book, folder or folder_of(path))
            events = book.length
    if json:
        say_json({"backup": str(made), "events": events})
    else:
        typer.echo(
            _n(
                "{path}: {count} event, read back and verified.",
                "{path}: {count} events, read back and verified.",
                events,
                path=made,
            )
        )


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder; with --to a file, or - for stdout.")],
    to: Annotated[
        str, typer.Option("--to", metavar="LOG", help="Only your answers, for others: fsrs-csv or answers-csv.")
    ] = "",
    names: Annotated[bool, typer.Option("--names", help="With --to: your name too, not a made-up one.")] = False,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    json: Json = False,
) -> None:
    """Write everything about you as JSON Lines and as CSV, which spreadsheets open; or your answers, for others."""
    from tutor.cli.saying import say_json, working

    if to:
        from tutor.cli.log_commands import write_log

        with told():
            path = path_of(learner, learner_file)
        write_log(path, to, folder, names=names)
        return
    with told(), opened(path_of(learner, learner_file)) as book, working(_("Writing all of it")):
        made = book.export(folder)
    for each in made if json else ():
        say_json({"path": str(each), "bytes": size(each)})
    if not json:
        words = later("{folder}: {count} files; events.csv is what you did, skills.csv where you stand.")
        typer.echo(_(words, folder=folder, count=len(made)))


def erase(learner: Learner = "me", learner_file: LearnerFile = None, yes: Yes = False, json: Json = False) -> None:
    """Erase a learner: the file, its journal, all its backups, and the cache."""
    from tutor.cli.data_handed_in import events_in, tell_what_teachers_have
    from tutor.cli.places import cache_folder, kept_folder
    from tutor.cli.saying import say_json
    from tutor.store.erase import erase as erased
    from tutor.store.erase import traces

    with told():
        path = path_of(learner, learner_file)
        found = traces(path)
        if not found:
            typer.echo(_("There is nothing of a learner at {path}.", path=path), err=True)
            raise typer.Exit(1)
        tell_what_teachers_have(events_in(path), same_file(learner, learner_file), only_now=True)
        _ask_before_erasing(found, yes)
        gone = [*erased(path), *_forget_cache(cache_folder())]
        others = _other_learners()
        gone += [] if others else _forget_answers()
    if not learner_file and not any(path.parent.iterdir()):
        path.parent.rmdir()
    if json:
        say_json({"erased": [str(each) for each in gone]})
        return
    typer.echo(_("Erased: {names}", names=", ".join(str(each) for each in gone)))
    if others:
        typer.echo(_("Which packs may run programs here stays known, for the other learners; tutor trust lists it."))
    typer.echo(_("Not reached: backups made elsewhere, folders of tutor sync, and what you handed in to a teacher."))
    if kept_folder().is_dir() and any(kept_folder().iterdir()):
        typer.echo(_("The packs you added are still there; tutor remove ID takes them out."))


def _ask_before_erasing(found: list[Path], yes: bool) -> None:
    if yes:
        return
    for each in found:
        typer.echo(str(each), err=True)
    typer.echo(_("All of this will be gone for good. (tutor data backup FOLDER keeps a copy.)"), err=True)
    asked = _("Type {word} to go on", word=ERASING)
    if typer.prompt(asked, default="", show_default=False, err=True).strip() != ERASING:
        typer.echo(_("Nothing was erased."), err=True)
        raise typer.Exit(1)


def _other_learners() -> list[Path]:
    """What there still is of learners in the data folder."""
    from tutor.cli.places import data_folder

    return [each for each in (data_folder() / "learners").glob("*.sqlite*") if each.name[0] != "."]


def _forget_answers() -> list[Path]:
    """Which packs were allowed to run programs, and whose signatures were known: about the computer, not a learner."""
    from tutor.cli.places import data_folder, signers_file, trust_file
    from tutor.packs.private import lock_of

    places = [each for place in (trust_file(), signers_file()) for each in (place, lock_of(place))]
    gone = [place for place in places if place.exists()]
    gone += [each for place in (trust_file(), signers_file()) for each in data_folder().glob(f".{place.name}.*.new")]
    for each in gone:
        each.unlink()
    return gone


def _forget_cache(folder: Path) -> list[Path]:
    """Compiled packs are made anew when they are needed, but tell which packs were opened."""
    import shutil

    gone = [each for each in (folder / "visits", *sorted(folder.glob("library.sqlite*"))) if each.exists()]
    for each in gone:
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()
    return gone


def check(
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON Lines.")] = False,
) -> None:
    """Verify every answer in the learner's file, and rebuild what follows from them where it differs."""
    from tutor.core.learner.fold import apply
    from tutor.store.check import check_file
    from tutor.store.offer import way_out

    with told():
        path = path_of(learner, learner_file)
        report = check_file(path, apply)
        mended = {finding.code for finding in report.findings} <= MENDED_BY_REBUILDING
        if report.findings and mended:
            report = _rebuilt(path, report, json)
    _say(report, json)
    if not report.ok and not mended and not json and (way := way_out(path)):
        typer.echo(way, err=True)
    raise typer.Exit(0 if report.ok else 1)


def _rebuilt(path: Path, report: Report, as_json: bool) -> Report:
    from tutor.cli.rebuilding import Rebuilding
    from tutor.core.learner.fold import apply
    from tutor.store.check import check_file

    if not as_json:
        for finding in report.findings:
            typer.echo(finding.sentence, err=True)
        typer.echo(_("The log of answers is whole; everything else is rebuilt from it."), err=True)
    with opened(path) as book, Rebuilding() as progress:
        book.rebuild(progress)
    return check_file(path, apply)


def _say(report: Report, as_json: bool) -> None:
    from tutor.cli.saying import say_json

    if as_json:
        say_json({"path": report.path, "events": report.events, "ok": report.ok})
        for finding in report.findings:
            say_json(finding)
        return
    for finding in report.findings:
        typer.echo(finding.sentence, err=True)
    if report.ok:
        typer.echo(
            _n(
                "{path}: {count} event, all verified.",
                "{path}: {count} events, all verified.",
                report.events,
                path=report.path,
            )
        )


data.command("where")(where)
data.command("check")(check)
data.command("backup")(backup)
data.command("restore")(restore)
data.command("import")(take_in)
data.command("export")(export)
data.command("forget-words")(forget_words)
data.command("erase")(erase)
