"""Somebody who presses and clicks anything at all. What they do comes from a seed, so it can be done once more.

A life is one learner and one file: the app is opened a few times, each time at another place and size, keys and clicks
follow one another, and then Esc and the key that quits must lead out of it.
"""

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import events
from textual.errors import NoWidget
from tui_scenes import handed_in, kept, some_away, weeks
from tui_world import CODE, KITCHEN, MEALS, OTHER, SHAPES, World

from tutor.core.learner.fold import apply
from tutor.core.running import Ran
from tutor.core.settings import Kept, Settings
from tutor.packs.compile import load
from tutor.packs.library import Library
from tutor.store.check import check_file
from tutor.study.trouble import StudyError
from tutor.tui.card import Card
from tutor.tui.listing import Listing
from tutor.tui.place import Place
from tutor.tui.sitting import Sitting

LIFE, OPENINGS = 200, 3
"""Things done in a life, and how often the app is opened in it."""
MOST_TO_HOME = 12
"""Presses of Esc after which anybody is at home, wherever they were."""
SIZES = [(40, 15), (50, 20), (60, 20), (80, 24), (120, 40), (160, 50)]
COMMON = ["enter"] * 5 + ["escape", "tab", "shift+tab", "space", "space", "backspace", "delete", "home", "end"]
COMMON += ["up", "down", "left", "right", "up", "down", "pageup", "pagedown", *"12345678"]
RARE = [f"f{n}" for n in range(1, 13)] + [f"ctrl+{letter}" for letter in "abdefghijklmnoprstuvwxy"]
RARE += ["shift+up", "shift+down", "shift+left", "shift+right", "ctrl+left", "ctrl+right", "ctrl+home", "ctrl+end"]
LEAVING = ["ctrl+q", "ctrl+c"]
TEXT = "abcdefghijklmnopqrstuvwxyzABCLN0123456789.,;:!?/-+*=()[]{}<>@#%&'\"~^$\\ áéñüß你😀ש"
COURSES = [SHAPES, OTHER, KITCHEN, CODE, MEALS]


class Runner:
    """A box that says at once what a program did."""

    def tier(self):
        return "closed"

    def told(self):
        return "Runs in a closed box."

    def why_not(self):
        return ""

    def carry_out(self, run, *, stop, heard=None):
        if heard is not None:
            heard("so far\n")
        return [Ran(status="ended", results={0: {"value": "4"}, 1: {"value": "-2"}}, out="so far\n")]


@cache
def _compiled():
    return [load(path).compiled for path in COURSES]


def _library():
    library = Library.open(":memory:")
    for one in _compiled():
        library.put(one, "test", "0")
    return library


@cache
def _skills():
    library = _library()
    return [skill.id for course in library.courses() for skill in library.skills(course.id)]


