"""A learner in trouble, through the real study service: where it leads them, and that it always leads back."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.core.learner.events import PlacementEnded, PlacementStarted

PACK = """
title: Trips
language: en
skills:
  - skill: base
    title: The base
    lesson: [{way: words, text: Words about the base.}]
    items:
      - {id: p, ask: What is 1 + 1?, number: 2}
      - {id: q, ask: What is 1 + 2?, number: 3}
      - {id: r, ask: What is 1 + 3?, number: 4}
      - {id: s, ask: What is 1 + 4?, number: 5}
  - skill: top
    title: The top
    requires: [base]
    lesson:
      - {way: words, text: Words about the top.}
      - {way: picture, text: A picture of it.}
      - way: steps
        steps: [{show: Look.}, {ask: What is 2 + 2?, number: 4}, {show: Done.}]
    items:
      - {id: a, ask: What is 10 + 1?, number: 11, difficulty: 3}
      - {id: b, ask: What is 10 + 2?, number: 12, difficulty: 3}
      - {id: c, ask: What is 10 + 3?, number: 13, difficulty: 1}
      - {id: d, ask: What is 10 + 4?, number: 14, difficulty: 3}
"""


@pytest.fixture
def learner(sit: Any, pack: Any) -> Any:
    """Someone who learned the base long ago and is now at the top."""
    sitting = sit(pack(PACK))
    while (task := sitting.session.next(skill="sample/base")).kind != "review":
        sitting.perfect(task)
    sitting.wait(days=60)
    sitting.session.desk.in_hand = []
    return sitting


def miss_twice(sitting: Any) -> Any:
    """Two misses at the top; returns the last task and its verdict."""
    missed = 0
    while missed < 2:
        task = sitting.session.next(skill="sample/top")
        if task.kind == "lesson":
            sitting.perfect(task)
            continue
        verdict = sitting.do(task, lambda _: 99)
        missed += 1
    return task, verdict


def test_two_misses_lead_to_what_the_skill_stands_on_and_back_to_the_very_question(learner: Any) -> None:
    missed, verdict = miss_twice(learner)
    assert "The base" in verdict.coach and "very question" in verdict.coach
    probe = learner.session.next()
    assert (probe.kind, probe.skill) == ("remedy", "sample/base") and "The top" in probe.reason
    learner.do(probe, lambda _: 99)
    for _ in range(2):
        review = learner.session.next()
        assert (review.kind, review.skill) == ("remedy", "sample/base")
        learner.perfect(review)
    back = learner.session.next()
    assert (back.item, back.ask, back.reason) == (missed.item, missed.ask, "Back to your question.")
    assert "The base" in learner.perfect(back).coach
    assert learner.session.next().kind != "remedy"


def test_a_sound_base_leads_to_another_way_then_an_example_then_an_easier_item(learner: Any) -> None:
    missed, _ = miss_twice(learner)
    learner.perfect(learner.session.next())
    met = []
    for _ in range(12):
        task = learner.session.next()
        met.append((task.kind, (task.block or {}).get("way") or task.item.rpartition("/")[2]))
        if task.kind == "lesson":
            learner.perfect(task)
        else:
            right = task.item != missed.item
            learner.do(task, lambda _, right=right: learner.right_answer() if right else 99)
        if met[-1] == ("remedy", "c"):
            break
    question = missed.item.rpartition("/")[2]
    assert ("lesson", "picture") in met and ("lesson", "steps") in met
    assert [one for one in met if one[0] != "lesson"] == [("learn", question)] * 2 + [("remedy", "c")]


def test_the_way_that_was_preferred_comes_first_and_one_that_helped_later_on(learner: Any) -> None:
    learner.session.prefer(["steps"], None)
    task = learner.session.next(skill="sample/top")
    assert task.block["way"] == "steps"


def test_undo_within_a_side_trip_goes_back_exactly(learner: Any) -> None:
    miss_twice(learner)
    before = learner.book.state_hash()
    learner.do(learner.session.next(), lambda _: 99)
    learner.session.undo()
    assert learner.book.state_hash() == before


def test_whoever_always_errs_is_never_held_in_a_side_trip(learner: Any) -> None:
    for _ in range(80):
        task = learner.session.next()
        if task is None:
            break
        if task.kind == "lesson":
            learner.perfect(task)
        else:
            learner.do(task, lambda _: 99)
    else:
        pytest.fail("it never came to rest")
    assert learner.session.nothing()[0].startswith("That was a lot for one day.")


STEPS = """
title: Steps
language: en
skills:
  - skill: base
    title: The base
    remember: skill
    lesson:
      - way: steps
        steps: [{show: Look.}, {ask: What is 2 + 2?, number: 4}, {show: Done.}]
    items: [{id: a, ask: What is 1 + 1?, number: 2}, {id: b, ask: What is 1 + 2?, number: 3}]
  - skill: top
    title: The top
    remember: skill
    requires: [base]
    lesson: [{way: words, text: One.}, {way: picture, text: Two.}]
    items: [{id: a, ask: What is 5 + 1?, number: 6}, {id: b, ask: What is 5 + 2?, number: 7}]
