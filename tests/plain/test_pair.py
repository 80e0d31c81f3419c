"""Two learners at one keyboard, in turns: each answer is one's own, and is told only after both have said why."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tutor.core.learner.events import Answered
from tutor.plain.pair import run

Room = Any

CAPITALS = """
id: capitals
title: Capitals
language: en
items:
  - {id: fr, ask: The capital of France?, answer: Paris, hints: [It begins with P.]}
  - {id: it, ask: The capital of Italy?, answer: Rome}
  - {id: es, ask: The capital of Spain?, answer: Madrid}
  - {id: pt, ask: The capital of Portugal?, answer: Lisbon}
"""
RECALLED = """
id: words
title: Words
language: en
items:
  - {id: a, ask: Say what a leap year is., recall: It has 366 days.}
"""


@pytest.fixture
def two(room: Callable[..., Room]) -> Callable[..., tuple[Room, Room]]:
    return lambda text=CAPITALS: (room(text, seed=1), room(text, seed=2))


def study(pair: Sequence[Room], *lines: str, minutes: float | None = None) -> str:
    said: list[str] = []

    def typed():
        for line in lines:
            said.append(f"> {line}".rstrip())
            yield line + "\n"

    first = pair[0]
    code = run(
        [("Ada", pair[0].session), ("Bo", pair[1].session)],
        typed(),
        said.append,
        course_ids=first.courses,
        minutes=minutes,
        clock=first.clock,
        ready=lambda: None,
        complain=said.append,
    )
    assert code == 0
    return "\n".join(said)


def answers(room: Room) -> list[Answered]:
    return [event.data for event in room.book.events() if isinstance(event.data, Answered)]


def test_both_say_why_before_the_answer_is_told_and_then_it_is_the_others_turn(two) -> None:
    ada, bo = two()
    told = study((ada, bo), "xyzzy", "I would say so too", "I guessed", "", "3")
    told = re.sub("France|Italy|Spain|Portugal", "X", re.sub("Paris|Rome|Madrid|Lisbon", "Y", told))
    assert told.splitlines() == [
        "One answers while the other listens. Then both say why, and the answer is told.",
        "Ada, it is your turn. Bo listens.",
        "Capitals. Question 1, practice.",
        "The capital of X?",
        "Type the answer, or :? for help.",
        "> xyzzy",
        "Bo, what would you have answered, and why? Say it; Enter goes on.",
        "> I would say so too",
        "Ada, why did you answer so? Say it; Enter tells the answer.",
        "> I guessed",
        "Not yet. You answered xyzzy. Right is Y.",
        "It comes back soon.",
        "Enter to go on, :e another explanation.",
        ">",
        "Bo, how clear was Ada? 1 not yet, 2 mostly, 3 clear; Enter leaves it out.",
        "> 3",
        "Bo, it is your turn. Ada listens.",
        "Capitals. Question 1, practice.",
        "The capital of X?",
        "Type the answer, or :? for help.",
        "Ada:",
        "1 answer, 0 right, in 1 minute.",
        "The next review is due tomorrow. All is kept.",
        "Clear to the other: 1 of 1 explanation.",
        "Bo:",
        "Nothing answered this time.",
        "All is kept.",
    ]


def test_each_answer_is_in_ones_own_file_alone_and_counts_as_given_without_help(two) -> None:
    ada, bo = two()
    study((ada, bo), "one", "", "", "", "", "two", "", "", "", "", "three", "")
    assert [one.response for one in answers(ada)] == ["one", "three"]
    assert [one.response for one in answers(bo)] == ["two"]
    assert {one.hints for one in (*answers(ada), *answers(bo))} == {0}
    for room, words in ((ada, ("two", "Bo")), (bo, ("one", "three", "Ada"))):
        kept = repr([event.data for event in room.book.events()])
        assert not [word for word in words if f"'{word}'" in kept]


def test_an_answer_is_kept_before_anybody_says_why(two) -> None:
    ada, bo = two()
    told = study((ada, bo), "one")
    assert [one.response for one in answers(ada)] == ["one"] and answers(bo) == []
    assert "Right is" not in told


def test_what_is_said_to_explain_is_kept_nowhere(two) -> None:
    ada, bo = two()
    study((ada, bo), "one", "my secret thought", "another thought", "", "2")
    for room in (ada, bo):
        assert "thought" not in repr([event.data for event in room.book.events()])


def test_a_command_between_answer_and_verdict_changes_nobodys_file(two) -> None:
    ada, bo = two()
    before = len(list(bo.book.events()))
    told = study((ada, bo), "one", ":undo", "", ":!", "", "", ":undo", "1")
    assert told.count("Commands work while a question is asked.") == 3
    assert [one.response for one in answers(ada)] == ["one"]
    assert len(list(bo.book.events())) == before


def test_either_can_stop_at_any_time(two) -> None:
    ada, bo = two()
    assert "Bo:" in study((ada, bo), "one", ":q")
    assert "Bo:" in study((ada, bo), "one", "", ":q")
    assert "Bo:" in study((ada, bo), ":q")


def test_an_almost_right_answer_is_tried_once_more_before_anybody_explains(two) -> None:
    ada, bo = two()
    capital = {"France": "Parris", "Italy": "Rome", "Spain": "Madridd", "Portugal": "Lisbonn"}
    task = ada.session.next()
    assert task is not None
    wrong = next(slip for country, slip in capital.items() if country in task.ask)
    if wrong == "Rome":
        pytest.skip("a word too short for slips")
    told = study((ada, bo), wrong, wrong)
    assert told.index("Almost") < told.index("what would you have answered")


def test_what_one_recalls_is_shown_after_both_have_said_why(two) -> None:
    ada, bo = two(RECALLED)
    told = study((ada, bo), "366", "so", "so", "3", "", "2")
    lines = told.splitlines()
    assert lines.index("> so") < lines.index("The answer:")
    assert [one.rating for one in answers(ada)] == ["good"]


def test_when_there_is_nothing_left_for_either_it_ends(two) -> None:
    ada, bo = two()
    told = study((ada, bo), minutes=0.0)
    assert told.count("it is your turn") == 2 and "Bo:" in told


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_two_type_both_files_stay_sound(two, seed: int) -> None:
    typed = ["", "Paris", ":h", ":s", ":undo", "2", "Rome", ":?", ":e", "x", ":m", ":r"]
    pair = two()
    study(pair, *random.Random(seed).choices(typed, k=120))
    for room in pair:
        assert room.book.check().ok


ONE_QUESTION = """
id: one
title: One
language: en
items:
  - {id: fr, ask: The capital of France?, answer: Paris}
