"""Placement over the graph: what an answer says of its neighbours, what is asked, what is credited, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.placement import MOST_AT_ONE, MOST_QUESTIONS, Belief
from tutor.core.shown import Shown
from tutor.core.skill_graph import SkillGraph, members

CHAIN = {"c/a": [], "c/b": ["c/a"], "c/c": ["c/b"], "c/d": ["c/c"], "c/e": ["c/a"]}


def shown(skill: str, correct: bool, **more: Any) -> Shown:
    return Shown(f"c/{skill}", f"c/{skill}/x", correct, **{"guess": 0.03, **more})


def after(*answers: Shown, graph: dict[str, list[str]] = CHAIN) -> dict[str, float]:
    belief = Belief(graph)
    for one in answers:
        belief.take(one)
    return belief.likely


def placed(graph: dict[str, list[str]], known: set[str], guess: float = 0.03) -> Belief:
    belief = Belief(graph)
    while (skill := belief.question()) is not None:
        number = sum(one.skill == skill for one in belief.answers)
        belief.take(Shown(skill, f"{skill}/{number}", skill in known, guess))
    return belief


def test_a_right_answer_lifts_what_it_stands_on_and_a_wrong_one_lowers_what_stands_on_it() -> None:
    first = after()
    right, wrong = after(shown("c", True)), after(shown("b", False))
    assert right["c/a"] > first["c/a"] and right["c/b"] > first["c/b"]
    assert wrong["c/c"] < first["c/c"] and wrong["c/d"] < first["c/d"]


def test_a_lucky_guess_says_less() -> None:
    assert after(shown("b", True, guess=0.5))["c/b"] < after(shown("b", True))["c/b"]


def test_not_learned_yet_is_surer_than_a_wrong_answer() -> None:
    assert after(shown("b", False, skipped=True, guess=0.0))["c/b"] < after(shown("b", False))["c/b"]


@pytest.mark.parametrize("known", [set(), {"c/a"}, {"c/a", "c/b", "c/e"}, set(CHAIN)])
def test_who_answers_as_they_know_is_credited_with_that(known: set[str]) -> None:
    belief = placed(CHAIN, known)
    assert set(belief.credited()) == known
    assert len(belief.answers) <= 2 * len(CHAIN)


def test_where_a_guess_may_be_lucky_a_second_question_is_asked() -> None:
    counts = [sum(one.skill == skill for one in placed(CHAIN, set(CHAIN), guess=0.33).answers) for skill in CHAIN]
    assert max(counts) == MOST_AT_ONE


def test_who_says_not_learned_yet_is_not_asked_again() -> None:
    belief = Belief(CHAIN)
    while (skill := belief.question()) is not None:
        assert skill not in {one.skill for one in belief.answers}
        belief.take(Shown(skill, skill + "/x", False, 0.0, True))
    assert belief.answers and not belief.credited()


def test_an_answer_in_one_branch_speaks_for_others_of_the_course_but_for_no_other_course() -> None:
    graph = {f"c/{n}": [] for n in "abcdef"} | {f"other/{n}": [] for n in "abcdef"}
    first, then = after(graph=graph), after(shown("e", True), graph=graph)
    assert then["c/b"] > first["c/b"]
    assert then["other/b"] == first["other/b"]


def test_nothing_is_credited_without_what_it_stands_on() -> None:
    belief = placed(CHAIN, {"c/a", "c/c", "c/d", "c/e"})
    credited = belief.credited()
    for one in credited:
        assert {belief.graph.names[n] for n in members(belief.graph.below[belief.graph.number[one]])} <= set(credited)


def test_courses_that_need_one_another_are_borne() -> None:
    graph = SkillGraph({"a/x": ["b/y"], "b/y": ["a/x"], "b/z": ["b/y"]})
    assert [set(members(bits)) for bits in graph.below] == [{1}, {0}, {0, 1}]
    assert placed({"a/x": ["b/y"], "b/y": ["a/x"]}, {"a/x", "b/y"}).credited()


graphs = st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=30).map(
    lambda needs: {
        f"c{n % 2}/s{n}": [f"c{one % len(needs) % 2}/s{one % len(needs)}" for one in below]
        for n, below in enumerate(needs)
    }
)


@settings(deadline=None, max_examples=40)
@given(graph=graphs, luck=st.randoms(use_true_random=False), guess=st.sampled_from([0.0, 0.03, 0.25, 0.5, 1.0]))
def test_any_graph_and_any_answers_end_within_the_questions_with_chances(graph: Any, luck: Any, guess: float) -> None:
    belief = Belief(graph)
    while (skill := belief.question()) is not None:
        belief.take(Shown(skill, f"{skill}/{len(belief.answers)}", luck.random() < 0.5, guess, luck.random() < 0.2))
        assert all(0 <= chance <= 1 for chance in belief.chances)
    assert len(belief.answers) <= MOST_QUESTIONS
    credited = set(belief.credited())
    for one in credited:
        assert {need for need in graph[one] if need != one} <= credited
