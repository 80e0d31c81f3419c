"""What is told before something of a learner's goes for good: what they handed in lies elsewhere, and stays there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from tutor.core.learner.events import Event
from tutor.core.learner.given_away import given_away
from tutor.core.text import clean
from tutor.language import _


def tell_what_teachers_have(events: Iterable[Event], options: str, *, only_now: bool) -> None:
    """Say which teachers have something, and how it is taken back; `only_now`: with this file goes the way to do so.

    `options` name the file once more, as they are typed after a command.
    """
    found = given_away(events)
    for one in found:
        if one.joined:
            said = _("Your teacher of “{title}” has what you handed in, and keeps it.", title=clean(one.title))
        else:
            said = _("In “{title}”, which you left, lies what you handed in; ask there.", title=clean(one.title))
        typer.echo(said, err=True)
    if any(one.joined for one in found):
        command = f"tutor handin --withdraw{options}"
        first = _("Take it back first, with {command}: afterwards you can't from here.", command=command)
        also = _("To have it deleted there too, take it back first, with {command}.", command=command)
        typer.echo(first if only_now else also, err=True)


def events_in(path: Path) -> list[Event]:
    """The events of a learner's file that is only looked at; none where it can't be read."""
    from tutor.cli.learners_given import NotRead, events

    try:
        return events(path)[0]
    except NotRead:
        return []
