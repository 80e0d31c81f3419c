"""The study screen: one screen for all tasks, brought up to date in place. The question stays, feedback grows below."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.language import _
from tutor.tui.areas.area import Area, Given, Lending, Marking, MarkingGaps, Rated, Retyped
from tutor.tui.areas.making import SHARED, make
from tutor.tui.asked import Asked, asked_by
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.prose import lay
from tutor.tui.safe import Shown, joined, text
from tutor.tui.screens.asides import notice_line
from tutor.tui.screens.hearing import hear, hearing_of, sound_line
from tutor.tui.screens.onward import Onward
from tutor.tui.screens.study_keys import RATINGS, keys_of
from tutor.tui.task_view import parts, place, question, standing
from tutor.tui.verdict_view import almost, feedback, ratings, sentence

if TYPE_CHECKING:
    from tutor.study.session import Hearing
    from tutor.study.tasks import Task, Verdict
    from tutor.tui.rows import Rows
    from tutor.tui.sitting import Sitting, Told

TICK = 20.0
"""Seconds after which the minutes are brought up to date, where they are wanted. Tunable (5..60)."""


class StudyScreen(Onward):
    """Task after task until the time is up, nothing is left, or the learner stops."""

    DEFAULT_CSS = """
    StudyScreen #below { margin: 1 0 0 0; }
    """

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.nearly: tuple[str, Any] | None = None
        self.ask_shown = Shown(id="ask")
        self.areas: dict[str, Area] = {}
        self.area: Area | None = None
        self.asked: Asked | None = None
        self.hearing: Hearing = ""

    def contents(self) -> ComposeResult:
        yield self.ask_shown
        yield self.below

    async def on_mount(self) -> None:
        """Show the first task before anything is painted: an empty screen first would only take time."""
        self.below.display = False
        self.watch_the_page()
        await self.busily(self._advance())
        self.set_interval(TICK, self._tick)

    # The tasks, one after the other

    async def show_task(self, task: Task) -> None:
        """Show a new task in the widgets that are there."""
        self.asked = asked_by(task)
        self.mode = "reading" if self.asked is None else "asked"
        self.sure, self.offer, self.notes, self.hints = 0, "", [], 0
        self.recover()
        self.show_standing()
        notice, self.notice = self.notice, ""
        await self.show_passage(task.passage)
        self.hearing = await hearing_of(self.sitting, task, self.hearing)
        sound = sound_line(task, self.hearing, self.asked.shape if self.asked else "")
        self.ask_shown.show(parts(notice_line(notice), question(task), sound))
        await self.show_explore(task.block if task.kind == "lesson" else None)
        await self.look_for_box(self.asked.shape if self.asked else "")
        self.notes += await self.margin(task.skill) if task.kind == "lesson" else []
        self.show_notes()
        await self._show_area()
        self.wake_explore()
        self._to_the_new(task)
        self.changed()

    @property
    def waits(self) -> bool:
        """A task in hand waits while its learner looks at something else."""
        return self.sitting.task is not None and not self.left

    async def look_again(self) -> None:
        """What was typed and said stands here still, unless another task comes first by now."""
        before = self.sitting.task
        if self.mode != "told" and before is not None:
            found = await self.sitting.next()
            if isinstance(found, Refused) or found is None or found.id != before.id:
                await self._advance()
        self.changed()

    def _tick(self) -> None:
        if self.tutor.kept.settings.timer == "on" and self.sitting.task is not None:
            self.show_standing()

    def show_standing(self) -> None:
        timed = self.tutor.kept.settings.timer == "on"
        right = standing(self.current, self.sitting.minutes_left if timed else None)
        if timed:
            right = [
                joined(text(_("minute {number}", number=self.sitting.minutes_gone + 1) + " · ", "$quiet"), one)
                for one in right
            ]
        if self.sure:
            from tutor.tui.screens.own_words import SURE

            right = [joined(text(f"{_(SURE[self.sure])} · ", "$accent"), one) for one in right]
        self.show_head(place(self.current), right)

    async def _show_area(self) -> None:
        """The area of this shape, mounted when it is first needed, in place of the last one."""
        old, self.area = self.area, None
        if self.asked is not None:
            shape = SHARED.get(self.asked.shape, self.asked.shape)
            if shape not in self.areas:
                await self._mount_area(shape)
            self.area = self.areas[shape]
        if old is not None and old is not self.area:
            _widget(old).display = False
        if self.area is None or self.asked is None:
            self.set_focus(None)
            return
        _widget(self.area).display = True
        self.tell_area(self.area)
        waiting = self.area.ask(self.asked)
        if waiting is not None:
            await waiting
        self.set_focus(None)
        self.area.wake()

    async def _mount_area(self, shape: str) -> None:
        area = make(shape)
        await self.page.mount(_widget(area), before=self.below)
        _widget(area).styles.margin = (1, 0, 0, 0)
        self.areas[shape] = area

    def _to_the_new(self, task: Task) -> None:
        """A lesson that goes on shows its newest step; everything else begins at its beginning."""
        self.new = None
        if task.kind == "lesson" and self.asked is not None:
            self.call_after_refresh(self.page.scroll_end, animate=False)
        else:
            self.page.scroll_home(animate=False)

    # Answering

    def on_given(self, event: Given) -> None:
        event.stop()
        if self.mode == "asked" and self.settled:
            self.do(self.answer(event.response))

    def on_rated(self, event: Rated) -> None:
        event.stop()
        if self.mode == "revealed" and self.settled:
            self.do(self.rate("", event.criteria))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.show_keys()

    def on_input_changed(self) -> None:
        """What is typed is seen, however small the screen."""
        self.new = None
        if self.typing and self.area is not None:
            _widget(self.area).scroll_visible(animate=False)

    async def answer(self, response: Any) -> None:
        """Answer; the verdict comes when it is on disk. Enter again on an unchanged "almost" is a slip of the hand."""
        task = self.sitting.task
        given = (task.id if task else "", response)
        if given == self.nearly:
            return
        told = await self.while_running(self.sitting.answer(response, self.sure or None))
        if isinstance(told, Refused):
            self.refuse(told, lambda: self.answer(response))
        else:
            self.nearly = given if told.verdict.almost else None
            await self._told(told, response)

    async def skip(self) -> None:
        """See the answer and go on."""
        told = await self.sitting.skip()
        if isinstance(told, Refused):
            self.refuse(told, self.skip)
        else:
            await self._told(told, skipped=True)

    async def rate(self, rating: str, criteria: Sequence[int] = ()) -> None:
        """Rate what was revealed. The next task comes at once, unless there is news."""
        told = await self.sitting.rate(rating, criteria)
        if isinstance(told, Refused):
            self.refuse(told, lambda: self.rate(rating, criteria))
        elif told.verdict.quiz or told.opened:
            await self._told(told)
        else:
            await self.go_on()

    async def _told(self, told: Told, given: Any = None, *, skipped: bool = False) -> None:
        self.recover()
        verdict = told.verdict
        self.say_almost(almost(verdict) if verdict.almost else None)
        if verdict.almost:
            if isinstance(self.area, Retyped):
                self._mark_parts(verdict)
                self.area.type_again()
            self.show_keys()
        elif verdict.waits_for_rating:
            self._revealed(verdict, given)
        elif verdict.correct is None or self.asked is None:
            await self.go_on()
        else:
            self._show_verdict(told, given, skipped=skipped)

    def _revealed(self, verdict: Verdict, given: Any) -> None:
        """What is right, and the question how well it was known, unless the area asks that by criteria."""
        assert self.area is not None
        self.mode = "revealed"
        self.set_focus(None)
        self.area.told(verdict.right_answer, given, correct=True)
        said = [lay(words) for words in (verdict.feedback, verdict.explain) if words]
        if not self.area.keys():
            said.append(parts(sentence(_("How well did you know it?"), "bold"), ratings(RATINGS, verdict.intervals)))
        if said:
            self.add_note(*said)
        self.changed()

    def _show_verdict(self, told: Told, given: Any, *, skipped: bool) -> None:
        assert self.area is not None and self.asked is not None
        self.mode = "told"
        self._mark_parts(told.verdict)
        self.area.told(told.verdict.right_answer, given, correct=bool(told.verdict.correct))
        self.set_focus(None)
        self.verdict = told.verdict
        shows = self.area.shows_answer
        scheduled, title = self.current.kind != "lesson", self.current.title
        now = self.tutor.clock.now()
        lent = self.area.lend() if isinstance(self.area, Lending) else None
        how = {"skipped": skipped, "shows_answer": shows, "scheduled": scheduled}
        self.add_note(feedback(told, **how, title=title, now=now, solution=lent))
        if self.new is not None:
            self.new = self.new._replace(top=_widget(self.area).virtual_region.y)
        self.changed()

    def _mark_parts(self, verdict: Verdict) -> None:
        """Which parts and gaps are right, for an area that shows them one by one."""
        if verdict.parts and isinstance(self.area, Marking):
            self.area.marks = verdict.parts
        if isinstance(self.area, MarkingGaps):
            self.area.gaps = verdict.gaps

    # Keys

    def keys(self) -> list[Key]:
        return keys_of(self)

    @property
    def typing(self) -> bool:
        return self.mode == "asked" and self.area is not None and self.area.typing

    async def hear(self) -> None:
        """Hear what is said beside the question."""
        await hear(self)

    async def on_unmount(self) -> None:
        if self.hearing == "voice":
            await self.sitting.study.call(lambda session: session.silence())

    def read(self) -> Awaitable[None]:
        """The lesson is read."""
        return self.answer(None)

    def escape(self) -> Awaitable[None] | None:
        """Out of the field; then out of the session, with all kept."""
        if self.typing:
            self.set_focus(None)
            self.show_keys()
            return None
        return self.stop()


def _widget(area: Area) -> Widget:
    assert isinstance(area, Widget)
    return area
