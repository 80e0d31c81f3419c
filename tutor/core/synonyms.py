"""The course's synonyms in typed answers: `lift` may stand for `elevator`, alone and inside a longer answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

MOST_WORDS = 60
"""Words of an answer in which synonyms are looked for. Fixed, as the next two: they bound the time."""
MOST_IN_A_SYNONYM = 8
"""Words of one synonym."""
MOST_WITH_ONE_WORD = 50
"""Synonyms that begin with the same word."""

Words = tuple[str, ...]
Phrases = dict[str, list[tuple[Words, int]]]
"""The synonyms by their first word, each with the number of its group."""
Spans = list[dict[int, set[int]]]
"""For each word of a text: the groups of synonyms one of which begins there, and how many words it takes."""


def phrases(same: Sequence[Sequence[str]]) -> Phrases:
    """The groups of synonyms, which are in the form in which texts are compared."""
    found: Phrases = {}
    for number, group in enumerate(same):
        for text in group:
            words = _split(text)
            alike = found.setdefault(words[0], []) if 0 < len(words) <= MOST_IN_A_SYNONYM else []
            if len(alike) < MOST_WITH_ONE_WORD:
                alike.append((words, number))
    return found


def same_in_other_words(typed: Iterable[str], right: Iterable[str], known: Phrases) -> bool:
    """Whether one of the typed texts says one of the right ones, word by word, with synonyms of the same group.

    `typed` and `right` are in the form in which the synonyms are, see `phrases`.
    """
    ours = [(words, _spans(words, known)) for text in typed if (words := _split(text))]
    theirs = [(words, _spans(words, known)) for text in right if (words := _split(text))]
    return any(_alike(*one, *other) for one in ours for other in theirs)


def _split(text: str) -> Words:
    """Words, and the commas between them by themselves; nothing of a text that is too long."""
    for mark in ",;:":
        text = text.replace(mark + " ", f" {mark} ")
    words = tuple(text.split())
    return words if len(words) <= MOST_WORDS else ()


def _spans(words: Words, known: Phrases) -> Spans:
    spans: Spans = [{} for _ in words]
    for at, word in enumerate(words):
        for phrase, group in known.get(word, ()):
            if words[at : at + len(phrase)] == phrase:
                spans[at].setdefault(group, set()).add(len(phrase))
    return spans


def _alike(typed: Words, ours: Spans, right: Words, theirs: Spans) -> bool:
    """Whether a path of equal words and exchanged synonyms leads through both texts."""
    reached, waiting = {(0, 0)}, [(0, 0)]
    while waiting:
        at, wanted = waiting.pop()
        if at == len(typed) and wanted == len(right):
            return True
        if at == len(typed) or wanted == len(right):
            continue
        steps = set(_exchanges(ours[at], theirs[wanted]))
        if typed[at] == right[wanted]:
            steps.add((1, 1))
        fresh = {(at + one, wanted + other) for one, other in steps} - reached
        reached |= fresh
        waiting += fresh
    return False


def _exchanges(ours: dict[int, set[int]], theirs: dict[int, set[int]]) -> Iterator[tuple[int, int]]:
    for group in ours.keys() & theirs.keys():
        for one in ours[group]:
            yield from ((one, other) for other in theirs[group])
