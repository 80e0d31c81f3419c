"""From one task of the study screen to the next, and what may stand between them: a question to the learner."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from tutor.tui.bridge import Refused
from tutor.tui.screens.running import Running

if TYPE_CHECKING:
    from tutor.core.consent import Consent
    from tutor.study.tasks import Task, Verdict
    from tutor.tui.sitting import Sitting


class Onward(Running):
    """The part of the study screen that goes on to the next task."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.verdict: Verdict | None = None

    @abstractmethod
    async def show_task(self, task: Task) -> None:
        """Show a new task."""

    async def go_on(self) -> None:
        """The next task; the end when there is none. A new learner is asked once who they are."""
        await self._greet()
        await self._advance()

    async def _advance(self) -> None:
        await self._go_on_from(self.sitting.task)

    async def _go_on_from(self, before: Task | None) -> None:
        """The task after this one, unless it is to be asked first whether its programs may run."""
        found = await self.sitting.next()
        consent = await self.sitting.consent(found)
        if isinstance(found, Refused):
            self.refuse(found, self.go_on)
        elif found is None:
            await self.tutor.end(self.sitting)
        elif consent is not None:
            self.do(self._ask(consent, before))
        else:
            if before is None:
                self.notice = self.notice or await self.sitting.news()
            if before is not None and before.kind == "place" and found.kind != "place":
                self.notice = self.notice or await self.sitting.placed()
            await self.show_task(found)

    async def _ask(self, consent: Consent, before: Task | None) -> None:
        from tutor.tui.screens.consent import ask

        self.notice = await ask(self, consent)
        await self._go_on_from(before)

    async def _greet(self) -> None:
        """Ask a new learner lightly who they are, but not in the middle of a quiz."""
        quiz = self.verdict.quiz if self.verdict is not None and self.mode == "told" else None
        if quiz is not None and quiz["state"] == "going_on":
            return
        if await self.sitting.is_time_to_greet():
            from tutor.tui.screens.welcome import welcome

            self.notice = await welcome(self)
