"""The ways from one screen to another. Every screen but the first is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from tutor.language import _

if TYPE_CHECKING:
    from typing import TypeGuard

    from tutor.tui.bridge import Study
    from tutor.tui.clock import Clock
    from tutor.tui.place import Place
    from tutor.tui.sitting import Sitting


class Going(App[int]):
    """The app as far as it shows one screen after the other."""

    study: Study
    clock: Clock
    minutes: float
    early: list[str] | None = None
    """What is typed while a field to type in is being opened; None while none is."""

    def _home_screen(self) -> Screen[Any]:
        from tutor.tui.screens.home import Home

        return Home()

    def _study_screen(self, **where: str) -> Screen[Any]:
        from tutor.tui.screens.study import StudyScreen
        from tutor.tui.sitting import Sitting

        return StudyScreen(Sitting(self.study, self.clock, self.minutes, **where))

    async def go(self, screen: Screen[Any]) -> None:
        """Show this screen in place of the one before.

        The first screen stays below: Textual can't replace it. So does a question that is left for a look elsewhere.
        """
        if len(self.screen_stack) > 1 and not waits(self.screen):
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)

    async def go_home(self) -> None:
        """Home."""
        await self.go(self._home_screen())

    async def go_back(self) -> None:
        """To the question that waits, or else home."""
        if not await self._wake():
            await self.go_home()

    async def go_study(self, *, course: str = "", skill: str = "", of_task: str = "") -> None:
        """Study, of one course, skill or teacher's task first where wished; else the question that waits is there."""
        if course or skill or of_task or not await self._wake():
            await self._let_go()
            await self.go(self._study_screen(course=course, skill=skill, of_task=of_task))

    async def _wake(self) -> bool:
        """Come back to the question that waits; False when none does."""
        if waits(self.screen):
            return True
        below = self._below()
        if below is None:
            return False
        await self.pop_screen()
        await below.look_again()
        return True

    async def _let_go(self) -> None:
        """No question waits any more: something else is to be studied."""
        below = self._below()
        for screen in (self.screen, below):
            if waits(screen):
                await screen.save()
                screen.left = True
        if below is not None and len(self.screen_stack) > 2:
            await self.pop_screen()

    def _below(self) -> Place | None:
        """The question that waits below what is shown now."""
        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        return below if waits(below) else None

    async def go_on_with(self, sitting: Sitting) -> None:
        """Go on with a sitting that was stopped."""
        from tutor.tui.screens.study import StudyScreen

        await self.go(StudyScreen(sitting))

    async def end(self, sitting: Sitting) -> None:
        """What was done in this sitting."""
        from tutor.tui.screens.end import End

        if waits(self.screen):
            self.screen.left = True
        await self.go(End(sitting))

    async def show_courses(self) -> None:
        """The list of courses."""
        from tutor.tui.screens.courses import Courses

        await self.go(Courses())

    async def show_map(self, course: str, title: str) -> None:
        """The map of a course."""
        from tutor.tui.screens.map import Map

        await self.go(Map(course, title))

    async def show_map_at(self, name: str, *, lesson: bool = False) -> None:
        """The map of the course of a skill or item, with the mark on the skill; its lesson over it where wished."""
        from tutor.core.learner.names import is_item, skill_of
        from tutor.tui.screens.map import Map

        course, skill = name.split("/", 1)[0], skill_of(name) if is_item(name) else name
        title = await self.study.call(lambda session: session.desk.course(course).title)
        await self.go(Map(course, title if isinstance(title, str) else course, skill, lesson=lesson))

    async def show_notebook(self, entry: str = "") -> None:
        """The journal, notes and bookmarks, with the mark on one of them."""
        from tutor.tui.screens.notebook import NotebookScreen

        await self.go(NotebookScreen(entry))

    def search(self) -> Awaitable[None]:
        """Look something up."""
        self.early = []
        return self._search()

    async def _search(self) -> None:
        from tutor.tui.place import Place
        from tutor.tui.screens.search import Search

        if isinstance(self.screen, Place):
            await self.push_screen(Search(self.screen))

    async def show_portfolio(self, piece: str = "") -> None:
        """What was handed in."""
        from tutor.tui.screens.portfolio import Portfolio

        await self.go(Portfolio(piece))

    async def show_inbox(self) -> None:
        """What came from a teacher, and what goes there."""
        from tutor.tui.screens.inbox import InboxScreen

        await self.go(InboxScreen())

    async def show_insight(self) -> None:
        """What may be seen of one's own learning."""
        from tutor.tui.screens.insight import Insight

        await self.go(Insight())

    async def show_help(self) -> None:
        """What the keys do on this screen."""
        from tutor.tui.card import Card, key_table
        from tutor.tui.place import Place

        if isinstance(self.screen, Place):
            keys = [key for key in self.screen.every_key() if not key.is_for("f1")]
            await self.push_screen(Card(_("Keys"), key_table(keys)))

    def show_commands(self) -> Awaitable[None]:
        """All that can be done, here and elsewhere; what is chosen is done."""
        self.early = []
        return self._commands()

    async def _commands(self) -> None:
        from tutor.tui.place import Place
        from tutor.tui.screens.commands import Commands

        place = self.screen
        if not isinstance(place, Place):
            return
        chosen = await self.push_screen_wait(Commands(place))
        work = chosen.action() if chosen is not None and chosen.action is not None else None
        if work is not None:
            await work

    async def show_own_keys(self) -> None:
        """Which keys are the learner's own."""
        from tutor.tui.screens.own_keys import OwnKeys

        await self.push_screen(OwnKeys())

    async def show_likes(self) -> None:
        """Ways of explaining and interests."""
        from tutor.tui.screens.likes import Likes

        await self.push_screen(Likes())

    async def show_away(self) -> None:
        """What is put away, to be brought back."""
        from tutor.tui.screens.away import PutAway

        await self.push_screen(PutAway())

    async def show_themes(self) -> None:
        """The palettes, each seen at once."""
        from tutor.tui.screens.themes import Themes

        await self.push_screen(Themes())

    async def show_settings(self) -> None:
        """What can be set."""
        from tutor.tui.screens.settings import SettingsCard

        await self.push_screen(SettingsCard())


def waits(screen: Screen[Any] | None) -> TypeGuard[Place]:
    """Whether this is a question in hand, which stays below when something else is shown."""
    return bool(getattr(screen, "waits", False))
