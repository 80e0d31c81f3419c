"""What a person types: an answer, or a command that begins with a colon. The end of input means to stop."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from tutor.core.text import clean

LONGEST = 40_000
"""Characters of one line that are read. Fixed: bounds what is kept and compared, and is more than any answer may have,
so that a longer one is refused and not cut."""

_COMMAND = re.compile(r":(?=(\S*))(\?|!|0(?!\S)|[A-Za-z]+|)\s*(.*)", re.DOTALL)


class Left(Exception):
    """The person stops, from whatever prompt they are at. Everything they were told is on disk already."""


class Typed(Struct, frozen=True):
    """One line: `command` without its colon and what follows it, or the text of an answer ("" is Enter alone).

    `word` is all that stood after the colon up to a space, as it was typed: `NH3`, where the command is `nh`.
    """

    text: str = ""
    command: str | None = None
    word: str = ""


def read(line: str) -> Typed:
    """A line as typed. `::x` is the answer `:x`; anything else that begins with a colon is a command."""
    line = clean(line[:LONGEST], right_to_left=True).strip()
    if line.startswith("::"):
        return Typed(line[1:])
    found = _COMMAND.fullmatch(line)
    return Typed(found[3], found[2].lower(), found[1]) if found else Typed(line)


def read_text(line: str) -> Typed:
    """A line of a longer text: its indentation stays, and only what begins with a colon at once is a command."""
    line = clean(line[:LONGEST], right_to_left=True).rstrip()
    return read(line) if line.startswith(":") else Typed(line)


class Reader:
    """The lines a person types. `ready` is called before each, for a face that shows a prompt."""

    def __init__(self, lines: Iterator[str], ready: Callable[[], None]) -> None:
        self._lines = lines
        self._ready = ready
        self._again: str | None = None

    def put_back(self, line: str) -> None:
        """This line is read once more, by whoever asks next."""
        self._again = line

    def next(self) -> str:
        """The next line as it came. Raises `Left` at the end of input and when the person interrupts."""
        if self._again is not None:
            line, self._again = self._again, None
            return line
        self._ready()
        try:
            return next(self._lines)
        except (StopIteration, KeyboardInterrupt):
            raise Left from None
