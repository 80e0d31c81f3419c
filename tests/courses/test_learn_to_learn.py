"""Learning to learn, solved again: arithmetic that reads only the question, over many draws of each template."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from shipped import items_of
from solving import Solver, check_solver, questions, wholes

COURSE = "learn-to-learn"


def numbers(ask: str) -> list[Fraction]:
    return [Fraction(number) for number in wholes(ask)]


def halved(ask: str, _shown: dict[str, Any]) -> Fraction:
    days, left, until = numbers(ask)
    while until > 0:
        left, until = left / 2, until - days
    return left


def third_time(ask: str, _shown: dict[str, Any]) -> Fraction:
    times, gap = numbers(ask)
    day = Fraction(0)
    for _ in range(3):
        day, gap = day + gap, gap * times
    return day


def own_steps(ask: str, _shown: dict[str, Any]) -> int:
    _steps, example = wholes(ask)
    return example - 1


def sureness(ask: str, shown: dict[str, Any]) -> str:
    percent, asked, right = wholes(ask)
    return "too sure" if 100 * right < percent * asked else "not sure enough"


def of_hundred(ask: str, _shown: dict[str, Any]) -> Fraction:
    percent = next(number for number in wholes(ask) if f"{number} %" in ask)
    asked = next(number for number in wholes(ask) if number != percent or wholes(ask).count(number) > 1)
    return Fraction(percent * asked, 100)


def last_day(ask: str, _shown: dict[str, Any]) -> int:
    return sum(wholes(ask))


SOLVERS: dict[str, Solver] = {
    "retrieve/gained-percent": lambda ask, _: numbers(ask)[2] - numbers(ask)[0],
    "forgetting/half-left": halved,
    "spacing/break-for-a-test": lambda ask, _: numbers(ask)[0] / 5,
    "spacing/next-days": third_time,
    "spacing/minutes-a-day": lambda ask, _: numbers(ask)[0] * 60 / numbers(ask)[1],
    "interleaving/how-many-of-each": lambda ask, _: numbers(ask)[0] / numbers(ask)[1] * numbers(ask)[2],
    "examples/steps-left": own_steps,
    "notes/speed": lambda ask, _: numbers(ask)[0] - numbers(ask)[1],
    "illusions/three-weeks": lambda ask, _: numbers(ask)[0] / 100 * numbers(ask)[1],
    "calibration/expected-right": of_hundred,
    "calibration/too-sure": sureness,
    "calibration/percent-right": lambda ask, _: numbers(ask)[1] / numbers(ask)[0] * 100,
    "goals/words-a-week": lambda ask, _: numbers(ask)[0] / numbers(ask)[1],
    "goals/days-needed": lambda ask, _: numbers(ask)[2] / (numbers(ask)[0] * numbers(ask)[1]),
    "attention/switch-cost": lambda ask, _: 60 - numbers(ask)[0] * numbers(ask)[1],
    "nerves/minutes-a-question": lambda ask, _: (numbers(ask)[1] - numbers(ask)[2]) / numbers(ask)[0],
    "week/minutes-in-a-week": lambda ask, _: numbers(ask)[0] * (numbers(ask)[1] - numbers(ask)[2] / 2),
    "week/count-meetings": last_day,
}


@pytest.mark.parametrize("name", SOLVERS)
def test_what_arithmetic_finds_in_the_question_is_right_and_what_lies_near_is_not(name: str) -> None:
    check_solver(items_of(COURSE)[name], SOLVERS[name])


def test_every_template_is_solved() -> None:
    assert {name for name, item in items_of(COURSE).items() if item.vars} == set(SOLVERS)


def test_figures_of_people_and_days_are_whole() -> None:
    for name in SOLVERS:
        for filled, _setting, shown in questions(items_of(COURSE)[name]):
            found = SOLVERS[name](filled.ask, shown)
            assert isinstance(found, str) or Fraction(found).denominator == 1, (name, filled.ask)
