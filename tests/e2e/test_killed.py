"""`kill -9` at random moments: no answer whose verdict was read is lost, and the log verifies each time.

50 kills here; `KILLS=1000 pytest tests/e2e/test_killed.py` for the long run.
"""

from __future__ import annotations

import os
import random
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.events import Answered, Undone
from tutor.core.learner.fold import apply
from tutor.store.book import Book
from tutor.store.check import check_file

KILLS = int(os.environ.get("KILLS", "50"))
A_FILE = 10
"""Kills that one learner's file lives through: each of them reads the whole log again."""
# What was right is left alone until it is due: the deck is so large that there is always something new.
SUMS = "title: Sums\nremember: items\nitems:\n" + "".join(
    f"  - {{id: i{n}, ask: What is {n} + 1?, number: {n + 1}}}\n" for n in range(2_000)
)
FIRST_DAY = datetime(2026, 1, 1, 8, tzinfo=UTC)


def study_until_killed(running: Any, chance: random.Random) -> int:
    """Answer until the process is gone; returns how many verdicts were read."""
    verdicts = 0
    threading.Timer(chance.uniform(0.0, 0.25), running.process.kill).start()
    try:
        while True:
            running.send("next")
            reply = running.read()
            if reply is None:
                return verdicts
            task = reply["task"]
            running.send("answer", task=task["id"], response=str(int(task["ask"].split()[2]) + 1))
            if running.read() is None:
                return verdicts
            verdicts += 1
    except (BrokenPipeError, ConnectionResetError):
        return verdicts


def kept_answers(path: Path) -> int:
    with Book.open(path, fold=apply, now=datetime.now(UTC)) as book:
        events = list(book.events())
    undone = {event.data.id for event in events if isinstance(event.data, Undone)}
    return sum(isinstance(event.data, Answered) and event.id not in undone for event in events)


@pytest.mark.slow
def test_no_answer_whose_verdict_was_read_is_ever_lost(
    program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "sums.yaml"
    pack.write_text(SUMS, encoding="utf-8")
    chance = random.Random(3)
    told = all_told = 0
    for number in range(KILLS):
        path = tmp_path / f"learner{number // A_FILE}.sqlite"
        told = told if path.exists() else 0
        monkeypatch.setenv("TUTOR_NOW", (FIRST_DAY + timedelta(days=number)).isoformat())
        running = program(str(pack), "--learner-file", str(path), "--gate", "open")
        assert running.ask("hello")["ok"]
        read = study_until_killed(running, chance)
        running.kill()
        report = check_file(path, apply)
        assert report.ok, report.findings
        kept = kept_answers(path)
        assert told + read <= kept <= told + read + 1, "what is kept was told, but for the answer under way"
        told, all_told = kept, all_told + read
    assert all_told > KILLS // 3  # a busy computer tells few before it is killed


def test_a_text_that_was_revealed_is_there_after_a_kill(program: Any, tmp_path: Path) -> None:
    pack = tmp_path / "why.yaml"
    pack.write_text("title: Why\nitems:\n  - {id: why, ask: Why?, essay: {model: Because.}}\n", encoding="utf-8")
    words = (str(pack), "--learner-file", str(tmp_path / "learner.sqlite"))
    running = program(*words)
    revealed = running.ask("answer", task=running.ask("next")["task"]["id"], response="My own words.")["verdict"]
    assert revealed["right_answer"] == "Because."
    running.kill()
    assert program(*words).ask("next")["task"]["starter"] == "My own words."
