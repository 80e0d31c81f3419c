"""The memory's weights fitted to one learner, and kept only when the newest reviews are predicted better.

A fit on few reviews does harm (log loss .50 -> .61 at 256, learning-model section 1), so it waits for `ENOUGH`, is made
on the older reviews, goes only half the way from the defaults, which hold for ten thousand people, is judged on the
newest, and says what was tried, so that it can be shown and taken back. Weights kept earlier are judged too, and left
when the defaults do better. The optimiser is handed in (`tutor.study.optimizer`); judging needs none.

What is kept holds from then on (the event `Refitted`): a stability stays what it is, the days to 90 %, and the factor
runs on (set back to 1 it foretold a little worse: .2329 and .2326 over 10 drawn learners). So the newest are judged as
it would have been: from what the older ones had left, with these weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from tutor.core import calibration, memory
from tutor.core.learner.events import Rating
from tutor.core.learner.recall import Kind
from tutor.core.memory import Forgetting, Memory, Weights

ENOUGH = 1000
"""Reviews half a day or more after the one before; fixed by the learning model, section 2 [512-2,000]."""
OLDER = 0.8
"""Share of them that is fitted; the rest judges. Fixed by the learning model, section 2."""
HALFWAY = 0.5
"""Share of the way from the defaults to the fit; tunable .25-1. `tests/benchmarks/prediction.py`, November 2026: over
14 drawn learners the next 1,000 reviews have log loss .2176 after 1,500, .2139 after 3,000 (the whole way .2179 and
.2131, defaults .2191 and .2167); on the real log, where a fit does no good, .4136 unguarded, .4128 without."""
GAIN = 0.002
"""By how much log loss must fall on the newest; fixed by the learning model, section 2."""


class Review(NamedTuple):
    """One review, in order of time: of which card, days since that card's last one (0 for its first), the rating.

    `had` is what was held of the card before it (None: nothing, it was the first), `factor` the learner's then, for
    this kind of memory.
    """

    card: str
    days: float
    rating: Rating
    kind: Kind = "items"
    had: Memory | None = None
    factor: float = 1.0


class Refit(NamedTuple):
    """What came of it. `weights` are those to use from now on (empty: the defaults), `tried` those that were judged.

    `reviews` counts those that say something about forgetting, `newest` those of them that judged; `defaults`, `before`
    and `after` are log losses over these: of the defaults, of the weights in use, of those tried. Outcomes:
    `few`: nothing was tried; `unusable`: the optimiser gave no 21 finite numbers within the package's bounds;
    `no_better`: the loss did not fall by `GAIN`; `kept`: it did; `taken_back`: nor do the weights in use do better than
    the defaults any longer.
    """

    outcome: Literal["few", "unusable", "no_better", "kept", "taken_back"]
    reviews: int
    weights: Weights = ()
    newest: int = 0
    tried: Weights = ()
    defaults: float = 0.0
    before: float = 0.0
    after: float = 0.0


class Forecast(NamedTuple):
    """One review half a day or more after the last one: what was expected, what happened."""

    recall: float
    recalled: bool


Fit = Callable[[Sequence[Review]], Sequence[float]]
"""An optimiser: reviews of one learner in order of time, to 21 weights of FSRS-6."""


def refit(reviews: Sequence[Review], fit: Fit, current: Weights = ()) -> Refit:
    """Fit on the older reviews, judge on the newest, keep what predicts them better than `current` and the defaults."""
    telling = [place for place, one in enumerate(reviews) if _tells(one)]
    if len(telling) < ENOUGH:
        return Refit("few", len(telling), current)
    older = int(OLDER * len(telling))
    newest = reviews[telling[older] :]
    defaults = log_loss(forecasts(newest))
    before = log_loss(forecasts(newest, current)) if current else defaults
    fitted = tuple(float(weight) for weight in fit(reviews[: telling[older]]))
    tried = halfway(fitted) if usable(fitted) else ()
    after = log_loss(forecasts(newest, tried)) if tried else before
    judged = len(telling) - older, tried, defaults, before, after
    if tried and min(before, defaults) - after >= GAIN:
        return Refit("kept", len(telling), tried, *judged)
    if current and defaults <= before:
        return Refit("taken_back", len(telling), (), *judged)
    return Refit("no_better" if tried else "unusable", len(telling), current, *judged)


def halfway(fitted: Weights) -> Weights:
    """From the defaults `HALFWAY` to what was fitted; the bounds are a box, so this is within them too."""
    from tutor.core.whole_days import scheduler

    return tuple(old + HALFWAY * (new - old) for old, new in zip(scheduler().parameters, fitted, strict=True))


def followed(reviews: Iterable[Review], weights: Weights = ()) -> list[Review]:
    """The same reviews with what would be held before each, were these weights in use from the first of them on.

    Each card begins with what was held before its first review here, each factor where it was; both run on as in the
    fold.
    """
    held: dict[str, Memory] = {}
    factors: dict[Kind, float] = {}
    found = []
    for one in reviews:
        own = Forgetting(factors.get(one.kind, one.factor), weights)
        now = one._replace(had=held.get(one.card, one.had), factor=own.factor)
        found.append(now)
        if now.had is None:
            held[one.card] = memory.first(one.rating, weights)
            continue
        held[one.card] = memory.review(now.had, one.days, one.rating, own)
        recall = memory.retrievability(now.had.stability, one.days, own)
        factors[one.kind] = calibration.after(own.factor, one.days, _recalled(one), recall)
    return found


def forecasts(reviews: Iterable[Review], weights: Weights = ()) -> list[Forecast]:
    """What the memory would expect of each telling review with these weights, `followed` from the first of them on."""
    return [
        Forecast(memory.retrievability(one.had.stability, one.days, Forgetting(one.factor, weights)), _recalled(one))
        for one in followed(reviews, weights)
        if one.had is not None and _tells(one)
    ]


def _tells(one: Review) -> bool:
    """Whether it says something about forgetting: half a day or more after an earlier one."""
    return one.had is not None and one.days >= memory.SAME_DAY


def _recalled(one: Review) -> bool:
    return one.rating != "again"


def log_loss(found: Sequence[Forecast]) -> float:
    """Mean of -ln of the chance given to what happened, chances held within .0001..9999; 0 for none."""
    if not found:
        return 0.0
    given = (one.recall if one.recalled else 1 - one.recall for one in found)
    return -sum(math.log(min(0.9999, max(0.0001, chance))) for chance in given) / len(found)


def usable(weights: Weights) -> bool:
    """Whether these are 21 finite numbers within the package's bounds."""
    from tutor.core.whole_days import scheduler

    if len(weights) != 21 or not all(math.isfinite(weight) for weight in weights):
        return False
    try:
        scheduler(weights)
    except ValueError:
        return False
    return True
