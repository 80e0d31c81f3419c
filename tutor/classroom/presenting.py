"""One question for the whole room: what can be answered, how the room is split, and what is behind the wrong answers.

Whether to go on, to let them talk, or to explain follows peer instruction: between 35 and 70 % right, talking in pairs
and a second vote helps most (Crouch & Mazur 2001, American Journal of Physics 69, 970).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, Literal

from msgspec import Struct

from tutor.classroom.folder import ClassTrouble
from tutor.core.item import Item, Response, Setting
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.kinds import AnyItem
from tutor.core.mistakes import alternatives
from tutor.core.templates import draw, fill
from tutor.core.text import clean

MOST = 8
LETTERS = "ABCDEFGH"
OTHER = "something else"
TALK, GO_ON = 0.35, 0.70
Advice = Literal["explain", "talk", "go_on", "none"]


class Option(Struct, frozen=True):
    """What somebody may answer: its letter, whether it is right, what is said to it, the mistake behind it."""

    letter: str
    text: str
    right: bool = False
    said: str = ""
    mistake: str = ""


class Poll(Struct, frozen=True):
    """A question as the room sees it; `listed` when the options are shown with it, and not only counted after it."""

    ask: str
    options: list[Option]
    explain: str
    listed: bool


class Split(Struct, frozen=True):
    """How the room answered: counts by option, the share that is right (0..1), what to do, the commonest mistake."""

    counts: list[int]
    right: float
    advice: Advice
    common: Option | None


def poll(written: AnyItem, setting: Setting, seed: int) -> Poll:
    """The question of an item, with its options. Raises `ClassTrouble` for a kind that no room can answer aloud."""
    values = draw(written, seed)
    item: Item = fill(written, values, setting.language)
    here = Setting(language=setting.language, target=setting.target, same=setting.same, values=values, seed=seed)
    if item.shape == "pick":
        shown = item.show(here)["choices"]
        options = [_option(item, here, choice["id"], choice["text"]) for choice in shown[:MOST]]
        return Poll(clean(item.ask), _lettered(options), clean(item.explain), listed=True)
    if item.shape != "text":
        raise ClassTrouble("Only questions with one choice or one short answer can be asked of a whole room.", 2)
    right = item.right_answer(here)
    options = [Option("", clean(str(right)), right=True)]
    for response in islice(_known(item), MOST - 2):
        found = _option(item, here, response, str(response))
        if not found.right and found.text not in {one.text for one in options}:
            options.append(found)
    return Poll(clean(item.ask), _lettered([*options, Option("", OTHER)]), clean(item.explain), listed=False)


def _known(item: Item) -> Any:
    """The wrong answers that the author foresaw."""
    for mistake in item.mistakes:
        if mistake.when is not None:
            yield from map(item.response_from, alternatives(mistake.when))


def _option(item: Item, setting: Setting, response: Response, text: str) -> Option:
    try:
        judged: Judgement = item.judge(response, setting)
    except BadResponse:
        return Option("", clean(text))
    return Option("", clean(text), judged.correct, clean(judged.said), judged.misconception)


def _lettered(options: Sequence[Option]) -> list[Option]:
    return [
        Option(LETTERS[place], one.text, one.right, one.said, one.mistake) for place, one in enumerate(options[:MOST])
    ]


def split(asked: Poll, counts: Sequence[int]) -> Split:
    """How the room is split, by counts in the order of the options. Raises `ClassTrouble`."""
    if len(counts) != len(asked.options) or any(count < 0 for count in counts):
        listed = "; ".join(f"{one.letter} {one.text[:40]}" for one in asked.options)
        raise ClassTrouble(f"There are {len(asked.options)} answers to count, a number for each: {listed}", 2)
    total = sum(counts)
    right = sum(count for count, one in zip(counts, asked.options, strict=True) if one.right)
    share = right / total if total else 0.0
    wrong = [(count, one) for count, one in zip(counts, asked.options, strict=True) if count and not one.right]
    common = max(wrong, key=lambda pair: pair[0])[1] if wrong else None
    advice: Advice = "none" if not total else "explain" if share < TALK else "talk" if share <= GO_ON else "go_on"
    return Split(list(counts), share, advice, common)
