"""What came of fitting the memory to its learner, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tutor.core.refit import ENOUGH, Refit
from tutor.language import _, _n, later, number
from tutor.present.when import that_day

WENT_BACK = [
    later("From now on your memory is reckoned by the usual figures again; what you learned stays as it is."),
    later("To try figures of your own once more: tutor refit"),
]
NEVER_LEFT = [later("Your memory is reckoned by the usual figures; there is nothing to take back.")]
TAKE_BACK = later("To go back to the usual ones: tutor refit --back")


def told(found: Refit, since: date | None, today: date) -> list[str]:
    """What was tried, on how many reviews, and what was kept, a line each; `since` when figures of one's own hold."""
    lines = _TOLD[found.outcome](found)
    if found.outcome == "kept":
        return [*lines, _(TAKE_BACK)]
    if since is None:
        return lines
    own = _("Your memory is reckoned by figures of your own since {day}.", day=that_day(since, today))
    return [*lines, own, _(TAKE_BACK)]


def _few(found: Refit) -> list[str]:
    return [
        _n(
            "Nothing was tried yet: you have {reviews} reviews that tell how you forget, {left} is missing.",
            "Nothing was tried yet: you have {reviews} reviews that tell how you forget, {left} are missing.",
            ENOUGH - found.reviews,
            reviews=number(found.reviews),
            left=number(ENOUGH - found.reviews),
        ),
        _(
            "Figures of your own need {enough} reviews, each half a day or more after the one before; fewer mislead.",
            enough=number(ENOUGH),
        ),
    ]


def _kept(found: Refit) -> list[str]:
    return [
        _(
            "Kept: figures fitted to {older} of your reviews foretell the newest {newest} better.",
            older=_older(found),
            newest=number(found.newest),
        ),
        _errors(found),
        _("From now on your reviews come by these figures; what you learned stays as it is."),
    ]


def _no_better(found: Refit) -> list[str]:
    told = _(
        "Nothing changed: figures fitted to {older} of your reviews do not foretell the newest {newest} clearly "
        "better.",
        older=_older(found),
        newest=number(found.newest),
    )
    return [told, _errors(found)]


def _unusable(found: Refit) -> list[str]:
    return [
        _(
            "Nothing changed: {older} of your reviews gave no figures that can be used. More may help.",
            older=_older(found),
        )
    ]


def _taken_back(found: Refit) -> list[str]:
    return [
        _(
            "Your own figures are given up: the usual ones foretell your newest {newest} reviews no worse.",
            newest=number(found.newest),
        ),
        _errors(found),
        _("From now on your reviews come by the usual figures; what you learned stays as it is."),
    ]


def _older(found: Refit) -> str:
    return number(found.reviews - found.newest)


def _errors(found: Refit) -> str:
    """The losses: the usual figures', that of one's own so far if there are any, that of those tried."""
    words = [_("{error} with the usual figures", error=number(found.defaults, 4))]
    if found.before != found.defaults:
        words.append(_("{error} with yours until now", error=number(found.before, 4)))
    if found.tried:
        words.append(_("{error} with the new ones", error=number(found.after, 4)))
    return _("Error of the forecasts (log loss, less is better): {errors}.", errors=", ".join(words))


_TOLD: dict[str, Callable[[Refit], list[str]]] = {
    "few": _few,
    "kept": _kept,
    "no_better": _no_better,
    "unusable": _unusable,
    "taken_back": _taken_back,
}
