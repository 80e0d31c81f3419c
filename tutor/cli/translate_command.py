"""`tutor pack translate`: the texts of a pack in another language, where its translators work, and how far they are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.check_commands import Dry

if TYPE_CHECKING:
    from tutor.authoring.translating.bringing import Brought, Change
    from tutor.authoring.translating.coverage import Coverage
    from tutor.authoring.translating.lines import Line
    from tutor.authoring.translating.state import State

MOST_TOLD = 20
"""Texts of one sort that are named; the others are counted."""
Json = Annotated[bool, typer.Option("--json", help="Print how far it is as JSON Lines, for programs.")]


def translate(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[LANG] [PACK]", help="A language such as es or pt-BR; a pack: a folder, else this one."
        ),
    ],
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE.po", help="Write the texts for gettext too.")] = None,
    taken: Annotated[
        Path | None, typer.Option("--from", metavar="FILE.po", help="Take translations from such a file.")
    ] = None,
    json: Json = False,
    dry_run: Dry = False,
) -> None:
    """Make the file in which a pack is translated, or bring it up to date.

    Without LANG say how much is translated, in every language.
    """
    from tutor.packs.problems import has_errors

    language, place = _arguments(words)
    if language is None:
        if to or taken or dry_run:
            _stop("Name the language too: `tutor pack translate es PACK`.", 2)
        _say_all(place, json=json)
        return
    found = _brought(place, language, _change(_read_po(taken)) if taken else None)
    if to and not dry_run:
        _write_po(to, found)
    _write(found, dry_run=dry_run)
    _say(found, json=json)
    raise typer.Exit(1 if has_errors(found.problems) else 0)


def _arguments(words: list[str]) -> tuple[str | None, Path]:
    """The language, if one is named, and a pack that exists."""
    from tutor.cli.saying import existing
    from tutor.packs.convert import LIMITS

    if len(words) > 2:
        _stop("Name a language and one pack.", 2)
    is_language = LIMITS["language"][0]
    if len(words) == 1 and (Path(words[0]).exists() or not is_language(words[0])):
        return None, existing([Path(words[0])])[0]
    if len(words) == 2 and Path(words[0]).exists() and not is_language(words[0]) and is_language(words[1]):
        _stop("The language comes first: `tutor pack translate es PACK`.", 2)
    return words[0], existing([Path(words[1] if len(words) == 2 else ".")])[0]


def _stop(sentence: str, status: int) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def _brought(place: Path, language: str, change: Change | None) -> Brought:
    from tutor.authoring.edits import CannotEdit, draft_of
    from tutor.authoring.translating.bringing import brought
    from tutor.cli.saying import working
    from tutor.packs.problems import quoted

    try:
        with working(f"Reading {quoted(place)}"):
            return brought(draft_of(place), language, change)
    except CannotEdit as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(problem.status) from problem


def _write(found: Brought, *, dry_run: bool) -> None:
    from tutor.authoring.edits import CannotEdit
    from tutor.cli.drafts import say_diff
    from tutor.packs.problems import visible

    if dry_run:
        say_diff(found.draft)
        return
    names = [name for name, data in found.draft.after.items() if data != found.draft.before.get(name)]
    if not names:
        typer.echo("Nothing has changed since the file was written.", err=True)
        return
    try:
        kept = found.draft.write()
    except (CannotEdit, OSError) as problem:
        typer.echo(f"It could not be written: {problem}", err=True)
        raise typer.Exit(1) from problem
    files = ", ".join(visible(found.draft.shown(name), 200) for name in names)
    before = f"; as before: {', '.join(visible(backup.name, 80) for _, backup in kept)}" if kept else ""
    typer.echo(f"Wrote {files}{before}", err=True)


def _say(found: Brought, *, json: bool) -> None:
    """What a translator has to know: how far it is, what is stale, what was kept aside, what is wrong."""
    from tutor.authoring.translating.coverage import covered
    from tutor.cli.saying import say_problems
    from tutor.packs.problems import has_errors

    state = found.state
    counted = covered(state)
    stale = [text for text in state.texts() if state.is_stale(text)]
    if not json:
        for text in stale[:MOST_TOLD]:
            line, column = state.page.position(state.given[text].at)
            typer.echo(f"{state.page.path}:{line}:{column}: stale: `{text.key}` of {text.name} has another wording now")
        if len(stale) > MOST_TOLD:
            typer.echo(f"… and {len(stale) - MOST_TOLD:,} more that are stale, each marked with `#!` in the file")
    say_problems([one for one in found.problems if has_errors([one])], json=False, err=True)
    if found.aside:
        what = "1 translation has" if found.aside == 1 else f"{found.aside:,} translations have"
        typer.echo(f"{what} no text in the course any more; kept at the end of the file as comments (`#~`).", err=True)
    _say_coverage([counted], json=json)


def _say_all(place: Path, *, json: bool) -> None:
    from tutor.authoring.translating.coverage import coverage
    from tutor.cli.saying import say_problems
    from tutor.packs.problems import Problem, has_errors
    from tutor.packs.reader import read
    from tutor.packs.source import open_source
    from tutor.packs.yaml_events import quiet_collector

    source = open_source(place)
    if isinstance(source, Problem):
        _stop(str(source), 1)
        return
    with quiet_collector():
        reading = read(source, tested=False, kept=True)
    if has_errors(reading.problems):
        say_problems([one for one in reading.problems if has_errors([one])], json=False, err=True)
        raise typer.Exit(1)
    found = coverage(reading)
    if not found and not json:
        typer.echo("It has no translation yet; `tutor pack translate es PACK` begins one.", err=True)
    _say_coverage(found, json=json)


def _say_coverage(found: list[Coverage], *, json: bool) -> None:
    """A table for each language, the whole last; or a line of JSON for each row."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from tutor.cli.saying import say_json
    from tutor.packs.problems import visible

    for one in found:
        rows = [*one.units, one.whole]
        if json:
            for row in rows:
                say_json({name: getattr(row, name) for name in (*row.__struct_fields__, "missing")})
            continue
        table = Table(
            "",
            "texts",
            "translated",
            "stale",
            "missing",
            title=visible(one.whole.language),
            title_justify="left",
            box=None,
        )
        for column in table.columns[1:]:
            column.justify = "right"
        for row in rows:
            name = "in all" if row.unit is None else visible(row.unit) or "the course"
            numbers = (row.texts, row.translated, row.stale, row.missing)
            table.add_row(Text(name), *(f"{number:,}" for number in numbers))
        Console(file=sys.stdout, highlight=False, markup=False).print(table)


