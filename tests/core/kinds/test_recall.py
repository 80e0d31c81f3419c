"""Recalling, then revealing and rating."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.item import Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds.recall import Recall

CARD = Recall(ask="What is *perro*?", recall="a dog")


def test_a_reveal_is_followed_by_a_rating() -> None:
    judged = CARD.judge(None, Setting())
    assert (judged.correct, judged.score, [note.code for note in judged.notes]) == (True, 1.0, ["rate"])


@pytest.mark.parametrize(
    "response",
    [
        "a dog",
        "",
        "null",
        "good",
        True,
        False,
        0,
        1,
        4,
        0.5,
        [],
        [None],
        {},
        {"rating": "good"},
        ["a dog"],
        "x" * 10_000,
        -1,
        "\x1b",
        "  ",
        [[]],
    ],
)
def test_anything_but_null_is_a_bad_response(response: Any) -> None:
    with pytest.raises(BadResponse):
        CARD.judge(response, Setting())


def test_how_it_is_asked() -> None:
    assert CARD.shape == "self_rate"
    assert CARD.guess() == 0.0
    assert CARD.show(Setting()) == {}
    assert CARD.right_answer(Setting()) == "a dog"
    assert CARD.listed_wrong() == []


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("a dog", []),
        ("?", []),
        ("no", []),
        ("1.10", []),
        ("猫", []),
        ("كتاب", []),
        ("-", []),
        ("~", []),
        ("012", []),
        ("1:30", []),
        ("2024-13-45", []),
        ("x" * 100_000, []),
        ("", ["empty-answer"]),
        ("  \n", ["empty-answer"]),
        ("\u200b", ["empty-answer"]),
    ],
)
def test_there_must_be_something_to_reveal(text: str, flaws: list[str]) -> None:
    assert [flaw.code for flaw in Recall(recall=text).flaws()] == flaws
