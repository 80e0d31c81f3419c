"""A stranger's pack is asked about on a card before its first program is shown; Esc says: not now."""

from __future__ import annotations

import pytest
from tui_scenes import stranger


async def test_the_card_names_who_what_and_where_before_the_program_is_shown():
    async with stranger().app() as user:
        assert "May the programs of" in user.text and "on this computer?" in user.text
        said = " ".join(user.text.split())
        assert "It is not signed." in said and "What runs: Python in kitchen.yaml" in said
        assert "Runs in a closed box: no files, no network." in user.text
        assert "y yes, let them run" in user.text and "Esc not now" in user.text
        assert "Write a function" not in user.text


async def test_yes_shows_the_program_and_is_kept():
    async with stranger().app() as user:
        await user.press("y")
        assert "May the programs of" not in user.text and "F5 run" in user.text
        assert [answer.allowed for answer in user.session.desk.permits._answers.kept] == [True]


@pytest.mark.parametrize(("key", "kept"), [("escape", []), ("n", [False])])
async def test_anything_else_passes_the_program_over_and_says_why(key, kept):
    async with stranger().app() as user:
        await user.press(key)
        assert [answer.allowed for answer in user.session.desk.permits._answers.kept] == kept
        assert "May the programs of" not in user.text and "F5 run" not in user.text
        assert user.session.left_out()


async def test_keys_typed_ahead_say_nothing_and_a_yes_after_a_moment_does():
    from textual import events

    async with stranger().app() as user:
        for _ in range(5):  # as fast as somebody types
            user.time.wait(0.3)
            user.app.post_message(events.Key("y", "y"))
            await user.idle()
        assert "May the programs of" in user.text
        assert user.session.desk.permits._answers.kept == []
        await user.press("y")
        assert [answer.allowed for answer in user.session.desk.permits._answers.kept] == [True]


async def test_not_now_may_be_said_at_once():
    async with stranger().app() as user:
        await user.press("escape", wait=0.0)
        assert "May the programs of" not in user.text
