"""The author's preview: the study screen over a pack that is being written, shown anew whenever a file is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from textual.app import ComposeResult
from textual.screen import Screen

from tutor.present.when import count
from tutor.study.tasks import Task
from tutor.tui.app import TutorApp, show
from tutor.tui.asked import Asked
from tutor.tui.bridge import NotOpened, Opened, Refused, Study
from tutor.tui.clock import Clock
from tutor.tui.keys import Key
from tutor.tui.safe import Draw, Shown, line, stacked, text, wrapped
from tutor.tui.screens.study import StudyScreen
from tutor.tui.screens.study_keys import keys_of
from tutor.tui.sitting import Sitting
from tutor.tui.task_view import parts

POLL = 0.1
"""Seconds between two looks at the files. Fixed: a save is to be seen within 0.3 seconds."""
MOST_ERRORS = 6
"""Errors shown; the question must stay in sight. Tunable (3..10)."""
NOT_FOR_AUTHORS = ("w", "u", "c", "g", "minus", "at", "exclamation_mark")
"""Keys about a learner's record, which there is none of."""


class Bench(Protocol):
    """The pack under work. Everything but `test` is done on the study thread."""

    @property
    def standing(self) -> dict[str, Any]: ...
    @property
    def errors(self) -> list[str]: ...
    @property
    def stale(self) -> bool: ...
    def look(self) -> bool: ...
    def test(self) -> Any: ...
    def take(self, tested: Any, /) -> bool: ...
    def go_on(self) -> Task | None: ...
    def move(self, by: int, /) -> Task | None: ...
    def reseed(self) -> Task | None: ...


class Draft(NamedTuple):
    """An answer that was not given yet: where, in which shape, and what."""

    name: str
    shape: tuple[str, ...]
    typed: Any


def shape_of(asked: Asked) -> tuple[str, ...]:
    """The shape of a question, and those of its parts."""
    return (asked.shape, *(str(part["shape"]) for part in asked.shown.get("parts", ())))


class Trying(Sitting):
    """A sitting that has no end: what comes next is what lies next on the bench."""

    def __init__(self, study: Study, clock: Clock, bench: Bench) -> None:
        super().__init__(study, clock, 0.0)
        self.bench = bench
        self.wanted: Callable[[], Task | None] = bench.go_on

    async def next(self) -> Task | Refused | None:
        """What is wanted: the next thing, unless a key said otherwise."""
        wanted, self.wanted = self.wanted, self.bench.go_on
        found = await self.study.call(lambda _: wanted())
        if isinstance(found, Task):
            self.task = found
        return found

    async def is_time_to_greet(self) -> bool:
        return False


