"""Placement before learners whose truth is known: alone, and at the beginning of weeks of study.

Three sorts: the proof's own persons (who know little), persons of the same laws who come with half a course, and
patchy ones, who know whole branches and have holes in what they should know. None of it is the placement's own model.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from proof.course import World, make_world, spread
from proof.life import Life
from proof.ours import Ours
from proof.people import Person, make_person
from proof.running import sit
from tutor.core.placement import Belief
from tutor.core.shown import Shown

SORTS = ("beginners", "halfway", "patchy")
KNOWS = 0.5
"""Retention from which one knows a skill rather than not: the learning model's own line for "unknown"."""
HOLES = 0.06
"""Chance that a patchy learner never understood a topic below others they know."""


@dataclass(slots=True)
class Found:
    """One placement: questions and seconds asked, skills known in truth, presumed, and wrongly so."""

    asked: int
    seconds: float
    known: int
    presumed: int
    wrong: int
    skills: int

    @property
    def found(self) -> int:
        return self.presumed - self.wrong


def knower(sort: str, seed: int, number: int, days: int = 60) -> Life:
    """A learner of this sort with a course, at the beginning."""
    world = make_world(seed * 4 + number % 4)
    person = make_person(seed, number, world, days)
    if sort != "beginners":
        _knows_more(random.Random(f"prior {sort} {seed} {number}"), person, world, patchy=sort == "patchy")
    return Life(person, world, random.Random(f"placed {sort} {seed} {number}"))


def _knows_more(chance: random.Random, person: Person, world: World, *, patchy: bool) -> None:
    reach = chance.uniform(1.0, 10.0)
    likes = {number: chance.gauss(0.0, 2.5) for number in range(len(world.topics)) if not world.topics[number].requires}
    known: dict[int, int] = {}
    for topic in world.topics:
        roots = [one for one in {topic.number, *world.ancestors(topic.number)} if one in likes]
        own = sum(likes[one] for one in roots) / len(roots) if patchy and roots else 0.0
        far = topic.level - reach - own
        ready = all(one in known for one in topic.requires) or (patchy and chance.random() < 0.1)
        if ready and far < spread(chance, 0.5) - 1 and not (patchy and chance.random() < HOLES):
            known[topic.number] = chance.choice((3, 4, 5, 6))
    person.prior = known


def place(life: Life, seed: int) -> Found:
    """Ask until the placement has enough, and compare what it presumes with the truth."""
    world, chance = life.world, random.Random(f"items {seed} {life.person.number}")
    belief = Belief({f"sim/{t.name}": [f"sim/{world.topics[one].name}" for one in t.requires] for t in world.topics})
    number_of = {f"sim/{t.name}": t.number for t in world.topics}
    seconds, used = 0.0, set[str]()
    while (skill := belief.question()) is not None:
        topic = world.topics[number_of[skill]]
        free = [one for one in topic.questions if f"{skill}/{one.name}" not in used]
        question = min(free, key=lambda one: (round(one.guess, 1), chance.random()))
        used.add(f"{skill}/{question.name}")
        outcome = life.ask(topic.number, topic.questions.index(question), 0.5, feedback=False)
        seconds += outcome.seconds
        belief.take(Shown(skill, f"{skill}/{question.name}", outcome.correct, question.guess, outcome.skipped))
    presumed = [number_of[name] for name in belief.credited()]
    known = {topic.number for topic in world.topics if life.retention(topic.number, 0.5) >= KNOWS}
    wrong = sum(one not in known for one in presumed)
    return Found(len(belief.answers), seconds, len(known), len(presumed), wrong, len(world.topics))


@dataclass(slots=True)
class Checked:
    """Placement at the beginning of weeks of study. Wrong ones are presumed and not held (`KNOWS`) at that time.

    `curve` has, for each day of study, seconds spent until then and the sum of retention over all topics.
    """

    asked: int
    known: int
    presumed: int
    wrong: int
    wrong_after: int
    unchecked: int
    curve: list[tuple[float, float]]


def study(sort: str, seed: int, number: int, *, placed: bool, days: int = 28) -> Checked:
    """Weeks of study through the study service, with a placement after the first answer or without one."""
    life = knower(sort, seed, number, days)
    known = {topic.number for topic in life.world.topics if life.retention(topic.number, 0.5) >= KNOWS}
    ours = Ours(life, seed=seed * 1000 + number, place=placed, days=days)
    curve = [(0.0, _held(life, 0.5))]
    wrong = 0
    try:
        for day, hour, minutes in life.person.days:
            before = len(ours.presumed)
            sit(life, ours, day + hour / 24, minutes)
            if ours.presumed and not before:
                wrong = sum(one not in known for one in ours.presumed)
            curve.append((life.marks.seconds, _held(life, day + 1.0)))
        end = life.person.days[-1][0] + 1.0
        learned = [one for one in ours.presumed if ours.phase(one) == "learned"]
        wrong_after = sum(life.retention(one, end) < KNOWS for one in learned)
        unchecked = sum(ours.is_presumed(one) for one in learned)
        return Checked(life.marks.placed, len(known), len(ours.presumed), wrong, wrong_after, unchecked, curve)
    finally:
        ours.close()


def _held(life: Life, at: float) -> float:
    return sum(life.retention(topic.number, at) for topic in life.world.topics)


def hours_to_the_same(placed: Checked, plain: Checked) -> tuple[float, float]:
    """Hours of study until as much more is held as the slower of both gains, with placement and without."""
    gain = min(max(held for _, held in one.curve) - one.curve[0][1] for one in (placed, plain))
    return _hours_until(placed.curve, 0.9 * gain), _hours_until(plain.curve, 0.9 * gain)


def _hours_until(curve: list[tuple[float, float]], gain: float) -> float:
    wanted, (before, held_before) = curve[0][1] + gain, curve[0]
    for seconds, held in curve:
        if held >= wanted:
            share = (wanted - held_before) / (held - held_before) if held > held_before else 1.0
            return (before + share * (seconds - before)) / 3600
        before, held_before = seconds, held
    return before / 3600
