"""`sort`: the learner puts things into groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.core.item import Flaw, Item, Response, Setting, Shape
from tutor.core.judgement import BadResponse, Judgement
from tutor.core.picked import Pairs, flaws_of_conditions, flaws_of_count, flaws_of_rows, judge_pairs, named, quoted
from tutor.core.shuffling import shuffled
from tutor.core.text import visible


class Sort(Item, frozen=True, kw_only=True, tag="sort"):
    """A mapping group → what belongs into it. A group may stay empty; a thing belongs into one group."""

    sort: dict[str, list[str]]

    @property
    def shape(self) -> Shape:
        return "groups"

    def flaws(self) -> Iterator[Flaw]:
        yield from flaws_of_count(len(self.sort), ("sort",), "groups")
        yield from flaws_of_count(sum(map(len, self.sort.values())), ("sort",), "things to sort")
        yield from flaws_of_rows(((("sort", group), group) for group in self.sort), taken=set())
        things = ((("sort", group, n), text) for group, texts in self.sort.items() for n, text in enumerate(texts))
        yield from flaws_of_rows(things, taken=set())
        yield from flaws_of_conditions(self)

    def show(self, setting: Setting) -> dict[str, Any]:
        """`groups` in the author's order and `lines`, all that is to be sorted, shuffled by the seed."""
        things = [text.strip() for texts in self.sort.values() for text in texts]
        return {"groups": [group.strip() for group in self.sort], "lines": shuffled(things, setting.seed, "lines")}

    def judge(self, response: Response, setting: Setting) -> Judgement:
        return judge_pairs(self, self._pairs(response), self._key(), self._pairs, "things")

    def _key(self) -> Pairs:
        """Each thing and its group, by the forms that are compared."""
        return {visible(text): visible(group) for group, texts in self.sort.items() for text in texts}

    def _pairs(self, response: Response) -> Pairs:
        """Each thing that was sorted and its group. Raises `BadResponse`."""
        if not isinstance(response, dict) or not all(isinstance(texts, list) for texts in response.values()):
            raise BadResponse("the answer is a mapping from each group to a list of what belongs into it")
        key, groups = self._key(), {visible(group) for group in self.sort}
        if len(response) > len(groups) or sum(map(len, response.values())) > len(key):
            raise BadResponse("more is sorted than there is")
        pairs: Pairs = {}
        for group, texts in response.items():
            into = named(group, groups, "groups")
            for text in texts:
                thing = named(text, key, "things to sort")
                if thing in pairs:
                    raise BadResponse(f"{quoted(text)} is put into a group twice")
                pairs[thing] = into
        return pairs

    def right_answer(self, setting: Setting) -> dict[str, list[str]]:
        return {group.strip(): [text.strip() for text in texts] for group, texts in self.sort.items()}

    def guess(self) -> float:
        return float(max(len(self.sort), 2) ** -max(sum(map(len, self.sort.values())), 1))

    def value_of(self, response: Response, setting: Setting) -> Any:
        """Nothing: expressions know no mappings."""
        return None

    def response_from(self, written: Any) -> Response:
        """One thing in a group may be written without a list."""
        if not isinstance(written, dict):
            return written
        return {group: [texts] if isinstance(texts, str) else texts for group, texts in written.items()}
