"""How far a language is: each text with its translation, and whether that was made from the wording of today."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from tutor.authoring.translating.given import Aside, Given, read_given
from tutor.authoring.translating.texts import Entry, Text, entries
from tutor.packs.nodes import Map, Page
from tutor.packs.opening import open_map
from tutor.packs.problems import has_errors
from tutor.packs.written import Reading


class State(Struct, frozen=True):
    """A language of a course: its entries in order, what is given for which text, and what fits nothing."""

    language: str
    page: Page
    entries: list[Entry]
    given: dict[Text, Given]
    notes: dict[str, list[str]]
    aside: list[Aside]
    loose: list[str]

    def value(self, text: Text) -> Any:
        """The translation of a text; empty where there is none."""
        found = self.given.get(text)
        return found.value if found else ""

    def is_stale(self, text: Text) -> bool:
        """Whether a text was translated from another wording, or is marked so. Without a trace of one it is taken."""
        found = self.given.get(text)
        if not found or not found.value:
            return False
        above = found.remark
        return above.stale or found.doubtful or above.wording not in ("", text.wording)

    def texts(self) -> list[Text]:
        """All texts that are to be translated, and the others that are."""
        return [text for entry in self.entries for text in entry.texts() if text.needed or self.value(text)]


def state_of(reading: Reading, language: str) -> State | None:
    """The state of one language; None when its file can't be read. The pack was read with its nodes kept."""
    page = page_of(reading, language)
    if page is None:
        return None
    scratch = Page(page.name, page.path, page.text, [])  # what is wrong with it was said when the pack was read
    root = open_map(reading, scratch)
    if has_errors(scratch.problems):
        return None
    root = Map() if root is None else root
    known = entries(reading)
    found = read_given(page, root, reading.course.id, known)
    return State(language, page, known, found.values, found.notes, found.aside, found.loose)


def page_of(reading: Reading, language: str) -> Page | None:
    """The page of a language's file, as it was read."""
    name = reading.course.translations.get(language, "").removeprefix("./")
    return next((page for page in reading.pages if page.name == name), None)
