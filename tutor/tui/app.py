"""The app: which screen is shown, in which colours, and what ends the program.

Only what the first screen needs is imported here; every other screen is imported when it is first shown.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import constants, events
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from tutor.core.settings import Kept
from tutor.language import _
from tutor.language.catalogues import speak_to
from tutor.tui.bridge import NotOpened, Opened, Refused, Study
from tutor.tui.clock import Clock
from tutor.tui.going import Going
from tutor.tui.spacing import spacing
from tutor.tui.theme import THEMES, theme_for

if TYPE_CHECKING:
    from datetime import datetime

    from tutor.core.settings import Settings
    from tutor.tui.people import People

USUAL_MINUTES = 20.0
STARTED = 2.0
"""Seconds after which the first screen is surely painted, and the garbage collector may work. Tunable (1..10)."""


class TutorApp(Going):
    """The tutor in a terminal."""

    TITLE = "tutor"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (56, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]
    ELSEWHERE: ClassVar[bool] = True
    """Whether there are other screens to go to."""
    BINDINGS = [Binding("ctrl+q", "leave", show=False, priority=True), Binding("ctrl+c", "leave", show=False)]
    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(
        self,
        study: Study,
        *,
        start: Literal["home", "study"],
        clock: Clock,
        minutes: float | None = None,
        kept: Kept | None = None,
        people: People | None = None,
        told: str = "",
    ) -> None:
        super().__init__()
        self.study = study
        self.people = people
        self.told = told
        """What is to be said first of all."""
        self.wanted = ""
        """Who is to study next."""
        self.kept = kept or Kept()
        self.start = start
        self.minutes = minutes or USUAL_MINUTES
        self.clock = clock
        self.problem = ""
        self.leaving = False
        self.drafts: dict[str, str] = {}
        self.spoken = self.kept.settings.tag
        for theme in THEMES.values():
            self.register_theme(theme)
        self._begin_in(self.theme_for(self.kept.settings.theme))
        self._use(self.kept.settings)

    def _begin_in(self, theme: str) -> None:
        """What setting `theme` does, before any style is parsed: its watcher would parse all of them twice."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        if self.no_color:  # Textual has greys then; no colour at all is what was asked for
            from textual.filter import Monochrome, NoColor

            self._filters = [NoColor() if isinstance(one, Monochrome) else one for one in self._filters]

    def theme_for(self, wanted: str) -> str:
        """The name of the theme that a setting means here."""
        few = self.console.color_system in ("standard", None)
        return theme_for(wanted, constants.DEFAULT_THEME, few_colours=few, no_colours=self.no_color)

    def _use(self, settings: Settings) -> None:
        """What is set and is not a colour: screens read the rest when they draw."""
        self.own_keys: Mapping[str, str] = {}
        if self.spoken != settings.tag:
            self.spoken = settings.tag
            speak_to(settings.tag)
        if settings.keys:
            from tutor.tui.actions import own_keys

            self.own_keys = own_keys(settings.keys)[0]
        self.animation_level = "full" if settings.motion == "on" else "none"
        spacing.wide = settings.spacing == "wide"

    async def set(self, name: str, value: str) -> str:
        """Set one thing, from now on and for good. Returns why it could not be kept, or ""."""
        from tutor.tui.place import Place
        from tutor.tui.safe import Shown

        kept = await self.study.call(lambda session: self.kept.put(name, value))
        self.theme = self.theme_for(self.kept.settings.theme)
        if isinstance(kept, Refused):
            return kept.sentence
        self._use(kept)
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.show_keys()
            if name in ("spacing", "language"):
                for shown in screen.query(Shown):
                    shown.redraw()
        return ""

    def on_mount(self) -> None:
        self.set_timer(STARTED, _collect_from_now_on)
        if self.told:
            self.call_after_refresh(self.tell, self.told)

    async def tell(self, words: str) -> None:
        """Say something that has to be read, on a card."""
        from tutor.tui.card import Card
        from tutor.tui.verdict_view import sentence

        await self.push_screen(Card(_("This could not be done"), sentence(words)))

    def key_of(self, name: str) -> str:
        """How the key is called that does this now."""
        from tutor.tui.actions import ACTIONS, shown

        return shown(self.own_keys.get(name, ACTIONS[name].key))

    async def show_learners(self) -> None:
        """The learners of this computer."""
        from tutor.tui.screens.learners import Learners

        people = self.people
        if people is not None:
            names = await self.study.call(lambda session: people.names())
            await self.push_screen(Learners(people, [people.name] if isinstance(names, Refused) else names))

    async def turn_to(self, name: str) -> None:
        """Close this book, when all is kept, and open that of another learner."""
        await self.save()
        self.wanted = name
        self.exit(0)

    def get_default_screen(self) -> Screen[Any]:
        """The first screen, without a blank one before it."""
        return self._study_screen() if self.start == "study" else self._home_screen()

    async def action_leave(self) -> None:
        """Quit from anywhere; what was pressed before is done first, and what is being written is kept."""
        from tutor.tui.leaving import leave

        if not self.leaving:
            self.leaving = True
            self.run_worker(self.guarded(leave(self)))  # not awaited: that work may need the app's own messages

    async def on_event(self, event: events.Event) -> None:
        """Whatever is pressed after Ctrl+Q is meant for nobody."""
        if not (self.leaving and isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded):
            await super().on_event(event)

    async def save(self) -> None:
        """Put on disk what is being written."""
        from tutor.tui.place import Place

        for screen in self.screen_stack:
            if isinstance(screen, Place):
                await screen.save()

    async def guarded(self, work: Awaitable[None]) -> None:
        """Await this; without a session the program ends."""
        try:
            await work
        except NotOpened as problem:
            self.give_up(problem)

    def give_up(self, problem: NotOpened) -> None:
        """There is no session: end, and say why on standard error."""
        self.problem = str(problem)
        self.exit(problem.status)


def run(
    opener: Callable[[], Opened],
    *,
    start: Literal["home", "study"],
    minutes: float | None,
    now: Callable[[], datetime],
    kept: Kept | None = None,
    people: People | None = None,
) -> int:
    """Open a session and show it until the learner leaves; `now` is its own clock, `kept` what is set.

    One learner of `people` after the other: a book is closed before the next is opened. Returns the exit status.
    """
    told, before = "", ""
    while True:
        study = Study(opener)
        app = TutorApp(study, start=start, minutes=minutes, clock=Clock(now), kept=kept, people=people, told=told)
        try:
            status = app.run()
        finally:
            for notice in study.close():
                print(notice, file=sys.stderr)
        if people is None or not (app.wanted or (app.problem and before)):
            return _said(app.problem, status if status is not None else app.return_code or 0)
        told, wanted = app.problem, app.wanted or before
        before = people.name if app.wanted else ""  # whose book can't be opened is turned away from
        opener, kept = people.turn_to(wanted)
        speak_to(kept.settings.tag)
        start = "home"


def show(app: TutorApp) -> int:
    """Show the app until it is left. Returns the exit status, after saying why there was nothing to show."""
    status = app.run()
    return _said(app.problem, status if status is not None else app.return_code or 0)


def _collect_from_now_on() -> None:
    """What the start has made stays, and need not be looked through again and again. The start itself turns it off."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _said(problem: str, status: int) -> int:
    if problem:
        print(problem, file=sys.stderr)
    return status
