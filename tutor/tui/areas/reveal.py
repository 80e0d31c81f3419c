"""Recalling: think first, then see the answer, then say how well it was known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tutor.language import _
from tutor.tui.areas.area import Given
from tutor.tui.keys import Key
from tutor.tui.prose import lay
from tutor.tui.safe import NOTHING, Shown, text

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked


class Reveal(Shown):
    """Nothing at first but the invitation to recall; then the answer."""

    shows_answer = True

    def __init__(self) -> None:
        super().__init__(id="reveal")
        self.answer: str | None = None

    @property
    def typing(self) -> bool:
        return False

    def ask(self, asked: Asked) -> None:
        """Think first."""
        self.answer = None
        self.redraw()

    def wake(self) -> None:
        """Nothing here takes the focus."""

    def told(self, right: Response, given: Response, *, correct: bool) -> None:
        """Show the answer."""
        self.answer = str(right)
        self.redraw()

    def draft(self) -> Response:
        return None

    def restore(self, draft: Response) -> None:
        """Nothing is typed here."""

    def keys(self) -> list[Key]:
        if self.answer is not None:
            return []
        return [Key("enter space", "Enter", _("show the answer"), self.give, _("Space does the same."), rank=0)]

    def give(self) -> None:
        """Reveal."""
        self.post_message(Given(None))

    def draw(self, width: int) -> Content:
        if self.answer is None:
            return text(_("Recall it first; then look."), "$quiet")
        return lay(self.answer)(width) if self.answer else NOTHING
