"""What answers do to a learner: understanding, the quiz, mastery that holds, fading, what opens."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.day import DAY_MS
from tutor.core.gate import state_of
from tutor.core.learner.events import (
    GoalSet,
    HandedIn,
    LessonSeen,
    Met,
    PlacementEnded,
    PlacementStarted,
    QuizStarted,
    Resumed,
    SkillOpened,
    Suspended,
)
from tutor.core.learner.quizzed import quiz_is_near
from tutor.core.learner.rows import (
    DayRow,
    GoalRow,
    GroupRow,
    ItemRow,
    LearnerRow,
    MisconceptionRow,
    PieceRow,
    PlacementRow,
    RetryRow,
    SkillRow,
    WayRow,
)


def test_skills_without_prerequisites_are_open_and_the_others_locked(person: Any) -> None:
    assert person.skill("a").phase == "open"
    assert person.skill("b").phase == "locked"


def test_two_right_typed_answers_bring_the_quiz_near(person: Any) -> None:
    assert not quiz_is_near(person.answer("a"))
    assert quiz_is_near(person.answer("a"))


def test_choices_need_more_evidence_than_typed_answers(person: Any) -> None:
    person.answer("a", guess=0.25)
    assert not quiz_is_near(person.answer("a", guess=0.25))


def test_a_hinted_success_is_not_evidence_of_knowing(person: Any) -> None:
    hinted = person.answer("a", hints=1, rating="hard").understanding
    assert hinted < 0.3


def test_passing_the_quiz_makes_a_skill_learned_and_opens_what_needs_it(person: Any) -> None:
    person.learn("a")
    assert person.skill("a").phase == "learned"
    assert person.skill("b").phase == "open"


def test_one_miss_fails_the_quiz_and_practice_comes_first(person: Any) -> None:
    person.answer("a")
    person.answer("a")
    row = person.quiz("a", True, False)
    assert row.phase == "learning" and not row.quiz_open and row.quiz_failures == 1
    while person.skill("a").understanding < 0.9:
        person.answer("a")
    assert not quiz_is_near(person.skill("a")) or person.skill("a").practice_since_quiz >= 3


def test_a_lower_pass_mark_forgives_a_miss(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", quiz=5, passing=0.8))
    person.answer("a")
    person.answer("a")
    assert person.quiz("a", True, False, True, True, True).phase == "learned"


def test_a_hint_never_helps_through_the_quiz(person: Any) -> None:
    person.answer("a")
    person.answer("a")
    person.answer("a", "q0", kind="quiz", hints=1)
    assert person.skill("a").quiz_failures == 1


def test_a_quiz_left_overnight_begins_anew(person: Any) -> None:
    person.answer("a")
    person.answer("a")
    person.quiz("a", True, True)
    person.wait(1)
    row = person.quiz("a", True)
    assert row.quiz_asked == ["c/a/q0"] and row.phase == "learning"


def test_mastered_only_a_day_after_it_was_learned(person: Any) -> None:
    person.learn("a")
    person.answer("a", kind="review")
    assert person.skill("a").mastered_at == 0
    person.wait(1)
    assert person.answer("a", kind="review").mastered_at > 0


def test_a_hinted_review_does_not_master(person: Any) -> None:
    person.learn("a")
    person.wait(2)
    assert person.answer("a", kind="review", hints=1, rating="hard").mastered_at == 0


def test_what_is_not_reviewed_fades_and_a_review_brings_it_back(person: Any) -> None:
    person.learn("a")
    person.wait(60)
    assert state_of(person.skill("a"), person.at) == "fading"
    person.answer("a", kind="review")
    assert state_of(person.skill("a"), person.at) in ("mastered", "secure")


def test_a_learned_skill_is_never_locked_again(person: Any) -> None:
    person.learn("a")
    for _ in range(6):
        person.answer("a", correct=False, kind="review")
    assert person.skill("a").phase == "learned" and person.skill("b").phase == "open"


def test_secure_is_held_for_a_month(person: Any) -> None:
    person.learn("a")
    for _ in range(6):
        person.wait(max(1.0, person.skill("a").stability))
        person.answer("a", kind="review")
    assert state_of(person.skill("a"), person.at) == "secure"


def test_understanding_is_never_reset_to_zero(person: Any) -> None:
    for _ in range(4):
        person.answer("a")
    assert person.answer("a", correct=False).understanding > 0.3


def test_a_miss_comes_back_after_seven_others_until_it_is_right(person: Any) -> None:
    person.answer("a", "x", correct=False)
    row = person.rows.get(RetryRow, "c/a/x")
    assert row is not None and row.after == 8
    person.answer("a", "x")
    assert person.rows.get(RetryRow, "c/a/x") is None


@pytest.mark.parametrize(("remember", "back"), [("items", True), ("skill", False)])
def test_a_fact_missed_in_a_quiz_waits_its_turn_like_any_other(
    make_person: Any, make_facts: Any, remember: str, back: bool
) -> None:
    person = make_person(make_facts("a", remember=remember))
    person.answer("a", "q0")
    person.quiz("a", False)
    retry = person.rows.get(RetryRow, "c/a/q0")
    assert (retry is not None) == back and (not back or retry.after == 9)


def test_a_fact_not_known_at_first_sight_says_nothing_about_the_skill(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items", item_count=3))
    for item in "xyz":
        row = person.answer("a", item, correct=False)
    assert row.understanding == pytest.approx(0.15) and (row.misses, row.recent) == (0, "")
    for item in "xyz":
        person.answer("a", item)
    assert quiz_is_near(person.skill("a"))


def test_each_fact_has_a_memory_of_its_own(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items", item_count=2))
    person.answer("a", "x")
    person.wait(3)
    person.answer("a", "x")
    person.answer("a", "y")
    x, y = (person.rows.get(ItemRow, f"c/a/{name}") for name in "xy")
    assert x.stability > y.stability > 0
    assert person.skill("a").stability == pytest.approx((x.stability + y.stability) / 2)
    assert person.skill("a").due == 0 and x.due > person.at


def test_facts_that_went_wrong_are_not_firm(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items", item_count=2))
    assert person.answer("a", "x").facts_firm == 1
    assert person.answer("a", "x", correct=False).facts_firm == 0
    assert person.answer("a", "x").facts_firm == 1


def test_a_new_revision_restarts_the_memory_of_a_fact(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a", remember="items", item_count=2))
    person.answer("a", "x")
    person.wait(5)
    person.answer("a", "x")
    before = person.rows.get(ItemRow, "c/a/x")
    person.answer("a", "x", rev=2)
    after = person.rows.get(ItemRow, "c/a/x")
    assert after.reps == 1 and before.reps == 2 and after.seen == 3
    assert person.skill("a").facts_seen == 1


def test_other_skills_of_an_item_are_credited_once_begun(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("b"))
    person.answer("b")
    before = person.skill("b").understanding
    person.answer("a", also=["c/b"])
    assert person.skill("b").understanding > before


def test_covering_moves_the_last_review_forward_by_its_share(make_person: Any, make_facts: Any) -> None:
    person = make_person(make_facts("a"), make_facts("b", covers={"c/a": 0.5}))
    person.learn("a")
    before = person.skill("a").reviewed_at
    person.wait(4)
    person.answer("b")
    moved = person.skill("a").reviewed_at - before
    assert moved == pytest.approx((person.at - before) / 2, abs=2)


def test_fourteen_answers_a_day_without_learning_rest_until_tomorrow(person: Any) -> None:
    for _ in range(14):
        person.answer("a", correct=False)
    row = person.skill("a")
    assert row.parked_until == row.day + 1 and row.flagged_days == 1


def test_a_forced_opening_is_on_the_record(person: Any) -> None:
    person.happen(SkillOpened(skill="c/b"))
    assert person.skill("b").phase == "open" and person.skill("b").forced


def test_a_test_out_is_the_quiz_taken_early(person: Any) -> None:
    person.happen(QuizStarted(skill="c/b", size=3, need=3, test_out=True))
    assert person.quiz("b", True, True, True).phase == "learned"


def test_a_failed_test_out_is_remembered(person: Any) -> None:
    person.happen(QuizStarted(skill="c/b", size=3, need=3, test_out=True))
    row = person.quiz("b", False)
    assert row.test_out_failed_at == person.at and row.phase == "locked"


def test_placement_presumes_and_one_right_answer_confirms(person: Any) -> None:
    person.happen(PlacementStarted(courses=["c"], minutes=10))
    person.answer("b", kind="place")
    [shown] = person.rows.get(PlacementRow, "me").answers
    assert (shown.skill, shown.correct) == ("c/b", True)
    assert person.skill("b").opportunities == 0
    person.happen(PlacementEnded(credited=["c/a"], likely={"c/a": 0.87}))
    row = person.skill("a")
    assert row.presumed and row.phase == "learned" and row.understanding == 0.87
    assert person.skill("b").phase == "open" and person.rows.get(PlacementRow, "me") is None
    assert not person.answer("a", kind="review").presumed


def test_a_hint_confirms_nothing_that_is_presumed(person: Any) -> None:
    person.happen(PlacementEnded(credited=["c/a"]))
    assert person.answer("a", kind="review", hints=1).presumed


def test_a_wrong_answer_takes_a_presumption_back_and_locks_nothing(person: Any) -> None:
    person.happen(PlacementEnded(credited=["c/a"]))
    row = person.answer("a", kind="review", correct=False)
    assert (row.phase, row.presumed, row.learned_at) == ("learning", False, 0)
    assert person.skill("b").phase == "open"


def test_what_stands_on_a_presumption_taken_back_is_doubted_and_checked_at_once(
    make_person: Any, make_facts: Any
) -> None:
    person = make_person(make_facts("a"), make_facts("b", "a"), make_facts("d", "b"), make_facts("z"))
    person.happen(PlacementEnded(credited=["c/a", "c/b", "c/d", "c/z"], likely={"c/b": 0.95, "c/d": 0.9, "c/z": 0.9}))
    person.answer("a", kind="review", correct=False)
    for name in "bd":
        row = person.skill(name)
        assert row.presumed and row.phase == "learned" and row.understanding <= 0.6 and row.due <= person.at
    assert person.skill("z").understanding == 0.9


def test_checks_are_spread_over_days_the_least_sure_with_most_above_first(make_person: Any, make_facts: Any) -> None:
    names = [f"s{number:02}" for number in range(14)]
    person = make_person(*(make_facts(name) for name in names), make_facts("top", "s13"))
    likely = {f"c/{name}": 0.86 + number / 100 for number, name in enumerate(names)} | {"c/s13": 0.9}
    person.happen(PlacementEnded(credited=[f"c/{name}" for name in names], likely=likely))
    days = {name: (person.skill(name).due - person.skill(name).learned_at) // DAY_MS for name in names}
    assert sorted(days.values()) == [0] * 6 + [1] * 6 + [2] * 2
    assert days["s00"] == 0 and days["s13"] == 0 and days["s12"] == 2


def test_passing_a_test_out_presumes_what_it_is_told_to(person: Any) -> None:
    person.happen(QuizStarted(skill="c/b", size=3, need=3, test_out=True, presumes=["c/a"]))
    person.quiz("b", True, True, True)
    assert person.skill("a").presumed and not person.skill("b").presumed


def test_a_project_at_the_top_makes_its_skills_presumed(person: Any) -> None:
    person.happen(HandedIn(piece="p", project="c/p", skills=["c/a"], text="done", criteria=[2], top=True))
    assert person.skill("a").presumed
    assert person.rows.get(PieceRow, "p").text == "done"


def test_a_new_version_keeps_progress_and_parks_what_is_gone(person: Any, make_facts: Any) -> None:
    person.learn("a")
    person.happen(Met(course="c", version="2", content_hash="h2", skills=[make_facts("a"), make_facts("n", "a")]))
    assert person.skill("a").phase == "learned"
    assert person.skill("b").phase == "gone" and person.skill("n").phase == "open"


def test_a_skill_that_returns_is_what_it_was(person: Any, make_facts: Any) -> None:
    person.learn("a")
    person.happen(Met(course="c", version="2", content_hash="h2", skills=[make_facts("b")]))
    person.happen(Met(course="c", version="3", content_hash="h3", skills=[make_facts("a"), make_facts("b", "a")]))
    assert person.skill("a").phase == "learned"


def test_a_prerequisite_of_a_course_never_met_locks_until_the_learner_says_that_they_know_it(make_person: Any) -> None:
    from tutor.core.learner.events import SkillFacts

    person = make_person(SkillFacts(id="c/x", requires=["other/y"], remember="skill"))
    assert person.skill("x").phase == "locked"
    person.happen(SkillOpened(skill="c/x"))
    assert person.skill("x").phase == "open" and person.skill("x").forced


def test_lessons_mistakes_ways_groups_and_days_are_counted(person: Any) -> None:
    person.happen(LessonSeen(skill="c/a", block=0, way="words", seconds=30))
    person.answer("a", explanation="words", group="pair", seconds=12, correct=False, misconception="m1")
    assert person.rows.get(WayRow, "c/a#words").tries == 1
    assert person.rows.get(MisconceptionRow, "c/a#m1").count == 1
    day = person.skill("a").day
    assert person.rows.get(GroupRow, "pair").day == day
    assert person.rows.get(DayRow, str(day)).seconds == 42
    assert person.rows.get(DayRow, str(day)).new_skills == 1


def test_a_lesson_of_steps_remembers_its_place(person: Any) -> None:
    person.happen(LessonSeen(skill="c/a", block=1, way="steps", step=2, finished=False))
    assert person.skill("a").step == 2 and person.skill("a").blocks_seen == []
    person.happen(LessonSeen(skill="c/a", block=1, way="steps", step=3))
    assert person.skill("a").step == 0 and person.skill("a").blocks_seen == [1]


def test_items_are_put_away_and_taken_up(person: Any) -> None:
    person.happen(Suspended(item="c/a/x", until="2027-01-31"))
    assert person.rows.get(ItemRow, "c/a/x").suspended
    person.happen(Resumed(item="c/a/x"))
    assert not person.rows.get(ItemRow, "c/a/x").suspended


def test_a_goal_is_kept_in_the_learners_words(person: Any) -> None:
    person.happen(GoalSet(goal="g", skills=["c/a"], date="2027-03-01", minutes_a_day=15, text="help my daughter"))
    assert person.rows.get(GoalRow, "g").text == "help my daughter"


def test_calibration_follows_what_is_really_recalled(person: Any) -> None:
    person.learn("a")
    for _ in range(8):
        person.wait(20)
        person.answer("a", kind="review")
    assert person.rows.get(LearnerRow, "me").calibration["skill"] > 1


def test_a_clock_set_back_loses_nothing(person: Any) -> None:
    person.learn("a")
    person.at -= 400 * 86_400_000
    before = person.skill("a")
    row: SkillRow = person.answer("a", kind="review")
    assert row.reviewed_at == before.reviewed_at and row.due >= before.reviewed_at


def test_a_missed_challenge_costs_nothing(person: Any) -> None:
    person.learn("a")
    before = person.skill("a")
    after = person.answer("a", "hard", correct=False, kind="challenge")
    same = ("understanding", "stability", "due", "misses", "recent", "lapses", "phase")
    assert all(getattr(before, name) == getattr(after, name) for name in same)
    assert person.rows.get(RetryRow, "c/a/hard") is None


def test_a_missed_challenge_at_a_fact_or_beside_another_skill_costs_nothing_either(
    make_person: Any, make_facts: Any
) -> None:
    person = make_person(make_facts("a", remember="items", item_count=2), make_facts("b"))
    person.answer("b")
    for item in ("x", "y"):
        person.answer("a", item)
    before, other = person.rows.get(ItemRow, "c/a/x"), person.skill("b")
    person.wait(9)
    person.answer("a", "x", correct=False, kind="challenge", also=["c/b"])
    after = person.rows.get(ItemRow, "c/a/x")
    same = ("stability", "due", "lapses", "last_right", "wrong_run")
    assert all(getattr(before, name) == getattr(after, name) for name in same)
    assert person.skill("b").understanding == other.understanding
    person.answer("a", "x")
    assert person.skill("a").facts_firm == 2


def test_a_question_whose_answer_was_just_shown_masters_refreshes_and_credits_nothing(
    make_person: Any, make_facts: Any
) -> None:
    facts = (make_facts("a"), make_facts("b", "a", covers={"c/a": 0.5}), make_facts("o"))
    person = make_person(*facts)
    person.answer("o")
    person.learn("a")
    person.learn("b")
    person.wait(40)
    for item in ("m", "n"):
        person.answer("b", item, correct=False, kind="review", seed=4)
    covered, other = person.skill("a").reviewed_at, person.skill("o").understanding
    row = person.answer("b", "n", kind="review", seed=4, remedy_for="c/b", also=["c/o"])
    assert row.mastered_at == 0 and person.skill("a").reviewed_at == covered
    assert person.skill("o").understanding - other == pytest.approx((1 - other) * 0.15)


def test_a_hinted_answer_says_nothing_of_ability_and_hardness(person: Any) -> None:
    person.answer("a", "x", hints=1, rating="hard")
    assert person.rows.get(LearnerRow, "me").ability == {"c": 0.0}
    assert person.rows.get(ItemRow, "c/a/x").hardness == 0.0