class Monkey:
    """One life, from its seed. `done` says what was done, the newest last."""

    def __init__(self, seed, folder):
        self.chance = random.Random(seed)
        self.seed, self.done = seed, []
        self.file = folder / f"{seed}.sqlite"
        self.world = World(_library, tuple(one.course.id for one in _compiled()), file=self.file, prepare=self._prepare)
        self.settings = Kept(Settings(theme="dark", timer=self.chance.choice(["on", "off"])))

    def _prepare(self, session):
        session.desk.runner = Runner()
        if session.desk.learner().answers:
            return
        before = [lambda session: None, kept, some_away, lambda session: weeks(session, answers=2)]
        with suppress(StudyError):  # something that the months before don't know how to answer
            self.chance.choice(before)(session)
        if self.chance.random() < 0.3:
            handed_in(session)
        if self.chance.random() < 0.3:
            session.goal(words="all of it", date="2026-12-01", minutes_a_day=5)
        if self.chance.random() < 0.2:
            session.place()
        for skill in _skills():
            if self.chance.random() < 0.5:
                with suppress(StudyError):  # one that is open by itself
                    session.open(skill)

    async def live(self, steps=LIFE):
        """Live, and look at the file in the end."""
        try:
            for _ in range(OPENINGS):
                await self._open(steps // OPENINGS)
            report = check_file(self.file, apply)
            assert report.ok, report.findings
        except BaseException as trouble:
            trouble.add_note(f"MONKEY_SEED={self.seed} MONKEY={LIFE}: the last of what it did: {self.done[-20:]}")
            raise

    async def _open(self, steps):
        size, start = self.chance.choice(SIZES), self.chance.choice(["home", "study"])
        self.done.append(("open", size, start))
        async with self.world.app(size=size, start=start, kept=self.settings) as user:
            if self.chance.random() < 0.6:
                await self._begin_at(user, self.chance.choice(_skills()))
            for _ in range(steps):
                await self._something(user)
                if user.app._exit:
                    break
            else:
                await self._leave(user)
            assert not user.app.problem and not user.app.return_code, user.app.problem

    async def _begin_at(self, user, skill):
        self.done.append(("study", skill))
        await user.app.go_study(skill=skill)
        await calm(user)

    async def _something(self, user):
        user.time.wait(self.chance.choice([0.0, 0.3, 1, 1, 1, 5, 60]))
        what = self.chance.random()
        if what < 0.84:
            await self._press(user, self._key(user))
        elif what < 0.95:
            await self._click(user)
        elif what < 0.97:
            await self._haste(user)
        else:
            size = self.chance.choice(SIZES)
            self.done.append(("resize", size))
            await user.resize(*size)
        await self._look(user)

    def _key(self, user):
        """A key that does something here, most of the time; else a letter, or one that keyboards have."""
        what = self.chance.random()
        here = [name for key in bound(user.app.screen) for name in key.names.split() if name not in LEAVING]
        if what < 0.45 and here:
            return self.chance.choice(here)
        if what < 0.62:
            return self.chance.choice(TEXT)
        if what < 0.93:
            return self.chance.choice(COMMON)
        return self.chance.choice(LEAVING if what > 0.998 else RARE)

    async def _press(self, user, key):
        self.done.append(key)
        await user.pilot.press(named(key))

    async def _click(self, user):
        width, height = user.app.size
        at = self.chance.randrange(width), self.chance.randrange(height)
        self.done.append(("click", at))
        with suppress(NoWidget):  # a screen that has nothing there
            await user.pilot.click(offset=at, times=self.chance.choice([1, 1, 2]))

    async def _haste(self, user):
        """Keys that are all there before the first is done with."""
        keys = [key for key in (self._key(user) for _ in range(3)) if key not in LEAVING]
        self.done.append(("at once", keys))
        for key in keys:
            user.app.post_message(events.Key(named(key), key if len(key) == 1 else None))

    async def _look(self, user):
        await calm(user)
        assert user.app._exception is None, user.app._exception
        assert user.app._exit or user.app.screen_stack, "no screen is left"

    async def _leave(self, user):
        """Esc leads home from anywhere, and there one key ends the program."""
        for _ in range(MOST_TO_HOME):
            if user.place == "Home":
                break
            user.time.wait(1)
            await self._press(user, "escape")
            await self._look(user)
        assert user.place == "Home", f"Esc does not lead home from {user.place}: {user.text}"
        user.time.wait(1)
        quits = next(key for key in bound(user.app.screen) if key.name == "quit")
        await self._press(user, quits.names.split()[0])
        await calm(user)
        assert user.app._exit, f"{quits.names} did not end the program"

    def watch(self, monkeypatch):
        """From now on every verdict is looked for on the disk, by other eyes, before it is shown."""
        told = Sitting._told

        async def looked_for(sitting, task, work):
            before = events_in(self.file)
            found = await told(sitting, task, work)
            given = hasattr(found, "verdict") and not found.verdict.almost
            if given and not (found.verdict.waits_for_rating and task.shape == "self_rate"):  # nothing is given yet
                assert events_in(self.file) > before, f"the answer to {task.item or task.skill} is not on disk"
            return found

        monkeypatch.setattr(Sitting, "_told", looked_for)


def bound(screen):
    """The keys that the table of this screen has now."""
    if isinstance(screen, Place):
        return screen.every_key()
    return screen.keys() if isinstance(screen, Listing) else screen.keys if isinstance(screen, Card) else []


def named(key):
    from textual.keys import _character_to_key

    return _character_to_key(key) if len(key) == 1 else key


def events_in(file):
    """How many events are on the disk: what is found there if the power goes now. The file itself is locked."""
    with TemporaryDirectory() as folder:
        for one in (file, file.with_name(f"{file.name}-wal")):
            if one.exists():
                shutil.copy(one, folder)
        with closing(sqlite3.connect(Path(folder) / file.name)) as db:
            return db.execute("select count(*) from event").fetchone()[0]


async def calm(user):
    """Until nothing is being done. Fails where that never comes."""
    for _ in range(200):
        await user.pilot.pause()
        screen = user.app.screen
        if user.app._exit or user.app._exception is not None:
            return
        if screen._compositor.size and not getattr(screen, "busy", False):
            return
    raise AssertionError(f"{user.place} waits for ever: {user.text}")
