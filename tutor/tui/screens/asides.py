"""What a learner can do beside answering: hints, reasons, another explanation, objecting, putting away, taking back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from tutor.language import _
from tutor.tui.areas.area import Wondered
from tutor.tui.bridge import Refused
from tutor.tui.prose import inline, lay
from tutor.tui.safe import Draw, Shown, joined, stacked, text, wrapped
from tutor.tui.screens.keeping import Keeping
from tutor.tui.task_view import explanation, parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.study.session import Session
    from tutor.study.tasks import Task
    from tutor.tui.sitting import Sitting

T = TypeVar("T")
Mode = Literal["waiting", "reading", "asked", "revealed", "told"]

_EXPLORED = ("plot", "bars", "points", "sample")
"""Keys of a block that is explored."""


class New(NamedTuple):
    """What was said last: rows said before it, where the page was then, where it was left for it.

    Of a verdict also the row where what was answered begins, which marks what was right.
    """

    seen: int
    at: float
    left: float
    top: int | None = None


class Asides(Keeping):
    """The parts of the study screen that don't depend on the shape of the question."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.mode: Mode = "waiting"
        self.below = Shown(id="below")
        self.notes: list[Draw] = []
        self.almost_note: Draw | None = None
        self.hints = 0
        self.notice = ""
        self.sure = 0
        self.offer = ""
        """A skill that may be tested out of, since it seems easy."""
        self.trouble: Draw | None = None
        self.again: Callable[[], Awaitable[None]] | None = None
        self.new: New | None = None
        """What was said last, while it is brought into view."""

    @property
    def current(self) -> Task:
        """The task that is shown."""
        assert self.sitting.task is not None
        return self.sitting.task

    async def go_on(self) -> None:
        """The next task; the study screen knows how."""
        raise NotImplementedError

    def on_wondered(self, event: Wondered) -> None:
        """The area asks before it answers: keys pressed just now were meant for something else."""
        event.stop()
        self.changed()

    def kept_about(self) -> str:
        """What is asked, or the skill of the lesson."""
        return self.current.item or self.current.skill

    def tell(self, words: str) -> None:
        """A line below the question."""
        self.add_note(sentence(words, "$quiet"))

    def add_note(self, *draws: Draw) -> None:
        """Show something more below the question, and bring it into view."""
        self.notes += draws
        self.show_notes()

    def say_almost(self, said: Draw | None) -> None:
        """Show what is nearly right, in place of what was said of the try before it; None only takes that away."""
        self.notes = [note for note in self.notes if note is not self.almost_note]
        self.almost_note = said
        if said is not None:
            self.add_note(said)

    def show_notes(self) -> None:
        """Draw all notes of this task."""
        notes = [*self.notes, *([self.trouble] if self.trouble else [])]
        seen = self.below.virtual_region.height if self.below.display else 0
        self.below.show(parts(*notes) if notes else None)
        self.below.display = bool(notes)
        at = self.page.scroll_offset.y
        self.new = New(seen, at, at)
        self.call_after_refresh(self.show_new)

    def show_new(self) -> None:
        """Scroll just as far as the new text needs, and never its beginning out of sight.

        The page may be laid out in several steps: it is looked at after each, until somebody scrolls or types.
        """
        if self.new is None or not self.below.display:
            return
        now, left = self.page.scroll_offset.y, self.new.left
        if now > left or now not in (left, self.page.max_scroll_y):  # a page that got shorter scrolls back by itself
            self.new = None
            return
        seen, region = self.new.seen, self.below.virtual_region
        beginning = region.y + (seen + 1 if 0 < seen < region.height else 0)
        room = self.page.scrollable_content_region.height
        needed = min(beginning - 1, region.bottom - room)
        if self.new.top is not None and self.has_class("-short"):  # what was right is read first
            needed = min(needed, max(self.new.top - 1, beginning + 1 - room))
        self.page.scroll_to(y=max(needed, self.new.at), animate=False, force=True, immediate=True)
        self.new = self.new._replace(left=self.page.scroll_offset.y)

    async def ask(self, work: Callable[[Session], T], again: Callable[[], Awaitable[None]]) -> T | None:
        """Ask the session; what it refuses is said, and done once more with Enter where it was not saved."""
        found = await self.sitting.study.call(work)
        if isinstance(found, Refused):
            self.refuse(found, again)
            return None
        self.recover()
        return found

    def refuse(self, problem: Refused, again: Callable[[], Awaitable[None]]) -> None:
        """Say why something was not done. What was typed stays where it is."""
        self.recover()
        if problem.unsaved:
            self.again = again
            self.trouble = sentence(
                _("This is NOT saved. {sentence}", sentence=problem.sentence), "$warm bold", sign="!"
            )
        else:
            self.trouble = sentence(problem.sentence, "$warm", sign="·")
        self.show_notes()
        self.changed()

    def recover(self) -> None:
        """What went wrong before is over."""
        self.trouble, self.again = None, None

    async def hint(self) -> None:
        """The next hint."""
        task = self.current.id
        found = await self.ask(lambda session: session.hint(task), self.hint)
        if found is None:
            return
        words, left = found
        if words is None:
            self.add_note(sentence(_("There are no more hints; skipping shows the answer."), "$quiet"))
        else:
            self.hints += 1
            number = self.hints
            label = (
                _("Hint") if number + left == 1 else _("Hint {number} of {count}", number=number, count=number + left)
            )
            self.add_note(lambda width: stacked([text(label, "$accent"), lay(words)(width)]))

    async def another_way(self) -> None:
        """The next way of explaining this skill."""
        skill = self.current.skill
        block = await self.ask(lambda session: {"block": session.explain(skill)}, self.another_way)
        if block is not None:
            self.explained(block["block"])
            if block["block"] is not None and is_explored(block["block"]):
                from tutor.tui.screens.exploring import Exploring

                await self.app.push_screen(Exploring(block["block"]))

    def explained(self, block: dict[str, Any] | None) -> None:
        """Show another explanation below."""
        if block is None:
            self.add_note(sentence(_("There is no other explanation here."), "$quiet"))
        else:
            from tutor.present.likes import way_name

            words = _("Another way: {way}", way=way_name(block["way"]))
            self.add_note(sentence(words, "$accent"), explanation(block), *_stills(block))

    async def why(self) -> None:
        """Why this task, and what is known of its skill."""
        current = self.current
        task, skill = current.id, current.skill
        found = await self.ask(lambda session: (session.why(task=task), session.why(skill=skill)), self.why)
        if found is not None:
            from tutor.tui.screens.why import why_card

            await self.app.push_screen(
                why_card(current.title, found[1], self.tutor.clock.now(), found[0]["sentence"], current.kind)
            )

    async def words(self) -> None:
        """What the words of the course's glossary mean that stand in this task."""
        course = self.current.skill.split("/", 1)[0]
        glossary = await self.ask(lambda session: session.glossary(course), self.words)
        if glossary is None:
            return
        from tutor.present.glossary import terms_in

        found = terms_in(words_of(self.current), glossary)
        if not found:
            self.add_note(sentence(_("No word here stands in the glossary of the course."), "$quiet"))
        else:
            self.add_note(parts(*(_meaning(term, meaning) for term, meaning in found.items())))

    async def object(self) -> None:
        """This should count: kept for the author with a line of the learner's, and not graded."""
        from tutor.tui.screens.asking import Question, ask_line

        note = await ask_line(
            self, Question(_("What should count, and why?"), _("A line for the author; Enter alone is fine."))
        )
        if note is None:
            return
        task = self.current.id
        done = await self.ask(lambda session: _done(session.dispute, task, note), self.object)
        if done:
            self.sitting.tally.take_back()
            self.notice = _("Kept for the author. It is not graded.")
            await self.go_on()

    async def put_away(self) -> None:
        """Put the item away until tomorrow."""
        await self._put_away(_("Put away until tomorrow."), self.put_away)

    async def suspend(self) -> None:
        """Put the item away for good."""
        await self._put_away(_("Put away for good. All commands (Ctrl+P) lists what is put away."), self.suspend)

    async def _put_away(self, said: str, again: Callable[[], Awaitable[None]]) -> None:
        from tutor.study.away import put_away

        item, for_good = self.current.item, again == self.suspend
        if await self.ask(lambda session: _done(put_away, session.desk, item, for_good=for_good), again):
            self.notice = said
            await self.go_on()

    async def undo(self) -> None:
        """Take the newest thing back."""
        undone = await self.sitting.undo()
        if isinstance(undone, Refused):
            self.refuse(undone, self.undo)
        elif undone:
            self.notice = _("Taken back.")
            await self.go_on()
        else:
            self.add_note(sentence(_("There is nothing to take back."), "$quiet"))

    async def lower(self) -> None:
        """It was right by luck: it comes back soon."""
        verdict = await self.sitting.lower("again")
        if isinstance(verdict, Refused):
            self.refuse(verdict, self.lower)
        else:
            self.add_note(sentence(_("Noted as a guess: it comes back soon."), "$quiet"))

    def show_standing(self) -> None:
        """The head line; the study screen knows how."""

    def stop(self) -> Awaitable[None]:
        """Stop here: all is kept."""
        return self.tutor.end(self.sitting)


