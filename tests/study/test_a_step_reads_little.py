"""An answer and the next choice take few statements: things are looked up together, and only what is chosen by."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def test_an_answer_and_the_next_choice_take_few_statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Item by item and row by row they took three times as many."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(BENCHMARKS)])
    learner = importlib.import_module("answer_and_choose").Learner(tmp_path, 200, 100)
    asked: list[str] = []
    learner.book._db.set_trace_callback(asked.append)
    learner.library._connection.set_trace_callback(asked.append)
    taken = []
    for _ in range(40):
        response = learner.response()
        asked.clear()
        learner.step(response)
        taken.append(len(asked))
    learner.book.close()
    learner.library.close()
    assert set(learner.kinds) >= {"review", "learn"}
    assert sum(taken) / len(taken) < 30 and max(taken) < 45, taken
