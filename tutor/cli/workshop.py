"""Whether an author's command may run what a pack brings: asked once for each folder, and only where somebody sits.

What is run here runs in a box that keeps it from the author's files, or not at all. So a script that says `check` is
taken at its word, and an author who saves a hundred times is not asked a hundred times.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

ARCHIVES = (".tutor", ".zip")


def may_run(place: Path) -> bool:
    """Ask whether the programs of the pack at a path may run, unless that is known, or nobody is there."""
    from tutor.cli.places import trust_file
    from tutor.packs.compile import programs_in
    from tutor.packs.trust import TrustList
    from tutor.study.running import SAFE, Boxes

    answers, handed_out = TrustList(trust_file()), place.suffix.lower() in ARCHIVES
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or (not handed_out and answers.is_workshop(_shop(place))):
        return True
    programs, runner = programs_in(place), Boxes()
    if not programs or runner.tier() not in SAFE:
        return True  # there is nothing to run, or no box to run it in, which is told
    allowed = _asked(place, programs, runner.told())
    if allowed and not handed_out:
        remember(place)
    return allowed


def remember(place: Path) -> None:
    """This is a pack of the author's own. That it can't be remembered only means that it is asked again."""
    from contextlib import suppress

    from tutor.cli.places import trust_file
    from tutor.packs.trust import TrustList

    with suppress(OSError):
        TrustList(trust_file()).open_workshop(_shop(place))


def _shop(place: Path) -> Path:
    return place.parent if place.name == "course.yaml" else place


def _asked(place: Path, programs: dict[str, list[str]], box: str) -> bool:
    from tutor.core.consent import Consent
    from tutor.packs.problems import visible
    from tutor.present.consent import facts, question

    consent = Consent(course="", pack="", title=visible(place.resolve().name, 60), programs=programs, box=box)
    for line in facts(consent)[1:]:  # whoever checks a pack is most often its author
        typer.echo(line, err=True)
    allowed: bool = typer.confirm(question(consent), err=True)
    if not allowed:
        typer.echo("Its programs are not run (--no-run says so without being asked).", err=True)
    return allowed
