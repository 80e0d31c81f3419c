"""How lines are said: cleaned, one at a time, our own words in ASCII; a course's text in words where it is English."""

from __future__ import annotations

from collections.abc import Callable

from tutor.core.text import clean
from tutor.present.prose import blocks, has_code, inline, plain_spans, plain_text, short
from tutor.present.spoken import speaks

_ASCII = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "·": "-",
    }
)


class Voice:
    """Says lines. `language` is that of the course in hand; `written` says everything as the author wrote it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self.language = "en"
        self.written = False

    @property
    def spoken(self) -> bool:
        """Whether numbers and mathematics are put into words."""
        return not self.written and speaks(self.language)

    def say(self, words: str) -> None:
        """A sentence of ours, which may quote a title; its marks become ASCII."""
        self._lines(words.translate(_ASCII))

    def line(self, words: str) -> None:
        """A line with a course's text in it that is rendered already."""
        self._lines(words)

    def show(self, markdown: str) -> None:
        """A text of the course."""
        self._lines(self.text(markdown))

    def text(self, markdown: str) -> str:
        """A text of the course, as it is shown, with its line breaks."""
        return plain_text(blocks(markdown), spoken=self.spoken)

    def short(self, markdown: str) -> str:
        """A short text of the course, such as a choice, on one line; code is named by its first line."""
        return " ".join(plain_spans(inline(markdown, "..."), self.spoken).split())

    def whole(self, markdown: str) -> str:
        """The same with all lines of its code."""
        return plain_text(short(markdown), spoken=self.spoken) if has_code(markdown) else self.short(markdown)

    def as_written(self, markdown: str) -> str:
        """The same on one line as the author wrote it."""
        return " ".join(plain_spans(inline(markdown, "...")).split())

    def _lines(self, text: str) -> None:
        for line in clean(text, right_to_left=True).split("\n"):
            if line.strip():
                self._say(line.rstrip())


def sentences(*parts: str) -> str:
    """The parts that aren't empty as sentences in a row: a full stop after each that has no end of its own."""
    kept = [part.strip() for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?:" else f"{part}." for part in kept)
