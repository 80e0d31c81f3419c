"""`order`: the learner puts lines in order."""

from __future__ import annotations

from typing import Any

from msgspec import field

from tutor.core.item import Item, Response, Setting, Shape
from tutor.core.judgement import Judgement


class Order(Item, frozen=True, kw_only=True, tag="order"):
    """Lines in the right order; `or` lists other right orders; with `indent` the indentation is shown and counts."""

    order: list[str]
    other: list[list[str]] = field(name="or", default=[])
    indent: bool = False
    distractors: list[str] = []

    @property
    def shape(self) -> Shape:
        return "lines"

    def show(self, setting: Setting) -> dict[str, Any]:
        """`lines` shuffled by the seed, the distractors among them; `indent` where indentation counts."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> list[str]:
        return self.order
