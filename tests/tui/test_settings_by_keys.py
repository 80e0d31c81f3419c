"""Settings by keys: seen at once, kept for good, and told when they can't be kept."""

from tui_scenes import scene, shapes

from tutor.core.settings import Kept, Settings
from tutor.store.settings import SettingsFile, place
from tutor.tui.theme import THEMES


async def test_a_palette_is_seen_while_it_is_looked_for_and_esc_takes_the_old_one_back():
    async with scene("pick") as user:
        await user.press("ctrl+t", "down", "down")
        assert user.app.theme == "tutor-contrast" and "Which city" in user.text
        await user.press("escape")
        assert user.app.theme == "tutor-dark" and user.app.kept.settings.theme == "dark"


async def test_a_palette_that_is_chosen_is_kept():
    async with scene("pick") as user:
        await user.press("ctrl+t", "down", "enter")
        assert user.place == "StudyScreen" and user.app.theme == "tutor-light"
        assert user.app.kept.settings.theme == "light"


async def test_every_palette_of_the_list_is_one_of_ours():
    async with scene("pick") as user:
        await user.press("ctrl+t", *["up"] * 9)
        for _ in range(7):
            assert user.app.theme in THEMES
            await user.press("down")
        assert user.app.theme == "tutor-terminal"


async def test_the_settings_are_changed_by_enter_and_by_the_arrows():
    async with scene("settings") as user:
        await user.press("down", "enter")
        assert "Spacing     wide" in user.text and user.app.kept.settings.spacing == "wide"
        await user.press("left", "down", "right")
        assert "Spacing     normal" in user.text and "Motion      on" in user.text
        assert user.app.animation_level == "full"
        await user.press("escape")
        assert user.place == "Home"


async def test_colours_are_chosen_from_the_settings_too():
    async with scene("settings") as user:
        await user.press("enter", "down", "enter")
        assert user.place == "SettingsCard" and "Colours     light" in user.text


async def test_what_is_set_is_on_the_disk_and_holds_from_the_next_start_on(tmp_path):
    path = tmp_path / "me.sqlite"
    world = shapes()
    async with world.app(kept=SettingsFile(path)) as user:
        await user.press("comma", "down", "enter")
    kept = SettingsFile(path)
    assert kept.read() == Settings(spacing="wide")


async def test_what_can_not_be_kept_is_told(tmp_path):
    path = tmp_path / "me.sqlite"
    (tmp_path / "me.sqlite.settings.json").mkdir()
    (tmp_path / "me.sqlite.settings.json.damaged").write_text("in the way")
    async with shapes().app(kept=SettingsFile(path)) as user:
        await user.press("comma", "down", "enter")
        assert place(path).name in user.text.replace("\n", "") and "Spacing     normal" in user.text


async def test_where_something_is_typed_a_comma_is_a_comma():
    async with scene("text") as user:
        await user.press("comma")
        assert user.place == "StudyScreen" and "cafe," in user.text


async def test_no_colour_leaves_none_and_no_choice_of_one(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "")
    async with shapes().app(kept=Kept(Settings(theme="sepia"))) as user:
        strips = user.app.screen._compositor.render_strips()
        filtered = [one.apply_filter(user.app._filters[-1], user.app.screen.background_colors[1]) for one in strips]
        colours = {
            colour for strip in filtered for s in strip if s.style for colour in (s.style.color, s.style.bgcolor)
        }
        assert all(colour is None or colour.is_default for colour in colours)
        await user.press("ctrl+t")
        assert "NO_COLOR is set" in user.text