"""


def lessons_running(sitting: Any, most: int = 10) -> int:
    """How many lessons come before the next question."""
    for number in range(most):
        if (task := sitting.session.next()).kind != "lesson":
            return number
        sitting.perfect(task)
    return most


def test_a_presumed_base_with_a_lesson_of_steps_is_read_once(sit: Any, pack: Any) -> None:
    sitting = sit(pack(STEPS))
    credit = PlacementEnded(credited=["sample/base"], likely={"sample/base": 0.85})
    sitting.session.desk.write(PlacementStarted(courses=["sample"], minutes=5.0))
    sitting.session.desk.write(credit)
    sitting.wait(days=9)
    miss_twice(sitting)
    sitting.do(sitting.session.next(), lambda _: 99)
    assert 0 < lessons_running(sitting) < 4


def test_a_base_that_is_put_away_is_passed_over_and_no_lesson_comes_again_and_again(sit: Any, pack: Any) -> None:
    sitting = sit(pack(STEPS))
    while (task := sitting.session.next(skill="sample/base")).kind != "review":
        sitting.perfect(task)
    sitting.wait(days=60)
    for item in "ab":
        sitting.session.suspend(f"sample/base/{item}")
    missed, _ = miss_twice(sitting)
    assert lessons_running(sitting) < 4
    assert sitting.session.next().item == missed.item


def test_a_worked_example_shown_as_another_way_is_read_to_its_end(sit: Any, pack: Any) -> None:
    sitting = sit(pack(WORKED))
    miss_twice(sitting)
    steps = []
    while (task := sitting.session.next()).kind == "lesson":
        steps.append(task.block["way"])
        sitting.perfect(task)
    assert steps == ["steps", "steps"] and sitting.session.why(task=task.id)["sentence"] == "Back to your question."


WORKED = """
title: Worked
language: en
skills:
  - skill: top
    title: The top
    remember: skill
    lesson:
      - {way: words, text: One.}
      - way: steps
        steps: [{ask: What is 2 + 2?, number: 4}, {show: So it goes on.}, {ask: What is 2 + 3?, number: 5}]
      - {way: story, text: Three.}
    items: [{id: a, ask: What is 5 + 1?, number: 6}, {id: b, ask: What is 5 + 2?, number: 7}]
"""


@pytest.mark.parametrize(
    "last",
    [
        "- way: steps\n        steps: [{show: Look at ten and one.}, {ask: What is 2 + 2?, number: 4}]",
        "- way: example\n        text: Take ten apples and one apple, put them side by side, and count all of them.\n"
        "      - way: steps\n        steps: [{show: 'Take ten apples and one apple, put them side by side, and count all.'}]",
    ],
)
def test_no_explanation_of_a_side_trip_is_offered_twice(sit: Any, pack: Any, last: str) -> None:
    lesson = "- way: steps\n        steps: [{show: Look.}, {ask: What is 2 + 2?, number: 4}, {show: Done.}]"
    sitting = sit(pack(PACK.replace("- {way: picture, text: A picture of it.}\n      ", "").replace(lesson, last)))
    while (task := sitting.session.next(skill="sample/base")).kind != "review":
        sitting.perfect(task)
    sitting.wait(days=60)
    sitting.session.desk.in_hand = []
    missed, _ = miss_twice(sitting)
    sitting.perfect(sitting.session.next())
    shown = []
    for _ in range(12):
        task = sitting.session.next()
        if task.kind == "remedy":
            break
        if task.kind == "lesson":
            shown.append(task.block["way"])
            sitting.perfect(task)
        else:
            right = task.item != missed.item
            sitting.do(task, lambda _, right=right: sitting.right_answer() if right else 99)
    assert len(shown) == len(set(shown)) == 1
