"""How sure one is and how it feels, through the study service: what is told, what comes next, what it leads back to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tutor.core.learner.events import Answered
from tutor.study.trouble import StudyError


def miss(wire: Any, **more: Any) -> dict[str, Any]:
    """A wrong answer to the next question."""
    while (task := wire.task())["kind"] == "lesson":
        wire.answer_right()
    wrong: Any = {"number": 99, "answer": "Lutetia", "cloze": ["x", "y"], "choices": "one", "true_false": False}
    verdict = wire.ask("answer", task=task["id"], response=wrong[task["type"]], seconds=9, **more)["verdict"]
    assert verdict["correct"] is False
    return {**verdict, "item": task["item"]}


def question(wire: Any) -> dict[str, Any]:
    """The next task that asks."""
    while (task := wire.task())["kind"] == "lesson":
        wire.answer_right()
    return task  # type: ignore[no-any-return]


def later(wire: Any, days: float) -> None:
    wire.clock.take((wire.clock() + timedelta(days=days)).isoformat())


def test_sure_and_wrong_is_told_why_and_comes_back_after_three_others(wire: Any) -> None:
    missed = miss(wire, confidence=3)
    assert "You were sure" in missed["coach"]
    between = []
    while (task := question(wire))["item"] != missed["item"]:
        between.append(task["kind"])
        wire.answer_right()
    assert "You were sure" in task["reason"]
    assert 3 <= len(between) <= 4 and set(between[3:]) <= {"quiz"}  # a quiz that was begun is finished first


def test_it_comes_before_other_misses(wire: Any) -> None:
    miss(wire)
    wire.answer_right()
    wire.answer_right()
    sure = miss(wire, confidence=3)
    met = []
    for _ in range(8):
        met.append(question(wire)["item"])
        wire.answer_right()
    assert sure["item"] in met[:5]


@pytest.mark.parametrize("confidence", [1, 2, None])
def test_nothing_is_said_of_being_sure_where_one_was_not(wire: Any, confidence: int | None) -> None:
    assert "You were sure" not in miss(wire, confidence=confidence).get("coach", "")


def test_calibration_says_nothing_before_ten_answers_of_a_word(wire: Any) -> None:
    for number in range(10):
        assert wire.session.calibration()["sentence"] == ""
        if wire.ask("next")["task"] is None:
            later(wire, days=3)
        task = question(wire)
        recalled = task["type"] == "recall"
        wire.ask("answer", task=task["id"], response=None if recalled else wire.right(), seconds=9, confidence=3)
        if recalled:
            wire.ask("rate", task=task["id"], rating="good")
        assert wire.session.calibration()["levels"][2]["answers"] == number + 1
    found = wire.session.calibration()
    assert found["levels"][2]["share"] == 1.0 and found["brier"] == pytest.approx(0.0025)
    assert found["sentence"] == "When you were sure, 10 of 10 were right: you know well what you know."
    wire.ask("undo")
    assert wire.session.calibration()["sentence"] == ""


def test_lost_before_answering_explains_first_and_gives_the_very_same_task_back(wire: Any) -> None:
    task = question(wire)
    hint = wire.ask("hint", task=task["id"])
    told = wire.session.feel(task["id"], "lost")
    assert "easier ones for a while" in told["sentence"]
    explained = wire.task()
    assert explained["kind"] == "lesson" and "then your question again" in explained["reason"]
    wire.ask("answer", task=explained["id"], response=None)
    while wire.task()["kind"] == "lesson":
        wire.answer_right()
    again = wire.task()
    assert again == task
    if hint["hint"]:
        assert wire.session.desk.current.hints == 1
    verdict = wire.ask("answer", task=again["id"], response=wire.right(), seconds=9)["verdict"]
    assert verdict["correct"] and "helped" in verdict["coach"]
    assert wire.task()["kind"] != "remedy"


def test_after_a_restart_the_very_same_question_still_comes(make_wire: Any, tmp_path: Any) -> None:
    first = make_wire(tmp_path / "me.db")
    task = question(first)
    first.session.feel(task["id"], "lost")
    first.book.close()
    second = make_wire(tmp_path / "me.db", seed=9)
    assert second.task()["kind"] == "lesson"
    while second.task()["kind"] == "lesson":
        second.answer_right()
    assert (second.task()["item"], second.task()["ask"]) == (task["item"], task["ask"])


def test_lost_after_a_miss_leads_to_another_way_and_back(wire: Any) -> None:
    missed = miss(wire)
    task = wire.session.desk.last.current.task.id
    assert "another way" in wire.session.feel(task, "lost")["sentence"]
    assert wire.task()["kind"] == "lesson"
    while wire.task()["kind"] == "lesson":
        wire.answer_right()
    assert wire.task()["item"] == missed["item"] and wire.task()["reason"] == "Back to your question."


def test_lost_is_taken_back_with_its_explanation_and_the_question_stays(wire: Any) -> None:
    task = question(wire)
    before = wire.ask("status")["state_hash"]
    wire.session.feel(task["id"], "lost")
    assert wire.task()["kind"] == "lesson"
    wire.ask("undo")
    assert wire.task() == task and wire.ask("status")["state_hash"] == before
    wire.answer_right()
    assert wire.session.desk.last.event.data.remedy_for == ""


def test_in_a_quiz_who_is_lost_gets_easier_ones_later_and_no_help_now(wire: Any) -> None:
    task = wire.until("quiz")
    assert wire.session.feel(task["id"], "lost")["sentence"] == "Good that you say so. Easier ones for a while."
    assert wire.task() == task


def test_easy_three_times_running_offers_a_test_out(wire: Any) -> None:
    offers = []
    for _ in range(3):
        task = question(wire)
        offers.append(wire.session.feel(task["id"], "easy"))
        if len(offers) < 3:
            wire.answer_right()
    assert [one["test_out"] for one in offers] == ["", "", "sample/one"]
    assert "test out" in offers[-1]["sentence"]
    assert wire.session.test_out("sample/one") == 2


def test_over_the_wire_the_word_is_answered_as_promised_and_told_with_the_next_task(wire: Any) -> None:
    task = question(wire)
    assert wire.ask("feel", task=task["id"], feel="lost") == {"ok": True}
    reply = wire.ask("next")
    assert "Good that you say so" in reply["told"]
    assert "told" not in wire.ask("next")


@pytest.mark.parametrize(("word", "harder"), [("easy", True), ("lost", False)])
def test_a_word_moves_what_comes(wire: Any, word: str, harder: bool) -> None:
    wire.session.feel(question(wire)["id"], word)
    assert (wire.session.desk.learner().mood["sample"] > 0) == harder


def test_an_unknown_word_or_task_changes_nothing(wire: Any) -> None:
    task = question(wire)
    before = wire.ask("status")["state_hash"]
    for name, word in ((task["id"], "great"), ("nothing", "easy")):
        with pytest.raises(StudyError):
            wire.session.feel(name, word)
    assert wire.ask("status")["state_hash"] == before


def test_what_is_still_practised_goes_on_now_and_what_is_learned_comes_back(wire: Any) -> None:
    now = wire.clock().isoformat()
    question(wire)
    assert wire.answer_right()["due"] == now
    wire.learn("one")
    assert wire.state("one")["due"] > now
    assert wire.session.why(skill="sample/one")["reasons"][-1]["code"] == "comes_back"


def test_what_rests_comes_back_tomorrow(wire: Any) -> None:
    verdict: dict[str, Any] = {}
    for _ in range(40):
        if wire.ask("next")["task"] is None or "rests until tomorrow" in verdict.get("coach", ""):
            break
        verdict = miss(wire)
    assert "rests until tomorrow" in verdict["coach"]
    due = datetime.fromisoformat(verdict["due"])
    assert timedelta(0) < due - wire.clock() <= timedelta(days=1)


def test_each_rating_comes_back_exactly_when_it_was_said_to(make_wire: Any, tmp_path: Any) -> None:
    dues = {}
    for rating in ("again", "hard", "good", "easy"):
        folder = tmp_path / rating
        folder.mkdir()
        wire = make_wire(folder / "me.db")
        wire.ask("hello")
        wire.session.open("sample/two")
        task = recall(wire)
        told = wire.session.answer(task["id"], None).intervals
        assert list(told) == ["again", "hard", "good", "easy"]
        wire.session.rate(task["id"], rating)
        row = wire.session.desk.row("sample/two")
        item = wire.book.seen(["sample/two/i"])["sample/two/i"]
        held = item if item.due else row
        assert (held.due - held.reviewed_at) / 86_400_000 == pytest.approx(told[rating])
        dues[rating] = told[rating]
    assert dues["hard"] <= dues["good"] <= dues["easy"]


def recall(wire: Any) -> dict[str, Any]:
    for _ in range(40):
        task = wire.task(skill="sample/two")
        if task.get("type") == "recall":
            return task  # type: ignore[no-any-return]
        wire.answer_right(skill="sample/two")
    raise AssertionError("it was not asked")


def test_a_rating_may_be_lowered_and_raising_is_refused_kindly(wire: Any) -> None:
    task = question(wire)
    wire.ask("answer", task=task["id"], response=wire.right(), seconds=9)
    assert wire.ask("rate", task=task["id"], rating="hard")["verdict"]["rating"] == "hard"
    before = wire.ask("status")["state_hash"]
    error = wire.ask("rate", task=task["id"], rating="good")["error"]
    assert error["code"] == "not_now" and "You may lower it" in error["message"]
    assert wire.ask("status")["state_hash"] == before


@pytest.mark.parametrize(("more", "rating"), [({"confidence": 1}, "hard"), ({"confidence": 3}, "good"), ({}, "good")])
def test_the_rating_goes_by_what_was_said_before(wire: Any, more: dict[str, int], rating: str) -> None:
    task = question(wire)
    wire.ask("answer", task=task["id"], response=wire.right(), seconds=9, **more)
    data = wire.session.desk.last.event.data
    assert isinstance(data, Answered) and data.rating == rating and data.confidence == more.get("confidence")
