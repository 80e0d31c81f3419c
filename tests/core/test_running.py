"""Reports from a box: only whole, single records with the token are believed. Tracebacks, in the learner's own lines."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.running import believed
from tutor.core.tracebacks import Trouble, read_traceback

TOKEN = "t0k3n"


def line(**record: Any) -> str:
    return json.dumps({"token": TOKEN, **record})


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        ([line(test=0), line(test=1)], [0, 1]),
        ([line(test=0), line(test=0)], []),
        ([line(test=0), line(test=1), line(test=0)], [1]),
        ([line(test=2)], []),
        ([line(test=-1)], []),
        ([line(test=True)], []),
        ([line(test="0")], []),
        ([line(test=0.0)], []),
        (['{"token": "guessed", "test": 0}'], []),
        (['{"test": 0}'], []),
        ([line(test=0)[:-1]], []),
        (["[]", "3", "", "[" * 5_000, "PASS", line(test=1)], [1]),
        ([line(test=0, value="x" * 4_000_000)], []),
    ],
)
def test_records_that_are_missing_malformed_foreign_or_repeated_are_none(lines: list[str], numbers: list[int]) -> None:
    results, _ = believed("\n".join(lines).encode(), TOKEN, 2)
    assert sorted(results) == numbers


def test_an_opening_record_that_comes_twice_is_none() -> None:
    assert believed(line(build="bad").encode(), TOKEN, 1)[1]["build"] == "bad"
    assert believed(f"{line(build='bad')}\n{line(build='worse')}".encode(), TOKEN, 1)[1] == {}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_report_is_read(report: bytes) -> None:
    assert believed(report, TOKEN, 3) == ({}, {})


PROGRAM = "def f(n):\n    return 1 / n\n"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (
            'Traceback (most recent call last):\n  File "<string>", line 90, in called\n'
            '  File "<call>", line 1, in <module>\n  File "program.py", line 2, in f\nZeroDivisionError: division by zero\n',
            Trouble("ZeroDivisionError", "division by zero", 2, "return 1 / n"),
        ),
        (
            'Traceback (most recent call last):\n  File "/tmp/box/program.py", line 1, in <module>\n    x\nNameError: a\nb',
            Trouble("NameError", "a\nb", 1, "def f(n):"),
        ),
        (
            "  File \"program.py\", line 1\n    def f(n)\n            ^\nSyntaxError: expected ':'",
            Trouble("SyntaxError", "expected ':'", 1, "def f(n):"),
        ),
        (
            'Traceback (most recent call last):\n  File "program.py", line 9, in f\n  File "other.py", line 1, in g\na.b.Odd',
            Trouble("Odd", "", 9, ""),
        ),
        ("Segmentation fault", None),
        ("", None),
        ("ValueError: x", Trouble("ValueError", "x")),
    ],
)
def test_a_traceback_names_the_error_and_the_learners_own_line(text: str, trouble: Trouble | None) -> None:
    assert read_traceback(text, "program.py", PROGRAM) == trouble


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text(st.sampled_from('File " program.py", line 1\n: Error'), max_size=60))
def test_any_text_is_read_as_a_traceback_or_none(text: str) -> None:
    found = read_traceback(text, "program.py", PROGRAM)
    assert found is None or found.kind
