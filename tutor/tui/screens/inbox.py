"""The inbox: a teacher's tasks and how far they are, notes and what one wrote oneself, the newest first."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from tutor.language import _, later
from tutor.present.inbox import KINDS, NOT_IN_A_CLASS, NOTHING, note_day, progress, sender, standing
from tutor.tui.bridge import Refused
from tutor.tui.card import Card
from tutor.tui.keys import Key
from tutor.tui.place import Place
from tutor.tui.rows import DrawRow, Row, Rows, mark
from tutor.tui.safe import NOTHING as BLANK
from tutor.tui.safe import Draw, Shown, as_written, fitted, joined, line, spaces, text, two_ends, wrapped
from tutor.tui.screens.asking import Asking, Question, ask_line
from tutor.tui.screens.goal import wrong_date
from tutor.tui.screens.joining import one_class, open_handout
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.core.learner.class_rows import ClassRow
    from tutor.study.classes.inbox import Inbox, Note, TaskLine

MOST_LINES = 4
"""Lines of a note that the list shows; Enter reads all of it. Tunable (2..8)."""
UNTIL = Question(later("Until which day do you put it off?"), later("Like 2027-01-31."), wrong=wrong_date)
BECAUSE = Question(later("Why, for your teacher?"), later("Empty says nothing; it goes with your next hand-in."))
GOES = later("It goes with your next hand-in, and nowhere else.")


class InboxScreen(Place):
    """Tasks first, notes below. Enter goes on with a task, and reads a note."""

    DEFAULT_CSS = """
    InboxScreen > Page > #inbox-said { margin: 0 0 1 0; }
    """

    def __init__(self, said: str = "") -> None:
        super().__init__()
        self.said = Shown(id="inbox-said")
        self.rows = Rows()
        self.to_say = said
        self.found: Inbox | None = None
        self.things: list[TaskLine | Note | None] = []
        """What each row is about; None for a heading."""

    def contents(self) -> ComposeResult:
        yield from (self.said, self.rows)

    def on_mount(self) -> None:
        self.do(self.fill())

    async def fill(self) -> None:
        """Ask for all of it; what is shown is read."""
        found = await self.tutor.study.call(lambda session: session.inbox())
        if isinstance(found, Refused):
            self.tell(found.sentence)
            return
        self.found = found
        self._show(found)
        if found.unread:
            read = await self.tutor.study.call(lambda session: session.read_notes())
            if isinstance(read, Refused):
                self.tell(read.sentence)

    def _show(self, found: Inbox) -> None:
        today, several = self.tutor.clock.now().date(), len(found.classes) > 1
        rows: list[Row] = []
        self.things = []
        if found.tasks:
            rows.append(_heading(_("Tasks"), _("a proposal beside your own goal")))
            rows += [Row(_task(one, today, whose=several)) for one in found.tasks]
            self.things += [None, *found.tasks]
        if found.notes:
            rows.append(_heading(_("Notes")))
            rows += [Row(_note(one, today)) for one in found.notes]
            self.things += [None, *found.notes]
        self.rows.show_rows(rows, _kept(self.rows.marked or 0, rows))
        self.rows.display = bool(rows)
        if rows:
            self.rows.focus(scroll_visible=False)
            self.call_after_refresh(self.rows.show_mark)
        titles = ", ".join(one.title for one in found.classes)
        self.show_head([text(_("Inbox"), "bold")], [line(titles, "$quiet"), BLANK])
        nothing = "" if rows else _(NOTHING if found.classes else NOT_IN_A_CLASS["key"])
        self.tell(" ".join(filter(None, (self.to_say, nothing))), "$accent" if self.to_say else "")
        self.to_say = ""
        self.show_keys()

    def tell(self, words: str, style: str = "$warm") -> None:
        """A line above the list."""
        self.said.show(sentence(words, style))
        self.said.display = bool(words)

    @property
    def marked_task(self) -> TaskLine | None:
        """The marked task."""
        thing = self._thing()
        return thing if thing is not None and hasattr(thing, "target") else None  # type: ignore[return-value]

    @property
    def marked_note(self) -> Note | None:
        """The marked note."""
        thing = self._thing()
        return thing if thing is not None and hasattr(thing, "mine") else None  # type: ignore[return-value]

    def _thing(self) -> TaskLine | Note | None:
        at = self.rows.marked
        return self.things[at] if at is not None and at < len(self.things) else None

    def keys(self) -> list[Key]:
        back = Key("escape", "Esc", _("back"), self.tutor.go_back, rank=1)
        more = _("A file, or the folder where it lies; nothing is sent anywhere.")
        if self.found is None or not self.found.classes:
            return [Key("enter o", "Enter", _("open a teacher's file"), self.open_file, more, 0), back]
        keys: list[Key] = []
        if self.marked_task is not None:
            keys.insert(0, Key("", "Enter", _("go on with it"), more=_("Its skills and questions come first."), rank=0))
            keys.insert(1, Key("l", "l", _("later"), self.put_off, _("Put it off until a day, and say why."), 2))
        if self.marked_note is not None:
            keys.insert(0, Key("", "Enter", _("read it"), rank=0))
            keys += [] if self.marked_note.mine else [Key("r", "r", _("answer"), self.reply, _(GOES), 2)]
        return [
            *keys,
            Key("w", "w", _("write"), self.write, _(GOES), 3),
            Key("q", "q", _("write a question"), self.ask_classmates, _("For your classmates, about a skill."), 7),
            Key("h", "h", _("hand in"), self.hand_in, _("You see first what is in it."), 4),
            Key("o", "o", _("open a file"), self.open_file, more, 6),
            Key("x", "x", _("leave the class"), self.leave_class, _("What you learned stays with you."), 9),
            back,
        ]

    def on_rows_moved(self) -> None:
        self.show_keys()

    def on_rows_chosen(self) -> None:
        if self.settled:
            self.do(self._chosen())

    async def _chosen(self) -> None:
        task, note, today = self.marked_task, self.marked_note, self.tutor.clock.now().date()
        if task is not None:
            await self.tutor.go_study(of_task=task.id)
        elif note is not None:
            await self.app.push_screen(Card(sender(note), _whole(note, today)))

    async def put_off(self) -> None:
        """Put the marked task off; why goes to the teacher."""
        task = self.marked_task
        answers = [] if task is None else await self.app.push_screen_wait(Asking([UNTIL, BECAUSE], whole=True))
        if task is not None and len(answers) == 2 and answers[0]:
            until, why = date.fromisoformat(answers[0]), answers[1] or ""
            done = await self.tutor.study.call(lambda session: session.put_off(task.id, until, why))
            self.to_say = done.sentence if isinstance(done, Refused) else _("It is put off.")
            await self.fill()

    def write(self) -> Awaitable[None]:
        """Write to a teacher."""
        self.tutor.early = []
        return self._write(None)

    def reply(self) -> Awaitable[None]:
        """Answer the marked note."""
        self.tutor.early = []
        return self._write(self.marked_note)

    async def _write(self, note: Note | None) -> None:
        to = note.class_id if note is not None else await self._class()
        if not to:
            return
        asked = _("Your answer") if note is not None else _("What do you want to say to your teacher?")
        words = await ask_line(self, Question(asked, _(GOES)))
        if words:
            reply_to = note.id if note is not None else ""
            done = await self.tutor.study.call(lambda session: session.write_teacher(to, words, reply_to))
            self.to_say = done.sentence if isinstance(done, Refused) else _("It is kept for your next hand-in: h.")
            await self.fill()

    async def ask_classmates(self) -> None:
        """Write a question for classmates, field by field; what is refused comes back with all that was typed."""
        from tutor.present.class_questions import FIELDS, KEPT, SKILL

        fields, typed, refused = (SKILL, *FIELDS), [""] * (1 + len(FIELDS)), ""
        while True:
            asked = [Question(_(one.words), _(one.help), value) for one, value in zip(fields, typed, strict=True)]
            if refused:
                asked[0] = asked[0]._replace(help=refused)
            answers = await self.app.push_screen_wait(Asking(asked, whole=True))
            if len(answers) < len(fields):
                return
            typed = [answer or "" for answer in answers]
            named = dict(zip((one.name for one in FIELDS), typed[1:], strict=True))
            skill = typed[0]
            done = await self.tutor.study.call(lambda session: session.write_question(skill, named))  # noqa: B023
            if not isinstance(done, Refused):
                self.to_say = _(KEPT)
                await self.fill()
                return
            refused = done.sentence

    async def _class(self) -> str:
        """The class that is meant; "" for none."""
        row = await one_class(self, self.found.classes if self.found is not None else [], self._marked_class())
        return row.id if row is not None else ""

    def _marked_class(self) -> str:
        thing = self._thing()
        return thing.class_id if thing is not None else ""

    async def hand_in(self) -> None:
        """What may be handed in, and how much of it."""
        from tutor.tui.screens.handin import HandIn

        row = await one_class(self, self.found.classes if self.found is not None else [], self._marked_class())
        if row is not None:
            await self.tutor.go(HandIn(row))

    async def open_file(self) -> None:
        """Open a teacher's file."""
        told = await open_handout(self)
        if told:
            self.to_say = " ".join(told)
            await self.fill()

    async def leave_class(self) -> None:
        """Leave a class, after asking."""
        row: ClassRow | None = await one_class(self, self.found.classes if self.found else [], self._marked_class())
        if row is None:
            return
        words = sentence(_("What you learned stays with you. What you handed in stays with your teacher."))
        card = Card(_("Leave {title}?", title=row.title), words, [Key("x", "x", _("leave it"), rank=0)])
        if await self.app.push_screen_wait(card) == "x":
            class_id = row.id
            told = await self.tutor.study.call(lambda session: session.leave_class(class_id))
            self.to_say = told.sentence if isinstance(told, Refused) else " ".join(told)
            self.rows.marked = None
            await self.fill()


