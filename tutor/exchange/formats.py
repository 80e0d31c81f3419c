"""Which formats there are, and which one a file is. A format's module is imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tutor.exchange.brought import Brought, NotThisFormat, Wishes
from tutor.packs.problems import one_of, quoted

if TYPE_CHECKING:
    from tutor.exchange.sent import Sent
    from tutor.packs.compiled import Compiled

Reader = Callable[[Sequence[Path], Wishes], Brought]
"""`read(paths, wishes)` of a format's module. Raises NotThisFormat, OSError."""
Writer = Callable[["Compiled", Wishes], "Sent"]
"""`write(compiled, wishes)` of a format's module."""


class Format(NamedTuple):
    """A format: its module in this folder, what it is called, how its files end and which ways it goes.

    `folders` tells that a folder may be one. Where an ending does not tell, `looks(path)` of the module says whether
    the beginning of a file is of this format.
    """

    module: str
    title: str
    endings: tuple[str, ...]
    reads: bool = True
    writes: bool = False
    folders: bool = False

    def looks(self, path: Path) -> bool:
        found: bool = import_module(f"tutor.exchange.{self.module}").looks(path)
        return found


FORMATS: dict[str, Format] = {
    "anki": Format("anki", "Anki package", (".apkg", ".colpkg"), writes=True),
    "aiken": Format("aiken", "Aiken", (".txt",)),
    "swirl": Format("swirl", "swirl: lessons of R", (".yaml", ".yml", "lesson"), folders=True),
    "gift": Format("gift", "GIFT, Moodle's text format", (".gift", ".txt"), writes=True),
    "moodle-xml": Format("moodle_xml", "Moodle XML", (".xml",), writes=True),
    "table": Format("table", "Delimited text", (".csv", ".tsv", ".txt"), writes=True),
    "hashcards": Format("hashcards", "hashcards: Markdown decks", (".md",), writes=True, folders=True),
    "oatutor": Format("oatutor", "OATutor: a pool of problems", (), folders=True),
    "obsidian": Format("obsidian", "Obsidian notes with cards", (".md",), folders=True),
}
"""By the name that `--format` and `--to` take."""


def format_of(path: Path, named: str = "") -> str:
    """The name of the format of a file or folder: as named, else by its ending and its beginning.

    Raises NotThisFormat with what to do; OSError.
    """
    readable = [name for name, one in FORMATS.items() if one.reads]
    if named in readable:
        if path.is_dir() and not FORMATS[named].folders:
            raise NotThisFormat(f"{quoted(path.name)} is a folder; name the files in it.")
        return named
    if named:
        raise NotThisFormat(f"There is no format {quoted(named)} to read; there are {one_of(readable)}.")
    if path.is_dir():
        found = [name for name in readable if FORMATS[name].folders and FORMATS[name].looks(path)]
    else:
        fitting = [name for name in readable if path.name.lower().endswith(FORMATS[name].endings)]
        found = fitting if len(fitting) == 1 else [name for name in fitting or readable if FORMATS[name].looks(path)]
    if found:
        return found[0]
    raise NotThisFormat(f"It is not clear what {quoted(path.name)} is; say it with --format: {one_of(readable)}.")


def reader(name: str) -> Reader:
    """The reader of a format."""
    read: Reader = import_module(f"tutor.exchange.{FORMATS[name].module}").read
    return read


def writer(name: str) -> Writer:
    """The writer of a format."""
    write: Writer = import_module(f"tutor.exchange.{FORMATS[name].module}").write
    return write
