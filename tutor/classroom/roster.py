"""Who is in a class: names with their codes. It stays in the class's folder, for its owner alone, and never travels."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from msgspec import Struct

from tutor.classroom.folder import ROSTER, SLIPS, ClassTrouble, one_line
from tutor.core.classroom.codes import new_code, read_code, shown
from tutor.packs.problems import quoted

MOST = 2_000
LONGEST_NAME = 100
LARGEST = 2_000_000
HEADINGS = ("name", "names", "learner", "student", "pupil", "nombre", "nom")


class Person(Struct, frozen=True):
    """A learner: the code, and the name if the teacher wrote one down."""

    code: str
    name: str = ""


def names_in(place: Path) -> list[str]:
    """The names in a list: the first column of a CSV file, or a line each. Raises `ClassTrouble`."""
    try:
        with place.open("rb") as file:
            data = file.read(LARGEST + 1)
        text = data.decode("utf-8-sig")
    except OSError as problem:
        raise ClassTrouble(f"{quoted(place)} can't be read: {problem.strerror or problem}.", 2) from problem
    except UnicodeDecodeError as problem:
        raise ClassTrouble(f"{quoted(place)} is no text in UTF-8; save it as “CSV UTF-8”.", 2) from problem
    if len(data) > LARGEST:
        raise ClassTrouble(f"{quoted(place)} is larger than any class.", 2)
    names = [name for line in text.splitlines() if (name := _name(line))]
    names = names[1:] if names and names[0].casefold() in HEADINGS else names
    if not names:
        raise ClassTrouble(f"{quoted(place)} has no names: one a line, or in the first column.", 2)
    if len(names) > MOST:
        raise ClassTrouble(f"{quoted(place)} has {len(names):,} names; a class has {MOST:,} at most.", 2)
    return names


def _name(line: str) -> str:
    separator = next((sign for sign in ";\t," if sign in line), ",")
    row = _cells(line, separator)
    return one_line(row[0] if row else "", LONGEST_NAME)


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line.replace("\0", "")], delimiter=separator), [])


def draw(names: Iterable[str], chance: Random, taken: Sequence[Person] = ()) -> list[Person]:
    """A new code for each name."""
    codes = {person.code for person in taken}
    found = []
    for name in names:
        while (code := new_code(chance)) in codes:
            pass
        codes.add(code)
        found.append(Person(code, name))
    return found


def write(folder: Path, people: Sequence[Person], title: str) -> None:
    """Write the list, and the slips to cut apart. Raises `OSError`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("code", "name"))
    writer.writerows((shown(person.code), as_cell(person.name)) for person in people)
    _private(folder / ROSTER, out.getvalue())
    _private(folder / SLIPS, slips(people, title))


def as_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def slips(people: Sequence[Person], title: str) -> str:
    """A slip for each learner, to be cut apart."""
    rule = "- " * 30 + "\n"
    return rule + rule.join(
        f"\n  {person.name or 'Learner'}\n  {title}\n\n  Your code:  {shown(person.code)}\n"
        "  Type it once, when tutor asks: tutor join FILE.handout\n\n"
        for person in people
    )


def _private(place: Path, text: str) -> None:
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    place.chmod(0o600)


def read(folder: Path) -> list[Person]:
    """The list of a class; empty where it has none. Raises `ClassTrouble` for a line without a proper code."""
    place = folder / ROSTER
    if not place.exists():
        return []
    try:
        text = place.read_text("utf-8-sig")
    except OSError as problem:
        raise ClassTrouble(f"{quoted(place)} can't be read; take it from a copy of the folder.") from problem
    except UnicodeDecodeError as problem:
        raise ClassTrouble(f"{quoted(place)} is no text in UTF-8; save it as “CSV UTF-8”.") from problem
    found: list[Person] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        # No code has a separator in it, so the first is the one that the teacher's spreadsheet writes.
        row = _cells(line, next((sign for sign in line if sign in ",;\t"), ","))
        if not "".join(row).strip() or (number == 1 and row[0].strip() == "code"):
            continue
        code = read_code(row[0])
        if code is None:
            raise ClassTrouble(f"{place}:{number}: {quoted(row[0], 40)} is no code; mend it or take the line out.")
        if code in lines:
            same = f"the code of line {lines[code]} stands here again"
            raise ClassTrouble(f"{place}:{number}: {same}; two learners can't share one. Take one of the lines out.")
        lines[code] = number
        found.append(Person(code, one_line(row[1].removeprefix("'"), LONGEST_NAME) if len(row) > 1 else ""))
    return found
