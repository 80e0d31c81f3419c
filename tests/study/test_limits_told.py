"""A loop that never ends and a flood of words are told as what they are, in commands as in programs."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.code_judging import code_judgement
from tutor.core.commands_judging import commands_judgement
from tutor.core.item import Setting
from tutor.core.kinds.code import Program, Test
from tutor.core.running import Ran
from tutor.present import programs as told

TIME, FLOOD = "took too long", "printed too much"
COMMANDS: list[tuple[dict[str, Any], str]] = [
    ({"out": "", "code": -24, "more": False}, f"The commands {TIME} and were stopped."),
    ({"out": "", "code": 152, "more": False}, f"The commands {TIME} and were stopped."),
    ({"out": "y\n" * 9, "code": 153, "more": True}, f"The commands {FLOOD} and were stopped."),
    ({"out": "y\n" * 9, "code": 1, "more": False}, "What is asked for is not there yet."),
    ({"out": "y\n" * 9, "code": 0, "more": True}, "What is asked for is not there yet."),
]
DIVIDED = 'Traceback (most recent call last):\n  File "program.py", line 1, in <module>\nZeroDivisionError: no'
FULL = "Exception ignored in: <stdout>\nOSError: [Errno 27] File too large"
PROGRAMS: list[tuple[dict[str, Any], str]] = [
    ({"out": "", "err": "", "code": -24, "more": False}, TIME),
    ({"out": "y", "err": FULL, "code": 120, "more": True}, FLOOD),
    ({"out": "y", "err": DIVIDED, "code": 1, "more": True}, "divided by zero"),
    ({"out": "y", "err": "", "code": 0, "more": True}, "should print"),
]


@pytest.mark.parametrize(("mine", "words"), COMMANDS)
def test_commands_that_met_a_limit_are_told_so(mine: dict[str, Any], words: str) -> None:
    ran = Ran(status="ended", results={1: mine, 2: {"out": "", "err": "", "code": 1}})
    judgement = commands_judgement([ran])
    assert not judgement.correct
    assert told.commands_told(judgement.notes[0].values).startswith(words)


def test_commands_that_did_their_work_before_they_met_a_limit_are_right() -> None:
    ran = Ran(status="ended", results={1: COMMANDS[2][0], 2: {"out": "", "err": "", "code": 0}})
    judgement = commands_judgement([ran])
    assert judgement.correct and told.commands_told(judgement.notes[0].values).startswith("It printed:")


@pytest.mark.parametrize(("mine", "words"), PROGRAMS)
def test_a_program_that_met_a_limit_is_told_so(mine: dict[str, Any], words: str) -> None:
    code = Program(solution="print(1)", tests=[Test(stdin="a", prints="1")])
    judgement = code_judgement(code, "1/0", Setting(), [Ran(status="ended", results={0: mine})], trying=False)
    assert not judgement.correct
    assert words in told.tests_told(judgement.notes[0].values)
