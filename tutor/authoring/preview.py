"""A pack on the author's bench: its lessons and items one after the other, read again whenever a file is saved.

What is shown and answered goes through a real session, on a learner that is forgotten. Trying all items out takes far
longer than reading them, so a pack is read and shown first, and `test` may run meanwhile on another thread.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tutor.core.choose import Why
from tutor.core.expressions import ExpressionError
from tutor.core.pick import ItemRef
from tutor.packs.again import Again
from tutor.packs.compiled import Compiled
from tutor.packs.library import Library
from tutor.packs.problems import Problem, quoted, visible
from tutor.packs.stamps import MAIN
from tutor.study.asking import asked
from tutor.study.desk import Current
from tutor.study.lessons import lesson_task
from tutor.study.session import Session
from tutor.study.tasks import Task
from tutor.study.trouble import StudyError

MOST_WATCHED = 2_000
"""Files of a folder that are watched: as many as a pack may have."""

Signature = tuple[tuple[str, int, int], ...]


class NoSuchItem(Exception):
    """The item to begin with is not in the pack: wrong usage."""

    status = 2


class Stop(NamedTuple):
    """Something to look at: an item, or one way of explaining a skill. `body` differs when its text does."""

    name: str
    skill: str
    body: bytes
    ref: ItemRef | None = None
    block: int = 0


class Tested(NamedTuple):
    """What trying everything out found, and of which state of the files."""

    signature: Signature
    problems: list[Problem] | None
    """None when it was ended before it found everything."""


class Bench:
    """A pack that is being written. `sessions` opens a session on a library, with a learner that is forgotten."""

    course_ids: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def __init__(
        self,
        path: Path,
        sessions: Callable[[Library], Session],
        trouble: type[Exception],
        item: str = "",
        *,
        runs: bool = True,
    ) -> None:
        self.path = path
        self.trouble = trouble
        self.item = item
        self.runs = runs
        """Whether the programs of the pack are run."""
        self.stops: list[Stop] = []
        self.at = 0
        self.seed = 0
        self.problems: list[Problem] = []
        self.stale = False
        """Whether the files have errors, so that what is shown is older than they are."""
        self._pack = Again(path)
        self._sessions = sessions
        self._signature: Signature = ()
        self._shown: Current | None = None
        self._library: Library | None = None
        self._session: Session | None = None
        self._tester: subprocess.Popen[bytes] | None = None

    def open(self) -> Bench:
        """Read the pack for the first time. Raises `NoSuchItem` when it does not have the item to begin with."""
        self._signature = signature(self.path)
        self._put(Library.open(Path(":memory:")))
        self._read()
        if self.item and self.stops:
            names = [stop.name for stop in self.stops]
            if self.item not in names:
                raise NoSuchItem(f"There is no item {quoted(self.item, 130)} in this pack; name it as skill/item.")
            self.at = names.index(self.item)
        return self

    @property
    def session(self) -> Session:
        """The session on the last version without errors."""
        assert self._session is not None
        return self._session

    def close(self) -> None:
        """Forget the learner."""
        self._stop_testing()
        self._forget()

    def _forget(self) -> None:
        if self._session is not None and self._library is not None:
            self._session.desk.book.close()
            self._library.close()

    # The files

    def look(self) -> bool:
        """Read the pack again if a file has changed, and go to what changed in it. Returns whether one had."""
        now = signature(self.path)
        if now == self._signature:
            return False
        self._signature = now
        self._stop_testing()
        self._read()
        return True

    def test(self) -> Tested:
        """Everything that is wrong with the pack; for a thread of its own.

        It waits for another process, which `look` ends when a file changes: two threads would hinder each other.
        """
        before = self._signature
        command = [
            sys.executable,
            "-m",
            "tutor",
            "pack",
            "check",
            "--json",
            "--run" if self.runs else "--no-run",
            str(self.path),
        ]
        tester = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._tester = tester
        said, _ = tester.communicate()
        found = [msgspec.json.decode(line, type=Problem) for line in said.splitlines()]
        return Tested(before, found if tester.returncode in (0, 1) else None)

    def take(self, tested: Tested) -> bool:
        """Take in what was found, unless the files have changed since. Returns whether that says something new."""
        if tested.signature != self._signature or tested.problems in (None, self.problems):
            return False
        self.problems = tested.problems or []
        return True

    def _stop_testing(self) -> None:
        if self._tester is not None and self._tester.poll() is None:
            self._tester.kill()

    def _read(self) -> None:
        if not self.path.exists():
            self.stale, self.problems = True, [Problem(str(self.path), 1, 1, "error", "no-file", "the pack is gone")]
            return
        loaded = self._pack.load()
        self.stale, self.problems = loaded.compiled is None, loaded.problems
        if loaded.compiled is not None:
            library = Library.open(Path(":memory:"))
            library.put(loaded.compiled, "visiting", "")
            self._put(library, loaded.compiled)

    def _put(self, library: Library, compiled: Compiled | None = None) -> None:
        """Work with this library from now on."""
        self._forget()
        self._library, self._session, self._shown = library, self._sessions(library), None
        if compiled is not None:
            before, self.stops = self.stops, list(stops(compiled))
            self._go_to_the_changed(before)

    def _go_to_the_changed(self, before: list[Stop]) -> None:
        """To what was written last; the place stays where nothing, or the very thing shown, has changed."""
        if not before or not self.stops:
            self.at = 0
            return
        here = before[self.at].name
        known = {stop.name: stop.body for stop in before}
        changed = [number for number, stop in enumerate(self.stops) if known.get(stop.name) != stop.body]
        same = [number for number, stop in enumerate(self.stops) if stop.name == here]
        if changed and not set(same) & set(changed):
            self.at, self.seed = changed[0], 0
        else:
            self.at = same[0] if same else min(self.at, len(self.stops) - 1)

    # What is shown

    @property
    def standing(self) -> dict[str, Any]:
        """Where in the pack we are: `name`, `number` and `count` of what is shown, `seed`, and `warnings`.

        `count` is of items and explanations; `items` is how many are items, as the check counts them.
        """
        warnings = sum(problem.severity == "warning" for problem in self.problems)
        name = self.stops[self.at].name if self.stops else visible(self.path.name, 80)
        items = sum(stop.ref is not None for stop in self.stops)
        place = {"name": name, "number": self.at + 1, "count": len(self.stops), "items": items}
        return {**place, "seed": self.seed, "warnings": warnings}

    @property
    def errors(self) -> list[str]:
        """The errors of the files as they are now, a line each, by their names within the pack."""
        return [str(self._within(problem)) for problem in self.problems if problem.severity == "error"]

    def _within(self, problem: Problem) -> Problem:
        """The problem without the folders above the pack, which take the room of what is wrong."""
        folder = f"{self.path if self.path.is_dir() else self.path.parent}/"
        return msgspec.structs.replace(problem, path=problem.path.removeprefix(folder))

    def go_on(self) -> Task | None:
        """What was shown and not answered yet, the rest of a worked example, or what comes next; None without any."""
        shown = self._shown
        if shown is None:
            return self._give(step=0)
        if shown in self.session.desk.in_hand:
            return shown.task
        if shown.block is not None and shown.step is not None and shown.step + 1 < len(shown.block.steps):
            return self._give(step=shown.step + 1)
        return self.move(1)

    def move(self, by: int) -> Task | None:
        """The next (1) or the previous (-1) thing, round and round; the same (0) again from its beginning."""
        if self.stops and by:
            self.at, self.seed = (self.at + by) % len(self.stops), 0
        return self._give(step=0)

    def reseed(self) -> Task | None:
        """The same item with other values and in another order."""
        self.seed += 1
        return self._give(step=0)

    def _give(self, step: int) -> Task | None:
        if not self.stops:
            return None
        stop = self.stops[self.at]
        if self._shown is not None:
            self.session.desk.done(self._shown)
        self._shown = self._lesson(stop, step) if stop.ref is None else self._asked(stop.ref)
        return self.session.desk.give(self._shown).task

    def _asked(self, ref: ItemRef) -> Current:
        try:
            current = asked(self.session.desk, ref, "learn", Why("asked_for"), self.seed)
        except ExpressionError as error:
            raise StudyError("not_now", f"This item can't be shown with seed {self.seed}: {error.message}.") from error
        assert current is not None
        return current

    def _lesson(self, stop: Stop, step: int) -> Current:
        skill = self.session.desk.shelf.skill(stop.skill)
        assert skill is not None
        return lesson_task(self.session.desk, skill, stop.block, step, Why("asked_for"))


def stops(compiled: Compiled) -> Iterator[Stop]:
    """Everything there is to look at, in the order of the pack: each skill's ways of explaining, then its items."""
    short = len(compiled.course.id) + 1
    items: dict[str, list[Stop]] = {}
    for ref, body in compiled.items:
        items.setdefault(ref.skill, []).append(Stop(ref.id[short:], ref.skill, body, ref))
    for skill in compiled.skills:
        for number, block in enumerate(skill.lesson):
            name = f"{skill.id[short:]} · {visible(block.way, 64)}" + (f" {number + 1}" if number else "")
            yield Stop(name, skill.id, msgspec.msgpack.encode(block), block=number)
        yield from items.get(skill.id, ())


def signature(path: Path) -> Signature:
    """Names, times and sizes of a pack's files, hidden folders left out: another one means that something was saved."""
    folder = path.parent if path.name == MAIN else path
    return tuple(sorted(_files(folder)))


def _files(path: Path) -> Iterator[tuple[str, int, int]]:
    if not path.is_dir():
        yield from _facts(path)
        return
    count = 0
    for place, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names[: MOST_WATCHED - count]:
            yield from _facts(Path(place, name))
        count += len(names)
        if count >= MOST_WATCHED:
            return


def _facts(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        facts = path.stat()
    except OSError:  # gone between two looks, as some editors save
        return
    yield str(path), facts.st_mtime_ns, facts.st_size
