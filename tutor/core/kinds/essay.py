"""`essay`: the learner writes, then sees the rubric and a model, and rates itself."""

from __future__ import annotations

from typing import Any

from tutor.core.item import Item, Response, Setting, Shape, Written
from tutor.core.judgement import Judgement
from tutor.core.rubric import Criterion


class Writing(Written, frozen=True, kw_only=True):
    """What an essay is rated by, a model answer, and how many words it should have (`50..200`)."""

    rubric: list[Criterion] = []
    model: str = ""
    words: str = ""


class Essay(Item, frozen=True, kw_only=True, tag="essay"):
    """A text of the learner's own. Its first answer is the text; then it is rated, criterion by criterion."""

    essay: Writing

    @property
    def shape(self) -> Shape:
        return "writing"

    @property
    def self_rated(self) -> bool:
        return True

    def show(self, setting: Setting) -> dict[str, Any]:
        """`rubric` as a list of `{criterion, levels}`, and `words` as `{least, most}`."""
        raise NotImplementedError

    def judge(self, response: Response, setting: Setting) -> Judgement:
        raise NotImplementedError

    def right_answer(self, setting: Setting) -> str:
        return self.essay.model
