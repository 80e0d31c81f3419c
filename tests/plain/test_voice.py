"""What is said aloud in plain mode: `:v` plays it, and without a voice its words can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tutor.study.voice import Speaker

PACK = """
id: ear
title: By ear
language: en
target: es
items: [{id: a, ask: %s, answer: perro, speak: perro}]
"""


class Said(Speaker):
    """A voice that remembers."""

    def __init__(self, there: bool) -> None:
        super().__init__(lambda name: "/usr/bin/espeak-ng" if there else None)
        self.heard: list[tuple[str, str]] = []

    def say(self, text: str, language: str) -> bool:
        if self.program:
            self.heard.append((text, language))
        return bool(self.program)


@pytest.mark.parametrize(
    ("ask", "there", "told", "answer", "heard"),
    [
        ("Type what you hear.", True, ":v reads it aloud.", None, [("perro", "es")]),
        ("Type what you hear.", False, "What is said can be read with :h.", "This machine has no voice for it.", []),
        ("What is a perro?", False, None, "This machine has no voice for it.", []),
    ],
)
def test_what_is_said_can_be_heard_or_read(
    room: Callable[..., Any], ask: str, there: bool, told: str | None, answer: str | None, heard: list[Any]
) -> None:
    person = room(PACK % ask)
    person.session.speaker = Said(there)
    said = person.types(":v")
    assert person.session.speaker.heard == heard
    sentences = (":v reads it aloud.", "What is said can be read with :h.", "This machine has no voice for it.")
    assert [one for one in sentences if one in said] == [one for one in (told, answer) if one]
    assert "recording" not in said


def test_where_nothing_is_said_that_is_told(room: Callable[..., Any]) -> None:
    person = room(PACK.replace(", speak: perro", "") % "Dog?")
    assert "Nothing is said aloud here." in person.types(":v")


LESSON = """
id: ear
title: By ear
language: en
target: es
skills:
  - skill: one
    title: One
    lesson:
      - way: steps
        steps:
          - show: Listen.
          - {ask: Type what you hear., answer: perro, speak: perro}
    items: [{id: a, ask: What barks?, answer: perro}]
"""


@pytest.mark.parametrize(("there", "told"), [(True, ":v reads it aloud."), (False, "this machine has no voice for it")])
def test_a_step_of_a_lesson_that_speaks_says_so_and_is_heard(room: Callable[..., Any], there: bool, told: str) -> None:
    person = room(LESSON)
    person.session.speaker = Said(there)
    said = person.types(":s", "", ":v", ":r")
    step = said.index("Type what you hear.")
    assert told in said[step:] and ":v reads it aloud." not in said[:step]
    assert person.session.speaker.heard == ([("perro", "es")] if there else [])
    assert said.count(told) == 2
