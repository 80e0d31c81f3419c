"""Asking a person about themselves, lightly: one question after the other on one card, each may be left empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from tutor.language import _
from tutor.tui.areas.line import Field
from tutor.tui.closing import Closing
from tutor.tui.keys import Key, key_line
from tutor.tui.safe import Shown, stacked, text, wrapped
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence


class Question(NamedTuple):
    """What is asked, a line of help, what stands in the field already, and what is wrong with an answer (or "")."""

    words: str
    help: str = ""
    value: str = ""
    wrong: Callable[[str], str] = lambda typed: ""


class Asking(Closing[list[str | None]]):
    """Questions one after the other. Enter goes on, with nothing typed too; Esc leaves this one out.

    Where they make a `whole`, Esc gives all of it up: fewer answers than questions come back, none of them meant.
    """

    DEFAULT_CSS = """
    Asking { align: center middle; }
    Asking > Vertical { width: 100%; max-width: 68; height: auto; background: $surface; padding: 1 3; }
    Asking:ansi > Vertical { border: round ansi_default; background: ansi_default; padding: 0 2; }
    Asking Field, Asking Field:focus { background: $background; width: 100%; margin: 1 0 0 0; }
    Asking #asking-wrong { margin: 1 0 0 0; }
    Asking #asking-keys { margin: 1 0 0 0; }
    """

    def __init__(self, questions: Sequence[Question], *, whole: bool = False) -> None:
        super().__init__()
        self.questions = questions
        self.whole = whole
        self.answers: list[str | None] = []
        self.words = Shown()
        self.field = Field()
        self.wrong = Shown(id="asking-wrong")
        self.foot = Shown(id="asking-keys")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield from (self.words, self.field, self.wrong, self.foot)

    def on_mount(self) -> None:
        self._show()
        self.write_into(self.field)

    def _show(self) -> None:
        question = self.questions[len(self.answers)]
        help_line = sentence(_(question.help), "$quiet") if question.help else None
        self.words.show(parts(lambda width: stacked(wrapped(text(_(question.words), "bold"), width)), help_line))
        self.field.value = question.value
        self.field.cursor_position = len(question.value)
        self.wrong.display = False
        out = _("give up") if self.whole else _("leave it out")
        keys = [Key("", "Enter", _("go on"), rank=0), Key("", "Esc", out, rank=1)]
        self.foot.show(lambda width: key_line(keys, width))
        self.field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if len(self.answers) == len(self.questions):  # Enter that came when all was answered
            return
        typed = self.field.value.strip()  # of this question: the event may be about the one before
        wrong = self.questions[len(self.answers)].wrong(typed) if typed else ""
        if wrong:
            self.wrong.show(sentence(wrong, "$warm"))
            self.wrong.display = True
        else:
            self._next(typed)

    def on_key(self, event: events.Key) -> None:
        if self.typed_early(event, self.field):
            return
        if event.key == "escape":
            event.stop()
            if self.whole:
                self.finish([])
            else:
                self._next(None)

    def _next(self, answer: str | None) -> None:
        if len(self.answers) == len(self.questions):  # a key that came when all was answered
            return
        self.answers.append(answer)
        if len(self.answers) == len(self.questions):
            self.finish(self.answers)
        else:
            self._show()


async def ask_line(screen: Screen[None], question: Question) -> str | None:
    """One line, or None when the learner would rather not."""
    answers = await screen.app.push_screen_wait(Asking([question]))
    return answers[0]


def whole_number(low: int, high: int) -> Callable[[str], str]:
    """A check that a whole number between two bounds was typed."""

    def wrong(typed: str) -> str:
        if typed.isascii() and typed.isdigit() and low <= int(typed[:9]) <= high:
            return ""
        return _("A whole number from {low} to {high}, please; or leave it empty.", low=low, high=high)

    return wrong
