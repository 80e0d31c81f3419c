"""The map of a course: what is learned, what is open, what opens what, and how it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _, _n
from tutor.present.portfolio import how_far
from tutor.present.why import SIGNS
from tutor.tui.bridge import Refused
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.rows import DrawRow, Row, mark
from tutor.tui.safe import NOTHING, Shown, fitted, joined, line, spaces, text, wrapped
from tutor.tui.screens.home import STYLES
from tutor.tui.screens.map_graph import Graph
from tutor.tui.screens.narrowing import Narrowing
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.study.desk import Gate
    from tutor.study.overview import SkillLine, UnitLines
    from tutor.study.projects import ProjectLine

LONGEST_TITLE = 34
"""Cells of the column of titles at most, where there is room for notes beside it."""
LEARNED = ("learned", "mastered", "secure", "fading")


class Map(Narrowing):
    """Units and their skills, as a list and, where there is room, as a drawing. Enter studies the marked one."""

    def __init__(self, course: str, title: str, at: str = "", *, lesson: bool = False) -> None:
        super().__init__()
        self.at = at
        self.reads = lesson
        self.course = course
        self.course_title = title
        self.said = Shown()
        self.graph = Graph()
        self.gate: Gate = "advise"
        self.skills: dict[int, SkillLine] = {}
        self.projects: dict[int, ProjectLine] = {}
        self.all_projects: list[ProjectLine] = []

    def compose(self) -> ComposeResult:
        yield self.graph
        yield from super().compose()

    def contents(self) -> ComposeResult:
        yield self.field
        yield self.said
        yield self.rows

    def on_mount(self) -> None:
        self.said.display = self.field.display = False
        self.do(self.fill())

    def on_resize(self) -> None:
        self.set_class(self.graph.make_room(self.size.width), "-graph")
        self.graph.redraw()

    async def fill(self) -> None:
        """Ask for the map and draw it, the mark where it was wished, else on the first skill worth studying."""
        course = self.course
        found = await self.tutor.study.call(lambda session: (session.map(course), session.projects_of(course)))
        gate = await self.tutor.study.call(lambda session: session.desk.gate)
        if isinstance(found, Refused) or isinstance(gate, Refused):
            self.tell(found.sentence if isinstance(found, Refused) else "")
            return
        self.gate = gate
        self.units, self.all_projects = found
        skills = [skill for unit in self.units for skill in unit.skills]
        self.graph.show_skills(skills)
        if self.is_narrow:
            await self.look(self.looked)
        else:
            self.list_units(self.units, whole=True)
            self.rows.focus(scroll_visible=False)
        learned = sum(skill.state in LEARNED for skill in skills)
        minutes = sum(skill.minutes for skill in skills)
        words = _("{learned} of {count} learned", learned=learned, count=len(skills))
        more = [line(_("{said} · about {hours} left", said=words, hours=_hours(minutes)), "$quiet")] if minutes else []
        self.show_head([line(self.course_title, "bold")], [*more, line(words, "$quiet")])
        self.show_keys()
        if self.reads:
            self.reads = False
            await self.lesson()

    def list_units(self, units: list[UnitLines], *, whole: bool) -> None:
        self.at = before = self.kept_about() or self.at  # where nothing fits there is no mark, until something does
        project = self.project
        rows, self.skills = _rows(units)
        projects = self.all_projects if whole else []
        self.projects = {len(rows) + number: one for number, one in enumerate(projects, 1)}
        if projects:
            rows += [Row(_heading(_("Projects"), first=False), pickable=False), *map(_project, projects)]
        first = min(self.skills, key=lambda at: (_worth(self.skills[at]), at), default=None)
        first = next((at for at, skill in self.skills.items() if skill.id == before), first)
        first = next((at for at, one in self.projects.items() if project is not None and one.id == project.id), first)
        self.rows.show_rows(rows, first)
        self.graph.choose(self.kept_about())
        self.call_after_refresh(self.rows.show_mark)
        self.show_keys()

    def hint(self, words: str) -> None:
        self.said.show(sentence(words, "$quiet"))
        self.said.display = bool(words)

    def kept_about(self) -> str:
        """The marked skill."""
        return self.skill.id if self.skill is not None else ""

    def tell(self, words: str) -> None:
        """A line above the map."""
        self.said.show(sentence(words, "$warm"))
        self.said.display = True
        self.page.scroll_home(animate=False)

    @property
    def skill(self) -> SkillLine | None:
        """The marked skill."""
        return self.skills.get(self.rows.marked) if self.rows.marked is not None else None

    @property
    def project(self) -> ProjectLine | None:
        """The marked project."""
        return self.projects.get(self.rows.marked) if self.rows.marked is not None else None

    def keys(self) -> list[Key]:
        if self.typing:
            return self.narrowing_keys()
        back = Key("escape", "Esc", _("back"), self.tutor.show_courses, rank=1)
        if self.is_narrow:
            back = Key("escape", "Esc", _("show all"), self.widen, rank=1)
        fewer = Key("f", "f", _("narrow"), self.narrow, _("Only what has these words, or is:due, is:locked …"), 5)
        if self.project is not None:
            return [Key("enter", "Enter", _("open the project"), self.study, rank=0), fewer, back]
        locked = self.skill is not None and self.skill.state == "locked"
        keys = [
            Key(
                "enter", "Enter", _("open it …") if locked and self.gate == "advise" else _("study"), self.study, rank=0
            )
        ]
        keys.append(Key("l", "l", _("lesson"), self.lesson, _("The lesson, with no effect on what is due."), 2))
        if self.skill is not None and (self.skill.state not in LEARNED or self.skill.presumed):
            keys.append(
                Key("t", "t", _("test out"), self.test_out, _("The quiz now, once a day. Passed, it is learned."), 3)
            )
        if self.skill is not None:
            keys.append(
                Key(
                    "u", "u", _("test out of the unit"), self.test_out_unit, _("The quizzes at its top, once a day."), 9
                )
            )
            keys.append(Key("p", "p", _("placement"), self.place_me, _("A few questions to find where to start."), 9))
        keys.append(Key("w", "w", _("why"), self.why, rank=2))
        if locked and self.gate == "advise":
            keys.append(Key("o", "o", _("open anyway"), self.open_anyway, rank=4))
        return [*keys, fewer, *self.keeping_keys(), back]

    def on_graph_picked(self, event: Graph.Picked) -> None:
        if all(skill.id != event.skill for skill in self.skills.values()):
            self.widen()
        self.rows.put_mark(next(at for at, skill in self.skills.items() if skill.id == event.skill))

    def on_rows_moved(self) -> None:
        self.said.display = False
        self.graph.choose(self.kept_about())
        self.show_keys()

    async def on_rows_chosen(self) -> None:
        if self.settled:
            self.do(self.study())

    async def study(self) -> None:
        """Study the marked skill; a locked one says what opens it and asks whether to open it anyway."""
        if self.project is not None:
            from tutor.tui.screens.project import ProjectScreen

            await self.tutor.go(ProjectScreen(self.project, self.course, self.course_title))
        if self.skill is None:
            return
        if self.skill.state == "locked":
            await self.open_anyway()
        else:
            await self.tutor.go_study(course=self.course, skill=self.skill.id)

    async def lesson(self) -> None:
        """Read the lesson again."""
        skill = self.skill
        if skill is None:
            return
        block = await self.tutor.study.call(lambda session: {"block": session.explain(skill.id)})
        if isinstance(block, Refused):
            self.tell(block.sentence)
        elif block["block"] is None:
            self.tell(_("{title} has no lesson of its own; its questions explain themselves.", title=skill.title))
        else:
            from tutor.tui.formulas import show_lesson

            await show_lesson(self, skill.title, block["block"])

    async def test_out(self) -> None:
        """The quiz of the marked skill, now."""
        skill = self.skill
        if skill is None:
            return
        size = await self.tutor.study.call(lambda session: session.test_out(skill.id))
        if isinstance(size, Refused):
            self.tell(size.sentence)
        else:
            await self.tutor.go_study(course=self.course)  # its quiz comes first, and the skill may still be locked

    async def test_out_unit(self) -> None:
        """The quizzes at the top of the marked skill's unit, now."""
        skill = self.skill
        if skill is None:
            return
        begun = await self.tutor.study.call(lambda session: session.test_out_unit(session.unit_of(skill.id)))
        if isinstance(begun, Refused):
            self.tell(begun.sentence)
        else:
            await self.tutor.go_study(course=self.course)

    async def place_me(self) -> None:
        """Offer a placement and begin it."""
        from tutor.tui.screens.welcome import offer_placement

        if await offer_placement(self) is not None:
            await self.tutor.go_study()

    async def why(self) -> None:
        """Why the marked skill is as it is."""
        skill = self.skill
        if skill is None:
            return
        found = await self.tutor.study.call(lambda session: session.why(skill=skill.id))
        if isinstance(found, Refused):
            self.tell(found.sentence)
        else:
            from tutor.tui.screens.why import why_card

            await self.app.push_screen(why_card(skill.title, found, self.tutor.clock.now(), skill.can))

    async def open_anyway(self) -> None:
        """Open a locked skill on the learner's own word, after one question; where the gate is open, without one.

        A strict gate says what comes first. It asks only where nobody but the learner can tell.
        """
        skill = self.skill
        if skill is None or skill.state != "locked":
            return
        if self.gate == "open":
            await self.tutor.go_study(course=self.course, skill=skill.id)
            return
        if self.gate == "strict":
            closed = await self.tutor.study.call(lambda session: session.closed(skill.id))
            if isinstance(closed, Refused) or closed:
                self.tell(closed.sentence if isinstance(closed, Refused) else closed)
                return
        needs = f"{skill.title} {skill.note}. " if skill.note else ""
        draw = sentence(needs + _("You can open it now all the same; nothing is lost, and it can be hard going."))
        chosen = await self.app.push_screen_wait(
            Card(_("Open it anyway?"), draw, [Key("o", "o", _("open it"), rank=0)])
        )
        if chosen == "o":
            done = await self.tutor.study.call(lambda session: session.open(skill.id))
            if isinstance(done, Refused):
                self.tell(done.sentence)
            else:
                await self.fill()


