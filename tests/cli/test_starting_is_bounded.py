"""What the way to the first question reads does not grow with the courses, nor with what was answered."""

from __future__ import annotations

import importlib
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tutor.cli.opening import open_session
from tutor.packs import shipped

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
large = importlib.import_module("large_course")


class Reading:
    """Statements, and the steps that SQLite takes to answer them, over all files that are opened."""

    def __init__(self) -> None:
        self.did: Counter[str] = Counter()
        self.connect = sqlite3.connect

    def __call__(self, *where: Any, **how: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = self.connect(*where, **how)
        connection.set_trace_callback(lambda _: self.did.update(["statements"]))
        connection.set_progress_handler(lambda: self.did.update(["steps"]), 10)
        return connection


def first_question(home: Path, items: int, patch: pytest.MonkeyPatch, saved: bool) -> Counter[str]:
    """What reading it takes with so many items, half of them answered; `saved` in a backup, or in the journal alone."""
    for folder in ("cache", "learners", "none"):
        (home / folder).mkdir(parents=True)
    large.fill_library(home / "cache" / "library.sqlite", items, "skills").close()
    with large.fill_book(home / "learners" / "me.sqlite", items, "skills", large.NOW) as book:
        if saved:
            book.keep()
    patch.setenv("TUTOR_HOME", str(home))
    patch.setattr(shipped, "courses_folder", lambda: home / "none")
    reading = Reading()
    patch.setattr(sqlite3, "connect", reading)
    opened = open_session(["big"], seed=1)
    assert opened.session.next(minutes_left=20) is not None
    patch.undo()
    opened.book.close()
    return reading.did


@pytest.mark.parametrize("saved", [True, False])
def test_the_first_question_takes_as_little_reading_in_a_large_course_as_in_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: bool
) -> None:
    small = first_question(tmp_path / "small", 1_000, monkeypatch, saved)
    large_one = first_question(tmp_path / "large", 4_000, monkeypatch, saved)
    for what in ("statements", "steps"):  # they differ by a few: more days, more than a limit of what is due
        assert large_one[what] <= small[what] * 1.25, (small, large_one)
