"""What lies over a screen for a while and comes back with an answer. It closes once, whatever keys come after."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual import events
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from tutor.tui.areas.line import Field
    from tutor.tui.going import Going

T = TypeVar("T")


class Closing(ModalScreen[T]):
    """A modal screen that is left by `finish`: a second `dismiss` would close what lies below, and end the program."""

    def finish(self, answer: T | None = None) -> None:
        """Close with this answer, unless it is closed already."""
        if self.is_current:
            self.dismiss(answer)

    def write_into(self, field: Field) -> None:
        """Give the keys to this field, and first what was typed while it was on its way."""
        going = cast("Going", self.app)
        early, going.early = going.early, None
        if early:
            field.insert_text_at_cursor("".join(early))
        field.focus()

    def typed_early(self, event: events.Key, field: Field) -> bool:
        """Whether this key was typed before the field had the keys; it is in the field then."""
        if field.has_focus or not (event.is_printable and event.character):
            return False
        field.insert_text_at_cursor(event.character)
        event.stop()
        return True
