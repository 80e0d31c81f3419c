"""Essays and programs in a session: on disk before anything is revealed, rated by the learner, taken back step by step."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.events import Answered, Drafted
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import DraftRow, ItemRow, SkillRow
from tutor.store.book import Book

PACK = """
title: Sample
mastery: {quiz: 1}
skills:
  - skill: write
    title: Writing
    remember: skill
    items:
      - id: why
        ask: Why?
        essay:
          rubric:
            - {criterion: A point, levels: [no, partly, yes]}
            - {criterion: A reason, levels: [no, yes]}
          model: Because.
          words: 2..4
        hints: [Think., Think more.]
        explain: Reasons make points.
  - skill: program
    title: Programming
    remember: skill
    items:
      - id: add
        vars: {k: 2..9}
        ask: Add <<k>>.
        code: {starter: "def f(n): ...", solution: "def f(n): return n + <<k>>", tests: [{call: f(1), gives: "<<k + 1>>"}]}
"""
WRITE = "sample/write"
PROGRAM = "sample/program"


@pytest.fixture
def start(tmp_path: Path, make_wire: Callable[..., Any]) -> Callable[[], Any]:
    """Starts, or after a crash starts again, a session over one file."""
    (tmp_path / "sample.yaml").write_text(PACK, "utf-8")
    opened: list[Any] = []

    def again() -> Any:
        for wire in opened:
            wire.book.close()
        opened.append(make_wire(tmp_path / "me.sqlite3"))
        return opened[-1]

    return again


@pytest.fixture
def wire(start: Callable[[], Any]) -> Any:
    return start()


def essay(wire: Any) -> dict[str, Any]:
    return wire.task(skill=WRITE)  # type: ignore[no-any-return]


def written(wire: Any, text: str = "one two three", skill: str = WRITE) -> dict[str, Any]:
    """Write, so that it is revealed; returns the task."""
    task = wire.task(skill=skill)
    reply = wire.ask("answer", task=task["id"], response=text)
    assert reply["ok"], reply
    return task  # type: ignore[no-any-return]


def hash_of(wire: Any) -> str:
    return str(wire.ask("status")["state_hash"])


def last_answer(wire: Any) -> Answered:
    return [one.data for one in wire.book.events() if isinstance(one.data, Answered)][-1]


def error(reply: dict[str, Any]) -> str:
    return str(reply["error"]["code"])


def test_the_task_shows_the_rubric_and_the_range_and_not_the_model(wire: Any) -> None:
    task = essay(wire)
    assert task["type"] == "essay" and task["words"] == {"least": 2, "most": 4}
    assert [row["criterion"] for row in task["rubric"]] == ["A point", "A reason"]
    assert "Because" not in str(task)


def test_what_was_written_reveals_the_model_and_waits_for_a_rating(wire: Any) -> None:
    task = essay(wire)
    assert error(wire.ask("rate", task=task["id"], rating="good")) == "not_now"
    verdict = wire.ask("answer", task=task["id"], response="one")["verdict"]
    assert verdict["correct"] is None and verdict["rating"] is None
    assert (verdict["right_answer"], verdict["explain"]) == ("Because.", "Reasons make points.")
    assert verdict["feedback"] == "You wrote 1 word; 2 to 4 are asked for."
    assert wire.ask("status")["answers"] == 0
    assert error(wire.ask("answer", task=task["id"], response="again")) == "not_now"


@pytest.mark.parametrize("response", ["", " ", None, 3, ["x"], "x" * 20_001])
def test_what_is_no_text_changes_nothing(wire: Any, response: Any) -> None:
    task, before = essay(wire), hash_of(wire)
    assert error(wire.ask("answer", task=task["id"], response=response)) == "bad_response"
    assert hash_of(wire) == before and not wire.book.drafts()


@pytest.mark.parametrize(
    ("more", "rating", "score", "correct"),
    [
        ({"rating": "good"}, "good", 1, True),
        ({"rating": "hard"}, "hard", 1, True),
        ({"rating": "again"}, "again", 0, False),
        ({"rating": "easy"}, "easy", 1, True),
        ({"criteria": [2, 1]}, "good", 1, True),
        ({"criteria": [1, 1]}, "good", 1, True),
        ({"criteria": [0, 1]}, "hard", 0.5, False),
        ({"criteria": [1, 0]}, "again", 0.25, False),
        ({"rating": "easy", "criteria": [2, 1]}, "easy", 1, True),
        ({"rating": "hard", "criteria": [0, 0]}, "hard", 1, True),
    ],
)
def test_a_rating_levels_or_both(wire: Any, more: dict[str, Any], rating: str, score: float, correct: bool) -> None:
    task = written(wire)
    verdict = wire.ask("rate", task=task["id"], **more)["verdict"]
    assert (verdict["rating"], verdict["score"], verdict["correct"]) == (rating, score, correct)
    data = last_answer(wire)
    assert (data.text, data.response, data.criteria) == ("one two three", None, more.get("criteria", []))
    assert not wire.book.drafts() and wire.ask("status")["answers"] == 1


@pytest.mark.parametrize(
    "more",
    [{}, {"rating": "fine"}, {"criteria": [2]}, {"criteria": [3, 0]}, {"criteria": [0, -1]}, {"criteria": ["x"]}],
)
def test_a_rating_that_can_not_be_changes_nothing(wire: Any, more: dict[str, Any]) -> None:
    task = written(wire)
    before = hash_of(wire)
    assert error(wire.ask("rate", task=task["id"], **more)) == "bad_request"
    assert hash_of(wire) == before and wire.ask("rate", task=task["id"], rating="good")["ok"]


def test_a_program_has_no_criteria(wire: Any) -> None:
    task = written(wire, "def f(n): return n", PROGRAM)
    assert error(wire.ask("rate", task=task["id"], criteria=[1])) == "bad_request"
    assert wire.ask("rate", task=task["id"], rating="hard")["verdict"]["rating"] == "hard"
    assert last_answer(wire).text == "def f(n): return n"


def test_a_rated_answer_is_lowered_by_a_rating_only(wire: Any) -> None:
    task = written(wire)
    wire.ask("rate", task=task["id"], rating="good")
    assert error(wire.ask("rate", task=task["id"], criteria=[0, 0])) == "not_now"
    assert error(wire.ask("rate", task=task["id"], rating="easy")) == "not_now"
    assert wire.ask("rate", task=task["id"], rating="again")["verdict"]["correct"] is False
    assert last_answer(wire).text == "one two three"


def test_what_was_written_is_on_disk_before_it_is_revealed(wire: Any, tmp_path: Path) -> None:
    """A copy of the files at this moment is what a cut of the power would leave."""
    wire.ask("hint", task=essay(wire)["id"])
    written(wire, "My own words.")
    (tmp_path / "left").mkdir()
    for file in tmp_path.glob("me.sqlite3*"):
        shutil.copy(file, tmp_path / "left")
    with Book.open(tmp_path / "left" / "me.sqlite3", fold=apply, now=datetime(2027, 1, 4, tzinfo=UTC)) as left:
        assert [(row.text, row.hints) for row in left.drafts()] == [("My own words.", 1)]


def test_after_a_restart_the_same_task_comes_with_the_text_in_it(start: Callable[[], Any]) -> None:
    wire = start()
    first = written(wire, "def f(n): return 0", PROGRAM)
    again = start().task()
    assert again["starter"] == "def f(n): return 0" and again["reason"].startswith("You wrote this")
    assert (again["item"], again["ask"], again["tests"]) == (first["item"], first["ask"], first["tests"])
    assert again["id"] != first["id"]


def test_hints_that_were_seen_stay_seen_over_a_restart(start: Callable[[], Any]) -> None:
    wire = start()
    wire.ask("hint", task=essay(wire)["id"])
    written(wire)
    wire = start()
    assert wire.ask("hint", task=wire.task()["id"])["hint"] == "Think more."
    written(wire)
    wire.ask("rate", task=wire.task(skill=WRITE)["id"], rating="good")
    assert last_answer(wire).hints == 2


def test_a_restart_between_writing_and_rating_ends_where_none_ends(start: Callable[[], Any], tmp_path: Path) -> None:
    wire = start()
    written(wire, "first try")
    wire = start()
    task = wire.task()
    wire.ask("answer", task=task["id"], response="second try")
    wire.ask("rate", task=task["id"], rating="good")
    texts = [one.data.text for one in wire.book.events() if isinstance(one.data, Drafted | Answered)]
    assert texts == ["first try", "second try", "second try"]
    wire = start()
    assert not wire.book.drafts() and "starter" not in wire.task(skill=WRITE)


def test_the_same_text_again_is_no_second_draft(start: Callable[[], Any]) -> None:
    written(start())
    wire = start()
    written(wire)
    assert sum(isinstance(one.data, Drafted) for one in wire.book.events()) == 1


def test_undo_takes_back_the_rating_then_the_text(wire: Any) -> None:
    empty = hash_of(wire)
    task = written(wire)
    drafted = hash_of(wire)
    wire.ask("rate", task=task["id"], criteria=[2, 0])
    assert wire.ask("undo")["undone"]["event"] == "answered"
    assert hash_of(wire) == drafted and wire.task()["starter"] == "one two three"
    undone = wire.ask("undo")["undone"]
    assert (undone["event"], undone["item"]) == ("drafted", "sample/write/why")
    assert hash_of(wire) == empty
    assert wire.task()["starter"] == "one two three", "the words are kept for another try"
    assert error(wire.ask("undo")) == "not_now"


def test_undo_and_write_and_rate_again_leads_to_the_same_state(start: Callable[[], Any]) -> None:
    wire = start()
    task = written(wire)
    wire.ask("rate", task=task["id"], rating="good")
    once = hash_of(wire)
    wire.ask("undo")
    task = written(wire)
    wire.ask("rate", task=task["id"], rating="good")
    assert hash_of(wire) == once


def test_a_rebuild_finds_the_same_state_at_every_step(wire: Any) -> None:
    def same() -> None:
        before = hash_of(wire)
        wire.book.rebuild()
        assert hash_of(wire) == before and wire.book.check().ok

    task = written(wire)
    same()
    assert wire.book.rows.get(DraftRow, "sample/write/why").text == "one two three"
    wire.ask("rate", task=task["id"], criteria=[0, 1])
    same()
    wire.ask("undo")
    same()
    wire.ask("undo")
    same()


@pytest.mark.parametrize("how", ["skip", "dispute"])
def test_a_draft_is_gone_when_its_task_is_done_otherwise(wire: Any, how: str) -> None:
    task = written(wire)
    assert wire.ask(how, task=task["id"])["ok"]
    assert not wire.book.drafts()


def test_what_was_written_before_a_restart_is_kept_with_a_skip(start: Callable[[], Any]) -> None:
    written(start(), "my own words")
    wire = start()
    wire.ask("skip", task=wire.task()["id"])
    assert (last_answer(wire).skipped, last_answer(wire).text) == (True, "my own words")


def test_what_was_written_is_kept_when_its_answer_is_taken_back_and_skipped(wire: Any) -> None:
    wire.ask("rate", task=written(wire, "my own words")["id"], rating="good")
    wire.ask("undo")
    wire.ask("skip", task=wire.task()["id"])
    assert (last_answer(wire).skipped, last_answer(wire).text) == (True, "my own words")


def test_a_draft_of_what_was_put_away_waits(start: Callable[[], Any]) -> None:
    wire = start()
    written(wire)
    wire.ask("suspend", item="sample/write/why")
    assert start().task()["item"] == "sample/program/add"
    wire = start()
    wire.ask("resume", item="sample/write/why")
    assert wire.task()["starter"] == "one two three"


def test_a_draft_in_a_quiz_stays_in_the_quiz_while_it_runs(start: Callable[[], Any]) -> None:
    wire = start()
    wire.ask("test_out", skill=WRITE)
    assert written(wire)["kind"] == "quiz"
    wire = start()
    task = wire.task()
    assert task["kind"] == "quiz" and task["starter"] == "one two three" and task["hints"] == 0
    wire.ask("answer", task=task["id"], response=task["starter"])
    assert wire.ask("rate", task=task["id"], rating="good")["verdict"]["rating"] == "good"
    assert wire.state("write")["state"] == "learned"


def test_a_draft_of_a_quiz_that_is_over_is_practice(start: Callable[[], Any]) -> None:
    wire = start()
    wire.ask("test_out", skill=WRITE)
    written(wire)
    wire = start()
    wire.ask("status", now="2027-01-09T18:00:00+00:00")
    assert wire.task(skill=WRITE)["kind"] == "learn"


def test_drafts_of_other_courses_and_skills_wait(start: Callable[[], Any]) -> None:
    written(start())
    wire = start()
    assert wire.task(skill=PROGRAM)["item"] == "sample/program/add"
    assert wire.task(skill=WRITE)["starter"] == "one two three"


def test_the_newest_of_several_drafts_comes_first(start: Callable[[], Any]) -> None:
    wire = start()
    written(wire, "older")
    wire.ask("status", now="2027-01-04T19:00:00+00:00")
    written(wire, "newer", PROGRAM)
    assert start().task()["starter"] == "newer"


def test_what_was_written_lies_in_the_text_that_can_be_emptied_and_not_in_the_event(wire: Any, tmp_path: Path) -> None:
    task = written(wire, "Zebra crossing")
    wire.ask("rate", task=task["id"], rating="good")
    data = [bytes(line.data) for line in wire.book._log.lines()]
    from tutor.store.packing import unpack

    assert not any(b"Zebra" in unpack(one) for one in data)
    assert [one.data.text for one in wire.book.events() if isinstance(one.data, Drafted | Answered)] == [
        "Zebra crossing"
    ] * 2


@pytest.mark.parametrize("text", ["tab\there\n  indent", "bad\x00nul", "\x1b]52;c;x\x07", "a\u202eb", "café 猫"])
def test_a_program_is_kept_as_it_was_written(start: Callable[[], Any], text: str) -> None:
    written(start(), text, PROGRAM)
    assert start().task()["starter"] == text.replace("\0", "\ufffd")


def test_what_one_rates_oneself_proves_less_than_an_answer_that_is_judged(wire: Any) -> None:
    task = written(wire)
    wire.ask("rate", task=task["id"], rating="good")
    own = wire.book.rows.get(SkillRow, WRITE).understanding
    with Book.open(":memory:", fold=apply, now=datetime(2027, 1, 4, tzinfo=UTC), chance=random.Random(1)) as other:
        met = next(one.data for one in wire.book.events())
        judged = last_answer(wire)
        typed = {name: getattr(judged, name) for name in judged.__struct_fields__} | {"type": "answer", "text": ""}
        other.record(datetime(2027, 1, 4, tzinfo=UTC), met, Answered(**typed))
        assert own < other.rows.get(SkillRow, WRITE).understanding
        assert other.rows.get(ItemRow, "sample/write/why").seen == 1
