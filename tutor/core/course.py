"""What a course is: units, skills, lessons, projects, as an author writes them and as the library keeps them."""

# Annotations are kept as types: msgspec reads them at the start, and from text each would be compiled first.

from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from tutor.core.item import Written
from tutor.core.rubric import Criterion

if TYPE_CHECKING:
    from tutor.core.lesson import Block


class Mastery(Written, frozen=True, kw_only=True):
    """The mastery quiz: `threshold` of understanding that opens it, number of questions, share that must be right."""

    threshold: float | None = None
    quiz: int | None = None
    passing: float | None = field(name="pass", default=None)


class Project(Written, frozen=True, kw_only=True):
    """A piece of work for the portfolio."""

    id: str
    title: str
    brief: str = ""
    skills: list[str] = []
    hand_in: Literal["text", "file", "link"] = "text"
    together: Literal["alone", "pair", "group"] = field(name="with", default="alone")
    rubric: list[Criterion] = []


class Skill(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The unit of mastery, all defaults resolved. `id`, `requires` and `covers` use full ids `course/skill`.

    `remember` is `skill` (the items are exercises of one thing) or `items` (each item is a fact of its own).
    """

    id: str
    title: str
    unit: str = ""
    can: str = ""
    requires: list[str] = []
    covers: dict[str, float] = {}
    remember: Literal["skill", "items"] = "items"
    threshold: float = 0.9
    quiz: int = 3
    passing: float = 1.0
    lesson: "list[Block]" = []
    passages: dict[str, str] = {}
    position: int = 0
    item_count: int = 0
    lesson_count: int = 0


class Unit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A named group of skills, for the map only."""

    id: str
    title: str


class Course(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The head of a course; skills and items lie beside it in the library, opened by index."""

    id: str
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
    moved: dict[str, str] = {}
    merged: dict[str, str] = {}
    split: dict[str, list[str]] = {}
    retired: list[str] = []
    needs: list[str] = []
    reading_level: float | None = None
    translations: dict[str, str] = {}
    units: list[Unit] = []
    projects: list[Project] = []
    content_hash: str = ""
    skill_count: int = 0
    item_count: int = 0
