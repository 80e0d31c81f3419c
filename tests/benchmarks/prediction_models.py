"""Models of skill answers: those of the literature, and the tutor itself.

Each takes the answers to choose on and the answers of unseen learners, in order of time for each learner, and gives
(chance, right) for each of the latter, made before that answer was looked at.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, product
from typing import Any, Literal, NamedTuple

from prediction_logs import Answer

from tutor.core.ability import DIFFICULTY_STEP
from tutor.core.day import DAY_MS
from tutor.core.learner import foretold
from tutor.core.learner.events import Answered, AnyEvent, Event, Met, SkillFacts
from tutor.core.learner.fold import apply
from tutor.core.learner.names import skill_of
from tutor.core.learner.rows import ItemRow, LearnerRow, R, Row, SkillRow, key

Guess = tuple[float, bool]
Model = Callable[[Sequence[Answer], Sequence[Answer]], list[Guess]]
CLOZE = 0.06


def log_loss(found: Iterable[Guess]) -> float:
    losses = [-math.log(min(0.9999, max(0.0001, p if right else 1 - p))) for p, right in found]
    return sum(losses) / len(losses)


def auc(found: Sequence[Guess]) -> float:
    """Chance that a right answer was held likelier than a wrong one, ties counting half (Mann-Whitney)."""
    ranks, order = 0.0, sorted(found)
    place = 0
    while place < len(order):
        end = place
        while end < len(order) and order[end][0] == order[place][0]:
            end += 1
        ranks += (place + end + 1) / 2 * sum(right for _, right in order[place:end])
        place = end
    right = sum(one for _, one in found)
    return (ranks - right * (right + 1) / 2) / (right * (len(found) - right))


def binned(found: Sequence[Guess], bins: int = 20) -> float:
    """Root mean square of mean chance minus share right over bins of equally many, weighted by how many."""
    order = sorted(found)
    total = 0.0
    for number in range(bins):
        part = order[number * len(order) // bins : (number + 1) * len(order) // bins]
        if part:
            total += (sum(p for p, _ in part) - sum(right for _, right in part)) ** 2 / len(part)
    return math.sqrt(total / len(order))


def by_learner_and_item(answers: Iterable[Answer]) -> dict[str, list[list[bool]]]:
    """For each item, the runs of right and wrong of each learner: an item is the finest skill of these logs."""
    runs: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in answers:
        if one.right is not None:
            runs[one.item, one.learner].append(one.right)
    found = defaultdict(list)
    for (item, _), run in runs.items():
        found[item].append(run)
    return found


def of_skills(model: Model) -> Model:
    """The model with one state for each skill instead of each item."""

    def run(older: Sequence[Answer], unseen: Sequence[Answer]) -> list[Guess]:
        return model([one._replace(item=one.skill) for one in older], [one._replace(item=one.skill) for one in unseen])

    return run


class Bkt(NamedTuple):
    start: float = 0.3
    learning: float = 0.15
    guess: float = 0.2
    slip: float = 0.1

    def chance(self, known: float) -> float:
        return known * (1 - self.slip) + (1 - known) * self.guess

    def after(self, known: float, right: bool) -> float:
        shown = known * (1 - self.slip) / self.chance(known) if right else known * self.slip / (1 - self.chance(known))
        return shown + (1 - shown) * self.learning


def bkt(older: Sequence[Answer], unseen: Sequence[Answer]) -> list[Guess]:
    """Bayesian knowledge tracing, four parameters for each skill by a search over a grid (Corbett, Anderson 1995)."""
    grid = [Bkt(*one) for one in product((0.1, 0.3, 0.5, 0.7), (0.05, 0.15, 0.3), (0.05, 0.15, 0.3), (0.03, 0.1, 0.2))]

    def loss(model: Bkt, runs: list[list[bool]]) -> float:
        total = 0.0
        for run in runs:
            known = model.start
            for right in run:
                total -= math.log(model.chance(known) if right else 1 - model.chance(known))
                known = model.after(known, right)
        return total

    models = {
        item: min(grid, key=lambda one: loss(one, runs[:60])) for item, runs in by_learner_and_item(older).items()
    }
    known: dict[tuple[str, str], float] = {}
    found = []
    for one in unseen:
        if one.right is not None:
            model = models.get(one.item, Bkt())
            held = known.get((one.learner, one.item), model.start)
            found.append((model.chance(held), one.right))
            known[one.learner, one.item] = model.after(held, one.right)
    return found


def pfa(older: Sequence[Answer], unseen: Sequence[Answer]) -> list[Guess]:
    """Performance factors: logistic of a skill's ease and its counts of right and wrong (Pavlik 2009), fitted by SGD."""
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.2, 0.0])

    def go(answers: Sequence[Answer], step: float) -> list[Guess]:
        counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        found = []
        for one in answers:
            if one.right is None:
                continue
            held, count = weights[one.item], counts[one.learner, one.item]
            chance = 1 / (1 + math.exp(-(held[0] + held[1] * count[0] + held[2] * count[1])))
            found.append((chance, one.right))
            for place, value in enumerate((1, *count)):
                held[place] += step * (one.right - chance) * value
            count[0 if one.right else 1] += 1
        return found

    for step in (0.03, 0.03, 0.02, 0.01, 0.005):
        go(older, step)
    return go(unseen, 0.0)


