"""What is said of a quiz: what it still waits for, and how it ended when it was not passed. A miss is information."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tutor.core.learner.quizzed import QuizWaits
from tutor.present.when import count


def comes(waits: QuizWaits, size: int, *, again: bool = False) -> str:
    """When the quiz of a skill comes, as the next step and what else is missing, on one line."""
    after = f"after {count(waits.practice, 'more answer')}" if waits.practice else ""
    missing = " and ".join(_missing(waits))
    when = f"when {missing}" if missing else ""
    words = "comes again" if again else "comes"
    return f"Its quiz of {count(size, 'question')} {words} {', '.join(filter(None, (after, when))) or 'next'}."


def _missing(waits: QuizWaits) -> Iterator[str]:
    if waits.unmet:
        yield "its last question was asked" if waits.unmet == 1 else f"its other {waits.unmet} questions were asked"
    elif waits.unsure:
        yield "one that went wrong is right" if waits.unsure == 1 else f"{waits.unsure} that went wrong are right"
    elif waits.grip:
        yield "a few more answers are right" + (", the last two without help" if waits.in_a_row else "")
        return
    if waits.in_a_row:
        yield "the last two answers are right without help"


def understood(understanding: float, waits: QuizWaits, *, learned: bool) -> str:
    """How well a skill is understood (0..1) as a figure that promises nothing: below 100 % until it is learned."""
    share = f"{round(100 * understanding) if learned else min(99, int(100 * understanding))} %"
    return share if learned or not waits.unmet else f"{share} of what was asked"


def ended(quiz: Mapping[str, Any]) -> str:
    """A quiz that was not passed ends here, why, and what comes next; "" for one that goes on or was passed."""
    if quiz["state"] != "failed":
        return ""
    need, size = quiz["need"], quiz["size"]
    every = {1: "its question", 2: "both"}.get(size, f"all {size}")
    which = every if need == size else f"{need} of {size}"
    because = f"as {which} {'has' if size == 1 else 'have'} to be right"
    if quiz["test_out"]:
        return (
            f"Not this time, and nothing is lost by it: the test-out ends here, {because}. "
            "You can try again tomorrow; until then, practice helps."
        )
    return f"The quiz ends here, {because}. A little more practice, then it comes again with other questions."
