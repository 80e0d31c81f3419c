"""Studying with the keyboard: whole sessions, one key at a time, and what every key does."""

import pytest
from tui_scenes import at_words, only, opened, scene, shapes
from tui_world import OTHER, SHAPES, World, compiled

from tutor.core.settings import Kept, Settings


async def answer_with_digits_and_enter(user, *, right=True):
    """Do whatever is asked with nothing but digits and Enter."""
    screen = user.app.screen
    if (
        user.place == "Card"
        or user.place in ("Asking", "Likes")
        or screen.mode in ("reading", "told", "revealed")
        or screen.asked.shape == "self_rate"
    ):
        await user.press("enter")
    elif screen.asked.shape in ("pick", "pick_many"):
        wanted = user.right()
        wanted = wanted if isinstance(wanted, list) else [wanted]
        keys = [
            n
            for n, one in enumerate(screen.asked.options, 1)
            if (one.text in wanted or one.response in wanted) == right
        ]
        for number in keys if screen.asked.shape == "pick_many" else keys[:1]:
            await user.press(str(number))
        if screen.asked.shape == "pick_many":
            await user.press("enter")
    elif screen.asked.shape == "gaps":
        for _ in screen.area.values:
            await user.press("1", "enter")
    else:
        await user.press(*(str(user.right()) if str(user.right()).isdigit() else "1"), "enter")
        if screen.mode == "asked":  # almost
            await user.press("1", "enter")


async def test_a_learner_who_knows_only_enter_and_digits_gets_to_the_end(world):
    async with world.app(minutes=2) as user:
        places = set()
        for _ in range(120):
            places.add(user.place)
            if user.place == "End":
                break
            user.time.wait(3)
            await answer_with_digits_and_enter(user)
        assert user.place == "End"
        assert "Asking" in places
        assert "All is kept." in user.text
        await user.press("enter")
        assert user.place == "Home"
        await user.press("enter")
        assert user.place == "StudyScreen"


async def test_a_whole_course_can_be_learned_by_keys(world):
    async with world.app(minutes=600) as user:
        for _ in range(300):
            if user.place == "End":
                break
            screen = user.app.screen
            if user.place == "StudyScreen" and screen.mode == "asked" and screen.asked.shape in ("text", "gaps"):
                wanted = user.right()
                for gap in wanted if isinstance(wanted, list) else [str(wanted)]:
                    await user.write(gap)
                    await user.press("enter")
            else:
                await answer_with_digits_and_enter(user)
        assert user.place == "End"
        assert "You learned new things." in user.text
        assert "Cities is learned." in user.text and "Words opens." in user.text
        states = {line["skill"]: line["state"] for line in user.session.status()["skills"]}
        assert states["shapes/cities"] == states["shapes/words"] == "learned"


async def test_a_digit_answers_and_the_question_stays_where_it_is(world):
    async with world.app() as user:
        before = user.lines
        await user.press("4")
        after = user.lines
        assert after[3] == before[3] and "Which city" in after[3]
        assert [line[5:8] for line in after[5:9]] == [line[5:8] for line in before[5:9]]
        assert "▸ 4   Toledo   your answer" in user.text
        assert "✓ 2   Madrid" in user.text
        assert user.session.status()["answers"] == 1


async def test_nothing_is_mounted_anew_from_one_question_to_the_next(world):
    async with world.app() as user:
        await user.press("2", "enter", "enter")
        widgets = set(user.app.screen.walk_children())
        await user.press("1", "enter")
        assert set(user.app.screen.walk_children()) == widgets


async def test_arrows_move_the_mark_and_enter_answers(world):
    async with world.app() as user:
        await user.press("down", "down")
        assert "▸ 2   Madrid" in user.text
        await user.press("enter")
        assert "✓ Right." in user.text


async def test_enter_without_a_mark_answers_nothing(world):
    async with world.app() as user:
        await user.press("enter", "enter")
        assert user.session.status()["answers"] == 0


async def test_a_double_enter_does_not_skip_the_feedback(world):
    async with world.app() as user:
        await user.press("down", "down")
        await user.press("enter", "enter", "enter", wait=0.05)
        assert "✓ Right." in user.text
        await user.press("enter", wait=0.3)
        assert "✓ Right." not in user.text


async def test_a_digit_pressed_twice_does_not_answer_the_next_question(world):
    async with world.app() as user:
        await user.press("2", "enter", "enter")
        assert user.app.screen.mode == "asked"
        await user.press("1", wait=0.1)
        assert user.app.screen.mode == "asked"


async def test_a_double_space_reveals_but_does_not_rate():
    async with scene("recall") as user:
        await user.press("space", "space", wait=0.1)
        assert "How well did you know it?" in user.text
        assert user.session.status()["answers"] == 0
        await user.press("space")
        assert user.session.status()["answers"] == 1


