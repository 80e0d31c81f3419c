"""What a face is given: a task to show and a verdict to tell, as the study protocol names their keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tutor.core.item import FROM_CLASS, Item, Response, Setting
from tutor.core.learner.events import Rating, TaskKind
from tutor.core.mistakes import most_hints

if TYPE_CHECKING:
    from tutor.core.kinds import AnyItem
    from tutor.core.lesson import Block

Filled = Callable[["AnyItem"], tuple["AnyItem", Setting]]
"""Computes the template of an item, and gives the setting it is shown and judged in."""


class Task(Struct, kw_only=True, omit_defaults=True):
    """A lesson to read or an item to answer; each key only where it belongs. Nothing here gives the answer away.

    `item` is the full id `course/skill/item`, `skill` is `course/skill`, `type` the item's kind in the pack format,
    `hints` how many there are, `reason` one sentence, `quiz` where a quiz stands (`number`, `size`, `opens`),
    `more` about how many questions of a placement are still to come, `by` says that a classmate wrote the question.
    """

    id: str
    kind: TaskKind
    skill: str
    item: str = ""
    unit: str = ""
    type: str = ""
    ask: str = ""
    choices: list[dict[str, str]] | None = None
    pick: str = ""
    blanks: list[str] | None = None
    lines: list[str] | None = None
    indent: bool = False
    left: list[str] | None = None
    right: list[str] | None = None
    groups: list[str] | None = None
    examples: dict[str, list[str]] | None = None
    parts: list[dict[str, Any]] | None = None
    rubric: list[dict[str, Any]] | None = None
    words: dict[str, int] | None = None
    starter: str = ""
    language: str = ""
    setup: str = ""
    files: list[str] | None = None
    tests: list[dict[str, Any]] | None = None
    passage: str = ""
    media: dict[str, Any] | None = None
    unit_of_answer: str = ""
    hints: int | None = None
    reason: str = ""
    block: dict[str, Any] | None = None
    quiz: dict[str, Any] | None = None
    more: int | None = None
    shape: str = ""
    title: str = ""
    course_title: str = ""
    by: str = ""


class Changed(Struct, frozen=True):
    """A skill that changed its state."""

    skill: str
    before: str
    after: str

    def as_dict(self) -> dict[str, str]:
        """As the protocol writes it, with `from` and `to`."""
        return {"skill": self.skill, "from": self.before, "to": self.after}


NOT_YET = ("locked", "open", "learning")


class Verdict(Struct, kw_only=True):
    """What came of an answer. In a placement `correct`, `feedback`, `right_answer` and `explain` are None.

    `difference` marks a typed answer against the right one; `parts` says which of several parts or gaps are right,
    `gaps` which gaps of each part are;
    `waits_for_rating` is true when the learner has revealed an answer and is to rate themselves now. `coach` tells what
    changes in how we go on: a side trip, a rest, what helped. `intervals` are the days until it comes back, for each
    rating that may be given now.
    """

    correct: bool | None
    score: float | None
    rating: Rating | None
    almost: bool = False
    feedback: str | None = None
    right_answer: Response = None
    explain: str | None = None
    misconception: str | None = None
    due: str | None = None
    changed: list[dict[str, str]] = []
    unlocked: list[str] = []
    difference: list[tuple[str, str]] = []
    heard: str = ""
    parts: list[bool] = []
    gaps: list[list[bool]] = []
    waits_for_rating: bool = False
    coach: str = ""
    quiz: dict[str, Any] | None = None
    intervals: dict[Rating, float] = {}

    @property
    def learned(self) -> list[str]:
        """The skills that are learned only now; one that had faded was so before."""
        return [one["skill"] for one in self.changed if one["to"] == "learned" and one["from"] in NOT_YET]


def task_for(
    item: AnyItem,
    *,
    task_id: str,
    kind: TaskKind,
    item_id: str,
    skill_id: str,
    unit: str = "",
    passages: dict[str, str] | None = None,
    setting: Setting,
    hints: int | None = None,
    **more: Any,
) -> Task:
    """The task that shows a filled item: its templates are computed already, `setting.seed` orders what is shuffled."""
    shown = item.show(setting)
    return Task(
        id=task_id,
        kind=kind,
        item=item_id,
        skill=skill_id,
        unit=unit,
        type=kind_of(item),
        shape=item.shape,
        ask=item.ask,
        unit_of_answer=shown.pop("unit", ""),
        passage=(passages or {}).get(item.passage, "") if item.passage else "",
        media=media_of(item) or None,
        hints=most_hints(item) if hints is None else hints,
        by=_by_classmate(item) if FROM_CLASS in item.tags else "",
        **shown,
        **more,
    )


def _by_classmate(item: Item) -> str:
    from tutor.present.class_questions import written_by

    return written_by(item.source)


def media_of(item: Item) -> dict[str, Any]:
    """The media beside a question. What a voice is to say may be the very answer, so a task only says that it can."""
    media: dict[str, Any] = {key: value for key in ("image", "alt", "audio") if (value := getattr(item, key))}
    return {**media, "speak": True} if item.speak else media


def kind_of(item: Item) -> str:
    """The item's kind: the key in the pack that says how it is answered."""
    return str(type(item).__struct_config__.tag)


def _as_written(item: AnyItem) -> tuple[AnyItem, Setting]:
    return item, Setting()


def block_shown(block: Block, step: int, filled: Filled = _as_written) -> tuple[dict[str, Any], int | None]:
    """A block as a task shows it, from its beginning to the first step at or after `step` that asks.

    `filled` gives an item with its template computed, and the setting it is shown in. Returns the block and the index
    of the asking step, or None when nothing is asked any more. Answers stay inside.
    """
    shown: dict[str, Any] = {"way": block.way, **_explored(block)}
    if not block.steps:
        return shown, None
    steps: list[dict[str, Any]] = []
    for index, one in enumerate(block.steps):
        if one.item is None:
            steps.append({"show": one.show})
            continue
        item, setting = filled(one.item)
        asked: dict[str, Any] = {"ask": item.ask, "type": kind_of(item), "shape": item.shape}
        if media := media_of(item):
            asked["media"] = media
        if index >= step:
            steps.append({**asked, **item.show(setting), "asks": True})
            shown["steps"] = steps
            return shown, index
        steps.append({**asked, "answer": item.right_answer(setting)})
    shown["steps"] = steps
    return shown, None


def _explored(block: Block) -> dict[str, Any]:
    """What of a block is not its steps, each key only where it is.

    `plot` and `bars` are expressions, `points` pairs of them, `sample` has `of` and `count`, `vars` are [lowest,
    highest, step], `x` and `y` [lowest, highest].
    """
    shown: dict[str, Any] = {}
    for key in ("text", "plot", "bars", "file", "link", "alt"):
        if value := getattr(block, key):
            shown[key] = value
    if block.points:
        shown["points"] = [list(point) for point in block.points]
    if block.sample:
        count = block.sample.count
        shown["sample"] = {"of": block.sample.of, "count": int(count) if count.isdecimal() else count}
    if block.vars:
        shown["vars"] = {name: list(limits) for name, limits in block.vars.items()}
    for axis, limits in (("x", block.x), ("y", block.y)):
        if limits:
            shown[axis] = list(limits)
    return shown
