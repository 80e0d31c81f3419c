"""The simulated worlds themselves: laws that behave like memory, honest peers, and a truth that practice changes."""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from proof.course import QUESTIONS, TOPICS, make_world
from proof.laws import MEMORIES, Holding, new_memory
from proof.life import Life
from proof.people import AWAY, GROUPS, make_person
from proof.running import COURSES, Plan, run
from proof.seeds import JUDGING_SEEDS, TUNING_SEEDS, offer_seeds, settle_seed

SEED = TUNING_SEEDS[40]
SPACED = (0.0, 2.0, 7.0, 18.0)
MASSED = (0.0, 0.01, 0.02, 0.03)


def practised(law: str, times: tuple[float, ...], ease: float = 1.0):
    memory = new_memory(law, ease)
    for at in times:
        memory.practise(at, True)
    return memory


@pytest.mark.parametrize("law", MEMORIES)
def test_retention_falls_with_time_and_never_leaves_0_to_1(law: str) -> None:
    memory = practised(law, (0.0,))
    found = [memory.retention(at) for at in (0.01, 0.5, 1.0, 3.0, 10.0, 30.0, 300.0)]
    assert found == sorted(found, reverse=True)
    assert 1.0 >= found[0] > 0.9 > found[-2] and found[-1] >= 0.0


@pytest.mark.parametrize("law", MEMORIES)
def test_what_was_never_practised_is_not_held(law: str) -> None:
    assert new_memory(law, 1.0).retention(5.0) == 0.0


@pytest.mark.parametrize("law", MEMORIES)
def test_spaced_practice_keeps_more_than_massed_practice(law: str) -> None:
    assert practised(law, SPACED).retention(60.0) > practised(law, MASSED).retention(60.0) + 0.1


@pytest.mark.parametrize("law", MEMORIES)
def test_a_few_spaced_recalls_hold_for_a_month_and_one_does_not(law: str) -> None:
    assert practised(law, (*SPACED, 40.0, 60.0)).retention(90.0) >= 0.9 > 0.7 > practised(law, (0.0,)).retention(30.0)


@pytest.mark.parametrize("law", MEMORIES)
def test_who_keeps_better_keeps_more(law: str) -> None:
    assert practised(law, (0.0,), 2.0).retention(10.0) > practised(law, (0.0,), 0.5).retention(10.0)


@pytest.mark.parametrize("law", MEMORIES)
def test_a_copy_of_a_memory_lives_its_own_life(law: str) -> None:
    memory = practised(law, SPACED)
    before = memory.retention(30.0)
    memory.copy().practise(25.0, True)
    assert memory.retention(30.0) == before


@pytest.mark.parametrize("gradual", [False, True])
def test_learning_is_much_slower_while_a_prerequisite_is_unknown(gradual: bool) -> None:
    def tries(ready: float) -> float:
        chance, total = random.Random(1), 0
        for _ in range(200):
            holding = Holding(new_memory("power", 1.0), 0.3, gradual)
            while holding.level < 0.9:
                holding.opportunity(0.0, chance.random(), ready, 1.0, False)
                total += 1
        return total / 200

    assert tries(0.2) > 3 * tries(1.0)


def test_a_course_has_the_size_and_depth_of_a_real_one_and_needs_only_what_comes_before() -> None:
    for seed in range(12):
        world = make_world(seed)
        assert len(world.topics) == TOPICS and all(len(topic.questions) == QUESTIONS for topic in world.topics)
        assert 8 <= world.depth() <= 12
        assert all(one < topic.number for topic in world.topics for one in topic.requires)
        assert 0.25 < sum(topic.facts for topic in world.topics) / TOPICS < 0.55
        assert len(world.ancestors(world.deep_topic(random.Random(seed)))) >= 8


def test_every_law_group_and_way_of_acquiring_is_among_the_learners() -> None:
    world = make_world(1)
    people = [make_person(SEED, number, world, 60) for number in range(60)]
    assert {person.memory for person in people} == set(MEMORIES)
    assert {person.group for person in people} == set(GROUPS)
    assert {person.gradual for person in people} == {True, False}
    assert all(8 <= person.minutes <= 60 for person in people)
    known = sorted(len(person.prior) for person in people)
    assert known[0] <= 3 and known[-1] >= 20
    for person in people:
        days = {day for day, _, _ in person.days}
        if person.group == "returners":
            assert not days & set(range(AWAY[0], sum(AWAY))) and max(days) >= sum(AWAY)


def test_the_same_plan_is_the_same_life() -> None:
    plan = Plan("leitner", SEED, 3, days=12)
    assert run(plan) == run(plan)


def test_every_policy_meets_the_same_person() -> None:
    world = make_world(SEED * COURSES)
    lives = [Life(make_person(SEED, 0, world, 30), world, random.Random(n)) for n in range(2)]
    assert lives[0].person == lives[1].person
    rates = [[holding.rate for held in life.held for holding in held] for life in lives]
    assert rates[0] == rates[1]


def test_seeds_for_judging_are_never_seeds_for_tuning() -> None:
    assert not set(JUDGING_SEEDS) & set(TUNING_SEEDS)
    courses = [
        {seed * COURSES + n for seed in seeds for n in range(COURSES)} for seeds in (JUDGING_SEEDS, TUNING_SEEDS)
    ]
    assert not courses[0] & courses[1]


@pytest.mark.parametrize(
    ("typed", "seed"), [("", 501), ("--seed 7", 7), ("--judge", 9001), ("--judge --seed 9002", 9002)]
)
def test_a_benchmark_takes_a_judging_seed_when_told_to_judge_alone(typed: str, seed: int) -> None:
    assert chosen_seed(typed) == seed


@pytest.mark.parametrize("typed", ["--seed 9001", "--judge --seed 7"])
def test_a_benchmark_mixes_no_tuning_with_judging(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        chosen_seed(typed)
    assert "--judge" in capsys.readouterr().err


def chosen_seed(typed: str) -> int:
    words = argparse.ArgumentParser()
    offer_seeds(words)
    chosen = words.parse_args(typed.split())
    settle_seed(words, chosen, 501)
    return int(chosen.seed)


def gain(policy: str, learners: int = 6, days: int = 30) -> float:
    return sum(run(Plan(policy, SEED, number, days=days)).gain for number in range(learners))


@pytest.mark.slow
def test_the_oracle_beats_all_and_a_fixed_order_teaches_least() -> None:
    gains = {policy: gain(policy) for policy in ("fixed", "anki", "leitner", "sm2", "oracle")}
    assert max(gains, key=lambda name: gains[name]) == "oracle"
    assert gains["oracle"] > 1.3 * gains["anki"] > 1.3 * gains["fixed"] > 0