@pytest.mark.parametrize(
    ("key", "rating"), [("1", "again"), ("2", "hard"), ("3", "good"), ("4", "easy"), ("enter", "good")]
)
async def test_a_revealed_answer_is_rated(key, rating):
    async with scene("recall-told") as user:
        assert "el agua" in user.text or "la casa" in user.text or "el pan" in user.text
        await user.press(key)
        assert user.session.desk.last.event.data.rating == rating


async def test_letters_are_text_in_a_field_and_commands_after_escape():
    async with scene("text") as user:
        assert "cafe" in user.text and "F4 why this" in user.text
        await user.press("s", "escape")
        assert user.place == "StudyScreen" and "cafes" in user.text
        assert "s skip" in user.text
        await user.press("s")
        assert "Right is   café" in user.text


async def test_enter_leads_back_into_the_field():
    async with scene("text") as user:
        await user.press("escape", "enter", "s")
        assert "cafes" in user.text


async def test_escape_out_of_the_field_stops_and_all_is_kept():
    async with scene("text") as user:
        await user.press("escape", "escape")
        assert user.place == "End" and "All is kept." in user.text
        await user.press("m")
        assert user.place == "StudyScreen" and "coffee" in user.text


async def test_almost_keeps_what_was_typed_and_marks_where_it_differs():
    async with scene("text-almost") as user:
        lines = user.lines
        at = next(n for n, line in enumerate(lines) if "Almost" in line)
        assert lines[at + 2].index("e") == lines[at + 3].index("^")
        assert "café" not in user.text
        assert user.app.screen.area.field.value == "cafe"
        await user.press("end", "backspace", "é", "enter")
        assert "✓ Right." in user.text


async def test_typing_after_almost_replaces_what_stood_there():
    async with scene("text-almost") as user:
        assert user.app.screen.area.field.selected_text == "cafe"
        await user.write("café")
        await user.press("enter")
        assert "✓ Right." in user.text


async def test_the_unit_that_is_to_be_typed_is_not_drawn_beside_the_field():
    async with scene("unit") as user:
        field = next(line for line in user.lines if "▸" in line)
        assert field.split() == ["▸", "650", "with", "its", "unit"]


GAPS = """
id: tried
title: Tried
items: [{id: a, ask: Fill., cloze: "The [[mitochondrion|mitochondria]] makes [[ATP]] for the cell."}]
"""


async def test_a_gap_filled_with_another_accepted_text_is_shown_as_right_beside_a_wrong_one(pack):
    async with pack(GAPS).app() as user:
        await user.write("mitochondria")
        await user.press("enter")
        await user.write("ADX")
        await user.press("enter")
        assert "The mitochondria makes ATP" in user.text and "ADX — right is ATP" in user.text


async def test_what_was_typed_stands_above_what_is_right():
    async with scene("text-wrong") as user:
        typed, marks, right, more = user.lines[9:13]
        assert typed.split() == ["you", "buenas", "noches"] and right.split() == ["right", "buenos", "días"]
        assert typed.index("as") == marks.index("^") and more.index("^") == right.index("os d")


async def test_hints_come_one_at_a_time_and_end(world):
    async with world.app() as user:
        await user.press("h")
        assert "It lies in the middle." in user.text and "begins with an M" not in user.text
        await user.press("h", "h")
        assert "It begins with an M." in user.text and "no more hints" in user.text
        await user.press("2")
        assert user.session.desk.last.event.data.hints == 2


async def test_in_a_quiz_there_are_no_hints_and_the_head_says_so():
    async with scene("quiz") as user:
        assert "quiz 1 of 2 · no hints" in user.lines[0]
        await user.press("h")
        assert "Hint" not in user.text


async def test_a_passed_quiz_is_one_line_of_joy():
    async with scene("quiz") as user:
        for _ in range(2):
            await answer_with_digits_and_enter(user)
            text = user.text
            await user.press("enter")
        assert "★ Quiz passed: Cities is learned." in text
        assert "Words opens." in text


async def test_a_failed_quiz_says_what_comes_next():
    async with scene("quiz") as user:
        for _ in range(2):
            await answer_with_digits_and_enter(user, right=False)
            text = user.text
            if "Not this time" in text:
                break
            await user.press("enter")
        said = " ".join(text.split())
        assert "the test-out ends here" in said and "You can try again tomorrow" in said


async def test_skipping_shows_the_answer_and_counts_as_not_known(world):
    async with world.app() as user:
        await user.press("s")
        assert "✓ 2   Madrid" in user.text and "Not yet" not in user.text
        assert user.session.desk.last.event.data.skipped


async def test_undo_brings_the_question_back(world):
    async with world.app() as user:
        await user.press("4", "u")
        assert "Taken back." in user.text and "Which city" in user.text
        assert user.session.status()["answers"] == 0
        assert user.app.screen.sitting.tally.answers == 0
        await user.press("2")
        assert "✓ Right." in user.text


