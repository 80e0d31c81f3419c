"""Learners, each against their own habits: activity, tries, how well they know themselves. Never against one another.

Slow and quiet are no flags by themselves. Seconds are part of no flag but `rapid`, which only the learner is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from msgspec import Struct

from tutor.core.statistics import differs

IDLE, TIMES, DAYS_N = 7, 3, 4
"""Days without practice that are quiet at least, times one's own usual gap, and days of practice before it. Fixed. It
must also be half as long again as they were ever away (`AWAY`, tunable 1..2): by the usual gap alone ten of a hundred
part-timers without any trouble are listed, so six, and three of the others.
"""
AWAY = 1.5
WINDOW, DROP, DROP_Z = 20, 0.25, 1.96
EXCEL_SKILLS, EXCEL_N = 3, 15
FEWEST_TRIES = 6
"""Answers up to which a skill was mastered with the fewest possible tries, quiz included. Tunable (4..9)."""
RAPID, RAPID_SECONDS, RAPID_SHARE = 0.1, 10.0, 0.3
SURE_N, BIAS, BIAS_Z = 20, 0.15, 1.96
CLAIMS = {1: 0.5, 2: 0.73, 3: 0.9}
"""The chance that guessing, fairly sure and sure stand for (Moodle's bands of certainty). Fixed by the design."""


class Answer(NamedTuple):
    """A first try in a learner's own order: day, item, right, seconds, how sure (1..3)."""

    day: int
    item: str
    right: bool
    seconds: float | None
    confidence: int | None


class LearnerFigure(Struct, frozen=True, kw_only=True):
    """One learner: first tries and right ones, days of practice with the last one, idle days (holidays left out).

    `usual_gap` is the median of days between days of practice; `quiet`: idle longer than their own rhythm; `before` and
    `lately` the shares right of the last 20 and the 20 before (None: fewer answers), `dropping` by both size and z;
    `bias` is how sure less how right (None below 20 told), `flagged` when beyond chance; `rapid` of the last 20.
    """

    learner: str
    n: int
    right: int
    days: int
    last_day: int
    idle: int
    usual_gap: float | None
    quiet: bool
    before: float | None
    lately: float | None
    dropping: bool
    sure_n: int
    bias: float | None
    misjudges: bool
    brier: float | None
    rapid: float | None
    missing: int = 0
    """Days, holidays left out, from their newest hand-in to the newest of the class."""


def learner_figure(
    learner: str, answers: Sequence[Answer], days: Iterable[int], today: int, off: set[int], usual: Mapping[str, float]
) -> LearnerFigure:
    """A learner's figures on a day (days since 1970). `off` are holidays, `usual` the median seconds of each item."""
    seen = sorted({*days, *(one.day for one in answers)})
    gaps = [later - earlier for earlier, later in pairwise(seen)]
    idle = sum(day not in off for day in range(seen[-1] + 1, today + 1)) if seen else 0
    usual_gap = float(median(gaps)) if gaps else None
    quiet = len(seen) >= DAYS_N and usual_gap is not None and idle >= max(IDLE, TIMES * usual_gap, AWAY * max(gaps))
    before, lately, dropping = _drop([one.right for one in answers])
    sure_n, bias, misjudges, brier = _calibration(answers)
    return LearnerFigure(
        learner=learner,
        n=len(answers),
        right=sum(one.right for one in answers),
        days=len(seen),
        last_day=seen[-1] if seen else 0,
        idle=idle,
        usual_gap=usual_gap,
        quiet=quiet,
        before=before,
        lately=lately,
        dropping=dropping,
        sure_n=sure_n,
        bias=bias,
        misjudges=misjudges,
        brier=brier,
        rapid=_rapid(answers[-WINDOW:], usual),
    )


def _drop(rights: Sequence[bool]) -> tuple[float | None, float | None, bool]:
    if len(rights) < 2 * WINDOW:
        return None, None, False
    before, lately = sum(rights[-2 * WINDOW : -WINDOW]) / WINDOW, sum(rights[-WINDOW:]) / WINDOW
    return before, lately, before - lately >= DROP and differs(before, lately, WINDOW, WINDOW) >= DROP_Z


def _calibration(answers: Sequence[Answer]) -> tuple[int, float | None, bool, float | None]:
    """How many told how sure they were; claim less outcome in the mean, whether beyond chance, the Brier score."""
    told = [(CLAIMS[one.confidence], one.right) for one in answers if one.confidence in CLAIMS]
    n = len(told)
    if n < SURE_N:
        return n, None, False, None
    off = [claim - right for claim, right in told]
    bias = sum(off) / n
    error = (sum((one - bias) ** 2 for one in off) / (n - 1) / n) ** 0.5
    return n, bias, abs(bias) > BIAS and abs(bias) > BIAS_Z * error, sum(one * one for one in off) / n


def _rapid(answers: Sequence[Answer], usual: Mapping[str, float]) -> float | None:
    """The share of answers quicker than a tenth of the item's usual time, and than ten seconds."""
    timed = [one for one in answers if one.seconds is not None and one.item in usual]
    if len(timed) < WINDOW:
        return None
    quick = sum((one.seconds or 0) < min(RAPID_SECONDS, RAPID * usual[one.item]) for one in timed)
    return quick / len(timed)


def excels(tries: int, mastered_quickly: int, fading: int) -> bool:
    """Many skills at the fewest possible tries, none fading: harder work, or helping others, may suit them."""
    return tries >= EXCEL_N and mastered_quickly >= EXCEL_SKILLS and not fading
