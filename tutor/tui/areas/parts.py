"""Several questions in one: one below the other, each with an area of its own, handed in together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tutor.core.text import normalise
from tutor.language import _
from tutor.tui.areas.area import Area, Given, Marking, Retyped
from tutor.tui.areas.making import make
from tutor.tui.asked import asked_in
from tutor.tui.keys import Key
from tutor.tui.material_view import material
from tutor.tui.prose import lay
from tutor.tui.safe import NOTHING, Draw, Shown, joined, stacked, text, wrapped
from tutor.tui.task_view import answer_text, parts

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked


class Part(Vertical):
    """One of the questions: its words, its area, and later how it went."""

    DEFAULT_CSS = """
    Part { height: auto; margin: 0 0 1 0; }
    Part:last-child { margin: 0; }
    Part > .part-area { margin: 1 0 0 0; }
    """

    class Answered(Message):
        """The learner is done with this one for now."""

        def __init__(self, part: Part) -> None:
            super().__init__()
            self.part = part

    def __init__(self, shape: str) -> None:
        super().__init__()
        self.shape = shape
        self.words = Shown()
        self.area: Area = make(shape)
        self.said = Shown()

    def compose(self) -> ComposeResult:
        area = cast("Widget", self.area)
        area.add_class("part-area")
        yield from (self.words, area, self.said)

    async def ask(self, number: int, asked: Asked, words: Draw) -> None:
        """Another question of this shape."""
        self.words.show(lambda width: _numbered(number, words, width))
        self.said.display = False
        waiting = self.area.ask(asked)
        if waiting is not None:
            await waiting

    def on_given(self, event: Given) -> None:
        event.stop()
        self.post_message(self.Answered(self))

    def told(self, right: Response, given: Response, mark: bool, gaps: Sequence[bool] = ()) -> None:
        """What is right, and in words whether the answer was; `gaps` says which of its gaps are right."""
        if gaps and isinstance(self.area, Marking):
            self.area.marks = gaps
        self.area.told(right, given, correct=mark)
        sign, words = ("✓", _("Right.")) if mark else ("·", _("Not yet."))
        verdict = joined(text(f"{sign} ", "$accent bold"), text(f"{words}  ", "bold")) if given is not None else NOTHING
        if not mark and not self.area.shows_answer:
            verdict = joined(verdict, text(_("Right is "), "$quiet"), answer_text(right))
        self.said.show(lambda width: stacked(wrapped(verdict, width)))
        self.said.display = bool(verdict)


class Parts(Vertical):
    """The questions from top to bottom. Enter goes to the next one that is open, and answers after the last."""

    DEFAULT_CSS = "Parts { height: auto; }"
    shows_answer = True

    def __init__(self) -> None:
        super().__init__(id="parts")
        self.parts: list[Part] = []
        self.at = 0
        self.marks: Sequence[bool] | None = None
        self.gaps: Sequence[Sequence[bool]] = ()

    async def ask(self, asked: Asked) -> None:
        """New questions, in place of the old ones; in the same widgets where these fit, since mounting takes long."""
        self.at, self.marks, self.gaps = 0, None, ()
        found = list(asked.shown.get("parts", ()))
        questions = [asked_in(one) for one in found]
        if [part.shape for part in self.parts] != [one.shape for one in questions]:
            await self.remove_children()
            self.parts = [Part(one.shape) for one in questions]
            await self.mount_all(self.parts)
        for number, (part, question, one) in enumerate(zip(self.parts, questions, found, strict=True), 1):
            await part.ask(number, question, parts(lay(str(one.get("ask", ""))), material(one)))

    @property
    def area(self) -> Area | None:
        """The area that has the focus, or had it last."""
        focused = self.screen.focused
        for number, part in enumerate(self.parts):
            if focused is not None and part in focused.ancestors:
                self.at = number
        return self.parts[self.at].area if self.parts else None

    @property
    def typing(self) -> bool:
        return self.area is not None and self.area.typing

    def wake(self) -> None:
        if self.parts:
            self.parts[self.at].area.wake()

    def draft(self) -> Response:
        return [part.area.draft() for part in self.parts]

    def restore(self, draft: Response) -> None:
        for part, one in zip(self.parts, draft if isinstance(draft, list) else (), strict=False):
            if one is not None:
                part.area.restore(one)

    def keys(self) -> list[Key]:
        area = self.area
        if area is None:
            return []
        last = not [one for one in self._open() if one != self.at]
        keys = [key if last or key.shown != "Enter" else key._replace(words=_("next question")) for key in area.keys()]  # noqa: SIM118
        return [
            *keys,
            Key("", "Tab", _("next question"), more=_("Shift+Tab goes to the one before."), rank=3 if last else 9),
        ]

    def _open(self) -> list[int]:
        """Questions that have no answer yet."""
        return [number for number, part in enumerate(self.parts) if part.area.draft() is None]

    def on_part_answered(self, event: Part.Answered) -> None:
        """On to the next that is open; after the last one all are handed in."""
        event.stop()
        here = self.parts.index(event.part)
        left = self._open()
        if not left:
            self.post_message(Given(self.draft()))
            return
        self.at = next((number for number in left if number > here), left[0])
        self.wake()
        self.call_after_refresh(self.parts[self.at].scroll_visible, animate=False)

    def type_again(self) -> None:
        """Almost: on to the first that was not right yet, and the gap in it."""
        marks = list(self.marks or ())
        self.at = marks.index(False) if False in marks[: len(self.parts)] else self.at
        area = self.parts[self.at].area
        if isinstance(area, Marking):
            area.marks = self._gaps_of(self.at)
        area.wake()
        if isinstance(area, Retyped):
            area.type_again()
        self.marks, self.gaps = None, ()

    def _gaps_of(self, number: int) -> Sequence[bool]:
        return self.gaps[number] if number < len(self.gaps) else ()

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """How each went, and what is right. `marks` and `gaps` say which were right, where the verdict does."""
        rights = right if isinstance(right, list) else []
        givens = given if isinstance(given, list) else [None] * len(self.parts)
        for number, (part, wanted, had) in enumerate(zip(self.parts, rights, givens, strict=False)):
            known = self.marks[number] if self.marks is not None and number < len(self.marks) else None
            part.told(wanted, had, correct or (_alike(wanted, had) if known is None else known), self._gaps_of(number))


def _numbered(number: int, words: Draw, width: int) -> Content:
    lines = words(max(8, width - 3)).split("\n", allow_blank=True)
    return stacked(joined(text(f"{number}. " if not at else "   ", "$quiet"), line) for at, line in enumerate(lines))


def _alike(right: Response, given: Response) -> bool:
    """Whether an answer reads like the right one, where nobody said whether it counts."""
    if isinstance(right, str) and isinstance(given, str):
        return normalise(right) == normalise(given)
    return bool(right == given) and type(right) is type(given)
