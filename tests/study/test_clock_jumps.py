"""A clock that jumped: told once, answers keep their order, nothing is lost, and not everything is overdue at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tutor.core.day import DAY_MS, milliseconds
from tutor.core.learner.events import Answered
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import ItemRow
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


DECK = "title: Sample\nid: sample\nremember: items\nitems:\n" + "".join(
    f"  - {{id: i{n}, ask: What is {n} + 1?, number: {n + 1}}}\n" for n in range(5)
)
JOURNEYS = {
    "summer time begins": ["2027-03-27T20:00+01:00", "2027-03-28T01:59+01:00", "2027-03-28T03:01+02:00"],
    "summer time ends": ["2027-10-30T20:00+02:00", "2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00"],
    "Apia leaves out a day": ["2011-12-28T23:30-10:00", "2011-12-29T23:30-10:00", "2011-12-31T00:30+14:00"],
    "from the first zone to the last and back": [
        *("2027-05-01T09:00+14:00", "2027-05-01T09:00-10:00", "2027-05-03T10:00+14:00", "2027-05-03T09:30-10:00"),
    ],
    "the 29th of February": ["2028-02-28T20:00+00:00", "2028-02-29T20:00+00:00", "2028-03-01T20:00+00:00"],
    "the end of 32 bits": ["2038-01-19T03:14:07+00:00", "2038-01-19T03:14:08+00:00", "2106-02-07T06:28:16+00:00"],
    "a day back": ["2027-01-04T18:00+00:00", "2027-01-06T18:00+00:00", "2027-01-05T18:00+00:00"],
    "a year back": ["2027-01-04T18:00+00:00", "2027-01-06T18:00+00:00", "2026-01-06T18:00+00:00"],
    "ten years on and back": ["2027-01-04T18:00+00:00", "2037-01-04T18:00+00:00", "2027-01-05T18:00+00:00"],
}
LATER = (timedelta(days=2), timedelta(days=9), timedelta(days=40))
Reviews = dict[tuple[str, int], tuple[int, int]]


def sat_through(wire: Any, moments: list[datetime]) -> Reviews:
    """All sittings of a journey: for each fact and review of it, when it was and when the next is due, in UTC ms."""
    seen: Reviews = {}
    for now in moments:
        answered: list[str] = []
        for minute in range(12):
            wire.clock.take((now + timedelta(minutes=minute)).isoformat())
            task = wire.ask("next")["task"]
            if task is None:
                break
            assert wire.answer_right()["correct"]
            if task["kind"] == "review":
                answered.append(task["item"])
            row = wire.book.rows.get(ItemRow, task["item"])
            assert row.due > milliseconds(wire.clock()), "what was just reviewed is not due"
            seen[row.id, row.seen] = row.reviewed_at, row.due
        assert len(answered) == len(set(answered)), "a fact is reviewed once"
    return seen


@pytest.mark.parametrize("name", JOURNEYS)
def test_wherever_and_whenever_one_learns_each_fact_is_due_once_and_at_the_same_moment(
    name: str, tmp_path: Path, make_wire: Any
) -> None:
    (tmp_path / "sample.yaml").write_text(DECK, encoding="utf-8")
    moments = [datetime.fromisoformat(each) for each in JOURNEYS[name]]
    moments += [max(moments) + later for later in LATER]
    there, at_home = make_wire(tmp_path / "me.sqlite3"), make_wire(tmp_path / "other.sqlite3")
    seen = sat_through(there, moments)
    same = sat_through(at_home, [each.astimezone(UTC) for each in moments])
    both = [key for key in seen.keys() & same.keys() if seen[key][0] == same[key][0]]
    assert len(both) >= 5 and max(number for _, number in both) >= 3
    assert all(abs(seen[key][1] - same[key][1]) <= DAY_MS for key in both)
    numbers = [event.number for event in there.book.events()]
    assert numbers == list(range(1, len(numbers) + 1))
    there.book.close()
    at_home.book.close()
    assert check_file(tmp_path / "me.sqlite3", apply).ok


def test_a_review_with_a_clock_that_is_behind_counts_from_the_last_one(tmp_path: Path, make_wire: Any) -> None:
    (tmp_path / "sample.yaml").write_text(DECK, encoding="utf-8")
    wire = make_wire(tmp_path / "me.sqlite3")
    seen = sat_through(wire, [START, START + timedelta(days=30)])
    wire.clock.take((START - timedelta(days=365)).isoformat())
    last = max(seen)[0]
    wire.book.record(
        wire.clock(),
        Answered(
            item=last, skill=last.rsplit("/", 1)[0], kind="review", type="number", score=1, correct=True, rating="good"
        ),
    )
    row = wire.book.rows.get(ItemRow, last)
    before = max(at for (name, _), (at, _) in seen.items() if name == last)
    assert row.reviewed_at == before and row.due > before
    wire.book.close()
