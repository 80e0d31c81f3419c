"""Several learners on one computer: one book is closed before the next is opened, and nobody is lost on the way."""

import asyncio
import random

import pytest
from tui_scenes import shapes
from tui_world import Time, User

from tutor.core.learner.fold import apply
from tutor.core.settings import Kept, Settings
from tutor.store.book import Book
from tutor.store.settings import SettingsFile
from tutor.tui.app import TutorApp, run


class People:
    """Learners whose files lie in a folder; at most one of their books is open."""

    def __init__(self, folder, name="Ana"):
        self.folder, self.name, self.open = folder, name, []

    def file(self, name):
        return self.folder / f"{name}.sqlite"

    def names(self):
        return sorted({self.name, *(each.stem for each in self.folder.glob("*.sqlite"))})

    def wrong(self, name):
        return "" if name.isalpha() else "A name is letters."

    def turn_to(self, name):
        self.name = name
        kept = SettingsFile(self.file(name))
        kept.read()
        return self.opener(name), kept

    def opener(self, name):
        def opened():
            assert self.open == [], "two books are open"
            world = shapes()
            world.file = self.file(name)
            made = world.open()
            self.open.append(name)
            close = made.close
            made.close = lambda: (close(), self.open.remove(name))
            return made

        return opened


@pytest.fixture
def studied(tmp_path, monkeypatch):
    """Run the program for Ana, with one script of keys for each learner who comes to study."""

    def run_with(*scripts):
        people, seen, coming = People(tmp_path), [], iter(scripts)

        async def sit(app):
            time = Time()
            app.clock = time.clock
            async with app.run_test() as pilot:
                user = User(app, pilot, time)
                await user.idle()
                await next(coming)(user)

        def started(app):
            asyncio.run(sit(app))
            seen.append(people.open[0] if people.open else "")
            return app.return_value

        monkeypatch.setattr(TutorApp, "run", started)
        status = run(
            people.opener("Ana"),
            start="study",
            minutes=20,
            now=Time().now,
            kept=Kept(Settings(theme="dark")),
            people=people,
        )
        assert people.open == []
        return status, seen

    return run_with


def answers(people, name):
    with Book.open(people / f"{name}.sqlite", fold=apply, now=Time().now(), chance=random.Random(1)) as book:
        return book.length


def test_somebody_new_begins_with_a_book_of_their_own_and_turning_back_finds_all(studied, tmp_path):
    async def ana(user):
        await user.press("2", "L", "n", *"Ben", "enter")

    async def ben(user):
        assert user.place == "Home" and "Ben" in user.lines[0]
        assert user.session.desk.learner().answers == 0 and user.app.kept.settings == Settings()
        await user.press("comma", "down", "enter", "escape", "L")
        assert "Ana" in user.text and "now" in next(line for line in user.lines if "Ben" in line)
        await user.press("up", "enter")

    async def ana_again(user):
        assert user.session.desk.learner().answers == 1 and user.app.kept.settings.spacing == "normal"
        await user.press("q")

    assert studied(ana, ben, ana_again) == (0, ["Ana", "Ben", "Ana"])
    assert SettingsFile(tmp_path / "Ben.sqlite").read().spacing == "wide"
    assert answers(tmp_path, "Ana") > answers(tmp_path, "Ben")


def test_a_book_that_is_open_elsewhere_leads_back_with_a_sentence(studied, tmp_path):
    elsewhere = Book.open(tmp_path / "Ben.sqlite", fold=apply, now=Time().now(), chance=random.Random(1))

    async def ana(user):
        await user.press("ctrl+p", *"another", "space", *"learner", "enter", "down", "enter")

    async def not_ben(user):
        await user.idle()

    async def ana_again(user):
        assert user.place == "Card" and "already open" in user.text
        await user.press("escape", "q")

    try:
        assert studied(ana, not_ben, ana_again) == (0, ["Ana", "", "Ana"])
    finally:
        elsewhere.close()


def test_names_that_can_not_be_are_asked_again_and_oneself_is_already_there(studied):
    async def ana(user):
        await user.press("L", "enter")
        assert user.place == "StudyScreen"
        await user.press("L", "down", "enter", *"ana", "enter")
        assert "There is somebody of that name already." in user.text
        await user.press("1", "enter")
        assert "A name is letters." in user.text
        await user.press("escape", "escape", "ctrl+q")

    assert studied(ana) == (0, ["Ana"])


async def test_where_a_file_was_named_there_is_nobody_to_turn_to():
    async with shapes().app() as user:
        await user.press("L")
        assert user.place == "StudyScreen"
