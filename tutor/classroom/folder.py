"""A class is a folder: what it is (`class.json`), who is in it (`roster.csv`, never packed), what was collected."""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tutor.core.classroom.manifest import HIGHEST, SUGGESTED, PackRef, is_day, is_pack
from tutor.core.text import clean
from tutor.packs.bundle import write_whole
from tutor.packs.problems import quoted

CARD, ROSTER, SLIPS, BOOK, PACKS = "class.json", "roster.csv", "slips.txt", "class.sqlite", "packs"
LARGEST = 1_000_000
LONGEST_TITLE = 200
LONGEST_TEXT = 2_000
"""Characters of `contact` and of `about`; learners' programs refuse more."""
_ID = r"[0-9a-f]{32}"


class ClassTrouble(Exception):
    """What keeps a class's folder from being used, in one sentence. `status` is the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


class Holiday(Struct, frozen=True):
    """Days (ISO, both included) on which nobody is expected to study."""

    first: str
    last: str


class Card(Struct, kw_only=True):
    """What `class.json` says. `asks_level`, `contact`, `parents`, `about` and `holidays` may be changed by hand.

    `seq` counts hand-outs; `packs` are those that were handed out, in their newest versions, each kept in the folder
    `packs` as it was built; `made_on` is an ISO day.
    """

    id: str
    title: Annotated[str, Meta(min_length=1, max_length=LONGEST_TITLE)]
    asks_level: Annotated[int, Meta(ge=0, le=3)] = SUGGESTED
    contact: str = ""
    parents: bool = False
    about: str = ""
    holidays: list[Holiday] = []
    seq: int = 0
    packs: list[PackRef] = []
    made_on: str = ""


class ClassFolder:
    """A class's folder that exists, and its card."""

    def __init__(self, path: Path, card: Card) -> None:
        self.path = path
        self.card = card

    @property
    def book(self) -> Path:
        """The file of what was collected."""
        return self.path / BOOK

    @property
    def stem(self) -> str:
        """The class's title as it may stand in a file's name."""
        return stem_of(self.card.title)

    def save(self) -> None:
        """Write the card. Raises `OSError`."""
        data = json.dumps(msgspec.to_builtins(self.card), ensure_ascii=False, indent=1) + "\n"
        write_whole(self.path / CARD, data.encode())


def stem_of(title: str) -> str:
    """A title as it may stand in a file's name: letters and figures with hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "class"


def one_line(text: str, longest: int = LONGEST_TITLE) -> str:
    """A person's text as one line of bounded length, harmless to show."""
    return " ".join(clean(text).split())[:longest]


def create(path: Path, card: Card) -> ClassFolder:
    """Make a class's folder; it must not be there, or be empty. Raises `ClassTrouble`, `OSError`."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ClassTrouble(f"{quoted(path)} is there already and not empty; name another folder with --in.")
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    folder = ClassFolder(path, card)
    folder.save()
    return folder


def new_card(title: str, class_id: str, today: date) -> Card:
    """The card of a new class. Raises `ClassTrouble` for a title that is none."""
    title = one_line(title, LONGEST_TITLE + 1)
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise ClassTrouble(f"Give the class a title of 1 to {LONGEST_TITLE} characters.", 2)
    return Card(id=class_id, title=title, made_on=today.isoformat())


def find(path: Path | None) -> ClassFolder:
    """The class's folder at a path; without one the folder here, or the only one in it. Raises `ClassTrouble`."""
    if path is not None:
        return _opened(path)
    here = Path.cwd()
    if (here / CARD).is_file():
        return _opened(here)
    found = sorted(one.parent for one in here.glob(f"*/{CARD}"))
    if len(found) == 1:
        return _opened(found[0])
    if found:
        names = ", ".join(one.name for one in found[:10])
        raise ClassTrouble(f"There are {len(found)} classes here ({names}); say which: --class FOLDER", 2)
    raise ClassTrouble("There is no class here; `tutor class new TITLE` makes one, --class FOLDER names one.", 2)


def _opened(path: Path) -> ClassFolder:
    place = path / CARD
    try:
        with place.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise ClassTrouble(f"{quoted(path)} is no class's folder: {CARD} can't be read there.", 2) from problem
    try:
        card = msgspec.json.decode(data[:LARGEST].removeprefix(codecs.BOM_UTF8), type=Card)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        why = one_line(str(problem))
        raise ClassTrouble(f"{quoted(place)} can't be read: {why}. Mend it, or take it from a copy.") from problem
    if flaw := _flaw(card):
        raise ClassTrouble(f"{quoted(place)} can't be used: {flaw}. Mend it, or take it from a copy.")
    return ClassFolder(path, card)


def _flaw(card: Card) -> str:
    """What was written into a card by hand that can't be; "" when nothing was."""
    for name, text in (("contact", card.contact), ("about", card.about)):
        if len(text) > LONGEST_TEXT:
            return f"`{name}` has more than {LONGEST_TEXT:,} characters"
    for number, holiday in enumerate(card.holidays, 1):
        days = (holiday.first, holiday.last)
        for day in days:
            if not is_day(day):
                return f"of holiday {number}, {quoted(day, 30)} is no day like 2026-12-24"
        if holiday.first > holiday.last:
            return f"holiday {number} would end on {holiday.last}, before it begins on {holiday.first}"
    checks = (
        (re.fullmatch(_ID, card.id), "its `id` is not as it was made"),
        (0 <= card.seq < HIGHEST, "its `seq` counts no hand-outs"),
        (all(map(is_pack, card.packs)), "one of its `packs` has a strange id or version"),
    )
    return next((what for fine, what in checks if not fine), "")
