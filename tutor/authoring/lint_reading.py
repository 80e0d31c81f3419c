"""Rules about texts: how hard they are to read, and what only those can follow who see colours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.authoring.lint_pack import Found, Pack
from tutor.authoring.lint_words import prose_of, words_of
from tutor.core.kinds.choices import Choices
from tutor.core.lesson import Block
from tutor.packs.nodes import Page
from tutor.packs.problems import quoted

HARDER = 10
"""LIX above what the author aims at from which a text is named. Fixed by the design."""
ENOUGH = 60
"""Words of a text that is measured: a short one says nothing of its author's style. Tunable (50..150)."""
LONG = 7
"""Letters of a long word. Fixed by LIX (Björnsson 1968): more than six."""
_SENTENCE = re.compile(r"[.!?…:;。！？؟।]+(?=[\s\"'”»)*_]|$)|\n\s*(?:\n|[-*+]\s|\d+[.)]\s|#|\|)")


def lix(text: str) -> float:
    """How hard a text is to read: words a sentence, and the percentage of long words (Björnsson's LIX).

    20 is a children's book, 40 a newspaper, 60 a law; it needs no dictionary. 0 for a text without words.
    """
    prose = prose_of(text)
    words = words_of(prose)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE.split(prose) if words_of(part))
    return len(words) / max(sentences, 1) + 100 * sum(len(word) >= LONG for word in words) / len(words)


def reading_level(pack: Pack) -> Iterator[Found]:
    """A text that is much harder to read than the author aims at."""
    aim = pack.reading.course.reading_level
    if aim is None:
        return
    for page, at, text in _texts(pack):
        if len(text) > ENOUGH * 2 and len(words_of(prose_of(text))) >= ENOUGH and (level := lix(text)) > aim + HARDER:
            what = f"this text reads at {level:.0f} (LIX), and the course aims at {aim:g}"
            yield Found(page, at, what, "make its sentences shorter, and use shorter words where they say the same")


def _texts(pack: Pack) -> Iterator[tuple[Page, int, str]]:
    """What learners read, each text once and where it stands."""
    for skill in pack.reading.skills:
        for number, block in enumerate(skill.lesson):
            if not block.language:
                yield skill.page, pack.at(skill, "lesson", number), _text_of(block)
    passages: set[str] = set()
    for entry in pack.entries:
        text = entry.skill.passages.get(entry.item.passage, "")
        if text and text not in passages:
            passages.add(text)
            yield entry.draft.page, entry.at("passage"), text
        yield entry.draft.page, entry.at("ask"), entry.item.ask
    for project in pack.reading.projects:
        yield (*pack.reading.project_places[project.id], project.brief)


def _text_of(block: Block) -> str:
    return "\n\n".join([block.text, *(step.show or (step.item.ask if step.item else "") for step in block.steps)])


def colour_only(pack: Pack) -> Iterator[Found]:
    """A question about a picture that names parts of it by their colours."""
    for entry in pack.entries if pack.words.colours else ():
        item = entry.item
        pictured = bool(item.image) or (isinstance(item, Choices) and any(choice.image for choice in item.choices))
        named = pack.words.colours.intersection(words_of(item.ask)) if pictured else set()
        told = words_of(item.alt)
        word = next((one for one in sorted(named) if one not in told), "")
        if word:
            what = f"{quoted(word)} is all that tells which part of the picture is meant"
            yield entry.found(("ask",), what, "name its place or its label too, for who can't see colours")
