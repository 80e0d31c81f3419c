"""One learner's life with a course: answers come out of the truth, and practice changes it.

Nothing here knows who teaches. Every policy pays the same: thinking, reading, typing, feedback and lessons cost seconds
that do not depend on it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from proof.course import Topic, World, spread
from proof.laws import Holding, new_memory
from proof.marks import Marks
from proof.people import Person

DAY_SECONDS = 86_400.0
FACT_RATE, PROBLEM_RATE = 0.62, 0.32
"""Medians of the chance to acquire at one answer with feedback."""
LESSON_STRENGTH = 1.6
LIKED, DISLIKED = 1.3, 0.85
"""A lesson counts as so many answers; more so in one's own way of explaining."""
UNREADY = 0.2
"""What is left of the chance to acquire while a prerequisite is unknown."""
NOVEL_SLIP = 0.04
"""More slips at an exercise that was never seen."""
OLD_QUESTION = 0.7
"""What an exercise seen before teaches of its skill, beside a new one."""
OVERHEAD, FEEDBACK, HINT_SECONDS = 1.5, 6.0, 4.0
HINT_HELPS = 0.45
KNOWN, TAUGHT_READY, OVER, UNKNOWN = 0.90, 0.80, 0.97, 0.5
"""Levels of retention that the measures of the learning model name."""


@dataclass(slots=True)
class Outcome:
    """What the learner did. `thought` are the seconds until the answer, `seconds` all that it cost."""

    correct: bool
    skipped: bool
    hints: int
    thought: float
    seconds: float


