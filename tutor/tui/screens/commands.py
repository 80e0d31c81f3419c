"""All that can be done, on this screen and elsewhere: type a part of it, Enter does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.fuzzy import FuzzySearch
from textual.widgets import Input

from tutor.language import _, later
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.listing import Sought, named

if TYPE_CHECKING:
    from tutor.study.session import Session
    from tutor.tui.place import Place

MOST_COURSES = 200
"""Courses whose maps are listed."""


class Commands(Sought):
    """The keys of the screen below, and what can be done from everywhere; it comes back with the chosen one."""

    DEFAULT_CSS = """
    Commands VerticalScroll { height: 12; }
    """
    TITLE_WORDS = later("What would you like to do?")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        here = [key for key in place.every_key() if key.action is not None and key.name != "commands"]
        self.all = [*here, *([] if not place.tutor.ELSEWHERE else elsewhere(place))]
        self.found: list[Key] = []
        self.searching = FuzzySearch()

    def begin(self) -> None:
        super().begin()
        if self.place.tutor.ELSEWHERE:
            self.do(self._courses())

    async def _courses(self) -> None:
        """The maps of the courses, as soon as they are known."""
        found = await self.tutor.study.call(_titles)
        if not isinstance(found, Refused):
            self.all += [
                _leaving(self.place, _("map of {title}", title=title), _to_map(self.place, id, title))
                for id, title in found
            ]
            self.fill()

    def fill(self) -> None:
        query = self.field.value.strip()
        self.found = self._matching(query) if query else self.all
        kept = 0 if query else min(self.rows.marked or 0, len(self.found) - 1)
        self.rows.show_rows([named(key.words, key=key.shown) for key in self.found], kept if self.found else None)
        self.moved(kept)
        self.show_keys()

    def _matching(self, query: str) -> list[Key]:
        scores = [(self.searching.match(query, key.words)[0], -number) for number, key in enumerate(self.all)]
        return [self.all[-number] for score, number in sorted(scores, reverse=True) if score > 0]

    def moved(self, index: int) -> None:
        nothing = _("Nothing here is called so. Esc leaves everything as it is.")
        self.say(self.found[index].more if index < len(self.found) else nothing)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.rows.marked = 0
        self.fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.rows.marked is not None and self.found:
            self.finish(self.found[self.rows.marked])

    async def chosen(self, index: int) -> None:
        """A second click on it."""
        self.finish(self.found[index])


def elsewhere(place: Place) -> list[Key]:
    """What can be done from every screen and has no key there."""
    tutor = place.tutor
    from tutor.tui.screens.goal import set_goal

    go: list[tuple[str, Callable[[], Awaitable[None]], str]] = [
        (_("home"), tutor.go_home, ""),
        (_("study"), tutor.go_study, _("What is next, of all your courses.")),
        (_("all courses"), tutor.show_courses, ""),
        (_("goals"), lambda: set_goal(place), _("What you want to reach, and by when.")),
        (_("insight"), tutor.show_insight, _("How your learning goes, in pictures and numbers.")),
        (_("notebook"), tutor.show_notebook, _("Your journal, notes and bookmarks.")),
        (_("inbox"), tutor.show_inbox, _("Tasks and notes from a teacher, joining a class, handing in.")),
        (_("portfolio"), tutor.show_portfolio, _("What you handed in.")),
        (_("what I like"), tutor.show_likes, _("Ways of explaining, and what examples are about.")),
        (_("what is put away, to bring back"), tutor.show_away, _("Questions that you put away.")),
        (_("settings"), tutor.show_settings, ""),
        (_("keys of your own"), tutor.show_own_keys, _("Put any command on another key.")),
    ]
    if tutor.people is not None:
        go.append((_("another learner"), tutor.show_learners, _("Whoever else studies on this computer.")))
    have = {key.words for key in place.every_key()}
    return [_leaving(place, words, do, more) for words, do, more in go if words not in have]


def _leaving(place: Place, words: str, do: Callable[[], Awaitable[None]], more: str = "") -> Key:
    """Something done after what is being written here was put on disk."""

    async def done() -> None:
        await place.save()
        await do()

    return Key("", "", words, done, more)


def _to_map(place: Place, course: str, title: str) -> Callable[[], Awaitable[None]]:
    return lambda: place.tutor.show_map(course, title)


def _titles(session: Session) -> list[tuple[str, str]]:
    """The ids and titles of the courses that are studied."""
    return [(id, session.desk.course(id).title) for id in session.desk.courses[:MOST_COURSES]]
