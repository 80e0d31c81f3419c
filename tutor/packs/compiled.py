"""What a pack is compiled to: the course's head, its skills, and each item packed for the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tutor.core.course import Course, Skill
from tutor.core.pick import ItemRef
from tutor.packs.papers import Papers
from tutor.packs.stamps import FileStamp

if TYPE_CHECKING:
    from tutor.packs.problems import Problem


class Translated(Struct, frozen=True):
    """The parts of a course that differ in a language: its head, skills, and packed items by their full ids."""

    course: Course
    skills: list[Skill]
    items: dict[str, bytes]


class Compiled(Struct, frozen=True):
    """A course ready for the library. An item's body is its struct as MessagePack; `files` show whether it changed.

    `media` are the bytes of its pictures and sounds by their paths, so that they can be shown when the pack is gone.
    """

    course: Course
    skills: list[Skill]
    items: list[tuple[ItemRef, bytes]]
    files: list[FileStamp]
    source: str
    media: dict[str, bytes] = {}
    translations: dict[str, Translated] = {}
    papers: Papers = Papers()


class Loaded(Struct, frozen=True):
    """The outcome of reading a pack: compiled when it has no errors. Problems are in file order."""

    compiled: Compiled | None
    problems: list[Problem]
    name: str
    skill_count: int
    item_count: int
