"""`recall`: the learner recalls, reveals the text, and rates itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from tutor.core.item import Flaw, Item, Response, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement, Note, right
from tutor.core.mistakes import flaws_of_unjudged
from tutor.core.text import visible


class Recall(Item, frozen=True, kw_only=True, tag="recall"):
    """A question and the text that is revealed after it."""

    self_rated: ClassVar[bool] = True

    recall: str

    @property
    def shape(self) -> Shape:
        return "self_rate"

    def flaws(self) -> Iterator[Flaw]:
        if not visible(self.recall):
            yield Flaw(("recall",), "empty-answer", "there is nothing to reveal", "write what the learner is to recall")
        yield from flaws_of_unjudged(self)

    def judge(self, response: Response, setting: Setting) -> Judgement:
        """Nothing is judged: the note `rate` says that the learner rates itself next."""
        if response is not None:
            raise BadResponse("this is answered with null, and then rated")
        return right(notes=[Note("rate")])

    def right_answer(self, setting: Setting) -> str:
        """What is revealed (the one kind whose right answer is no response)."""
        return self.recall

    def guess(self) -> float:
        return 0.0

    def value_of(self, response: Response, setting: Setting) -> Any:
        return None
