"""A learner in memory: rows in a dictionary, events made with few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tutor.core.day import DAY_MS
from tutor.core.learner.events import Answered, Event, Met, SkillFacts
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import Row, SkillRow, key

START = 1_800_000_000_000
MINUTE = 60_000


class DictRows:
    """The projections as a dictionary."""

    def __init__(self) -> None:
        self.rows: dict[tuple[type[Row], str], Row] = {}

    def get(self, kind: Any, name: str) -> Any:
        return self.rows.get((kind, name))

    def put(self, row: Row) -> None:
        self.rows[(type(row), key(row))] = row

    def drop(self, kind: type[Row], name: str) -> None:
        self.rows.pop((kind, name), None)

    def _skills(self) -> list[SkillRow]:
        return [row for row in self.rows.values() if isinstance(row, SkillRow)]

    def dependents(self, skill: str) -> Iterable[str]:
        return [row.id for row in self._skills() if skill in row.requires]

    def skills_of(self, course: str) -> Iterable[str]:
        return [row.id for row in self._skills() if row.course == course]

    def keys(self, kind: type[Row], prefix: str) -> Iterable[str]:
        return sorted(name for of, name in self.rows if of is kind and name.startswith(prefix))


class Person:
    """Someone who answers; the time moves by a minute with each answer unless told otherwise."""

    def __init__(self, *facts: SkillFacts) -> None:
        self.rows = DictRows()
        self.at = START
        self.number = 0
        self.happen(Met(course="c", version="1", content_hash="h", skills=list(facts)))

    def happen(self, data: Any) -> Event:
        self.number += 1
        event = Event(
            id=f"{self.number:016x}",
            device="d",
            number=self.number,
            lamport=self.number,
            at=self.at,
            offset=0,
            data=data,
        )
        apply(self.rows, event)
        return event

    def wait(self, days: float) -> None:
        self.at += int(days * DAY_MS)

    def answer(self, skill: str, item: str = "", *, correct: bool = True, **more: Any) -> SkillRow:
        row = self.rows.get(SkillRow, f"c/{skill}")
        self.at += MINUTE
        given = {
            "kind": "learn",
            "type": "number",
            "score": 1.0 if correct else 0.0,
            "rating": "good" if correct else "again",
            "opportunity": (row.opportunities if row else 0) + 1,
            **more,
        }
        name = item or f"i{given['opportunity']}"
        self.happen(Answered(item=f"c/{skill}/{name}", skill=f"c/{skill}", correct=correct, **given))
        return self.skill(skill)

    def quiz(self, skill: str, *correct: bool) -> SkillRow:
        for number, right in enumerate(correct):
            self.answer(skill, f"q{number}", correct=right, kind="quiz")
        return self.skill(skill)

    def learn(self, skill: str) -> SkillRow:
        while self.skill(skill).understanding < self.skill(skill).threshold:
            self.answer(skill)
        return self.quiz(skill, *[True] * self.skill(skill).quiz_size)

    def skill(self, name: str) -> SkillRow:
        row = self.rows.get(SkillRow, f"c/{name}")
        assert row is not None
        return row


def facts(name: str, *requires: str, **more: Any) -> SkillFacts:
    given = {"remember": "skill", "item_count": 12, **more}
    return SkillFacts(id=f"c/{name}", requires=[f"c/{one}" for one in requires], **given)


@pytest.fixture
def person() -> Person:
    """A learner with two skills in a row: `b` needs `a`."""
    return Person(facts("a"), facts("b", "a"))


@pytest.fixture
def make_person() -> Any:
    return Person


@pytest.fixture
def make_facts() -> Any:
    return facts
