"""Writing at length: a text or a program; then what is right beside it, and a rubric to rate it by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from tutor.core.own_words import word_count
from tutor.language import _, _n
from tutor.present.feedback import too_few_words
from tutor.tui.areas.area import Given, Tried, Wondered
from tutor.tui.areas.editor import Editor
from tutor.tui.areas.rubric import Rubric
from tutor.tui.keys import Key
from tutor.tui.prose import lay, listing
from tutor.tui.safe import Draw, Shown, stacked, text
from tutor.tui.task_view import parts
from tutor.tui.verdict_view import sentence

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked


class Writing(Widget):
    """An editor, the number of words below it where one is asked for; later the model and the rubric."""

    DEFAULT_CSS = """
    Writing { height: auto; }
    Writing > #model, Writing > Rubric { margin: 1 0 0 0; }
    """
    shows_answer = True

    def __init__(self) -> None:
        super().__init__(id="writing")
        self.editor = Editor()
        self.count = Shown(id="count")
        self.model = Shown(id="model")
        self.rubric = Rubric()
        self.asked: Asked | None = None
        self.rating = False
        self.warned = False
        self.box = ""
        self.solution: Draw | None = None

    def compose(self) -> ComposeResult:
        yield from (self.editor, self.count, self.model, self.rubric)

    @property
    def typing(self) -> bool:
        return self.editor.has_focus

    @property
    def program(self) -> bool:
        return self.asked is not None and self.asked.shape == "program"

    def ask(self, asked: Asked) -> None:
        """An empty field; in a program, what the author began."""
        self.asked, self.rating, self.warned = asked, False, False
        language = str(asked.shown.get("language", ""))
        starter = str(asked.shown.get("starter", "")).rstrip("\n")
        self.editor.begin(starter, program=asked.shape == "program", language=language)
        self.editor.display = True
        self.model.display = self.rubric.display = False
        self._show_count()

    def wake(self) -> None:
        self.editor.focus(scroll_visible=False)

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """What was written, and what is right below it. With something given and a rubric, it is rated now."""
        assert self.asked is not None
        rubric = self.asked.shown.get("rubric") or ()
        self.warned = False
        self.editor.display = isinstance(given, str)
        self.editor.finish(given if isinstance(given, str) else "")
        self.count.display = False
        self.solution = self._model(str(right)) if right else None
        self.model.show(self.solution)
        self.model.display = bool(right)
        self.rating = bool(rubric) and given is not None
        self.rubric.display = self.rating
        if self.rating:
            self.rubric.begin(rubric)
            self.rubric.focus(scroll_visible=False)

    def lend(self) -> Draw | None:
        """A program's solution: its verdict and what is said of it come first. A model stays beside its text."""
        if not self.program or not self.model.display:
            return None
        self.model.display = False
        return self.solution

    def _model(self, right: str) -> Draw:
        label = _("One solution") if self.program else _("A model")
        body: Draw = (lambda width: stacked(listing(right.rstrip("\n"), width))) if self.program else lay(right)
        return parts(lambda width: text(label, "$accent"), body)

    def keys(self) -> list[Key]:
        if self.rating:
            return self.rubric.keys()
        if self.asked is None or self.editor.disabled:
            return []
        words = _("hand in all the same") if self.warned else _("hand in")
        hand_in = Key("ctrl+d f5", "Ctrl+D", words, self.give, _("F5 does the same."), 0)
        if self.box:
            hand_in = Key("ctrl+d", "Ctrl+D", words, self.give, _("It is run, and judged by its tests."), 0)
            run = Key(
                "f5 ctrl+r", "F5", _("run"), self.try_out, _("To see what it does; nothing counts. Ctrl+R too."), 1
            )
            hand_in, *more = hand_in, run
        else:
            more = []
        if not self.typing:
            return [Key("enter i", "Enter", _("back to the text"), self.wake, rank=0), hand_in, *more]
        tab = [Key("", "Tab", _("indent"), more=_("Shift+Tab takes it back; Esc leaves the field."), rank=9)]
        return [hand_in, *more, Key("", "Enter", _("new line"), rank=6), *(tab if self.program else [])]

    def draft(self) -> Response:
        return self.editor.text if self.editor.text.strip() else None

    def restore(self, draft: Response) -> None:
        if isinstance(draft, str):
            self.editor.begin(draft, program=self.program, language=self.editor.spoken)

    def give(self) -> None:
        """Hand in what is written, nothing too: that is told. A text that is too short is asked about once before."""
        if self.draft() is not None and self._is_short() and not self.warned:
            self._wonder(True)
            self.call_after_refresh(self.count.scroll_visible, animate=False)
            return
        self.post_message(Given(self.draft() or ""))

    def try_out(self) -> None:
        """See what it does so far."""
        self.post_message(Tried(self.draft() or ""))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.warned:
            self._wonder(False)
        self._show_count()
        if self.typing:
            self.call_after_refresh(self.editor.scroll_visible, animate=False)

    def _wonder(self, warned: bool) -> None:
        self.warned = warned
        self._show_count()
        self.post_message(Wondered())

    def _show_count(self) -> None:
        words = self._words()
        self.count.display = bool(words or self.box) and not self.editor.disabled
        if self.box:
            self.count.show(sentence(self.box, "$quiet"))
        elif words:
            count = word_count(self.editor.text)
            asks = too_few_words(count, words["least"]) if self.warned else ""
            self.count.show(sentence(asks, "$warm") if asks else _count(count, words["least"], words["most"]))

    def _words(self) -> Mapping[str, int]:
        return (self.asked.shown.get("words") or {}) if self.asked is not None else {}

    def _is_short(self) -> bool:
        return word_count(self.editor.text) < self._words().get("least", 0)


def _count(count: int, least: int, most: int) -> Content:
    """How many words there are, and how many there should be."""
    if count < least:
        words = _n(
            "{count} word, {least} to {most} asked for",
            "{count} words, {least} to {most} asked for",
            count,
            least=least,
            most=most,
        )
        return text(words, "$quiet")
    if count <= most:
        return text(_n("{count} word, enough", "{count} words, enough", count), "$accent")
    return text(_n("{count} word, more than {most}", "{count} words, more than {most}", count, most=most), "$warm")
