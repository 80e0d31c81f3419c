"""A course as a world of its own: topics that need one another, facts and problems, compiled into a real library.

About 120 topics of 8 questions in eleven levels. What the author wrote (kind, difficulty) is all that the engine gets
to see; the true figures of a question stay here.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec

from tutor.core.course import Course, Skill, Unit
from tutor.core.kinds import AnyItem
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.lesson import Block
from tutor.core.pick import ItemRef
from tutor.packs.compiled import Compiled
from tutor.packs.library import Library

TOPICS = 120
QUESTIONS = 8
LEVELS = 11
FACT_SHARE = 0.4
ID = "sim"
WAYS = ("words", "example", "steps")

FACT_SECONDS, PROBLEM_SECONDS, LESSON_SECONDS = 7.0, 17.5, 60.0
"""Medians of an answer and of a lesson, before the person's own pace."""


@dataclass(slots=True)
class Question:
    """`guess` is by kind; `hardness` multiplies slips and slows learning; `seconds` a usual answer; all true figures."""

    name: str
    kind: str
    guess: float
    hardness: float
    seconds: float
    difficulty: int


@dataclass(slots=True)
class Topic:
    """A skill. `facts`: each question has a memory of its own; else the questions are exercises of one thing."""

    number: int
    name: str
    facts: bool
    level: int
    requires: list[int]
    hardness: float
    lesson_seconds: float
    questions: list[Question]
    dependents: list[int] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """The topics in the author's order, which puts what is needed first."""

    topics: list[Topic]

    def ancestors(self, number: int) -> set[int]:
        """All that a topic stands on, without itself."""
        found: set[int] = set()
        waiting = list(self.topics[number].requires)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.topics[one].requires
        return found

    def depth(self) -> int:
        """Topics on the longest chain."""
        deep: list[int] = []
        for topic in self.topics:
            deep.append(1 + max((deep[one] for one in topic.requires), default=0))
        return max(deep)

    def deep_topic(self, chance: random.Random) -> int:
        """A goal: a problem near the top that stands on a fair part of the course."""
        deep = [t.number for t in self.topics if not t.facts and 6 <= t.level <= 8]
        fair = [number for number in deep if 12 <= len(self.ancestors(number)) <= 30]
        return chance.choice(fair or deep)


def spread(chance: random.Random, sigma: float) -> float:
    """A log-normal factor around 1."""
    return math.exp(chance.gauss(0.0, sigma))


@lru_cache(maxsize=8)
def make_world(seed: int) -> World:
    """A course out of a seed."""
    chance = random.Random(f"course {seed}")
    topics: list[Topic] = []
    for number in range(TOPICS):
        level = max(0, min(LEVELS - 1, int(LEVELS * number / TOPICS + chance.uniform(-1.2, 0.6))))
        below = [t.number for t in topics if t.level == level - 1]
        if level and not below:
            level = 0
        topics.append(_topic(chance, topics, number, level, below))
    for topic in topics:
        for one in topic.requires:
            topics[one].dependents.append(topic.number)
    return World(topics)


def _topic(chance: random.Random, topics: list[Topic], number: int, level: int, below: list[int]) -> Topic:
    requires = []
    if level:
        requires = sorted(chance.sample(below, min(len(below), chance.choice((1, 1, 2, 2, 3)))))
        older = [t.number for t in topics if t.level < level - 1]
        if older and chance.random() < 0.25:
            requires = sorted({*requires, chance.choice(older)})
    facts = chance.random() < FACT_SHARE
    hardness = spread(chance, 0.3)
    return Topic(
        number=number,
        name=f"s{number:03}",
        facts=facts,
        level=level,
        requires=requires,
        hardness=hardness,
        lesson_seconds=LESSON_SECONDS * spread(chance, 0.3) * (0.5 if facts else 1.0),
        questions=[_question(chance, facts, hardness, n) for n in range(QUESTIONS)],
    )


def _question(chance: random.Random, facts: bool, topic_hardness: float, number: int) -> Question:
    kind, guess = chance.choice((("choices", 0.25), ("answer", 0.02), ("answer", 0.02), ("cloze", 0.06)))
    own = spread(chance, 0.35)
    told = 3 + 1.6 * math.log(own * topic_hardness) + chance.gauss(0, 0.7)  # authors are right on the whole
    seconds = (FACT_SECONDS if facts else PROBLEM_SECONDS) * spread(chance, 0.25)
    return Question(f"q{number}", kind, guess, own, seconds, max(1, min(5, round(told))))


def right_text(topic: Topic, question: Question) -> str:
    """What is judged right."""
    return f"answer {topic.name} {question.name}"


WRONG = "something else entirely"
WRONG_CHOICES = ("a first mistake", "a second mistake", "a third mistake")


def compiled_library(world: World) -> Library:
    """The course in a library in memory, as the compiler would put it there."""
    items: list[tuple[ItemRef, bytes]] = []
    for topic in world.topics:
        for position, question in enumerate(topic.questions):
            full = f"{ID}/{topic.name}/{question.name}"
            item = _item(topic, question)
            ref = ItemRef(
                id=full,
                skill=f"{ID}/{topic.name}",
                position=position,
                kind=question.kind,
                guess=item.guess(),
                difficulty=question.difficulty,
            )
            items.append((ref, msgspec.msgpack.encode(item)))
    head = Course(
        id=ID,
        title="A simulated course",
        version="1",
        content_hash="simulated",
        units=[Unit(id=f"u{level}", title=f"Level {level}") for level in range(LEVELS)],
        skill_count=len(world.topics),
        item_count=len(items),
    )
    library = Library.open(Path(":memory:"))
    skills = [_skill(world, topic) for topic in world.topics]
    library.put(Compiled(course=head, skills=skills, items=items, files=[], source="simulated"), "visiting", "0")
    return library


def _skill(world: World, topic: Topic) -> Skill:
    return Skill(
        id=f"{ID}/{topic.name}",
        title=f"Topic {topic.number}",
        unit=f"u{topic.level}",
        requires=[f"{ID}/{world.topics[one].name}" for one in topic.requires],
        remember="items" if topic.facts else "skill",
        quiz=5 if all(question.kind == "choices" for question in topic.questions) else 3,
        lesson=[Block(way=way, text=f"{way} about topic {topic.number}") for way in WAYS],
        position=topic.number,
        item_count=len(topic.questions),
        lesson_count=len(WAYS),
    )


def _item(topic: Topic, question: Question) -> AnyItem:
    ask, right = f"What about {topic.name} {question.name}?", right_text(topic, question)
    more = {"id": question.name, "difficulty": question.difficulty, "hints": ["Look again.", f"It is {right}."]}
    if question.kind == "choices":
        choices = [Choice(right=right), *(Choice(wrong=text) for text in WRONG_CHOICES)]
        return msgspec.convert(
            {**more, "ask": ask, "type": "choices", "choices": msgspec.to_builtins(choices)}, Choices
        )
    if question.kind == "cloze":
        return msgspec.convert({**more, "type": "cloze", "cloze": f"{ask} It is [[{right}]]."}, Cloze)
    return msgspec.convert({**more, "ask": ask, "type": "answer", "answer": right}, Answer)