class PreviewScreen(StudyScreen):
    """Item after item, errors above, and the keys of an author."""

    DEFAULT_CSS = """
    PreviewScreen #errors { margin: 0 0 1 0; }
    """

    def __init__(self, trying: Trying) -> None:
        super().__init__(trying)
        self.trying = trying
        self.bench = trying.bench
        self.errors = Shown(id="errors")
        self.looking = False

    def contents(self) -> ComposeResult:
        yield self.errors
        yield from super().contents()

    async def on_mount(self) -> None:
        self._show_errors()
        self.set_interval(POLL, self._look_soon)
        self._test_soon()

    async def _advance(self) -> None:
        found = await self.trying.next()
        self._show_errors()
        if isinstance(found, Refused):
            self.refuse(found, self.go_on)
            self.show_standing()
        elif found is None:
            self.show_standing()
            self.changed()
        else:
            await self.show_task(found)

    # The files

    def _look_soon(self) -> None:
        if not self.looking and not self.busy and self.is_current:
            self.looking = True
            self.app.run_worker(self._look())

    async def _look(self) -> None:
        try:
            if await self.trying.study.call(lambda _session: self.bench.look()) is True:
                await self._show_the_new()
        finally:
            self.looking = False

    async def _show_the_new(self) -> None:
        """The saved version; with errors, they are said and what stands on the screen stays."""
        if self.bench.errors:
            self._show_errors()
            self.show_standing()
        else:
            before = self._draft()
            await self._again(lambda: self.bench.move(0))
            self._restore(before)
            self._test_soon()

    def _draft(self) -> Draft | None:
        """What is typed or picked in an item, if that is more than what its author began."""
        if self.mode != "asked" or self.area is None or self.asked is None or self.current.kind == "lesson":
            return None
        typed = self.area.draft()
        begun = str(self.asked.shown.get("starter", "")).rstrip("\n")
        return None if typed in (None, begun) else Draft(self.bench.standing["name"], shape_of(self.asked), typed)

    def _restore(self, draft: Draft | None) -> None:
        """The same in the saved version, where it asks for an answer of the same shape."""
        if draft is None or self.mode != "asked" or self.area is None or self.asked is None:
            return
        if draft[:2] == (self.bench.standing["name"], shape_of(self.asked)):
            self.area.restore(draft.typed)
            self.show_keys()

    def _test_soon(self) -> None:
        self.app.run_worker(self._test(), exclusive=True, group="test")

    async def _test(self) -> None:
        """Try everything out meanwhile, and say what was found."""
        try:
            await self.trying.study.call(lambda _: None)
        except NotOpened:  # which ends the program elsewhere
            return
        tested = await asyncio.to_thread(self.bench.test)
        if await self.trying.study.call(lambda _session: self.bench.take(tested)) is True:
            self._show_errors()
            self.show_standing()

    def _show_errors(self) -> None:
        errors = self.bench.errors
        self.errors.show(_drawn(errors, self._below()) if errors else None)
        self.errors.display = bool(errors)

    def _below(self) -> str:
        """What stands below the errors."""
        if not self.bench.stale:
            return ""
        shown = self.sitting.task is not None
        return "Below is the last version without errors." if shown else "It is shown as soon as they are mended."

    # What is shown

    def show_standing(self) -> None:
        at = self.bench.standing
        place, seed = f"{at['number']} of {at['count']}", f" · seed {at['seed']}"
        where = f"{place}{seed}" if at["count"] else "nothing to show yet"
        warnings = f"{count(at['warnings'], 'warning')} · " if at["warnings"] else ""
        explanations = at["count"] - at["items"]
        kinds = f"{place} ({count(at['items'], 'item')}, {count(explanations, 'explanation')}){seed}"
        whole = [line(f"{warnings}{kinds}", "$quiet")] if explanations else []
        self.show_head([line(at["name"], "$quiet")], [*whole, line(f"{warnings}{where}", "$quiet"), line(where)])

    async def _again(self, wanted: Callable[[], Task | None]) -> None:
        self.trying.wanted = wanted
        self.nearly = None
        await self.busily(self._advance())

    async def move_on(self) -> None:
        """The next item."""
        await self._again(lambda: self.bench.move(1))

    async def move_back(self) -> None:
        """The previous item."""
        await self._again(lambda: self.bench.move(-1))

    async def reseed(self) -> None:
        """The same item with other values, in another order."""
        await self._again(self.bench.reseed)

    async def stop(self) -> None:
        """End the preview."""
        self.app.exit(0)

    # Keys

    def keys(self) -> list[Key]:
        usual = keys_of(self)
        first = len(self.area.keys()) if self.mode == "asked" and self.area is not None else 1
        rest = [key for key in usual[first:] if not any(key.is_for(name) for name in NOT_FOR_AUTHORS)]
        return [*map(self._of_author, usual[:first]), *self._own(), *map(self._of_author, rest)]

    def _of_author(self, key: Key) -> Key:
        if key.is_for("escape"):
            return key if self.typing else key._replace(words="end", more="")
        if key.is_for("f5") and key.is_for("ctrl+r"):  # that is another seed here
            return key._replace(names="f5")
        if key.is_for("ctrl+s") and self.mode == "asked":
            return key._replace(words="solution", more="The answer, and why.", rank=2)
        return key

    def _own(self) -> list[Key]:
        def shown(letter: str) -> str:
            return f"Ctrl+{letter.upper()}" if self.typing else letter

        return [
            Key("n ctrl+n", shown("n"), "next", self.move_on, rank=1),
            Key("p ctrl+p", shown("p"), "previous", self.move_back, rank=3),
            Key("r ctrl+r", shown("r"), "another seed", self.reseed, "Other values, and another order.", 3),
        ]


class PreviewApp(TutorApp):
    """The tutor over a pack that is being written."""

    ELSEWHERE = False

    def __init__(self, study: Study, bench: Bench, clock: Clock) -> None:
        super().__init__(study, start="study", clock=clock)
        self.bench = bench

    def get_default_screen(self) -> Screen[Any]:
        return PreviewScreen(Trying(self.study, self.clock, self.bench))


def run(bench: Bench, opener: Callable[[], Opened], now: Callable[[], datetime]) -> int:
    """Preview until the author leaves. Returns the exit status."""
    study = Study(opener)
    try:
        return show(PreviewApp(study, bench, Clock(now)))
    finally:
        study.close()


def _drawn(errors: list[str], below: str) -> Draw:
    """The errors, a line each, and what is shown below them."""
    left = len(errors) - MOST_ERRORS
    more = [f"and {left} more"] if left > 0 else []
    rest = [one for one in (*more, below) if one]

    def draw(width: int) -> Any:
        shown = [
            one for error in errors[:MOST_ERRORS] for one in wrapped(text(error, "$warm"), width, text("! ", "$warm"))
        ]
        return stacked([*shown, *(one for words in rest for one in wrapped(text(words, "$quiet"), width))])

    return parts(draw)
