"""Keys that were on their way when something closed do nothing to what lies below, and never end the program."""

import pytest
from tui_scenes import scene, shapes


@pytest.mark.parametrize("opens", ["comma", "ctrl+t", "slash", "ctrl+p", "question_mark"])
@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_a_key_pressed_twice_at_once_closes_one_thing(opens, key):
    async with scene("home") as user:
        await user.press(opens)
        over = user.app.screen
        over.post_message(_pressed(key))
        over.post_message(_pressed(key))
        await user.idle()
        assert user.app.is_running and user.app._exception is None


def _pressed(key):
    from textual import events

    return events.Key(key, None)


async def test_a_command_on_a_letter_of_ones_own_keeps_its_control_key_where_letters_are_typed():
    async with shapes().app(start="home") as user:
        await user.app.set("keys.themes", "z")
        names = {key.name: key.names for key in user.app.screen.every_key()}
        assert names["themes"].split() == ["z", "ctrl+t"]


@pytest.mark.parametrize(("opens", "place"), [("slash", "Search"), ("ctrl+p", "Commands")])
async def test_what_is_typed_while_a_field_opens_stands_in_it(opens, place):
    async with scene("home") as user:
        user.time.wait(1)
        for key in (opens, *"thirds"):
            user.app.screen.post_message(_pressed(key) if len(key) > 1 else _letter(key))
        await user.idle()
        assert user.place == place and user.app.screen.field.value == "thirds"


def _letter(character):
    from textual import events

    return events.Key(character, character)
