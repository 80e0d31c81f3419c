"""Markdown files of a folder, with what stands in their front matter, and what of their text is code or a formula."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tutor.exchange.brought import NotThisFormat
from tutor.exchange.foreign import text_of
from tutor.exchange.report import Report
from tutor.packs.problems import quoted

MOST_FILES = 20_000
"""Files of one folder that are looked at. Fixed: bounds the time."""
_CODE = re.compile(r"```.*?```|(`+)(?!`).*?(?<!`)\1(?!`)|\$\$.*?\$\$|\$(?=\S)[^$\n]*?(?<=\S)\$", re.DOTALL)


class Found(NamedTuple):
    """A file, the folder it was found in, and the titles of the folders between them."""

    path: Path
    root: Path
    titles: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the file is called in a report."""
        return self.path.relative_to(self.root).as_posix()


def files_of(paths: Sequence[Path], suffix: str = ".md") -> Iterator[Found]:
    """The files themselves, and all that lie below folders, in order. Links and hidden folders are passed by.

    Raises NotThisFormat when there are too many; OSError.
    """
    count = 0
    for path in paths:
        if not path.is_dir():
            yield Found(path, path.parent, ())
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            count += len(names) + len(folders)
            if count > MOST_FILES:
                raise NotThisFormat(f"{quoted(path.name)} holds more than {MOST_FILES:,} files; import a part of it.")
            for name in sorted(names):
                place = Path(folder, name)
                if name.lower().endswith(suffix) and not place.is_symlink():
                    yield Found(place, path, place.relative_to(path).parts[:-1])


def texts_of(paths: Sequence[Path], report: Report) -> Iterator[tuple[Found, str]]:
    """The files of `files_of` with their texts. One that can't be read is told, and stops only an import of it alone.

    Raises NotThisFormat, OSError.
    """
    for found in files_of(paths):
        try:
            yield found, text_of(found.path)
        except (NotThisFormat, OSError) as trouble:
            if found.path in paths:
                raise
            why = str(trouble) if isinstance(trouble, NotThisFormat) else trouble.strerror or "it can't be read"
            report.read["file"] += 1
            report.refuse("file", "MD-FILE", why, found.name)


def front_matter(text: str) -> tuple[str, int]:
    """What stands between a first line `---` and the next, and the number of lines of all of it; else nothing and 0."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return "", 0
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    return ("\n".join(lines[1:end]), end + 1) if end else ("", 0)


def without_comments(text: str) -> str:
    """The text with each HTML comment as the line breaks in it, so that lines keep their numbers."""
    pieces, at = list[str](), 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*pieces, text[at:]])


def masked(text: str, *, code: bool = True, formulas: bool = True) -> str:
    """The text with code and formulas as as many NULs, so that no sign in them is taken for another."""

    def hidden(found: re.Match[str]) -> str:
        hides = formulas if found.group().startswith("$") else code
        return found.group() if not hides else re.sub(r"[^\n]", "\0", found.group())

    return _CODE.sub(hidden, text)


def beginning(path: Path, most: int = 100) -> Iterator[str]:
    """The beginnings of a file, or of the first Markdown files of a folder: to see what they are."""
    if not path.is_dir() and path.suffix.lower() not in (".md", ".markdown", ".txt"):
        return
    for number, found in enumerate(files_of([path])):
        if number == most:
            return
        with found.path.open("rb") as file:
            yield file.read(20_000).decode("utf-8", "replace").replace("\r\n", "\n")
