"""Coming back after a break: the load is spread, gently, and nobody is reproached."""

from __future__ import annotations

import re

import pytest

from tutor.core.comeback import Comeback, comeback
from tutor.core.goal import Plan
from tutor.core.learner.rows import DayRow
from tutor.present.goal import comeback as words

TODAY = 20_696  # a Monday
EVERY_DAY = Plan()


def study_days(*days: int, answers: int = 30) -> list[DayRow]:
    """Days of reviews only, so that a usual day's reviews are its answers."""
    return [DayRow(id=str(day), day=day, answers=answers, seconds=3_600_000.0) for day in days]


def before(gap: int) -> list[DayRow]:
    """Ten days of study, the last one so many days ago."""
    return study_days(*range(TODAY - gap - 9, TODAY - gap + 1))


def back(history: list[DayRow], due: int, plan: Plan = EVERY_DAY, today: int = TODAY) -> Comeback | None:
    return comeback(history, plan, today, lambda: due, 60)


@pytest.mark.parametrize(
    ("gap", "due", "days"),
    [(2, 500, None), (3, 500, None), (4, 500, 7), (30, 51, None), (30, 52, 3), (30, 90, 3), (30, 91, 5), (30, 151, 7)],
)
def test_a_break_is_three_planned_days_missed_and_more_than_two_days_worth_due(
    gap: int, due: int, days: int | None
) -> None:
    found = back(before(gap), due)
    assert (found.days if found else None) == days


def test_the_last_days_before_the_break_say_what_is_usual_not_the_fullest() -> None:
    last = TODAY - 10
    full, usual = range(last - 79, last - 29), range(last - 29, last + 1)
    history = study_days(*full, answers=90) + study_days(*usual, answers=10)
    found = back(history, 40)
    assert found is not None and found.days == 5


def test_days_off_that_the_plan_has_are_no_break() -> None:
    mondays = Plan(weekdays=frozenset({0}))
    assert back(study_days(TODAY - 14, TODAY - 7), 500, mondays) is None
    found = back(study_days(TODAY - 35, TODAY - 28), 500, mondays)
    assert found is not None and found.missed == 3


def test_who_never_studied_does_not_come_back() -> None:
    assert back([], 500) is None


def test_what_is_due_is_counted_only_after_a_break() -> None:
    def count() -> int:
        raise AssertionError

    assert comeback(before(1), EVERY_DAY, TODAY, count, 60) is None


def test_the_parts_of_the_days_take_up_all_that_was_due() -> None:
    history, due, seen = before(20), 100, []
    for day in range(TODAY, TODAY + 9):
        found = back(history, due, today=day)
        if found is None:
            break
        assert not found.done and found.days == 5
        seen.append(found.today)
        history += study_days(day, answers=found.today)
        due -= found.today
        assert due == 0 or back(history, due, today=day).done  # type: ignore[union-attr]
    assert sum(seen) == 100 and len(seen) == 5 and max(seen) - min(seen) <= 1


def test_who_does_more_than_the_part_has_less_tomorrow_and_is_not_stopped() -> None:
    history = [*before(20), *study_days(TODAY, answers=70)]
    today, tomorrow = back(history, 30), back(history, 30, today=TODAY + 1)
    assert today is not None and today.done and today.today == 0
    assert tomorrow is not None and tomorrow.today < 10


@pytest.mark.parametrize(
    "found", [Comeback(9, 5, 1, 20), Comeback(9, 5, 2, 20), Comeback(9, 5, 2, 0, True), Comeback(9, 5, 5, 0, True)]
)
def test_it_is_said_in_one_warm_sentence_without_a_count_of_what_is_overdue(found: Comeback) -> None:
    said = words(found)
    assert not re.search(r"overdue|missed|late|behind|20|\b9\b", said) and said.endswith(".")


def test_a_usual_day_is_counted_by_its_reviews_not_by_what_was_new_in_it() -> None:
    learning = [DayRow(id=str(day.day), day=day.day, answers=30, seconds=9e5, learn_seconds=6e5) for day in before(20)]
    assert back(learning, 45) is not None and back(before(20), 45) is None
