"""Writing a hand-in: what is in it is put together first and shown, and only then written as one file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Sequence
from errno import ENOENT
from itertools import chain, count
from pathlib import Path

from msgspec import Struct

import tutor
from tutor.core.classroom.codes import read_code, shown
from tutor.core.classroom.lines import Line, written
from tutor.core.classroom.manifest import COUNTING, LEVELS, Manifest, PackRef
from tutor.core.learner.class_events import GaveTeacher
from tutor.core.learner.class_rows import ClassRow
from tutor.core.learner.rows import CourseRow
from tutor.language import _, speaking
from tutor.packs.bundle import SUFFIXES, packed, write_whole
from tutor.packs.problems import visible
from tutor.present.class_files import contents, counting_words, handin_readme
from tutor.present.class_learner import about, not_in_it
from tutor.study.classes.gathering import Lines, gather
from tutor.study.desk import Desk, iso_day
from tutor.study.trouble import StudyError

README = "README.txt"
LONGEST_LINE = 400


class Prepared(Struct, frozen=True):
    """A hand-in that isn't written yet: its head, its rows by the names of their files, and its bytes."""

    manifest: Manifest
    lines: Lines
    data: bytes
    ticked: list[str]

    @property
    def file_name(self) -> str:
        """What the file is called: by code and number, so that a folder of them sorts itself."""
        return f"{self.manifest.code}-{self.manifest.seq:04}{SUFFIXES['handin']}"

    def count(self, name: str) -> int:
        """How many rows a file of it has."""
        return len(self.lines.get(name, []))


def class_of(desk: Desk, wanted: str = "") -> ClassRow:
    """The class that is meant: by title, code, the beginning of its id, or the only one. Raises `StudyError`."""
    joined = desk.book.classes()
    if not joined:
        raise StudyError("bad_request", _("You are in no class; `tutor join FILE.handout` joins one."))
    found = [one for one in joined if not wanted or _is_meant(one, wanted.strip().casefold())]
    if len(found) == 1:
        return found[0]
    titles = _told_apart(found or joined)
    if found:
        raise StudyError("bad_request", _("Say which class: {classes}.", classes=titles))
    raise StudyError("bad_request", _("There is no such class; you are in: {classes}.", classes=titles))


def _told_apart(rows: Sequence[ClassRow]) -> str:
    """Titles of classes, with the codes of those that are called alike."""
    often = Counter(one.title.casefold() for one in rows)
    return ", ".join(
        one.title if often[one.title.casefold()] == 1 else f"{one.title} ({shown(one.code)})" for one in rows
    )


def class_by_id(desk: Desk, class_id: str) -> ClassRow:
    """A class that was joined and not left. Raises `StudyError`."""
    row = desk.book.rows.get(ClassRow, class_id)
    if row is None or row.left_at:
        raise StudyError("bad_request", _("You are not in this class."))
    return row


def _is_meant(row: ClassRow, wanted: str) -> bool:
    if wanted == row.title.casefold() or read_code(wanted) == row.code:
        return True
    return len(wanted) >= 4 and row.id.startswith(wanted)


def prepare(
    desk: Desk,
    row: ClassRow,
    level: int,
    ticked: Collection[str] = (),
    *,
    counted: bool = False,
    withdraw: bool = False,
) -> Prepared:
    """Put a hand-in together. With `withdraw` nothing is in it but the wish that all earlier ones be deleted.

    `counted` says that the answers in it may be counted in sums that leave the class; without answers nothing may.
    """
    if level not in LEVELS:
        raise StudyError("bad_request", _("A level is 0, 1, 2 or 3."))
    lines, tips = ({}, []) if withdraw else gather(desk, row, level, ticked)
    kept: Lines = {name: rows for name, rows in lines.items() if rows}
    files = {name: b"".join(written(line) + b"\n" for line in rows) for name, rows in kept.items()}
    manifest = Manifest(
        kind="handin",
        bundle_id=f"{desk.chance.getrandbits(128):032x}",
        seq=row.handed + 1,
        made_on=iso_day(desk),
        program_version=tutor.__version__,
        class_id=row.id,
        code=row.code,
        level=0 if withdraw else level,
        withdraw=withdraw,
        counted=counted and level >= COUNTING and not withdraw,
        language=speaking.tag if level >= 2 and not withdraw else "",
        packs=_packs(desk, row) if level >= 1 and not withdraw else [],
        chain=tips,
    )
    files[README] = handin_readme(manifest, {name: len(rows) for name, rows in kept.items()}).encode()
    data = packed(manifest, files, {name: len(rows) for name, rows in kept.items()})
    return Prepared(manifest, kept, data, _went(kept))


