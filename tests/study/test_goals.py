"""Goals over the wire: set, changed, dropped, reached and told once; what they make of the choice of tasks."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tutor.core.learner.events import GoalDropped
from tutor.core.learner.rows import DayRow, LearnerRow, SkillRow
from tutor.study import choosing, goals
from tutor.study.choosing import situate
from tutor.study.trouble import StudyError


def goal(wire: Any, **fields: Any) -> tuple[str, dict[str, Any]]:
    reply = wire.ask("goal", **fields)
    assert reply["ok"], reply
    return reply["goal"], reply.get("forecast", {})


def listed(wire: Any) -> list[dict[str, Any]]:
    return wire.ask("status")["goals"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("fields", "skills"),
    [
        ({"skills": ["sample/two"]}, 2),
        ({"skills": ["sample/one"]}, 1),
        ({"courses": ["sample"]}, 2),
        ({}, 2),
    ],
)
def test_a_goal_is_for_skills_or_courses_and_counts_all_they_stand_on(wire: Any, fields: Any, skills: int) -> None:
    _, forecast = goal(wire, words="x", **fields)
    assert forecast["skills"] == skills and forecast["learned"] == 0
    assert forecast["earliest"] <= forecast["likely"] <= forecast["latest"]
    assert "usual pace" in forecast["sentence"] and forecast["evidence"]["skills"] == 0


def test_a_person_names_skills_and_courses_by_their_titles(wire: Any) -> None:
    assert wire.session.called("second things, Sample") == ["sample/two", "sample"]
    assert wire.session.called("First") == ["sample/one"]
    with pytest.raises(StudyError, match="no skill, unit or course “cooking”"):
        wire.session.called("cooking")


def test_a_goal_is_changed_field_by_field_and_the_rest_stays(wire: Any) -> None:
    name, _ = goal(wire, words="for fun", skills=["sample/one"], minutes_a_day=15, days=["mon"])
    goal(wire, goal=name, date="2027-03-01")
    goal(wire, goal=name, minutes_a_day=None, days=[])
    [line] = listed(wire)
    assert (line["words"], line["skills"], line["date"]) == ("for fun", ["sample/one"], "2027-03-01")
    assert line["minutes_a_day"] is None and line["days"] == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"goal": "nowhere", "words": "x"}, "no such goal"),
        ({"exam": True}, "An exam needs its day"),
        ({"goal": "nowhere", "drop": True}, "no such goal"),
        ({"exam": "yes", "date": "2027-02-01"}, "`exam` must be true or false"),
        ({"units": ["sample/none"]}, "no unit"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(wire: Any, fields: Any, says: str) -> None:
    reply = wire.ask("goal", **fields)
    assert not reply["ok"] and says in reply["error"]["message"] and not listed(wire)


def test_a_dropped_goal_is_gone_and_comes_back_by_undo(wire: Any) -> None:
    name, _ = goal(wire, words="for fun")
    goal(wire, goal=name, drop=True)
    assert listed(wire) == [] and wire.ask("goal", goal=name, words="again")["ok"] is False
    assert wire.ask("undo")["undone"]["event"] == "goal_dropped"
    assert [line["words"] for line in listed(wire)] == ["for fun"]


def test_of_several_goals_the_one_with_the_nearest_day_counts(wire: Any) -> None:
    goal(wire, words="far", date="2027-06-01")
    goal(wire, words="near", date="2027-02-01")
    goal(wire, words="some day")
    goal(wire, words="over", date="2027-01-01")
    assert [line.words for line in wire.session.list_goals()] == ["near", "far", "some day", "over"]
    assert goals.nearest(wire.session.desk).text == "near"  # type: ignore[union-attr]


def slipping(wire: Any) -> tuple[str, dict[str, Any]]:
    return goal(wire, words="soon", date="2027-01-05", minutes_a_day=1, skills=["sample/two"])


@pytest.mark.parametrize("way", ["more_time", "less", "later"])
def test_each_way_out_of_a_slip_is_taken_by_one_word_and_makes_it_fit(wire: Any, way: str) -> None:
    name, forecast = slipping(wire)
    assert forecast["fits"] is False
    ways = {one["way"]: one for one in forecast["ways_out"]}
    if way == "less":
        goal(wire, goal=name, minutes_a_day=3, date="2027-01-10")
        ways = {one["way"]: one for one in listed(wire)[0]["forecast"]["ways_out"]}
        assert ways["less"]["skills"] == ["sample/one"] and "First things" in ways["less"]["sentence"]
    assert all(one["sentence"].endswith(".") for one in ways.values())
    _, after = goal(wire, goal=name, way_out=way)
    assert after["fits"] is True and "ways_out" not in after
    [line] = listed(wire)
    if way == "less":
        assert line["skills"] == ["sample/one"]
    if way == "later":
        assert line["date"] == ways["later"]["date"]


def test_a_way_that_is_not_open_is_refused(wire: Any) -> None:
    name, _ = goal(wire, words="x")
    assert wire.ask("goal", goal=name, way_out="later")["error"]["code"] == "not_now"
    assert wire.ask("goal", goal=name, way_out="magic")["error"]["code"] == "bad_request"


def learn_and_hear(wire: Any, skill: str) -> list[dict[str, Any]]:
    """Learn a skill; what was told of goals on the way."""
    told: list[dict[str, Any]] = []
    for _ in range(40):
        if wire.state(skill)["state"] == "learned":
            return told
        task = wire.task(skill=f"sample/{skill}")
        asks = task["kind"] == "lesson" and task["block"].get("steps", [{}])[-1].get("asks")
        response = ("2" if asks else None) if task["kind"] == "lesson" else wire.right()
        if task.get("type") == "recall":
            response = None
        reply = wire.ask("answer", task=task["id"], response=response, seconds=9)
        if task.get("type") == "recall":
            reply = wire.ask("rate", task=task["id"], rating="good")
        told += reply.get("reached", [])
    raise AssertionError


def test_a_reached_goal_is_told_once_and_recorded(wire: Any) -> None:
    name, _ = goal(wire, words="count to five", skills=["sample/one"])
    [told] = learn_and_hear(wire, "one")
    assert told["goal"] == name and told["sentence"].startswith("You reached your goal: count to five.")
    assert wire.session.reached() == [] and listed(wire) == []
    last = [event.data for event in wire.book.events()][-1]
    assert last == GoalDropped(goal=name, reached=True)


def test_undo_after_a_reached_goal_takes_the_answer_back_and_it_is_told_again_when_reached_again(wire: Any) -> None:
    goal(wire, words="count to five", skills=["sample/one"])
    learn_and_hear(wire, "one")
    assert wire.ask("undo")["undone"]["event"] == "answered"
    assert wire.state("one")["state"] != "learned" and len(listed(wire)) == 1
    assert len(learn_and_hear(wire, "one")) == 1


@pytest.mark.parametrize("fields", [{"skills": ["sample/two"]}, {}])
def test_what_is_only_presumed_does_not_reach_a_goal(wire: Any, fields: Any) -> None:
    goal(wire, words="x", **fields)
    learn_and_hear(wire, "one")
    wire.ask("hand_in", project="show", text="Here it is.", criteria=[1])
    assert wire.state("two")["presumed"] and wire.session.reached() == []


def test_a_reached_goals_skills_are_held_until_thirty_days_after_its_day(wire: Any) -> None:
    goal(wire, words="x", skills=["sample/one"], date="2027-02-01")
    learn_and_hear(wire, "one")
    desk = wire.session.desk
    assert goals.wanted(desk, goals.nearest(desk)) == {"sample/one"}
    for day, held in (("2027-03-02", True), ("2027-03-05", False)):
        wire.ask("status", now=f"{day}T12:00:00+00:00")
        assert (goals.wanted(desk, None) == {"sample/one"}) is held


def test_the_forecast_goes_by_what_skills_took(wire: Any) -> None:
    learn_and_hear(wire, "one")
    row = wire.book.rows.get(SkillRow, "sample/one")
    day = wire.book.days(0)[-1]
    assert isinstance(day, DayRow) and row.learn_answers > 2
    assert 9 * row.learn_answers <= row.learn_seconds <= day.seconds and day.learn_seconds == row.learn_seconds
    _, forecast = goal(wire, skills=["sample/two"], words="x")
    assert forecast["evidence"]["skills"] == 1 and forecast["evidence"]["answers_a_skill"] == row.learn_answers
    assert forecast["learned"] == 1


def exam_in(wire: Any, date: str) -> None:
    goal(wire, words="x", date=date, exam=True)


def test_shortly_before_an_exam_nothing_new_begins_unless_it_is_asked_for(wire: Any) -> None:
    learn_and_hear(wire, "one")
    exam_in(wire, "2027-01-31")
    assert wire.task(now="2027-01-10T12:00:00+00:00")["kind"] in ("learn", "lesson", "review")
    late = "2027-01-30T12:00:00+00:00"
    for _ in range(12):
        task = wire.task(now=late)
        if task is None:
            break
        assert task["skill"] == "sample/one"
        wire.answer_right()
    reply = wire.ask("next", now=late)
    assert reply["task"] is None and "until your exam only reviews come" in reply["because"]
    assert wire.task(skill="sample/two", now=late)["skill"] == "sample/two"
    assert situate(wire.session.desk, ("sample",)).paused
    wire.ask("status", now="2027-02-02T12:00:00+00:00")
    after = situate(wire.session.desk, ("sample",))
    assert after.horizon is None and not after.paused


def test_an_exams_figures_say_what_date_mode_is_worth(wire: Any) -> None:
    learn_and_hear(wire, "one")
    exam_in(wire, "2027-01-31")
    [line] = listed(wire)
    assert 0 < line["exam"]["without"] <= line["exam"]["recall"] <= 1 and line["exam"]["sentence"]


def test_an_exams_figures_go_by_the_learners_own_forgetting(wire: Any) -> None:
    learn_and_hear(wire, "one")
    exam_in(wire, "2027-01-31")
    [usual] = listed(wire)
    rows = wire.book.rows
    rows.put(replace(rows.get(LearnerRow, "me"), calibration={"items": 0.3, "skill": 0.3}))
    [quick] = listed(wire)
    assert quick["exam"]["without"] < usual["exam"]["without"] - 0.01


def test_after_a_break_new_things_wait_and_the_most_at_risk_come_first(wire: Any, monkeypatch: Any) -> None:
    learn_and_hear(wire, "one")
    desk = wire.session.desk
    wire.ask("status", now="2027-02-20T12:00:00+00:00")
    assert wire.session.comeback() == "" and not situate(desk, ("sample",)).paused
    monkeypatch.setattr(desk.book, "due_count", lambda courses, before, most=0: 500)
    assert wire.session.comeback().startswith("Welcome back.")
    assert "Welcome" not in wire.session.comeback(ending=True), "nobody is welcomed while they leave"
    assert situate(desk, ("sample",)).paused
    assert wire.session.home(["sample"]).comeback.startswith("Welcome back.")
    assert "500" not in str(wire.session.home(["sample"]))


def test_what_a_goal_wants_is_a_candidate_however_far_behind_it_lies(wire: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(choosing, "FEW", 1)
    desk = wire.session.desk
    wire.ask("open", skill="sample/two")
    assert [row.id for row in situate(desk, ("sample",)).fresh] == ["sample/one"]
    goal(wire, skills=["sample/two"], words="x")
    assert [row.id for row in situate(desk, ("sample",)).fresh] == ["sample/one", "sample/two"]
