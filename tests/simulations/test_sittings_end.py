"""Whatever a learner does, a sitting ends by itself, nobody is caught in one skill, and all that can be learned is."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.core.learner.rows import ItemRow, SkillRow

EXERCISES = "".join(f"      - {{id: i{n}, ask: 'Number {n}?', number: {n}}}\n" for n in range(6))
WORDS = "".join(f"      - {{id: w{n}, ask: 'Word {n}?', answer: term{n}x}}\n" for n in range(6))
MIXED = f"""
title: Mixed
skills:
  - skill: a
    title: Exercises
    remember: skill
    items:
{EXERCISES}
  - skill: b
    title: More exercises
    remember: skill
    requires: [a]
    items:
{EXERCISES}
  - skill: words
    title: Words
    items:
{WORDS}
  - skill: gaps
    title: Gaps
    items:
      - {{id: g, ask: Fill in., cloze: 'The [[cat]] sat on the [[mat]] by the [[door]].', each: true}}
  - skill: pairs
    title: Pairs
    cards: {{file: words.csv, both: true, typed: true}}
"""
MOST = 400
"""More tasks than any honest sitting with these few items has."""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from tutor.packs.visiting import visit

    folder = tmp_path_factory.mktemp("mixed")
    (folder / "mixed").mkdir()
    (folder / "mixed" / "course.yaml").write_text(MIXED, encoding="utf-8")
    (folder / "mixed" / "words.csv").write_text("front,back\nhouse,casa\ntree,arbol\ndog,perro\n", encoding="utf-8")
    return visit(folder / "mixed", folder / "cache")


def sitting_ends(sitting: Any, respond: Any) -> int:
    for number in range(MOST):
        task = sitting.session.next()
        if task is None:
            return number
        respond(task)
    raise AssertionError(f"{MOST} tasks and no end; the last was {task}")


def wrong(sitting: Any, task: Any) -> None:
    sitting.session.skip(task.id)
    sitting.wait(seconds=10)


def states(sitting: Any) -> dict[str, str]:
    return {line["skill"].split("/")[1]: line["state"] for line in sitting.session.status()["skills"]}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_after_any_mixture_every_sitting_ends_and_all_that_can_be_learned_is(sit: Any, mixed: Any, seed: int) -> None:
    chance = random.Random(seed)
    sitting = sit(mixed, seed=seed)
    away: set[str] = set()

    def messy(task: Any) -> None:
        what = chance.random()
        if what < 0.12 and task.item and len(away) < 6:
            until = chance.choice([None, "2027-01-09"])
            sitting.session.suspend(task.item, until)
            away.add(task.item)
        elif what < 0.35:
            wrong(sitting, task)
        elif what < 0.45 and task.item:
            sitting.session.dispute(task.id)
        elif what < 0.5:
            sitting.session.undo()
        else:
            sitting.perfect(task)

    for _ in range(4):
        sitting_ends(sitting, messy)
        sitting.wait(days=1)
    for item in away:
        sitting.session.resume(item)
    for _ in range(30):
        sitting_ends(sitting, sitting.perfect)
        sitting.wait(days=1)
    assert not set(states(sitting).values()) & {"locked", "open", "learning"}, states(sitting)


def test_the_sitting_of_one_who_knows_nothing_ends(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    for _ in range(5):
        assert sitting_ends(sitting, lambda task: wrong(sitting, task)) > 0
        because, due = sitting.session.nothing()
        assert "tomorrow" in because and due is not None
        sitting.wait(days=1)


def test_a_missed_item_that_is_put_away_catches_nobody(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    first = sitting.session.next()
    wrong(sitting, first)
    sitting.session.suspend(first.item)
    asked: Counter[str] = Counter()

    def respond(task: Any) -> None:
        asked[task.skill] += 1
        sitting.perfect(task)

    sitting_ends(sitting, respond)
    assert len(asked) == 5


def test_a_fact_put_away_before_it_was_seen_does_not_keep_its_deck_from_being_learned(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    sitting.session.suspend("mixed/words/w3")
    sitting_ends(sitting, sitting.perfect)
    assert states(sitting)["words"] == "learned"


def test_a_miss_at_the_end_of_a_sitting_comes_back(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    sitting_ends(sitting, sitting.perfect)
    sitting.wait(days=20)
    task = sitting.session.next()
    wrong(sitting, task)
    rest: list[str] = []

    def respond(task: Any) -> None:
        rest.append(task.item)
        sitting.perfect(task)

    sitting_ends(sitting, respond)
    assert task.item in rest


def test_presumed_facts_are_asked_in_the_days_after_placement(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    sitting.session.place(30)
    while (task := sitting.session.next()) is not None and task.kind == "place":
        sitting.perfect(task)
    assert sitting.book.rows.get(SkillRow, "mixed/words").presumed
    asked: Counter[str] = Counter()

    def respond(task: Any) -> None:
        asked[task.skill] += 1
        sitting.perfect(task)

    for _ in range(10):
        sitting_ends(sitting, respond)
        sitting.wait(days=1)
    assert asked["mixed/words"] >= 6
    assert not sitting.book.rows.get(SkillRow, "mixed/words").presumed


def test_after_a_test_out_the_facts_never_asked_are_asked_too(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    sitting.session.test_out("mixed/words")
    for _ in range(10):
        sitting_ends(sitting, sitting.perfect)
        sitting.wait(days=1)
    seen = [sitting.book.rows.get(ItemRow, f"mixed/words/w{n}") for n in range(6)]
    assert all(row is not None and row.stability > 0 for row in seen)


def test_two_directions_of_a_word_are_never_asked_on_one_day(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    for _ in range(25):
        groups: list[str] = []

        def respond(task: Any, groups: list[str] = groups) -> None:
            current = sitting.session.desk.current
            if current.ref is not None and current.ref.group:
                groups.append(current.ref.group)
            sitting.perfect(task)

        sitting_ends(sitting, respond)
        assert len(groups) == len(set(groups)), groups
        sitting.wait(days=1)


def test_the_task_in_hand_waits_while_another_skill_is_looked_at(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    one = sitting.session.next(skill="mixed/a")
    two = sitting.session.next(skill="mixed/words")
    assert two.skill == "mixed/words"
    assert sitting.session.next(skill="mixed/a") == one
    sitting.perfect(one)
    assert sitting.session.next(skill="mixed/words") == two


def test_a_test_out_of_a_locked_skill_does_not_open_it(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed, gate="strict")
    sitting.session.test_out("mixed/b")
    task = sitting.session.next()
    assert task.skill == "mixed/b" and task.kind == "quiz"
    wrong(sitting, task)
    assert states(sitting)["b"] == "locked"


def test_disputing_a_quiz_question_asks_another_one(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    sitting.session.test_out("mixed/a")
    task = sitting.session.next()
    sitting.session.answer(task.id, "999")
    sitting.session.dispute(task.id)
    again = sitting.session.next()
    assert again.kind == "quiz" and again.item != task.item
    for _ in range(3):
        sitting.perfect(sitting.session.next())
    assert states(sitting)["a"] == "learned"


def test_a_quiz_left_overnight_is_told_from_its_first_question(sit: Any, mixed: Any) -> None:
    sitting = sit(mixed)
    sitting.session.test_out("mixed/a")
    sitting.perfect(sitting.session.next())
    while sitting.book.rows.get(SkillRow, "mixed/a").understanding < 0.9:
        sitting.wait(days=1)
        sitting.perfect(sitting.session.next(skill="mixed/a"))
    sitting.wait(days=1)
    task = sitting.session.next(skill="mixed/a")
    assert (task.kind, task.quiz["number"], task.quiz["right"]) == ("quiz", 1, 0)
