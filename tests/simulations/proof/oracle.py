"""A greedy oracle that sees the truth: each moment it does what gains most at the day of judgement per second."""

from __future__ import annotations

import heapq
import math

from proof.life import LESSON_STRENGTH, OVERHEAD, Life, Outcome
from proof.policy import Ask

Key = tuple[int, int]
READY = 0.85
"""Prerequisites below this are not built on."""
FRESH, TOO_EARLY, LAST_DAYS = 0.93, 0.03, 5.0
"""What is held better than this is left to fade a little, until the last days: greed knows no later."""


class Oracle:
    """Weighs every holding once a day and again whenever it or what it needs was touched."""

    def __init__(self, life: Life, judged_at: float) -> None:
        self.life, self.world, self.judged_at = life, life.world, judged_at
        self.read: set[int] = set()
        self.turn: dict[Key, int] = {}
        self.day = -1
        self.heap: list[tuple[float, int, Key]] = []
        self.version: dict[Key, int] = {}

    def next(self, at: float, minutes_left: float) -> Ask | None:
        if int(at) != self.day:
            self.day = int(at)
            self._weigh_all(at)
        while self.heap:
            _value, version, key = self.heap[0]
            if version != self.version[key]:
                heapq.heappop(self.heap)
                continue
            return self._ask(key)
        return None

    def told(self, ask: Ask, outcome: Outcome | None, at: float, seconds: float) -> None:
        at += seconds / 86_400
        if ask.question is None:
            self.read.add(ask.topic)
        held = self.life.held[ask.topic]
        key = (ask.topic, ask.question if ask.question is not None and len(held) > 1 else 0)
        self.turn[key] = self.turn.get(key, 0) + (ask.question is not None)
        for number in range(len(held)) if ask.question is None else (key[1],):
            self._weigh((ask.topic, number), at)
        for topic in self.world.topics[ask.topic].dependents:
            for number, one in enumerate(self.life.held[topic]):
                if one.level < 1:
                    self._weigh((topic, number), at)

    def end_day(self, life: Life, at: float) -> None: ...

    def _ask(self, key: Key) -> Ask:
        topic, number = key
        held = self.life.held[topic]
        if topic not in self.read and any(one.level == 0 for one in held) and self._lesson_pays(topic):
            return Ask(topic, None, "lesson", self.life.person.way)
        if len(held) > 1:
            return Ask(topic, number)
        return Ask(topic, self.turn.get(key, 0) % len(self.world.topics[topic].questions))

    def _lesson_pays(self, topic: int) -> bool:
        return not self.world.topics[topic].facts

    def _weigh_all(self, at: float) -> None:
        self.heap = []
        for topic in self.world.topics:
            for number in range(len(self.life.held[topic.number])):
                self._weigh((topic.number, number), at)

    def _weigh(self, key: Key, at: float) -> None:
        self.version[key] = self.version.get(key, 0) + 1
        value = self.value(key, at)
        if value > 0:
            heapq.heappush(self.heap, (-value, self.version[key], key))

    def value(self, key: Key, at: float) -> float:
        """Worth at the day of judgement that one more answer adds, per second."""
        topic, number = key
        life, one = self.life, self.world.topics[topic]
        holding = life.held[topic][number]
        needed = life.needed(topic, at)
        seconds = OVERHEAD + one.questions[number].seconds * life.person.pace
        if holding.level < 1.0 and needed < READY:
            return 0.0
        weight = 1.0 / len(life.held[topic]) * (1 + 0.06 * min(8, len(one.dependents)))
        if holding.level == 0:
            return weight * self._worth_of_new(topic, number, at) / self._cost_of_new(topic, number, seconds)
        before = worth(holding.retention(self.judged_at))
        recall = holding.retention(at)
        after = 0.0
        for recalled, likely in ((True, recall), (False, 1 - recall)):
            if likely > 0.01:
                copy = holding.copy()
                copy.opportunity(at, 1.0, life.readiness(topic, at), 1.0, recalled)
                after += likely * worth(copy.retention(self.judged_at))
        early = TOO_EARLY if recall > FRESH and self.judged_at - 30 - at > LAST_DAYS else 1.0
        return early * weight * (after - before) / (seconds + 6.0 * (1 - recall))

    def _worth_of_new(self, topic: int, number: int, at: float) -> float:
        """Of a holding that is still to be acquired, with a few spaced repetitions ahead."""
        copy = self.life.held[topic][number].copy()
        copy.level = 1.0
        days = self.judged_at - 30 - at
        step, when = 1.0, at
        copy.memory.practise(when, True)
        while when + step < at + days and step < 40:
            when += step
            copy.memory.practise(when, True)
            step *= 2.5
        return worth(copy.retention(self.judged_at))

    def _cost_of_new(self, topic: int, number: int, seconds: float) -> float:
        life, one = self.life, self.world.topics[topic]
        holding = life.held[topic][number]
        chance = holding.chance(life.readiness(topic, self.day + 0.5), 1.0)
        tries = (3.0 / chance) if holding.gradual else 1 / chance
        lesson = 0.0
        if topic not in self.read and not one.facts:
            lesson = one.lesson_seconds
            tries = max(0.5, tries - LESSON_STRENGTH)
        days = max(0.0, self.judged_at - 30 - self.day)
        reviews = math.log(max(1.0, days)) / math.log(2.5)
        return lesson + (tries + reviews) * (seconds + 4.0)


def worth(retention: float) -> float:
    """Of a retention at the end: what counts is being known, so most is to be gained around 0.9."""
    return retention + 2.0 / (1 + math.exp((0.88 - retention) / 0.04))
