"""A field of several lines: Textual's, with what is typed cleaned and bounded."""

from __future__ import annotations

from contextlib import suppress

from rich.style import Style
from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, LanguageDoesNotExist, Location, TextAreaTheme

from tutor.core.own_words import LONGEST_WORK
from tutor.core.text import clean

INDENT = "    "
LANGUAGES = {"sh": "bash", "js": "javascript"}
"""Names of languages as the colours know them, where they differ."""


def _styles(name: str) -> dict[str, Style]:
    theme = TextAreaTheme.get_builtin_theme(name)
    return theme.syntax_styles if theme is not None else {}


class Editor(TextArea):
    """Enter begins a new line. In a program the indentation is kept, Tab indents and Shift+Tab takes that back."""

    DEFAULT_CSS = """
    Editor, Editor:focus { border: none; padding: 0 1; background: $surface; height: auto; min-height: 5; }
    Editor { max-height: 14; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
    Editor:dark .text-area--cursor, Editor:light .text-area--cursor { background: $accent; color: $background; }
    Editor:ansi .text-area--cursor { text-style: reverse; }
    Editor .text-area--cursor-gutter, Editor .text-area--gutter { background: $surface; color: $quiet; }
    Editor.-done, Editor.-done:disabled { background: $background; color: $foreground; opacity: 100%; min-height: 1; }
    Place.-short Editor { min-height: 3; max-height: 9; }
    """

    def __init__(self) -> None:
        super().__init__(id="editor", compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.program = False
        self.spoken = ""

    def begin(self, words: str, *, program: bool, language: str = "") -> None:
        """Show this, ready to be written on; the cursor stands at its end. `language` is that of a program."""
        self.program, self.spoken = program, language
        self._colour(LANGUAGES.get(language, language) if program else "")
        self.soft_wrap = not program
        self.show_line_numbers = program
        self.load_text(clean(words))
        self.move_cursor(self.document.end)
        self.read_only = self.disabled = False
        self.remove_class("-done")

    def on_mount(self) -> None:
        self.register_theme(TextAreaTheme("light", syntax_styles=_styles("github_light")))
        self.register_theme(TextAreaTheme("dark", syntax_styles=_styles("vscode_dark")))
        self.watch(self.app, "theme", self._themed)

    def _themed(self) -> None:
        """Colours of words that can be read on this ground."""
        self.theme = "dark" if self.app.current_theme.dark else "light"

    def _colour(self, language: str) -> None:
        """Colours by what words mean, where the extra `code` is installed; else the text is plain."""
        with suppress(LanguageDoesNotExist):
            self.language = language if language in self.available_languages else None

    def finish(self, words: str) -> None:
        """Show what was written, no more to be changed."""
        self.load_text(clean(words))
        self.add_class("-done")
        self.read_only = self.disabled = True
        self.scroll_home(animate=False)

    def replace(
        self, insert: str, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Every way to put text here comes through this."""
        room = LONGEST_WORK - len(self.text) + len(self.document.get_text_range(min(start, end), max(start, end)))
        typed = clean(insert)[: max(0, room)]
        return super().replace(typed, start, end, maintain_selection_offset=maintain_selection_offset)

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            if self.program and not self.read_only:
                self._indent() if event.key == "tab" else self._dedent()
        elif event.key == "enter" and self.program and not self.read_only:
            event.stop()
            event.prevent_default()
            self._new_line()
        elif event.key not in ("pageup", "pagedown"):  # these turn the pages of the whole question
            await super()._on_key(event)

    def _indent(self) -> None:
        column = self.cursor_location[1]
        self.insert(" " * (len(INDENT) - column % len(INDENT)))

    def _dedent(self) -> None:
        row = self.cursor_location[0]
        line = self.document[row]
        blanks = len(line) - len(line.lstrip(" "))
        if blanks:
            self.delete((row, 0), (row, (blanks - 1) % len(INDENT) + 1))

    def _new_line(self) -> None:
        """A new line indented as this one, and one step more after a colon."""
        row, column = self.cursor_location
        line = self.document[row][:column]
        deeper = INDENT if line.rstrip().endswith(":") else ""
        blanks = line[: len(line) - len(line.lstrip(" "))]
        start, end = self.selection
        self._replace_via_keyboard("\n" + blanks + deeper, start, end)
