"""Narrowing the map: a field above the list, and only what fits is listed. Esc shows all again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from tutor.core.search_words import STATES, read
from tutor.language import _
from tutor.present.searching import ON_MAP, nothing_on_map
from tutor.study.searching import narrowed
from tutor.tui.areas.line import Field
from tutor.tui.bridge import Refused
from tutor.tui.keys import Key
from tutor.tui.rows import Rows
from tutor.tui.screens.keeping import Keeping

if TYPE_CHECKING:
    from tutor.study.overview import UnitLines


class Narrowing(Keeping):
    """A screen with a list of units and skills that can be narrowed."""

    DEFAULT_CSS = """
    Narrowing #narrow { background: $surface; margin: 0 0 1 0; max-width: 60; }
    Narrowing.-graph > #head { dock: top; max-width: 100%; }
    Narrowing.-graph > #foot { dock: bottom; max-width: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self.field = Field(id="narrow")
        self.units: list[UnitLines] = []
        self.looked = 0

    @property
    def typing(self) -> bool:
        return self.field.has_focus

    @property
    def is_narrow(self) -> bool:
        """Whether something is typed, or about to be."""
        return bool(self.field.value) or self.field.has_focus

    def list_units(self, units: list[UnitLines], *, whole: bool) -> None:
        """List these; the screen knows how."""
        raise NotImplementedError

    def hint(self, words: str) -> None:
        """A quiet line above the list, or none."""

    def narrow(self) -> None:
        """Give the keys to the field, at once: what is typed next belongs there."""
        self.field.display = True
        self.set_focus(self.field, scroll_visible=False)
        self.page.scroll_home(animate=False)
        if not self.field.value:
            self.hint(_(ON_MAP))
        self.show_keys()

    def widen(self) -> None:
        """Show all again."""
        self.field.display = False
        self.field.value = ""
        self.set_focus(self.rows, scroll_visible=False)
        self.looked += 1
        self.hint("")
        self.list_units(self.units, whole=True)

    def narrowing_keys(self) -> list[Key]:
        """The keys while something is typed."""
        into = Key("", "Enter", _("into the list"), rank=0)
        return [into, Key("escape", "Esc", _("show all"), self.widen, rank=1)]

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.looked += 1
        self.run_worker(self.tutor.guarded(self.look(self.looked)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.field.value.strip():
            self.set_focus(self.rows, scroll_visible=False)
            self.rows.show_mark()
        else:
            self.widen()
        self.show_keys()

    async def look(self, asked: int) -> None:
        """List what fits, unless something else was typed meanwhile."""
        typed, units = self.field.value.strip(), self.units
        wanted = read(typed)
        found = await self.tutor.study.call(lambda session: narrowed(session.desk, units, wanted))
        if asked != self.looked or isinstance(found, Refused) or not self.is_attached:
            return
        if self.field.display:
            none = nothing_on_map(typed, wanted.strange, STATES) if typed and not found else ""
            self.hint(none if typed else _(ON_MAP))
        self.list_units(found, whole=not typed)

    def on_key(self, event: events.Key) -> None:
        if self.field.has_focus and event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self.rows.move(-1 if event.key == "up" else 1)
