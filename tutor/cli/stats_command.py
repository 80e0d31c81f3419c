"""`tutor stats`: how one's learning goes, drawn on a terminal, as text, as JSON, as CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import typer

from tutor.language import _

if TYPE_CHECKING:
    from tutor.core.insight.figures import Figures
    from tutor.present.charts import Line
    from tutor.present.insight import Sheet

WIDEST = 80
"""Cells of a drawing, however wide the terminal is."""
LINES = 12
STYLES = {"label": "dim", "bar": "cyan", "second": "cyan", "mark": "bold yellow", "words": ""}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet reads as a formula where a text begins with it."""


def stats(
    which: Annotated[
        str | None, typer.Argument(metavar="[WHICH]", help="days, due, recall, growth, time, sure, ways or hard.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, a key for each question.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a head line.")] = False,
    learner: Annotated[str, typer.Option("--learner", metavar="NAME", help="Which learner.")] = "me",
    learner_file: Annotated[Path | None, typer.Option("--learner-file", metavar="FILE", help="The file.")] = None,
    language: Annotated[str, typer.Option("--language", metavar="TAG", help="The language of titles.")] = "",
) -> None:
    """How your learning goes: eight questions, or WHICH of them.

    Exit status: 0; 1 when the learner's file can't be read; 2 when there is no such question or learner's name.
    """
    from tutor.cli.data_places import told
    from tutor.cli.opening import CannotOpen
    from tutor.present.insight import TITLES

    with told():
        if which is not None and which not in TITLES:
            raise CannotOpen(
                _("There is no question “{name}”; there are {names}.", name=which[:40], names=", ".join(TITLES)), 2
            )
        if as_json and as_csv:
            raise CannotOpen(_("Choose --json or --csv."), 2)
        found = _figures(learner, learner_file, language, [which] if which else list(TITLES))
    if as_json:
        _say_json(found)
    elif as_csv:
        every = ("question", "row", "column", "value"), _every_value(found)
        typer.echo(_csv(*(_list_of(found[which]) if which else every)))
    else:
        _show(found, whole=which is not None)


def _figures(learner: str, file: Path | None, language: str, names: Sequence[str]) -> dict[str, Figures]:
    from tutor.cli.data_places import session_of

    with session_of(learner, file, language) as session:
        return {name: session.insight(name) for name in names}


# As JSON and CSV


def _say_json(found: dict[str, Figures]) -> None:
    import msgspec

    from tutor.cli.saying import say_json
    from tutor.present.insight import sheet

    facts: dict[str, dict[str, Any]] = {}
    for name, figures in found.items():
        told = sheet(name, figures)
        facts[name] = {"question": told.title, "sentence": told.sentence, **msgspec.to_builtins(figures)}
    say_json(facts)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    import csv
    import io

    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(map(_cell, row) for row in rows)
    return into.getvalue().rstrip("\n")


def _list_of(figures: Figures) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The columns and rows of the main list of the figures: the first that they hold."""
    import msgspec

    fields = msgspec.structs.fields(figures)
    name, of = next((one.name, get_args(one.type)[0]) for one in fields if get_origin(one.type) is list)
    rows = [tuple(msgspec.to_builtins(row).values()) for row in getattr(figures, name)]
    return of.__struct_fields__, rows


def _every_value(found: dict[str, Figures]) -> Iterator[tuple[Any, ...]]:
    """One value a row: of which question, in which row and column."""
    for name, figures in found.items():
        head, rows = _list_of(figures)
        for number, row in enumerate(rows, 1):
            yield from ((name, number, column, value) for column, value in zip(head, row, strict=True))


def _cell(value: Any) -> Any:
    """A value for a spreadsheet; a text of a course never becomes a formula."""
    from tutor.core.text import clean

    if not isinstance(value, str):
        return value
    text = " ".join(clean(value).split())
    return f"'{text}" if text.startswith(FORMULA) else text


# For people


def _show(found: dict[str, Figures], *, whole: bool) -> None:
    """Drawn on a terminal, with the numbers of one that is named; elsewhere the numbers without the drawings."""
    from tutor.present.insight import sheet

    sheets = [sheet(name, figures) for name, figures in found.items()]
    if sys.stdout.isatty():
        _draw(sheets, whole=whole)
        return
    lines = (line for number, one in enumerate(sheets) for line in ([""] if number else []) + _text(one))
    typer.echo("\n".join(map(_printable, lines)))


def _text(one: Sheet) -> list[str]:
    from tutor.present.charts import plain

    told = [one.title, one.sentence, *([one.more] if one.more else [])]
    for table in _tables(one, 10_000):
        told += ["", *map(plain, table)]
    return told


def _tables(one: Sheet, width: int) -> Iterable[list[Line]]:
    from tutor.present.charts import table

    return (table(each.head, each.rows, width) for each in one.tables)


def _draw(sheets: Sequence[Sheet], *, whole: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    width = min(WIDEST, console.width - 2)

    def line(pieces: Line) -> Text:
        return Text.assemble("  ", *((_printable(signs), STYLES[kind]) for kind, signs in pieces))

    for one in sheets:
        console.print(Text(f"\n{_printable(one.title)}\n", "bold"))
        if one.draw is not None:
            console.print(*map(line, one.draw(width, LINES)), "", sep="\n", no_wrap=True, crop=True)
        for words in filter(None, (one.sentence, one.more)):
            console.print(Text(_printable(words)), width=width)
        for table in _tables(one, width) if whole else ():
            console.print("", *map(line, table), sep="\n", no_wrap=True, crop=True)


def _printable(words: str) -> str:
    """Without control codes, and in ASCII where standard output knows no more."""
    from tutor.core.text import clean
    from tutor.present.charts import EIGHTHS_ON, SHADES, ascii_only

    try:
        (SHADES + EIGHTHS_ON).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        words = ascii_only(words)
    return clean(words)
