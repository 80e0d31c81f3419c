"""Programs in plain mode: typed line by line, run with a single >, judged after a single dot."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tutor.core.running import Ran, Stopped
from tutor.plain.writing import test_words as told_of
from tutor.study.running import SAFE, Boxes

PACK = """
title: Small programs
items:
  - id: double
    ask: Write a function `double` that gives twice its number.
    code:
      starter: "def double(n):"
      solution: "def double(n): return 2 * n"
      tests: [{call: double(2), gives: 4}, {call: double(-1), gives: -2}]
"""


class Runner:
    def __init__(self, *values: Any) -> None:
        self.values, self.runs = values, list[Any]()

    def tier(self) -> str:
        return "closed"

    def told(self) -> str:
        return "Runs in a closed box: no files, no network."

    def why_not(self) -> str:
        return ""

    def carry_out(self, run: Any, *, stop: Any, heard: Any = None) -> list[Ran]:
        self.runs.append(run)
        if not self.values:
            raise Stopped
        return [Ran(status="ended", results=dict(enumerate(self.values)))]


@pytest.fixture
def person(room: Any) -> Any:
    return room(PACK)


def test_a_program_is_told_where_it_runs_tried_and_judged(person: Any) -> None:
    person.session.desk.runner = Runner({"value": "4"}, {"value": "-2"})
    said = person.types("def double(n):", "    return 2 * n", ">", ".", "")
    assert "Runs in a closed box: no files, no network." in said
    assert "one with a single > runs it so far" in said
    assert said.count("Running. Ctrl+C stops it.") == 2 and "Nothing counts yet." in said
    assert said.count("All 2 tests are passed.") == 2 and "\nRight." in said
    assert person.session.status()["answers"] == 1


def test_a_wrong_program_is_told_its_test(person: Any) -> None:
    person.session.desk.runner = Runner({"value": "3"}, {"value": "-2"})
    said = person.types("def double(n): return 3", ".", "")
    assert "Partly right." in said and "double(2) should give 4; it gave 3." in said


def test_a_stopped_program_is_asked_again(person: Any) -> None:
    person.session.desk.runner = Runner()
    said = person.types("while True: pass", ".")
    assert "It was stopped, and nothing counts." in said and person.session.status()["answers"] == 0
    assert said.count("Type your program") == 2


def test_after_a_try_it_is_told_what_would_be_handed_in_and_a_single_hyphen_begins_anew(person: Any) -> None:
    person.session.desk.runner = Runner({"value": "4"}, {"value": "-2"})
    said = person.types(">", "", "def f():", "    ...", ">", "-", "def double(n): return 2 * n", ">", ".", "")
    assert "Nothing was typed." in said
    assert "a single dot hands in these 2 lines, a single - begins anew." in said
    assert "Begun anew: nothing is typed yet." in said
    assert "a single dot hands in this line, a single - begins anew." in said


def test_what_can_not_be_read_is_asked_again(person: Any) -> None:
    error = '  File "program.py", line 1\n    def\nSyntaxError: invalid syntax'
    person.session.desk.runner = Runner({"load": error}, {"load": error})
    said = person.types("def", ".")
    assert "Almost.\nLine 1 can't be read, def: invalid syntax (SyntaxError).\nTry once more." in said


@pytest.mark.parametrize(
    ("tested", "told"),
    [
        ({"stdin": "3 / 4\n", "prints": "6\n"}, 'With the input "3 / 4" it prints "6"'),
        ({"stdin": "", "prints": "6"}, 'It prints "6"'),
        ({"prints": "6"}, 'It prints "6"'),
        ({"stdin": "6", "prints": ""}, 'With the input "6" it prints nothing'),
    ],
)
def test_a_test_is_told_with_the_input_that_it_has(tested: dict[str, str], told: str) -> None:
    assert told_of(tested) == told


def test_what_was_typed_before_it_was_stopped_or_could_not_be_read_is_taken_over_by_a_single_plus(person: Any) -> None:
    person.session.desk.runner = Runner()
    said = person.types("def double(n):", "    return 2 * n", ".", "+", "# better", ".")
    assert said.count("one with a single + takes over the beginning") == 1
    assert said.count("one with a single + takes over what you typed") == 2
    assert "def double(n):\\n    return 2 * n\\n# better" in str(person.session.desk.runner.runs[-1])


def test_without_a_runner_nothing_is_said_of_running(person: Any) -> None:
    said = person.types("def double(n): return n", ">", ".", "3", "")
    assert "Running" not in said and "single >" not in said and "This is right:" in said


def test_pythons_own_words_are_told_on_demand(person: Any) -> None:
    said = 'Traceback (most recent call last):\n  File "program.py", line 1, in double\nValueError: odd'
    person.session.desk.runner = Runner({"error": said}, {"value": "-2"})
    told = person.types("def double(n): raise ValueError('odd')", ".", ":trace", "")
    assert "stopped in line 1" in told and 'File "program.py", line 1, in double\nValueError: odd' in told
    assert told.count("Traceback") == 1


def _heeds_ctrl_c() -> None:
    """What a shell starts in the background ignores Ctrl+C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_what_runs_and_the_sitting_goes_on(tmp_path: Path) -> None:
    if Boxes().tier() not in SAFE:
        pytest.skip("there is no box here")
    (tmp_path / "small.yaml").write_text(PACK, "utf-8")
    words = [sys.executable, "-m", "tutor", "study", str(tmp_path / "small.yaml"), "--plain"]
    sitting = subprocess.Popen(
        [*words, "--learner-file", ":memory:"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "TUTOR_HOME": str(tmp_path / "home")},
        preexec_fn=_heeds_ctrl_c,
    )
    assert sitting.stdin is not None and sitting.stdout is not None
    with sitting:
        sitting.stdin.write("while True: pass\n.\n")
        sitting.stdin.flush()
        assert any(line.startswith("Running.") for line in sitting.stdout)
        time.sleep(1)  # the box is up by then, on a busy computer too
        sitting.send_signal(signal.SIGINT)
        said, _ = sitting.communicate(":q\n", timeout=60)
    assert "It was stopped, and nothing counts." in said and "All is kept." in said and sitting.returncode == 0
