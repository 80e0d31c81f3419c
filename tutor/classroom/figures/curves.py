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
ROUNDS, CLOSE = 200, 1e-10

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
    """The gain of each skill, by penalised maximum likelihood: Newton's step for each ability and for each skill's pair
    in turn until nothing moves. The error of a gain takes in that abilities are estimated too.
    """
    by_skill, by_learner = _grouped(tries)
    ability = dict.fromkeys(by_learner, 0.0)
    pairs = dict.fromkeys(by_skill, (0.0, 0.0))
    for _round in range(ROUNDS):
        moved = 0.0
        for learner, rows in by_learner.items():
            step = _ability_step(ability[learner], rows, pairs)
            ability[learner] += step
            moved = max(moved, abs(step))
        for skill, rows in by_skill.items():
            ease, gain = _pair_step(pairs[skill], rows, ability)
            moved = max(moved, abs(ease - pairs[skill][0]), abs(gain - pairs[skill][1]))
            pairs[skill] = (ease, gain)
        if moved < CLOSE:
            break
    return _with_errors(by_skill, by_learner, ability, pairs)


def _grouped(tries: Sequence[Try]) -> tuple[dict[str, list[Try]], dict[str, list[Try]]]:
    by_skill: dict[str, list[Try]] = {}
    by_learner: dict[str, list[Try]] = {}
    for one in sorted(tries):
        by_skill.setdefault(one.skill, []).append(one)
        by_learner.setdefault(one.learner, []).append(one)
    return by_skill, by_learner


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _ability_step(now: float, rows: list[Try], pairs: Mapping[str, tuple[float, float]]) -> float:
    slope, bend = -RIDGE * now, RIDGE
    for one in rows:
        ease, gain = pairs[one.skill]
        p = _chance(now + ease + gain * one.opportunity)
        slope += one.right - p
        bend += p * (1 - p)
    return max(-2.0, min(2.0, slope / bend))


def _pair_step(now: tuple[float, float], rows: list[Try], ability: Mapping[str, float]) -> tuple[float, float]:
    ease, gain = now
    g0, g1 = -SMALL * ease, -SMALL * gain
    a, b, d = SMALL, 0.0, SMALL
    for one in rows:
        p = _chance(ability[one.learner] + ease + gain * one.opportunity)
        w, t = p * (1 - p), one.opportunity
        g0 += one.right - p
        g1 += (one.right - p) * t
        a, b, d = a + w, b + w * t, d + w * t * t
    whole = a * d - b * b
    return ease + _bounded((d * g0 - b * g1) / whole), gain + _bounded((a * g1 - b * g0) / whole)


def _bounded(step: float) -> float:
    return max(-1.0, min(1.0, step))


def _with_errors(
    by_skill: Mapping[str, list[Try]],
    by_learner: Mapping[str, list[Try]],
    ability: Mapping[str, float],
    pairs: Mapping[str, tuple[float, float]],
) -> dict[str, Gain]:
    """The errors: the information of a skill's pair less what its learners' abilities take of it (Schur)."""
    known = dict.fromkeys(by_learner, RIDGE)
    weights: dict[Try, float] = {}
    for one in (one for rows in by_skill.values() for one in rows):
        ease, gain = pairs[one.skill]
        p = _chance(ability[one.learner] + ease + gain * one.opportunity)
        weights[one] = p * (1 - p)
        known[one.learner] += weights[one]
    found = {}
    for skill, rows in by_skill.items():
        a, b, d = SMALL, 0.0, SMALL
        crossed: dict[str, tuple[float, float]] = {}
        for one in rows:
            w, t = weights[one], one.opportunity
            a, b, d = a + w, b + w * t, d + w * t * t
            c0, c1 = crossed.get(one.learner, (0.0, 0.0))
            crossed[one.learner] = (c0 + w, c1 + w * t)
        for learner, (c0, c1) in crossed.items():
            share = 1 / known[learner]
            a, b, d = a - c0 * c0 * share, b - c0 * c1 * share, d - c1 * c1 * share
        whole = a * d - b * b
        error = math.sqrt(a / whole) if whole > 1e-12 and a > 0 else math.inf
        found[skill] = Gain(*pairs[skill], error)
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
