"""The memory's weights fitted to one learner, and kept only when the newest reviews are predicted better.

A fit on few reviews does harm (log loss .50 -> .61 at 256, learning-model section 1), so it waits for `ENOUGH`, is made
on the older reviews, goes only half the way from the defaults, which hold for ten thousand people, is judged on the
newest, and says what was tried, so that it can be shown and taken back. Weights kept earlier are judged too, and left
when the defaults do better. The optimiser is handed in (`tutor.study.optimizer`); judging needs none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from tutor.core import calibration, memory
from tutor.core.learner.events import Rating
from tutor.core.memory import Memory, Weights

ENOUGH = 1000
"""Reviews half a day or more after the one before; fixed by the learning model, section 2 [512-2,000]."""
OLDER = 0.8
"""Share of them that is fitted; the rest judges. Fixed by the learning model, section 2."""
HALFWAY = 0.5
"""Share of the way from the defaults to the fit; tunable .25-1. `tests/benchmarks/prediction.py`, November 2026: over
14 drawn learners as good as the whole way (.1880 and .1878 after 1,500 reviews, .1716 and .1718 after 3,000), on the
real log, where a fit does harm, half of that harm (.4510 and .4522, defaults .4501)."""
GAIN = 0.002
"""By how much log loss must fall on the newest; fixed by the learning model, section 2."""


class Review(NamedTuple):
    """One review, in order of time: of which card, days since that card's last one (0 for its first), the rating."""

    card: str
    days: float
    rating: Rating


class Refit(NamedTuple):
    """What came of it. `weights` are those to use from now on (empty: the defaults), `tried` those that were judged.

    `reviews` counts those that say something about forgetting; `defaults`, `before` and `after` are log losses over the
    newest fifth: of the defaults, of the weights in use, of those tried. Outcomes: `few`: nothing was tried;
    `unusable`: the optimiser gave no 21 finite numbers within the package's bounds; `no_better`: the loss did not fall
    by `GAIN`; `kept`: it did; `taken_back`: nor do the weights in use do better than the defaults any longer.
    """

    outcome: Literal["few", "unusable", "no_better", "kept", "taken_back"]
    reviews: int
    weights: Weights = ()
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
    telling = _telling(reviews)
    if len(telling) < ENOUGH:
        return Refit("few", len(telling), current)
    newest = int(OLDER * len(telling))
    defaults = log_loss(forecasts(reviews)[newest:])
    before = log_loss(forecasts(reviews, current)[newest:]) if current else defaults
    fitted = tuple(float(weight) for weight in fit(reviews[: telling[newest]]))
    tried = _halfway(fitted) if usable(fitted) else ()
    after = log_loss(forecasts(reviews, tried)[newest:]) if tried else before
    losses = defaults, before, after
    if tried and min(before, defaults) - after >= GAIN:
        return Refit("kept", len(telling), tried, tried, *losses)
    if current and defaults <= before:
        return Refit("taken_back", len(telling), (), tried, *losses)
    return Refit("no_better" if tried else "unusable", len(telling), current, tried, *losses)


def _halfway(fitted: Weights) -> Weights:
    """From the defaults `HALFWAY` to what was fitted; the bounds are a box, so this is within them too."""
    from tutor.core.whole_days import scheduler

    return tuple(old + HALFWAY * (new - old) for old, new in zip(scheduler().parameters, fitted, strict=True))


def forecasts(reviews: Iterable[Review], weights: Weights = ()) -> list[Forecast]:
    """What the memory expected of each telling review, the learner's factor running along as in the fold."""
    held: dict[str, Memory] = {}
    factor, found = 1.0, []
    for card, days, rating in reviews:
        had = held.get(card)
        if had is None:
            held[card] = memory.first(rating, weights)
            continue
        held[card] = memory.review(had, days, rating, factor, weights)
        if days >= memory.SAME_DAY:
            recall = memory.retrievability(had.stability, days, factor, weights)
            found.append(Forecast(recall, rating != "again"))
            factor = calibration.after(factor, days, rating != "again", recall)
    return found


def _telling(reviews: Sequence[Review]) -> list[int]:
    """Places of the reviews that say something about forgetting: half a day or more after an earlier one."""
    met: set[str] = set()
    places = []
    for place, one in enumerate(reviews):
        if one.card in met and one.days >= memory.SAME_DAY:
            places.append(place)
        met.add(one.card)
    return places


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
