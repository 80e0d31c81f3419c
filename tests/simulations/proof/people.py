"""Who learns: persons out of seeds, with their own pace, memory, days, habits and what they know already."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from proof.course import WAYS, World, spread
from proof.laws import ACQUISITIONS, MEMORIES

GROUPS = ("ordinary", "slow typists", "part-timers", "weak readers", "returners")
USUAL_GROUPS = ("ordinary",) * 6 + GROUPS[1:]
MINUTES = (8.0, 60.0)
AWAY = (20, 30)
"""Who returns after a month is away from the first of these days on, for so many."""


@dataclass(slots=True)
class Person:
    """Factors are around 1. `days` are (day, hour, minutes) of sittings; `prior` how well older topics are held."""

    number: int
    group: str
    memory: str
    gradual: bool
    minutes: float
    days: list[tuple[int, float, float]] = field(default_factory=list)
    learning: float = 1.0
    keeping: float = 1.0
    slip: float = 0.05
    pace: float = 1.0
    typing: float = 1.0
    reading: float = 1.0
    asks_hint: float = 0.2
    gives_up: float = 0.3
    way: str = "words"
    prior: dict[int, int] = field(default_factory=dict)


def make_person(
    seed: int, number: int, world: World, days: int, *, law: str = "", acquisition: str = "", group: str = ""
) -> Person:
    """The learner with this number; laws and groups go round, so that each has its share."""
    chance = random.Random(f"person {seed} {number}")
    person = Person(
        number=number,
        group=group or USUAL_GROUPS[number % len(USUAL_GROUPS)],
        memory=law or MEMORIES[number % len(MEMORIES)],
        gradual=(acquisition or ACQUISITIONS[number // len(MEMORIES) % 2]) == "gradual",
        minutes=math.exp(chance.uniform(math.log(MINUTES[0]), math.log(MINUTES[1]))),
        learning=spread(chance, 0.35),
        keeping=spread(chance, 0.35),
        slip=min(0.2, 0.05 * spread(chance, 0.5)),
        pace=spread(chance, 0.25),
        asks_hint=chance.uniform(0.05, 0.4),
        gives_up=chance.uniform(0.1, 0.6),
        way=chance.choice(WAYS),
    )
    if person.group == "slow typists":
        person.typing = chance.uniform(1.8, 3.0)
    if person.group == "weak readers":
        person.reading = chance.uniform(1.6, 2.4)
    person.days = _days(chance, person, days)
    person.prior = _prior(chance, world)
    return person


def _days(chance: random.Random, person: Person, days: int) -> list[tuple[int, float, float]]:
    attendance = chance.uniform(0.25, 0.4) if person.group == "part-timers" else chance.uniform(0.65, 0.98)
    leaves = chance.randrange(days // 6, days) if chance.random() < 0.2 else days
    if person.group == "returners":
        leaves = days
    hour = chance.uniform(7.0, 21.0)
    away = range(AWAY[0], AWAY[0] + AWAY[1]) if person.group == "returners" else range(0)
    found = []
    for day in range(days):
        comes = day == 0 or chance.random() < attendance
        minutes = person.minutes * spread(chance, 0.25)
        if comes and day < leaves and day not in away:
            found.append((day, hour + chance.uniform(-1.5, 1.5), minutes))
    return found


def _prior(chance: random.Random, world: World) -> dict[int, int]:
    """Topics known before, from the bottom up, and how often each was practised in the past."""
    reach = chance.expovariate(1 / 1.3) - 0.5
    known: dict[int, int] = {}
    for topic in world.topics:
        likely = 0.9 / (1 + math.exp(2.0 * (topic.level - reach)))
        if all(one in known for one in topic.requires) and chance.random() < likely:
            known[topic.number] = chance.choice((2, 3, 4, 5, 6))
    return known