def _packs(desk: Desk, row: ClassRow) -> list[PackRef]:
    met = [found for name in row.courses if (found := desk.book.rows.get(CourseRow, name)) is not None]
    return [PackRef(one.id, one.version[:100], one.content_hash[:64]) for one in met]


def _went(lines: Lines) -> list[str]:
    """Ids of the pieces, entries and goals that are in it."""
    return [_id(line) for name in ("portfolio.jsonl", "journal.jsonl", "goals.jsonl") for line in lines.get(name, [])]


def _id(line: Line) -> str:
    return str(getattr(line, "id", ""))


class Page(Struct, frozen=True):
    """A hand-in that isn't written yet, the lines that tell all that is in it, and a sentence of what is not."""

    prepared: Prepared
    lines: list[str]
    left_out: str = ""


def page(
    desk: Desk,
    row: ClassRow,
    level: int,
    ticked: Collection[str] = (),
    *,
    counted: bool = False,
    withdraw: bool = False,
) -> Page:
    """The same page that the teacher sees about the learner, then what is in the file, and what is not in it."""
    made = prepare(desk, row, level, ticked, counted=counted, withdraw=withdraw)
    if withdraw:
        told = _("This asks your teacher to delete all that you handed in to {title}.", title=row.title)
        return Page(made, [told])
    rows = {name: len(lines) for name, lines in made.lines.items()}
    told_of_them = about(row.code, row.title, level, made.lines, desk.title)
    kept = [visible(line, LONGEST_LINE) if line else "" for line in told_of_them]
    said = [counting_words(counted=made.manifest.counted)] if level >= COUNTING else []
    return Page(made, [*kept, "", *contents(rows), *said], not_in_it(level))


def asks_adult(row: ClassRow, made: Prepared) -> bool:
    """Whether an adult is to be asked to the keyboard before this is written."""
    return row.parents and not row.asked_parent and not made.manifest.withdraw


def give(desk: Desk, prepared: Prepared, folder: Path, *, asked_parent: bool = False) -> Path:
    """`hand_in`, with a folder that can't be written to told in a sentence. Raises `StudyError`."""
    try:
        if not folder.is_dir():
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
        return hand_in(desk, prepared, folder, asked_parent=asked_parent)
    except (OSError, ValueError) as problem:  # a path that no system can have
        why = getattr(problem, "strerror", "") or problem
        what = _("Nothing was written to {folder}: {why}.", folder=visible(str(folder), LONGEST_LINE), why=why)
        raise StudyError("bad_request", what) from problem


def _free(place: Path) -> Path:
    """The path itself, or a like one where another computer of the same learner has put its own file."""
    others = (place.with_stem(f"{place.stem}-{number}") for number in count(2))
    return next(one for one in chain([place], others) if not one.exists())


def hand_in(desk: Desk, prepared: Prepared, folder: Path, *, asked_parent: bool = False) -> Path:
    """Write the file into a folder, then note that it was. Returns its path. Raises `OSError`, `StoreTrouble`."""
    place = _free(folder / prepared.file_name)
    write_whole(place, prepared.data)
    head = prepared.manifest
    desk.write(
        GaveTeacher(
            class_id=head.class_id,
            seq=head.seq,
            level=head.level,
            answers=prepared.count("answers.jsonl"),
            ticked=prepared.ticked,
            withdrawn=head.withdraw,
            counted=head.counted,
            asked_parent=asked_parent,
        )
    )
    return place
