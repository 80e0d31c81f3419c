"""Keys that come faster than an answer is judged, and labels that follow one another."""

import pytest
from textual import events
from tui_scenes import at_words, only, shapes

UNITS = """
format: 1
id: tried
title: Tried
version: 1.0.0
language: en
license: CC0-1.0
skills:
  - skill: units
    title: Units
    items:
      - {id: one, ask: How heavy is it?, number: 3, unit: g, difficulty: 1}
      - {id: two, ask: How dense is it?, number: 5, unit: mmol/L, difficulty: 2}
"""


async def at_once(user, *keys):
    """Keys that are all there before the first one is done with."""
    user.time.wait(1)
    for key in keys:
        user.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await user.idle()


@pytest.mark.parametrize("keys", [("2", "enter"), ("4", "enter"), ("2", "2", "2"), ("down", "enter", "enter")])
async def test_an_answer_that_is_given_twice_in_haste_is_given_once(world, keys):
    async with world.app() as user:
        await at_once(user, *keys)
        assert "your answer" in user.text
        assert "not in hand" not in user.text
        assert user.session.status()["answers"] == 1


async def test_true_and_enter_in_haste_is_one_answer():
    async with at_words("true").app() as user:
        await user.app.go_study(skill="shapes/words")
        await user.idle()
        await at_once(user, "t", "enter")
        assert "✓ Right." in user.text and "not in hand" not in user.text


async def test_a_typed_answer_and_two_enters_in_haste_is_one_answer():
    async with only(shapes(lambda session: session.open("shapes/words")), "good-day").app() as user:
        await user.app.go_study(skill="shapes/words")
        await user.idle()
        await at_once(user, "x", "enter", "enter", "enter")
        assert "not in hand" not in user.text and user.session.status()["answers"] == 1


async def test_more_enters_than_questions_in_haste_are_no_trouble():
    async with shapes().app(start="home") as user:
        await user.press("g", *"read")
        await at_once(user, *["enter"] * 9)
        assert [goal.words for goal in user.session.list_goals()] == ["read"]


async def test_a_label_beside_a_field_is_as_wide_as_its_own_words(pack):
    from tutor.tui.safe import text

    async with pack(UNITS).app() as user:
        unit = user.app.screen.area.unit
        for words in ("g", "mmol/L", "m"):
            unit.display = True
            unit.show(text(words))
            await user.idle()
            assert unit.content_size.width == len(words)


@pytest.mark.parametrize("width", [50, 56, 60])
async def test_a_narrow_line_of_keys_keeps_the_hint_and_undo(world, width):
    async with world.app(size=(width, 20)) as user:
        assert "h hint" in user.lines[-1] and "Esc stop" in user.lines[-1]
        await user.press("4")
        assert "u undo" in user.lines[-1] and "Enter go on" in user.lines[-1]


async def test_a_field_on_a_narrow_screen_keeps_its_hint(pack):
    hinted = UNITS.replace("difficulty: 1", "difficulty: 1, hints: [Weigh it.]")
    async with only(pack(hinted), "one").app(size=(50, 20)) as user:
        assert "F2 hint" in user.lines[-1] and "Enter answer" in user.lines[-1]
