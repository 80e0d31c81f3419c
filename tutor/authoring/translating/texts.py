"""Which texts of a course may be translated, in the order in which they are taught, each with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from tutor.core.kinds.choices import Choice
from tutor.core.lesson import Block
from tutor.packs.merging import ANSWER_KEYS
from tutor.packs.nodes import Map, Page, find
from tutor.packs.opening import open_map
from tutor.packs.resolve import kind_of
from tutor.packs.written import Reading, SkillDraft

Path = tuple[str | int, ...]
Shape = Any
"""What an entry of a translation file looks like: mappings and lists of `Text`."""

ID_LENGTH = 8
"""Hexadecimal digits by which a wording is known: two wordings of one text are taken for the same once in 4 billion."""
_NO_WORDS = re.compile(r"(?s)```.*?```|`[^`\n]*`|<<.*?>>|(?<!\\)\$[^$]*\$")
"""Code, slots and mathematics, which need no translation."""
_LETTER = re.compile(r"[^\W\d_]")
_IN_QUOTES = re.compile(r"'[^']*'|\"[^\"]*\"")
_AS_IT_IS = frozenset({"number", "unit", "or"})
"""Answers that hold in every language; other right orders follow the lines of `order`."""
_SINGLE = frozenset({"order", "distractors"})
"""Answers whose entries are translated one by one; other lists and mappings are one text."""


class Text(Struct, frozen=True, eq=False):
    """A text by the id of what it belongs to and its path there; `source` is a list or mapping where it is one whole.

    What has no words, such as `2/4`, is not `needed`; it may be translated all the same, and so may what the course
    does not say (an empty source).
    """

    name: str
    path: Path
    source: Any
    page: Page
    at: int
    needed: bool = True

    @property
    def wording(self) -> str:
        """By what the source is known, so that a change of it is seen."""
        return wording(self.source)

    @property
    def key(self) -> str:
        """Its path as it is told: `choices.1.text`, lists counted from 1."""
        return ".".join(str(step + 1) if isinstance(step, int) else step for step in self.path)


class OfChoice(dict[str, Any]):
    """The texts of a choice; `key` is the id by which answers are known, `named` whether its author wrote it."""

    def __init__(self, texts: dict[str, Shape], key: str, *, named: bool) -> None:
        super().__init__(texts)
        self.key, self.named = key, named


class Entry(Struct, frozen=True, eq=False):
    """The texts of the course, a skill or an item; `unit` is empty for the course itself and for skills of no unit."""

    name: str
    unit: str
    shape: dict[str, Shape]
    heading: str = ""

    def texts(self) -> list[Text]:
        """All its texts, in order."""
        return list(leaves(self.shape))


def wording(source: Any) -> str:
    """The beginning of the SHA-256 of a text, as hexadecimal; of a list or mapping, of its JSON."""
    text = source if isinstance(source, str) else json.dumps(source, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def leaves(shape: Shape) -> Iterator[Text]:
    """The texts of a shape, in order."""
    if isinstance(shape, Text):
        yield shape
        return
    for inner in shape.values() if isinstance(shape, dict) else shape:
        yield from leaves(inner)


def entries(reading: Reading) -> list[Entry]:
    """All that may be translated: the course, then each skill with its items. The pack was read with its nodes kept."""
    found = [_course(reading)]
    unit = ""
    titles = {one.id: one.title for one in reading.units}
    for skill in reading.skills:
        heading = f"Unit {skill.unit}: {titles.get(skill.unit, '')}" if skill.unit != unit else ""
        unit = skill.unit
        of_skill = _skill(reading, skill, heading)
        if of_skill.name == found[0].name:  # a course of one skill
            merged = {**of_skill.shape, **found[0].shape}
            found[0] = Entry(of_skill.name, "", merged)
        else:
            found.append(of_skill)
        found.extend(_items(reading, skill))
    return [entry for entry in found if any(True for _ in leaves(entry.shape))]


def _course(reading: Reading) -> Entry:
    course, page = reading.course, reading.page
    assert page is not None
    scratch = Page(page.name, page.path, page.text, [])
    root = open_map(reading, scratch)
    make = _Maker(course.id, scratch, root, 0)
    shape: dict[str, Shape] = {key: make.text((key,), getattr(course, key)) for key in ("title", "summary", "glossary")}
    units = {}
    for unit in reading.units:
        place = reading.unit_places[unit.id]
        units[unit.id] = Text(course.id, ("units", unit.id), unit.title, *place, has_words(unit.title))
    if units:
        shape["units"] = units
    return Entry(course.id, "", shape)


def _skill(reading: Reading, skill: SkillDraft, heading: str) -> Entry:
    make = _Maker(skill.id, skill.page, (reading.nodes or {}).get((skill.page.path, skill.at)), skill.at)
    texts = (("title", skill.title), ("can", skill.written.can))
    shape: dict[str, Shape] = {key: make.text((key,), source) for key, source in texts}
    if skill.passages:
        shape["passages"] = {key: make.text(("passages", key), text) for key, text in skill.passages.items()}
    if skill.lesson:
        shape["lesson"] = [
            make.block(("lesson", number), block, reading.course.language) for number, block in enumerate(skill.lesson)
        ]
    return Entry(skill.id, skill.unit, shape, heading)


def _items(reading: Reading, skill: SkillDraft) -> Iterator[Entry]:
    for draft in skill.items:
        node = None if draft.card else (reading.nodes or {}).get((draft.page.path, draft.at))
        make = _Maker(f"{skill.id}/{draft.item.id}", draft.page, node, draft.at)
        plain = msgspec.to_builtins(draft.item)
        yield Entry(make.name, skill.unit, make.item((), plain, kind_of(draft.item)))


def has_words(source: Any) -> bool:
    """Whether anything in a text, list or mapping has words that other languages say otherwise."""
    if isinstance(source, str):
        return _LETTER.search(_NO_WORDS.sub(" ", source)) is not None
    inner = [*source, *source.values()] if isinstance(source, dict) else source if isinstance(source, list) else ()
    return any(map(has_words, inner))


class _Maker:
    """Makes the texts of one entry, each with the place of its source."""

    def __init__(self, name: str, page: Page, node: Map | None, at: int) -> None:
        self.name, self.page, self.node, self.at = name, page, node, at

    def text(self, path: Path, source: Any, *, needed: bool | None = None) -> Text:
        at = self.at if self.node is None else find(self.node, path, self.at)
        return Text(self.name, path, source, self.page, at, has_words(source) if needed is None else needed)

    def block(self, path: Path, block: Block, language: str) -> dict[str, Shape]:
        """A way of explaining; one that has a language of its own needs no translation."""
        own = not block.language or block.language == language
        shape: dict[str, Shape] = {
            key: self.text((*path, key), source, needed=None if own else False)
            for key, source in (("text", block.text), ("alt", block.alt))
        }
        if block.steps:
            steps = enumerate(block.steps)
            shape["steps"] = [
                self.text((*path, "steps", number), step.show)
                if step.item is None
                else self.item((*path, "steps", number), msgspec.to_builtins(step.item), kind_of(step.item))
                for number, step in steps
            ]
        return shape

    def item(self, path: Path, plain: dict[str, Any], kind: str) -> dict[str, Shape]:
        """An item: what is asked, what is drawn, the answer where it is words, then what is said to it."""
        shape: dict[str, Shape] = {"ask": self.text((*path, "ask"), plain.get("ask", ""))}
        for key in ("vars", "let", *ANSWER_KEYS.get(kind, ())):
            self._put(shape, path, key, plain)
        # the explanations of parts stand in that of the whole, see `packs.parts.explained`
        answered = kind != "choices" and any(text.needed for text in leaves(_only(shape, ANSWER_KEYS.get(kind, ()))))
        for key in ("hints", "mistakes"):
            self._put(shape, path, key, plain, answered=answered)
        for key in ("explain", "alt", "transcript", "speak"):
            source = "" if key == "explain" and "parts" in path else plain.get(key, "")
            shape[key] = self.text((*path, key), source, needed=False if key == "speak" else None)
        return shape

    def _put(
        self, shape: dict[str, Shape], path: Path, key: str, plain: dict[str, Any], *, answered: bool = False
    ) -> None:
        value = plain.get(key)
        made = self._value((*path, key), key, value, answered) if value else {}
        if made not in ({}, []):
            shape[key] = made

    def _value(self, path: Path, key: str, value: Any, answered: bool) -> Shape:
        if key == "choices":
            return [self._choice((*path, number), choice) for number, choice in enumerate(value)]
        if key == "parts":
            return [
                self.item((*path, number), {k: v for k, v in part.items() if k != "type"}, part["type"])
                for number, part in enumerate(value)
            ]
        if key in ("hints", "mistakes"):
            return [self._said((*path, number), one, answered) for number, one in enumerate(value)]
        if key == "vars":
            lists = {name: words for name, words in value.items() if isinstance(words, list)}
            return {
                name: [self.text((*path, name, number), word) for number, word in enumerate(words)]
                for name, words in lists.items()
            }
        if key == "let":
            return {
                name: self.text((*path, name), rule, needed=any(map(has_words, _IN_QUOTES.findall(rule))))
                for name, rule in value.items()
            }
        if key in _SINGLE:
            return [self.text((*path, number), line) for number, line in enumerate(value)]
        return self.text(path, value, needed=False if key in _AS_IT_IS else None)

    def _choice(self, path: Path, choice: dict[str, Any]) -> OfChoice:
        side = "right" if "right" in choice else "wrong"
        at = self.at if self.node is None else find(self.node, (*path, side), self.at)
        text = choice[side]
        texts: dict[str, Shape] = {"text": Text(self.name, (*path, "text"), text, self.page, at, has_words(text))}
        texts |= {key: self.text((*path, key), choice.get(key, "")) for key in ("because", "alt")}
        return OfChoice(texts, choice.get("id") or Choice(right=text).key, named=bool(choice.get("id")))

    def _said(self, path: Path, one: Any, answered: bool) -> Text:
        """A hint, or what is said to a mistake; with its answer, where that is words that are translated too."""
        if isinstance(one, str):
            return self.text(path, one)
        if answered and has_words(one.get("when")):
            return self.text(path, {"when": one["when"], "say": one["say"]})
        return self.text(path, one["say"])


def _only(shape: dict[str, Shape], keys: tuple[str, ...]) -> dict[str, Shape]:
    return {key: inner for key, inner in shape.items() if key in keys}
