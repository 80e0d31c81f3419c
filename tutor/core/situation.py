"""What a choice may look at: a few rows of the learner's, which whoever asks for the choice finds by index."""

from __future__ import annotations

from typing import Protocol

from tutor.core.horizon import Horizon
from tutor.core.learner.rows import DayRow, ItemRow, LearnerRow, RemedyRow, RetryRow, SkillRow


class Situation(Protocol):
    """All that a choice looks at. Every list is short, and may be looked up when it is first asked for.

    `skills` finds the rows that the others name: of misses, facts and remedies, and those that `fresh` skills stand on.
    `horizon` is a goal's. While `paused` nothing new begins; `anyway` what is new begins on a shaky base too, rather
    than nothing.
    """

    now: int
    day: int
    learner: LearnerRow
    anyway: bool

    @property
    def today(self) -> DayRow | None: ...

    @property
    def retries(self) -> list[RetryRow]: ...

    @property
    def remedies(self) -> list[RemedyRow]: ...

    @property
    def quizzes(self) -> list[SkillRow]: ...

    @property
    def learning(self) -> list[SkillRow]: ...

    @property
    def due(self) -> list[SkillRow]: ...

    @property
    def unasked(self) -> list[SkillRow]:
        """Decks among the `due`, which may have facts that were never asked."""
        ...

    @property
    def facts(self) -> list[tuple[SkillRow, ItemRow]]: ...

    @property
    def strong(self) -> list[SkillRow]: ...

    @property
    def fresh(self) -> list[SkillRow]: ...

    @property
    def wanted(self) -> frozenset[str]: ...

    @property
    def horizon(self) -> Horizon | None: ...

    @property
    def paused(self) -> bool: ...

    @property
    def minutes_a_day(self) -> int: ...

    @property
    def skills(self) -> SkillsByName: ...


class SkillsByName(Protocol):
    """Rows of skills by id; a mapping is one."""

    def get(self, name: str, /) -> SkillRow | None: ...
