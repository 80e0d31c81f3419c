"""`match`: the learner pairs what belongs together."""

from __future__ import annotations

from collections.abc import Iterator
from math import perm
from typing import Any

from tutor.core.item import Flaw, Item, Response, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.picked import Pairs, flaws_of_conditions, flaws_of_count, flaws_of_rows, judge_pairs, named
from tutor.core.shuffling import shuffled
from tutor.core.text import visible


class Match(Item, frozen=True, kw_only=True, tag="match"):
    """A mapping left → right; `distractors` are rights that belong to nothing.

    Several lefts may have the same right: it is shown once, and each of them takes it.
    """

    match: dict[str, str]
    distractors: list[str] = []

    @property
    def shape(self) -> Shape:
        return "pairs"

    def flaws(self) -> Iterator[Flaw]:
        few_or_many = list(flaws_of_count(len(self.match), ("match",), "pairs"))
        yield from few_or_many or flaws_of_count(len(self._rights()), ("match",), "different texts on the right")
        rights = {visible(text) for text in self.match.values()}
        yield from flaws_of_rows(((("match", text), text) for text in self.match), taken=set())
        yield from flaws_of_rows((("match", left), text) for left, text in self.match.items())
        yield from flaws_of_rows(((("distractors", n), text) for n, text in enumerate(self.distractors)), taken=rights)
        yield from flaws_of_conditions(self)

    def _rights(self) -> list[str]:
        """Each right once, as it is first written."""
        texts = [*self.match.values(), *self.distractors]
        return list({visible(text): text.strip() for text in reversed(texts)}.values())

    def show(self, setting: Setting) -> dict[str, Any]:
        """`left` in the author's order and `right` shuffled by the seed, each text once."""
        return {"left": [text.strip() for text in self.match], "right": shuffled(self._rights(), setting.seed, "right")}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        key = {visible(left): visible(text) for left, text in self.match.items()}
        return judge_pairs(self, self._pairs(response), key, self._pairs, "pairs")

    def _pairs(self, response: Response) -> Pairs:
        """What was paired, by the forms that are compared. Raises `BadResponse`."""
        if not isinstance(response, dict):
            raise BadResponse("the answer is a mapping from each left to a right")
        if len(response) > len(self.match):
            raise BadResponse("more is paired than there is")
        lefts = {visible(left) for left in self.match}
        rights = {visible(text) for text in self._rights()}
        pairs = {
            named(left, lefts, "texts on the left"): named(text, rights, "texts on the right")
            for left, text in response.items()
        }
        if len(pairs) < len(response):
            raise BadResponse("a text on the left is paired twice")
        return pairs

    def right_answer(self, setting: Setting) -> dict[str, str]:
        return {left.strip(): text.strip() for left, text in self.match.items()}

    def guess(self) -> float:
        lefts, rights = len(self.match), len(self._rights())
        return 1 / max(perm(rights, lefts) if rights >= lefts else rights**lefts, 2)

    def value_of(self, response: Response, setting: Setting) -> Any:
        """Nothing: expressions know no mappings."""
        return None

    def listed_wrong(self) -> list[Response]:
        first = next(iter(self.match), "")
        return [{**self.match, first: text} for text in self.distractors]
