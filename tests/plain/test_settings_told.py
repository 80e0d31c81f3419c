"""Settings in plain mode: told in sentences, set by a line, and the minutes said only where they are wanted."""

from __future__ import annotations

from typing import Any

PACK = """
title: Three
skills:
  - {skill: a, title: Ay, remember: skill, mastery: {quiz: 2}, items: [
      {id: x, ask: Ex?, number: 1}, {id: y, ask: Why?, number: 2}, {id: z, ask: Zed?, number: 3}]}
"""


def test_the_minutes_are_said_with_each_question_once_they_are_wanted(room: Any) -> None:
    said = room(PACK).types(":set", ":set timer on", ":set timer", "5", "", ":q", seconds=100)
    before, _, after = said.partition("timer is on now.")
    assert "timer is off: whether the minutes of a sitting are shown. It can be off or on." in before
    assert "theme is auto: " in before and "On the screens alone." in before and "Minute" not in before
    assert "timer is on: " in after and "Minute " in after


def test_what_can_not_be_set_is_told(room: Any) -> None:
    said = room(PACK).types(":set theme plaid", ":set volume 11", ":q")
    assert '"plaid" is nothing that theme can be' in said and 'There is no setting "volume"' in said
