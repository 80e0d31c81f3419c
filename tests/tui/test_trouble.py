"""When the disk fails, and when there is nothing to open: nothing is lost in silence."""

import contextlib
import io

import pytest
from tui_scenes import at_words, scene
from tui_world import Time

from tutor.store.trouble import StoreTrouble
from tutor.tui.app import run
from tutor.tui.bridge import NotOpened, Refused, Study

FULL = StoreTrouble("disk_full", "me.sqlite could not be written (no space), so this is not saved; free some space.")


class FullDisk:
    """A book whose writing fails until there is room again."""

    def __init__(self, user):
        self.book = user.session.desk.book
        self.record, self.undo = self.book.record, self.book.undo
        self.full(True)

    def full(self, now):
        def fail(*things):
            raise FULL

        self.book.record = fail if now else self.record
        self.book.undo = fail if now else self.undo


async def test_an_answer_that_could_not_be_saved_stays_and_enter_tries_again():
    async with scene("text") as user:
        disk = FullDisk(user)
        await user.press("backspace", "é", "enter")
        assert "This is NOT saved." in user.text and "free some space" in user.text
        assert "café" in user.text and user.app.screen.mode == "asked"
        await user.press("enter")
        assert "This is NOT saved." in user.text
        disk.full(False)
        await user.press("enter")
        assert "✓ Right." in user.text and "NOT saved" not in user.text
        assert user.session.status()["answers"] == 1


async def test_a_choice_that_could_not_be_saved_is_given_again_with_enter(world):
    async with world.app() as user:
        disk = FullDisk(user)
        await user.press("2")
        assert "This is NOT saved." in user.text and "Enter try again" in user.text
        disk.full(False)
        await user.press("enter")
        assert "✓ Right." in user.text


async def test_a_rating_that_could_not_be_saved_is_given_again_with_enter():
    async with scene("recall-told") as user:
        disk = FullDisk(user)
        await user.press("4")
        assert "This is NOT saved." in user.text
        disk.full(False)
        await user.press("enter")
        assert user.session.desk.last.event.data.rating == "easy"


async def test_a_lesson_that_could_not_be_kept_waits():
    async with scene("lesson") as user:
        disk = FullDisk(user)
        await user.press("enter")
        assert "This is NOT saved." in user.text and "two very large cities" in user.text
        disk.full(False)
        await user.press("enter")
        assert "NOT saved" not in user.text and user.app.screen.current.kind != "lesson"


async def test_undo_that_could_not_be_saved_says_so(world):
    async with world.app() as user:
        await user.press("2")
        FullDisk(user)
        await user.press("u")
        assert "This is NOT saved." in user.text and "✓ 2   Madrid" in user.text


async def test_one_can_always_leave_with_a_full_disk():
    async with at_words("coffee").app() as user:
        FullDisk(user)
        await user.press("1", "escape", "escape")
        assert user.place == "End"


class CannotOpen(Exception):
    status = 2


def fails(error):
    def opener():
        raise error

    return opener


@pytest.mark.parametrize(("error", "status"), [(CannotOpen("There is no course “x”."), 2), (FULL, 1)])
async def test_what_can_not_be_opened_ends_with_its_sentence(error, status):
    study = Study(fails(error))
    with pytest.raises(NotOpened) as found:
        await study.call(lambda session: session.next())
    assert (str(found.value), found.value.status) == (str(error), status)
    assert study.close() == ()


@pytest.mark.parametrize("start", ["home", "study"])
def test_the_program_says_why_it_could_not_open_and_nothing_else(start, monkeypatch):
    from tutor.tui import app

    monkeypatch.setattr(app.TutorApp, "run", lambda self: self._run_headless())
    monkeypatch.setattr(app.TutorApp, "_run_headless", headless, raising=False)
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        assert run(fails(CannotOpen("There is no course “x”.")), start=start, minutes=None, now=Time().now) == 2
    assert said.getvalue() == "There is no course “x”.\n"


def headless(app):
    import asyncio

    return asyncio.run(app.run_async(headless=True))


async def test_a_mistake_of_the_program_is_not_swallowed():
    study = Study(fails(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        await study.call(lambda session: session.next())
    study.close()


async def test_what_the_session_refuses_is_a_sentence(world):
    study = Study(world.open)
    found = await study.call(lambda session: session.open("shapes/nothing"))
    assert isinstance(found, Refused) and "There is no skill" in found.sentence and not found.unsaved
    study.close()
