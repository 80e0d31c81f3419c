"""When a goal is likely reached: a range of days from one's own pace, and what helps when it is too late."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.gate import USUAL_SECONDS
from tutor.core.goal import EVERY_DAY, Plan, highest, in_order, is_planned, nth_planned, planned_days
from tutor.core.goal_forecast import forecast, minutes_needed, span, ways_out
from tutor.core.learner.rows import DayRow, SkillRow
from tutor.core.pace import VARIANCE_RANGE, Pace, Spent, measured

MONDAY = 20_696  # 2026-08-31
COSTS = st.lists(st.floats(1, 60), max_size=40)
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
PACES = st.builds(
    Pace,
    factor=st.floats(0.1, 10),
    variance=st.floats(*VARIANCE_RANGE),
    unsure=st.floats(0, 0.6),
    reviews=st.floats(0, 0.85),
    attendance=st.floats(0.1, 1),
    attendance_unsure=st.floats(0, 0.2),
    fullness=st.floats(0.3, 1),
)


@given(WEEKDAYS, st.integers(MONDAY, MONDAY + 30), st.integers(1, 60))
def test_the_nth_planned_day_is_planned_and_the_nth(weekdays: frozenset[int], first: int, count: int) -> None:
    plan = Plan(weekdays=weekdays)
    day = nth_planned(plan, first, count)
    assert is_planned(plan, day) and planned_days(plan, first, day) == count


def test_weekdays_begin_with_monday() -> None:
    assert is_planned(Plan(weekdays=frozenset({0})), MONDAY) and not is_planned(Plan(weekdays=frozenset({1})), MONDAY)


@given(COSTS, PACES, WEEKDAYS, st.integers(1, 200), st.integers(0, 200))
def test_more_minutes_never_end_later(
    costs: list[float], pace: Pace, weekdays: frozenset[int], minutes: int, more: int
) -> None:
    less = forecast(costs, pace, Plan(minutes=minutes, weekdays=weekdays), MONDAY)
    given = forecast(costs, pace, Plan(minutes=minutes + more, weekdays=weekdays), MONDAY)
    assert given.earliest <= less.earliest and given.likely <= less.likely and given.latest <= less.latest


@given(COSTS, PACES, st.integers(1, 120), st.data())
def test_fewer_skills_never_end_later(costs: list[float], pace: Pace, minutes: int, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, max(0, len(costs) - 1))))
    fewer = [cost for place, cost in enumerate(costs) if place not in gone]
    whole = forecast(costs, pace, Plan(minutes=minutes), MONDAY)
    part = forecast(fewer, pace, Plan(minutes=minutes), MONDAY)
    assert part.earliest <= whole.earliest and part.likely <= whole.likely and part.latest <= whole.latest
    assert whole.earliest <= whole.likely <= whole.latest


@given(COSTS, PACES, WEEKDAYS, st.integers(1, 60), st.integers(0, 120))
def test_each_way_out_makes_the_goal_fit(
    costs: list[float], pace: Pace, weekdays: frozenset[int], minutes: int, days: int
) -> None:
    plan = Plan(minutes=minutes, weekdays=weekdays, until=MONDAY + days)
    ways = ways_out(costs, pace, plan, MONDAY)
    if ways is None:
        assert forecast(costs, pace, plan, MONDAY).fits
        return
    assert forecast(costs[: ways.fit], pace, plan, MONDAY).fits and ways.fit < len(costs)
    later = Plan(minutes=minutes, weekdays=weekdays, until=ways.later)
    assert forecast(costs, pace, later, MONDAY).fits
    if ways.minutes is not None:
        more = Plan(minutes=ways.minutes, weekdays=weekdays, until=MONDAY + days)
        assert ways.minutes > minutes and forecast(costs, pace, more, MONDAY).fits


def test_the_least_minutes_that_are_needed_are_named() -> None:
    costs, pace = [10.0] * 30, Pace()
    needed = minutes_needed(costs, pace, 40)
    assert needed is not None
    fits = [forecast(costs, pace, Plan(minutes=one, until=MONDAY + 39), MONDAY).fits for one in (needed - 1, needed)]
    assert fits == [False, True]


def test_a_day_in_the_past_leaves_only_a_later_day() -> None:
    ways = ways_out([10.0], Pace(), Plan(until=MONDAY - 1), MONDAY)
    assert ways is not None and ways.minutes is None and ways.fit == 0 and ways.later >= MONDAY


def test_before_there_is_evidence_the_defaults_stand_and_evidence_narrows_the_range() -> None:
    nobody = measured([], [], Plan(), MONDAY)
    assert nobody == Pace()
    days = [study_day(day, 1200.0, 780.0) for day in range(MONDAY - 40, MONDAY)]
    somebody = measured([Spent(4.0, 4.0, 9)] * 30, days, Plan(), MONDAY)
    assert somebody.factor == pytest.approx(1) and somebody.attendance > 0.95
    wide, narrow = (forecast([4.0] * 40, pace, Plan(), MONDAY) for pace in (nobody, somebody))
    assert narrow.latest - narrow.earliest < wide.latest - wide.earliest
    assert (somebody.skills, somebody.days, somebody.answers) == (30, 40, 9)


def study_day(day: int, seconds: float, learning: float, answers: int = 40) -> DayRow:
    return DayRow(id=str(day), day=day, answers=answers, seconds=seconds, learn_seconds=learning)


@pytest.mark.parametrize(("minutes", "slower"), [(8.0, True), (2.0, False)])
def test_who_needs_longer_for_a_skill_is_told_a_later_day(minutes: float, slower: bool) -> None:
    own = forecast([4.0] * 40, measured([Spent(minutes, 4.0, 9)] * 12, [], Plan(), MONDAY), Plan(), MONDAY)
    usual = forecast([4.0] * 40, Pace(), Plan(), MONDAY)
    assert (own.likely > usual.likely) is slower


def test_days_missed_and_short_days_move_the_forecast() -> None:
    whole = [study_day(day, 1200.0, 780.0) for day in range(MONDAY - 30, MONDAY)]
    seldom = measured([], whole[::3], Plan(), MONDAY)
    short = measured([], [study_day(day.day, 300.0, 200.0) for day in whole], Plan(since=MONDAY - 60), MONDAY)
    often = measured([], whole, Plan(since=MONDAY - 60), MONDAY)
    assert seldom.attendance < 0.5 < often.attendance and short.fullness < 0.4 < often.fullness
    ends = [forecast([4.0] * 40, pace, Plan(), MONDAY).likely for pace in (often, seldom, short)]
    assert ends[0] < min(ends[1:])


def test_a_day_of_rest_that_the_plan_has_is_no_missed_day() -> None:
    mondays = Plan(weekdays=frozenset({0}))
    days = [study_day(day, 1200.0, 780.0) for day in range(MONDAY - 70, MONDAY, 7)]
    assert measured([], days, mondays, MONDAY).attendance > 0.85


def test_today_counts_as_kept_once_something_is_done_and_never_as_missed() -> None:
    days = [study_day(day, 1200.0, 780.0) for day in range(MONDAY - 9, MONDAY)]
    before = measured([], days, Plan(), MONDAY)
    after = measured([], [*days, study_day(MONDAY, 60.0, 60.0)], Plan(), MONDAY)
    assert (before.days, after.days) == (9, 10) and after.attendance > before.attendance


@given(
    st.lists(st.builds(Spent, st.floats(0.1, 60), st.floats(1, 40), st.integers(1, 40)), max_size=30),
    st.lists(st.booleans(), max_size=40),
    st.builds(Spent, st.floats(0.1, 60), st.floats(1, 40), st.integers(1, 40)),
    st.floats(1, 120),
    st.floats(0, 1),
)
def test_one_answer_moves_the_middle_by_a_bounded_share(
    spent: list[Spent], came: list[bool], one: Spent, seconds: float, learning: float
) -> None:
    """Even the one that ends a skill that took long. Who comes back after weeks is told the good news faster."""
    days = [study_day(MONDAY - 40 + at, 900.0, 500.0) for at, there in enumerate(came) if there]
    costs, plan = [4.0] * 40, Plan(since=MONDAY - 60)
    before = measured(spent, days, plan, MONDAY)
    now = study_day(MONDAY, seconds, seconds * learning, answers=1)
    for more in (spent, [one, *spent]):
        after = measured(more, [*days, now], plan, MONDAY)
        moved = span(costs, after, 20)[1] / span(costs, before, 20)[1]
        assert 0.4 < moved < 1.5


def test_the_first_skill_that_took_long_widens_the_range_more_than_it_moves_it() -> None:
    usual, slow = (forecast([4.0] * 40, measured(spent, [], Plan(), MONDAY), Plan(), MONDAY) for spent in ([], LONG))
    assert slow.latest - usual.latest > slow.likely - usual.likely > 0


def test_who_always_needs_five_times_as_long_is_told_so_in_the_end() -> None:
    assert measured(LONG * 20, [], Plan(), MONDAY).factor == pytest.approx(5, rel=0.1)


LONG = [Spent(20.0, 4.0, 30)]


class Learner:
    """Somebody whose own cost of skills, share of reviews and attendance are drawn; studies day by day."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.factor = math.exp(chance.gauss(0, 0.35))
        self.spread = chance.uniform(0.3, 0.6)
        self.reviews = chance.uniform(0.2, 0.5)
        self.attendance = min(1.0, max(0.3, chance.gauss(0.75, 0.13)))

    def cost(self) -> float:
        """Minutes of a skill that usually takes four."""
        return 4 * self.factor * math.exp(self.chance.gauss(-(self.spread**2) / 2, self.spread))

    def study(self, costs: list[float], first: int, plan: Plan) -> tuple[list[DayRow], list[int]]:
        """The days, and on which of them each skill was learned."""
        left, done, days = list(costs), [], []
        day = first
        while left:
            if is_planned(plan, day) and self.chance.random() < self.attendance:
                seconds = plan.minutes * 60.0
                room = plan.minutes * (1 - self.reviews)
                days.append(study_day(day, seconds, room * 60))
                while left and room >= left[0]:
                    room -= left.pop(0)
                    done.append(day)
                if left:
                    left[0] -= room
            day += 1
        return days, done


