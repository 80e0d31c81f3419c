"""What is said of a quiz: what it still waits for, and how it ended when it was not passed. A miss is information."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.core.learner.quizzed import QuizWaits
from tutor.language import _, _c, _n


def comes(waits: QuizWaits, size: int, *, again: bool = False) -> str:
    """When the quiz of a skill comes, as the next step and what else is missing, on one line."""
    after = _n("after {count} more answer", "after {count} more answers", waits.practice) if waits.practice else ""
    missing = _missing(waits)
    when = _("when {what}", what=missing) if missing else ""
    values = {"when": ", ".join(filter(None, (after, when))) or _c("when a quiz comes", "next")}
    if again:
        return _n(
            "Its quiz of {count} question comes again {when}.",
            "Its quiz of {count} questions comes again {when}.",
            size,
            **values,
        )
    return _n(
        "Its quiz of {count} question comes {when}.", "Its quiz of {count} questions comes {when}.", size, **values
    )


def _missing(waits: QuizWaits) -> str:
    first = ""
    if waits.unmet == 1:
        first = _("its last question was asked")
    elif waits.unmet:
        first = _n("its other {count} question was asked", "its other {count} questions were asked", waits.unmet)
    elif waits.unsure == 1:
        first = _("one that went wrong is right")
    elif waits.unsure:
        first = _n("{count} that went wrong is right", "{count} that went wrong are right", waits.unsure)
    elif waits.grip:
        if waits.in_a_row:
            return _("a few more answers are right, the last two without help")
        return _("a few more answers are right")
    if not waits.in_a_row:
        return first
    if not first:
        return _("the last two answers are right without help")
    return _("{what} and the last two answers are right without help", what=first)


def understood(understanding: float, waits: QuizWaits, *, learned: bool) -> str:
    """How well a skill is understood (0..1) as a figure that promises nothing: below 100 % until it is learned."""
    share = f"{round(100 * understanding) if learned else min(99, int(100 * understanding))} %"
    return share if learned or not waits.unmet else _("{share} of what was asked", share=share)


def ended(quiz: Mapping[str, Any]) -> str:
    """A quiz that was not passed ends here, why, and what comes next; "" for one that goes on or was passed."""
    if quiz["state"] != "failed":
        return ""
    because = _because(quiz["need"], quiz["size"])
    if quiz["test_out"]:
        return _(
            "Not this time, and nothing is lost by it: the test-out ends here, {because}. "
            "You can try again tomorrow; until then, practice helps.",
            because=because,
        )
    return _(
        "The quiz ends here, {because}. A little more practice, then it comes again with other questions.",
        because=because,
    )


def _because(need: int, size: int) -> str:
    if need != size:
        return _n("as {need} of {count} has to be right", "as {need} of {count} have to be right", size, need=need)
    if size == 1:
        return _("as its question has to be right")
    if size == 2:
        return _("as both have to be right")
    return _n("as all {count} has to be right", "as all {count} have to be right", size)
