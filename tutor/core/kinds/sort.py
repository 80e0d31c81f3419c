"""`sort`: the learner puts things into groups."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape
from tutor.core.judgement import Judgement


class Sort(Item, frozen=True, kw_only=True, tag="sort"):
    """A mapping group → what belongs into it."""

    sort: dict[str, list[str]]

    @property
    def shape(self) -> Shape:
        return "groups"

    def show(self, setting: Setting) -> dict[str, Any]:
        """`groups` in the author's order and `lines`, all that is to be sorted, shuffled by the seed."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> dict[str, list[str]]:
        return self.sort
