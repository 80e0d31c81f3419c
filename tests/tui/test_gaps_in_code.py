"""Gaps in programs: code is drawn as it is, line by line, with the gaps in place."""

from __future__ import annotations

import pytest

from tutor.core.gaps import gaps
from tutor.tui.areas.gap_text import lines_with_gaps
from tutor.tui.safe import text

PROGRAM = (
    "Fill.\n\n```python\nclass A:\n    def __[[init]]__(self, *a):\n\n        return *b[[x]]\n```\nThen [[go]] **on**."
)


@pytest.mark.parametrize(
    ("cloze", "lines"),
    [
        pytest.param(
            PROGRAM,
            [
                "Fill.", "", "  class A:", "      def __<0>__(self, *a):", "  ", "          return *b<1>", "",
                "Then <2> on.",
            ],
            id="a program",
        ),
        pytest.param("Call `__init__([[x]])` or `a` [[now]].", ["Call __init__(<0>) or a <1>."], id="inline code"),
        pytest.param("```\n[[a]] = 1", ["  <0> = 1"], id="a fence that isn't closed"),
        pytest.param("The **big** [[cat]] sat.", ["The big <0> sat."], id="prose"),
        pytest.param("[[a]]", ["<0>"], id="only a gap"),
    ],
)  # fmt: skip
def test_code_keeps_its_lines_and_signs_around_its_gaps(cloze: str, lines: list[str]) -> None:
    drawn = lines_with_gaps(gaps(cloze).around, lambda number: text(f"<{number}>"), 60)
    assert [line.plain for line in drawn] == lines
