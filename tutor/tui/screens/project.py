"""A project: its brief, what it is rated by, and handing it in with one's own rating."""

from __future__ import annotations

from collections.abc import Awaitable

from textual.app import ComposeResult

from tutor.language import _, later
from tutor.study.projects import ProjectLine, check
from tutor.tui.areas.area import Given, Rated
from tutor.tui.areas.line import Line
from tutor.tui.areas.rubric import Rubric
from tutor.tui.areas.writing import Writing
from tutor.tui.asked import Asked
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.prose import lay
from tutor.tui.rows import Rows
from tutor.tui.safe import Draw, Shown, line
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

HOW = {"text": later("write it"), "file": later("give the path of the file"), "link": later("give the address")}
EVERY = 10.0
"""Seconds after which what was typed meanwhile is put on disk. Tunable (2..60): each time the whole text is kept."""
BEGINNING = 300
"""Characters of a draft that are shown below the brief."""
WITH = {"pair": later("To be done in pairs."), "group": later("To be done in a group.")}


class ProjectScreen(Place):
    """Read, then write or give where it is, then rate it by its criteria; with that it is handed in."""

    DEFAULT_CSS = """
    ProjectScreen #below, ProjectScreen Writing, ProjectScreen Line, ProjectScreen Rubric { margin: 1 0 0 0; }
    """

    def __init__(self, project: ProjectLine, course: str, course_title: str) -> None:
        super().__init__()
        self.project = project
        self.course, self.course_title = course, course_title
        self.shown = Shown()
        self.below = Shown(id="below")
        self.area: Writing | Line = Writing() if project.sort == "text" else Line()
        self.rubric = Rubric()
        self.given = ""
        self.saved = project.draft

    def contents(self) -> ComposeResult:
        yield from (self.shown, self.area, self.rubric, self.below)

    def on_mount(self) -> None:
        self.area.display = self.rubric.display = self.below.display = False
        self.show_head([line(self.course_title, "$quiet")], [line(_("project"), "$quiet")])
        self.shown.show(_brief(self.project, self._begun()))
        self.set_interval(EVERY, self.save)
        self.changed()

    @property
    def typing(self) -> bool:
        return self.area.typing

    def keys(self) -> list[Key]:
        leave = Key("escape", "Esc", _("leave field") if self.typing else _("back"), self.back, rank=1)
        if self.rubric.display:
            return [*self.rubric.keys(), leave]
        if self.area.display:
            return [*self.area.keys(), leave]
        again = self.project.last is not None or self.given
        words = _("go on with it") if self._begun() else _("hand in once more") if again else _(HOW[self.project.sort])
        return [Key("enter", "Enter", words, self.begin, rank=0), leave]

    def begin(self) -> None:
        """Open the field, with what was written before."""
        self.below.display = self.rubric.display = False
        kept = self._begun() or self.given
        self.shown.show(_brief(self.project, ""))  # what was begun stands in the field itself
        self.area.display = True
        self.area.ask(Asked("writing" if self.project.sort == "text" else "text", shown={"starter": kept}))
        if isinstance(self.area, Line):
            self.area.field.value = kept
            self.area.field.cursor_position = len(kept)
        self.area.wake()
        self.call_after_refresh(self.area.scroll_visible, animate=False)
        self.changed()

    def back(self) -> Awaitable[None] | None:
        """Out of the field; from the rating to the field; then to the map. What was begun stays until one quits."""
        if self.rubric.display:
            self.begin()
            return None
        if self.typing:
            self.set_focus(None)
            self.show_keys()
            return self.save()
        return self._leave()

    async def _leave(self) -> None:
        await self.save()
        await self.tutor.show_map(self.course, self.course_title)

    def _begun(self) -> str:
        """What was written and not handed in: what could not be put on disk, too."""
        return self.tutor.drafts.get(self.project.id, "" if self.given else self.project.draft)

    async def save(self) -> None:
        """Put what is written on disk, unless it is there already. Where that fails it stays at hand, as is said."""
        if not self.area.display:
            return
        draft, project = str(self.area.draft() or ""), self.project.id
        self.tutor.drafts[project] = draft
        if draft == self.saved:
            return
        done = await self.tutor.study.call(lambda session: session.draft(project, draft))
        if isinstance(done, Refused):
            self.below.show(
                sentence(_("What you write is NOT saved yet. {sentence}", sentence=done.sentence), "$warm bold")
            )
            self.below.display = True
        else:
            self.saved, self.below.display = draft, False

    def on_given(self, event: Given) -> None:
        event.stop()
        if not self.settled or not self.area.display:
            return
        self.given = str(event.response)
        self.do(self.rate() if self.project.rubric else self.hand_in([]))

    def on_rated(self, event: Rated) -> None:
        event.stop()
        if self.settled:
            self.do(self.hand_in(event.criteria))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self.show_keys()

    async def rate(self) -> None:
        """Ask for the levels, unless what was given can't be handed in at all."""
        await self.save()
        project, words = self.project.id, self.given
        found = await self.tutor.study.call(lambda session: check(session.desk, project, words))
        if isinstance(found, Refused):
            self._tell(found)
            return
        self.area.display = False
        self.rubric.display = True
        self.rubric.begin(self.project.rubric)
        self.rubric.focus(scroll_visible=False)
        self.changed()

    async def hand_in(self, criteria: list[int]) -> None:
        """Into the portfolio; what is refused is said, and nothing that was written is lost."""
        await self.save()
        project, words = self.project.id, self.given
        done = await self.tutor.study.call(lambda session: session.hand_in(project, words, criteria))
        if not isinstance(done, Refused):
            self.tutor.drafts.pop(project, None)
            self.saved = ""
        self._tell(done if isinstance(done, Refused) else None)

    def _tell(self, refused: Refused | None) -> None:
        """Below the brief, what came of it."""
        self.area.display = self.rubric.display = False
        self.set_focus(None)
        if refused is not None:
            self.below.show(sentence(_("This is NOT handed in. {sentence}", sentence=refused.sentence), "$warm bold"))
        else:
            self.below.show(sentence(_("Handed in: it is in your portfolio now."), "bold"))
        self.below.display = True
        self.call_after_refresh(self.below.scroll_visible, animate=False)
        self.changed()


def _brief(project: ProjectLine, begun: str) -> Draw:
    """All there is to know of it, what was begun, and what was handed in last."""
    uses = _("It uses {names}.", names=", ".join(project.skills)) if project.skills else ""
    about = " ".join(words for words in (uses, _(WITH.get(project.together, ""))) if words)
    criteria = [f"- **{row['criterion']}**: {' · '.join(row['levels'])}" for row in project.rubric]
    return parts(
        sentence(project.title, "bold"),
        lay(project.brief) if project.brief else None,
        sentence(about, "$quiet") if about else None,
        lay(f"{_('Rated by')}\n\n" + "\n".join(criteria)) if criteria else None,
        *_last(project),
        *([sentence(_("You have begun; it is kept."), "$accent"), sentence(_beginning(begun))] if begun else []),
    )


def _beginning(draft: str) -> str:
    return draft if len(draft) <= BEGINNING else f"{draft[:BEGINNING].rstrip()}…"


def _last(project: ProjectLine) -> list[Draw]:
    if project.last is None:
        return []
    rated = [f"{row['criterion']}: {row['level']}" for row in project.last.rated]
    said = f"{_('Handed in on {day}.', day=project.last.at[:10])} {'; '.join(rated)}".strip()
    return [sentence(said, "$accent"), sentence(project.last.name or project.last.text)]
