"""Learning curves, and whether a skill is learned at all by practising it.

Raw curves lie under mastery gating, since those who learn leave: a class of 28 calls every fifth good skill “not
learned” by its pooled slope. So the verdict comes from the additive factors model with a term for each learner (Cen,
Koedinger & Junker 2006): logit p = ability + ease + gain * opportunity.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct

POINT_N, POINTS = 10, 3
"""Learners for a point, points for a verdict. Fixed (DataShop)."""
FLAT, HIGH = 0.20, 0.40
"""Error shares. Fixed (DataShop)."""
GAIN = 0.10
"""Logits an opportunity; below it by the upper limit (one-sided 95 %, 1.64) nothing is learned. Fixed by simulation."""
RIDGE = 1.0
"""Precision of abilities around 0. Fixed by the design."""
SMALL = 0.01
"""Precision of a skill's two parameters, so that one that nobody ever failed stays finite. Fixed."""
ROUNDS, CLOSE, HALVINGS, NOISE = 100, 1e-10, 30, 1e-13

Shape = Literal["too-little", "low-and-flat", "no-learning", "still-high", "good"]


class Try(NamedTuple):
    """A first try: whose, at which skill, at which opportunity (from 1), right or not."""

    learner: str
    skill: str
    opportunity: int
    right: bool


class Gain(NamedTuple):
    """A skill's ease (logit), its gain an opportunity (logits) and the standard error of the gain."""

    ease: float
    gain: float
    error: float


class CurveFigure(Struct, frozen=True, kw_only=True):
    """A skill: points as (opportunity, learners, share of errors) where enough learners are, the verdict, the gain."""

    skill: str
    points: list[tuple[int, int, float]]
    shape: Shape
    gain: float
    error: float


def afm(tries: Sequence[Try]) -> dict[str, Gain]:
    """The gain of each skill, by penalised maximum likelihood. The error of a gain takes in that abilities are
    estimated too.

    Newton's method over all parameters at once: the likelihood is concave, and a step that would go too far is halved.
    Abilities are independent of one another given the skills, so each step solves for the skills alone.
    """
    rows = _Rows(tries)
    fitted = _Fit([0.0] * len(rows.learners), [0.0] * (2 * len(rows.skills)))
    height = _height(rows, fitted)
    for _round in range(ROUNDS):
        step = _step(rows, fitted)
        fitted, height, moved = _moved(rows, fitted, step, height)
        if moved < CLOSE:
            break
    return _with_errors(rows, fitted)


class _Rows:
    """The tries by places: each as (learner, skill, opportunity, right)."""

    def __init__(self, tries: Sequence[Try]) -> None:
        self.learners = sorted({one.learner for one in tries})
        self.skills = sorted({one.skill for one in tries})
        who = {name: place for place, name in enumerate(self.learners)}
        what = {name: place for place, name in enumerate(self.skills)}
        self.all = [(who[one.learner], what[one.skill], one.opportunity, one.right) for one in sorted(tries)]


class _Fit(NamedTuple):
    """Abilities by learner, and ease and gain of each skill one after the other."""

    ability: list[float]
    pairs: list[float]


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _height(rows: _Rows, at: _Fit) -> float:
    """The penalised log likelihood."""
    found = -RIDGE / 2 * sum(one * one for one in at.ability) - SMALL / 2 * sum(one * one for one in at.pairs)
    for learner, skill, opportunity, right in rows.all:
        logit = at.ability[learner] + at.pairs[2 * skill] + at.pairs[2 * skill + 1] * opportunity
        found += math.log(max(1e-300, _chance(logit if right else -logit)))
    return found


class _Bend:
    """Slopes, and the curvature in its blocks: of each learner, of each skill, and between the two."""

    def __init__(self, rows: _Rows, at: _Fit) -> None:
        self.slopes = _Fit([-RIDGE * one for one in at.ability], [-SMALL * one for one in at.pairs])
        self.known = [RIDGE] * len(rows.learners)
        self.own = [[SMALL, 0.0, SMALL] for _ in rows.skills]
        self.crossed: list[dict[int, float]] = [{} for _ in rows.learners]
        """By learner, what each parameter of a skill shares with the ability."""
        for learner, skill, opportunity, right in rows.all:
            first, second = 2 * skill, 2 * skill + 1
            p = _chance(at.ability[learner] + at.pairs[first] + at.pairs[second] * opportunity)
            w, off, own, crossed = p * (1 - p), right - p, self.own[skill], self.crossed[learner]
            self.slopes.ability[learner] += off
            self.slopes.pairs[first] += off
            self.slopes.pairs[second] += off * opportunity
            self.known[learner] += w
            own[0] += w
            own[1] += w * opportunity
            own[2] += w * opportunity * opportunity
            crossed[first] = crossed.get(first, 0.0) + w
            crossed[second] = crossed.get(second, 0.0) + w * opportunity


