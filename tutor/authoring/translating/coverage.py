"""How much of a course is translated, by language and unit."""

from __future__ import annotations

from msgspec import Struct

from tutor.authoring.translating.state import State, state_of
from tutor.packs.written import Reading


class Covered(Struct, frozen=True):
    """Texts of a unit (of the course itself: empty; of all: None): all, translated from today's wording, stale."""

    language: str
    unit: str | None
    texts: int
    translated: int
    stale: int

    @property
    def missing(self) -> int:
        return self.texts - self.translated - self.stale


class Coverage(Struct, frozen=True):
    """A language of a course: the whole, and its units in order."""

    whole: Covered
    units: list[Covered]


def coverage(reading: Reading) -> list[Coverage]:
    """The coverage of each language that has a file. The pack was read with its nodes kept."""
    states = (state_of(reading, language) for language in reading.course.translations)
    return [covered(state) for state in states if state is not None]


def covered(state: State) -> Coverage:
    """Count the texts of one language; those that need no translation count where they have one."""
    counts: dict[str, list[int]] = {}
    for entry in state.entries:
        for text in entry.texts():
            if not (text.needed and text.source):
                continue
            of_unit = counts.setdefault(entry.unit, [0, 0, 0])
            of_unit[0] += 1
            if state.value(text):
                of_unit[2 if state.is_stale(text) else 1] += 1
    units = [Covered(state.language, unit, *numbers) for unit, numbers in counts.items()]
    whole = [sum(column) for column in zip(*counts.values(), strict=True)] or [0, 0, 0]
    return Coverage(Covered(state.language, None, *whole), units)
