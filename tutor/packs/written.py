"""What an author writes at each level, key by key, before defaults are resolved; and the drafts made from it.

A draft keeps the page and the offset it came from, so that rules over the whole pack can still say where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from tutor.core.course import Course, Mastery, Project, Unit
from tutor.core.item import Flaw, Item, Setting, Written
from tutor.core.lesson import Block
from tutor.packs.nodes import Map, Node, Page, Seq
from tutor.packs.problems import Problem
from tutor.packs.source import Source
from tutor.packs.yaml_events import MOST_COPIED, MOST_ENTRIES, Budget


class WrittenCourse(Written, frozen=True, kw_only=True):
    """The keys of a course, without its units, skills, items, passages and projects."""

    format: int = 1
    id: str = ""
    title: str
    version: str = "0"
    language: str = "en"
    target: str = ""
    authors: list[str] = []
    license: str = ""
    summary: str = ""
    level: str = ""
    hours: float | None = None
    interests: list[str] = []
    glossary: dict[str, str] = {}
    same: list[list[str]] = []
    mastery: Mastery | None = None
    moved: dict[str, str] = {}
    merged: dict[str, str] = {}
    split: dict[str, list[str]] = {}
    retired: list[str] = []
    needs: list[str] = []
    reading_level: float | None = None
    translations: dict[str, str] = {}


class WrittenUnit(Written, frozen=True, kw_only=True):
    """The keys of a unit, without its passages, skills and projects."""

    unit: str
    title: str = ""


class WrittenSkill(Written, frozen=True, kw_only=True):
    """The keys of a skill, without its passages, lesson, items and cards."""

    skill: str
    title: str = ""
    can: str = ""
    requires: list[str] = []
    covers: dict[str, float] = {}
    remember: Literal["skill", "items"] | None = None
    mastery: Mastery | None = None


class WrittenBlock(Written, frozen=True, kw_only=True):
    """The keys of one way of explaining, without its steps, what is explored and media."""

    way: str = ""
    text: str = ""
    interest: str = ""
    language: str = ""


class WrittenCards(Written, frozen=True, kw_only=True):
    """How cards are asked, and the table they lie in; without its rows."""

    file: str = ""
    both: bool = False
    typed: bool = False
    ask: str = ""
    ask_back: str = ""
    case: Literal["exact", "ignore"] | None = None
    accents: Literal["exact", "ignore"] | None = None
    typos: int | None = None


class WrittenCard(Written, frozen=True, kw_only=True):
    """One card; of several texts on a side the first is shown. `tags` in a table are parted by spaces or commas."""

    front: str | list[str]
    back: str | list[str]
    id: str = ""
    hint: str = ""
    explain: str = ""
    example: str = ""
    speak: str = ""
    tags: list[str] | str = []


@dataclass(slots=True)
class Mention:
    """A skill or an item named somewhere, by its full id, to be looked up when all are known."""

    id: str
    page: Page
    at: int


@dataclass(slots=True)
class ItemDraft:
    """An item, with the place it was written; `id` is its short id. `made` when the id is a hash of its own making."""

    item: Item
    page: Page
    at: int
    made: bool = False
    card: bool = False


@dataclass(slots=True)
class SkillDraft:
    """A skill; `id` is the short one."""

    written: WrittenSkill
    id: str
    title: str
    page: Page
    at: int
    unit: str = ""
    requires: list[Mention] = field(default_factory=list)
    covers: dict[str, float] = field(default_factory=dict)
    lesson: list[Block] = field(default_factory=list)
    passages: dict[str, str] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)
    """The passages of its unit."""
    items: list[ItemDraft] = field(default_factory=list)
    quiz_at: int | None = None


@dataclass(slots=True)
class Translation:
    """What a translation file has: the course's head, fields of skills, and whole items, by their short ids."""

    course: Course | None = None
    units: list[Unit] | None = None
    skills: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)


TRIED_SEEDS = range(10)
"""Draws of a template that its samples are tried with."""
Runs = Callable[[Item, Setting], Iterable[Flaw]]
"""Runs what an item has of programs, and says what is wrong with them."""


@dataclass(slots=True)
class Reading:
    """A pack while it is read: what is known so far, and what must be looked up at the end."""

    source: Source
    problems: list[Problem]
    budget: Budget
    course: Course
    tested: bool = True
    """Whether items are tried out: templates with many values, keys and mistakes against themselves."""
    runs: Runs | None = None
    """What runs the programs of items and says what is wrong with them; None runs nothing."""
    seeds: range = TRIED_SEEDS
    nodes: dict[tuple[str, int], Map] | None = None
    """The skills and items as they were written, by path and offset, where they are kept to name places in them."""
    mastery: Mastery | None = None
    page: Page | None = None
    pages: list[Page] = field(default_factory=list)
    passages: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    """Pictures and sounds that were named, by their path in the pack."""
    translations: dict[str, Translation] = field(default_factory=dict)
    programs: dict[str, set[str]] = field(default_factory=dict)
    """Files that hold something to be run, by what it is: `sql`, `sh`, or another language."""
    units: list[Unit] = field(default_factory=list)
    unit_places: dict[str, tuple[Page, int]] = field(default_factory=dict)
    skills: list[SkillDraft] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    project_places: dict[str, tuple[Page, int]] = field(default_factory=dict)
    skill_mentions: list[Mention] = field(default_factory=list)
    new_mentions: list[Mention] = field(default_factory=list)
    gone_mentions: list[Mention] = field(default_factory=list)
    """Skills and items that `moved`, `merged`, `split` and `retired` say are there, and that they say are not."""

    def keep(self, page: Page, at: int, node: Map) -> None:
        """Keep a node, where nodes are kept."""
        if self.nodes is not None:
            self.nodes[page.path, at] = node

    def has_room_for(self, page: Page, entries: Seq, size: Callable[[Node], int]) -> bool:
        """Whether what all entries of a list stand for may be made; `size` counts it. Else none need be read."""
        total = 0
        for index, entry in enumerate(entries):
            total += size(entry)
            if total > self.budget.entries:
                return self.has_room(page, entries.entry_at(index), total)
        return self.has_room(page, entries.at, total)

    def has_room(self, page: Page, at: int, count: int = 1, copied: int = 0) -> bool:
        """Whether so many more units, skills, items, steps or projects may be made; why not is said once.

        `copied` counts the characters in them that stand elsewhere in the pack.
        """
        left = self.budget
        left.entries -= count
        left.copied -= copied
        if left.entries >= 0 and left.copied >= 0:
            return not page.over
        if not left.said:
            left.said = True
            made = f"the course has more than {MOST_ENTRIES:,} skills, items and steps", "split the course"
            same = (
                f"cards and gaps repeat more than {MOST_COPIED:,} characters",
                "shorten the text that is in all of them",
            )
            page.error(at, "too-many", *(made if left.entries < 0 else same))
        return False

    def full(self, name: str) -> str:
        """The full id of a skill or, given `skill/item`, of an item of this course."""
        return f"{self.course.id}/{name}"

    def full_skill(self, name: str) -> str:
        """The full id of a skill that may be of another course (`other/skill`)."""
        return name if "/" in name else f"{self.course.id}/{name}"
