"""What study aims at: the day at which recall counts, which skills weigh more until then, and what an exam changes.

Without a goal recall counts some weeks ahead; with a goal some weeks after its day, so that what was reached is kept.
With an exam it counts on that very day: then reviews are drawn forward in the last days, and new things stop.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from tutor.core import memory
from tutor.core.day import DAY_MS, days_between
from tutor.core.learner.rows import SkillRow
from tutor.core.memory import USUAL, Forgetting

AFTER_GOAL = 30.0
"""Days after a goal's day at which recall counts, and until which its skills are kept; fixed by the learning model."""
WANTED_WEIGHT = 3.0
"""Weight of a goal's skills and all they stand on while they are learned; tunable 1-4. `tests/benchmarks/teaching.py
--goals`, seed 1, 12 learners: one deep skill reached by 8 with 1.5, by all with 3, in .51 and .43 of Anki's hours."""
KEPT_WEIGHT = 2.0
"""Weight of the same once they are learned, until `AFTER_GOAL` days after the goal's day; tunable 1-4. As above: a
month later 6 of 12 still know it, and 8 with the weight of 3 before."""
CLOSING = 0.15
"""Last share of the days before an exam in which nothing new begins; fixed by the learning model, section 2."""
GATHERING = (3.0, 10.0)
"""Least and most days before an exam in which reviews are drawn forward; `CLOSING` of the whole between; tunable."""
FIRM, FIRM_WIDTH, FIRM_BONUS = 0.85, 0.06, 1.0
"""Recall around which a skill counts as firmly held, how sharp that is, what it adds; tunable .8-.9, .04-.1, 0-2.
`tests/benchmarks/teaching.py`, seed 1, 12 learners: gain 1.66 of Anki's, and 1.45 with .88, .04 and 2."""
EARLY_GAIN = 0.0
"""Worth at the horizon that a review drawn forward without an exam must add at least; tunable 0-.1."""
EXAM_GAIN = 0.01
"""Recall on the day that a review drawn forward must be worth at least; tunable .005-.03."""
LEAST_GAIN = 0.001
"""Recall at the horizon that a due review is worth at least: what is nearly lost is not given up."""
MOST_REVIEWS = 24
"""Reviews of one memory that a look ahead follows."""


class Horizon(Struct, frozen=True):
    """Recall counts in `days` from now. `exam`: on that very day. `closing`: nothing new begins; `gathering`: reviews
    are drawn forward.
    """

    days: float
    exam: bool = False
    closing: bool = False
    gathering: bool = False


class Held(Struct, frozen=True):
    """A memory and whose it is: stability in days, difficulty, last review and due time in UTC ms, share of a skill."""

    stability: float
    difficulty: float
    reviewed_at: int
    due: int
    weight: float = 1.0
    own: Forgetting = USUAL


class ExamFigures(Struct, frozen=True):
    """Mean recall expected on the day of an exam, with what date mode draws forward and without, and what it costs."""

    recall: float
    without: float
    reviews: int


def toward(now: int, day_ends: int, set_at: int, *, exam: bool) -> Horizon:
    """The horizon of a goal whose day ends at `day_ends` and that was set at `set_at` (UTC ms)."""
    left = max(0.0, (day_ends - now) / DAY_MS)
    if not exam:
        return Horizon(left + AFTER_GOAL)
    whole = max(1.0, (day_ends - set_at) / DAY_MS)
    return Horizon(max(0.0, left - 0.5), True, left <= CLOSING * whole, left <= gathering_days(whole))


def gathering_days(whole: float) -> float:
    """Days before an exam, `whole` days after it was set, in which reviews are drawn forward."""
    return min(GATHERING[1], max(GATHERING[0], CLOSING * whole))


def weight(skill: SkillRow, wanted: frozenset[str]) -> float:
    """How much more a skill weighs because a goal wants it or stands on it."""
    if skill.id not in wanted:
        return 1.0
    return KEPT_WEIGHT if skill.phase == "learned" else WANTED_WEIGHT


def is_early(due: int, now: int) -> bool:
    """Whether a review comes a day or more before it is due."""
    return due > now + DAY_MS


def value_of(recall: float, horizon: Horizon | None) -> float:
    """What a recall 0..1 at the horizon is worth: itself, and more where it is firmly held.

    What is shaky is soon lost, and nothing can stand on it. On an exam's day the recall itself is what counts.
    """
    if horizon is not None and horizon.exam:
        return recall
    return recall + FIRM_BONUS / (1 + math.exp((FIRM - recall) / FIRM_WIDTH))


def worth(horizon: Horizon | None, gain: float, due: int, now: int) -> float:
    """The gain that a review counts with: a due one never nothing, one drawn forward only when it pays."""
    if is_early(due, now):
        least = EXAM_GAIN if horizon is not None and horizon.gathering else EARLY_GAIN
        return gain if gain >= least else 0.0
    return max(LEAST_GAIN, gain)


def exam_figures(held: Sequence[Held], now: int, day_ends: int, set_at: int) -> ExamFigures:
    """What recall is expected in the middle of the exam's day. All shares 0..1; nothing held is 0.

    Each memory is followed as it is likely to go: reviewed when due, its stability between that after a right and a
    wrong answer by their chances.
    """
    exam = day_ends - DAY_MS // 2
    drawn_at = max(now, exam - int(gathering_days((day_ends - set_at) / DAY_MS) * DAY_MS / 2))
    whole = sum(one.weight for one in held)
    if not whole:
        return ExamFigures(0.0, 0.0, 0)
    recall = without = 0.0
    reviews = 0
    for one in held:
        usual = _followed(one, now, exam)
        late = _followed(one, now, drawn_at)
        drawn = _recall(_reviewed(late, drawn_at), exam)
        plain = _recall(usual, exam)
        pays = drawn - plain >= EXAM_GAIN
        reviews += pays
        without += one.weight * plain
        recall += one.weight * (drawn if pays else plain)
    return ExamFigures(recall / whole, without / whole, reviews)


def _followed(held: Held, now: int, until: int) -> Held:
    """The memory as reviews at its due times leave it at `until`."""
    for _ in range(MOST_REVIEWS):
        at = max(held.due, now)
        if at >= until:
            break
        held = _reviewed(held, at)
    return held


def _reviewed(held: Held, at: int) -> Held:
    recall = _recall(held, at)
    before = memory.Memory(held.stability, held.difficulty)
    days = float(max(1, round(days_between(held.reviewed_at, at))))
    plain = Forgetting(weights=held.own.weights)
    good, again = memory.review(before, days, "good", plain), memory.review(before, days, "again", plain)
    stability = math.exp(recall * math.log(good.stability) + (1 - recall) * math.log(again.stability))
    difficulty = recall * good.difficulty + (1 - recall) * again.difficulty
    due = at + int(memory.interval(stability, held.own) * DAY_MS)
    return Held(stability, difficulty, at, due, held.weight, held.own)


def _recall(held: Held, at: int) -> float:
    return memory.retrievability(held.stability, days_between(held.reviewed_at, at), held.own)
