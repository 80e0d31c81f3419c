"""Insight: from home by `i`, from question to question, its numbers by `d`; as text, as it was kept."""

import pytest
from tui_scenes import months, scene

from tutor.present.insight import TITLES

SIZES = ((80, 24), (60, 20), (40, 15))


async def test_every_question_reads_as_it_was_kept_and_so_do_its_numbers(golden):
    async with months().app(start="home") as user:
        await user.press("i")
        for name, title in TITLES.items():
            assert user.place == "Insight" and title in user.text
            for width, height in SIZES:
                await user.resize(width, height)
                golden(f"insight-{name}-{width}x{height}", user.text)
                assert all(len(line) <= width for line in user.lines)
            await user.resize(*SIZES[0])
            await user.press("d")
            golden(f"insight-{name}-numbers", user.text)
            await user.press("d", "enter")
        assert TITLES["days"] in user.text  # after the last comes the first


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["right"], "due"),
        (["right", "left", "left"], "hard"),
        (["6"], "sure"),
        (["8", "enter"], "days"),
        (["4", "d", "right"], "time"),
    ],
)
async def test_keys_lead_from_question_to_question(keys, name):
    async with scene("insight-nothing") as user:
        await user.press(*keys)
        assert TITLES[name] in user.text


async def test_escape_leads_home_and_the_help_names_every_question():
    async with scene("insight-nothing") as user:
        await user.press("question_mark")
        assert all(title in user.text for title in TITLES.values())
        await user.press("escape", "escape")
        assert user.place == "Home"


async def test_what_is_not_there_yet_is_said_and_the_numbers_are_no_empty_table():
    async with scene("insight-nothing") as user:
        for _ in TITLES:
            told = user.text
            await user.press("d")
            assert user.text.splitlines()[:-1] == told.splitlines()[:-1]
            await user.press("d", "right")


async def test_a_title_of_a_stranger_stays_text():
    async with months().app(start="home") as user:
        user.session.desk._heads.clear()
        title = user.session.desk.title
        user.session.desk.title = lambda name: f"[bold]{title(name)}[/]\x1b[31m"
        await user.press("i", "2")
        assert "[bold]" in user.text and "\x1b" not in user.text
