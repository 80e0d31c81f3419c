"""Everything can be found by its words, and put on another key; two are never on one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_scenes import SCENES, scene, shapes

from tutor.core.settings import Kept, Settings
from tutor.tui.actions import ACTIONS, EVERYWHERE, clash, named, own_keys, shown

AT_HAND = ["pick", "pick-wrong", "pick-right", "lesson", "quiz", "recall-told", "home", "map-locked", "courses", "end"]
TO_UNDO = ["down"] * list(ACTIONS).index("undo")
WITHOUT_NAME = {"enter", "escape", "1", "2", "3", "4", "0", "tab", "i", "t", "r", "ctrl+d", "f5"}
"""First keys of what is not put elsewhere: what all screens share, and what fields and pictures understand."""


@pytest.mark.parametrize("name", [*AT_HAND, "goal-several", "placement-home"])
async def test_what_has_a_letter_can_have_another_and_the_table_says_which_and_where(name):
    full = next(one for one in (name, f"fractions-{name}") if one in SCENES)
    async with scene(full) as user:
        screen = user.app.screen
        for key in screen.every_key():
            if key.action is None or key.names.split()[0] in WITHOUT_NAME - {
                ACTIONS.get(key.name, ACTIONS["help"]).key
            }:
                continue
            action = ACTIONS[key.name]
            assert action.key in key.names.split(), key
            assert action.places == EVERYWHERE or type(screen).__name__ in action.places, key


def test_at_first_no_two_actions_are_on_one_key():
    assert [problem for name, action in ACTIONS.items() if (problem := clash({}, name, shown(action.key)))] == []


async def test_a_command_is_found_by_a_part_of_its_words_and_done():
    async with scene("pick") as user:
        await user.press("ctrl+p", *"hint", "enter")
        assert user.place == "StudyScreen" and "Hint" in user.text


async def test_the_commands_lead_everywhere():
    async with shapes().app() as user:
        for words, place in [("portf", "Portfolio"), ("map", "Map"), ("home", "Home"), ("all cour", "Courses")]:
            await user.press("colon", *[{" ": "space"}.get(one, one) for one in words], "enter")
            assert user.place == place, words


async def test_the_commands_are_chosen_by_arrows_too_and_esc_does_nothing():
    async with scene("home") as user:
        await user.press("ctrl+p", "down", "enter")
        assert user.place == "Courses"
        await user.press("ctrl+p", "escape")
        assert user.place == "Courses"


async def test_a_word_that_is_nothing_here_is_told_kindly():
    async with scene("pick") as user:
        await user.press("ctrl+p", *"xyzzy")
        assert "Nothing here is called so" in user.text
        await user.press("enter")
        assert user.place == "Commands"


async def test_while_something_is_typed_a_colon_is_a_colon_and_the_commands_keep_what_was_typed():
    async with scene("text") as user:
        await user.press("colon", "ctrl+p", *"settings", "enter")
        assert user.place == "SettingsCard"
        await user.press("escape")
        assert "cafe:" in user.text


async def test_a_command_gets_the_key_that_is_pressed_and_gives_up_its_own():
    async with scene("pick") as user:
        await user.press("ctrl+p", *"keys", "space", *"of", "enter", *TO_UNDO, "enter", "z")
        assert "“undo” is on z now." in user.text and "z, in place of u" in user.text
        assert user.app.kept.settings.keys == {"undo": "z"}
        await user.press("escape")
        assert "z undo" in user.lines[-1]
        await user.press("4", "u")
        assert "Not yet" in user.text
        await user.press("z")
        assert user.session.desk.learner().answers == 0 and "Not yet" not in user.text
        await user.press("question_mark")
        assert any(line.split()[:2] == ["z", "undo."] for line in user.lines)


async def test_a_key_that_is_taken_is_told_in_a_sentence_and_refused():
    async with scene("own-keys") as user:
        await user.press("h")
        assert "h is for “hint” already" in user.text and user.app.kept.settings.keys == {}


async def test_the_first_key_comes_back():
    async with shapes().app(kept=Kept(Settings(theme="dark", keys={"undo": "z"}))) as user:
        assert "z undo" in user.lines[-1]
        await user.press("comma", "up", *["down"] * 5, "enter", *TO_UNDO, "delete")
        assert user.app.kept.settings.keys == {}
        await user.press("escape", "escape")
        assert "u undo" in user.lines[-1]


async def test_keys_in_a_file_that_can_not_be_are_left_out_and_told():
    async with shapes().app(kept=Kept(Settings(theme="dark", keys={"undo": "h", "hint": "enter", "fly": "f"}))) as user:
        assert user.app.own_keys == {} and "u undo" in user.lines[-1]
        await user.press("comma")
        assert "There is no command “fly”" in user.text


async def test_function_keys_stay_beside_ones_own_key():
    async with shapes().app(kept=Kept(Settings(theme="dark", keys={"hint": "z"}))) as user:
        await user.press("f2")
        assert "Hint" in user.text


@given(
    st.dictionaries(
        st.sampled_from(list(ACTIONS)) | st.text(max_size=9),
        st.sampled_from([*"abcdefghijklmnop-,!?:@ñß²\x1b", "f11", "ctrl+p", "ctrl+g", "enter", "space"])
        | st.text(max_size=5),
        max_size=9,
    )
)
def test_whatever_is_set_no_two_actions_that_meet_are_on_one_key(keys):
    own, problems = own_keys(keys)
    assert len(own) + len(problems) == len(keys)
    assert all(problem.endswith(".") for problem in problems)
    for name, key in own.items():
        assert clash({one: its for one, its in own.items() if one != name}, name, shown(key)) == ""
        assert named(shown(key)) == key
