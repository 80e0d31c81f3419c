"""What comes next: begun things first, then what gains most per second, mixed, at the learner's pace."""

from __future__ import annotations

from typing import Any

import pytest
from situations import Given

from tutor.core.choose import choose
from tutor.core.day import DAY_MS
from tutor.core.learner.rows import DayRow, ItemRow, LearnerRow, RetryRow, SkillRow

NOW = 1_800_000_000_000
DAY = NOW // DAY_MS


def skill(name: str, **more: Any) -> SkillRow:
    given = {"phase": "learned", "remember": "skill", "item_count": 12, "understanding": 0.95, **more}
    return SkillRow(id=f"c/{name}", course="c", **given)


def held(name: str, days_ago: float, stability: float = 5.0, **more: Any) -> SkillRow:
    reviewed = NOW - int(days_ago * DAY_MS)
    return skill(name, stability=stability, difficulty=5.0, reviewed_at=reviewed, due=reviewed + 1, **more)


def situation(**more: Any) -> Given:
    given = {"now": NOW, "day": DAY, "learner": LearnerRow(answers=20, accuracy=0.85), **more}
    return Given(**given)


def test_nothing_to_do_is_nothing() -> None:
    assert choose(situation()) is None


def test_a_running_quiz_comes_before_everything() -> None:
    row = skill("a", phase="learning", quiz_open=True, quiz_started_at=NOW - 1000, quiz_length=3, quiz_asked=["x"])
    choice = choose(situation(quizzes=[row], due=[held("b", 30)], retries=[RetryRow(id="i", skill="c/b", item="i")]))
    assert choice is not None and choice.kind == "quiz" and choice.why.values == {"number": 2, "size": 3}


def test_a_miss_comes_back_when_enough_others_were_answered() -> None:
    retry = RetryRow(id="c/a/x", skill="c/a", item="c/a/x", after=20)
    at = situation(retries=[retry], skills={"c/a": skill("a")}, due=[held("b", 30)])
    choice = choose(at)
    assert choice is not None and choice.item == "c/a/x" and choice.why.code == "missed"
    at.retries = [RetryRow(id="c/a/x", skill="c/a", item="c/a/x", after=21)]
    later = choose(at)
    assert later is not None and later.skill.id == "c/b"


def test_the_skill_being_learned_goes_on() -> None:
    row = skill("a", phase="learning", understanding=0.4, opportunities=2)
    choice = choose(situation(learning=[row], fresh=[skill("n", phase="open")]))
    assert choice is not None and choice.skill.id == "c/a" and choice.kind == "learn"


def test_its_quiz_comes_as_soon_as_it_is_near() -> None:
    row = skill("a", phase="learning", understanding=0.95, opportunities=2, recent="011")
    choice = choose(situation(learning=[row]))
    assert choice is not None and choice.kind == "quiz"


def test_after_three_running_a_review_of_another_skill_is_slipped_in() -> None:
    row = skill("a", phase="learning", understanding=0.4, opportunities=5)
    learner = LearnerRow(answers=20, accuracy=0.85, last_skill="c/a", last_run=3)
    choice = choose(situation(learner=learner, learning=[row], due=[held("b", 10)]))
    assert choice is not None and choice.skill.id == "c/b" and choice.kind == "review"


def test_a_skill_that_rests_until_tomorrow_is_left_alone() -> None:
    row = skill("a", phase="learning", understanding=0.4, opportunities=14, parked_until=DAY + 1)
    assert choose(situation(learning=[row])) is None


def test_what_fades_is_worth_more_than_what_is_fresh() -> None:
    choice = choose(situation(due=[held("fresh", 4.0), held("old", 60)]))
    assert choice is not None and choice.skill.id == "c/old" and choice.why.code == "fading"


def test_what_is_well_remembered_or_just_seen_is_not_reviewed() -> None:
    assert choose(situation(due=[held("sure", 1, stability=100.0)])) is None
    assert choose(situation(due=[held("now", 0.1, stability=0.05)])) is None


