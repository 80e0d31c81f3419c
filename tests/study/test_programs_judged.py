"""Programs in a session: on disk before they run, judged by what came, never the learner's loss when they can't run."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.events import Answered, Drafted
from tutor.core.learner.fold import apply
from tutor.core.learner.rows import DraftRow
from tutor.core.running import NotRun, Ran, Run, Stopped
from tutor.packs.shelf import Shelf
from tutor.packs.visiting import visit
from tutor.store.book import Book
from tutor.study.running import Boxes, Heard
from tutor.study.session import Session
from tutor.study.trouble import StudyError

PACK = """
title: Sample
mastery: {quiz: 1}
skills:
  - skill: program
    title: Programming
    remember: skill
    items:
      - id: add
        vars: {k: 2..9}
        ask: Add <<k>>.
        code:
          starter: "def f(n): ..."
          solution: "def f(n): return n + <<k>>"
          tests: [{call: f(1), gives: "<<k + 1>>"}, {call: f(0), gives: "<<k>>", hidden: true}]
        explain: Plus.
        mistakes: [{when: "def f(n): return n", say: That adds nothing., name: nothing}]
"""
WHEN = datetime(2027, 1, 4, 18, tzinfo=UTC)


class Told:
    """A runner that is told what came: a text for each call. `meanwhile` is done while it runs."""

    def __init__(self, came: Any = (), *, tier: str = "closed", meanwhile: Callable[[], None] = lambda: None) -> None:
        self.came, self.found, self.meanwhile = came, tier, meanwhile
        self.runs: list[Run] = []

    def tier(self) -> str:
        return self.found

    def told(self) -> str:
        return f"Runs in {self.found}."

    def why_not(self) -> str:
        return "There is no box here."

    def carry_out(self, run: Run, *, stop: threading.Event, heard: Heard | None = None) -> list[Ran]:
        self.runs.append(run)
        self.meanwhile()
        if stop.is_set():
            raise Stopped
        if isinstance(self.came, Exception):
            raise self.came
        if isinstance(self.came, Ran):
            return [self.came]
        return [Ran(status="ended", results={n: {"value": text} for n, text in enumerate(self.came)}, tier=self.found)]


def begin(folder: Path, runner: Any, *, pack: str = PACK, **more: Any) -> Session:
    (folder / "sample.yaml").write_text(pack, "utf-8")
    shelf = Shelf([visit(folder / "sample.yaml", folder / "cache")])
    book = Book.open(folder / "me.sqlite", fold=apply, now=WHEN, chance=random.Random(7))
    chance = random.Random(7)
    session = Session(shelf, book, courses=["sample"], chance=chance, clock=lambda: WHEN, runner=runner, **more)
    session.begin()
    return session


@pytest.fixture
def start(tmp_path: Path) -> Any:
    opened: list[Session] = []

    def started(runner: Any, **more: Any) -> tuple[Session, str, int]:
        """The session, its task, and what is added."""
        for one in opened:
            one.desk.book.close()
        opened.append(begin(tmp_path, runner, **more))
        task = opened[-1].next()
        assert task is not None
        return opened[-1], task.id, int(task.ask[4:-1])

    yield started
    for one in opened:
        one.desk.book.close()


def answers(session: Session) -> list[Answered]:
    return [one.data for one in session.desk.book.events() if isinstance(one.data, Answered)]


def test_a_right_program_is_judged_right_and_the_event_holds_what_came(start: Any) -> None:
    runner = Told()
    session, task, k = start(runner)
    runner.came = [str(1 + k), str(k)]
    verdict = session.answer(task, f"def f(n): return n + {k}")
    assert (verdict.correct, verdict.score, verdict.rating) == (True, 1.0, "good")
    assert (verdict.feedback, verdict.explain) == ("All 2 tests are passed.", "Plus.")
    [data] = answers(session)
    assert (data.passed, data.tests, data.tier, data.response) == (2, 2, "closed", None)
    assert data.text == f"def f(n): return n + {k}" and session.desk.book.rows.get(DraftRow, data.item) is None


def test_half_of_the_tests_are_half_of_the_score_and_a_hidden_key_is_not_told(start: Any) -> None:
    runner = Told()
    session, task, k = start(runner)
    runner.came = [str(1 + k), "0"]
    verdict = session.answer(task, f"def f(n): return {k + 1}")
    assert (verdict.correct, verdict.score, verdict.waits_for_rating) == (False, 0.5, False)
    assert verdict.feedback == "1 of 2 tests is passed. A hidden test gets another value."
    assert verdict.right_answer == f"def f(n): return n + {k}"
    assert (answers(session)[0].passed, answers(session)[0].tests) == (1, 2)


def test_a_known_mistake_is_told_and_kept(start: Any) -> None:
    session, task, _ = start(Told(["1", "0"]))
    verdict = session.answer(task, "def f(n): return n")
    assert verdict.misconception == "nothing" and verdict.feedback.endswith("That adds nothing.")
    assert answers(session)[0].misconception == "nothing"


def test_what_was_written_is_on_disk_before_it_runs(start: Any) -> None:
    seen: list[str] = []
    runner = Told(["9", "9"])
    session, task, _ = start(runner)
    runner.meanwhile = lambda: seen.extend(
        one.data.text for one in session.desk.book.events() if isinstance(one.data, Drafted)
    )
    session.answer(task, "def f(n): return 9")
    assert seen == ["def f(n): return 9"]


def test_a_stopped_run_counts_for_nothing_and_the_text_is_kept(start: Any) -> None:
    session, task, _ = start(Told(Stopped()))
    with pytest.raises(StudyError, match="nothing counts"):
        session.answer(task, "def f(n):\n  while True: pass")
    assert not answers(session) and session.desk.book.drafts()
    same = session.next()
    assert same is not None and same.id == task
    again, _, _ = start(Told())
    task = again.next()
    assert task is not None and task.starter == "def f(n):\n  while True: pass"


@pytest.mark.parametrize(
    ("runner", "words"),
    [
        (Told(NotRun("This needs gcc, which is not installed on this computer.")), "This needs gcc"),
        (Told(Ran(status="failed", why="The box broke.")), "The box broke."),
        (Told(tier=""), "There is no box here."),
        (Told(tier="limits"), "There is no box on this computer that keeps programs away from your files"),
    ],
)
def test_a_box_that_fails_marks_nobody_wrong(start: Any, runner: Told, words: str) -> None:
    session, task, _ = start(runner)
    verdict = session.answer(task, "def f(n): return 9")
    assert (verdict.correct, verdict.waits_for_rating) == (None, True)
    assert verdict.feedback.startswith(words)
    assert session.rate(task, "good").correct is True
    assert (answers(session)[0].tier, answers(session)[0].tests) == ("", 0)


def test_without_a_box_programs_run_only_when_the_learner_says_so(start: Any) -> None:
    runner = Told(["9", "9"], tier="limits")
    session, task, _ = start(runner)
    session.answer(task, "def f(n): return 9")
    assert not runner.runs and session.box() == ""
    session, task, _ = start(runner, unboxed=True)
    session.skip(task)
    task = session.next().id
    assert session.answer(task, "def f(n): return 9").correct is False
    assert runner.runs and session.box() == "Runs in limits." and answers(session)[-1].tier == "limits"


def test_what_can_not_be_read_is_asked_again_once(start: Any) -> None:
    said = "  File \"program.py\", line 1\n    def f(n)\nSyntaxError: expected ':'"
    runner = Told(Ran(status="ended", results={0: {"load": said}, 1: {"load": said}}))
    session, task, _ = start(runner)
    verdict = session.answer(task, "def f(n)")
    assert verdict.almost and "Line 1 can't be read, `def f(n)`" in verdict.feedback and not answers(session)
    verdict = session.answer(task, "def f(n)")
    assert not verdict.almost and verdict.correct is False and answers(session)[0].attempt == 2


def test_what_can_not_be_tried_says_why_and_what_is_revealed_is_not_tried(start: Any) -> None:
    session, task, _ = start(Told(NotRun("This needs gcc, which is not installed on this computer.")))
    with pytest.raises(StudyError, match="This needs gcc"):
        session.try_out(task, "def f(n): return 9")
    assert session.answer(task, "def f(n): return 9").waits_for_rating
    with pytest.raises(StudyError, match="nothing to run here"):
        session.try_out(task, "def f(n): return 9")


def test_a_session_that_runs_nothing_lets_the_learner_rate_and_has_no_box(start: Any) -> None:
    session, task, _ = start(None)
    assert session.box() == ""
    with pytest.raises(StudyError, match="Programs are not run here"):
        session.try_out(task, "def f(n): return 9")
    assert session.answer(task, "def f(n): return 9").waits_for_rating


def test_a_run_is_stopped_from_another_thread(start: Any) -> None:
    runner = Told(["9", "9"])
    session, task, _ = start(runner)
    runner.meanwhile = lambda: session.stop_run()
    with pytest.raises(StudyError, match="nothing counts"):
        session.answer(task, "def f(n): return 9")
    assert not answers(session)


@pytest.mark.parametrize("tests", ["", "tests: [{call: f(1), gives: '3', hidden: true}]"])
def test_a_program_without_tests_that_are_shown_can_not_be_tried(tmp_path: Path, tests: str) -> None:
    written = PACK.replace(
        'tests: [{call: f(1), gives: "<<k + 1>>"}, {call: f(0), gives: "<<k>>", hidden: true}]', tests
    )
    assert written != PACK
    session = begin(tmp_path, Told(["3"]), pack=written)
    task = session.next()
    assert task is not None
    with pytest.raises(StudyError, match="no tests to be seen here"):
        session.try_out(task.id, "def f(n): return 3")
    assert session.answer(task.id, "def f(n): return 3").waits_for_rating == (not tests)
    session.desk.book.close()


def test_trying_records_nothing_and_says_what_came(start: Any) -> None:
    runner = Told(["0"])
    session, task, k = start(runner)
    before = session.status()["state_hash"]
    told = session.try_out(task, "def f(n): return 0")
    assert told == f"`f(1)` should give `{k + 1}`; it gave `0`."
    assert session.status()["state_hash"] == before and not session.desk.book.drafts()
    assert len(runner.runs[0].steps[0].request["tests"]) == 1
    with pytest.raises(StudyError):
        session.try_out(task, "  ")


def test_undo_gives_the_question_back_with_what_was_written(start: Any) -> None:
    session, task, _ = start(Told(["0", "0"]))
    session.answer(task, "def f(n): return 0")
    assert session.undo() == {"event": "answered", "id": session_id(session), "item": "sample/program/add"}
    again = session.next()
    assert again is not None and again.starter == "def f(n): return 0"


def session_id(session: Session) -> str:
    return [one.id for one in session.desk.book.events() if isinstance(one.data, Answered)][-1]


def test_lowering_a_judged_program_keeps_that_it_was_right(start: Any) -> None:
    runner = Told()
    session, task, k = start(runner)
    runner.came = [str(1 + k), str(k)]
    session.answer(task, "def f(n): return 0")
    verdict = session.rate(task, "again")
    assert (verdict.correct, verdict.rating) == (True, "again")


def test_folding_the_log_anew_runs_nothing_and_gives_the_same(start: Any) -> None:
    runner = Told(["0", "0"])
    session, task, _ = start(runner)
    session.answer(task, "def f(n): return 0")
    before, runs = session.status()["state_hash"], len(runner.runs)
    session.desk.book.rebuild()
    assert session.status()["state_hash"] == before and len(runner.runs) == runs


def test_a_judged_program_proves_more_than_one_that_was_rated() -> None:
    from tutor.core.learner.evidence import _guess

    plain = {"item": "a/b/c", "skill": "a/b", "kind": "learn", "type": "code", "score": 1.0, "correct": True}
    rated, ran = (Answered(**plain, rating="good", guess=0.0, tier=tier) for tier in ("", "closed"))
    assert _guess(ran) == 0.0 < _guess(rated)


def test_in_the_box_of_this_computer_all_of_it_goes_together(start: Any) -> None:
    boxes = Boxes()
    if boxes.tier() not in ("closed", "confined"):
        pytest.skip("there is no box here")
    session, task, k = start(boxes)
    verdict = session.answer(task, f"def f(n): return n + {k}")
    assert verdict.correct and answers(session)[0].tier == boxes.tier()


def test_the_whole_error_is_told_to_whoever_asks(start: Any) -> None:
    said = (
        'Traceback (most recent call last):\n  File "<string>", line 118, in called\n  File "<call>", line 1, in <module>\n'
        '  File "program.py", line 1, in f\nZeroDivisionError: division by zero\n'
    )
    session, task, _ = start(Told(Ran(status="ended", results={0: {"error": said}, 1: {"value": "1"}})))
    assert session.trace() == ""
    session.answer(task, "def f(n): return n / 0")
    assert session.trace() == (
        'Traceback (most recent call last):\n  File "program.py", line 1, in f\nZeroDivisionError: division by zero'
    )
