"""`formula`: the learner types an expression that equals the author's."""

from __future__ import annotations

from typing import Any, Literal

from tutor.core.item import Item, Response, Setting
from tutor.core.judgement import Judgement


class Formula(Item, frozen=True, kw_only=True, tag="formula"):
    """An expression; `domain` says where it is compared (`{x: 0.1..10}`), `form` which form is asked for."""

    formula: str
    domain: dict[str, str] = {}
    form: Literal["factored", "expanded", "simplest"] | None = None

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> str:
        return self.formula

    def value_of(self, response: Response, setting: Setting) -> Any:
        return response
