"""How an item differs from what it was: a typo, better, or another meaning. Guessed from what changed, never run.

Another meaning is what a learner who knew the item may now answer wrong: another key, other rules of judging, another
question. Then `rev` should be raised, so that its schedule starts anew. Everything else keeps what was learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Literal

import msgspec

from tutor.core.item import Item

Sort = Literal["typo", "better", "meaning"]

_SLIP = 0.9
"""Texts at least so alike (0 to 1) differ by a slip. Tunable (0.85 to 0.97)."""
_REWORDED = 0.5
"""A question less alike than this is another question. Tunable (0.4 to 0.7)."""
LONGEST = 400
"""Characters of a text that are compared; comparing takes the square of it."""
_AROUND = frozenset(
    {"explain", "hints", "mistakes", "samples", "also", "group", "passage", "difficulty", "interest", "tags"}
    | {"seconds", "image", "alt", "audio", "transcript", "speak", "placement", "source", "keep_order", "show"}
)
"""Keys that help, order or label: whoever knew the item knows it still."""
_BESIDE = frozenset({"because", "name", "image", "alt", "id"})
"""The same of one choice."""
_WEIGHTY = re.compile(r"\d[\d.,]*|\b(?:not|no|never|none|nor|without|except|un\w+)\b|n['’]t\b", re.IGNORECASE)
"""Numbers and words of denial: one of them more or less is another question, however small the change."""


def changed_keys(old: Item, new: Item) -> dict[str, Sort]:
    """The keys that differ, `rev` and `id` aside, each with how much the change matters."""
    was, now = _plain(old), _plain(new)
    keys = [key for key in {**was, **now} if was.get(key) != now.get(key)]
    return {key: _sort(key, was.get(key), now.get(key)) for key in keys}


def gravest(sorts: dict[str, Sort]) -> Sort:
    """The most that any of the changes matters."""
    found: list[Sort] = [sort for sort in ("meaning", "better", "typo") if sort in sorts.values()]
    return found[0] if found else "typo"


def identity(item: Item) -> bytes:
    """What is asked and what is right: two items in which they are equal are one, whatever they are called."""
    plain = {key: value for key, value in _plain(item).items() if key not in _AROUND}
    return msgspec.msgpack.encode(plain)


def key_of(item: Item) -> bytes:
    """What is right, without the question: items in which it differs are never taken for one."""
    plain = {key: value for key, value in _plain(item).items() if key not in _AROUND and key != "ask"}
    return msgspec.msgpack.encode(plain)


def likeness(old: str, new: str) -> float:
    """How alike two questions are, 0 to 1; 0 where a number or a denial differs."""
    return alike(old, new) if _weighty(old) == _weighty(new) else 0.0


def alike(old: str, new: str) -> float:
    """How alike two texts are, 0 to 1; only their beginnings are compared."""
    return SequenceMatcher(None, old[:LONGEST], new[:LONGEST], autojunk=False).ratio()


def _plain(item: Item) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(item)
    return {key: value for key, value in plain.items() if key not in ("id", "rev")}


def _sort(key: str, old: Any, new: Any) -> Sort:
    if key in _AROUND:
        return "better"
    if key == "ask":
        return _of_question(old or "", new or "")
    if key == "choices" and isinstance(old, list) and isinstance(new, list):
        return _of_choices(old, new)
    if key == "answer" and _only_more(old, new):
        return "better"
    if key == "recall" and isinstance(old, str) and isinstance(new, str):
        return "typo" if _is_slip(old, new) else "meaning"
    return "meaning"


def _of_question(old: str, new: str) -> Sort:
    if _is_slip(old, new):
        return "typo"
    same = _weighty(old) == _weighty(new) and alike(old, new) >= _REWORDED
    return "better" if same else "meaning"


def _is_slip(old: str, new: str) -> bool:
    return _weighty(old) == _weighty(new) and alike(old, new) >= _SLIP


def _weighty(text: str) -> list[str]:
    return [word.casefold() for word in _WEIGHTY.findall(text)]


def _only_more(old: Any, new: Any) -> bool:
    """Whether an answer takes all that it took, and more: what learners know is right still."""
    had, has = (value if isinstance(value, list) else [value] for value in (old, new))
    return had[:1] == has[:1] and all(one in has for one in had)


def _of_choices(old: list[Any], new: list[Any]) -> Sort:
    """Choices are the same as long as each says nearly the same and is as right as it was."""
    if len(old) != len(new):
        return "meaning"
    sorts = set(_of_pairs(old, new))
    return "meaning" if "meaning" in sorts else "typo" if "typo" in sorts else "better"


def _of_pairs(old: list[Any], new: list[Any]) -> Iterator[Sort]:
    for was, now in zip(old, new, strict=True):
        one, other = ({key: value for key, value in each.items() if key not in _BESIDE} for each in (was, now))
        if one == other:
            yield "better"
        elif one.keys() == other.keys() and all(_is_slip(one[key], other[key]) for key in one):
            yield "typo"
        else:
            yield "meaning"
