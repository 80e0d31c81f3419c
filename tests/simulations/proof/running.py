"""A learner, a policy, sixty days, and the judgement a month after the last of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context

from proof.course import make_world
from proof.life import DAY_SECONDS, KNOWN, Life
from proof.marks import Marks
from proof.oracle import Oracle
from proof.ours import Ours
from proof.peers import PEERS
from proof.people import make_person
from proof.policy import Policy

COURSES = 4
"""Different courses of a run; learners go round."""
JUDGED_AFTER = 30.0
POLICIES = ("ours", "ours-placed", *PEERS, "oracle")
MOST_STEPS = 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """One learner under one policy. `goal`: with one deep skill as the goal, which only the tutor can be told."""

    policy: str
    seed: int
    number: int
    days: int = 60
    law: str = ""
    acquisition: str = ""
    group: str = ""
    goal: bool = False


def begin(plan: Plan) -> tuple[Life, int | None]:
    """The learner at the start, and the goal."""
    world = make_world(plan.seed * COURSES + plan.number % COURSES)
    person = make_person(
        plan.seed, plan.number, world, plan.days, law=plan.law, acquisition=plan.acquisition, group=plan.group
    )
    life = Life(person, world, random.Random(f"life {plan.seed} {plan.number} {plan.policy}"))
    goal = world.deep_topic(random.Random(f"goal {plan.seed} {plan.number}")) if plan.goal else None
    return life, goal


def run(plan: Plan) -> Marks:
    """Study to the end; the marks of it."""
    life, goal = begin(plan)
    judged_at = life.person.days[-1][0] + 1 + JUDGED_AFTER
    without = [life.retention(topic.number, judged_at) for topic in life.world.topics]
    known = {topic.number for topic in life.world.topics if life.known(topic.number, judged_at)}
    policy = _policy(plan, life, judged_at, goal)
    for day, hour, minutes in life.person.days:
        sit(life, policy, day + hour / 24, minutes)
        if goal is not None:
            _look_at_goal(life, goal, day + 0.99)
    if isinstance(policy, Ours):
        policy.finish(life, judged_at - JUDGED_AFTER, judged_at)
        policy.close()
    _judge(life, judged_at, without, known, goal)
    return life.marks


def _policy(plan: Plan, life: Life, judged_at: float, goal: int | None) -> Policy:
    if plan.policy == "oracle":
        return Oracle(life, judged_at)
    if plan.policy.startswith("ours"):
        placed = plan.policy.endswith("placed")
        return Ours(life, seed=plan.seed * 1000 + plan.number, place=placed, goal=goal, days=plan.days)
    return PEERS[plan.policy](life.world)


def sit(life: Life, policy: Policy, at: float, minutes: float) -> None:
    """One sitting of so many minutes."""
    left = minutes * 60
    life.marks.offered += left
    for _ in range(MOST_STEPS):
        ask = policy.next(at, left / 60)
        if ask is None:
            break
        outcome = None
        if ask.question is None:
            seconds = life.lesson(ask.topic, ask.way, at)
        else:
            outcome = life.ask(ask.topic, ask.question, at, sort=ask.sort, feedback=ask.feedback, hints=ask.hints)
            seconds = outcome.seconds
        policy.told(ask, outcome, at, seconds)
        at += seconds / DAY_SECONDS
        left -= seconds
        if left <= 0:
            break
    life.marks.idle += max(0.0, left)
    life.marks.days += 1
    life.marks.idle_days += left > 60
    policy.end_day(life, at)


def _look_at_goal(life: Life, goal: int, at: float) -> None:
    marks = life.marks
    if not marks.goal_reached:
        marks.goal_seconds = marks.seconds
        marks.goal_reached = int(life.known(goal, at))


def _judge(life: Life, at: float, without: list[float], known: set[int], goal: int | None) -> None:
    marks, topics = life.marks, range(len(life.world.topics))
    marks.prior = len(known)
    marks.gain = sum(life.known(topic, at) for topic in topics) - len(known)
    marks.retention = sum(life.retention(topic, at) for topic in topics) - sum(without)
    marks.begun = len(life.begun)
    marks.kept_of_begun = sum(life.retention(topic, at) >= KNOWN for topic in life.begun)
    marks.ends = {name: sum(_end(life, topic, at) == name for topic in topics) for name in ENDS}
    if goal is not None:
        closure = {goal, *life.world.ancestors(goal)}
        marks.goal_kept = int(life.known(goal, at))
        marks.goal_share_kept = sum(life.known(topic, at) for topic in closure) / len(closure)


ENDS = ("known", "needs what is not known", "0.8-0.9", "0.5-0.8", "below 0.5", "never begun")


def _end(life: Life, topic: int, at: float) -> str:
    """What became of a topic."""
    kept = life.retention(topic, at)
    if life.known(topic, at):
        return "known"
    if kept >= KNOWN:
        return "needs what is not known"
    if topic not in life.begun:
        return "never begun"
    return "0.8-0.9" if kept >= 0.8 else "0.5-0.8" if kept >= 0.5 else "below 0.5"


def run_all(plans: Iterable[Plan], workers: int = 1) -> Iterator[tuple[Plan, Marks]]:
    """All plans, in order, over some processes."""
    plans = list(plans)
    if workers <= 1:
        yield from ((plan, run(plan)) for plan in plans)
        return
    with get_context("fork").Pool(workers) as pool:
        yield from zip(plans, pool.imap(run, plans), strict=True)
