"""The minutes are shown only where they are wanted; the wide spacing parts lines, and keeps what has a shape."""

from itertools import pairwise

import pytest
from tui_scenes import scene, shapes

from tutor.core.settings import Kept, Settings
from tutor.tui.prose import lay
from tutor.tui.spacing import spacing

TIMED = Settings(theme="dark", timer="on")


@pytest.fixture(autouse=True)
def _as_before():
    yield
    spacing.wide = False


@pytest.fixture
def wide():
    spacing.wide = True


async def test_no_minutes_are_counted_unless_they_are_wanted():
    async with shapes().app() as user:
        user.time.wait(600)
        await user.press("2", "enter")
        assert "minute" not in user.lines[0]


async def test_the_minutes_of_the_sitting_stand_quietly_in_the_head_line():
    async with shapes().app(kept=Kept(TIMED)) as user:
        assert "minute 1 · practice" in user.lines[0]
        user.time.wait(430)
        await user.press("2", "enter")
        assert "minute 8 · " in user.lines[0]
        user.time.wait(60)
        user.app.screen._tick()
        await user.idle()
        assert "minute 9 · " in user.lines[0]


async def test_the_wide_spacing_is_seen_at_once_and_goes_at_once():
    async with scene("pick") as user:
        close = user.text
        await user.press("comma", "down", "enter", "escape")
        rows = [number for number, row in enumerate(user.lines) if row.strip()[:1] in ("1", "2", "3", "4")][:4]
        assert [after - before for before, after in pairwise(rows)] == [2, 2, 2]
        await user.press("comma", "down", "enter", "escape")
        assert user.text == close


async def test_at_eighty_by_twenty_four_the_wide_spacing_shows_question_and_answers():
    async with shapes().app(kept=Kept(Settings(theme="dark", spacing="wide"))) as user:
        assert all(word in user.text for word in ("Which city", "Barcelona", "Toledo", "? keys"))
        await user.press("4")
        assert "Not yet" in user.text or "Enter read on" in user.text


def test_lines_of_a_text_stand_apart_and_are_shorter(wide):
    drawn = lay("word " * 30 + "\n\nNext.")(72).plain.split("\n")
    assert drawn[1] == "" and max(map(len, drawn)) <= 60
    assert drawn[-3:] == ["", "", "Next."]


@pytest.mark.parametrize("shape", ["```\nfor x in y:\n    print(x)\n```", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"])
def test_code_and_tables_keep_their_shape(shape, wide):
    assert "" not in lay(shape)(60).plain.split("\n")
