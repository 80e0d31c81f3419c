"""Where new users stumbled: ways back to a question, giving up, bringing back, keys that are named, small screens."""

import threading

import pytest
from tui_scenes import SCENES, fractions, kept, scene, shapes, some_away

from tutor.core.settings import Kept, Settings
from tutor.tui.people import People

MAP = ("ctrl+p", *"map", "space", *"of", "enter")
HOME = ("ctrl+p", *"home", "enter")
WEIGHT = """
format: 1
id: tried
title: Tried
version: 1.0.0
language: en
license: CC0-1.0
skills:
  - skill: units
    title: Units
    items: [{id: one, ask: How heavy is it?, number: 12, hints: [Weigh it.]}]
"""


@pytest.mark.parametrize("away", [(*MAP, "escape", "escape"), ("escape", "j", "escape"), ("escape", *HOME, "enter")])
async def test_a_question_that_is_left_for_a_look_elsewhere_is_there_as_it_was(pack, away):
    async with pack(WEIGHT).app() as user:
        await user.press("1", "f2")
        assert "Weigh it." in user.text
        await user.press(*away)
        assert user.place == "StudyScreen" and "Weigh it." in user.text and "1" in user.app.screen.area.field.value
        if not user.app.screen.typing:
            await user.press("enter")
        await user.press("end", *"2", "enter")
        assert "✓ Right." in user.text and user.session.desk.last.event.data.hints == 1


async def test_a_question_waits_through_a_search_that_goes_to_the_map():
    async with scene("pick-hint") as user:
        await user.press("slash", *"words", wait=0.5)
        await user.pilot.pause(0.2)
        await user.press("enter")
        assert user.place == "Map"
        await user.press("escape", "escape")
        assert user.place == "StudyScreen" and "Hint 1 of 2" in user.text


async def test_from_home_one_goes_on_with_the_question_that_waits():
    async with scene("pick-hint") as user:
        await user.press(*HOME)
        assert user.place == "Home"
        await user.press("enter")
        assert user.place == "StudyScreen" and "Hint 1 of 2" in user.text


async def test_something_else_is_studied_where_that_is_wished_and_nothing_waits_below():
    async with scene("pick-hint") as user:
        for _ in range(3):
            await user.press(*MAP, "enter")
            assert user.place == "StudyScreen"
            assert len(user.app.screen_stack) <= 2 + 1
        await user.press("escape")
        assert user.place == "End"


async def test_another_task_stands_there_when_it_comes_first_by_now():
    async with scene("pick-hint") as user:
        await user.press(*HOME, "p", "enter")
        assert user.place == "StudyScreen" and "placement" in user.lines[0]
        assert "Hint" not in user.text


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape"), ("enter", "enter", "2", "escape")])
async def test_escape_in_the_fields_of_a_goal_changes_nothing(keys):
    async with shapes(lambda session: session.goal(words="speak", minutes_a_day=10)).app(start="home") as user:
        await user.press("g", "c", *"ing", *keys)
        assert user.place == "Goals"
        [goal] = user.session.list_goals()
        assert goal.words == "speak" and goal.minutes_a_day == 10 and goal.date == ""


async def test_escape_at_any_field_sets_no_goal():
    async with shapes().app(start="home") as user:
        await user.press("g", *"read", "enter", "1", "0", "escape")
        assert user.place == "Home" and user.session.list_goals() == []


async def test_what_is_wrong_in_the_last_field_is_told_and_kept_to_be_mended():
    async with shapes().app(start="home") as user:
        await user.press("g", *"read", "enter", "enter", *"tomorrow", "enter")
        assert "Write the day like 2027-01-31" in user.text and "tomorrow" in user.text


async def test_a_bookmark_that_was_taken_away_is_brought_back_with_u():
    async with shapes(kept).app(start="home") as user:
        await user.press("j", "tab", "tab", "tab", "delete")
        assert "There are no bookmarks yet." in user.text and "u undo" in user.lines[-1]
        await user.press("u")
        assert [entry.sort for entry in user.session.notebook()].count("bookmark") == 1
        assert "u undo" not in user.lines[-1]


async def test_the_notebook_is_a_key_away_from_a_question_and_back():
    async with scene("pick") as user:
        await user.press("j")
        assert user.place == "NotebookScreen"
        await user.press("escape")
        assert user.place == "StudyScreen"


async def test_home_names_the_keys_that_are_the_learners_own():
    async with shapes().app(start="home", kept=Kept(Settings(theme="dark", keys={"courses": "z"}))) as user:
        assert "z shows it" in user.text and "c shows it" not in user.text


async def test_bringing_back_is_found_among_all_commands():
    async with shapes(some_away).app(start="home") as user:
        await user.press("ctrl+p", *"bring", "enter")
        assert user.place == "PutAway"


async def test_the_names_of_the_learners_are_looked_for_off_the_screen():
    seen = []

    class Slow(People):
        name = "Ana"

        def names(self):
            seen.append(threading.current_thread() is threading.main_thread())
            return ["Ana", "Ben"]

        def wrong(self, name):
            return ""

    async with shapes().app(start="home") as user:
        user.app.people = Slow()
        await user.app.go_home()
        await user.idle()
        assert "Ana · " in user.lines[0]
        await user.press("L")
        assert user.place == "Learners" and seen and not any(seen)


SMALL = [
    "pick",
    "pick-wrong",
    "text",
    "gaps",
    "lines",
    "pairs",
    "writing-told",
    "program",
    "explore",
    "map",
    "home",
    "end",
]


@pytest.mark.parametrize("name", SMALL)
async def test_the_smallest_screen_keeps_the_way_to_the_keys(name):
    assert name in SCENES
    async with scene(name, size=(40, 15)) as user:
        assert "? keys" in user.lines[-1] or "F1 keys" in user.lines[-1]


@pytest.mark.parametrize("name", ["pick-wrong", "lines-wrong", "fractions-feedback"])
async def test_on_the_smallest_screen_feedback_opens_with_what_was_right(name):
    async with scene(name, size=(40, 15)) as user:
        assert "✓" in user.text and "read on" in user.lines[-1]
        assert "Not yet." in user.text or "Partly right." in user.text
        await user.press("enter")
        assert "It comes back soon." in user.text and "Enter go on" in user.lines[-1]


async def test_the_colours_are_chosen_on_a_card_as_wide_as_the_screen():
    async with scene("themes", size=(100, 24)) as user:
        card = user.app.screen.query_one("Vertical").region
        assert card.width == 100
        below = user.lines[card.y :]
        assert "Colours" in "".join(below) and not any("Week" in line or "Goal" in line for line in below)


async def test_a_drawing_is_never_folded():
    async with fractions().app(size=(40, 15)) as user:
        await user.press("1", "enter", "enter")
        assert any("not equal   |--|--------|-----|" in line for line in user.lines)


async def test_the_mouse_marks_the_letters_that_it_points_at_on_every_line():
    async with scene("map") as user:
        rows = user.app.screen.rows
        left, top = rows.content_region.offset
        for y in (0, 1, 2, 4):
            widget, offset = user.app.screen.get_widget_and_offset_at(left + 6, top + y)
            assert (widget, offset) == (rows, (6, y)) or not user.lines[top + y].strip()


async def test_what_may_be_typed_on_the_map_is_not_told_when_nothing_can_be_typed():
    async with scene("map") as user:
        await user.press("f")
        assert "is:locked" in user.text
        await user.press(*"cit", "escape")
        assert "is:locked" not in user.text and "Of every hundred" in user.text
