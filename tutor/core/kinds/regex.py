"""`regex`: the learner writes a pattern that matches some texts and not others."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Written
from tutor.core.judgement import Judgement


class Pattern(Written, frozen=True, kw_only=True):
    """Texts that a pattern must match as a whole, texts it must not, and one pattern that does."""

    match: list[str] = []
    reject: list[str] = []
    solution: str


class Regex(Item, frozen=True, kw_only=True, tag="regex"):
    """A pattern, judged by what it matches."""

    regex: Pattern

    def show(self, setting: Setting) -> dict[str, Any]:
        """`examples`: the texts to match and to reject."""
        return {"examples": {"match": self.regex.match, "reject": self.regex.reject}}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> str:
        return self.regex.solution
