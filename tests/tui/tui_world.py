"""What the tests of the screens share: a small course, a learner, a clock that is told the time, somebody at the keys."""

import asyncio
import random
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from time import monotonic

from tutor.core.learner.fold import apply
from tutor.core.settings import Kept, Settings
from tutor.packs.compile import load
from tutor.packs.library import Library
from tutor.store.book import Book
from tutor.store.trouble import StoreTrouble
from tutor.study.session import Session
from tutor.tui.app import TutorApp
from tutor.tui.bridge import Study
from tutor.tui.clock import Clock

HERE = Path(__file__).parent
SOON_DRAWN = 5
"""Looks after which what is still to be drawn lies on a screen that nobody sees."""
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=1)))


class Time:
    """The wall clock and the running clock of a test."""

    def __init__(self):
        self.passed = 0.0

    def wait(self, seconds):
        self.passed += seconds

    def now(self):
        return NOW + timedelta(seconds=self.passed)

    def ticks(self):
        return self.passed

    @property
    def clock(self):
        return Clock(self.now, self.ticks)


@dataclass
class Opened:
    session: Session
    book: Book
    course_ids: tuple[str, ...]
    notices: tuple[str, ...] = ()
    trouble: type[Exception] = StoreTrouble

    def close(self):
        self.book.close()


@dataclass
class World:
    """Opens the same learner again and again; `prepare` may do something with the session first."""

    library: Callable[[], Library]
    courses: tuple[str, ...]
    file: Path | str = ":memory:"
    time: Time = field(default_factory=Time)
    prepare: Callable[[Session], None] | None = None
    opened: Opened | None = None

    def open(self):
        library = self.library()
        book = Book.open(self.file, fold=apply, now=self.time.now(), chance=random.Random(1))
        session = Session(library, book, courses=self.courses, chance=random.Random(2), clock=self.time.now)
        session.begin()
        if self.prepare is not None:
            self.prepare(session)
        self.opened = Opened(session, book, tuple(course.id for course in library.courses()))
        return self.opened

    @asynccontextmanager
    async def app(self, size=(80, 24), start="study", minutes=20.0, kept=None):
        study = Study(self.open)
        app = TutorApp(
            study, start=start, minutes=minutes, clock=self.time.clock, kept=kept or Kept(Settings(theme="dark"))
        )
        try:
            async with app.run_test(size=size) as pilot:
                user = User(app, pilot, self.time)
                await user.idle()
                yield user
        finally:
            study.close()


class User:
    """Somebody at the keyboard who waits a second before each key, and reads the screen as plain text."""

    def __init__(self, app, pilot, time):
        self.app, self.pilot, self.time, self.undrawn = app, pilot, time, 0

    async def press(self, *keys, wait=1.0):
        for key in keys:
            self.time.wait(wait)
            await self.pilot.press(key)
            await self.idle()

    def keys_for(self, keys):
        """The keys; `right!` and `wrong!` stand for the digits that put lines in order, or in the opposite one."""
        if not keys or not keys[0].endswith("!"):
            return keys
        digits = [str(self.task.lines.index(line) + 1) for line in self.right()]
        return [*(digits if keys[0] == "right!" else reversed(digits)), *keys[1:]]

    async def write(self, words):
        names = {" ": "space", "/": "slash", ".": "full_stop", "-": "minus"}
        for letter in words:
            await self.pilot.press(names.get(letter, letter))
        await self.idle()

    async def resize(self, width, height):
        await self.pilot.resize_terminal(width, height)
        await self.idle()

    async def idle(self):
        """Until nothing is being done any more and all is drawn.

        Looked at more than once, since messages beget messages. A screen that stays busy with nothing going on waits
        for the next key.
        """
        end, quiet, busy = monotonic() + 10, 0, False
        while quiet < (6 if busy else 2) and monotonic() < end and self.app._exception is None:
            await self.pilot.pause()
            quiet = quiet + 1 if await self._still() else 0
            busy = getattr(self.app.screen, "busy", False)

    async def _still(self):
        """Whether no message waits and the thread of the disk is free, or runs a learner's program."""
        if self.app.leaving:  # which waits for this very thread to be free
            return self.app._exit
        asked = asyncio.ensure_future(self.app.study.call(lambda _: None))
        await asyncio.wait({asked}, timeout=0.1)
        screen = self.app.screen
        if not asked.done():
            return getattr(screen, "running", False)
        if hasattr(screen, "waiting") and screen.waiting != screen.looked:  # a search that lets one type on
            return False
        undrawn = screen._layout_required or screen._dirty_widgets or screen._callbacks
        self.undrawn = self.undrawn + 1 if undrawn else 0
        if 0 < self.undrawn < SOON_DRAWN:
            return False
        return not any(one.message_queue_size for one in (self.app, screen, *screen.walk_children()))

    @property
    def lines(self):
        if self.app._exit:
            return []
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self):
        return "\n".join(self.lines)

    @property
    def place(self):
        return type(self.app.screen).__name__

    @property
    def session(self):
        return self.app.study._opening.result().session

    @property
    def task(self):
        return self.session.desk.current.task

    def right(self):
        """The right response to the task in hand."""
        current = self.session.desk.current
        item = current.item if current.item is not None else current.block.steps[current.step].item
        return item.right_answer(current.setting)


def compiled(paths):
    """Packs in a library of their own, in memory."""

    def library():
        made = Library.open(Path(":memory:"))
        for path in paths:
            written = (path, *path.rglob("*")) if path.is_dir() else (path,)
            made.put(_loaded(path, max(one.stat().st_mtime_ns for one in written)), "test", "0")
        return made

    return library


@cache
def _loaded(path, written_at):
    """A pack is read once, however many worlds have it; a test that writes it anew gets the new one."""
    loaded = load(path)
    assert loaded.compiled is not None, "\n".join(map(str, loaded.problems))
    return loaded.compiled


SHAPES = HERE / "packs" / "shapes.yaml"
KITCHEN = HERE / "packs" / "kitchen.yaml"
CODE = HERE / "packs" / "code.yaml"
MEALS = HERE / "packs" / "meals.yaml"
OTHER = HERE / "packs" / "rivers.yaml"
FRACTIONS = HERE.parents[1] / "courses" / "fractions"