class Life:
    """A person in a course. `chance` is seeded by the person and whoever teaches."""

    def __init__(self, person: Person, world: World, chance: random.Random) -> None:
        self.person, self.world, self.chance = person, world, chance
        self.marks = Marks()
        traits = random.Random(f"traits {person.number} {person.learning}")
        self.held = [self._holdings(topic, traits) for topic in world.topics]
        self.first_day: dict[tuple[int, int], int] = {}
        self.seen: set[tuple[int, int]] = set()
        self.begun: set[int] = set()
        for number, times in person.prior.items():
            self._knew(number, times)

    def _holdings(self, topic: Topic, traits: random.Random) -> list[Holding]:
        person, rate = self.person, FACT_RATE if topic.facts else PROBLEM_RATE
        found = []
        for question in topic.questions if topic.facts else topic.questions[:1]:
            hard = topic.hardness * (question.hardness if topic.facts else 1.0)
            ease = person.keeping * spread(traits, 0.35) / hard**0.5
            memory = new_memory(person.memory, ease)
            found.append(Holding(memory, min(0.9, person.learning * rate * spread(traits, 0.3) / hard), person.gradual))
        return found

    def _knew(self, number: int, times: int) -> None:
        for holding in self.held[number]:
            holding.level = 1.0
            for ago in (200.0, 190.0, 160.0, 110.0, 60.0, 25.0)[:times]:
                holding.memory.practise(-ago, True)

    def holding(self, topic: int, question: int) -> Holding:
        """What a question rests on: its own memory, or that of the skill."""
        held = self.held[topic]
        return held[question] if len(held) > 1 else held[0]

    def retention(self, topic: int, at: float) -> float:
        """Of a skill 0..1: of its one thing, or the mean of its facts."""
        held = self.held[topic]
        return sum(one.retention(at) for one in held) / len(held)

    def needed(self, topic: int, at: float) -> float:
        """Retention of the prerequisite that is held least; 1 without any."""
        return min((self.retention(one, at) for one in self.world.topics[topic].requires), default=1.0)

    def known(self, topic: int, at: float) -> bool:
        """Held, and every direct prerequisite too."""
        return self.retention(topic, at) >= KNOWN and self.needed(topic, at) >= KNOWN

    def readiness(self, topic: int, at: float) -> float:
        """Factor of the chance to acquire: full from a retention of 0.7 of all prerequisites on, little below 0.3."""
        share = (self.needed(topic, at) - 0.3) / 0.4
        return UNREADY + (1 - UNREADY) * min(1.0, max(0.0, share))

    def lesson(self, topic: int, way: str, at: float) -> float:
        """Read a way of explaining; returns its seconds."""
        person, one = self.person, self.world.topics[topic]
        seconds = OVERHEAD + one.lesson_seconds * person.reading * spread(self.chance, 0.25)
        self._teach(topic, at)
        strength = LESSON_STRENGTH * (LIKED if way == person.way else DISLIKED) / person.reading
        ready = self.readiness(topic, at)
        for holding in self.held[topic]:
            share = strength / len(self.held[topic])
            if holding.level == 0:
                holding.opportunity(at, self.chance.random(), ready, share, False)
        self.marks.studied("lesson", seconds)
        return seconds

    def _teach(self, topic: int, at: float) -> None:
        if topic not in self.begun:
            self.begun.add(topic)
            self.marks.taught += 1
            self.marks.taught_early += self.needed(topic, at) < TAUGHT_READY

    def ask(
        self, topic: int, question: int, at: float, *, sort: str = "", feedback: bool = True, hints: bool = False
    ) -> Outcome:
        """Answer a question; without `feedback` nothing new is learned from it. `sort` names the time in the marks."""
        holding = self.holding(topic, question)
        held, needed = holding.retention(at), self.needed(topic, at)
        if feedback:
            self._teach(topic, at)
        recalled = self.chance.random() < held
        outcome = self._answer(topic, question, at, recalled, hints and feedback)
        self._judge(topic, question, at, held, needed, outcome, sort)
        if feedback:
            new = (topic, question) not in self.seen
            strength = 1.0 if new or len(self.held[topic]) > 1 else OLD_QUESTION
            self._learn(holding, topic, at + outcome.seconds / DAY_SECONDS, strength, recalled)
            self.seen.add((topic, question))
        elif recalled:
            holding.memory.practise(at, True)
        return outcome

    def _learn(self, holding: Holding, topic: int, at: float, strength: float, recalled: bool) -> None:
        ready = 1.0 if holding.level == 1.0 else self.readiness(topic, at)
        holding.opportunity(at, self.chance.random(), ready, strength, recalled)

    def _answer(self, topic: int, question: int, at: float, recalled: bool, hints: bool) -> Outcome:
        person, chance = self.person, self.chance
        one = self.world.topics[topic]
        asked = one.questions[question]
        slow = person.pace * person.reading**0.5 * (1.0 if asked.kind == "choices" else person.typing)
        thought = asked.seconds * slow * spread(chance, 0.35) * (1.0 if recalled else 1.4)
        used, skipped = 0, False
        slip = min(0.5, person.slip * asked.hardness)
        if (topic, question) not in self.seen and not one.facts:
            slip += NOVEL_SLIP
        right = chance.random() >= slip if recalled else chance.random() < asked.guess
        if not recalled and hints and chance.random() < person.asks_hint:
            used, thought = 1, thought + HINT_SECONDS
            right = right or chance.random() < HINT_HELPS
        if not recalled and not right and asked.kind != "choices" and chance.random() < person.gives_up:
            skipped, thought = True, thought * 0.6
        seconds = OVERHEAD + thought + (0.0 if right else FEEDBACK * person.reading)
        return Outcome(right, skipped, used, thought, seconds)

    def _judge(
        self, topic: int, question: int, at: float, held: float, needed: float, outcome: Outcome, sort: str
    ) -> None:
        marks, unit = self.marks, (topic, question if len(self.held[topic]) > 1 else 0)
        marks.studied(sort or "answer", outcome.seconds)
        marks.at_band(sort or "answer", held, outcome.seconds)
        marks.answers += 1
        marks.right += outcome.correct
        first = self.first_day.setdefault(unit, int(at))
        if held >= OVER:
            if first < int(at):
                marks.over += outcome.seconds
            else:
                marks.massed += outcome.seconds
        if held < UNKNOWN and needed < UNKNOWN:
            marks.futile += outcome.seconds
