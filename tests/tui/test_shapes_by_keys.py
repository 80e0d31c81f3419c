"""The shapes that take more than a line, by keys and by mouse: lines, pairs, groups, longer texts, programs, parts."""

import pytest
from tui_scenes import kitchen, scene, straight_lines

from tutor.tui.areas.standing import compare, in_order


def rows(user, *starts):
    """The lines of the page that begin with one of these, without the blanks around them."""
    return [line.strip() for line in user.lines if line.strip().startswith(starts)]


def given(user):
    """What the last answer was, as it lies on disk."""
    return user.session.desk.last.event.data.response


async def at(user, words):
    """Click where these words stand on the screen."""
    y = next(number for number, line in enumerate(user.lines) if words in line)
    user.time.wait(1)
    await user.pilot.click(offset=(user.lines[y].index(words) + 1, y))
    await user.idle()


# Lines


async def test_digits_place_lines_and_the_digit_again_takes_one_back():
    async with kitchen("tea").app() as user:
        await user.press("2", "1", "3")
        assert [user.app.screen.area.lines.index(line) + 1 for line in user.app.screen.area.draft()] == [2, 1, 3]
        await user.press("1")
        assert [user.app.screen.area.lines.index(line) + 1 for line in user.app.screen.area.draft()] == [2, 3]


async def test_lines_in_the_right_order_are_right():
    async with scene("lines-right") as user:
        assert "✓ Right." in user.text
        assert len(rows(user, "✓  ")) == 5


async def test_a_line_left_over_is_asked_about_once():
    async with kitchen("tea").app() as user:
        await user.press("1", "enter")
        assert "5 are left out. Enter once more answers so." in user.text
        assert user.session.status()["answers"] == 0
        await user.press("2")
        assert "Enter once more" not in user.text
        await user.press("enter", "enter")
        assert user.session.status()["answers"] == 1


async def test_enter_with_nothing_placed_answers_nothing():
    async with kitchen("tea").app() as user:
        await user.press("enter", "enter", "enter")
        assert user.session.status()["answers"] == 0 and "Enter once more" not in user.text


async def test_space_takes_a_line_up_and_the_arrows_carry_it():
    async with kitchen("program").app() as user:
        area = user.app.screen.area
        await user.press(*"12345", "space")  # the mark stays on the last one placed
        assert "↕ 5" in user.text and "Space let go" in user.text
        await user.press("up", "up", "space")
        assert area.placed == [0, 1, 4, 2, 3] and "↕" not in user.text
        await user.press("shift+up")
        assert area.placed == [0, 4, 1, 2, 3]


async def test_carried_over_the_middle_a_line_is_placed_or_put_back():
    async with kitchen("tea").app() as user:
        area = user.app.screen.area
        await user.press("1", "2", "shift+up")
        assert area.placed == [0, 1, 2]
        await user.press("shift+down")
        assert area.placed == [0, 1]


async def test_x_puts_a_line_back():
    async with kitchen("tea").app() as user:
        await user.press("1", "2", "up", "up", "x")
        assert len(user.app.screen.area.placed) == 1


async def test_a_click_places_a_line_and_another_takes_it_back():
    async with kitchen("tea").app() as user:
        await at(user, "Add salt")
        assert user.app.screen.area.draft() == ["Add salt"]
        await at(user, "Add salt")
        assert user.app.screen.area.draft() is None


async def test_lines_of_a_program_keep_their_indentation_and_are_no_prose():
    async with kitchen("program").app() as user:
        line = next(line for line in user.lines if "print(n)" in line)
        other = next(line for line in user.lines if "while" in line)
        assert line.index("print") - other.index("while") == 4


async def test_after_wrong_lines_each_says_where_it_stood():
    async with scene("lines-wrong") as user:
        assert "Partly right." in user.text
        assert any("you left it out" in line for line in user.lines)
        assert any("yours: 1" in line for line in user.lines)


