"""Bots that know nothing and pick by a trick: where one does better than chance, the pack gives its answers away.

What a bot would score is reckoned from the items themselves, without any luck: where its trick leaves several choices,
each of them counts as a part of a hit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec import Struct

from tutor.authoring.lint_words import Words, plain, prose_of, words_for, words_of
from tutor.core.expressions import ExpressionError
from tutor.core.item import Item, Setting
from tutor.core.kinds import AnyItem
from tutor.core.kinds.choices import Choice, Choices
from tutor.core.kinds.true_false import TrueFalse
from tutor.core.templates import draw, fill
from tutor.packs.compiled import Compiled

ENOUGH = 8
"""Questions about which a trick must have an opinion before anything is said. Tunable (5..20)."""
ERRORS = 2.0
"""Standard errors above chance that make a leak. Fixed by the design."""
LONG_WORD = 4
"""Letters of a word worth matching. Tunable (4..6)."""

Trick = Callable[[Choices, Words], list[Choice]]
"""The choices between which a trick leaves the bot, in the order of the item; all of them where it has no opinion."""


class Leak(Struct, frozen=True):
    """How a bot did: questions it had an opinion on, hits by chance and by the trick, and the items it hit."""

    bot: str
    questions: int
    chance: float
    hits: float
    errors: float
    items: list[str] = []

    @property
    def found(self) -> bool:
        """Whether the pack leaks to this bot."""
        return self.questions >= ENOUGH and self.errors > ERRORS


def longest(item: Choices, words: Words) -> list[Choice]:
    """The longest text."""
    return _most(item.choices, lambda choice: len(choice.text))


def first(item: Choices, words: Words) -> list[Choice]:
    """The first, where the order stays; a shuffled order tells nothing."""
    return item.choices[:1] if item.keep_order else list(item.choices)


def all_above(item: Choices, words: Words) -> list[Choice]:
    """What speaks of the others, such as “all of the above”."""
    sought = re.compile(rf"\W*(?:{'|'.join(words.above) or '(?!)'})\b")
    return [choice for choice in item.choices if sought.match(plain(choice.text))] or list(item.choices)


def stem(item: Choices, words: Words) -> list[Choice]:
    """What shares most words with the question."""
    asked = _telling(item.ask, words)
    return _most(item.choices, lambda choice: len(asked & _telling(choice.text, words)))


BOTS: dict[str, Trick] = {
    "always the longest": longest,
    "always the first": first,
    "all of the above": all_above,
    "words of the question": stem,
}


def leaks(compiled: Compiled, seed: int) -> list[Leak]:
    """How each bot does on all questions of a pack that are answered by one pick."""
    asked = list(_questions(compiled, seed))
    words = words_for(compiled.course.language)
    return [_tried(name, trick, asked, words) for name, trick in BOTS.items()]


def _tried(name: str, trick: Trick, asked: Iterable[tuple[str, Item]], words: Words) -> Leak:
    chances, hits, items = list[float](), 0.0, list[str]()
    for item_id, item in asked:
        odds = _odds(name, trick, item, words)
        if odds is None:
            continue
        chance, hit = odds
        chances.append(chance)
        hits += hit
        if hit == 1:
            items.append(item_id)
    error = math.sqrt(sum(one * (1 - one) for one in chances))
    above = (hits - sum(chances)) / error if error else 0.0
    return Leak(name, len(chances), round(sum(chances), 2), round(hits, 2), round(above, 2), list(dict.fromkeys(items)))


def _odds(name: str, trick: Trick, item: Item, words: Words) -> tuple[float, float] | None:
    """The chance by luck and that of the bot; None where its trick says nothing."""
    if isinstance(item, TrueFalse):
        return (0.5, float(item.true_false is True)) if trick is first else None
    if not isinstance(item, Choices) or item.many:
        return None
    left = trick(item, words)
    if len(left) == len(item.choices):
        return None
    chance = sum(choice.is_right for choice in item.choices) / len(item.choices)
    return chance, sum(choice.is_right for choice in left) / len(left)


def _questions(compiled: Compiled, seed: int) -> Iterable[tuple[str, Item]]:
    decode = msgspec.msgpack.Decoder(AnyItem).decode
    for ref, body in compiled.items:
        item = filled(decode(body), seed, compiled.course.language)
        for one in (item, *item.inside()) if item is not None else ():
            yield ref.id, one


def filled(item: AnyItem, seed: int, language: str) -> AnyItem | None:
    """The item with its values drawn; None where they can't be."""
    try:
        return fill(item, draw(item, seed), language) if item.vars else item
    except ExpressionError:
        return None


def picked(name: str, item: AnyItem, setting: Setting, luck: float, words: Words) -> str | bool | None:
    """What a bot answers to a question; None where it can only pass. `luck` (0..1) decides what its trick leaves."""
    if isinstance(item, TrueFalse):
        return BOTS[name] is first or luck < 0.5
    if not isinstance(item, Choices) or item.many:
        return None
    shown = {choice["id"] for choice in item.show(setting)["choices"]}
    left = [choice for choice in BOTS[name](item, words) if choice.key in shown]
    left = left or [choice for choice in item.choices if choice.key in shown]
    return left[int(luck * len(left))].key


def _most(choices: Sequence[Choice], size: Callable[[Choice], int]) -> list[Choice]:
    most = max(map(size, choices), default=0)
    return [choice for choice in choices if size(choice) == most]


def _telling(text: str, words: Words) -> set[str]:
    return {one for one in words_of(prose_of(text)) if len(one) >= LONG_WORD and one not in words.common}