def elo(older: Sequence[Answer], unseen: Sequence[Answer]) -> list[Guess]:
    """One ability and each item's difficulty, steps 1 / (1 + .05 n) (Pelánek 2016)."""
    hardness: dict[str, tuple[float, int]] = {}

    def go(answers: Sequence[Answer], learn: bool) -> list[Guess]:
        held: dict[str, tuple[float, int]] = {}
        found = []
        for one in answers:
            if one.right is None:
                continue
            (theta, n), (hard, m) = held.get(one.learner, (0.0, 0)), hardness.get(one.item, (0.0, 0))
            chance = 1 / (1 + math.exp(hard - theta))
            found.append((chance, one.right))
            held[one.learner] = (theta + (one.right - chance) / (1 + 0.05 * n), n + 1)
            if learn:
                hardness[one.item] = (hard - (one.right - chance) / (1 + 0.05 * m), m + 1)
        return found

    go(older, True)
    return go(unseen, False)


def ema(older: Sequence[Answer], unseen: Sequence[Answer]) -> list[Guess]:
    """A moving average for each learner and skill, starting at how others did at first (Pelánek, Řihák 2017)."""
    first = {
        item: (sum(run[0] for run in runs) + 1) / (len(runs) + 2) for item, runs in by_learner_and_item(older).items()
    }

    def go(answers: Sequence[Answer], weight: float) -> list[Guess]:
        held: dict[tuple[str, str], float] = {}
        found = []
        for one in answers:
            if one.right is not None:
                mean = held.get((one.learner, one.item), first.get(one.item, 0.5))
                found.append((mean, one.right))
                held[one.learner, one.item] = mean + weight * (one.right - mean)
        return found

    weight = min((0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7), key=lambda one: log_loss(go(older, one)))
    return go(unseen, weight)


Holder = Literal["item", "skill"]
"""What holds the memory: a fact's item, or a problem's skill."""


class InMemory:
    """A learner's rows while one course is studied whose skills need nothing of one another."""

    def __init__(self) -> None:
        self.kept: dict[tuple[type[Row], str], Row] = {}

    def get(self, kind: type[R], name: str) -> R | None:
        return self.kept.get((kind, name))  # type: ignore[return-value]

    def put(self, row: Row) -> None:
        self.kept[type(row), key(row)] = row

    def drop(self, kind: type[Row], name: str) -> None:
        self.kept.pop((kind, name), None)

    def dependents(self, skill: str) -> Iterable[str]:
        return ()

    def skills_of(self, course: str) -> Iterable[str]:
        return self.keys(SkillRow, "")

    def keys(self, kind: type[Row], prefix: str) -> Iterable[str]:
        return sorted(name for of, name in self.kept if of is kind and name.startswith(prefix))


class Course:
    """The log as a course of the tutor. `difficulty` by item is its author's, 3 where nothing is said."""

    def __init__(self, answers: Sequence[Answer], holder: Holder, difficulty: Mapping[str, int]) -> None:
        skills = {name: f"c/s{number}" for number, name in enumerate(sorted({one.skill for one in answers}))}
        pairs = enumerate(sorted({(one.skill, one.item) for one in answers}))
        self.items = {pair: f"{skills[pair[0]]}/i{number}" for number, pair in pairs}
        counts = Counter(skill for skill, _ in self.items)
        remember: Any = "items" if holder == "item" else "skill"
        facts = [SkillFacts(id=skills[name], remember=remember, item_count=counts[name]) for name in skills]
        self.met = Met(course="c", version="1", content_hash="", skills=facts)
        self.difficulty = difficulty

    def told(self, answers: Iterable[Answer]) -> Iterator[Guess]:
        """What the tutor foretells of each answer of one learner, folding them in as it does."""
        rows = InMemory()
        answers = list(answers)
        self._fold(rows, answers[0], self.met)
        for one in answers:
            item = self.items[one.skill, one.item]
            skill, hard = skill_of(item), self.difficulty.get(one.item, 3)
            if one.right is not None:
                learner, row = rows.get(LearnerRow, "me") or LearnerRow(), rows.get(SkillRow, skill)
                assert row is not None
                seen = rows.get(ItemRow, item)
                now = _time(one)
                yield foretold.chance(learner, row, seen, guess=CLOZE, difficulty=hard, now=now), one.right
            shown = one.right is None  # as if all hints had been taken
            right = one.right is not False
            answer = Answered(
                item=item,
                skill=skill,
                kind="learn",
                type="cloze",
                score=float(right),
                correct=right,
                rating="hard" if shown else "good" if right else "again",
                hints=int(shown),
                guess=CLOZE,
                difficulty=hard,
            )
            self._fold(rows, one, answer)

    def _fold(self, rows: InMemory, one: Answer, data: AnyEvent) -> None:
        apply(rows, Event(id="e", device="d", number=1, lamport=1, at=_time(one), offset=0, data=data))


def _time(one: Answer) -> int:
    """UTC ms; logs without a clock begin at 0, which to the rows is never."""
    return round(one.at * 1000) + DAY_MS


def ours(holder: Holder, told: bool = True) -> Model:
    """The tutor: its own fold of the answers, and the chance that it chooses by.

    `told`: the course's author set the difficulties by how often others were right at first; else all are 3.
    """

    def run(older: Sequence[Answer], unseen: Sequence[Answer]) -> list[Guess]:
        course = Course([*older, *unseen], holder, difficulties(older) if told else {})
        return [guess for _, own in groupby(unseen, key=lambda one: one.learner) for guess in course.told(own)]

    return run


def difficulties(answers: Sequence[Answer]) -> dict[str, int]:
    """Difficulty 1..5 of each item from its facility at first tries, in steps of half a logit around the mean."""
    runs = by_learner_and_item(answers).items()
    facility = {item: (sum(run[0] for run in own) + 1) / (len(own) + 2) for item, own in runs}
    logits = {item: math.log(share / (1 - share)) for item, share in facility.items()}
    mean = sum(logits.values()) / max(1, len(logits))
    return {item: max(1, min(5, round(3 + (mean - one) / DIFFICULTY_STEP))) for item, one in logits.items()}
