"""Models of skill answers: those of the literature, the learning model's first one, and ours.

Each takes the answers to choose on and the answers of unseen learners, in order of time for each learner, and gives
(chance, right) for each of the latter, made before that answer was looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Literal, NamedTuple

from prediction_logs import Answer

from tutor.core import ability, memory, understanding
from tutor.core.ability import Asked

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


class Held(NamedTuple):
    """What a fact (or the skill of a problem) holds: strength of the trace, understanding, memory, when last met."""

    strength: float | None
    known: float
    memory: memory.Memory | None
    at: float


Holder = Literal["item", "skill", "none"]
"""What holds the memory: a fact's item, a problem's skill; nothing in a test, where no answer is shown."""


def ours(holder: Holder, alone: bool = False, first_model: bool = False) -> Model:
    """The understanding and ability model.

    `alone`: nobody else's answers tell how hard an item is, as in a learner's own file of a course without statistics.
    `first_model`: the learning model's first formula instead of `ability`'s.
    """

    def run(older: Sequence[Answer], unseen: Sequence[Answer]) -> list[Guess]:
        hardness: dict[str, tuple[float, int]] = {}
        if alone:
            return _go(unseen, holder, first_model, hardness, of=lambda one: f"{one.learner} {one.item}", learn=True)
        _go(older, holder, first_model, hardness, of=lambda one: one.item, learn=True)
        return _go(unseen, holder, first_model, hardness, of=lambda one: one.item, learn=False)

    return run


def _go(
    answers: Sequence[Answer],
    holder: Holder,
    first_model: bool,
    hardness: dict[str, tuple[float, int]],
    of: Callable[[Answer], str],
    learn: bool,
) -> list[Guess]:
    abilities: dict[str, tuple[float, int]] = {}
    holding: dict[tuple[str, str], Held] = {}
    found = []
    for one in answers:
        name = (one.learner, one.item if holder == "item" else one.skill)
        held = holding.get(name)
        (theta, n), (hard, m) = abilities.get(one.learner, (0.0, 0)), hardness.get(of(one), (0.0, 0))
        asked = _asked(theta, hard, held, one.at)
        if one.right is None:
            known = asked.known + (1 - asked.known) * understanding.LEARNING
            holding[name] = Held(ability.after_showing(asked), known, held.memory if held else None, one.at)
            continue
        if first_model:
            recalled = asked.recalled if held and held.memory else 0.5
            chance = understanding.predicted(asked.known, recalled, CLOZE, theta, hard)
            surprise = one.right - chance
            left = ability.Learned(
                understanding.ability_after(theta, n, surprise), understanding.hardness_after(hard, m, surprise), 0.0
            )
        else:
            chance = ability.predicted(asked)
            left = ability.after_answer(asked, float(one.right), n, m)
        found.append((chance, one.right))
        abilities[one.learner] = (left.ability, n + 1)
        if learn:
            hardness[of(one)] = (left.hardness, m + 1)
        holding[name] = _after(held, asked, one, None if holder == "none" else left.strength)
    return found


def _asked(theta: float, hard: float, held: Held | None, at: float) -> Asked:
    if held is None:
        return Asked(theta, hard, CLOZE, known=understanding.PRIOR)
    days = (at - held.at) / 86400
    recalled = memory.retrievability(held.memory.stability, days) if held.memory else 0.0
    return Asked(theta, hard, CLOZE, held.strength, days * 1440, held.known, recalled)


def _after(held: Held | None, asked: Asked, one: Answer, strength: float | None) -> Held:
    rating = "good" if one.right else "again"
    had = held.memory if held else None
    kept = memory.review(had, asked.minutes / 1440, rating) if had else memory.first(rating)  # type: ignore[arg-type]
    known = understanding.update(asked.known, float(bool(one.right)), CLOZE)
    return Held(strength, known, kept, one.at)