def _step(rows: _Rows, at: _Fit) -> _Fit:
    """Newton's step: the skills' by elimination of the abilities (Schur's complement), then each ability's."""
    bend = _Bend(rows, at)
    size = 2 * len(rows.skills)
    matrix = [[0.0] * size for _ in range(size)]
    target = list(bend.slopes.pairs)
    for skill, (a, b, d) in enumerate(bend.own):
        first, second = 2 * skill, 2 * skill + 1
        matrix[first][first], matrix[second][second] = a, d
        matrix[first][second] = matrix[second][first] = b
    for slope, known, crossed in zip(bend.slopes.ability, bend.known, bend.crossed, strict=True):
        for row, one in crossed.items():
            share, line = one / known, matrix[row]
            target[row] -= share * slope
            for column, other in crossed.items():
                line[column] -= share * other
    pairs = _solved(matrix, target)
    ability = [
        (slope - sum(one * pairs[place] for place, one in crossed.items())) / known
        for slope, known, crossed in zip(bend.slopes.ability, bend.known, bend.crossed, strict=True)
    ]
    return _Fit(ability, pairs)


def _solved(matrix: list[list[float]], target: list[float]) -> list[float]:
    """The solution of a symmetric, positive definite system, by elimination; both are used up."""
    size = len(target)
    for place in range(size):
        line, pivot = matrix[place], matrix[place][place]
        for below in range(place + 1, size):
            factor = matrix[below][place] / pivot
            if factor:
                lower = matrix[below]
                for column in range(place, size):
                    lower[column] -= factor * line[column]
                target[below] -= factor * target[place]
    for place in range(size - 1, -1, -1):
        known = sum(matrix[place][column] * target[column] for column in range(place + 1, size))
        target[place] = (target[place] - known) / matrix[place][place]
    return target


def _moved(rows: _Rows, at: _Fit, step: _Fit, height: float) -> tuple[_Fit, float, float]:
    """Where the step leads, halved until it doesn't lead down; how high it is there, and the largest move."""
    part = 1.0
    for _try in range(HALVINGS):
        ability = [one + part * by for one, by in zip(at.ability, step.ability, strict=True)]
        pairs = [one + part * by for one, by in zip(at.pairs, step.pairs, strict=True)]
        there = _Fit(ability, pairs)
        reached = _height(rows, there)
        if reached >= height - NOISE * abs(height):
            return there, reached, part * max(map(abs, [*step.ability, *step.pairs]), default=0.0)
        part /= 2
    return at, height, 0.0


def _with_errors(rows: _Rows, at: _Fit) -> dict[str, Gain]:
    """The errors: the information of a skill's pair less what its learners' abilities take of it (Schur)."""
    bend = _Bend(rows, at)
    found = {}
    for skill, name in enumerate(rows.skills):
        first, second = 2 * skill, 2 * skill + 1
        a, b, d = bend.own[skill]
        for known, crossed in zip(bend.known, bend.crossed, strict=True):
            if first in crossed:
                c0, c1 = crossed[first], crossed[second]
                a, b, d = a - c0 * c0 / known, b - c0 * c1 / known, d - c1 * c1 / known
        whole = a * d - b * b
        error = math.sqrt(a / whole) if whole > 1e-12 and a > 0 else math.inf
        found[name] = Gain(at.pairs[first], at.pairs[second], error)
    return found


def curve_figures(
    sums: Iterable[Mapping[str, Any]], gains: Mapping[str, Gain], order: Sequence[str]
) -> list[CurveFigure]:
    """Each skill's curve with its verdict, in this order of skills."""
    points: dict[str, list[tuple[int, int, float]]] = {}
    for row in sums:
        if int(row["n"]) >= POINT_N:
            point = (int(row["opportunity"]), int(row["n"]), int(row["errors"]) / int(row["n"]))
            points.setdefault(str(row["skill"]), []).append(point)
    names = [*(name for name in order if name in gains), *sorted(set(gains) - set(order))]
    return [_curve(name, sorted(points.get(name, [])), gains[name]) for name in names]


def _curve(skill: str, points: list[tuple[int, int, float]], gain: Gain) -> CurveFigure:
    shape: Shape = "good"
    if len(points) < POINTS:
        shape = "too-little"
    elif any(share <= FLAT for opportunity, _n, share in points if opportunity <= 2):
        shape = "low-and-flat"
    elif gain.gain + 1.64 * gain.error < GAIN:
        shape = "no-learning"
    elif points[-1][2] >= HIGH:
        shape = "still-high"
    return CurveFigure(skill=skill, points=points, shape=shape, gain=gain.gain, error=gain.error)
