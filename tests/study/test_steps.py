"""Steps of a lesson that ask: judged as any item of the course is, though nothing is graded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PACK = """
id: sample
title: Sample
same: [[car, automobile]]
skills:
  - skill: one
    lesson:
      - way: steps
        steps:
          - {ask: What drives?, answer: car, speak: car}
          - {ask: What is <<a>> + 1?, vars: {a: 2..9}, number: a + 1, speak: "<<a>>", explain: <<a>> and one.}
          - show: Done.
    items: [{ask: A, answer: a}, {ask: B, answer: b}, {ask: C, answer: c}]
"""


@pytest.fixture
def wire(tmp_path: Path, make_wire: Any) -> Any:
    (tmp_path / "sample.yaml").write_text(PACK, "utf-8")
    wire = make_wire()
    while wire.task()["kind"] != "lesson":  # a question comes before the first lesson ever
        wire.ask("skip", task=wire.task()["id"])
    return wire


def test_synonyms_of_the_course_are_right_at_a_step(wire: Any) -> None:
    assert wire.ask("answer", task=wire.task()["id"], response="automobile")["verdict"]["correct"]


def test_the_template_of_a_step_is_computed_wherever_it_is_seen(wire: Any) -> None:
    wire.ask("answer", task=wire.task()["id"], response="car")
    task = wire.task()
    ask = task["block"]["steps"][-1]["ask"]
    number = int(ask.split()[2])
    assert ask == f"What is {number} + 1?"
    assert wire.session.speech(task["id"]) == (str(number), "en")
    verdict = wire.ask("answer", task=task["id"], response=str(number + 1))["verdict"]
    assert (verdict["correct"], verdict["explain"]) == (True, f"{number} and one.")
    assert wire.task()["block"]["steps"][1]["answer"] == str(number + 1)
    whole = wire.ask("explain", skill="sample/one")["block"]["steps"]
    assert (whole[1]["ask"], whole[1]["answer"]) == (ask, str(number + 1))
