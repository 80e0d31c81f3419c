"""What is told on "why": the reason of the task and how the skill stands, nothing twice, nothing that only confuses."""

from __future__ import annotations

import pytest

from tutor.core.choose import Why
from tutor.present.why import sentence, why_here
from tutor.study.tasks import Verdict

STANDING = "You are learning Sums."
GOING_ON = sentence(Why("going_on"))


@pytest.mark.parametrize(
    ("kind", "reason", "told"),
    [
        ("learn", "New for you.", ["New for you.", STANDING]),
        ("learn", GOING_ON, [STANDING]),
        ("", "", [STANDING]),
        ("", "I can add.", ["I can add.", STANDING]),
        ("place", "Placement.", ["Placement."]),
        ("quiz", "Quiz 1 of 3.", ["Quiz 1 of 3."]),
        ("quiz", "", [STANDING]),
    ],
)
def test_a_reason_and_how_the_skill_stands_never_say_the_same(kind: str, reason: str, told: list[str]) -> None:
    assert why_here(kind, reason, STANDING) == told


@pytest.mark.parametrize(("before", "told"), [("open", ["a/b"]), ("learning", ["a/b"]), ("fading", [])])
def test_what_had_faded_is_not_told_as_newly_learned(before: str, told: list[str]) -> None:
    changed = [{"skill": "a/b", "from": before, "to": "learned"}, {"skill": "a/c", "from": "locked", "to": "open"}]
    assert Verdict(correct=True, score=1.0, rating=None, changed=changed).learned == told
