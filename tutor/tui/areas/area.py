"""What all answer areas have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.message import Message

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked
    from tutor.tui.keys import Key


class Given(Message):
    """The learner answers."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Area(Protocol):
    """An answer area: `ask` draws a new question, `told` shows what was given (None: nothing) and what is right."""

    def ask(self, asked: Asked) -> None: ...
    def wake(self) -> None: ...
    def told(self, right: Response, given: Response, *, correct: bool) -> None: ...
    def keys(self) -> list[Key]: ...
    @property
    def typing(self) -> bool: ...
