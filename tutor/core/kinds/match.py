"""`match`: the learner pairs what belongs together."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape
from tutor.core.judgement import Judgement


class Match(Item, frozen=True, kw_only=True, tag="match"):
    """A mapping left → right; `distractors` are rights that belong to nothing."""

    match: dict[str, str]
    distractors: list[str] = []

    @property
    def shape(self) -> Shape:
        return "pairs"

    def show(self, setting: Setting) -> dict[str, Any]:
        """`left` in the author's order and `right` shuffled by the seed, each text once."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> dict[str, str]:
        return self.match
