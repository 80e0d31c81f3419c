"""Opening hand-outs from a place: which of those that lie there are for this learner, and all that they bring."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from tutor.core.classroom.codes import read_code
from tutor.core.learner.class_rows import ClassRow
from tutor.language import _
from tutor.packs.bundle import SUFFIXES, Bundle, read_bundle
from tutor.packs.problems import quoted
from tutor.packs.source import Refusal
from tutor.present.class_files import taken_words
from tutor.study.classes.taking import Taken, take
from tutor.study.desk import Desk
from tutor.study.enrolling import take_up
from tutor.study.trouble import StudyError

MOST = 1_000
"""Files of a folder that are looked at."""
LONGEST = 80
"""Characters of a file's name that are told."""


class Shelved(Struct, frozen=True):
    """What became of a hand-out's packs: a sentence for each that was added, and for each that was not."""

    added: list[str]
    problems: list[str]


Met: TypeAlias = Callable[[str], "list[str] | None"]
"""The items of a course that this learner has met."""
Shelve: TypeAlias = Callable[[Bundle, Met], Shelved]
"""Puts the packs of a hand-out into the library; whoever wires a session hands it in."""


class Handouts(Struct, frozen=True):
    """Hand-outs with the names of their files, the oldest first; a sentence for each file that can't be taken."""

    found: list[tuple[str, Bundle]]
    problems: list[str]


def typed_path(words: str) -> Path:
    """The path that was typed or pasted: terminals put a dropped file in quotes, or a backslash before its blanks."""
    words = words.strip()
    if words.startswith("file://"):
        pieces = re.sub(rb"%([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), words[7:].encode())
        words = pieces.decode("utf-8", "replace").replace("\0", "")
    elif not _is_there(words):
        with suppress(ValueError):  # an open quote
            split = shlex.split(words)
            words = split[0] if len(split) == 1 else words
    try:
        return Path(words).expanduser()
    except RuntimeError:  # the home of nobody
        return Path(words)


def _is_there(words: str) -> bool:
    try:
        return Path(words).exists()
    except (OSError, ValueError):
        return False


def read_at(places: Sequence[Path]) -> Handouts:
    """The hand-outs at these places, files or folders. Raises `StudyError` for a file that is none, or without any."""
    found: list[tuple[str, Bundle]] = []
    problems: list[str] = []
    for place in places:
        whole = _is_there(str(place)) and place.is_dir()
        try:
            files = sorted(place.glob(f"*{SUFFIXES['handout']}"))[:MOST] if whole else [place]
        except OSError as problem:
            raise StudyError("bad_request", _cannot(place, problem.strerror or str(problem))) from problem
        for file in files:
            bundle = _read(file)
            if isinstance(bundle, str):
                problems.append(_cannot(file, bundle))
                if not whole:
                    raise StudyError("bad_request", problems[-1])
            else:
                found.append((file.name, bundle))
    if not found:
        told = [*problems, _("There is no hand-out there: its name ends in .handout.")]
        raise StudyError("bad_request", " ".join(told))
    found.sort(key=lambda one: (one[1].manifest.class_id, one[1].manifest.seq, one[0]))
    return Handouts(found, problems)


def _read(file: Path) -> Bundle | str:
    """The hand-out in a file, or why it is none."""
    if not _is_there(str(file)):
        return _("there is no such file")
    try:
        bundle = read_bundle(file)
    except (OSError, ValueError) as problem:
        return str(getattr(problem, "strerror", "") or problem)
    if isinstance(bundle, Refusal):
        return bundle.message
    return bundle if bundle.manifest.kind == "handout" else _("it is no hand-out")


def _cannot(file: Path, why: str) -> str:
    return _("{name} can't be taken: {why}. Ask for it again.", name=quoted(file, LONGEST), why=why)


def asks_code(desk: Desk, handouts: Handouts) -> bool:
    """Whether the learner's code is to be asked for: a class is new to them, and no file says who they are."""
    return any(
        not bundle.manifest.code and desk.book.rows.get(ClassRow, bundle.manifest.class_id) is None
        for _name, bundle in handouts.found
    )


def for_learner(desk: Desk, handouts: Handouts, code: str = "") -> list[tuple[str, Bundle]]:
    """Those for everybody, and those for this learner alone: a shared folder holds others' too."""
    if len(handouts.found) == 1:
        return handouts.found
    own = {read_code(code)} if code else set()
    for _name, bundle in handouts.found:
        row = desk.book.rows.get(ClassRow, bundle.manifest.class_id)
        own |= {row.code} if row is not None else set()
    return [
        (name, bundle) for name, bundle in handouts.found if not bundle.manifest.code or bundle.manifest.code in own
    ]


def join(desk: Desk, handouts: Handouts, code: str = "") -> list[str]:
    """Take them in with their packs, and study the class's courses from now on. Returns what is to be told."""
    told = list(handouts.problems)
    for name, bundle in for_learner(desk, handouts, code):
        shelved = shelve(desk, bundle)
        told += [*shelved.added, *shelved.problems]
        told += taken_in(desk, name, take(desk, bundle, code), brought=bool(shelved.added))
    return told


def shelve(desk: Desk, bundle: Bundle) -> Shelved:
    """Put its packs into the library, but those of an older hand-out than the class's newest that was taken in."""
    row = desk.book.rows.get(ClassRow, bundle.manifest.class_id)
    if desk.shelve is None or (row is not None and bundle.manifest.seq < row.seq):
        return Shelved([], [])
    return desk.shelve(bundle, desk.book.rows.met)


def taken_in(desk: Desk, name: str, taken: Taken, *, brought: bool) -> list[str]:
    """Study the courses of a class that are here. Returns what a hand-out brought, in sentences.

    `brought`: courses of it were told of already.
    """
    for course in taken.row.courses:
        desk.look_again(course)
        if desk.shelf.course(course) is not None:
            take_up(desk, course)
    return taken_words(taken, name, brought=brought)
