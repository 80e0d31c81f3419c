"""What came of fitting the memory to its learner, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tutor.core.refit import ENOUGH, Refit
from tutor.present.when import on_day

WENT_BACK = [
    "From now on your memory is reckoned by the usual figures again; what you learned stays as it is.",
    "To try figures of your own once more: tutor refit",
]
NEVER_LEFT = ["Your memory is reckoned by the usual figures; there is nothing to take back."]
TAKE_BACK = "To go back to the usual ones: tutor refit --back"


def told(found: Refit, since: date | None, today: date) -> list[str]:
    """What was tried, on how many reviews, and what was kept, a line each; `since` when figures of one's own hold."""
    lines = _TOLD[found.outcome](found)
    if found.outcome == "kept":
        return [*lines, TAKE_BACK]
    if since is None:
        return lines
    day = on_day(since, today).removeprefix("on ")
    return [*lines, f"Your memory is reckoned by figures of your own since {day}.", TAKE_BACK]


def _few(found: Refit) -> list[str]:
    left = ENOUGH - found.reviews
    return [
        f"Nothing was tried yet: you have {found.reviews:,} reviews that tell how you forget, {left:,} are missing.",
        f"Figures of your own need {ENOUGH:,} reviews, each half a day or more after the one before; fewer mislead.",
    ]


def _kept(found: Refit) -> list[str]:
    return [
        f"Kept: figures fitted to {_older(found)} of your reviews foretell the newest {found.newest:,} better.",
        _errors(found),
        "From now on your reviews come by these figures; what you learned stays as it is.",
    ]


def _no_better(found: Refit) -> list[str]:
    words = f"fitted to {_older(found)} of your reviews do not foretell the newest {found.newest:,} clearly better."
    return [f"Nothing changed: figures {words}", _errors(found)]


def _unusable(found: Refit) -> list[str]:
    return [f"Nothing changed: {_older(found)} of your reviews gave no figures that can be used. More may help."]


def _taken_back(found: Refit) -> list[str]:
    return [
        f"Your own figures are given up: the usual ones foretell your newest {found.newest:,} reviews no worse.",
        _errors(found),
        "From now on your reviews come by the usual figures; what you learned stays as it is.",
    ]


def _older(found: Refit) -> str:
    return f"{found.reviews - found.newest:,}"


def _errors(found: Refit) -> str:
    """The losses: the usual figures', that of one's own so far if there are any, that of those tried."""
    words = [f"{found.defaults:.4f} with the usual figures"]
    if found.before != found.defaults:
        words.append(f"{found.before:.4f} with yours until now")
    if found.tried:
        words.append(f"{found.after:.4f} with the new ones")
    return f"Error of the forecasts (log loss, less is better): {', '.join(words)}."


_TOLD: dict[str, Callable[[Refit], list[str]]] = {
    "few": _few,
    "kept": _kept,
    "no_better": _no_better,
    "unusable": _unusable,
    "taken_back": _taken_back,
}
