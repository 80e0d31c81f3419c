"""What a class's report holds: figures from what was collected, and the packs' own words beside them."""

from __future__ import annotations

from msgspec import Struct

from tutor.classroom.figures.attention import Entry
from tutor.classroom.figures.curves import CurveFigure
from tutor.classroom.figures.drift import Drift
from tutor.classroom.figures.items import ChoiceFigure, ItemFigure, MistakeFigure
from tutor.classroom.figures.learners import LearnerFigure
from tutor.classroom.figures.skills import Group, SkillFigure, Stand
from tutor.core.classroom.handout import TaskLine
from tutor.core.classroom.manifest import PackRef


class ItemWords(Struct, frozen=True):
    """What a question asks, the text of each choice by how it is counted, whether its numbers are drawn."""

    ask: str
    skill: str
    choices: dict[str, str]
    drawn: bool


class TaskFigure(Struct, frozen=True):
    """A task: how many have done it, begun it, not begun; of those whose skills or answers were handed in.

    `only` is for how many learners alone it is; 0 for everybody.
    """

    task: TaskLine
    done: int
    begun: int
    not_begun: int
    only: int = 0


class WayFigure(Struct, frozen=True):
    """A way of explaining: first tries after it, how many of them right, by how many learners."""

    way: str
    n: int
    right: int
    learners: int


class TimeFigure(Struct, frozen=True):
    """Seconds that right first tries at a question took: n, median, quartiles."""

    item: str
    n: int
    middle: float
    low: float
    high: float


class Report(Struct, frozen=True, kw_only=True):
    """The report of a class on a day. Codes stand for learners; `names` are those of the teacher's own list."""

    title: str
    today: str
    since: str
    packs: list[PackRef]
    names: dict[str, str]
    people: list[str]
    levels: dict[str, int]
    newest: str
    versions: dict[str, int]
    """How many learners have which version of the class's first pack."""
    titles: dict[str, str]
    requires: dict[str, list[str]]
    stands: list[Stand]
    skills: list[SkillFigure]
    learners: list[LearnerFigure]
    excelling: list[str]
    attention: list[Entry]
    groups: list[Group]
    mastered_lately: int
    mistakes: list[MistakeFigure]
    said: dict[str, str]
    """What the packs say to a mistake, by `skill#mistake`."""
    unanswered: list[ChoiceFigure]
    maybe_right: list[ChoiceFigure]
    never: list[ChoiceFigure]
    """Wrong choices that hardly anybody picks."""
    items: list[ItemFigure]
    choices: list[ChoiceFigure]
    words: dict[str, ItemWords]
    drifts: list[Drift]
    """Questions that differ between languages or editions, with 200 learners in each."""
    curves: list[CurveFigure]
    tasks: list[TaskFigure]
    ways: list[WayFigure]
    times: list[TimeFigure]
    weeks: dict[str, dict[int, int]]
    """By learner, minutes of each week (its Monday as days since 1970)."""

    @property
    def handed_in(self) -> int:
        """How many handed anything in that is still here."""
        return len(self.levels)

    @property
    def with_answers(self) -> int:
        """How many of them gave answers."""
        return sum(level >= 2 for level in self.levels.values())
