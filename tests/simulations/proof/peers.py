"""The peers, each as its authors describe it: fixed order, three in a row, Leitner, SM-2, Anki's default, Trane-like."""

from __future__ import annotations

import heapq
import random
from collections import deque
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

from proof.course import World
from proof.life import Outcome
from proof.policy import Simple

START = datetime(2027, 1, 4, tzinfo=UTC)
NEW_A_DAY = 20
"""Anki's default; the other card schedulers get the same."""
Key = tuple[int, int]


class FixedOrder(Simple):
    """The book from front to back: every question until it was right once, at most three times; then from the front."""

    MOST = 3

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.place, self.tries = 0, 0

    def choose(self, at: float) -> Key | None:
        return self.cards[self.place % len(self.cards)]

    def answered(self, card: Key, outcome: Outcome, at: float) -> None:
        self.tries += 1
        if outcome.correct or self.tries >= self.MOST:
            self.place, self.tries = self.place + 1, 0


class ThreeInARow(Simple):
    """A topic is passed by three right answers running; next comes one whose prerequisites are passed. No reviews.

    Who has passed all goes through it again.
    """

    NEEDED = 3

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.passed: set[int] = set()
        self.run: dict[int, int] = {}
        self.asked: dict[int, int] = {}

    def choose(self, at: float) -> Key | None:
        for topic in self.world.topics:
            if topic.number not in self.passed and all(one in self.passed for one in topic.requires):
                return topic.number, self.asked.get(topic.number, 0) % len(topic.questions)
        self.passed, self.run = set(), {}
        return 0, self.asked.get(0, 0) % len(self.world.topics[0].questions)

    def answered(self, card: Key, outcome: Outcome, at: float) -> None:
        topic = card[0]
        self.asked[topic] = self.asked.get(topic, 0) + 1
        self.run[topic] = self.run.get(topic, 0) + 1 if outcome.correct else 0
        if self.run[topic] >= self.NEEDED:
            self.passed.add(topic)


class Cards(Simple):
    """Base of the card schedulers: what is due first, then at most twenty new cards a day in the author's order.

    A card that is to come back within the sitting waits for its time; it comes sooner when nothing else is left.
    """

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.new = deque(self.cards)
        self.left_today = 0
        self.due: list[tuple[float, Key]] = []
        self.soon: list[tuple[float, Key]] = []
        self.turn = 0

    def begin_day(self, at: float) -> None:
        self.left_today = NEW_A_DAY

    def choose(self, at: float) -> Key | None:
        if self.soon and self.soon[0][0] <= at:
            return self.soon[0][1]
        due = self.due[0][1] if self.due and self.due[0][0] < self.day + 1 else None
        fresh = self.new[0] if self.new and self.left_today else None
        if due and fresh:
            return fresh if self.turn % 4 == 3 else due  # new ones are mixed into the reviews
        return due or fresh or (self.soon[0][1] if self.soon else None)

    def sort_of(self, card: Key) -> str:
        return "new" if self.new and self.new[0] == card else "soon" if self._is_soon(card) else "review"

    def _is_soon(self, card: Key) -> bool:
        return bool(self.soon) and self.soon[0][1] == card

    def answered(self, card: Key, outcome: Outcome, at: float) -> None:
        self.turn += 1
        if self.new and self.new[0] == card:
            self.new.popleft()
            self.left_today -= 1
        elif self._is_soon(card):
            heapq.heappop(self.soon)
        else:
            heapq.heappop(self.due)
        days, today = self.schedule(card, outcome, at)
        heapq.heappush(self.soon if today else self.due, (at + days if today else self.day + days, card))

    def schedule(self, card: Key, outcome: Outcome, at: float) -> tuple[float, bool]:
        """Days until it comes back, and whether that is within the sitting."""
        raise NotImplementedError


AGAIN = 10 / 1440


class Leitner(Cards):
    """Five boxes of 1, 2, 4, 8 and 16 days; a miss goes back to the first and comes again today."""

    BOXES = (1, 2, 4, 8, 16)

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.box: dict[Key, int] = {}

    def schedule(self, card: Key, outcome: Outcome, at: float) -> tuple[float, bool]:
        if not outcome.correct:
            self.box[card] = 0
            return AGAIN, True
        box = self.box.get(card, 0)
        self.box[card] = min(box + 1, len(self.BOXES) - 1)
        return self.BOXES[box], False