def _read_po(path: Path) -> list[Line]:
    """The messages of a PO file, or the end of the program with what is wrong at which line."""
    from tutor.authoring.translating.lines import Line
    from tutor.cli.saying import existing
    from tutor.exchange.po import LARGEST, PoTrouble, read_po
    from tutor.packs.problems import visible
    from tutor.packs.source import Refusal, read_regular

    [place] = existing([path])
    shown = visible(str(path), 200)
    if not place.is_file():
        _stop(f"{shown} is no file; name a PO file.", 1)
    read = read_regular(place, LARGEST)
    if isinstance(read, Refusal):
        _stop(f"{shown}: {read.message}", 1)
        return []
    try:
        messages = read_po(read[0])
    except PoTrouble as trouble:
        typer.echo(f"{shown}:{trouble.line}: {trouble.sentence}", err=True)
        raise typer.Exit(1) from trouble
    return [
        Line(one.context, one.source, one.text, one.fuzzy, one.previous, one.notes, at=f"{shown}:{one.line}")
        for one in messages
    ]


def _change(lines: list[Line]) -> Change:
    """Take these lines into a language, and say what came of them."""

    def change(state: State) -> State:
        from tutor.authoring.translating.lines import taken
        from tutor.packs.problems import visible

        found = taken(state, lines)
        for sentence in found.refused[:MOST_TOLD]:
            typer.echo(visible(sentence, 600), err=True)
        if len(found.refused) > MOST_TOLD:
            typer.echo(f"… and {len(found.refused) - MOST_TOLD:,} more that could not be taken.", err=True)
        typer.echo(f"Took {found.count:,} {'translation' if found.count == 1 else 'translations'}.", err=True)
        return found.state

    return change


def _write_po(path: Path, found: Brought) -> None:
    """Write all texts as a PO file; another text that lies there is kept beside it."""
    from tutor.authoring.edits import CannotEdit, keep
    from tutor.authoring.translating.bringing import read_with_nodes
    from tutor.authoring.translating.lines import lines_of
    from tutor.exchange.po import Message, write_po
    from tutor.packs.problems import visible

    course = read_with_nodes(found.draft).course
    header = {
        "Project-Id-Version": f"{course.id} {course.version}",
        "Language": found.state.language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": "tutor",
    }
    messages = (
        Message(one.context, one.source, one.text, one.stale, one.before, one.notes, one.told, one.place)
        for one in lines_of(found.state)
    )
    data = write_po(messages, header).encode()
    try:
        before = path.read_bytes() if path.exists() else data
        if before != data:
            typer.echo(f"As it was before: {visible(str(keep(path, before)), 200)}", err=True)
        path.write_bytes(data)
    except (CannotEdit, OSError) as problem:
        typer.echo(f"{visible(str(path), 200)} could not be written: {problem}", err=True)
        raise typer.Exit(1) from problem
    typer.echo(f"Wrote {visible(str(path), 200)}", err=True)
