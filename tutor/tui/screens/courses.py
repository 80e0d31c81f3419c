"""The courses at hand: those that are studied, and those that could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import NOTHING, Shown, joined, line, spaces, text, wrapped
from tutor.tui.screens.home import states
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.study.overview import CourseLine


class Courses(Place):
    """Choose a course: Enter opens its map."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self.said = Shown()
        self.courses: list[CourseLine] = []

    def contents(self) -> ComposeResult:
        yield self.said
        yield self.rows

    def on_mount(self) -> None:
        self.said.display = False
        self.do(self.fill())

    async def fill(self) -> None:
        """Ask for the courses and draw them, the studied ones first."""
        study = self.tutor.study
        found = await study.call(lambda session: session.home(study.course_ids()))
        self.show_head([text(_("Courses"), "bold")])
        if isinstance(found, Refused):
            self.say(found.sentence)
            return
        self.courses = sorted(found.courses, key=lambda course: not course.met)
        self.rows.show_rows([Row(_course(course)) for course in self.courses], 0 if self.courses else None)
        self.rows.focus(scroll_visible=False)
        if not self.courses:
            self.say(_("There are no courses here yet. Add one with: tutor add PATH"))
        self.show_keys()

    def say(self, words: str) -> None:
        """A line above the list."""
        self.said.show(sentence(words, "$warm"))
        self.said.display = True

    def keys(self) -> list[Key]:
        return [
            Key("", "Enter", _("open its map"), rank=0),
            Key("s", "s", _("study it"), self.study, _("Only this course, from where you are in it."), 2),
            Key("escape", "Esc", _("back"), self.tutor.go_back, rank=1),
        ]

    def on_rows_moved(self) -> None:
        self.show_keys()

    def on_rows_chosen(self) -> None:
        if self.settled:
            self.do(self.open_map())

    async def _taken_up(self) -> CourseLine | None:
        """The marked course, studied from now on if it was not."""
        if self.rows.marked is None:
            return None
        course = self.courses[self.rows.marked]
        if not course.met:
            taken = await self.tutor.study.call(lambda session: session.take_up(course.id))
            if isinstance(taken, Refused):
                self.say(taken.sentence)
                return None
        return course

    async def open_map(self) -> None:
        """The map of the marked course."""
        course = await self._taken_up()
        if course is not None:
            await self.tutor.show_map(course.id, course.title)

    async def study(self) -> None:
        """Study the marked course."""
        course = await self._taken_up()
        if course is not None:
            await self.tutor.go_study(course=course.id)


def _course(course: CourseLine) -> DrawRow:
    def draw(width: int, marked: bool) -> list[Content]:
        rows = wrapped(line(course.title, "bold" if marked else ""), width, mark(marked))
        if course.summary:
            rows += wrapped(line(course.summary, "$quiet"), width, spaces(2))
        note = line(course.note, "$quiet")
        strip = states(course, max(6, width - note.cell_length - 7))
        standing = joined(strip, spaces(3), note) if course.states else note
        return [*rows, *wrapped(standing, width, spaces(2)), NOTHING]

    return draw
