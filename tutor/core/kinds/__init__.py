"""One file per kind of item. `KINDS` is the one place that lists them; `AnyItem` is their union.

A kind is brought in when it is first asked for: the first question on screen needs one of sixteen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tutor.core.item import Item
    from tutor.core.kinds.answer import Answer
    from tutor.core.kinds.choices import Choices
    from tutor.core.kinds.cloze import Cloze
    from tutor.core.kinds.code import Code
    from tutor.core.kinds.essay import Essay
    from tutor.core.kinds.formula import Formula
    from tutor.core.kinds.match import Match
    from tutor.core.kinds.number import Number
    from tutor.core.kinds.order import Order
    from tutor.core.kinds.parts import Parts
    from tutor.core.kinds.recall import Recall
    from tutor.core.kinds.regex import Regex
    from tutor.core.kinds.shell import Shell
    from tutor.core.kinds.sort import Sort
    from tutor.core.kinds.sql import Sql
    from tutor.core.kinds.true_false import TrueFalse

    AnyItem = (
        Choices
        | TrueFalse
        | Answer
        | Number
        | Formula
        | Cloze
        | Order
        | Match
        | Sort
        | Recall
        | Code
        | Sql
        | Shell
        | Regex
        | Essay
        | Parts
    )


class _Kinds(Mapping[str, "type[Item]"]):
    """The class of each kind by the key that authors write."""

    def __init__(self, classes: dict[str, str]) -> None:
        self._classes = classes

    def __getitem__(self, kind: str) -> type[Item]:
        found: type[Item] = getattr(import_module(f"tutor.core.kinds.{kind}"), self._classes[kind])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def __len__(self) -> int:
        return len(self._classes)

    def __contains__(self, kind: object) -> bool:
        return kind in self._classes


KINDS: Mapping[str, type[Item]] = _Kinds(
    {
        "choices": "Choices",
        "true_false": "TrueFalse",
        "answer": "Answer",
        "number": "Number",
        "formula": "Formula",
        "cloze": "Cloze",
        "order": "Order",
        "match": "Match",
        "sort": "Sort",
        "recall": "Recall",
        "code": "Code",
        "sql": "Sql",
        "shell": "Shell",
        "regex": "Regex",
        "essay": "Essay",
        "parts": "Parts",
    }
)


def __getattr__(name: str) -> Any:
    """`AnyItem`, for which every kind is brought in."""
    if name != "AnyItem":
        raise AttributeError(name)
    return globals().setdefault(name, reduce(or_, KINDS.values()))


__all__ = ["KINDS", "AnyItem"]
