"""`kill -9` at random moments: no answer whose verdict was read is lost, and the log verifies each time.

50 kills here; `KILLS=1000 pytest tests/e2e/test_killed.py` for the long run.
"""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.events import Answered, Undone
from tutor.core.learner.fold import apply
from tutor.store.book import Book
from tutor.store.check import check_file

KILLS = int(os.environ.get("KILLS", "50"))
ANSWERS = {"number": "4", "answer": "Paris", "true_false": True}


def study_until_killed(running: Any, chance: random.Random) -> int:
    """Answer until the process is gone; returns how many verdicts were read."""
    verdicts = 0
    threading.Timer(chance.uniform(0.0, 0.25), running.process.kill).start()
    try:
        while True:
            running.send("next")
            reply = running.read()
            if reply is None or reply["task"] is None:
                return verdicts
            task = reply["task"]
            response = ANSWERS.get(task["type"]) or task["choices"][0]["text"]
            running.send("answer", task=task["id"], response=response)
            told = running.read()
            if told is None:
                return verdicts
            verdicts += not told["verdict"]["almost"]
    except (BrokenPipeError, ConnectionResetError):
        return verdicts


def kept_answers(path: Path) -> int:
    from datetime import UTC, datetime

    with Book.open(path, fold=apply, now=datetime.now(UTC)) as book:
        events = list(book.events())
    undone = {event.data.id for event in events if isinstance(event.data, Undone)}
    return sum(isinstance(event.data, Answered) and event.id not in undone for event in events)


@pytest.mark.slow
def test_no_answer_whose_verdict_was_read_is_ever_lost(program: Any, pack_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "learner.sqlite"
    chance = random.Random(3)
    told = 0
    for _ in range(KILLS):
        running = program(str(pack_file), "--learner-file", str(path), "--gate", "open")
        assert running.ask("hello")["ok"]
        told += study_until_killed(running, chance)
        running.kill()
        report = check_file(path, apply)
        assert report.ok, report.findings
        kept = kept_answers(path)
        assert told <= kept <= told + 1, "an answer may be kept whose verdict was not read, never the other way round"
        told = kept
    assert told > KILLS