@pytest.mark.parametrize(
    ("right", "had", "stands", "said"),
    [
        ("abc", "abc", "abc", ["", "", ""]),
        ("abc", "cab", "ab", ["", "", "yours: 1"]),
        ("abc", "ac", "ac", ["", "you left it out", ""]),
        ("ab", "axb", "ab", ["", "", "doesn't belong; yours: 2"]),
        ("abcb", "abbc", "abb", ["", "", "", "yours: 4"]),
        ("ab", "", "", ["you left it out", "you left it out"]),
    ],
)
def test_the_longest_run_in_order_stands_and_the_others_say_where_they_were(right, had, stands, said):
    found = compare(list(right), list(had))
    assert "".join(one.text for one in found if one.stands) == stands
    assert sorted(one.said for one in found) == sorted(said)


def test_lines_that_stand_are_numbered_in_both_orders():
    assert in_order(list("abcd"), list("bacd")) in ({1: 0, 2: 2, 3: 3}, {0: 1, 2: 2, 3: 3})


# Pairs and groups


async def test_digits_pair_from_top_to_bottom():
    async with kitchen("capitals").app() as user:
        area, right = user.app.screen.area, user.right()
        await user.press(*(str(area.options.index(right[left]) + 1) for left in area.things))
        assert user.app.screen.area.draft() == right
        await user.press("enter")
        assert "✓ Right." in user.text and given(user) == right


async def test_a_partner_may_be_given_twice_and_taken_back():
    async with kitchen("capitals").app() as user:
        area = user.app.screen.area
        await user.press("1", "1")
        assert area.given == {0: 0, 1: 0}
        await user.press("up", "x")
        assert area.given == {0: 0}


async def test_left_and_right_go_through_the_partners_in_a_circle():
    async with kitchen("capitals").app() as user:
        area = user.app.screen.area
        await user.press("right", "right")
        assert area.given == {0: 1}
        await user.press("left", "left")
        assert area.given == {}
        await user.press("left")
        assert area.given == {0: 4}


async def test_open_pairs_are_asked_about_once():
    async with kitchen("capitals").app() as user:
        await user.press("1", "enter")
        assert "3 are without a partner. Enter once more answers so." in user.text
        await user.press("enter")
        assert len(given(user)) == 1


async def test_wrong_pairs_show_what_was_given_and_what_is_right():
    async with kitchen("capitals").app() as user:
        area, right = user.app.screen.area, user.right()
        vienna, madrid = area.options.index("Vienna") + 1, area.options.index("Madrid") + 1
        others = [str(area.options.index(right[left]) + 1) for left in area.things[1:]]
        assert area.things[0] == "Spain" and madrid != vienna
        await user.press(str(vienna), *others, "enter")
        assert "· Spain      [Vienna] → Madrid" in user.text
        assert "✓ Portugal   Lisbon" in user.text


async def test_partners_stand_beside_where_there_is_room_and_else_below():
    async with kitchen("capitals").app() as user:
        assert "1   " in next(line for line in user.lines if "Spain" in line)
        await user.resize(36, 20)
        assert "1   " not in next(line for line in user.lines if "Spain" in line)
        assert rows(user, "1   ", "2   ")


async def test_a_click_on_a_partner_gives_it_to_the_marked_thing():
    async with kitchen("capitals").app() as user:
        await at(user, "Italy")
        await at(user, "Rome")
        assert user.app.screen.area.draft() == {"Italy": "Rome"}


async def test_things_go_into_groups_and_the_groups_show_them():
    async with kitchen("animals").app() as user:
        area = user.app.screen.area
        home = {thing: group for group, things in user.right().items() for thing in things}
        await user.press(*(str(area.options.index(home[thing]) + 1) for thing in area.things))
        birds = next(line for line in user.lines if line.strip().startswith("2   Birds"))
        assert "penguin" in birds and "eagle" in birds and ", " in birds
        await user.press("enter")
        assert "✓ Right." in user.text
        assert {thing: group for group, things in given(user).items() for thing in things} == home


