"""The study protocol, request by request: what is promised is what comes back, and errors change nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tutor.core.learner.events import Answered

EGGS = """
title: Dozens
items:
  - id: eggs
    ask: How many eggs are in a dozen?
    number: 12
    hints:
      - {if: response < 10, say: It is more than ten.}
      - {if: response > 12, say: It is less than that.}
"""
VERDICT = {
    "correct", "score", "rating", "almost", "feedback", "right_answer", "explain", "misconception", "due", "changed",
    "unlocked",
}  # fmt: skip


def hash_of(wire: Any) -> str:
    return str(wire.ask("status")["state_hash"])


def error(reply: dict[str, Any]) -> str:
    assert not reply["ok"]
    assert reply["error"]["message"]
    return str(reply["error"]["code"])


def test_hello_names_the_courses(wire: Any) -> None:
    reply = wire.ask("hello")
    assert reply == {
        "ok": True,
        "protocol": 1,
        "courses": [{"id": "sample", "title": "Sample", "version": "0", "skills": 2, "items": 9}],
    }


def test_the_first_task_ever_is_a_question_and_the_lesson_follows(wire: Any) -> None:
    assert wire.task()["kind"] == "learn"
    wire.answer_right()
    assert wire.task()["kind"] == "lesson"


def test_the_same_task_is_given_until_it_is_answered(wire: Any) -> None:
    assert wire.task() == wire.task()


def test_a_right_answer_has_exactly_the_promised_keys(wire: Any) -> None:
    verdict = wire.answer_right()
    assert set(verdict) == VERDICT
    assert verdict["correct"] is True and verdict["score"] == 1 and verdict["rating"] == "good"
    assert verdict["changed"] == [{"skill": "sample/one", "from": "open", "to": "learning"}]


def test_a_known_mistake_gets_its_feedback_and_name(wire: Any) -> None:
    task = wire.item("a")
    verdict = wire.ask("answer", task=task["id"], response="6")["verdict"]
    assert verdict["correct"] is False and verdict["misconception"] == "multiplied"
    assert "That is the product." in verdict["feedback"]
    assert verdict["explain"] == "Two and three make five."


def test_almost_leaves_the_task_open_once_and_scores_nothing(wire: Any) -> None:
    task = wire.item("b")
    before = hash_of(wire)
    verdict = wire.ask("answer", task=task["id"], response="Parsi")["verdict"]
    assert verdict["almost"] is True and verdict["score"] == 0 and verdict["rating"] is None
    assert hash_of(wire) == before and wire.task()["id"] == task["id"]
    again = wire.ask("answer", task=task["id"], response="Parsi")["verdict"]
    assert again["almost"] is False and again["correct"] is False


def test_hints_come_one_by_one_and_lower_the_rating(wire: Any) -> None:
    task = wire.item("a")
    assert task["hints"] == 2
    assert wire.ask("hint", task=task["id"]) == {"ok": True, "hint": "Count on your fingers.", "left": 1}
    assert wire.ask("hint", task=task["id"])["left"] == 0
    assert wire.ask("hint", task=task["id"]) == {"ok": True, "hint": None, "left": 0}
    assert wire.ask("answer", task=task["id"], response=5)["verdict"]["rating"] == "again"


def test_skip_shows_the_answer_and_counts_as_not_known(wire: Any) -> None:
    task = wire.item("b")
    verdict = wire.ask("skip", task=task["id"])["verdict"]
    assert verdict["right_answer"] == "Paris" and verdict["rating"] == "again" and verdict["correct"] is False


def test_a_response_of_the_wrong_type_is_no_wrong_answer(wire: Any) -> None:
    task = wire.item("a")
    before = hash_of(wire)
    for response in ([], {}, None, True, ["5"]):
        assert error(wire.ask("answer", task=task["id"], response=response)) == "bad_response"
    assert hash_of(wire) == before
    assert wire.ask("answer", task=task["id"], response="5")["verdict"]["correct"]


def test_recall_is_revealed_then_rated(wire: Any) -> None:
    wire.learn("one")
    for other in "gh":
        wire.ask("suspend", item=f"sample/two/{other}")
    task = wire.until("learn", skill="sample/two")
    assert task["type"] == "recall"
    assert error(wire.ask("rate", task=task["id"], rating="good")) == "not_now"
    revealed = wire.ask("answer", task=task["id"], response=None)["verdict"]
    assert revealed["right_answer"] == "nine" and revealed["correct"] is None
    assert wire.task(skill="sample/two")["id"] == task["id"]
    verdict = wire.ask("rate", task=task["id"], rating="hard")["verdict"]
    assert verdict["rating"] == "hard" and verdict["correct"] is True


def test_a_rating_can_be_lowered_but_not_raised(wire: Any) -> None:
    wire.until("learn")
    task = wire.task()
    wire.ask("answer", task=task["id"], response=wire.right())
    once = hash_of(wire)
    assert error(wire.ask("rate", task=task["id"], rating="easy")) == "not_now"
    assert wire.ask("rate", task=task["id"], rating="hard")["verdict"]["rating"] == "hard"
    assert hash_of(wire) != once
    wire.ask("undo")
    assert hash_of(wire) == once
    wire.ask("undo")
    assert wire.ask("status")["answers"] == 0


def test_a_dispute_takes_the_answer_back_and_keeps_it_for_the_author(wire: Any) -> None:
    task = wire.item("b")
    before = wire.ask("status")["answers"]
    wire.ask("answer", task=task["id"], response="Lutetia")
    assert wire.ask("dispute", task=task["id"], note="It was its name.") == {"ok": True}
    assert wire.ask("status")["answers"] == before
    assert [row.text for row in wire.book.disputes()] == ["It was its name."]


def test_a_dispute_before_answering_goes_on_ungraded(wire: Any) -> None:
    task = wire.item("b")
    wire.ask("dispute", task=task["id"])
    assert error(wire.ask("answer", task=task["id"], response="Paris")) == "unknown_task"


def test_what_is_suspended_is_not_asked_until_it_is_resumed(wire: Any) -> None:
    for name in "abcde":
        wire.ask("suspend", item=f"sample/one/{name}")
    wire.ask("suspend", item="sample/one/f", until="2027-01-05")
    for _ in range(3):
        task = wire.task()
        if task is None:
            break
        assert task["kind"] == "lesson"
        wire.ask("skip", task=task["id"])
    assert wire.task() is None
    tomorrow = wire.ask("next", now="2027-01-05T18:00:00+00:00")["task"]
    assert tomorrow["item"] == "sample/one/f"


def test_another_way_is_not_the_one_being_read(wire: Any) -> None:
    wire.answer_right()
    assert wire.task()["block"]["way"] == "words"
    assert wire.ask("explain", skill="sample/one")["block"]["way"] == "steps"


def test_a_quiz_gives_no_explanations(wire: Any) -> None:
    wire.ask("test_out", skill="sample/one")
    wire.task()
    assert error(wire.ask("explain", skill="sample/one")) == "not_now"


def test_explain_gives_the_next_way_and_then_begins_again(wire: Any) -> None:
    ways = [wire.ask("explain", skill="sample/one")["block"]["way"] for _ in range(4)]
    assert ways[:2] == ["words", "steps"] and set(ways[2:]) == {"words", "steps"}


def test_a_lesson_of_steps_asks_first_and_hides_the_answer(wire: Any) -> None:
    wire.answer_right()
    wire.ask("prefer", ways=["steps"])
    task = wire.task()
    assert task["kind"] == "lesson" and task["block"]["way"] == "steps"
    asked = {"ask": "What is 1 + 1?", "type": "number", "shape": "text", "asks": True}
    assert task["block"]["steps"] == [{"show": "Look."}, asked]
    verdict = wire.ask("answer", task=task["id"], response="2")["verdict"]
    assert verdict["correct"] is True
    rest = wire.task()
    assert rest["block"]["steps"][-1] == {"show": "Done."} and rest["block"]["steps"][1]["answer"] == "2"


def test_why_tells_the_evidence_and_what_opens_a_skill(wire: Any) -> None:
    reply = wire.ask("why", skill="sample/two")
    assert reply["state"] == "locked" and [one["skill"] for one in reply["unmet"]] == ["sample/one"]
    assert "First things" in reply["sentence"] and reply["minutes"] > 0
    task = wire.task()
    assert wire.ask("why", task=task["id"])["sentence"]


def test_a_locked_skill_can_be_opened_on_the_learners_word(wire: Any) -> None:
    assert error(wire.ask("next", skill="sample/two")) == "locked"
    assert wire.ask("open", skill="sample/two") == {"ok": True}
    assert wire.task(skill="sample/two")["skill"] == "sample/two"
    assert error(wire.ask("open", skill="sample/two")) == "not_now"


def test_under_strict_gates_nothing_is_opened_by_word(make_wire: Any) -> None:
    wire = make_wire(gate="strict")
    assert error(wire.ask("open", skill="sample/two")) == "locked"


def test_with_open_gates_nothing_is_locked(make_wire: Any) -> None:
    wire = make_wire(gate="open")
    assert wire.task(skill="sample/two")["skill"] == "sample/two"


def test_test_out_is_the_quiz_taken_early_and_once_a_day(wire: Any) -> None:
    assert wire.ask("test_out", skill="sample/one") == {"ok": True, "questions": 2}
    task = wire.task()
    assert task["kind"] == "quiz" and task["hints"] == 0
    assert error(wire.ask("hint", task=task["id"])) == "not_now"
    wire.ask("skip", task=task["id"])
    assert error(wire.ask("test_out", skill="sample/one")) == "not_now"
    wire.ask("test_out", skill="sample/one", now="2027-01-05T18:00:00+00:00")
    wire.answer_right()
    verdict = wire.answer_right()
    assert verdict["unlocked"] == ["sample/two"]
    assert {"skill": "sample/one", "from": "learning", "to": "learned"} in verdict["changed"]


def test_placement_gives_no_feedback_and_presumes(wire: Any) -> None:
    assert wire.ask("place", minutes=10) == {"ok": True}
    verdicts = []
    while (task := wire.task()) is not None and task["kind"] == "place":
        verdicts.append(wire.ask("answer", task=task["id"], response=wire.right())["verdict"])
    assert verdicts
    for verdict in verdicts:
        assert [verdict[key] for key in ("correct", "feedback", "right_answer", "explain")] == [None] * 4
    assert wire.state("one")["presumed"] is True and wire.state("one")["state"] == "learned"


def test_a_placement_can_be_stopped(wire: Any) -> None:
    wire.ask("place")
    wire.task()
    assert wire.ask("place", stop=True) == {"ok": True, "presumed": []}
    assert wire.task()["kind"] == "learn"


def test_a_goal_comes_with_a_forecast(wire: Any) -> None:
    reply = wire.ask(
        "goal", skills=["sample/two"], date="2027-02-01", minutes_a_day=20, days=["mon", "wed"], words="for fun"
    )
    assert reply["goal"] and reply["forecast"]["earliest"] <= reply["forecast"]["latest"]
    [line] = wire.ask("status")["goals"]
    assert line["words"] == "for fun" and line["skills"] == ["sample/two"]


def test_a_project_rated_at_the_top_makes_its_skills_presumed(wire: Any) -> None:
    reply = wire.ask("hand_in", project="show", text="Here it is.", criteria=[1])
    assert reply["piece"] and wire.state("two")["presumed"] is True


@pytest.mark.parametrize("more", [{"feel": "easy"}, {"feel": "lost"}], ids=str)
def test_feelings_notes_and_preferences_are_taken(wire: Any, more: dict[str, str]) -> None:
    task = wire.task()
    assert wire.ask("feel", task=task["id"], **more) == {"ok": True}
    assert wire.ask("note", about="sample/one", text="Ask my aunt.") == {"ok": True}
    assert wire.ask("prefer", ways=["steps"], interests=["music"]) == {"ok": True}


@pytest.mark.parametrize(
    ("item", "response", "knows"),
    [("b", "Paris", True), ("b", "Parsi", True), ("a", "five", False), ("a", "?", False), ("b", "Lutetia", False)],
)
def test_in_a_placement_a_slip_is_knowing_and_what_can_not_be_read_is_not(
    wire: Any, item: str, response: str, knows: bool
) -> None:
    for other in "abcdef":
        if other != item:
            wire.ask("suspend", item=f"sample/one/{other}")
    for other in "ghi":
        wire.ask("suspend", item=f"sample/two/{other}")
    wire.ask("place", minutes=5)
    task = wire.task()
    assert (task["kind"], task["item"]) == ("place", f"sample/one/{item}")
    assert wire.ask("answer", task=task["id"], response=response)["verdict"]["correct"] is None
    [answered] = [one.data for one in wire.book.events() if isinstance(one.data, Answered)]
    assert answered.correct is knows


def test_undo_takes_back_one_thing_after_another(wire: Any) -> None:
    hashes = [hash_of(wire)]
    for _ in range(6):
        wire.answer_right()
        hashes.append(hash_of(wire))
    for before in reversed(hashes[:-1]):
        assert wire.ask("undo")["ok"]
        assert hash_of(wire) == before
    assert error(wire.ask("undo")) == "not_now"


def answer_wrong(wire: Any) -> None:
    task = wire.item("b")
    wire.ask("answer", task=task["id"], response="Lutetia")


def dispute(wire: Any) -> None:
    answer_wrong(wire)
    wire.ask("dispute", task=wire.session.desk.last.current.task.id, note="It was.")


def lower(wire: Any) -> None:
    wire.until("learn")
    wire.answer_right()
    wire.ask("rate", task=wire.session.desk.last.current.task.id, rating="hard")


MIXED = [
    lambda wire: wire.answer_right(),
    lambda wire: wire.ask("goal", words="x", skills=["sample/two"]),
    lower,
    lambda wire: wire.ask("open", skill="sample/two"),
    lambda wire: wire.ask("suspend", item="sample/two/g"),
    dispute,
    lambda wire: wire.ask("prefer", ways=["steps"]),
    lambda wire: wire.ask("explain", skill="sample/one"),
    lambda wire: wire.ask("note", about="sample", text="hm"),
    lambda wire: wire.ask("test_out", skill="sample/two"),
    lambda wire: wire.ask("skip", task=wire.task()["id"]),
    lambda wire: wire.ask("place", minutes=5),
    lambda wire: wire.ask("answer", task=wire.task()["id"], response=wire.right()),
    lambda wire: wire.ask("place", stop=True),
    lambda wire: wire.ask("hand_in", project="show", text="Here.", criteria=[1]),
]


def test_undo_of_any_mixture_goes_back_step_by_step(wire: Any) -> None:
    hashes = [hash_of(wire)]
    for do in MIXED:
        do(wire)
        while hash_of(wire) != hashes[-1]:
            hashes.append(hash_of(wire))
    seen = [hash_of(wire)]
    while wire.ask("undo")["ok"]:
        seen.append(hash_of(wire))
    assert seen[-1] == hashes[0]
    assert [one for one in reversed(seen) if one in hashes] == list(dict.fromkeys(hashes))


def test_undo_gives_the_same_question_again(wire: Any) -> None:
    task = wire.task()
    wire.ask("answer", task=task["id"], response=wire.right())
    wire.ask("undo")
    again = wire.task()
    assert {**again, "id": "", "reason": ""} == {**task, "id": "", "reason": ""}


def test_undo_works_across_sessions(make_wire: Any, tmp_path: Path) -> None:
    first = make_wire(tmp_path / "learner.sqlite")
    start = hash_of(first)
    first.answer_right()
    first.book.close()
    second = make_wire(tmp_path / "learner.sqlite", seed=8)
    assert second.ask("undo")["undone"]["event"] == "answered"
    assert hash_of(second) == start


def test_the_same_requests_and_seed_give_the_same_bytes(make_wire: Any) -> None:
    one, two = make_wire(seed=3), make_wire(seed=3)
    for wire in (one, two):
        for minute in range(10):
            wire.task(now=f"2027-01-04T18:{minute:02}:00+01:00")
            wire.answer_right()
        wire.ask("goal", words="x")
        wire.ask("status")
    assert one.raw == two.raw


def test_when_time_is_up_there_is_no_task(wire: Any) -> None:
    reply = wire.ask("next", minutes_left=0)
    assert reply["task"] is None and reply["because"] and reply["next_due"] is None


def test_what_was_learned_falls_due_later(wire: Any) -> None:
    wire.learn("one")
    wire.learn("two")
    reply = wire.ask("next")
    assert reply["task"] is None and reply["next_due"] > "2027-01-05"
    assert wire.ask("next", now=reply["next_due"])["task"]["kind"] == "review"


GROUPED = """
title: Sample
skills:
  - skill: one
    title: One
    mastery: {quiz: 1}
    items:
      - {id: a, ask: What is 1 + 1?, number: 2, group: g}
      - {id: b, ask: What is one more than 1?, number: 2, group: g}
      - {id: c, ask: What is 2 less than 4?, number: 2, group: g}
