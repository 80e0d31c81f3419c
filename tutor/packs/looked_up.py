"""The words by which a course's skills, lessons and questions are looked up: one row each, folded once, when compiled.

Answers are not among them: what is locked or not asked yet stays unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from tutor.core.asked import asked
from tutor.core.course import Skill
from tutor.core.text import fold
from tutor.packs.compiled import Compiled

Sort = Literal["skill", "lesson", "item"]
LONGEST = 20_000
"""Characters of a lesson that are looked through; one reads no further to know which lesson it is."""
INSERT = "INSERT INTO looked_up VALUES (?, ?, ?, ?, ?, ?)"
QUERY = "SELECT sort, id, shown FROM looked_up WHERE course = ? AND language IN ('', ?) AND {} ORDER BY rowid LIMIT ?"


class Hit(Struct, frozen=True):
    """What was found: a skill or its lesson (by the skill's id) or an item, and its words as they are written."""

    sort: Sort
    id: str
    shown: str


def key(words: str) -> str:
    """The form in which words are compared: no case, no accents."""
    return fold(words, accents="ignore")


def conditions(words: Sequence[str]) -> tuple[str, list[str]]:
    """The condition that all of these words stand in a row, and its values."""
    parts = ["folded LIKE ? ESCAPE '\\'" for _ in words]
    return " AND ".join(parts or ["1"]), [f"%{_plain(key(word))}%" for word in words]


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def rows(compiled: Compiled) -> Iterator[tuple[str, str, str, str, str, str]]:
    """The rows of a course and of its translations, skills first."""
    course = compiled.course.id
    yield from _rows(course, "", compiled.skills, ((ref.id, body) for ref, body in compiled.items))
    for language, texts in compiled.translations.items():
        yield from _rows(course, language, texts.skills, texts.items.items())


def _rows(
    course: str, language: str, skills: Sequence[Skill], items: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[str, str, str, str, str, str]]:
    for sort, texts in (("skill", _skills), ("lesson", _lessons)):
        for name, shown, more in texts(skills):
            yield course, language, sort, name, shown, key(f"{shown} {more}")
    for name, body in items:
        fields: dict[str, Any] = msgspec.msgpack.decode(body)
        shown = asked(fields.get("ask", ""), fields.get("cloze", ""))
        if shown:
            yield course, language, "item", name, shown, key(f"{shown} {' '.join(fields.get('tags', ()))}")


def _skills(skills: Sequence[Skill]) -> Iterator[tuple[str, str, str]]:
    for skill in skills:
        yield skill.id, skill.title, f"{skill.can} {skill.id}"


def _lessons(skills: Sequence[Skill]) -> Iterator[tuple[str, str, str]]:
    for skill in skills:
        texts = [words for block in skill.lesson for words in (block.text, *(step.show for step in block.steps))]
        if said := "\n".join(filter(None, texts))[:LONGEST]:
            yield skill.id, said, ""