async def test_a_thing_in_the_wrong_group_says_which_is_right():
    async with scene("groups-wrong") as user:
        assert "[Birds] → Mammals" in user.text and "Partly right." in user.text


# Writing and programs


async def test_enter_is_a_new_line_and_ctrl_d_hands_in():
    async with kitchen("letter").app() as user:
        await user.write("one two")
        await user.press("enter")
        await user.write("three")
        assert "3 words, 20 to 60 asked for" in user.text
        await user.press("ctrl+d", "ctrl+d")
        assert "A model" in user.text and "two" in user.text and "three" in user.text


async def test_a_text_with_too_few_words_is_asked_about_once_and_never_refused():
    async with kitchen("letter").app() as user:
        await user.write("one two")
        await user.press("ctrl+d")
        assert "That is 2 words; 20 are asked. Hand it in all the same?" in user.text
        assert "Ctrl+D hand in all the same" in user.lines[-1] and user.app.screen.mode == "asked"
        await user.write(" three")
        assert "3 words, 20 to 60 asked for" in user.text and "all the same" not in user.text
        await user.press("ctrl+d", "f5")
        assert user.app.screen.mode == "revealed" and "You wrote 3 words" in user.text


async def test_two_quick_presses_do_not_hand_in_what_is_too_short():
    async with kitchen("letter").app() as user:
        await user.write("one two")
        await user.pilot.press("ctrl+d", "ctrl+d")
        await user.idle()
        assert user.app.screen.mode == "asked"


async def test_enough_words_are_handed_in_at_once():
    async with kitchen("letter").app() as user:
        await user.write("word " * 20)
        await user.press("ctrl+d")
        assert user.app.screen.mode == "revealed"


async def test_nothing_written_is_not_handed_in():
    async with kitchen("letter").app() as user:
        await user.press("ctrl+d", "space", "f5")
        assert user.app.screen.mode == "asked"


async def test_letters_are_commands_after_escape_and_enter_leads_back():
    async with kitchen("letter").app() as user:
        await user.write("so")
        await user.press("escape", "enter")
        await user.write("s")
        assert user.app.screen.area.draft() == "sos"
        await user.press("escape", "s")
        assert "A model" in user.text and user.app.screen.mode == "told"


async def test_a_rubric_is_rated_by_digits_and_enter():
    async with kitchen("letter").app() as user:
        await user.write("words")
        await user.press("ctrl+d", "ctrl+d", "enter")
        assert user.app.screen.mode == "revealed"  # Enter alone rates nothing, it goes to the next criterion
        await user.press("2", "3", "enter")
        data = user.session.desk.last.event.data
        assert data.criteria == [2, 1] and data.rating == "good" and data.text == "words"


async def test_the_marked_criterion_is_brought_into_view():
    async with kitchen("letter").app(size=(60, 20)) as user:
        await user.write("words")
        await user.press("ctrl+d", "ctrl+d", "down")
        assert "3 ○  Always" in user.text


async def test_levels_are_chosen_with_arrows_too_and_can_be_changed():
    async with kitchen("letter").app() as user:
        await user.write("words")
        await user.press("ctrl+d", "ctrl+d", "right", "right", "down", "left", "up", "left", "enter")
        assert user.session.desk.last.event.data.criteria == [0, 2]


async def test_a_program_starts_with_the_authors_lines_and_indents():
    async with kitchen("double").app() as user:
        editor = user.app.screen.area.editor
        assert editor.text == "def double(n):\n    ..."
        await user.press("backspace", "backspace", "backspace")
        await user.write("if")
        await user.press(":", "enter", "x", "enter", "tab", "y", "shift+tab")
        assert editor.text == "def double(n):\n    if:\n        x\n        y"


