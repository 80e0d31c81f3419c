"""A greedy oracle that sees the truth: each moment it does what gains most at the day of judgement per second."""

from __future__ import annotations

import heapq

from proof.laws import Holding
from proof.life import FEEDBACK, OVERHEAD, Life, Outcome
from proof.policy import Ask

Key = tuple[int, int]
READY = 0.85
"""Prerequisites below this are not built on."""


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
        """Retention at the day of judgement that one more answer is expected to add to its skill, per second."""
        topic, number = key
        life, one = self.life, self.world.topics[topic]
        holding = life.held[topic][number]
        if holding.level < 1.0 and life.needed(topic, at) < READY:
            return 0.0
        recall = holding.retention(at)
        seconds = OVERHEAD + one.questions[number].seconds * life.person.pace + FEEDBACK * (1 - recall)
        before, after = holding.retention(self.judged_at), 0.0
        for recalled, likely in ((True, recall), (False, 1 - recall)):
            if likely > 0.01:
                after += likely * self._after(holding, topic, at, recalled)
        return (after - before) / len(life.held[topic]) / seconds

    def _after(self, holding: Holding, topic: int, at: float, recalled: bool) -> float:
        """Expected retention at the day of judgement after an answer now."""
        copy = holding.copy()
        ready = 1.0 if holding.level == 1.0 else self.life.readiness(topic, at)
        copy.opportunity(at, 0.0, ready, 1.0, recalled)  # with luck
        sure = holding.gradual or holding.level == 1.0
        return (1.0 if sure else holding.chance(ready, 1.0)) * copy.retention(self.judged_at)
