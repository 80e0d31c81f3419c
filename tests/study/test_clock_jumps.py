"""A clock that jumped: told once, answers keep their order, nothing is lost, and not everything is overdue at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.fold import apply
from tutor.store.check import check_file

START = datetime(2027, 1, 4, 18, tzinfo=UTC)
JUMPS = {
    "a minute back": (timedelta(seconds=-50), ""),
    "an hour back": (timedelta(hours=-1), "behind your last answer"),
    "a year back": (timedelta(days=-365), "behind your last answer"),
    "a day on": (timedelta(days=1), ""),
    "three days on": (timedelta(days=3), "3 days ago"),
    "ten years on": (timedelta(days=3650), "days ago"),
}


@pytest.fixture
def sitting(make_wire: Callable[..., Any], tmp_path: Path) -> Callable[[datetime], tuple[str, int]]:
    """A sitting in a process of its own at this time: what is told at its beginning, and how many skills are due."""

    def sit(now: datetime) -> tuple[str, int]:
        wire = make_wire(tmp_path / "me.sqlite3")
        try:
            told = wire.ask("hello", now=now.isoformat()).get("news", [])
            wire.clock.take(now.isoformat())
            due = wire.book.due_count(None, int(now.timestamp() * 1000))
            for minute in range(4):
                wire.clock.take((now + timedelta(minutes=minute)).isoformat())
                if wire.ask("next")["task"] is not None:
                    wire.answer_right()
            assert wire.ask("note", about="sample", text="done")["ok"]
            return " ".join(told), due
        finally:
            wire.book.close()

    return sit


@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_is_told_once_and_keeps_the_order(jump: str, sitting: Any, tmp_path: Path, make_wire: Any) -> None:
    sitting(START)
    by, words = JUMPS[jump]
    then = START + timedelta(minutes=3) + by
    told, _ = sitting(then)
    assert (words in told) if words else told == ""
    again, _ = sitting(then + timedelta(minutes=10))
    assert again == ""
    wire = make_wire(tmp_path / "me.sqlite3")
    events = list(wire.book.events())
    assert [event.lamport for event in events] == sorted(event.lamport for event in events)
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    wire.book.close()
    assert check_file(tmp_path / "me.sqlite3", apply).ok


def test_after_going_back_nothing_is_due_twice(sitting: Any) -> None:
    _, _ = sitting(START)
    _, due = sitting(START - timedelta(days=365))
    assert due == 0
