"""A question is put away until tomorrow or for good, and brought back from the list."""

from datetime import timedelta

from tui_scenes import scene, shapes

from tutor.study.away import away

LIST = ["ctrl+p", *"what", "space", *"is", "space", *"put", "enter"]


async def test_put_away_until_tomorrow_it_is_listed_today_and_back_then():
    async with shapes().app() as user:
        item = user.task.item
        await user.press("minus")
        assert "Put away until tomorrow." in user.text and user.task.item != item
        assert [(one.item, one.until) for one in away(user.session.desk)] == [(item, "2026-11-22")]
        user.time.wait(timedelta(days=1).total_seconds())
        assert away(user.session.desk) == []


async def test_put_away_for_good_it_stays_away_until_it_is_brought_back():
    async with shapes().app() as user:
        item = user.task.item
        await user.press("at")
        assert "Put away for good" in user.text and user.task.item != item
        user.time.wait(timedelta(days=100).total_seconds())
        assert [one.item for one in away(user.session.desk)] == [item]
        await user.press(*LIST)
        assert user.place == "PutAway" and "Which city is the capital" in user.text and "for good" in user.text
        await user.press("enter")
        assert "It is back" in user.text and away(user.session.desk) == []
        await user.press("escape")
        assert user.place == "StudyScreen"


async def test_putting_away_is_taken_back_like_everything():
    async with shapes().app() as user:
        await user.press("at", "u")
        assert "Taken back." in user.text and away(user.session.desk) == []


async def test_an_empty_list_says_so():
    async with shapes().app() as user:
        await user.press(*LIST)
        assert "Nothing is put away." in user.text


async def test_the_list_has_questions_with_their_skill_and_their_day():
    async with scene("put-away", (60, 20)) as user:
        assert "until 24 Dec" in user.text and "until 22 Nov" in user.text and "for good" in user.text
        assert "Words" in user.text
