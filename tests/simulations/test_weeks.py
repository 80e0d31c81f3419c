"""Weeks of study with simulated learners: nobody is stuck, nothing is given away, what is learned comes back."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tutor.packs.library import Library

WRONG = "surely not this"
# The release run: GUESSERS=300.
GUESSERS = int(os.environ.get("GUESSERS", "100"))


def study(sitting: Any, respond: Callable[[Any], Any], minutes: float = 20, most: int = 200) -> Counter[str]:
    """One sitting; returns how many tasks of each kind there were."""
    done: Counter[str] = Counter()
    started = sitting.now
    while sum(done.values()) < most:
        left = minutes - (sitting.now - started).total_seconds() / 60
        task = sitting.session.next(minutes_left=left)
        if task is None:
            break
        respond(task)
        done[task.kind] += 1
    return done


def wrong_answer(sitting: Any) -> Any:
    task = sitting.session.desk.current.task
    return wrong_for(task.shape, sitting.right_answer(), task.choices, task.parts)


def wrong_for(shape: str, right: Any, choices: Any = None, parts: Any = None) -> Any:
    if shape == "parts":
        shown = zip(parts, right, strict=True)
        return [wrong_for(part["shape"], one, part.get("choices")) for part, one in shown]
    if isinstance(right, bool):
        return not right
    if shape in ("pick", "pick_many"):
        wrong = next(one["text"] for one in choices if one["text"] != right and one["text"] not in right)
        return wrong if shape == "pick" else [wrong]
    if shape == "gaps":
        return [WRONG] * len(right)
    if shape == "lines":
        return right[::-1]
    if shape in ("pairs", "groups"):
        values = list(right.values())
        return dict(zip(right, values[1:] + values[:1], strict=True))
    return "123456789" if isinstance(right, int | float) or shape == "text" else WRONG


def sometimes_right(sitting: Any, chance: random.Random, share: float) -> Callable[[Any], Any]:
    def respond(task: Any) -> Any:
        if task.kind == "lesson" or chance.random() < share:
            return sitting.perfect(task)
        return sitting.do(task, lambda _: wrong_answer(sitting))

    return respond


def states(sitting: Any) -> list[str]:
    return [line["state"] for line in sitting.session.status()["skills"]]


def test_who_answers_all_right_finishes_the_unit_in_one_sitting(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    study(sitting, sitting.perfect, minutes=60)
    assert set(states(sitting)) == {"learned"}


def test_every_skill_is_asked_again_later_and_becomes_mastered(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    study(sitting, sitting.perfect, minutes=60)
    asked: Counter[str] = Counter()
    for _ in range(40):
        sitting.wait(days=1)

        def respond(task: Any) -> Any:
            asked[task.skill] += 1
            return sitting.perfect(task)

        study(sitting, respond)
    assert len(asked) == len(states(sitting)) and min(asked.values()) >= 2
    assert set(states(sitting)) <= {"mastered", "secure"}


def test_reviews_of_a_remembered_skill_come_ever_more_rarely(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    study(sitting, sitting.perfect, minutes=60)
    days: list[int] = []
    for day in range(1, 120):
        sitting.wait(days=1)

        def respond(task: Any, day: int = day) -> Any:
            if task.skill == "fractions/equal-parts":
                days.append(day)
            return sitting.perfect(task)

        study(sitting, respond)
    gaps = [later - earlier for earlier, later in pairwise(days)]
    assert gaps == sorted(gaps) and gaps[-1] > 3 * gaps[0]


def test_an_average_learner_gets_through_in_weeks_and_mostly_succeeds(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    chance = random.Random(5)
    for _ in range(28):
        study(sitting, sometimes_right(sitting, chance, 0.85))
        sitting.wait(days=1)
    assert not set(states(sitting)) & {"locked", "open", "learning"}


def test_who_never_knows_is_never_stuck_and_nothing_opens(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    for _ in range(5):
        done = study(sitting, lambda _: sitting.do(_, lambda _: wrong_answer(sitting)), minutes=1000, most=60)
        assert sum(done.values()) > 1
        sitting.wait(days=1)
    assert "learned" not in states(sitting)


def test_who_only_skips_gets_through_every_session(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    done = study(sitting, lambda task: sitting.session.skip(task.id), minutes=1000, most=100)
    assert sum(done.values()) > 5
    assert "learned" not in states(sitting)


def test_who_takes_a_hint_each_time_practises_but_does_not_pass(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)

    def respond(task: Any) -> Any:
        if task.kind not in ("lesson", "quiz") and task.hints:
            sitting.session.hint(task.id)
        if task.kind == "quiz":
            return sitting.do(task, lambda _: wrong_answer(sitting))
        return sitting.perfect(task)

    study(sitting, respond, minutes=1000, most=60)
    assert "learned" not in states(sitting)


CHOICES = (
    "title: Guessing\nskills:\n  - skill: one\n    remember: skill\n    lesson: [{text: Read this.}]\n    items:\n"
    + "".join(
        f"      - id: i{n}\n        ask: Question {n}?\n        choices: [right: r{n}, wrong: a{n}, wrong: b{n}, wrong: c{n}]\n"
        for n in range(20)
    )
)


@pytest.mark.slow
def test_a_guesser_on_choices_passes_a_quiz_in_at_most_two_percent_of_runs(sit: Any, pack: Any) -> None:
    library = pack(CHOICES)
    chance = random.Random(11)
    passed = 0
    for run in range(GUESSERS):
        sitting = sit(library, seed=run)

        def guess(task: Any, sitting: Any = sitting) -> Any:
            return sitting.do(task, lambda task: chance.choice(task.choices)["text"])

        study(sitting, guess, minutes=1000, most=21)
        passed += states(sitting) == ["learned"]
    assert passed <= 0.02 * GUESSERS


FACTS = "title: Words\nitems:\n" + "".join(
    f"  - id: w{n}\n    ask: Word {n}?\n    answer: term{n}x\n" for n in range(25)
)


def test_facts_are_all_met_learned_and_reviewed_each_by_itself(sit: Any, pack: Any) -> None:
    sitting = sit(pack(FACTS))
    study(sitting, sitting.perfect, minutes=1000, most=100)
    assert states(sitting) == ["learned"]
    asked: Counter[str] = Counter()
    for _ in range(20):
        sitting.wait(days=1)

        def respond(task: Any) -> Any:
            asked[task.item] += 1
            return sitting.perfect(task)

        study(sitting, respond)
    assert len(asked) == 25


def test_the_smallest_pack_can_be_learned(sit: Any, pack: Any) -> None:
    sitting = sit(pack("title: Capitals\nitems:\n  - ask: Capital of France?\n    answer: Paris\n"))
    for _ in range(3):
        study(sitting, sitting.perfect, most=10)
        sitting.wait(days=1)
    assert states(sitting)[0] in ("learned", "mastered")


def test_a_missed_question_comes_back_within_the_sitting(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    task = sitting.session.next()
    missed = task.item
    sitting.do(task, lambda _: wrong_answer(sitting))
    later = []
    for _ in range(12):
        task = sitting.session.next()
        later.append(task.item)
        sitting.perfect(task)
    assert missed in later[3:]


def test_sessions_with_several_courses_mix_them(sit: Any, fractions: Library) -> None:
    sitting = sit(fractions)
    study(sitting, sitting.perfect, minutes=60)
    sitting.wait(days=4)
    skills: list[str] = []

    def respond(task: Any) -> Any:
        skills.append(task.skill)
        return sitting.perfect(task)

    study(sitting, respond)
    assert len(set(skills)) == len(skills)
