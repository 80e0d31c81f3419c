"""Every screen as plain text, at three sizes: what people read, kept in `golden/`."""

import asyncio

import pytest
from tui_scenes import SCENES, scene

from tutor.tui.theme import THEMES

SIZES = ((80, 24), (60, 20), (120, 40))
KEPT = [name for name in SCENES if not name.startswith(("fractions", "months"))]


@pytest.mark.parametrize("name", KEPT)
async def test_a_screen_reads_as_it_was_kept_and_forty_by_fifteen_is_enough_to_see_what_to_do(name, golden):
    async with scene(name) as user:
        shown = [user.text]
        for size in SIZES[1:]:
            await user.resize(*size)
            shown.append(user.text)
        await user.resize(40, 15)
        tells_what_to_do(user)
    for (width, height), text in zip(SIZES, shown, strict=True):
        golden(f"{name}-{width}x{height}", text)


def tells_what_to_do(user):
    """The line of keys is there, and one of the keys that matter most."""
    assert len(user.lines) == 15
    keys = user.app.screen.query_one("#foot, #card-keys, #asking-keys, #listing-keys")
    assert keys.region.height == 1 and keys.region.bottom <= 15
    assert any(key in user.lines[keys.region.y] for key in ("Enter", "1–", "Esc", "Ctrl+D"))
    assert all(len(line) <= 40 for line in user.lines)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("pick", ["1–4 answer", "h hint", "u undo", "Esc stop", "? keys"]),
        ("pick-wrong", ["Enter go on", "e another way", "u undo", "Esc stop", "? keys"]),
        ("pairs", ["1–5 pair", "Enter answer", "u undo", "Esc stop", "? keys"]),
        ("text", ["Enter answer", "Esc leave field", "F1 keys"]),
    ],
)
async def test_at_sixty_columns_the_line_of_keys_keeps_what_matters_most(name, keys):
    async with scene(name, (60, 20)) as user:
        assert [key for key in keys if key not in user.lines[-1]] == []


async def test_no_colour_changes_no_word(monkeypatch):
    async with scene("pick-wrong") as user:
        coloured = user.text
    monkeypatch.setenv("NO_COLOR", "1")
    async with scene("pick-wrong") as user:
        assert user.app.no_color
        assert user.text == coloured


@pytest.mark.parametrize("theme", list(THEMES))
async def test_no_theme_changes_a_word(theme, without_colour):
    async with scene("pick-wrong", theme=theme) as user:
        assert user.app.theme == theme
        assert user.text == without_colour


@pytest.fixture(scope="module")
def without_colour():
    async def shown():
        async with scene("pick-wrong") as user:
            return user.text

    return asyncio.run(shown())
