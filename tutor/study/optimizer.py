"""The optimiser behind the extra `optimize`: fsrs-rs, the one that Anki uses, 2 MB and without torch.

`fsrs[optimizer]` does the same with 5 GB of torch. Its package is optional and replaceable: everything else asks only
for a function from reviews to weights (`core.refit.Fit`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.memory import FARTHEST, SAME_DAY
from tutor.core.refit import Review
from tutor.language import later

LONGEST = 256
"""Reviews of one card that are looked at; fixed: the optimiser takes no more."""
RATINGS = {"again": 1, "hard": 2, "good": 3, "easy": 4}
MISSING = later("Fitting the memory to you needs an optimiser. Install it with: pip install 'tutor-terminal[optimize]'")


class NoOptimizer(Exception):
    """The extra is not installed; the text is the sentence for people."""


def fit(reviews: Sequence[Review]) -> list[float]:
    """21 weights of FSRS-6 fitted to the reviews of one learner, in order of time. NoOptimizer without the extra.

    About half a second for 2,000 reviews. The optimiser counts whole days, 0 within `SAME_DAY`.
    """
    try:
        from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview
    except ImportError:
        raise NoOptimizer(MISSING) from None
    items, cards = [], []
    for number, history in _histories(reviews):
        items.append(FSRSItem([FSRSReview(rating, days) for rating, days in history]))
        cards.append(number)
    return list(FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(items, cards))


def _histories(reviews: Sequence[Review]) -> list[tuple[int, list[tuple[int, int]]]]:
    """For each review on a later day: its card's number and the (rating, whole days) up to and with it.

    Cards whose first review is not here (they were presumed known) tell nothing of how a memory begins.
    """
    numbers: dict[str, int] = {}
    so_far: dict[str, list[tuple[int, int]]] = {}
    found = []
    for card, days, rating, _at, had, _recall in reviews:
        if had is not None and card not in so_far:
            continue
        number = numbers.setdefault(card, len(numbers))
        whole = max(1, round(min(FARTHEST, days))) if days >= SAME_DAY and card in so_far else 0
        if len(so_far.get(card, [])) == LONGEST:
            continue
        history = [*so_far.get(card, []), (RATINGS[rating], whole)]
        so_far[card] = history
        if whole:
            found.append((number, history))
    return found