class SM2(Cards):
    """SuperMemo 2: 1 day, 6 days, then times the easiness; a miss begins anew and is asked again today."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.state: dict[Key, tuple[int, float, float]] = {}

    def schedule(self, card: Key, outcome: Outcome, at: float) -> tuple[float, bool]:
        times, days, ease = self.state.get(card, (0, 0.0, 2.5))
        grade = 4 if outcome.correct else 1
        ease = max(1.3, ease + 0.1 - (5 - grade) * (0.08 + (5 - grade) * 0.02))
        if not outcome.correct:
            self.state[card] = (0, 0.0, ease)
            return AGAIN, True
        days = 1.0 if times == 0 else 6.0 if times == 1 else float(round(days * ease))
        self.state[card] = (times + 1, days, ease)
        return days, False


class Anki(Cards):
    """Anki's default with FSRS-6 at 0.90: learning steps of 1 and 10 minutes, relearning 10, twenty new a day."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.scheduler = Scheduler(desired_retention=0.9, enable_fuzzing=False)
        self.state: dict[Key, Card] = {}

    def schedule(self, card: Key, outcome: Outcome, at: float) -> tuple[float, bool]:
        now = START + timedelta(days=at)
        held = self.state.get(card) or Card(card_id=card[0] * 100 + card[1], due=now)
        rating = Rating.Good if outcome.correct else Rating.Again
        held, _ = self.scheduler.review_card(held, rating, now)
        self.state[card] = held
        days = (held.due - now) / timedelta(days=1)
        if held.state != State.Review:
            return days, True
        return float(round(days)), False


class TraneLike(Simple):
    """After Trane: batches mixed from new, target, current, easy and mastered exercises of lessons whose needs score.

    An exercise scores 0..5 by its last grades times a power-law recall; a topic passes at a mean of 3.
    """

    PASSING, BATCH, KEPT = 3.0, 20, 5
    MIX = (("new", 0.2), ("target", 0.2), ("current", 0.3), ("easy", 0.2), ("mastered", 0.1))
    BOUNDS = (("target", 2.5), ("current", 3.9), ("easy", 4.6), ("mastered", 9.0))

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.chance = random.Random("trane")
        self.grades: dict[Key, list[float]] = {}
        self.held: dict[Key, tuple[float, float, float]] = {}
        self.batch: deque[Key] = deque()

    def choose(self, at: float) -> Key | None:
        if not self.batch:
            self.batch = deque(self._batch(at))
        return self.batch[0] if self.batch else None

    def answered(self, card: Key, outcome: Outcome, at: float) -> None:
        self.batch.popleft()
        grade = 1.0 if not outcome.correct else 3.0 if outcome.hints else 5.0
        grades = self.grades[card] = [*self.grades.get(card, []), grade][-self.KEPT :]
        weights = [0.7**n for n in range(len(grades))][::-1]
        mean = sum(g * w for g, w in zip(grades, weights, strict=True)) / sum(weights)
        self.held[card] = (mean, at, 5.0 * len(grades))

    def score(self, card: Key, at: float) -> float:
        """0..5."""
        if card not in self.held:
            return 0.0
        mean, last, stable = self.held[card]
        decay = -0.4 if self.world.topics[card[0]].facts else -0.2
        return float(mean * (1 + (at - last) / stable) ** decay)

    def _batch(self, at: float) -> list[Key]:
        scores = {card: self.score(card, at) for card in self.held}
        sums = [0.0] * len(self.world.topics)
        for (topic, _), score in scores.items():
            sums[topic] += score
        bands: dict[str, list[Key]] = {name: [] for name, _ in self.MIX}
        for card, score in scores.items():
            bands[self._band(score)].append(card)
        wanted = {name: round(share * self.BATCH) for name, share in self.MIX}
        found = self._new(sums, wanted["new"])
        for name, count in wanted.items():
            found += self.chance.sample(bands[name], min(count, len(bands[name])))
        self.chance.shuffle(found)
        return found

    def _new(self, sums: list[float], count: int) -> list[Key]:
        """The first unseen exercises of topics that may be studied."""
        found: list[Key] = []
        for topic in self.world.topics:
            size = len(topic.questions)
            ready = all(sums[one] >= self.PASSING * size for one in topic.requires)
            if ready or topic.number in self.read:
                cards = ((topic.number, number) for number in range(size))
                found += [card for card in cards if card not in self.held]
            if len(found) >= count:
                break
        return found[:count]

    def _band(self, score: float) -> str:
        return next(name for name, bound in self.BOUNDS if score < bound)


PEERS = {
    "fixed": FixedOrder,
    "three": ThreeInARow,
    "anki": Anki,
    "trane": TraneLike,
    "sm2": SM2,
    "leitner": Leitner,
}
