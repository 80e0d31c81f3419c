"""A large course and a learner in the midst of it, made without YAML: for the other benchmarks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Literal

import msgspec

from tutor.core.course import Course, Skill
from tutor.core.kinds.answer import Answer
from tutor.core.learner.events import Answered, Met, SkillFacts
from tutor.core.learner.fold import apply
from tutor.core.pick import ItemRef
from tutor.packs.compiled import Compiled
from tutor.packs.library import Library
from tutor.store.book import Book

Shape = Literal["skills", "facts"]
PER_SKILL = 20
BATCH = 500


def skills_of(items: int, shape: Shape) -> list[Skill]:
    """Many skills of 20 exercises, each needing the one before; or one deck of facts."""
    if shape == "facts":
        return [Skill(id="big/deck", title="Deck", remember="items", item_count=items)]
    count = max(1, items // PER_SKILL)
    return [
        Skill(
            id=f"big/s{number}",
            title=f"Skill {number}",
            requires=[f"big/s{number - 1}"] if number else [],
            remember="skill",
            position=number,
            item_count=PER_SKILL,
        )
        for number in range(count)
    ]


def item_names(items: int, shape: Shape) -> Iterator[tuple[str, str, int]]:
    """Full id, skill and position of every item."""
    for number in range(items):
        skill = "big/deck" if shape == "facts" else f"big/s{number // PER_SKILL}"
        yield f"{skill}/i{number}", skill, number


def fill_library(path: Path, items: int, shape: Shape) -> Library:
    """A library with one course of so many items."""
    pack = msgspec.msgpack.encode
    listed = []
    for name, skill, position in item_names(items, shape):
        item = Answer(id=name.rsplit("/", 1)[1], ask=f"Question number {position}?", answer=f"answer {position}")
        ref = ItemRef(id=name, skill=skill, position=position, kind="answer")
        listed.append((ref, pack(item)))
    skills = skills_of(items, shape)
    course = Course(
        id="big", title="Big", version="1", content_hash=f"{shape}{items}", skill_count=len(skills), item_count=items
    )
    library = Library.open(path)
    library.put(Compiled(course=course, skills=skills, items=listed, files=[], source=""), "visiting", "0")
    return library


def fill_book(path: Path | str, items: int, shape: Shape, now: datetime) -> Book:
    """A learner who has answered every item of the first half once or more, some of it long ago."""
    chance = random.Random(4)
    book = Book.open(path, fold=apply, now=now, chance=random.Random(1))
    facts = [
        SkillFacts(id=skill.id, requires=skill.requires, remember=skill.remember, item_count=skill.item_count)
        for skill in skills_of(items, shape)
    ]
    start = now - timedelta(days=60)
    book.record(start, Met(course="big", version="1", content_hash=f"{shape}{items}", skills=facts))
    names = islice(item_names(items, shape), items // 2 if shape == "skills" else items)
    for batch in iter(lambda: list(islice(names, BATCH)), []):
        book.record(start + timedelta(days=50 * chance.random()), *(answered(*each) for each in batch))
    return book


def answered(item: str, skill: str, position: int) -> Answered:
    """A right answer; the first three of a skill are its quiz."""
    quiz = skill != "big/deck" and position % PER_SKILL < 3
    return Answered(
        item=item, skill=skill, kind="quiz" if quiz else "learn", type="answer", score=1.0, correct=True,
        rating="good", seconds=8.0,
    )  # fmt: skip


NOW = datetime(2027, 3, 1, 18, tzinfo=UTC)
