"""A `Situation` that is given whole, for tests of what is chosen in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.core.horizon import Horizon
from tutor.core.learner.rows import DayRow, ItemRow, LearnerRow, RemedyRow, RetryRow, SkillRow


@dataclass(kw_only=True)
class Given:
    """Nothing is there but what is named."""

    now: int
    day: int
    learner: LearnerRow
    today: DayRow | None = None
    retries: list[RetryRow] = field(default_factory=list)
    remedies: list[RemedyRow] = field(default_factory=list)
    quizzes: list[SkillRow] = field(default_factory=list)
    learning: list[SkillRow] = field(default_factory=list)
    due: list[SkillRow] = field(default_factory=list)
    facts: list[tuple[SkillRow, ItemRow]] = field(default_factory=list)
    strong: list[SkillRow] = field(default_factory=list)
    fresh: list[SkillRow] = field(default_factory=list)
    unasked: list[SkillRow] = field(default_factory=list)
    skills: dict[str, SkillRow] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()
    horizon: Horizon | None = None
    paused: bool = False
    anyway: bool = False
    minutes_a_day: int = 20
