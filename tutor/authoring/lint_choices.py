"""Rules about choices: what gives the right one away to somebody who knows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import fmean

from tutor.authoring.lint_pack import Entry, Found, Pack, Path
from tutor.authoring.lint_words import plain, prose_of, words_of
from tutor.authoring.luck import chance_of
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.true_false import TrueFalse
from tutor.packs.problems import quoted

UNLIKELY = 0.01
"""The chance, of 1, below which a pattern over the pack is no accident. Fixed by the design."""
MUCH_LONGER = 1.5
"""Times the mean length of the others; and by so many characters longer than each: a word or two. Tunable."""
LONGER_BY = 12
LONGEST_REST = 40
"""Characters after “all of the above” that may still be said of the others; more is an answer. Tunable."""
MANY = 2
"""Wrong choices with such a word that make a pattern. Fixed: one is an accident."""
LONG_WORD = 6
"""Letters of a word that is worth repeating: shorter ones are everywhere. Tunable."""
SENTENCE_END = re.compile(r"[.!?:;\n]+\s*(?=\S)")


def _others(item: Choices) -> list[Choice]:
    return [choice for choice in item.choices if not choice.is_right]


def longest_choice(pack: Pack) -> Iterator[Found]:
    """The right choice is much longer than each of the others."""
    for entry, path, item, number in pack.singles:
        key = len(item.choices[number].text)
        others = [len(choice.text) for choice in _others(item)]
        if key >= MUCH_LONGER * fmean(others) and key >= max(others) + LONGER_BY:
            hint = "shorten it, or give the wrong ones as much to say"
            yield entry.found((*path, "choices", number), "the right choice is by far the longest", hint)


def longest_choices(pack: Pack) -> Iterator[Found]:
    """Over the whole pack the longest choice is the right one too often to be an accident."""
    told, hits = list[Choices](), list[tuple[Entry, Path, int]]()
    for entry, path, item, number in pack.singles:
        lengths = [len(choice.text) for choice in item.choices]
        longest = max(lengths)
        if lengths.count(longest) == 1:
            told.append(item)
            if lengths[number] == longest:
                hits.append((entry, path, number))
    if hits and chance_of([1 / len(item.choices) for item in told], len(hits)) < UNLIKELY:
        entry, path, number = hits[0]
        what = (
            f"in {len(hits)} of {len(told)} questions the longest choice is the right one: who knows nothing picks it"
        )
        yield entry.found((*path, "choices", number), what, "make some wrong choices the longest; here is the first")


def key_position(pack: Pack) -> Iterator[Found]:
    """Where choices keep their order the right one stands too often at one place; or too many sentences are true."""
    kept = [(entry, path, item, number) for entry, path, item, number in pack.singles if item.keep_order]
    places: dict[int, list[tuple[Entry, Path]]] = {}
    for entry, path, _, number in kept:
        places.setdefault(number, []).append((entry, path))
    for number, found in sorted(places.items()):
        chances = [1 / len(item.choices) for _, _, item, _ in kept if len(item.choices) > number]
        if chance_of(chances, len(found)) < UNLIKELY / len(places):
            what = (
                f"in {len(found)} of {len(kept)} questions that keep their order choice {number + 1} is the right one"
            )
            entry, path = found[0]
            yield entry.found((*path, "choices", number), what, "move some, or leave `keep_order` out")
    yield from _one_truth(pack)


def _one_truth(pack: Pack) -> Iterator[Found]:
    said = [(entry, path, item) for entry in pack.entries for path, item in entry.questions]
    sentences = [(entry, path, item) for entry, path, item in said if isinstance(item, TrueFalse)]
    for truth in (True, False):
        found = [(entry, path) for entry, path, item in sentences if item.true_false is truth]
        if found and chance_of([0.5] * len(sentences), len(found)) < UNLIKELY / 2:
            what = f"{len(found)} of {len(sentences)} sentences are {str(truth).lower()}: who knows nothing says so"
            entry, path = found[0]
            yield entry.found((*path, "true_false"), what, f"turn some of them into {str(not truth).lower()} ones")


def above(pack: Pack) -> Iterator[Found]:
    """A choice that speaks of the others, whose order changes each time."""
    phrases = re.compile(rf"\W*(?:{'|'.join(pack.words.above) or '(?!)'})\b.{{0,{LONGEST_REST}}}", re.DOTALL)
    for entry, path, item in pack.picks:
        for number, choice in enumerate(item.choices):
            if phrases.fullmatch(plain(choice.text)):
                why = "tests reading, not knowing" if item.keep_order else "makes no sense where choices are shuffled"
                hint = "take it out; where several are right, mark each as `right`"
                yield entry.found((*path, "choices", number), f"{quoted(choice.text)} {why}", hint)


def negation(pack: Pack) -> Iterator[Found]:
    """A question turned round by one small word that is easily read over."""
    sought = _any_of(pack.words.negations)
    for entry, path, item in pack.picks:
        if "?" not in item.ask or not sought.search(plain(item.ask)):
            continue
        asked = SENTENCE_END.split(prose_of(item.ask).strip())[-1]
        word = next((one for one in asked.split() if words_of(one)[:1] and _is_plain(pack, one)), "")
        if word and "?" in asked:
            shown = word.strip("?,.;:")
            hint = f"write `**{shown}**`, or ask for what is right"
            yield entry.found((*path, "ask"), f"{quoted(shown)} turns the question round and is easily read over", hint)


def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Finds any of some words in a text in small letters."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})(?!\w)")


def _is_plain(pack: Pack, word: str) -> bool:
    """Whether this is a negation that nothing makes stand out: `**not**`, `*not*` and `NOT` do."""
    return words_of(word)[0] in pack.words.negations and not (word.isupper() or set(word) & {"*", "_"})


def absolute_words(pack: Pack) -> Iterator[Found]:
    """Words such as “always” stand in wrong choices only: who has sat a few tests crosses them out."""
    sought = _any_of(pack.words.absolute)
    for entry, path, item in pack.picks:
        hits = [(number, sought.search(plain(choice.text))) for number, choice in enumerate(item.choices)]
        found = [(number, hit[0]) for number, hit in hits if hit is not None]
        if len(found) < MANY or sought.search(plain(item.ask)):
            continue
        if not any(item.choices[number].is_right for number, _ in found):
            number, word = found[0]
            what = f"{len(found)} wrong choices have a word such as {quoted(word)}, and the right one has none"
            yield entry.found((*path, "choices", number), what, "such words are crossed out without reading on")


def article(pack: Pack) -> Iterator[Found]:
    """The last word of the question fits the beginning of the right choice only."""
    for entry, path, item, number in pack.singles:
        last = words_of(item.ask.rstrip(" _….:?"))[-1:]
        last = last or [""]
        pattern = pack.words.articles.get(last[0]) or pack.words.articles.get(item.ask.rstrip(" _….:?")[-2:].lower())
        if pattern is None:
            continue
        fitting = [place for place, choice in enumerate(item.choices) if _begins(choice, pattern)]
        if fitting == [number]:
            what = f"{quoted(last[0])} before the gap fits the right choice only"
            yield entry.found((*path, "ask"), what, "put the article into the choices")


def _begins(choice: Choice, pattern: str) -> bool:
    words = words_of(choice.text)
    return bool(words and re.match(pattern, words[0]))


def stem_words(pack: Pack) -> Iterator[Found]:
    """The right choice repeats words of the question, and no other choice does."""
    for entry, path, item, number in pack.singles:
        asked = item.ask.casefold()
        likely = [word for word in _telling(pack, item.choices[number].text) if word in asked]
        if not likely:
            continue
        words = _telling(pack, item.ask)
        shared = words.intersection(likely)
        if shared and not any(words & _telling(pack, choice.text) for choice in _others(item)):
            word = quoted(min(shared))
            what = f"of all choices only the right one repeats {word} of the question"
            hint = "say it in other words, or let a wrong one repeat it too"
            yield entry.found((*path, "choices", number), what, hint)


def _telling(pack: Pack, text: str) -> set[str]:
    """The long words of a text that are no question words."""
    return {word for word in words_of(prose_of(text)) if len(word) >= LONG_WORD and word not in pack.words.common}