async def test_an_answer_that_should_count_is_kept_for_the_author_and_not_graded(world):
    async with world.app() as user:
        await user.press("4", "exclamation_mark")
        assert user.place == "Asking"
        await user.write("Toledo was")
        await user.press("enter")
        assert "Kept for the author." in user.text
        assert user.session.status()["answers"] == 0


async def test_escape_from_the_objection_leaves_everything_as_it_was(world):
    async with world.app() as user:
        await user.press("4", "exclamation_mark", "escape")
        assert "▸ 4   Toledo" in user.text
        assert user.session.status()["answers"] == 1


async def test_an_item_is_put_away_until_tomorrow(world):
    async with world.app() as user:
        item = user.task.item
        await user.press("minus")
        assert "Put away until tomorrow." in user.text
        assert user.task.item != item


async def test_a_lucky_guess_can_be_admitted(world):
    async with world.app() as user:
        await user.press("2", "g")
        assert "Noted as a guess" in user.text
        assert user.session.desk.last.event.data.rating == "again"


async def test_how_sure_one_is_goes_with_the_answer(world):
    async with world.app() as user:
        await user.press("c")
        assert "2   fairly sure" in user.text
        await user.press("2")
        assert "fairly sure" in user.lines[0] and user.app.screen.mode == "asked"
        await user.press("2")
        assert user.session.desk.last.event.data.confidence == 2


async def test_why_shows_the_sentence_and_the_evidence(world):
    async with world.app() as user:
        await user.press("4", "w")
        assert user.place == "Card"
        assert "New for you" in user.text and "Lately" in user.text and "its quiz wants 90 %" in user.text
        await user.press("escape")
        assert "▸ 4   Toledo" in user.text


async def test_help_lists_every_key_of_this_moment(world):
    async with world.app(size=(80, 44)) as user:
        await user.press("question_mark")
        for words in ("skip", "undo", "put away until tomorrow", "colours", "settings", "quit, all is kept"):
            assert words in user.text
        await user.press("escape")
        assert user.place == "StudyScreen"


async def test_help_opens_with_f1_while_typing():
    async with scene("text") as user:
        await user.press("f1")
        assert "leave field" in user.text and user.place == "Card"


async def test_another_way_of_explaining_is_shown_below(world):
    async with world.app() as user:
        await user.press("4", "e")
        assert "Another way: words" in user.text and "two very large cities" in user.text
        await user.press("e")
        assert "Another way: story" in user.text


async def test_a_lesson_step_asks_tells_and_goes_on():
    async with scene("steps-told") as user:
        assert "✓ Right." in user.text and "100 − 7 = 93." in user.text
        assert "comes back" not in user.text
        await user.press("enter")
        assert "✓ 93" in user.text and "Is that more than half?" in user.text
        await user.press("t", "enter")
        assert "Half would be 50 of 100." in user.text
        assert "Enter go on" in user.text


async def test_several_are_ticked_and_then_given():
    async with scene("pick-many") as user:
        assert "1   [x] Barcelona" in user.text and "2   [ ] Valencia" in user.text
        await user.press("3", "2", "enter")
        assert "✓ Right." in user.text


async def test_nothing_ticked_is_no_answer():
    world = only(shapes(), "by-the-sea")
    async with world.app() as user:
        await user.press("enter")
        assert user.app.screen.mode == "asked"


async def test_true_and_false_have_letters_too():
    async with scene("true-false") as user:
        await user.press("t")
        assert "✓ Right." in user.text


async def test_gaps_are_filled_in_place():
    async with scene("gaps") as user:
        assert "high plain___, and Bar_____ lies" in user.text
        await user.press("backspace", "backspace", "backspace")
        await user.write("barcelona")
        await user.press("enter")
        assert "✓ Right." in user.text


async def test_the_time_is_up_and_five_more_minutes_are_offered(world):
    async with world.app(minutes=1, kept=Kept(Settings(theme="dark", timer="on"))) as user:
        user.time.wait(90)
        await user.press("2", "enter")
        assert user.place == "End"
        assert "Your time for today is up." in user.text and "m five more minutes" in user.text
        await user.press("m")
        assert user.place == "StudyScreen" and "5 min left" in user.lines[0]


async def test_time_away_from_the_keyboard_is_not_study_time(world):
    async with world.app(minutes=20, kept=Kept(Settings(theme="dark", timer="on"))) as user:
        user.time.wait(3600)
        await user.press("2", "enter")
        assert user.place == "StudyScreen" and "17 min left" in user.lines[0]


async def test_no_minutes_are_counted_where_no_timer_is_wanted(world):
    async with world.app() as user:
        assert "practice" in user.lines[0] and "min" not in user.lines[0]


