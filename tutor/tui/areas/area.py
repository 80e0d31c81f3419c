"""What all answer areas have in common."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.content import Content
from textual.message import Message

from tutor.tui.safe import Draw, text, wrapped

if TYPE_CHECKING:
    from tutor.core.item import Response
    from tutor.tui.asked import Asked
    from tutor.tui.keys import Key


class Given(Message):
    """The learner answers."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Rated(Message):
    """The learner rates what they wrote: a level for each criterion, counted from 0."""

    def __init__(self, criteria: Sequence[int]) -> None:
        super().__init__()
        self.criteria = list(criteria)


class Tried(Message):
    """The learner would like to see what their program does."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Wondered(Message):
    """The area asks, or no longer asks, whether this is to be the answer: its keys mean something else now."""


class Area(Protocol):
    """An answer area: `ask` draws a new question, `told` shows what was given (None: nothing) and what is right.

    `shows_answer` says that `told` does show what is right. `keys` after it are those with which the learner rates.
    `draft` is what would be answered now, None while there is nothing; `restore` puts such a draft back after `ask`, as
    much of it as still fits.
    """

    shows_answer: bool

    def ask(self, asked: Asked) -> Awaitable[None] | None: ...
    def wake(self) -> None: ...
    def told(self, right: Response, given: Response, *, correct: bool) -> None: ...
    def draft(self) -> Response: ...
    def restore(self, draft: Response) -> None: ...
    def keys(self) -> list[Key]: ...
    @property
    def typing(self) -> bool: ...


@runtime_checkable
class Marking(Protocol):
    """An area of several questions that shows of each whether it was right; to be told before `told`."""

    marks: Sequence[bool] | None


@runtime_checkable
class MarkingGaps(Protocol):
    """An area of several questions that may have gaps: for each question, which of its gaps are right."""

    gaps: Sequence[Sequence[bool]]


@runtime_checkable
class Runnable(Protocol):
    """An area whose answer can be run: `box` is where, in one sentence, "" where it is not; to be told before `ask`."""

    box: str


@runtime_checkable
class Lending(Protocol):
    """An area that lends what is right, to be shown below the verdict; to be asked for after `told`."""

    def lend(self) -> Draw | None: ...


@runtime_checkable
class Retyped(Protocol):
    """An area in which typing replaces what was almost right."""

    def type_again(self) -> None: ...


def left_over(words: str, width: int) -> list[Content]:
    """What is said once before an answer with something missing is taken."""
    return [text(""), *wrapped(text(words, "$warm"), width, text("  "))]
