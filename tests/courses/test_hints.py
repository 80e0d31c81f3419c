"""A comma in a list on one line ends an entry: a hint with a comma needs quotes, or it becomes two halves of one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from shipped import COURSES, items_of

NAMES = sorted(path.parent.name for path in COURSES.glob("*/course.yaml"))
ENDS = (".", "?", "!", ":", "…", "`", "$", "*", '"', ")", "”")


@pytest.mark.parametrize("course", NAMES)
def test_no_hint_is_the_second_half_of_the_one_before_it(course: str) -> None:
    halves = []
    for name, item in items_of(course).items():
        hints = [hint if isinstance(hint, str) else hint.say for hint in item.hints]
        for before, hint in pairwise(hints):
            if hint[:1].islower() and not before.endswith(ENDS):
                halves.append(f"{name}: {before} | {hint}")
    assert halves == []