async def test_a_program_is_shown_beside_the_solution_and_then_rated():
    async with scene("program-told") as user:
        assert "One solution" in user.text and "return 2 * n" in user.text and "How well did you know it?" in user.text
        await user.press("2")
        assert user.session.desk.last.event.data.rating == "hard"


async def test_what_is_pasted_into_an_editor_is_cleaned_and_bounded():
    from textual import events

    async with kitchen("letter").app() as user:
        editor = user.app.screen.area.editor
        user.app.post_message(events.Paste("\x1b[31mred\n\x9bblue\tgreen"))
        await user.idle()
        assert editor.text == "\ufffd[31mred\n\ufffdblue    green"
        user.app.post_message(events.Paste("x" * 50_000))
        await user.idle()
        assert len(editor.text) == 20_000


# Parts


async def test_parts_are_answered_one_after_the_other_and_handed_in_together():
    async with kitchen("bill").app() as user:
        await user.press("4", "enter")
        assert user.session.status()["answers"] == 0
        right = user.right()
        await user.press("f", "2")
        assert given(user)[:2] == ["4", False] and len(right) == 3
        assert "✓ Right." in user.text


async def test_a_part_can_be_changed_before_the_last_one_is_answered():
    async with kitchen("bill").app() as user:
        await user.press("5", "enter", "t", "shift+tab", "shift+tab", "backspace", "4", "tab", "f", "2")
        assert user.app.screen.mode == "told"
        assert len(rows(user, "✓ Right.")) >= 2 and "Partly right" not in user.text


async def test_each_part_says_whether_it_was_right():
    async with scene("parts-told", (80, 40)) as user:
        assert "· Not yet.  Right is 4" in user.text
        assert len(rows(user, "✓ Right.")) == 1
        assert "Partly right." in user.text


async def test_escape_leaves_the_field_of_a_part_and_enter_leads_back():
    async with kitchen("bill").app() as user:
        await user.press("4", "escape", "enter", "2")
        assert user.app.screen.area.parts[0].area.field.value == "42"


# Lessons to explore, media


async def test_arrows_move_the_values_and_the_picture_follows():
    async with scene("explore") as user:
        before = user.lines
        assert "a = 1" in user.text and "b = 0.5" in user.text
        await user.press("left", "shift+left")
        assert "b = −3" in user.text or "b = −2.5" in user.text
        assert user.lines[5:15] != before[5:15]


async def test_the_picture_is_told_in_words_too():
    async with scene("explore-words") as user:
        assert "x = −10:  y = −5" in user.text and "point:  x = 0, y = 2" in user.text


async def test_enter_goes_on_from_a_lesson_that_is_explored():
    async with scene("explore") as user:
        await user.press("enter")
        assert user.app.screen.mode == "asked" and not user.app.screen.explore.display


async def test_another_way_that_is_explored_opens_on_a_card_and_stays_as_a_picture():
    async with scene("explore-chance") as user:
        assert user.place == "Exploring"
        await user.press("right", "t", "t", "escape")
        assert (
            user.place == "StudyScreen" and "y = a*x + b" not in user.lines[0] and "Another way: explore" in user.text
        )


async def test_chance_is_drawn_again_with_r():
    async with straight_lines().app() as user:
        await user.app.go_study(skill="kitchen/curves")
        await user.idle()
        await user.press("s", "e", "escape", "e")
        bars = [line for line in user.lines if "█" in line]
        await user.press("r")
        assert bars and [line for line in user.lines if "█" in line] != bars


async def test_media_are_told_by_their_words_and_a_link_is_only_text():
    async with scene("media") as user:
        assert "▦ A seven-minute video" in user.text and "https://example.org/video" in user.text


async def test_words_of_the_glossary_are_explained_where_they_stand():
    async with scene("explore") as user:
        await user.press("d")
        assert "slope  how much a line rises with each step to the right" in user.text and "kettle" not in user.text
    async with kitchen("capitals").app() as user:
        await user.press("d")
        assert "No word here stands in the glossary" in user.text
