"""Saying whether a statement holds."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.item import Mistake, Setting
from tutor.core.judgement import BadResponse
from tutor.core.kinds.true_false import TrueFalse

HOLDS = TrueFalse(true_false=True, mistakes=[Mistake(when="false", say="It does.", name="denial", see="c/s")])
FAILS = TrueFalse(true_false=False, mistakes=[Mistake(condition="response == true", say="It doesn't.")])


@pytest.mark.parametrize(
    ("made", "response", "correct", "said"),
    [
        (HOLDS, True, True, ""),
        (HOLDS, False, False, "It does."),
        (FAILS, False, True, ""),
        (FAILS, True, False, "It doesn't."),
        (TrueFalse(true_false=True), False, False, ""),
        (TrueFalse(true_false=True, mistakes=[Mistake(when=False, say="x")]), False, False, "x"),
        (TrueFalse(true_false=True, mistakes=[Mistake(when=["True", "FALSE"], say="x")]), False, False, "x"),
        (TrueFalse(true_false=True, mistakes=[Mistake(when="no", say="x")]), False, False, ""),
    ],
)
def test_judging(made: TrueFalse, response: bool, correct: bool, said: str) -> None:
    judged = made.judge(response, Setting())
    assert (judged.correct, judged.almost, judged.score, judged.said) == (correct, False, float(correct), said)
    assert judged.heard == str(response).lower()


@pytest.mark.parametrize(
    "response",
    [
        "true",
        "True",
        "false",
        "yes",
        "no",
        "t",
        "",
        "1",
        None,
        0,
        1,
        0.0,
        1.0,
        -1,
        [],
        [True],
        {},
        {"a": True},
        "wahr",
        [False, True],
    ],
)
def test_only_booleans_are_responses(response: Any) -> None:
    with pytest.raises(BadResponse):
        HOLDS.judge(response, Setting())


def test_how_it_is_asked() -> None:
    assert HOLDS.shape == "pick"
    assert HOLDS.guess() == 0.5
    assert HOLDS.show(Setting()) == {}
    assert HOLDS.right_answer(Setting()) is True
    assert HOLDS.listed_wrong() == [False]
    assert not list(HOLDS.flaws())


@pytest.mark.parametrize(
    ("written", "response"), [("true", True), ("False", False), (True, True), ("yes", "yes"), (None, None)]
)
def test_authors_write_true_and_false_as_text(written: Any, response: Any) -> None:
    assert HOLDS.response_from(written) is response
