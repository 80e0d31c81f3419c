"""What is said of one's own learning: a question as a title, a drawing, one honest sentence, and the numbers.

Once for all faces: a `Sheet` draws itself for a width and a height, and its tables say the same in numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tutor.core.insight import figures as of
from tutor.core.insight.figures import Figures
from tutor.language import _, later
from tutor.present import insight_memory as memory
from tutor.present import insight_study as study
from tutor.present.charts import clipped
from tutor.present.sheets import Draw, Read, Table

TITLES = {
    "days": later("When do I study?"),
    "due": later("What am I about to forget?"),
    "recall": later("Does tutor know when I forget?"),
    "growth": later("Then and now"),
    "time": later("Where does my time go?"),
    "sure": later("Do I know how well I know?"),
    "ways": later("Which explanations help me?"),
    "hard": later("What is hardest for me?"),
}
"""The questions by name, in their order."""
MOST_SAID = 12
"""Rows of a table that are read aloud; the rest is for who looks. Tunable (5..30)."""


class Sheet(Struct, frozen=True):
    """A question and what is told of it. Without a drawing there is nothing to see yet."""

    name: str
    title: str
    sentence: str
    more: str
    draw: Draw | None
    tables: Sequence[Table]

    def said(self) -> list[str]:
        """The same to be heard: sentences, then the numbers, a row a sentence."""
        told = [self.sentence, *([self.more] if self.more else [])]
        for table in self.tables:
            told += [_row_said(table.head, row) for row in table.rows[:MOST_SAID]]
            if len(table.rows) > MOST_SAID:
                words = later("Those are {said} of {count}; the command tutor stats {name} prints them all.")
                told.append(_(words, said=MOST_SAID, count=len(table.rows), name=self.name))
        return told


def _row_said(head: Sequence[str], row: Sequence[str]) -> str:
    rest = ", ".join(f"{name.lower()} {cell}" for name, cell in zip(head[1:], row[1:], strict=True) if cell)
    if row[0].endswith((".", "?", "!")):  # a question of a course
        return f"{row[0]} {rest[:1].upper()}{rest[1:]}."
    return f"{row[0]}: {rest}."


def sheet(name: str, figures: Figures) -> Sheet:
    """The sheet of a question, from its figures."""
    read = _read(figures)
    tables = [table for table in read.tables if table.rows]
    draw = _fitting(read.draw) if read.draw is not None else None
    return Sheet(name, _(TITLES[name]), read.sentence, read.more, draw, tables)


def _fitting(draw: Draw) -> Draw:
    """The same drawing, with nothing beyond the width that it was given."""
    return lambda width, height: [clipped(line, width) for line in draw(width, height)]


def _read(figures: Figures) -> Read:
    match figures:
        case of.Days():
            return study.days(figures)
        case of.Due():
            return memory.due(figures)
        case of.Recall():
            return memory.recall(figures)
        case of.Growth():
            return study.growth(figures)
        case of.Time():
            return study.time(figures)
        case of.Sure():
            return memory.sure(figures)
        case of.Ways():
            return study.ways(figures)
        case of.Hard():
            return memory.hard(figures)
    raise TypeError(type(figures))
