"""What one may say of oneself, by keys: how sure one is, how it feels. Nobody is asked, and nothing is in the way."""

import pytest
from tui_scenes import scene, shapes


async def test_a_word_about_being_sure_is_said_with_two_keys_and_stands_in_the_head(world):
    async with world.app() as user:
        await user.press("c")
        assert user.place == "Card" and "How sure are you?" in user.text
        await user.press("3")
        assert user.place == "StudyScreen" and "sure ·" in user.lines[0]
        assert user.session.status()["answers"] == 0
        await user.press("2")
        assert user.session.desk.last.event.data.confidence == 3
        await user.press("enter")
        assert "sure ·" not in user.lines[0]


@pytest.mark.parametrize("key", ["escape", "c", "enter"])
async def test_saying_nothing_after_all_leaves_nothing(world, key):
    async with world.app() as user:
        await user.press("c", "1")
        await user.press("c", key)
        assert user.place == "StudyScreen" and "guessing" not in user.lines[0]
        await user.press("2")
        assert user.session.desk.last.event.data.confidence is None


async def test_a_digit_pressed_twice_in_haste_does_not_answer(world):
    async with world.app() as user:
        await user.press("c")
        await user.press("2", "2", wait=0.05)
        assert user.app.screen.mode == "asked" and user.session.status()["answers"] == 0


async def test_while_something_is_typed_function_keys_do_it():
    async with scene("text") as user:
        await user.press("f7", "2")
        assert "fairly sure" in user.lines[0] and "cafe" in user.text
        await user.press("f8")
        assert "How does this feel?" in user.text
        await user.press("1")
        assert "Harder ones for a while" in user.text and "cafe" in user.text


async def test_sure_and_wrong_is_worth_a_moment(world):
    async with world.app() as user:
        await user.press("c", "3", "4")
        assert "You were sure" in user.text and "what surprises" in user.text


async def test_who_is_lost_reads_first_and_meets_the_very_same_question(world):
    async with world.app() as user:
        await user.press("2", "enter")
        while user.app.screen.mode == "reading":
            await user.press("enter")
        task = user.task
        await user.press("l", "3")
        assert user.task.kind == "lesson" and "Good that you say so" in user.text
        for _ in range(9):
            if user.task.kind != "lesson":
                break
            await user.press("enter")
        assert user.task.id == task.id


async def test_what_seems_easy_may_be_tested_out_of(world):
    async with world.app() as user:
        for _ in range(3):
            await user.press("l", "1")
        assert "You may test out of it" in user.text and "t test out of it" in user.text
        await user.press("t")
        assert user.task.kind == "quiz"


async def test_after_the_answer_it_can_be_said_too(world):
    async with world.app() as user:
        await user.press("4", "l", "2")
        assert "It goes on like this." in user.text and user.app.screen.mode == "told"


async def test_in_a_quiz_nobody_says_how_it_feels():
    async with scene("quiz") as user:
        assert user.task.kind == "quiz"
        await user.press("l")
        assert user.place == "StudyScreen"


async def test_each_rating_says_when_it_comes_back():
    async with scene("recall-told") as user:
        assert "1 again soon" in user.text and "3 good 2 days" in user.text


async def test_the_end_says_how_well_one_knows_what_one_knows_once_there_is_enough():
    def prepare(session):
        session.calibration = lambda: {"sentence": "When you were sure, 6 of 12 were right."}

    async with shapes(prepare).app() as user:
        await user.press("2", "escape")
        assert user.place == "End" and "When you were sure, 6 of 12 were right." in user.text


async def test_the_end_says_nothing_of_it_before(world):
    async with world.app() as user:
        await user.press("c", "3", "2", "escape")
        assert user.place == "End" and "When you" not in user.text
