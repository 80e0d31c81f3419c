"""Pairs of formulas, equal and nearly equal: `formula_pairs.txt` says how each is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.core.item import Setting
from tutor.core.judgement import Judgement
from tutor.core.kinds.formula import Formula

TABLE = Path(__file__).with_name("formula_pairs.txt")


def options(heading: str) -> dict[str, Any]:
    """`form: factored` or `domain: {x: 0..10}`; any other heading only names what follows."""
    key, _, value = heading.partition(": ")
    if key == "form":
        return {"form": value}
    if key == "domain":
        return {"domain": dict(part.split(": ") for part in value.strip("{}").split(", "))}
    return {}


def rows() -> Iterator[tuple[Formula, str, str]]:
    more: dict[str, Any] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            more = options(line.removeprefix("== "))
        elif line and not line.startswith("#"):
            key, response, outcome = (part.strip() for part in line.split(" | "))
            yield Formula(formula=key, **more), response, outcome


ROWS = list(rows())


def outcome(judged: Judgement) -> str:
    if judged.correct:
        return "right"
    return judged.notes[0].code if judged.almost else "wrong"


@pytest.mark.parametrize(
    ("made", "response", "expected"), [pytest.param(*row, id=f"{row[0].formula} | {row[1]}") for row in ROWS]
)
def test_each_pair_is_judged_as_the_table_says(made: Formula, response: str, expected: str) -> None:
    assert outcome(made.judge(response, Setting())) == expected


def test_the_table_is_long_and_every_key_in_it_is_sound() -> None:
    assert len(ROWS) >= 300
    for made in {row[0].formula: row[0] for row in ROWS}.values():
        assert [flaw.code for flaw in made.flaws() if flaw.severity == "error"] == []
        assert made.judge(made.right_answer(Setting()), Setting()).correct
