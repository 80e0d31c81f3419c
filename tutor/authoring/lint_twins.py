"""Questions that stand twice in a pack: word for word, or nearly so with the same answer.

Near ones are found over an index of rare words (prefix filtering, Bayardo, Ma & Srikant 2007): two texts that share
most of their words share one of the rarest of each, so that only those are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from math import ceil, floor

from tutor.authoring.lint_pack import Entry, Found, Pack
from tutor.authoring.lint_words import alike

ALIKE = 0.85
"""The share of common words (Jaccard) from which two questions are one. Fixed by the design."""
FEWEST = 6
"""Different words that a question needs for being nearly another: below, one word is all the difference. Tunable."""
MOST_COMPARED = 200
"""Questions that one is compared with, so that a hostile pack ends. Tunable."""
_NUMBER = re.compile(r"\d")


def same_question(pack: Pack) -> Iterator[Found]:
    """The same question again, whatever its answer."""
    asked: dict[str, list[Entry]] = {}
    for entry in pack.entries:
        asked.setdefault(alike(entry.item.ask), []).append(entry)
    for entries in asked.values():
        if len(entries) > 1:  # all that is shown is looked at only then
            yield from _same_of(entries)


def _same_of(entries: list[Entry]) -> Iterator[Found]:
    first_of: dict[str, Entry] = {}
    for entry in entries:
        first = first_of.setdefault(entry.prompt, entry)
        if first is not entry and entry.prompt and not _together(first, entry):
            yield _same(first, entry)


def near_question(pack: Pack) -> Iterator[Found]:
    """Nearly the same question, with the same answer."""
    answers = Counter(entry.answer for entry in pack.entries)
    asked = [entry for entry in pack.entries if answers[entry.answer] > 1 and len(entry.words) >= FEWEST]
    often = Counter(chain.from_iterable(entry.words for entry in asked))
    place = {word: number for number, word in enumerate(sorted(often, key=lambda word: (often[word], word)))}
    index: dict[tuple[str, str], list[Entry]] = {}
    for entry in asked:
        size = len(entry.words)
        rare = sorted(entry.words, key=place.__getitem__)[: size - ceil(ALIKE * size) + 1]
        near = _nearest([index.get((word, entry.answer), []) for word in rare], entry)
        for word in rare:
            index.setdefault((word, entry.answer), []).append(entry)
        if near is not None:
            what = f"nearly the same question as in {_place(entry, near)}, with the same answer"
            yield entry.found((), what, "ask something else, or make one template of both")


def _nearest(lists: list[list[Entry]], entry: Entry) -> Entry | None:
    """The first of the questions in these lists that is nearly this one."""
    tried: set[int] = set()
    for other in (other for found in lists for other in found):
        if id(other) not in tried:
            if len(tried) == MOST_COMPARED:
                return None
            tried.add(id(other))
            if _alike(other, entry):
                return other
    return None


def _same(first: Entry, entry: Entry) -> Found:
    place = _place(entry, first)
    if first.answer != entry.answer:
        what = f"the same question as in {place}, with another answer"
        return entry.found((), what, "say in both what is asked for")
    return entry.found((), f"the same question as in {place}", "remove one, or ask it in another way")


def _place(entry: Entry, first: Entry) -> str:
    return entry.draft.page.name_of(first.draft.page, first.draft.at)


def _together(one: Entry, other: Entry) -> bool:
    """Whether two questions are meant to belong together."""
    return bool(one.item.group) and one.item.group == other.item.group


def _alike(one: Entry, other: Entry) -> bool:
    """Whether most words are common and all numbers: another number is another question."""
    few, many = sorted((len(one.words), len(other.words)))
    if few < floor(ALIKE * many) or one.prompt == other.prompt or _together(one, other):
        return False
    common = len(one.words & other.words)
    differ = one.words ^ other.words
    return common >= ALIKE * (few + many - common) and not any(map(_NUMBER.search, differ))
