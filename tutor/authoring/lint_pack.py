"""A whole pack as the rules of teaching see it: what was read, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from tutor.authoring.lint_prompts import answer_of, prompt_of
from tutor.authoring.lint_words import Words, alike, words_for
from tutor.authoring.translating.state import State, state_of
from tutor.core.item import Item
from tutor.core.kinds.choices import Choices
from tutor.packs.nodes import Map, Page, find
from tutor.packs.resolve import kind_of
from tutor.packs.written import ItemDraft, Reading, SkillDraft

Path = tuple[str | int, ...]


class Found(Struct, frozen=True):
    """What a rule found: where, what is wrong, and what to do."""

    page: Page
    at: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Entry:
    """An item as it was written once; a cloze asked gap by gap is one entry with its first gap."""

    skill: SkillDraft
    draft: ItemDraft
    node: Map | None

    @property
    def item(self) -> Item:
        return self.draft.item

    @property
    def kind(self) -> str:
        return kind_of(self.draft.item)

    @cached_property
    def prompt(self) -> str:
        """All that is shown of it, in a form in which the same question is the same text."""
        return alike(prompt_of(self.item))

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words and signs of what is shown."""
        return frozenset(self.prompt.split())

    @cached_property
    def answer(self) -> str:
        """What is right, in a form that can be compared."""
        return answer_of(self.item)

    def at(self, *path: str | int) -> int:
        """The offset of a part of the item; of the item itself where that can't be said."""
        return find(self.node, path, self.draft.at) if self.node is not None else self.draft.at

    def found(self, path: Path, message: str, hint: str = "") -> Found:
        """What a rule found in this item."""
        return Found(self.draft.page, self.at(*path), message, hint)

    @cached_property
    def questions(self) -> list[tuple[Path, Item]]:
        """The item, or the questions it is made of, each with its path."""
        inside = self.item.inside()
        return [(("parts", number), part) for number, part in enumerate(inside)] if inside else [((), self.item)]


class Pack:
    """A pack without errors, read with its nodes kept."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.nodes = reading.nodes or {}
        self.words: Words = words_for(reading.course.language)

    @cached_property
    def translated(self) -> list[State]:
        """Its languages, each with what is translated."""
        states = (state_of(self.reading, language) for language in self.reading.course.translations)
        return [state for state in states if state is not None]

    @cached_property
    def entries(self) -> list[Entry]:
        """All items but cards, in the order of the pack."""
        return [
            Entry(skill, draft, self.nodes.get((draft.page.path, draft.at)))
            for skill in self.reading.skills
            for draft in _once(skill)
        ]

    @cached_property
    def picks(self) -> list[tuple[Entry, Path, Choices]]:
        """All questions that are answered by choosing, each with its path in its item."""
        return [
            (entry, path, item) for entry in self.entries for path, item in entry.questions if isinstance(item, Choices)
        ]

    @cached_property
    def singles(self) -> list[tuple[Entry, Path, Choices, int]]:
        """Those of three choices or more with exactly one right one, and its number."""
        found = []
        for entry, path, item in self.picks:
            right = [number for number, choice in enumerate(item.choices) if choice.is_right]
            if len(right) == 1 and len(item.choices) > 2:
                found.append((entry, path, item, right[0]))
        return found

    @cached_property
    def skills(self) -> dict[str, SkillDraft]:
        """Its skills by their full ids."""
        return {self.reading.full(skill.id): skill for skill in self.reading.skills}

    def at(self, skill: SkillDraft, *path: str | int) -> int:
        """The offset of a part of a skill."""
        return find(self.nodes.get((skill.page.path, skill.at)), path, skill.at)

    def short(self, name: str) -> str:
        """A full id without the course."""
        return name.removeprefix(f"{self.reading.course.id}/")


def _once(skill: SkillDraft) -> Iterator[ItemDraft]:
    said: set[tuple[str, int]] = set()
    for draft in skill.items:
        place = (draft.page.path, draft.at)
        if not draft.card and place not in said:
            said.add(place)
            yield draft