def _worth(skill: SkillLine) -> int:
    """What the mark stands on at first: what is being learned, what fades, what is open."""
    order = ("learning", "fading", "open", "learned", "mastered", "secure", "locked")
    return order.index(skill.state)


def _hours(minutes: int) -> str:
    return (
        _n("{count} minute", "{count} minutes", minutes) if minutes < 90 else _("{hours} h", hours=round(minutes / 60))
    )


def _rows(units: list[UnitLines]) -> tuple[list[Row], dict[int, SkillLine]]:
    rows: list[Row] = []
    skills: dict[int, SkillLine] = {}
    cells = max((line(skill.title).cell_length for unit in units for skill in unit.skills), default=0)
    for number, unit in enumerate(units):
        if unit.title:
            rows.append(Row(_heading(unit.title, first=number == 0), pickable=False))
        for skill in unit.skills:
            skills[len(rows)] = skill
            rows.append(Row(_skill(skill, min(cells, LONGEST_TITLE))))
    return rows, skills


def _project(project: ProjectLine) -> Row:
    last = project.last
    needs = _("uses {names}", names=", ".join(project.skills)) if project.skills else ""
    far = how_far(project.draft, last.at[:10] if last else "", project.ready)
    note = far or needs
    sign = text("◐" if project.draft else "✓" if last else "◇", "$accent" if far else "")

    def draw(width: int, marked: bool) -> list[Content]:
        first = fitted(joined(mark(marked), sign, spaces(2), line(project.title, "bold" if marked else "")), width)
        said = ". ".join(dict.fromkeys(words for words in (note, needs) if words)) if marked else note
        return [first, *(wrapped(line(said, "$quiet"), width, spaces(5)) if said else ())]

    return Row(draw)


def _heading(title: str, *, first: bool) -> DrawRow:
    def draw(width: int, marked: bool) -> list[Content]:
        rows = wrapped(line(title, "bold"), width)
        return rows if first else [NOTHING, *rows]

    return draw


def _skill(skill: SkillLine, cells: int) -> DrawRow:
    sign = text(SIGNS[skill.state], STYLES.get(skill.state, ""))

    def draw(width: int, marked: bool) -> list[Content]:
        front = joined(mark(marked), sign, spaces(2))
        title = line(skill.title, "bold" if marked else "$quiet" if skill.state == "locked" else "")
        note = line(skill.note, "$quiet")
        if width < 60:
            return [fitted(joined(front, title), width), *(wrapped(note, width, spaces(5)) if marked and note else ())]
        title = fitted(title, cells)
        left = joined(front, title, spaces(cells + 2 - title.cell_length))
        return wrapped(note, width, left) if note else [left]

    return draw
