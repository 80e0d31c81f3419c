"""When more of the same does not help: what to do instead, in which order, and when to let it rest.

After learning-model section 2, remediation. Two misses running, or three of five, send the learner back to the
prerequisite most to blame: it is asked once, reviewed when that fails, and the very same question comes again. With
none to blame, another way of explaining, a worked example, an easier item. What has been tried is not tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tutor.core.gate import mastery_of
from tutor.core.learner.recall import forgetting
from tutor.core.learner.rows import ItemRow, LearnerRow, SkillRow

Stage = Literal["probe", "review", "explain", "example", "easier", "back"]

MISSES_RUNNING = 2
WINDOW, MISSES_IN_WINDOW = 5, 3
"""What begins a remedy; fixed by the learning model, section 2."""
SOUND = 0.80
"""Mastery from which a prerequisite is not to blame; fixed, as above."""
REVIEWED = 2
"""Right answers running that end the review of a prerequisite; fixed, as above."""
MOST_ANSWERS = 12
"""Answers a side trip may take, about five minutes; then the skill rests until tomorrow. Tunable 8-16."""
LEECH, LEECH_AGAIN = 8, 4
"""Lapses at which a fact is a leech, and after which it is spoken of again; fixed: Anki's defaults."""

WAYS: tuple[Stage, ...] = ("explain", "example", "easier")
"""What is tried when no prerequisite is to blame, in this order."""


def in_trouble(skill: SkillRow, since: int = 0) -> bool:
    """Whether the last tries at a skill call for a remedy; tries before opportunity `since` were dealt with."""
    count = min(len(skill.recent), skill.opportunities - since)
    if count <= 0:
        return False
    fresh = skill.recent[-count:]
    return fresh.endswith("0" * MISSES_RUNNING) or fresh[-WINDOW:].count("0") >= MISSES_IN_WINDOW


def to_blame(skill: SkillRow, needed: Sequence[SkillRow], tried: Sequence[str], now: int, learner: LearnerRow) -> str:
    """The direct prerequisite that is most to blame: the least mastered one below `SOUND`; "" with none."""
    worst, least = "", SOUND
    for row in sorted(needed, key=lambda row: row.id):
        if row.phase == "gone" or row.id in tried:
            continue
        held = mastery_of(row, now, forgetting(learner, row.remember))
        if held < least:
            worst, least = row.id, held
    return worst


def next_way(tried: Sequence[str], lesson_blocks: int) -> Stage | None:
    """The next way to try when no prerequisite is to blame; None when all were."""
    open_ways = WAYS if lesson_blocks else ("easier",)
    return next((way for way in open_ways if way not in tried), None)


def is_leech(item: ItemRow) -> bool:
    """Whether an item that has just lapsed did so often enough to need something else than one more review."""
    return item.lapses >= LEECH and (item.lapses - LEECH) % LEECH_AGAIN == 0


_INSTEAD: dict[Stage, Stage] = {"probe": "explain", "review": "back", "explain": "example", "example": "easier"}


def instead(stage: Stage) -> Stage:
    """What comes instead of a stage that can't be served here: nothing to ask, no lesson of that kind."""
    return _INSTEAD.get(stage, "back")
