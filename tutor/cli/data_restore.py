"""`tutor data restore`: which backups there are, and putting one in place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.data_places import Json, Learner, LearnerFile, Yes, opened, path_of, same_file, told
from tutor.cli.saying import agreed
from tutor.language import _, _n, later

if TYPE_CHECKING:
    from tutor.store.backups import Backup
    from tutor.store.journal import Held

Which = Annotated[
    str | None, typer.Argument(metavar="[BACKUP]", help="Its number in the list, `journal`, or a backup's path.")
]
WithJournal = Annotated[
    bool | None, typer.Option("--with-journal/--without-journal", help="Take in what the journal has since, or not.")
]
ONLY_JOURNAL = "journal"


def restore(
    which: Which = None,
    with_journal: WithJournal = None,
    learner: Learner = "me",
    learner_file: LearnerFile = None,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """List the backups, or put one in place; the file as it is now is kept among them first."""
    from tutor.store.backup import is_whole

    with told():
        path = path_of(learner, learner_file)
        if which is None:
            _list(path, same_file(learner, learner_file), json)
            return
        backup, lines = _chosen(path, which, with_journal is not False)
        wanted = (not is_whole(path)) if with_journal is None else with_journal
        if backup is not None and lines and with_journal is None and not yes:
            wanted = _journal_too(lines, wanted)
        if not yes and not agreed(
            _("Put {what} in the place of {path}?", what=backup or _("what the journal has"), path=path),
            otherwise=_("--yes says yes at once"),
        ):
            typer.echo(_("Nothing was changed."), err=True)
            raise typer.Exit(1)
        _put(path, backup, lines if wanted or backup is None else [], json)


def _list(path: Path, same: str, json: bool) -> None:
    from tutor.cli.saying import say_json
    from tutor.store import offer
    from tutor.store.backups import backups_of

    lines = [_facts(path, number, backup) for number, backup in enumerate(backups_of(path), 1)]
    for facts in lines:
        if json:
            say_json(facts)
        else:
            typer.echo(f"{facts['number']:3}  {facts['at'][:16].replace('T', ' ')}  {_words(facts)}")
    if json:
        return
    usable = next((facts for facts in lines if facts["ok"]), None)
    if usable is not None:
        typer.echo(_("Put one in place with: tutor data restore {number}{same}", number=usable["number"], same=same))
    elif more := offer.answers_since(path, None):
        command = f"tutor data restore {ONLY_JOURNAL}{same}"
        typer.echo(_("The journal has all {count} answers: {command}", count=more, command=command))
    else:
        typer.echo(_("There is no backup of {path}.", path=path))


def _facts(path: Path, number: int, backup: Backup) -> dict[str, Any]:
    from tutor.store import offer
    from tutor.store.backups import contents
    from tutor.store.trouble import StoreTrouble

    facts = {"number": number, "path": str(backup.path), "at": backup.at.astimezone().isoformat()}
    try:
        held = contents(backup.path, closely=backup.special)
    except StoreTrouble as problem:
        return facts | {"ok": False, "why": str(problem), "damaged": problem.code == "damaged"}
    since = offer.answers_since(path, backup.path)
    return facts | {"ok": True, "events": held.events, "skills": held.skills, "answers_in_journal_since": since}


def _words(facts: dict[str, Any]) -> str:
    if not facts["ok"]:
        return _("damaged, kept as it was") if facts["damaged"] else _("cannot be used: {why}", why=facts["why"])
    since = facts["answers_in_journal_since"]
    held = _("{events} events, {skills} skills learned", events=facts["events"], skills=facts["skills"])
    if not since:
        return held
    return _n(
        "{held}; the journal has {count} answer since",
        "{held}; the journal has {count} answers since",
        since,
        held=held,
    )


def _chosen(path: Path, which: str, journal_too: bool) -> tuple[Path | None, list[Held]]:
    """The backup, and what the journal has since, if that may be wanted."""
    from tutor.cli.opening import CannotOpen
    from tutor.store import offer
    from tutor.store.backups import backups_of

    if which == ONLY_JOURNAL:
        lines = offer.from_the_start(path)
        if not lines:
            raise CannotOpen(_("The journal does not begin with the first answer, so it is of use only with a backup."))
        return None, lines
    found = backups_of(path)
    if which.isdecimal() and 1 <= int(which) <= len(found):
        backup = found[int(which) - 1].path
    elif not _is_file(Path(which)):
        raise CannotOpen(_("There is no backup “{which}”; tutor data restore lists them.", which=which[:200]), 2)
    else:
        backup = Path(which)
    return backup, offer.after_backup(path, backup) if journal_too else []


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for a file
        return False


def _journal_too(lines: Sequence[Held], usual: bool) -> bool:
    """Ask; the answers since are wanted when the file was damaged, and not by who goes back on purpose."""
    from tutor.store.offer import answers

    number = answers(list(lines))
    asked = _n(
        "The journal has {count} answer since then. Take it in?",
        "The journal has {count} answers since then. Take them in?",
        number,
    )
    return agreed(asked, default=usual, otherwise=_("--with-journal and --without-journal answer at once"))


def _put(path: Path, backup: Path | None, lines: Sequence[Held], json: bool) -> None:
    from tutor.cli.opening import local_time
    from tutor.cli.saying import say_json, working
    from tutor.store.restore import restore as put

    with working(_("Putting the backup in place")):
        done = put(path, backup, lines, local_time())
    events = _brought_up_to_date(path, done.events)
    if json:
        kept = str(done.kept) if done.kept else None
        say_json({"path": str(path), "events": events, "from_journal": done.from_journal, "kept": kept})
        return
    if done.from_journal:
        words = later("{path} now has {events} events, {journal} of them from the journal.")
        typer.echo(_(words, path=path, events=events, journal=done.from_journal))
    else:
        typer.echo(_("{path} now has {events} events.", path=path, events=events))
    if done.kept:
        typer.echo(_("What was there is kept: {kept}", kept=done.kept))


def _brought_up_to_date(path: Path, events: int) -> int:
    """Fold what is in place now; returns how many events it has. A disk that fails here has the file already.

    So it is only told: who did the same again would go back from there.
    """
    from tutor.store.trouble import StoreTrouble

    try:
        with opened(path) as book:
            events = book.length
    except StoreTrouble as problem:
        said = _("It is in place, and will be brought up to date when it is opened next.")
        typer.echo(f"{said} {problem}", err=True)
    return events
