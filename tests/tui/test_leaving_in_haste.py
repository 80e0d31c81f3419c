"""Ctrl+Q right behind other keys: what they were for is done and on disk before the program ends."""

from contextlib import closing

import pytest
from test_keys_in_haste import at_once
from tui_scenes import only, opened
from tui_world import OTHER, SHAPES, World, compiled

from tutor.core.settings import Kept, Settings


@pytest.fixture
def lasting(tmp_path):
    """A world whose learner is in a file, and somebody who reads it when the program has ended."""
    return World(compiled([SHAPES, OTHER]), ("shapes",), file=tmp_path / "learner.db")


def found_in(world):
    """What the learner's file holds, by the names of its events."""
    world.prepare = None
    world.open()
    with closing(world.opened) as again:
        return [type(event.data).__name__ for event in again.book.events()]


async def left(world, keys, *, first=(), start="study", kept=None):
    """The learner's file after some keys one by one, and others all at once with Ctrl+Q as the last."""
    async with world.app(start=start, kept=kept) as user:
        if start == "study":
            await user.app.go_study(skill="shapes/words")
            await user.idle()
        await user.press(*first)
        await at_once(user, *keys, "ctrl+q")
        assert user.app._exit
    return found_in(world)


@pytest.mark.parametrize("keys", [("x", "enter"), (*"good", "space", *"day", "enter", "enter")])
async def test_a_typed_answer_is_kept(lasting, keys):
    lasting.prepare = opened("words")
    assert (await left(only(lasting, "good-day"), keys)).count("Answered") == 1


async def test_a_goal_is_kept(lasting):
    keys = (*"read", "enter", "1", "5", "enter", "enter")
    assert "GoalSet" in await left(lasting, keys, first=["g"], start="home")


async def test_a_note_is_kept(lasting):
    assert "Noted" in await left(lasting, (*"mind", "enter"), first=["c", "enter", "n"], start="home")


async def test_a_setting_is_kept(lasting):
    kept = Kept(Settings(theme="dark"))
    await left(lasting, ("down", "right"), first=["comma"], start="home", kept=kept)
    assert kept.settings.spacing == "wide"


async def test_what_is_begun_and_not_sent_off_is_nothing(lasting):
    lasting.prepare = opened("words")
    assert "Answered" not in await left(only(lasting, "good-day"), ("x",))


async def test_what_is_pressed_after_it_is_nothing(lasting):
    lasting.prepare = opened("words")
    assert "Answered" not in await left(only(lasting, "good-day"), ("ctrl+q", "x", "enter"))
