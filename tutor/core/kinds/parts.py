"""`parts`: several questions in one item, answered one after the other, each judged by itself."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape
from tutor.core.judgement import Judgement
from tutor.core.kinds.answer import Answer
from tutor.core.kinds.choices import Choices
from tutor.core.kinds.cloze import Cloze
from tutor.core.kinds.formula import Formula
from tutor.core.kinds.match import Match
from tutor.core.kinds.number import Number
from tutor.core.kinds.order import Order
from tutor.core.kinds.regex import Regex
from tutor.core.kinds.sort import Sort
from tutor.core.kinds.true_false import TrueFalse

Part = Choices | TrueFalse | Answer | Number | Formula | Cloze | Order | Match | Sort | Regex
"""What can be judged by itself; what the learner rates is no part of something else."""


class Parts(Item, frozen=True, kw_only=True, tag="parts"):
    """One item of several questions, with partial credit."""

    parts: list[Part]

    @property
    def shape(self) -> Shape:
        return "parts"

    def show(self, setting: Setting) -> dict[str, Any]:
        """`parts`: for each its `type`, `shape`, `ask`, `hints` and what its own kind shows."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> list[Response]:
        return [part.right_answer(setting) for part in self.parts]
