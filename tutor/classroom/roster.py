"""Who is in a class: names with their codes. It stays in the class's folder, for its owner alone, and never travels."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from random import Random

from msgspec import Struct

from tutor.classroom.folder import ROSTER, SLIPS, ClassTrouble, one_line
from tutor.classroom.name_lists import LONGEST_NAME, cells, text_of
from tutor.core.classroom.codes import new_code, read_code, shown
from tutor.packs.problems import quoted

ALIKE = 0.6
"""How alike two names are, of 1, that may be one. Tunable (0.5..0.8)."""


class Person(Struct, frozen=True):
    """A learner: the code, and the name if the teacher wrote one down."""

    code: str
    name: str = ""


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


def called(people: Sequence[Person]) -> dict[str, str]:
    """What each code is called: the name where the list has one, with the code where two have the same."""
    often = Counter(person.name.casefold() for person in people)
    return {
        person.code: person.name if often[person.name.casefold()] == 1 else f"{person.name} ({shown(person.code)})"
        for person in people
        if person.name
    }


def near_names(wanted: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names that are written much like this one, or one of whose words is, the nearest first."""
    words: dict[str, list[str]] = {}
    for name in names:
        for word in dict.fromkeys([name.casefold(), *name.casefold().split()]):
            words.setdefault(word, []).append(name)
    near = get_close_matches(wanted[:LONGEST_NAME].casefold(), words, n=most, cutoff=ALIKE)
    return list(dict.fromkeys(name for word in near for name in words[word]))[:most]


def is_lost(folder: Path) -> bool:
    """Whether a class that had a list has none any more."""
    return (folder / SLIPS).exists() and not (folder / ROSTER).exists()


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
    text = text_of(place)
    found: list[Person] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        # No code has a separator in it, so the first is the one that the teacher's spreadsheet writes.
        row = cells(line, next((sign for sign in line if sign in ",;\t"), ","))
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
