"""`tutor pack simulate`: simulated learners and bots go through a pack before people do."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tutor.authoring.simulate.lives import Begin
    from tutor.authoring.simulate.outcome import Plan, Simulated
    from tutor.packs.compiled import Compiled


def simulate(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A pack: a folder, a .yaml or a .tutor file.")],
    days: Annotated[int, typer.Option(min=1, max=1000, help="Days at most.")] = 90,
    minutes: Annotated[float, typer.Option(min=1, max=600, help="Minutes a day.")] = 20.0,
    learners: Annotated[int, typer.Option(min=1, max=50, help="Learners of each of the five sorts.")] = 2,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same page.")] = 1,
    expect: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help='Such as "average finishes in 40 sessions"; else exit 1.')
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page with plots too.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Let simulated learners go through a pack.

    Five sorts of learners and four bots: who finishes, where they stall, what gives answers away.

    Exit status: 0; 1 when the pack has errors or is not as expected; 2 for a wrong option.
    """
    from tutor.authoring.simulate.expecting import NotUnderstood, expected, missed
    from tutor.authoring.simulate.outcome import Plan
    from tutor.authoring.simulate.page import page
    from tutor.cli.saying import existing, say_json, say_problems
    from tutor.packs.compile import load

    [place] = existing([path])
    try:
        for text in expect or ():
            expected(text)
    except NotUnderstood as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from problem
    loaded = load(place, tested=False)
    if loaded.compiled is None:
        say_problems(loaded.problems, json=False, err=True)
        raise typer.Exit(1)
    found = _simulated(loaded.compiled, Plan(seed, days, minutes, learners))
    if html is not None:
        _write(html, found)
    if json:
        say_json(found)
    else:
        typer.echo("\n".join(page(found)))
    failed = [sentence for text in expect or () if (sentence := missed(found, text))]
    for sentence in failed:
        typer.echo(f"Not as expected: {sentence}.", err=True)
    raise typer.Exit(1 if failed else 0)


def _write(file: Path, found: Simulated) -> None:
    from tutor.authoring.simulate.html import html
    from tutor.cli.saying import shell_word

    try:
        file.write_text(html(found), encoding="utf-8")
    except OSError as problem:
        typer.echo(f"{shell_word(file)} could not be written: {problem.strerror}.", err=True)
        raise typer.Exit(1) from problem
    typer.echo(f"Wrote {shell_word(file)}: open it in a browser.", err=True)


def _simulated(compiled: Compiled, plan: Plan) -> Simulated:
    import tutor
    from tutor.authoring.simulate.outcome import simulate
    from tutor.packs.library import Library
    from tutor.packs.shelf import Shelf

    library = Library.open(Path(":memory:"))
    try:
        library.put(compiled, "visiting", tutor.__version__)
        shelf = Shelf([library])
        with _telling() as tell:
            return simulate(compiled, shelf, beginning(shelf, compiled.course.id), plan, tell)
    finally:
        library.close()


def beginning(shelf: object, course: str) -> Begin:
    """Begins sessions with learners' files in memory, seeded."""
    from typing import Any, cast

    from tutor.core.learner.fold import apply
    from tutor.store.book import Book
    from tutor.study.session import Session

    def begin(chance: random.Random, clock: Callable[[], datetime], runner: Any) -> Session:
        book = Book.open(":memory:", fold=apply, now=clock(), chance=random.Random(chance.random()))
        return Session(cast("Any", shelf), book, courses=[course], chance=chance, clock=clock, runner=runner)

    return begin


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    """Says who is at it, where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text("Simulating")) as status:
        yield lambda words: status.update(Text(f"Simulating: {words}"))
