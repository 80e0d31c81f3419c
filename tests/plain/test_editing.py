"""`:edit` in plain mode opens what is being written in the person's own editor, and takes the text back."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from tutor.plain import editing

PACK = """
title: Small programs
items:
  - id: double
    ask: Write a function `double` that gives twice its number.
    code: {starter: "def double(n):", solution: "def double(n): return 2 * n", tests: [{call: double(2), gives: 4}]}
"""


@pytest.fixture
def person(room: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(editing, "is_terminal", lambda: True)
    return room(PACK)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def made(script: str) -> None:
        path = tmp_path / "my editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        monkeypatch.setenv("EDITOR", f"'{path}' --wait")

    return made


def test_the_text_goes_out_and_comes_back(person: Any, editor: Any, tmp_path: Path) -> None:
    editor(f'cp -p "$2" {tmp_path}/seen.py; printf "    return 2 * n\\n" >> "$2"')
    said = person.types(":edit", ".", ":q")
    assert "Taken over:\ndef double(n):\n    return 2 * n" in said
    seen = tmp_path / "seen.py"
    assert seen.read_text() == "def double(n):\n" and stat.S_IMODE(seen.stat().st_mode) == 0o600
    assert person.session.desk.in_hand[-1].text == "def double(n):\n    return 2 * n"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 1", "ended with an error"),
        ('rm "$2"', "can't be used"),
        ('yes abcdefg | head -c 500000 > "$2"', "more than"),
    ],
)
def test_an_editor_that_fails_loses_nothing(person: Any, editor: Any, script: str, told: str) -> None:
    editor(script)
    said = person.types("def double(n): return 1", ":edit", ".", ":q")
    assert told in said and "Taken over" not in said
    assert person.session.desk.in_hand[-1].text == "def double(n): return 1"


@pytest.mark.parametrize(
    ("value", "told"),
    [("", "set EDITOR to yours"), ("'", "set EDITOR to yours"), ("/no/such/editor", "/no/such/editor can't be used")],
)
def test_no_editor_is_one_sentence(person: Any, monkeypatch: pytest.MonkeyPatch, value: str, told: str) -> None:
    monkeypatch.setenv("EDITOR", value)
    assert told in person.types("x", ":edit", ":q")


def test_without_a_terminal_nothing_is_opened(person: Any, monkeypatch: pytest.MonkeyPatch, editor: Any) -> None:
    editor("exit 0")
    monkeypatch.setattr(editing, "is_terminal", lambda: False)
    assert "An editor needs a terminal" in person.types(":edit", ":q")
