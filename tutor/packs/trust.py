"""The list of what a person answered when they were asked whether a pack's programs may run on this computer.

An answer belongs to the content of a pack: to the hash over all its files. It is about the computer, so the list lies
beside the learners' files and not in them. A list that can't be read trusts nothing.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

LARGEST = 16_000_000
"""Bytes of the list that are read."""
MOST = 500
"""Answers that are kept, the newest, as far as they fit; each has the names of a pack's files."""
MOST_OF_A_COURSE = 3
"""Answers about states of one course that are kept. Tunable (1..10)."""


class Answer(Struct, frozen=True):
    """An answer about one state of a pack. `files` are their hashes by name, so that a later state can be compared.

    `unboxed`: also where nothing keeps programs away from this person's files; None when that was not asked.
    """

    hash: str
    course: str
    title: str
    allowed: bool
    unboxed: bool | None = None
    files: dict[str, str] = {}


class Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """The file: answers, the oldest first, and the folders whose owner checks packs in them (see `workshops`)."""

    answers: list[Answer] = []
    workshops: list[str] = []
    version: int = 1


class TrustList:
    """The answers in a file. Every change reads it again first, while no other window writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem = ""
        """What is wrong with the file, in one sentence, after reading it."""

    def read(self) -> Kept:
        """What is in the file; nothing where there is none, or, told in `problem`, where it can't be read."""
        try:
            return self._load()
        except OSError as error:
            why = error.strerror or "it is in the way"
            self.problem = (
                f"The list of what you allowed to run, {self.path}, can't be read ({why}): it trusts nothing."
            )
            return Kept()

    def _load(self) -> Kept:
        """The same for whoever writes it next, and must not write over what can't be read now. Raises `OSError`."""
        self.problem = ""
        try:
            with self.path.open("rb") as file:
                data = file.read(LARGEST + 1)
            return msgspec.json.decode(data, type=Kept)
        except FileNotFoundError:
            return Kept()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self.problem = f"The list of what you allowed to run, {self.path}, is damaged: nothing in it is trusted."
            return Kept()

    def answer(self, content_hash: str) -> Answer | None:
        """What was answered about just this content."""
        return next((one for one in reversed(self.read().answers) if one.hash == content_hash), None)

    def last_allowed(self, course: str) -> Answer | None:
        """The newest yes about any state of a course."""
        return next((one for one in reversed(self.read().answers) if one.course == course and one.allowed), None)

    def put(self, answer: Answer) -> None:
        """Keep an answer, in place of an earlier one about the same content. Raises `OSError`."""
        with self._alone():
            kept = self._load()
            others = [one for one in kept.answers if one.hash != answer.hash]
            same = [one for one in others if one.course == answer.course]
            old = {one.hash for one in same[: max(0, len(same) - MOST_OF_A_COURSE + 1)]}
            answers = [one for one in others if one.hash not in old]
            self._write(replace(kept, answers=[*answers, answer][-MOST:]))

    def take_back(self, course: str) -> list[Answer]:
        """Forget all answers about a course, or about content with this hash; returns them. Raises `OSError`."""
        with self._alone():
            kept = self._load()
            gone = [one for one in kept.answers if course in (one.course, one.hash)]
            if gone:
                self._write(replace(kept, answers=[one for one in kept.answers if one not in gone]))
        return gone

    def is_workshop(self, folder: Path) -> bool:
        """Whether the owner of a folder said that its packs may be run when they are checked."""
        return str(folder.resolve()) in self.read().workshops

    def open_workshop(self, folder: Path) -> None:
        """Remember that. Raises `OSError`."""
        with self._alone():
            kept, name = self._load(), str(folder.resolve())
            if name not in kept.workshops:
                self._write(replace(kept, workshops=[*kept.workshops, name][-MOST:]))

    def _alone(self) -> AbstractContextManager[None]:
        from tutor.packs.private import alone

        return alone(self.path)

    def _write(self, kept: Kept) -> None:
        from tutor.packs.private import write_privately  # what it needs is too slow for the way to the first question

        while len(data := msgspec.json.encode(kept)) > LARGEST:  # what is longer would not be read
            kept = replace(kept, answers=kept.answers[1:])
        write_privately(self.path, data)