"""


def test_an_answer_that_was_heard_a_moment_ago_is_no_proof_of_ones_own(two) -> None:
    ada, bo = two(ONE_QUESTION)
    study((ada, bo), "Paris", "", "", "", "", "Paris", "", "", "", "")
    assert [(one.correct, one.hints) for one in answers(ada)] == [(True, 0)]
    assert [(one.correct, one.hints) for one in answers(bo)] == [(True, 1)]


def test_an_answer_told_after_a_skip_was_heard_too(two) -> None:
    ada, bo = two(ONE_QUESTION)
    study((ada, bo), ":s", "", "Paris", "", "", "", "")
    assert [one.hints for one in answers(bo)] == [1]


def test_where_there_are_other_questions_the_one_just_heard_waits(two) -> None:
    ada, bo = two()
    study((ada, bo), "x", "", "", "", "", "x", "", "", "", "")
    assert answers(ada)[0].item != answers(bo)[0].item and answers(bo)[0].hints == 0


def test_what_was_heard_counts_as_help_also_when_the_answer_is_taken_back(two) -> None:
    _ada, bo = two(ONE_QUESTION)
    task = bo.session.next()
    bo.session.answer(task.id, "Rome")
    bo.session.overhear(task.item)
    bo.session.undo()
    bo.session.answer(bo.session.next().id, "Paris")
    assert [one.hints for one in answers(bo)][-1] == 1
