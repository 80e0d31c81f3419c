"""Typing one line: the answer's field. Where a unit is to be typed too, that is said beside it, and not which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from tutor.core.text import LONGEST, clean
from tutor.language import _
from tutor.tui.areas.area import Given
from tutor.tui.keys import Key
from tutor.tui.safe import Shown, text

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked

STRIDE = 64
"""Cells by which the width of what is typed grows; any number is right that is rarely reached."""


class Field(Input, inherit_css=False):
    """One line to type in. What is pasted is cleaned; the cursor does not blink.

    Its looks are all here: those of Textual's own field would be read before the first question, and then undone.
    """

    BINDINGS = [Binding("ctrl+v", "paste", show=False)]
    COMPONENT_CLASSES = set(Input.COMPONENT_CLASSES)

    DEFAULT_CSS = """
    Field { background: $surface; color: $foreground; padding: 0 1; height: 1; width: 1fr; pointer: text; }
    Field { overflow: auto auto; scrollbar-size-horizontal: 0; }
    Field > .input--cursor { background: $input-cursor-background; color: $input-cursor-foreground; }
    Field > .input--cursor { text-style: $input-cursor-text-style; }
    Field:ansi { background: ansi_default; color: ansi_default; }
    Field:ansi > .input--cursor { background: ansi_white; color: ansi_black; }
    Field > .input--selection { background: $input-selection-background; color: $input-selection-foreground; }
    Field.-done, Field.-done:disabled { background: $background; color: $foreground; opacity: 100%; padding: 0; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(max_length=LONGEST, select_on_focus=False, id=id)
        self.cursor_blink = False

    @property
    def content_width(self) -> int:
        """In strides: Textual lays the whole page out anew when it changes, and a letter is to be seen at once."""
        return -(-super().content_width // STRIDE) * STRIDE

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return super().content_width

    def replace(self, text: str, start: int, end: int) -> None:
        super().replace(clean(text).replace("\n", " "), start, end)

    def on_key(self, event: events.Key) -> None:
        """Home and End are for the line: without this the page would take them, as it takes the other arrows."""
        if event.key in ("home", "end"):
            event.stop()
            event.prevent_default()
            self.cursor_position = 0 if event.key == "home" else len(self.value)


class Line(Widget):
    """A field, and beside it that a unit belongs to the number: drawn there, nobody would type it."""

    DEFAULT_CSS = """
    Line { layout: horizontal; height: 1; }
    Line > #prompt { width: 2; }
    Line > #unit { width: auto; max-width: 50%; padding: 0 0 0 2; }
    Line.-unit > Field { max-width: 26; }
    """

    shows_answer = False

    def __init__(self) -> None:
        super().__init__(id="line")
        self.field = Field(id="answer")
        self.unit = Shown(id="unit")

    def compose(self) -> ComposeResult:
        prompt = Shown(id="prompt")
        prompt.show(text("▸", "$accent bold"))
        yield prompt
        yield self.field
        yield self.unit

    @property
    def typing(self) -> bool:
        return self.field.has_focus

    def ask(self, asked: Asked) -> None:
        """An empty field."""
        self.field.value = ""
        self.field.disabled = False
        self.field.remove_class("-done")
        self.unit.show(text(_("with its unit"), "$quiet"))
        self.unit.display = bool(asked.unit)
        self.set_class(bool(asked.unit), "-unit")

    def wake(self) -> None:
        self.field.focus(scroll_visible=False)

    def type_again(self) -> None:
        """Almost: what was typed is marked, so that typing replaces it and an arrow key keeps it."""
        self.wake()
        self.field.select_all()

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        self.field.add_class("-done")
        self.field.disabled = True

    def keys(self) -> list[Key]:
        if self.typing:
            return [Key("", "Enter", _("answer"), rank=0)]
        return [Key("enter i", "Enter", _("back to the answer"), self.wake, rank=0)]

    def draft(self) -> Response:
        return self.field.value if self.field.value.strip() else None

    def restore(self, draft: Response) -> None:
        self.field.value = str(draft)
        self.field.cursor_position = len(self.field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.post_message(Given(event.value))

    def on_click(self, event: events.Click) -> None:
        if not self.field.disabled:
            self.wake()
