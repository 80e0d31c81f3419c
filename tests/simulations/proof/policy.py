"""What a way of teaching is to the simulation: it gives what comes next and is told what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from proof.course import World
from proof.life import Life, Outcome


@dataclass(slots=True)
class Ask:
    """A question, or with `question` None a lesson in some `way`. `sort` names it in the breakdown of time."""

    topic: int
    question: int | None
    sort: str = ""
    way: str = "words"
    feedback: bool = True
    hints: bool = False


class Policy(Protocol):
    """Times are days since the start."""

    def next(self, at: float, minutes_left: float) -> Ask | None:
        """What to do now; None when the policy has nothing more today."""

    def told(self, ask: Ask, outcome: Outcome | None, at: float, seconds: float) -> None:
        """What became of it; `outcome` is None for a lesson. `at` is when it was given."""

    def end_day(self, life: Life, at: float) -> None:
        """The sitting is over: what can be measured of the policy itself is measured."""


class Simple:
    """Base of the peers: the lesson of a topic is read before its first question; cards are (topic, question)."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cards = [(topic.number, number) for topic in world.topics for number in range(len(topic.questions))]
        self.read: set[int] = set()
        self.day = -1

    def next(self, at: float, minutes_left: float) -> Ask | None:
        if int(at) != self.day:
            self.day = int(at)
            self.begin_day(at)
        card = self.choose(at)
        if card is None:
            return None
        if card[0] not in self.read:
            return Ask(card[0], None, "lesson")
        return Ask(card[0], card[1], self.sort_of(card))

    def told(self, ask: Ask, outcome: Outcome | None, at: float, seconds: float) -> None:
        if ask.question is None or outcome is None:
            self.read.add(ask.topic)
            return
        self.answered((ask.topic, ask.question), outcome, at)

    def end_day(self, life: Life, at: float) -> None: ...

    def sort_of(self, card: tuple[int, int]) -> str:
        return "answer"

    def begin_day(self, at: float) -> None: ...

    def choose(self, at: float) -> tuple[int, int] | None:
        raise NotImplementedError

    def answered(self, card: tuple[int, int], outcome: Outcome, at: float) -> None:
        raise NotImplementedError
