"""The goal screen by keys: a forecast as a bar, three ways out, changing and dropping; a goal reached, a break over."""

from datetime import date, timedelta

import pytest
from tui_scenes import SOON, TEST, after_a_break, shapes, study, with_goals

from tutor.present.goal import range_bar, read_days


def one_goal(**fields):
    return with_goals(fields)


async def test_a_goal_that_slips_shows_its_range_and_three_ways_out():
    async with with_goals(SOON).app(start="home") as user:
        await user.press("g")
        for words in ("today ─", "▒", "┃ your day, 1 Dec", "1  More time", "2  Less for now", "3  A later day"):
            assert words in user.text


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_one_key_takes_a_way_out(key):
    async with with_goals(SOON).app(start="home") as user:
        await user.press("g")
        await user.press(key)
        assert "Changed. It fits now." in user.text and "More time" not in user.text
        [goal, _] = user.session.list_goals()
        assert goal.forecast["fits"] is True


async def test_several_goals_are_gone_through_with_tab():
    async with with_goals(SOON, TEST).app(start="home") as user:
        await user.press("g")
        assert "▸ cook for thirty people" in user.text
        await user.press("tab")
        assert "▸ pass the entrance test" in user.text and "you will likely recall" in user.text


async def test_a_goal_is_changed_in_fields_that_hold_what_it_is():
    async with shapes(lambda session: session.goal(words="speak", minutes_a_day=10)).app(start="home") as user:
        await user.press("g", "c")
        await user.write(" a little")
        await user.press("enter")
        await user.write("Cards")
        await user.press("enter", "enter")
        await user.write("weekend")
        await user.press("enter")
        await user.write("2027-01-31")
        await user.press("enter")
        assert "Is there an exam on that day?" in user.text
        await user.write("y")
        await user.press("enter")
        [goal] = user.session.list_goals()
        assert (goal.words, goal.about, goal.minutes_a_day) == ("speak a little", ["Cards"], 10)
        assert (goal.days, goal.date, goal.exam) == (["sat", "sun"], "2027-01-31", True)


async def test_what_belongs_to_no_course_is_said_and_the_rest_is_kept():
    async with shapes(lambda session: session.goal(words="speak")).app(start="home") as user:
        await user.press("g", "c", "enter")
        await user.write("cooking")
        await user.press("enter")
        await user.press(*["backspace"] * 2, *"45", *["enter"] * 3)
        assert "There is no skill, unit or course “cooking”" in user.text
        assert user.session.list_goals()[0].minutes_a_day == 45


async def test_a_goal_is_dropped_only_after_a_second_key():
    async with shapes(lambda session: session.goal(words="speak")).app(start="home") as user:
        await user.press("g", "d", "escape")
        assert len(user.session.list_goals()) == 1
        await user.press("d", "d")
        assert user.session.list_goals() == [] and "what you learned stays" in user.text
        await user.press("n")
        assert "What do you want to be able to do?" in user.text


async def test_who_comes_back_after_a_break_is_welcomed_without_a_count_of_what_is_due():
    async with after_a_break().app(start="home") as user:
        assert "Welcome back. We take it up gently, over three days." in user.text and " due" not in user.text
    async with after_a_break().app(start="study") as user:
        await user.press("escape")
        for _ in range(3):
            if user.place == "End":
                break
            await user.press("escape")
        assert "Welcome back" not in user.text and "little by little" in user.text and " due" not in user.text


async def test_a_reached_goal_is_told_with_the_answer_that_reached_it():
    def nearly(session):
        name = session.next().skill
        session.goal(words="read a map", skills=[name])
        for _ in range(40):
            study(session, session.next(skill=name), 0)
            row = session.desk.row(name)
            if row.quiz_open and row.quiz_right == row.quiz_need - 1:
                return
        raise AssertionError(row)

    async with shapes(nearly).app(start="study") as user:
        current = user.session.desk.current
        right = current.item.right_answer(current.setting)
        several = right if isinstance(right, list) else [right]
        texts = [choice["text"] for choice in current.task.choices]
        await user.press(*(str(texts.index(one) + 1) for one in several), *(["enter"] if several is right else []))
        assert "You reached your goal: read a map." in user.text


def test_the_bar_is_linear_in_time():
    found = {"earliest": "2026-12-01", "likely": "2026-12-06", "latest": "2026-12-11"}
    kinds = [kind for kind, _ in range_bar(date(2026, 11, 21), found, "2026-12-01", 21)]
    assert kinds == ["way"] * 10 + ["day"] + ["range"] * 4 + ["likely"] + ["range"] * 5
    today = date(2026, 12, 12)
    assert len(range_bar(today, {**found, "latest": "2026-12-12"}, "", 9)) == 9


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon wed", ["mon", "wed"]),
        ("Friday, Monday", ["mon", "fri"]),
        ("weekdays", ["mon", "tue", "wed", "thu", "fri"]),
        ("weekend and we", ["wed", "sat", "sun"]),
        ("every day", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
        ("someday", None),
        ("m", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(typed, days):
    assert read_days(typed) == days


async def test_a_unit_that_is_called_like_one_of_its_skills_is_named_by_its_title():
    async with with_goals(SOON).app(start="home") as user:
        unit, skill = user.session.called("fractions/percent"), user.session.skills_of_unit("fractions/percent")
        assert unit == ["fractions/percent"] and len(skill) > 1


async def test_a_goal_of_two_weeks_is_kept_with_one_key_and_asked_about_at_home_before():
    def prepare(session):
        now = session.desk.clock
        session.desk.clock = lambda: now() - timedelta(days=20)
        session.begin()
        session.goal(words="bake bread")
        session.desk.clock = now

    async with shapes(prepare).app(start="home") as user:
        assert "Does it still fit?" in user.text
        await user.press("g", "k")
        assert "Kept as it is." in user.text and "Does it still fit?" not in user.text
        await user.press("enter")
        assert user.place == "Home" and "Does it still fit?" not in user.text
