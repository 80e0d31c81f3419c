"""Running a program from the study screen: what it prints shows as it comes, Esc stops it, the screen never waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events

from tutor.language import _
from tutor.tui.areas.area import Runnable, Tried
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.prose import lay
from tutor.tui.safe import Draw
from tutor.tui.screens.beside import Beside
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.areas.area import Area
    from tutor.tui.sitting import Sitting

T = TypeVar("T")

KEPT = 2_000
"""Characters of what is printed that are shown while it runs, the last ones."""


class Running(Beside):
    """The part of the study screen that is about programs."""

    area: Area | None

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.box = ""
        self.running = False
        self.printed = ""
        self.run_note: Draw | None = None

    async def look_for_box(self, shape: str) -> None:
        """Where programs of this task would run, in one sentence; "" where they are not run."""
        self.box = ""
        if shape == "program" and self.current.kind != "lesson":
            found = await self.sitting.study.call(lambda session: session.box())
            self.box = "" if isinstance(found, Refused) else found

    def tell_area(self, area: Area) -> None:
        """Whether it offers to run what is written."""
        if isinstance(area, Runnable):
            area.box = self.box

    async def while_running(self, work: Awaitable[T]) -> T:
        """Await this; meanwhile it is said that something runs, and Esc stops it."""
        if not self.box:
            return await work
        self.running, self.printed = True, ""
        self._say(sentence(_("Running…"), "$quiet", sign="▸"))
        self.show_keys()
        try:
            return await work
        finally:
            self.running = False
            self._say(None)
            self.show_keys()

    def on_tried(self, event: Tried) -> None:
        event.stop()
        if self.mode == "asked" and self.settled:
            self.do(self.try_out(event.response))

    async def try_out(self, response: Response) -> None:
        """Run it to see what it does; nothing counts."""
        task, loop = self.current.id, asyncio.get_running_loop()

        def hear(words: str) -> None:
            loop.call_soon_threadsafe(self._hear, words)

        asked = self.sitting.study.call(lambda session: session.try_out(task, response, hear))
        found = await self.while_running(asked)
        self.recover()
        if isinstance(found, Refused):
            self._say(sentence(found.sentence, "$warm", sign="·"))
        else:
            self.say_almost(None)  # that was of what stood there before
            self._say(parts(sentence(_("Tried; nothing counts yet."), "$accent"), lay(found)))
        self.changed()

    async def trace(self) -> None:
        """What Python itself said of the error, in full."""
        task = self.current.id
        found = await self.ask(lambda session: session.trace(), self.trace)
        if found is not None and task == self.current.id:
            said = _output(found) if found else sentence(_("There was no error to tell more of."), "$quiet")
            self.add_note(said)

    def trace_keys(self) -> list[Key]:
        """The key for it, where a program was run."""
        return [Key("t f10", "t", _("Python's own words"), self.trace, _("The whole error."), 7)] if self.box else []

    def stop_run(self) -> None:
        """End what runs, at once."""
        self.sitting.study.stop_run()

    def on_key(self, event: events.Key) -> None:
        if self.running and event.key == "escape":
            event.stop()
            event.prevent_default()
            self.stop_run()

    def stop_keys(self) -> list[Key]:
        """The keys while something runs."""
        return [Key("", "Esc", _("stop it"), rank=0)]

    def _hear(self, words: str) -> None:
        if self.running:
            self.printed = (self.printed + words)[-KEPT:]
            self._say(parts(sentence(_("Running…"), "$quiet", sign="▸"), _output(self.printed)))

    def _say(self, said: Draw | None) -> None:
        """Show this of the run, in place of what was said of it before."""
        self.notes: list[Any] = [note for note in self.notes if note is not self.run_note]
        self.run_note = said
        if said is not None:
            self.notes.append(said)
        self.show_notes()


def _output(words: str) -> Draw:
    """What a program printed. The sentences about programs are imported when one has run."""
    from tutor.present.programs import fenced

    return lay(fenced(words))
