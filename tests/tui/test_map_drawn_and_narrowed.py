"""The map beside its list as a drawing, and narrowed; mathematics as it was written."""

import pytest
from tui_scenes import scene, shapes

from tutor.tui.formulas import formulas_in


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [
        ("fractions-map-begun", 160, 50),
        ("fractions-map-sql", 120, 40),
        ("fractions-map-shell", 160, 50),
    ],
)
async def test_a_wide_terminal_shows_the_graph_around_the_marked_skill(name, width, height, golden):
    async with scene(name, (width, height)) as user:
        golden(f"{name}-{width}x{height}", user.text)


async def test_the_drawing_follows_the_mark_and_goes_where_there_is_no_room():
    async with scene("fractions-map-shell", (160, 50)) as user:
        graph = user.app.screen.graph
        assert graph.chosen == user.app.screen.skill.id and "▸○ Look into" in user.text
        await user.press("up")
        assert graph.chosen == user.app.screen.skill.id and "▸○ Remove, with" in user.text
        await user.resize(119, 40)
        assert not graph.display and "▸ ○  Remove, with care" in user.text
        await user.resize(120, 40)
        assert graph.display and "▸○ Remove, with" in user.text


async def test_a_click_on_a_skill_of_the_drawing_marks_it():
    async with scene("fractions-map-shell", (160, 50)) as user:
        assert await clicked(user, "/paths") == user.app.screen.skill.id == user.app.screen.graph.chosen


async def clicked(user, end, below=0):
    """A click on a skill of the drawing, some lines below its first one; which it was."""
    graph = user.app.screen.graph
    box = next(box for box in graph.put.boxes if box.name.endswith(end))
    await user.pilot.click(graph, offset=(box.x + 3, box.y + below + graph.gutter.top))
    await user.idle()
    return box.name


async def test_a_click_on_the_second_line_of_a_title_marks_its_skill():
    async with scene("fractions-map-shell", (160, 50)) as user:
        assert user.app.screen.graph.put.lines == 2
        assert await clicked(user, "/paths", below=1) == user.app.screen.skill.id


async def test_a_click_on_a_skill_that_is_not_listed_shows_all_again_with_the_mark_on_it():
    async with scene("fractions-map-shell", (160, 50)) as user:
        await user.press("f", *"remove", "enter")
        assert await clicked(user, "/paths") == user.app.screen.skill.id
        assert not user.app.screen.field.display


async def test_the_mark_is_where_it_was_when_nothing_fitted_meanwhile():
    async with scene("fractions-map-shell", (160, 50)) as user:
        await user.press("up", "up")
        before = user.app.screen.skill.id
        await user.press("f", "~")
        assert user.app.screen.skill is None
        await user.press("escape")
        assert user.app.screen.skill.id == before


async def test_the_map_is_narrowed_while_one_types_and_escape_shows_all():
    async with shapes().app(start="home") as user:
        await user.press("c", "enter", "f", *"cit")
        assert "▸ ◔  Cities" in user.text and "○  Words" not in user.text
        await user.press("enter", "escape")
        assert user.place == "Map" and "Words" in user.text
        await user.press("f", *"is:locked")
        assert "◔  Cities" not in user.text and "▸ ○  Words" in user.text
        await user.press("escape")
        assert user.place == "Map" and "Cities" in user.text
        await user.press("escape")
        assert user.place == "Courses"


async def test_letters_are_no_commands_while_the_map_is_narrowed_and_then_are_again():
    async with shapes().app(start="home") as user:
        await user.press("c", "enter", "f", *"wol")
        assert user.place == "Map" and "Nothing on this map fits “wol” now." in user.text
        await user.press("backspace", "enter", "w")
        assert user.place == "Card" and "Words" in user.text


async def test_what_is_asked_after_a_state_that_there_is_not_says_which_there_are():
    async with shapes().app(start="home") as user:
        await user.press("c", "enter", "f", *"is:lost")
        assert "After is: comes one of due, new, locked" in user.text


async def test_an_empty_wish_shows_all_again():
    async with shapes().app(start="home") as user:
        await user.press("c", "enter", "f")
        assert "is:locked" in user.text
        await user.press("enter")
        assert not user.app.screen.field.display and "is:locked" not in user.text


FORMULAS = """\
format: 1
id: tried
title: Tried
units:
  - unit: one
    skills:
      - skill: halves
        lesson: [{text: 'A half is $\\frac{1}{2}$.'}]
        items: [{ask: 'How much is $\\frac{1}{2} + \\frac{1}{2}$?', answer: '1'}]
"""


async def test_a_key_shows_the_mathematics_as_it_was_written(pack):
    async with pack(FORMULAS).app() as user:
        await user.press("escape", "m")
        assert user.place == "Card" and "\\frac{1}{2} + \\frac{1}{2}" in user.text


async def test_the_lesson_on_the_map_has_the_same_key_and_without_mathematics_there_is_none(pack):
    async with pack(FORMULAS).app(start="home") as user:
        await user.press("c", "enter", "l")
        assert user.place == "Card" and "m maths as TeX" in user.text
        await user.press("m")
        assert "\\frac{1}{2}" in user.text
        await user.press("escape")
    async with shapes().app() as user:
        await user.press("m")
        assert user.place == "StudyScreen"


def test_each_formula_is_listed_once_and_money_is_none():
    assert formulas_in({"ask": "$x$, $5 and $10"}, ["$x$ and $z$"]) == ["x", "z"]
