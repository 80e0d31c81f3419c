"""One file per kind of item. `KINDS` is the one place that lists them; `AnyItem` is their union."""

from __future__ import annotations

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

KINDS: dict[str, type[Item]] = {
    "choices": Choices,
    "true_false": TrueFalse,
    "answer": Answer,
    "number": Number,
    "formula": Formula,
    "cloze": Cloze,
    "order": Order,
    "match": Match,
    "sort": Sort,
    "recall": Recall,
    "code": Code,
    "sql": Sql,
    "shell": Shell,
    "regex": Regex,
    "essay": Essay,
    "parts": Parts,
}

__all__ = ["KINDS", "AnyItem"]