async def test_a_new_learner_is_asked_once_after_five_answers_and_each_may_be_left_out(world):
    async with world.app() as user:
        asked = 0
        for _ in range(40):
            if user.place == "Asking":
                asked += 1
                await user.write("Ana")
                await user.press("enter", "escape", "enter")
                assert "How do you like things explained?" in user.text
                await user.press("down", "enter", "escape")
                assert user.session.likes()[0] == ["words"]
                assert (
                    "Thank you, Ana. Learning can be learned, too:" in user.text
                )  # so small a course needs no placement
            await answer_with_digits_and_enter(user)
        assert asked == 1
        assert user.session.home([]).name == "Ana"


async def test_who_studies_learning_already_is_not_told_of_that_course(pack):
    items = "".join(f"  - {{id: i{n}, ask: What is {n} + 1?, number: {n + 1}}}\n" for n in range(20))
    world = pack(f"id: learn-to-learn\ntitle: Sums\nitems:\n{items}")
    world.courses = ("learn-to-learn",)
    async with world.app() as user:
        for _ in range(40):
            if user.place == "Asking":
                break
            await user.write("0")
            await user.press("enter", "enter")
        await user.write("Ana")
        await user.press("enter", "escape", "enter", "escape")
        assert "Thank you, Ana." in user.text and "Learning can be learned" not in user.text


async def test_a_placement_has_no_marks_and_says_when_it_is_over():
    def nearly(session):
        for _ in range(4):
            task = session.next()
            while task.kind == "lesson":
                session.answer(task.id, None)
                task = session.next()
            session.skip(task.id)

    async with shapes(nearly).app() as user:
        for _ in range(6):
            if user.place == "Asking":
                break
            await answer_with_digits_and_enter(user)
        await user.press("escape", "escape", "escape", "escape", "p")
        assert "The placement begins." in user.text and "placement · no marks · about" in user.lines[0]
        assert "Learning can be learned, too:" in user.text
        for _ in range(30):
            if user.task.kind != "place":
                break
            assert "Right." not in user.text and "Not yet" not in user.text
            await user.press("escape" if user.app.screen.typing else "up", "0")
        assert "The placement is over. You begin at the beginning" in user.text


async def test_the_skill_that_was_asked_for_comes_first():
    async with World(compiled([SHAPES, OTHER]), ("shapes",), prepare=opened("percent")).app(start="home") as user:
        await user.app.go_study(skill="shapes/percent")
        await user.idle()
        assert "40 of 100 people" in user.text


async def test_ctrl_c_and_ctrl_q_quit_with_all_kept():
    for key in ("ctrl+c", "ctrl+q"):
        async with at_words("coffee").app() as user:
            await user.press(key)
            assert user.app.return_value == 0


async def test_enter_again_on_an_unchanged_almost_does_nothing():
    async with at_words("coffee").app() as user:
        await user.write("cafe")
        await user.press("enter", "enter", "enter")
        assert "Almost" in user.text and "Not yet" not in user.text


async def test_with_nothing_to_do_study_begins_at_its_end():
    async with World(compiled([OTHER]), ("rivers",), prepare=put_all_away).app() as user:
        assert user.place == "End"
        assert "m go on after all" not in user.text
        await user.press("enter")
        assert user.place == "Home" and "All done for now" in user.text


def put_all_away(session):
    for ref in session.desk.shelf.items("rivers/rivers"):
        session.suspend(ref.id)


async def test_going_on_after_the_fifth_answer_asks_no_second_time(world):
    async with world.app() as user:
        asked = 0
        for _ in range(30):
            asked += user.place == "Asking"
            if (
                user.place == "StudyScreen"
                and user.app.screen.mode == "told"
                and user.app.screen.sitting.tally.answers == 5
            ):
                await user.press("escape", "m")
            await answer_with_digits_and_enter(user)
        assert asked <= 3  # one card of three questions


async def test_the_answer_that_was_given_is_the_one_that_is_shown(world):
    async with world.app() as user:
        user.time.wait(1)
        await user.pilot.press("4", "1", "2")
        await user.idle()
        assert "▸ 4   Toledo   your answer" in user.text and user.text.count("your answer") == 1


async def test_what_was_ticked_before_skipping_is_no_answer():
    async with scene("pick-many") as user:
        await user.press("s")
        assert "✓ 1" in user.text and "your answer" not in user.text


async def test_skipped_gaps_show_what_belongs_into_them():
    async with scene("gaps") as user:
        await user.press("ctrl+s")
        assert "high plain, and Barcelona lies" in user.text


async def test_what_was_said_of_a_first_try_goes_when_the_next_one_is_judged():
    async with scene("text") as user:
        await user.write("!!")
        await user.press("enter")
        nearly = "Almost" in user.text
        await user.write("Lisbon")
        await user.press("enter")
        assert nearly and "Almost" not in user.text
