"""The mistakes that the course knows, over many draws of every template."""

from __future__ import annotations

import pytest
from solving import SEEDS, course_items

from tutor.core.item import Setting
from tutor.core.kinds import AnyItem
from tutor.core.samples import sample_problems


@pytest.mark.parametrize("name", [name for name, item in course_items().items() if item.vars])
def test_every_known_mistake_is_wrong_and_gets_its_own_feedback_for_every_draw(
    items: dict[str, AnyItem], name: str
) -> None:
    assert [flaw.message for flaw in sample_problems(items[name], Setting(), range(SEEDS))] == []
