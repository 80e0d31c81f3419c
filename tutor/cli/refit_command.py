"""`tutor refit`: fit the memory to its learner."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.language import _, later

if TYPE_CHECKING:
    from tutor.core.refit import Refit
    from tutor.store.book import Book

FITTING = later("Fitting the memory to you")


def refit(
    back: Annotated[bool, typer.Option("--back", help="Go back to the figures that fit most people.")] = False,
    learner: Annotated[str, typer.Option("--learner", metavar="NAME", help="Which learner.")] = "me",
    learner_file: Annotated[Path | None, typer.Option("--learner-file", metavar="FILE", help="The file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came of it as JSON.")] = False,
) -> None:
    """Fit the memory to you: kept only if it foretells your newest reviews better."""
    from tutor.cli.opening import CannotOpen, local_time
    from tutor.cli.opening import learner_file as place_of
    from tutor.cli.rebuilding import Rebuilding
    from tutor.core.learner.fold import apply
    from tutor.store.book import Book
    from tutor.store.connection import require_file
    from tutor.store.trouble import StoreTrouble, translated
    from tutor.study.optimizer import NoOptimizer

    try:
        path = Path(place_of(learner, str(learner_file) if learner_file else None))
        with translated(path):
            require_file(path)
        now = local_time()
        with Rebuilding() as progress, Book.open(path, fold=apply, now=now, progress=progress) as book:
            (_go_back if back else _try)(book, now, as_json)
    except (CannotOpen, StoreTrouble, NoOptimizer) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(getattr(problem, "status", 1)) from problem


def _go_back(book: Book, now: datetime, as_json: bool) -> None:
    from tutor.present.refit import NEVER_LEFT, WENT_BACK
    from tutor.study.refitting import back

    done = back(book, now)
    _say({"outcome": "back" if done else "nothing"}, WENT_BACK if done else NEVER_LEFT, as_json)


def _try(book: Book, now: datetime, as_json: bool) -> None:
    from tutor.cli.rebuilding import Rebuilding
    from tutor.cli.saying import working
    from tutor.present.refit import told
    from tutor.study.optimizer import fit
    from tutor.study.refitting import refitted, reviews, since

    with Rebuilding(_("Reading your reviews")) as progress:
        found = reviews(book, progress)
    with working(_(FITTING)):
        tried = refitted(book, found, now, fit)
    own = _day(since(book), now)
    _say(_facts(tried, own), told(tried, own, now.date()), as_json)


def _day(at: int, now: datetime) -> date | None:
    return datetime.fromtimestamp(at / 1000, now.tzinfo).date() if at else None


def _facts(tried: Refit, since: date | None) -> dict[str, object]:
    from tutor.core.refit import ENOUGH

    needed = {"needed": ENOUGH, "since": since.isoformat() if since else None}
    return {**tried._asdict(), **needed}


def _say(facts: dict[str, object], lines: list[str], as_json: bool) -> None:
    from tutor.cli.saying import say_json

    if as_json:
        say_json({**facts, "sentence": " ".join(lines)})
        return
    for line in lines:
        typer.echo(_(line))
