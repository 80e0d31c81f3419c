"""One file per kind of item. `KINDS` is the one place that lists them; `AnyItem` is their union."""

from __future__ import annotations

from tutor.core.item import Item
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.number import Number
from tutor.core.kinds.recall import Recall
from tutor.core.kinds.true_false import TrueFalse

AnyItem = Choices | TrueFalse | Answer | Number | Cloze | Recall

KINDS: dict[str, type[Item]] = {
    "choices": Choices,
    "true_false": TrueFalse,
    "answer": Answer,
    "number": Number,
    "cloze": Cloze,
    "recall": Recall,
}

NOT_BUILT_YET = ("formula", "order", "match", "sort", "code", "sql", "shell", "regex", "essay", "parts")
"""Kinds of the pack format that this version can't run yet; the checker names them as such."""

__all__ = ["KINDS", "NOT_BUILT_YET", "AnyItem"]
