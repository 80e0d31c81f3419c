"""A teacher's own list of names, as it comes: a name a line, or what a spreadsheet or a school's program saved."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Sequence
from pathlib import Path

from tutor.classroom.folder import ClassTrouble, one_line
from tutor.packs.problems import quoted

MOST = 2_000
LONGEST_NAME = 100
LARGEST = 2_000_000
LONGEST_PATH = 200
_WHOLE = ("name", "names", "full name", "fullname", "learner", "student", "pupil", "nombre completo", "nom complet")
_FIRST = ("first name", "firstname", "first", "given name", "forename", "vorname", "nombre", "nombres", "prénom")
_SURNAMES = ("nachname", "familienname", "apellido", "apellidos", "nom", "nom de famille")
_LAST = ("last name", "lastname", "last", "surname", "family name", *_SURNAMES)
_OTHER = ("code", "id", "no", "no.", "nr", "nr.", "number", "#", "e-mail", "email", "mail", "class", "klasse", "group")


def names_in(place: Path) -> list[str]:
    """The names in a list, in its order. Raises `ClassTrouble`.

    Where the first line has headings, they say which column holds the names, also first and last names apart.
    Without them it is a name a line, `Muster, Ada` too, or the first column that has names and not numbers.
    """
    lines = [line for line in text_of(place).splitlines() if line.strip(" \t;,\0")]
    separator = next((sign for sign in ";\t," if any(sign in line for line in lines)), ",")
    rows = [[one_line(cell) for cell in cells(line, separator)] for line in lines]
    named = _by_headings(rows) if rows else None
    found = [one_line(name, LONGEST_NAME) for name in (named or _by_looks(rows, lines, separator))]
    names = [name for name in found if name]
    if not names:
        raise ClassTrouble(f"{_shown(place)} has no names: one a line, or in a column with the heading “name”.", 2)
    if len(names) > MOST:
        raise ClassTrouble(f"{_shown(place)} has {len(names):,} names; a class has {MOST:,} at most.", 2)
    return names


def text_of(place: Path) -> str:
    """The text of a list that a person's program saved: UTF-8, UTF-16 with its mark, else what Windows writes.

    Raises `ClassTrouble`.
    """
    try:
        with place.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise ClassTrouble(f"{_shown(place)} can't be read: {problem.strerror or problem}.", 2) from problem
    if len(data) > LARGEST:
        raise ClassTrouble(f"{_shown(place)} is larger than any class.", 2)
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ClassTrouble(f"{_shown(place)} is no text that can be read; save it as “CSV UTF-8”.", 2)


def cells(line: str, separator: str) -> list[str]:
    """The cells of one line."""
    return next(csv.reader([line.replace("\0", "")], delimiter=separator), [])


def _shown(place: Path) -> str:
    return quoted(place, LONGEST_PATH)


def _by_headings(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The names by the headings of the first row; None where it has none."""
    heads = [cell.casefold() for cell in rows[0]]
    whole, first, last = (_column(heads, words) for words in (_WHOLE, _FIRST, _LAST))
    if whole is not None and whole not in (first, last):
        columns = [first, whole] if first is not None and last is None else [whole]  # `name` beside a first name
    elif first is not None or last is not None:
        columns = [column for column in (first, last) if column is not None]
    else:
        return None
    return [" ".join(row[column] for column in columns if column is not None and column < len(row)) for row in rows[1:]]


def _column(heads: Sequence[str], words: Sequence[str]) -> int | None:
    return next((number for number, head in enumerate(heads) if head in words), None)


def _by_looks(rows: Sequence[Sequence[str]], lines: Sequence[str], separator: str) -> list[str]:
    if separator == "," and all(re.fullmatch(r"[^,\"]*[^\s,\"],\s+[^,\"]+", line.strip()) for line in lines):
        return list(lines)
    widest = max((len(row) for row in rows), default=0)
    column = next((one for one in range(widest) if _has_names(rows, one)), 0)
    named = [row[column] if column < len(row) else "" for row in rows]
    return named[1:] if named and rows[0][column:] and rows[0][column].casefold() in _OTHER else named


def _has_names(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether most cells of a column have letters in them, and no figures."""
    found = [row[column] for row in rows if column < len(row) and row[column]]
    return 2 * sum(not re.search(r"[0-9@]", cell) for cell in found) > len(found)