"""


def test_what_waits_as_its_group_was_asked_today_is_due_tomorrow_and_never_in_the_past(
    make_wire: Any, tmp_path: Path
) -> None:
    (tmp_path / "sample.yaml").write_text(GROUPED, encoding="utf-8")
    wire = make_wire()
    for _ in range(40):
        reply = wire.ask("next")
        now = wire.clock().isoformat()
        if reply["task"] is not None:
            wire.answer_right()
            continue
        assert datetime.fromisoformat(reply["next_due"]) > datetime.fromisoformat(now)
        wire.clock.take(reply["next_due"])
        assert wire.ask("next")["task"] is not None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "bad_request"),
        (b"[]", "bad_request"),
        (b'{"op":3}', "bad_request"),
        (b'{"op":"fly"}', "unknown_op"),
        (b'{"op":"answer","task":"x","response":1}', "unknown_task"),
        (b'{"op":"answer"}', "bad_request"),
        (b'{"op":"why","skill":"sample/none"}', "unknown_skill"),
        (b'{"op":"next","minutes_left":"many"}', "bad_request"),
        (b'{"op":"next","minutes_left":true}', "bad_request"),
        (b'{"op":"next","now":"yesterday"}', "bad_request"),
        (b'{"op":"next","now":"2027-01-01T00:00:00"}', "bad_request"),
        (b'{"op":"next","skill":"sample/none"}', "unknown_skill"),
        (b'{"op":"next","course":"none"}', "bad_request"),
        (b'{"op":"goal","date":"soon"}', "bad_request"),
        (b'{"op":"goal","days":["someday"]}', "bad_request"),
        (b'{"op":"goal","skills":["sample/none"]}', "unknown_skill"),
        (b'{"op":"rate","task":"x","rating":"fine"}', "bad_request"),
        (b'{"op":"suspend","item":"sample/one/none"}', "bad_request"),
        (b'{"op":"suspend","item":"sample/one/a","until":"soon"}', "bad_request"),
        (b'{"op":"hand_in","project":"none","text":""}', "bad_request"),
        (b'{"op":"hand_in","project":"show","text":"","criteria":[9]}', "bad_request"),
        (b'{"op":"place","stop":true}', "not_now"),
        (b'{"op":"explain","skill":"sample/none"}', "unknown_skill"),
        (b'{"op":"test_out","skill":"sample/none"}', "unknown_skill"),
        (b"\xff\xfe", "bad_request"),
    ],
)
def test_a_bad_request_is_told_and_changes_nothing(wire: Any, line: bytes, code: str) -> None:
    before = hash_of(wire)
    [reply] = wire.lines(line)
    assert error(reply) == code
    assert hash_of(wire) == before


def test_bye_ends_the_session_and_empty_lines_are_nothing(wire: Any) -> None:
    assert wire.lines(b"\n", b'{"op":"bye"}', b'{"op":"status"}') == [{"ok": True}]


def test_nothing_in_a_task_gives_the_answer_away(wire: Any) -> None:
    for _ in range(30):
        task = wire.task()
        if task is None:
            break
        if task["kind"] != "lesson":
            assert not {"right_answer", "explain", "answer", "number", "mistakes", "recall", "cloze"} & set(task)
            assert all(set(choice) <= {"id", "text"} for choice in task.get("choices") or [])
            if task["type"] == "answer":
                assert "Paris" not in str(task)
        wire.answer_right()


def test_a_hint_that_fits_a_wrong_try_is_said_with_it(tmp_path: Path, make_wire: Any) -> None:
    (tmp_path / "sample.yaml").write_text(EGGS, "utf-8")
    wire = make_wire()
    told = wire.ask("answer", task=wire.task()["id"], response="7")["verdict"]
    assert not told["correct"] and told["feedback"] == "It is more than ten."
