"""`true_false`: whether a statement holds."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement, right, wrong
from tutor.core.mistakes import find, judged_as


class TrueFalse(Item, frozen=True, kw_only=True, tag="true_false"):
    """A statement in `ask`; `true_false` says whether it holds."""

    true_false: bool

    @property
    def shape(self) -> Shape:
        return "pick"

    def judge(self, response: Response, setting: Setting) -> Judgement:
        if not isinstance(response, bool):
            raise BadResponse("the answer is true or false")
        heard = "true" if response else "false"
        if response is self.true_false:
            return right(heard=heard)
        mistake = find(self.mistakes, response, setting, lambda when: self.response_from(when) is response)
        return judged_as(mistake, heard=heard) if mistake else wrong(heard=heard)

    def right_answer(self, setting: Setting) -> bool:
        return self.true_false

    def guess(self) -> float:
        return 0.5

    def response_from(self, written: Any) -> Response:
        return {"true": True, "false": False}.get(written.lower(), written) if isinstance(written, str) else written

    def listed_wrong(self) -> list[Response]:
        return [not self.true_false]
