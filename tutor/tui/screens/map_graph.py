"""The map of a course as a drawing, beside its list: the chosen skill, what it needs, what it opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from tutor.language import _
from tutor.present.map_drawing import Box, Drawing, Stroke, beside, drawing
from tutor.present.why import SIGNS
from tutor.tui.safe import NOTHING, Shown, fitted, joined, line, spaces, stacked, text, wrapped
from tutor.tui.screens.home import STYLES

if TYPE_CHECKING:
    from tutor.study.overview import SkillLine

LIST = 54
"""Cells of the list beside the drawing."""
FEWEST = 120
"""Cells of a terminal that has room for both."""
BELOW = 11
"""Rows that are kept for what is said around the drawing."""


class Graph(Shown):
    """The drawing for the chosen skill. A click on another chooses that."""

    DEFAULT_CSS = """
    Graph { display: none; dock: right; height: 100%; margin: 1 0; padding: 2 2 0 0; }
    """

    class Picked(Message):
        """A skill was clicked."""

        def __init__(self, skill: str) -> None:
            super().__init__()
            self.skill = skill

    def __init__(self) -> None:
        super().__init__(id="graph")
        self.lines: dict[str, SkillLine] = {}
        self.needs: dict[str, list[str]] = {}
        self.chosen = ""
        self.put: Drawing | None = None

    def show_skills(self, lines: Sequence[SkillLine]) -> None:
        """Draw these from now on."""
        self.lines = {line.id: line for line in lines}
        self.needs = {line.id: [one for one in line.requires if one in self.lines] for line in lines}
        self.redraw()

    def choose(self, skill: str) -> None:
        """Mark this skill; nothing is drawn for none."""
        if skill != self.chosen:
            self.chosen = skill
            self.redraw()

    def make_room(self, width: int) -> bool:
        """Take the room beside the list in a terminal of this width; whether there is any."""
        self.display = width >= FEWEST
        if self.display:
            self.styles.width = width - LIST
        return self.display

    def draw(self, width: int) -> Content:
        longest = max((line(one.title).cell_length for one in self.lines.values()), default=0) + 5
        room = self.screen.size.height - BELOW
        self.put = drawing(self.needs, self.chosen, width, room, longest) if self.display else None
        if self.put is None:
            return NOTHING
        return stacked([*self._rows(self.put), NOTHING, *self._said(self.put, width)])

    def _rows(self, put: Drawing) -> list[Content]:
        """The boxes and lines, row by row, each piece where it belongs."""
        pieces: list[list[tuple[int, Content]]] = [[] for _row in range(put.height)]
        near = {self.chosen, *(name for names in beside(self.needs, self.chosen) for name in names)}
        for box in put.boxes:
            for y, piece in enumerate(self._box(box, near, put.lines), box.y):
                pieces[y].append((box.x, piece))
        for x, y, signs, lit in runs(put.strokes):
            pieces[y].append((x, text(signs, _ink(lit))))
        return [_row(row) for row in pieces]

    def _box(self, box: Box, near: set[str], lines: int) -> list[Content]:
        """The mark, the sign of the state, the title in one line or two; a line begins right behind the first."""
        of, chosen = self.lines[box.name], box.name == self.chosen
        style = "bold" if chosen else "" if box.name in near else "$quiet"
        sign = text(f"{SIGNS[of.state]} ", STYLES.get(of.state, ""))
        front = joined(text("▸" if chosen else " ", "$accent bold"), sign)
        room = box.cells - front.cell_length - 1
        title, *more = _title(line(of.title, style), room, lines)
        first = joined(front, title, spaces(1))
        left = box.cells - first.cell_length
        lit = chosen or box.name in self.needs[self.chosen]
        leader = text("─" * left, _ink(lit)) if box.line else spaces(left)
        return [joined(first, leader), *(joined(spaces(front.cell_length), one) for one in more)]

    def _said(self, put: Drawing, width: int) -> list[Content]:
        """What the lines of the chosen skill say, in words; and whether this is all."""
        needs, opens = beside(self.needs, self.chosen)
        said = [
            _("Needs: {skills}", skills=self._titles(needs)) if needs else _("Needs nothing of this course"),
            _("Opens: {skills}", skills=self._titles(opens)) if opens else _("Opens nothing further"),
            *([] if put.whole else [_("The part of the map around it")]),
        ]
        return [row for words in said for row in wrapped(line(words, "$quiet"), width, spaces(1))]

    def _titles(self, names: Sequence[str]) -> str:
        return ", ".join(self.lines[name].title for name in names)

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        boxes, lines = (self.put.boxes, self.put.lines) if self.put is not None else ((), 1)
        found = next(
            (box for box in boxes if at and 0 <= at.y - box.y < lines and box.x <= at.x < box.x + box.cells),
            None,
        )
        if found is not None:
            event.stop()
            self.post_message(self.Picked(found.name))


def runs(strokes: Sequence[Stroke]) -> list[tuple[int, int, str, bool]]:
    """Strokes side by side that are lit alike, as one: column, row, characters, and whether they are lit."""
    found: list[tuple[int, int, str, bool]] = []
    for one in sorted(strokes, key=lambda stroke: (stroke.y, stroke.x)):
        x, y, signs, lit = found[-1] if found else (-1, -1, "", False)
        if (one.y, one.x, one.lit) == (y, x + len(signs), lit):
            found[-1] = (x, y, signs + one.sign, lit)
        else:
            found.append((one.x, one.y, one.sign, one.lit))
    return found


def _title(title: Content, room: int, lines: int) -> list[Content]:
    """A title in as few lines as it needs, the last one cut where it has no room."""
    if lines == 1 or title.cell_length <= room:
        return [fitted(title, room)]
    first = title.wrap(room)[0].rstrip()
    rest = title[len(first.plain) :]
    return [first, fitted(rest[len(rest.plain) - len(rest.plain.lstrip()) :], room)]


def _ink(lit: bool) -> str:
    return "$accent" if lit else "$quiet"


def _row(pieces: list[tuple[int, Content]]) -> Content:
    parts, at = [], 0
    for x, piece in sorted(pieces, key=lambda one: one[0]):
        parts += [spaces(x - at), piece]
        at = x + piece.cell_length
    return joined(*parts)