@pytest.mark.parametrize("known", [0, 12, 30])
def test_four_times_in_five_the_truth_lies_in_the_range(known: int) -> None:
    inside = widths = 0
    count = 400
    for seed in range(count):
        learner = Learner(random.Random(seed * 7919 + known))
        plan = Plan(minutes=15, weekdays=learner.chance.choice([EVERY_DAY, frozenset({0, 2, 4, 5})]), since=MONDAY)
        costs = [learner.cost() for _ in range(known + 40)]
        days, done = learner.study(costs, MONDAY, plan)
        today = done[known - 1] if known else MONDAY
        past = [day for day in days if day.day <= today] if known else []
        pace = measured([Spent(cost, 4.0, 9) for cost in costs[:known]], past, plan, today)
        found = forecast([4.0] * 40, pace, plan, today + bool(known))
        inside += found.earliest <= done[-1] <= found.latest
        widths += found.latest - found.earliest
    assert 0.72 <= inside / count <= 0.93, (inside / count, widths / count)


def skills(edges: dict[str, str]) -> dict[str, SkillRow]:
    return {
        f"c/{name}": SkillRow(id=f"c/{name}", course="c", position=place, requires=[f"c/{one}" for one in needs])
        for place, (name, needs) in enumerate(edges.items())
    }


def test_skills_come_after_what_they_need_and_every_beginning_is_whole() -> None:
    rows = skills({"a": "", "b": "a", "d": "bc", "c": "a", "z": ""})
    order = in_order(rows, ["c/d", "c/z"])
    assert set(order) == set(rows)
    for place, name in enumerate(order):
        assert set(rows[name].requires) <= set(order[:place])


def test_a_loop_of_prerequisites_ends() -> None:
    assert sorted(in_order(skills({"a": "b", "b": "a"}), ["c/a"])) == ["c/a", "c/b"]


def test_the_highest_skills_stand_for_all_they_need() -> None:
    rows = skills({"a": "", "b": "a", "c": "b", "z": ""})
    assert highest(rows, list(rows)) == ["c/c", "c/z"]


def test_untimed_answers_take_the_usual_seconds() -> None:
    days: Sequence[DayRow] = [DayRow(id=str(MONDAY - 1), day=MONDAY - 1, answers=60)]
    assert measured([], days, Plan(minutes=round(60 * USUAL_SECONDS / 60)), MONDAY).fullness == 1