def test_a_fact_is_reviewed_by_its_own_memory() -> None:
    row = skill("words", remember="items", item_count=10)
    item = ItemRow(id="c/words/x", skill="c/words", stability=3.0, difficulty=5.0, reviewed_at=NOW - 9 * DAY_MS)
    choice = choose(situation(facts=[(row, item)]))
    assert choice is not None and choice.item == "c/words/x" and choice.kind == "review"


def test_new_material_comes_when_nothing_is_due() -> None:
    choice = choose(situation(fresh=[skill("n", phase="open")]))
    assert choice is not None and choice.skill.id == "c/n" and choice.why.code == "new"


def test_a_skill_that_opens_more_is_begun_first() -> None:
    fresh = [skill("n", phase="open"), skill("m", phase="open", leads_to=5)]
    choice = choose(situation(fresh=fresh))
    assert choice is not None and choice.skill.id == "c/m"


def test_a_new_skill_waits_while_what_it_stands_on_slips_away() -> None:
    below = held("below", 60)
    new = skill("n", phase="open", requires=["c/below"])
    choice = choose(situation(fresh=[new], skills={"c/below": below}, due=[below]))
    assert choice is not None and choice.skill.id == "c/below"


def test_the_learners_goal_weighs() -> None:
    fresh = [skill("n", phase="open"), skill("m", phase="open")]
    choice = choose(situation(fresh=fresh, wanted=frozenset({"c/m"})))
    assert choice is not None and choice.skill.id == "c/m"


@pytest.mark.parametrize(("accuracy", "kind"), [(0.6, "review"), (0.99, "learn")])
def test_who_struggles_reviews_and_who_flies_gets_new_things(accuracy: float, kind: str) -> None:
    learner = LearnerRow(answers=40, accuracy=accuracy)
    found = {}
    for days in (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0):
        choice = choose(situation(learner=learner, due=[held("r", days)], fresh=[skill("n", phase="open")]))
        assert choice is not None
        found[days] = choice.kind
    assert kind in found.values()


def test_after_much_new_in_a_day_reviews_win_but_more_is_always_possible() -> None:
    today = DayRow(id="1", day=DAY, new_skills=9)
    new = skill("n", phase="open")
    assert choose(situation(today=today, fresh=[new])) is not None
    choice = choose(situation(today=today, fresh=[new], due=[held("r", 4)]))
    assert choice is not None and choice.kind == "review"


def test_reviews_mix_skills_when_two_are_about_as_good() -> None:
    learner = LearnerRow(answers=20, accuracy=0.85, last_skill="c/a", last_run=1)
    choice = choose(situation(learner=learner, due=[held("a", 10), held("b", 9.9)]))
    assert choice is not None and choice.skill.id == "c/b"


def test_what_is_nearly_lost_is_still_reviewed() -> None:
    choice = choose(situation(due=[held("lost", 900, stability=0.3)]))
    assert choice is not None and choice.skill.id == "c/lost"


def test_who_finds_all_easy_gets_now_and_then_a_challenge_at_what_they_master() -> None:
    strong = [held("m", 1, stability=60.0, mastered_at=1)]
    quick = LearnerRow(answers=19, accuracy=0.97)
    choice = choose(situation(learner=quick, strong=strong, due=[held("b", 10)]))
    assert choice is not None and (choice.kind, choice.skill.id) == ("challenge", "c/m")
    for other in (LearnerRow(answers=20, accuracy=0.97), LearnerRow(answers=19, accuracy=0.85)):
        usual = choose(situation(learner=other, strong=strong, due=[held("b", 10)]))
        assert usual is not None and usual.kind == "review"


def test_who_wishes_for_harder_things_gets_a_challenge_too() -> None:
    learner = LearnerRow(answers=19, accuracy=0.85, mood={"c": 0.5})
    choice = choose(situation(learner=learner, strong=[held("m", 1, mastered_at=1)]))
    assert choice is not None and choice.kind == "challenge" and choice.why.values == {"wished": True}