def is_explored(block: Mapping[str, Any] | None) -> bool:
    """Whether there is something to explore; the module that draws it is imported only then."""
    return block is not None and any(block.get(key) for key in _EXPLORED)


def _stills(block: Mapping[str, Any]) -> list[Draw]:
    """The picture of a block as it is at first, for a place where nothing can be moved."""
    if not is_explored(block):
        return []
    from tutor.tui.explore import still

    return [lambda width: stacked(still(block, width))]


def words_of(task: Task) -> str:
    """The prose of a task: its question, or its lesson as far as it is to be seen."""
    block = task.block or {}
    steps = [str(step.get("show") or step.get("ask") or "") for step in block.get("steps") or ()]
    return "\n".join([task.ask, task.passage, str(block.get("text") or ""), *steps])


def _meaning(term: str, meaning: str) -> Draw:
    return lambda width: stacked(wrapped(inline(meaning), width, joined(text(term, "bold"), text("  "))))


def notice_line(words: str) -> Draw | None:
    """A quiet line above the question."""
    if not words:
        return None
    return lambda width: stacked(wrapped(joined(text(words, "$quiet")), width))


def _done(work: Callable[..., None], *with_these: Any, **named: Any) -> bool:
    """Do something that says nothing; True when it is done."""
    work(*with_these, **named)
    return True