def _kept(marked: int, rows: list[Row]) -> int | None:
    """Where the mark stands: where it was, or right below a heading; None without rows."""
    at = min(marked, len(rows) - 1)
    return None if not rows else at if rows[at].pickable else at + 1


def _heading(words: str, more: str = "") -> Row:
    def draw(width: int, marked: bool) -> list[Content]:
        return [fitted(joined(text(words, "bold"), text(f"  {more}", "$quiet")), width), BLANK]

    return Row(draw, pickable=False)


def _task(task: TaskLine, today: date, *, whose: bool) -> DrawRow:
    """Its title and how far it is, then its day."""

    def draw(width: int, marked: bool) -> list[Content]:
        title = joined(mark(marked), line(task.title, "bold" if marked else ""))
        rows = [two_ends([title], [text(progress(task), "$quiet" if task.finished else "$accent")], width)]
        words = [*standing(task, today), *([task.class_title] if whose else [])]
        return [*rows, *(wrapped(line(" · ".join(words), "$quiet"), width, spaces(2)) if words else ()), BLANK]

    return draw


def _note(note: Note, today: date) -> DrawRow:
    """Whose words, of what sort and about what; then how they begin."""

    def draw(width: int, marked: bool) -> list[Content]:
        new = text(f"  {_('new')}", "$warm") if not note.read else BLANK
        head = joined(mark(marked), line(_who(note), "$quiet" if note.mine else "$accent"), new)
        rows = [two_ends([head], [text(note_day(note, today), "$quiet")], width)]
        words = wrapped(line(note.text, "bold" if marked else ""), width, spaces(2), spaces(2))
        if len(words) > MOST_LINES:
            words = [*words[: MOST_LINES - 1], fitted(joined(words[MOST_LINES - 1], text(" …")), width)]
        waits = [text(f"  {_('goes with your next hand-in')}", "$quiet")] if note.waits else []
        return [*rows, *words, *waits, BLANK]

    return draw


def _who(note: Note) -> str:
    kind = _(KINDS[note.kind]) if note.kind in KINDS and not note.mine else ""
    return " · ".join(filter(None, (sender(note), kind, note.about)))


def _whole(note: Note, today: date) -> Draw:
    return parts(
        sentence(" · ".join(filter(None, (_who(note).partition(" · ")[2], note_day(note, today)))), "$quiet"),
        as_written(note.text),
    )
